"""Names that are typed in small letters, read as the texts write them: "and leeds?" as "and Leeds?".

Capitals tell what a question names, what a follow-up puts in the place of another thing, and what must be spoken of; who types in
haste leaves them out. So a message without a capital, but for the one it may open with, gets those that the corpus knows:

1. only running text counts, no heading or title in which every word has a capital;
2. a run of words is a name where the texts nearly always write it as one, apart from longer names ("the wigan deal");
3. a single word is one where they nearly always do so inside their sentences, apart from longer names ("local" of "Big Local" is
   none) and not mostly behind "the" ("the Deal"); one that is also a common noun ("hull") where they never write it small;
4. a word that the embedder's vocabulary has not whole, or that a message puts in the place of another ("what about alaska?"), is
   one where a single place has it so, if only at the beginning of a sentence, and none has it small.

What stands in quotation marks is left as it is. A message in capitals throughout is read as one in small letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.lru import LruCache
from assistant.models.embedders import is_whole
from assistant.questions.synonyms import is_common
from assistant.retrieve.keywords import Keywords
from assistant.retrieve.known_names import INSIDE, LED, is_name
from assistant.retrieve.per_view import PerView
from assistant.retrieve.recent import Recent
from assistant.text.contractions import PASTED
from assistant.text.letter_forms import bare
from assistant.text.offices import CALLED
from assistant.text.terms import EMPTY, STOP_WORDS, stem, words
from assistant.text.typos import ASKING

if TYPE_CHECKING:
    from assistant.retrieve.retriever import View
    from assistant.store.rows import Postings

LONGEST_NAME = 5  # words of a name; 0 leaves all as it was typed
LEAST = 2  # letters of a name of one word
SHORT = 2  # letters of one that is written in capitals throughout: "the UK"
LOOKED_AT = 24  # chunks that are looked through for a word
OPENED = 4  # documents that these are of, at most
OFTEN = 2  # places where a single word must stand as one
MOSTLY = 0.9  # share of its places that must be such; of a single word without those in longer names
SHOUTED = 4  # words of a message in capitals, from which on it is no name
KEPT = 2000  # words and runs whose form is remembered
_PUT = re.compile(
    r"(?:(?:and|but|or|so|ok|okay|now)\W+)*(?:(?:and|but|or|(?:what|how) about|in|at|for|from) )+(?:the )?"
    r"(?:[^\W\d_]+(?:['’]s)?[ -]?){1,3}\W*",
    re.IGNORECASE,
)
"""A message that puts a thing in the place of another and says nothing else: "and in leeds?"."""
_TOKEN = re.compile(r"[^\W\d_]+")
_CAPITAL = re.compile(r"(?<!^)(?<![.?!:] )\b(?!I\b)[A-ZÀ-ÖØ-Þ]")
_FISCAL = re.compile(r"(?<!\w)(?:[fc]y ?'?(?:\d{2}|\d{4})|[qh][1-4](?= |\W|$))(?!\w)")
_OPENS = re.compile(r"(?<=[a-z\d)][.?!] )[a-z]")
"""The first letter of a sentence behind another, which tells where the one before it ends."""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|`[^`]*`")
_NO_PART = "|".join(word.capitalize() for word in sorted(STOP_WORDS))
_NAMED_BEFORE = re.compile(rf"(?<![\w’'-])(?!(?:{_NO_PART}|{CALLED})[\s-])[A-Z][\w’'-]*[\s-]+(?:(?:of|for|and) )?$")
"""Part of a longer name; not "In" of "In Leeds", nor what somebody is called by."""
_NAMED_AFTER = re.compile(r"(?:[\s-]+(?:(?:of|for) )?[A-Z][a-z])")
_SEEN = 40  # characters before a place that are looked at
_LINE = 80  # characters to either side of a place that tell whether it stands in running text
_RUNNING = 0.5  # share of the longer words there that are small
_LONGER = re.compile(r"[^\W\d_]{4,}")
_WITHIN = re.compile(r"[\w’'-]")  # before a word that begins inside another
_DOMAIN = re.compile(r"\.[a-z]{2,}|[@/]")
_DERIVED = re.compile(r"(?:able|ed|ers?|ful|ing|ings|ism|less|ly|ment|ments|ness|or|ors|tion|tions)$")
"""How words end that are made of others: "Renters" at the beginning of a sentence is no name."""
_GAP = re.compile(r"[\s-]+")
_REST = {
    False: re.compile(r"(?!\w)"),
    True: re.compile(r"(?:s|es|d|ed|ing)?(?!\w)"),
}  # behind the words of a run, and of a single one


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Words as they stand somewhere: inside a sentence, beside other capitals, behind "the"."""

    form: str
    is_inside: bool
    is_joined: bool
    is_led: bool

    @classmethod
    def of(cls, text: str, start: int, end: int) -> _Place:
        before = text[max(0, start - _SEEN) : start]
        joined = bool(_NAMED_BEFORE.search(before) or _NAMED_AFTER.match(text, end))
        return cls(" ".join(text[start:end].split()), bool(INSIDE.search(before)), joined, bool(LED.search(before)))


class Casing:
    """Safe to share between threads. What it has found of the view that was seen last it keeps."""

    def __init__(self, keywords: Keywords, recent: Recent) -> None:
        self._keywords = keywords
        self._recent = recent
        self._known: PerView[LruCache[str, str]] = PerView(lambda _: LruCache(KEPT))

    def read(self, message: str, view: View, revision: int) -> str:
        """Return a message with the names in capitals that it has none for."""
        if not LONGEST_NAME or _CAPITAL.search(message):
            return message
        message = _OPENS.sub(lambda match: match[0].upper(), _FISCAL.sub(lambda match: match[0].upper(), message))
        if len(message) > PASTED:
            return message
        tokens = self._tokens(message)
        if not tokens:
            return message
        self._keywords.look(revision)
        self._recent.look(revision)
        known = self._known.of(view.infos)
        is_put = bool(_PUT.fullmatch(message))
        at = 0
        while at < len(tokens):
            taken = 1
            for run in _runs_from(tokens, at, message):
                written = self._written(run, view, known, is_put=is_put)
                if written is not None:
                    for token, form in zip(run, written, strict=True):
                        message = message[: token.start] + form + message[token.end :]
                    taken = len(run)
                    break
            at += taken
        return message

    @staticmethod
    def _tokens(message: str) -> list[_Token]:
        quoted = [match.span() for match in _QUOTED.finditer(message)]
        found = (_Token(match.start(), match.end(), bare(match[0])) for match in _TOKEN.finditer(message))
        return [token for token in found if not any(a <= token.start < b for a, b in quoted)]

    def _written(self, run: Sequence[_Token], view: View, known: LruCache[str, str], *, is_put: bool) -> Sequence[str] | None:
        """Return the words of a run as the texts write them; ``None`` where they write no name so."""
        one = " ".join(token.word for token in run)
        key = f"{one}?" if is_put and len(run) == 1 else one
        name = known.get(key)
        if name is None:
            several = [token.word for token in run]
            name = self._single(one, view, is_put=is_put) if len(run) == 1 else self._of_several(several, view)
            known.keep({key: name})
        forms = _TOKEN.findall(name)
        return forms if len(forms) == len(run) else None

    def _single(self, word: str, view: View, *, is_put: bool) -> str:
        """Return a word as a name; "" where it is none."""
        found: Counter[str] = Counter()
        joined: Counter[str] = Counter()
        opening: Counter[str] = Counter()
        small = led = 0
        for place in self._places([word], view):
            if place.form[0].islower():
                small += 1
            elif len(place.form) > len(word) or (len(word) <= SHORT and not place.form.isupper()):
                continue
            elif place.is_joined:
                joined[place.form] += 1
            elif place.is_inside:
                found[place.form] += 1
                led += place.is_led and not place.form.isupper()
            elif not _DERIVED.search(word):
                opening[place.form] += 1
        alone, is_noun = found.total(), is_common(stem(word))
        if alone >= max(OFTEN, MOSTLY * (alone + small)) and 2 * led <= alone and not (is_noun and small):
            return found.most_common(1)[0][0]
        is_rare = is_put or not is_whole(word)
        if small or (led and not is_rare) or (is_noun and not alone):
            return ""
        seen = found + joined + opening if is_rare else found + joined
        return seen.most_common(1)[0][0] if seen.total() >= (1 if is_rare else OFTEN) else ""

    def _of_several(self, run: Sequence[str], view: View) -> str:
        """Return a run of words as a name; "" where it is none."""
        alone = [place for place in self._places(run, view) if not place.is_joined]
        named = [place for place in alone if is_name(place.form) and not place.form.isupper()]  # "COUNCIL OFFICER:" labels a turn
        if not named or len(named) < MOSTLY * len(alone):
            return ""
        return Counter(place.form for place in named).most_common(1)[0][0]

    def _places(self, run: Sequence[str], view: View) -> Iterator[_Place]:
        """Yield where a run of words, or a form of a single one, stands in the running text of the corpus."""
        telling = [word for word in run if word not in STOP_WORDS]
        held = self._keywords.of_each(telling)
        keys = _in_all(held, LOOKED_AT)
        rows = [row for row in self._recent.chunks(keys) if view.holds(row)] if keys else []
        for text in view.texts(rows, OPENED):
            for start, end in _spans(run, text):
                if _runs_on(text, start, end) and not (_is_address(text, start, end) or _is_label(text, start, end)):
                    yield _Place.of(text, start, end)


def in_small(message: str) -> str:
    """Return a message of several words that is typed in capitals throughout in small letters; any other as it is."""
    return message.capitalize() if message.isupper() and len(message.split()) >= SHOUTED else message


def _spans(run: Sequence[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield where the words of a run follow each other in a text, in whatever capitals; a single one in any of its forms."""
    small = bare(text)
    start = small.find(run[0])
    while start >= 0:
        end = start + len(run[0])
        for word in run[1:]:
            gap = _GAP.match(small, end)
            end = gap.end() + len(word) if gap and small.startswith(word, gap.end()) else -1
            if end < 0:
                break
        whole = _REST[len(run) == 1].match(small, end) if end >= 0 and not _WITHIN.match(small[start - 1 : start]) else None
        if whole:
            yield start, whole.end()
        start = small.find(run[0], start + 1)


def _in_all(held: Sequence[Postings], first: int) -> list[int]:
    """Return the keys of the chunks that hold all of some words, among the ``first`` that hold the rarest."""
    if not held:
        return []
    rarest, *others = sorted(held, key=lambda postings: len(postings.keys))
    found = rarest.keys[:first]
    for other in others:
        found = found[other.among(found)]
    keys: list[int] = found.tolist()
    return keys


def _runs_from(tokens: Sequence[_Token], at: int, message: str) -> Iterator[Sequence[_Token]]:
    """Yield the runs of words that begin with one and may be a name, the longest first."""
    if not _may_be(tokens[at].word):
        return
    most = at + 1
    while most < min(at + LONGEST_NAME, len(tokens)) and message[tokens[most - 1].end : tokens[most].start] in (" ", "-"):
        most += 1
    for end in range(most, at, -1):
        if end == at + 1 and len(tokens[at].word) < LEAST:
            return
        lettered = end == at + 2 and len(tokens[at + 1].word) == 1  # "area b"
        if lettered or (_may_be(tokens[end - 1].word) and all(_may_be(t.word) or t.word in STOP_WORDS for t in tokens[at:end])):
            yield tokens[at:end]


def _runs_on(text: str, start: int, end: int) -> bool:
    """Say whether a place is in running text, where most of the longer words around it are small."""
    line = text[text.rfind("\n", max(0, start - _LINE), start) + 1 or max(0, start - _LINE) : start]
    rest = text[end : end + _LINE].split("\n", 1)[0]
    around = _LONGER.findall(line) + _LONGER.findall(rest)
    return bool(around) and sum(word[0].islower() for word in around) >= _RUNNING * len(around)


def _is_address(text: str, start: int, end: int) -> bool:
    """Say whether a place is in an address, which is small whatever it names: "investor@example.org", "www.example.org"."""
    return text[start - 1 : start] in (".", "/", "@", "#", "_") or bool(_DOMAIN.match(text, end))


def _is_label(text: str, start: int, end: int) -> bool:
    """Say whether a place in capitals throughout labels a turn of a talk: "IAIN: …"."""
    return text[start:end].isupper() and text.startswith(":", end)


def _may_be(word: str) -> bool:
    return len(word) > 1 and word not in EMPTY and word not in ASKING and words(word) == [word]
