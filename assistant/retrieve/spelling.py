"""Words of a message that the corpus does not hold in any form, and that are one typing error away from one that it does hold.

1. only a word that no chunk holds is looked at, nor does any title, path or author have it, nor is it among the words that the
   embedder's vocabulary has whole: a real word stays, however near another one is;
2. the words a slip away are made and looked up by their stems, since the keyword index has no others, among the stems that begin
   nearly alike (:mod:`.vocabulary`); for a long word with none, these stems themselves are taken;
3. what is left is looked for in the texts: it must stand there as it is, often enough;
4. of several the likeliest slip is taken, then the commonest word.

A name is read as another only where letters changed places or were doubled, or, in a long one, where one inside was missed:
Swindon is not Swinton. What is less sure is not read so, but offered where the answer is a decline. With a view of a part of the
corpus, only that part's words count.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from assistant.models.embedders import is_whole
from assistant.retrieve.keywords import Keywords
from assistant.retrieve.per_view import PerView
from assistant.retrieve.recent import Recent
from assistant.retrieve.short_forms import is_held, other_forms
from assistant.retrieve.vocabulary import Vocabulary
from assistant.store.catalog import Catalog
from assistant.text.terms import EMPTY, stem, words
from assistant.text.typos import (
    ASKING,
    DOUBLED,
    LEAST,
    MISSED,
    SWAPPED,
    TWICE,
    TWO,
    Typed,
    are_apart,
    candidates,
    halves,
    is_likely,
    names_with,
    one_slip_from,
    other_spellings,
    slip_between,
    with_stems_like,
)
from assistant.types import Answer, Respelling

if TYPE_CHECKING:
    from assistant.retrieve.retriever import View
    from assistant.store.rows import DocumentInfo

OFTEN = 2  # times that a word must stand in the texts looked at, unless more chunks than one hold its stem, or it is a common one
LOOKED_AT = 40  # chunks that are looked through for the forms of a stem
OPENED = 6  # documents that these are of, at most
TWO_LETTERS = 2  # that a word may have more or less than what was typed
TRIED = 4  # places in a word where a space may lack, the commonest words first, that are looked for in texts
LEAST_HALF = 3  # letters of a word that lacks the space beside it, but for those like "of"
NEAREST = 8  # stems, the nearest first, that are looked for in texts where two slips are allowed
CLEARLY = 2  # times as common a word must be as the next one that the same slip leads to


@dataclass(frozen=True, slots=True)
class Slip:
    """A word as it was typed, what it is read as, and whether that is sure enough to be searched with."""

    start: int
    end: int
    typed: str
    read: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Read:
    """A message as it is read, and its slips, those that are not sure enough to be read otherwise among them."""

    text: str
    slips: tuple[Slip, ...] = ()

    def told(self, typed: str, answer: Answer) -> Answer:
        """Return an answer to what was read as one to what was typed; where that is declined, with what may have been meant."""
        sure = tuple(Respelling(slip.typed, slip.read) for slip in self.slips if slip.is_sure)
        answer = replace(answer, question=typed, respelt=sure)
        if answer.status != "declined" or len(sure) == len(self.slips):
            return answer
        meant = " and ".join(f"“{slip.read}”" for slip in self.slips if not slip.is_sure)
        reason = f"{answer.reason or ''} Did you mean {meant}?".strip()
        return replace(answer, reason=reason, readings=(respelt(typed, self.slips),))


@dataclass(frozen=True, slots=True)
class _Form:
    """A word as it stands in texts, and how it came to be another."""

    word: str
    text: str
    slip: int
    held: int


class Spelling:
    """Safe to share between threads."""

    def __init__(self, catalog: Catalog, keywords: Keywords, recent: Recent) -> None:
        self._catalog = catalog
        self._keywords = keywords
        self._recent = recent
        self._vocabulary = Vocabulary(catalog)
        self._named = PerView(_named_in)
        self._held = PerView[dict[str, bool]](lambda _: {})  # forms of a name, whether the view has them

    def warm(self, going_on: Callable[[], bool]) -> None:
        """Read the words of the corpus before they are asked for, while it is ``going_on``."""
        self._vocabulary.warm(going_on)

    def read(self, message: str, view: View) -> Read:
        """Return a message with the slips mended that are sure enough."""
        slips = self.slips(message, view)
        return Read(respelt(message, [slip for slip in slips if slip.is_sure]), tuple(slips))

    def mended(self, message: str, view: View) -> str:
        """Return the text that :meth:`read` gives, sooner: what could only be offered is not looked for."""
        return respelt(message, [slip for slip in self.slips(message, view, offers=False) if slip.is_sure])

    def slips(self, message: str, view: View, offers: bool = True) -> list[Slip]:
        """Return the slips in a message, in order; without ``offers`` not two in one name, which are never sure."""
        short = [Slip(a, b, message[a:b], read, is_sure=True) for a, b, read in other_forms(message, self._holds(view))]
        typed = [each for each in candidates(message) if not any(s.start <= each.start < s.end for s in short)]
        return sorted((*short, *self._mended(typed, message, view, offers)), key=lambda slip: slip.start)

    def _holds(self, view: View) -> Callable[[str], bool]:
        """Return what tells whether a view has a form of a name; each is looked for once."""

        def holds(form: str) -> bool:
            known = self._held.of(view.infos)
            if form not in known:
                known[form] = is_held(form, self._catalog, view)
            return known[form]

        return holds

    def _mended(self, typed: Sequence[Typed], message: str, view: View, offers: bool) -> list[Slip]:
        """Return how those of some typed words are read that the corpus has not and that are no words of English."""
        if not typed:
            return []
        revision = self._catalog.revision
        self._keywords.look(revision)
        held = self._keywords.of_each([each.word for each in typed])
        unknown = [each for each, found in zip(typed, held, strict=True) if not len(found.keys) and each.word not in ASKING]
        spelt = [slip for each in unknown if (slip := self._respelt(each, view))]
        unknown = [each for each in unknown if not _is_real(each.word) and all(each.start != slip.start for slip in spelt)]
        if not unknown:
            return spelt
        self._vocabulary.look(revision)
        self._recent.look(revision)
        named = self._named.of(view.infos)
        unknown = [each for each in unknown if each.word not in named]
        for each in unknown:
            apart = self._apart(each, view)
            slip = apart if apart and apart.is_sure else self._read(each, message, view, offers) or apart
            spelt += [slip] if slip else []
        return spelt

    def _respelt(self, typed: Typed, view: View) -> Slip | None:
        """Return a word in the spelling of the other side of the Atlantic, where the corpus has that."""
        holds = self._holds(view)
        other = next((word for word in other_spellings(typed.word) if holds(word)), None)
        return Slip(typed.start, typed.end, typed.text, _cased(typed.text, other), is_sure=True) if other else None

    def _apart(self, typed: Typed, view: View) -> Slip | None:
        """Return the two words that a word is which lacks the space between them; of several those that texts have in a row."""
        pairs = halves(typed.text)
        parts = sorted({part.lower() for pair in pairs for part in pair} - EMPTY)
        counts = {part: n or is_whole(part) for part, n in zip(parts, self._keywords.counts(parts)[0], strict=True)}
        counts |= {part: 0 for part in parts if len(part) < LEAST_HALF or (stem(part) in EMPTY and not is_whole(part))}
        often = {pair: min(counts.get(part.lower(), sys.maxsize) for part in pair) for pair in pairs}
        holds = self._holds(view)
        likeliest = sorted(filter(often.get, pairs), key=lambda pair: -often[pair])[:TRIED]
        best = max(likeliest, key=lambda pair: (holds(" ".join(pair)), not EMPTY.isdisjoint(pair), often[pair]), default=None)
        if best is None or not all(holds(part) or is_whole(part.lower()) for part in best if part.lower() in counts):
            return None
        read = " ".join(best)
        is_sure = holds(read) or are_apart(*best, is_name=typed.is_name)
        return Slip(typed.start, typed.end, typed.text, read, is_sure) if is_sure or min(map(len, best)) >= LEAST else None

    def _read(self, typed: Typed, message: str, view: View, offers: bool) -> Slip | None:
        two = len(typed.word) >= TWICE and (offers or not typed.is_name)  # two slips in a name are never sure

        def unlikely(form: _Form) -> bool:
            return not is_likely(typed.word, form.word, form.slip)

        forms = sorted(self._near(typed.word, view, two), key=lambda form: (form.slip, unlikely(form), -form.held, form.word))
        if not forms:
            return None
        best, *others = forms
        alike = (form for form in others if form.slip == best.slip and unlikely(form) == unlikely(best))
        rivals = [form for form in alike if form.held * CLEARLY > best.held]
        is_sure = not rivals and (_is_sure(typed, best) or self._is_beside(typed, best, message, view))
        if not is_sure and typed.word[-1] != best.word[-1]:
            return None  # another form, or another word
        return Slip(typed.start, typed.end, typed.text, _cased(typed.text, best.text), is_sure)

    def _is_beside(self, typed: Typed, best: _Form, message: str, view: View) -> bool:
        """Say whether texts have the name that a word is likely to be a slip of in the longer one that the message has."""
        if not is_likely(typed.word, best.word, best.slip):
            return False
        holds = self._holds(view)
        return any(holds(name) for name in names_with(best.word, typed, message))

    def _near(self, word: str, view: View, two: bool) -> list[_Form]:
        """Return the words of the corpus, and those that requests are made of, that a slip makes of another, or else ``two``."""
        made = dict.fromkeys(one_slip_from(word))
        asking = [
            _Form(w, w, slip, 1_000_000)
            for w in made
            if (w in ASKING or w in EMPTY) and (slip := slip_between(word, w)) is not None
        ]
        if asking:
            return asking
        near = [each.stem for each in self._vocabulary.near(word)]
        by_stem: dict[str, list[str]] = {}
        for each in with_stems_like(made, near):
            by_stem.setdefault(stem(each), []).append(each)
        forms = [form for s in sorted(by_stem.keys() & set(near)) for form in self._forms(s, word, view, by_stem[s])]
        if forms or not two:
            return forms
        alike = [each for each in near if each[0] == word[0] and len(each) >= len(word) - 5][:NEAREST]
        return [form for s in alike for form in self._forms(s, word, view) if form.slip == TWO]

    def _forms(self, wanted: str, typed: str, view: View, may_be: Collection[str] | None = None) -> Iterator[_Form]:
        """Yield the forms of a stem that stand in texts and are a slip away from what was typed."""
        keys = self._keywords.of_stem(wanted).keys.tolist()
        rows = [row for row in self._recent.chunks(keys[:LOOKED_AT]) if view.holds(row)]
        found: dict[str, Counter[str]] = {}
        alike = re.compile(rf"(?<![^\W\d_])[{typed[:2]}{typed[:2].upper()}][^\W\d_]{{2,}}")
        for token, often in Counter(chain.from_iterable(map(alike.findall, view.texts(rows, OPENED)))).items():
            word = words(token)[0] if abs(len(token) - len(typed)) <= TWO_LETTERS else ""
            if word and (may_be is None or word in may_be) and slip_between(typed, word) is not None and stem(word) == wanted:
                found.setdefault(word, Counter())[token] = often
        for word in may_be or () if len(rows) > 1 else ():  # a common word need not stand there in the very form
            if word not in found and is_whole(word):
                found[word] = Counter({word: 1})
        for word, tokens in found.items():
            slip = slip_between(typed, word)
            if slip is not None and (tokens.total() >= OFTEN or len(rows) > 1 or is_whole(word)):
                yield _Form(word, _as_written(tokens), slip, len(keys))


def _named_in(infos: Mapping[str, DocumentInfo]) -> frozenset[str]:
    """Return the words of all titles, paths and authors."""
    told = (text for info in infos.values() for text in (info.id, info.title, *info.authors))
    return frozenset(word for text in told for word in words(text))


def respelt(message: str, slips: Sequence[Slip]) -> str:
    """Return a message with words put in the place of others."""
    for slip in reversed(slips):
        message = message[: slip.start] + slip.read + message[slip.end :]
    return message


def _cased(typed: str, word: str) -> str:
    """Return a word in the capitals that another one was typed in."""
    return word.upper() if typed.isupper() else word[:1].upper() + word[1:] if typed[0].isupper() else word


_ENDINGS = (  # what is taken off a word that ends in what stands beside it
    ("s", "s"), ("es", "es"), ("ed", "ed"), ("d", "ed"), ("ing", "ing"), ("ly", "ly"), ("er", "er"), ("r", "er"), ("ers", "ers"),
    ("rs", "ers"),
)  # fmt: skip


def _is_real(word: str) -> bool:
    """Say whether a word is a real one as far as the embedder's vocabulary tells, which has few inflected ones."""
    return is_whole(word) or any(is_whole(word[: -len(cut)]) for cut, ending in _ENDINGS if word.endswith(ending))


def _is_sure(typed: Typed, best: _Form) -> bool:
    """Say whether a word may be read as another without asking."""
    if typed.is_name or best.text[:1].isupper():
        inside = best.slip == MISSED and len(best.word) >= TWICE and typed.word[-1] == best.word[-1]
        return best.slip in (SWAPPED, DOUBLED) or inside
    return is_likely(typed.word, best.word, best.slip)


def _as_written(tokens: Counter[str]) -> str:
    """Return how a word is written where no sentence opens with it: in small letters, if it ever is."""
    small = next((token for token, _ in tokens.most_common() if token[0].islower()), None)
    mixed = next((token for token, _ in tokens.most_common() if not token.isupper()), None)
    return small or mixed or tokens.most_common(1)[0][0]
