"""Where sources differ: another document that gives another figure or date for the same thing as a citation.

Two ways lead to a difference, and both must find what is differed about in *both* sentences:

1. **The same sentence.** One sentence of another document bears out nearly all of the quote and contradicts its numbers, and
   nothing else (:mod:`assistant.cite.support`).
2. **The same question.** It asks when, how much or how many, and both sentences answer it: each speaks of what the question names
   (by that name, or by "it" after a sentence that names it) with the question's own verb or noun (or one that means the same),
   and gives the kind of value asked for; no value of one is a value of the other, and nothing else that is counted differs.

It errs to one side on purpose: figures of another year, place or edition are no difference, and most differences between
documents are of words and are not claimed here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.cite.support import judge
from assistant.cite.support.frames import Frame, Token, frame
from assistant.cite.support.words import WORD, keys
from assistant.questions.answer_form import typed_answer
from assistant.questions.form import asked_for
from assistant.text.patterns import any_case
from assistant.text.quantities import numbers
from assistant.text.reading_text import fold
from assistant.text.sentences import sentence_ends
from assistant.text.terms import STOP_WORDS, stems
from assistant.text.years import YEAR
from assistant.types import Answer, Difference, Locator, Passage, Statement, citation_id

LOOKED_AT = 10  # passages, the best first
NEAR = 10.0  # places, about as many words, that a value may stand from a word of the question
LONGEST = 400  # characters of a sentence; what is longer is a table or has no stops
LEAST = 0.4  # of the quote's stems
MET = 2 / 3  # of the words of the question, its names aside, that a sentence must hold to answer it; all where it names nothing
SHARE = 0.75  # of the quote that the other sentence must bear out
ALIKE = 0.8  # of the words of two passages, figures aside, from which on they are versions of one
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_YEAR = re.compile(YEAR)
_FIGURES = re.compile(r"the source says ([^,]*\d[^,]*?)(?: here)?, not (.*\d.*)")
_LINES = re.compile(
    r"(?<=[^\W\d_])(?<!\b(?:of|in|by|to|at|on|an|or|as))(?<!\b(?:the|and|for))(?<!\ba)[ \t]*\n\s*(?=[A-Z“\"#•*])|\n[ \t]*\n"
)
"""Where a line ends that is a heading or an item: without a stop, and not in the middle of a name."""
_LEANS = any_case(r"\W*(?:it|he|she|they|this|that|these|those|its|his|her|their|in that|the same|there)\b")
Naming = Callable[[Passage, int, int], str]
"""Returns the citation id of a span of a passage's document."""


def named_by_passage(passage: Passage, start: int, end: int) -> str:
    """Name a span by the place of its passage; the page is left out where that runs over several."""
    place = Locator() if passage.locator.end_page is not None else passage.locator
    return citation_id(passage.document, passage.citation_id.rpartition("@")[2], start, end, place)


def differing(answer: Answer, name: Naming = named_by_passage) -> tuple[Difference, ...]:
    """Return what other documents among the passages say differently from what the answer cites, the surest of each first."""
    found: dict[tuple[str, str], Difference] = {}
    wanted = _wanted(answer.standalone_question)
    for citation in answer.citations:
        if len(citation.quote) > LONGEST or not any(c.isdigit() for c in citation.quote):
            continue
        around = next((p for p in answer.passages if p.holds(citation)), None)
        mine = _Stated(
            citation.quote,
            _before(around, citation.start) if around else "",
            f"{citation.title}\n{around.text if around else citation.quote}",
        )
        answers = wanted if wanted and wanted.answered_by(mine) else None
        for passage in answer.passages[:LOOKED_AT]:
            if passage.document == citation.document:
                continue
            for at, other in _figures_in(passage):
                revised = _is_revised(mine, other)
                if revised or _contradicts(mine.words, other.words) or (answers and answers.differ(mine, other)):
                    end = at + len(other.words)
                    id_ = name(passage, passage.start + at, passage.start + end)
                    said = Statement(passage.document, passage.title, other.words, id_)
                    new = Difference(Statement(citation.document, citation.title, citation.quote, citation.citation_id), said)
                    if not any(_is_turned(new, known) for known in found.values()):
                        found.setdefault((citation.quote, passage.document), new)
    return tuple(found.values())


def _is_turned(one: Difference, other: Difference) -> bool:
    """Say whether two differences are between the same words, seen from either side."""
    return (one.one.document, one.one.words, one.other.words) == (other.other.document, other.other.words, other.one.words)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A sentence with figures, the one before it, and the title and passage they stand in."""

    words: str
    before: str
    passage: str


def _figures_in(passage: Passage) -> Iterator[tuple[int, _Stated]]:
    """Yield the sentences, headings and items of a passage that hold figures, each with its place in the passage."""
    before = ""
    cuts = {*sentence_ends(passage.text), *(m.start() for m in _LINES.finditer(passage.text)), len(passage.text)}
    for start, end in pairwise([0, *sorted(cuts)]):
        part = passage.text[start:end]
        words = part.strip()
        if len(words) <= LONGEST and any(c.isdigit() for c in words):
            yield start + len(part) - len(part.lstrip()), _Stated(words, before, f"{passage.title}\n{passage.text}")
        before = words or before


def _before(passage: Passage, start: int) -> str:
    """Return the sentence that stands before a place in a passage."""
    ends = [0, *(end for end in sentence_ends(passage.text) if end <= start - passage.start)]
    return passage.text[ends[-2] : ends[-1]].strip() if len(ends) > 1 else ""


def _is_revised(one: _Stated, other: _Stated) -> bool:
    """Say whether a sentence stands word for word in another version of its passage, and with other figures, years aside."""
    bare = [_FIGURE.split(fold(stated.words)) for stated in (one, other)]
    told = [_FIGURE.findall(stated.words) for stated in (one, other)]
    if bare[0] != bare[1] or told[0] == told[1] or any(a != b and _YEAR.fullmatch(a) for a, b in zip(*told, strict=True)):
        return False
    mine, theirs = (set(stems(_FIGURE.sub(" ", stated.passage))) for stated in (one, other))
    return len(mine & theirs) >= ALIKE * len(mine | theirs)


def _contradicts(quote: str, words: str) -> bool:
    if _LEANS.match(quote) or _LEANS.match(words) or not _much_alike(quote, words):
        return False
    verdict = judge(quote, [words])
    if verdict.support != "contradicted" or verdict.score < SHARE or not all(map(_FIGURES.fullmatch, verdict.reasons)):
        return False
    missing = frozenset[Value]().union(*map(_figures, verdict.missing))
    counts = any(unit == "" for unit, _ in missing)
    return missing.isdisjoint(_figures(words)) and not (counts and _counted(quote).isdisjoint(_counted(words)))


def _counted(words: str) -> frozenset[str]:
    """Return the keys of the words that come next after a bare number: what there are so many of."""
    tokens = [t for t in frame(words).tokens if t.number is not None or t.kind in ("word", "name")]
    pairs = pairwise(tokens)
    return frozenset(key for a, b in pairs if a.number is not None and not a.number.unit and b.number is None for key in b.keys)


def _much_alike(quote: str, words: str) -> bool:
    """Say whether two sentences share so many stems that a closer look may find that they say the same; it costs little."""
    mine, theirs = (set(stems(text)) - STOP_WORDS for text in (quote, words))
    return len(mine & theirs) >= LEAST * len(mine)


# -- two answers to one question ---------------------------------------------------------------------------------------

_WHICH_TIME = frozenset("year date month day time".split())
_HOW_MUCH = frozenset("number amount money many much sum figure".split())
"""Words of a question that only say what kind of thing it asks for."""
_PRONOUN = any_case(r"\W*(?:it|they)\b")

Value = tuple[str, float]


@dataclass(frozen=True, slots=True)
class _ValueAsked:
    """What a question asks for: the kind and form of a value, the name it is of, and the words that say what about it."""

    form: re.Pattern[str] | None
    names: tuple[frozenset[str], ...]
    words: tuple[frozenset[str], ...]

    def differ(self, one: _Stated, other: _Stated) -> bool:
        """Say whether another sentence answers the question too, and differently than one that does."""
        if not self.answered_by(other):
            return False
        a, b = frame(one.words), frame(other.words)
        mine, theirs = self._values(one.words), self._values(other.words)
        units = {unit for unit, _ in mine} & {unit for unit, _ in theirs}
        shared = _figures(one.words) & _figures(other.words)
        apart = shared.isdisjoint(value for value in mine | theirs if value[0] in units)
        return (
            bool(units) and apart and _parts(a) == _parts(b) and not self._strange(a, _keys(b)) and not self._strange(b, _keys(a))
        )

    def answered_by(self, stated: _Stated) -> bool:
        """Say whether a sentence speaks of what the question names, and says about it what the question asks."""
        if self.form is not None and not self.form.search(stated.words):
            return False
        sentence = frame(stated.words)
        said, named = _keys(sentence), self._named(sentence)
        if _PRONOUN.match(stated.words) and not self._strange(before := frame(stated.before), said):
            named |= self._named(before)
        about = not self.names or (any(n & named for n in self.names) and all(n & _spoken(stated.passage) for n in self.names))
        met = sum(bool(wanted & said) for wanted in self.words)
        return about and met >= (MET if self.names else 1) * len(self.words)

    def _named(self, sentence: Frame) -> frozenset[str]:
        """Return the keys of names that are the question's: not "Marmot Review" where it asks for the Marmot Cities."""
        runs: dict[int, list[Token]] = {}
        for token in sentence.tokens:
            if token.kind == "name":
                runs.setdefault(token.name, []).append(token)
        return frozenset(key for run in runs.values() if all(t.keys & self._own for t in run) for t in run for key in t.keys)

    @property
    def _own(self) -> frozenset[str]:
        return frozenset[str]().union(*self.names, *self.words)

    def _strange(self, sentence: Frame, also: frozenset[str]) -> bool:
        """Say whether a sentence names somebody or some place that neither the question nor the other words do."""
        return any(t.kind == "name" and not t.keys & (self._own | also) for t in sentence.tokens)

    def _values(self, words: str) -> frozenset[Value]:
        """Return the values of the kind and form that are asked for, where they stand near words of the question."""
        tokens = frame(words).tokens
        places = [t.place for t in tokens if t.keys & self._own]
        near = [t for t in tokens if any(abs(t.place - place) <= NEAR for place in places)]
        values = frozenset(value for t in near for value in _value(t) if (value[0] == "year") == (self.form is None))
        if self.form is None:
            return values
        spans = [m.span() for m in self.form.finditer(words)]
        return values & {(n.unit, n.value) for n in numbers(words) if any(n.start < end and start < n.end for start, end in spans)}


def _wanted(question: str) -> _ValueAsked | None:
    """Read a question; ``None`` if it does not ask when, how much or how many, or names nothing to hold an answer to."""
    kind, form = asked_for(question), typed_answer(question)
    if kind != "date" and form is None:
        return None
    empty = _WHICH_TIME if form is None else _HOW_MUCH
    tokens = [t for t in frame(question).tokens if _says(t) and t.lower not in empty]
    names = tuple(t.keys for t in tokens if t.kind == "name")
    words = tuple(t.keys for t in tokens if t.kind == "word")
    return _ValueAsked(form, names, words) if names or len(words) > 1 else None


def _value(token: Token) -> Iterator[Value]:
    if token.date is not None and token.date.year:
        yield "year", float(token.date.year)
    elif token.number is not None and token.number.unit != "ordinal":
        yield token.number.unit, token.number.value


def _figures(text: str) -> frozenset[Value]:
    return frozenset(value for token in frame(text).tokens for value in _value(token))


def _says(token: Token) -> bool:
    return token.kind in ("word", "name", "light")


def _keys(sentence: Frame) -> frozenset[str]:
    return frozenset[str]().union(*(t.keys for t in sentence.tokens if _says(t)))


@lru_cache(maxsize=256)
def _spoken(text: str) -> frozenset[str]:
    """Return the keys of every word of a text; much quicker than its frame, and without names and numbers."""
    return frozenset[str]().union(*(keys(m[0].casefold()) for m in WORD.finditer(text)))


def _parts(sentence: Frame) -> set[float]:
    """Return the ordinals and fractions: a ninth season is not a tenth."""
    return {t.number.value for t in sentence.tokens if t.number is not None and t.number.unit in ("ordinal", "fraction")}
