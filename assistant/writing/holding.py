"""What a model writes, checked against the sources sentence by sentence, as it arrives.

1. a sentence is judged against the passages that it names; most of it must stand in one sentence there;
2. where they do not bear it out, or it names none, it is attributed to a passage that does, if there is one: a single sentence,
   line or row of it must, since among many passages scattered words are soon found together by chance;
3. its numbers, names and quotations must occur in a passage that it then cites; if one does not, it counts as not found;
4. what is not borne out is shown as such, or left out and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.cite.markers import Claim
from assistant.cite.support import SAME_WORDS, Verdict, judge
from assistant.cite.support.comparison import Comparison
from assistant.cite.support.frames import frame
from assistant.cite.support.quote import fold
from assistant.cite.support.windows import prepare
from assistant.cite.support.words import WORD, names, normalise, sentences, stem
from assistant.cite.trace import Citer
from assistant.text.quantities import dates, numbers
from assistant.types import Support

UNSUPPORTED: frozenset[Support] = frozenset({"not_found", "contradicted"})
"""Verdicts under which a sentence is shown greyed, or left out."""

_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1")
_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|(?<!\w)‘([^‘’]+(?:’\w[^‘’]*)*)’(?!\w)")
_QUOTE_WORDS = 2  # from which on words in quotation marks are a quotation and not a way of speaking
_CHIEFLY = 0.7  # share of a sentence that one sentence of the source must hold
_WITH_PRONOUN = 0.4  # the same where a pronoun in it stands for who or what the sentence before names
_LEANS = re.compile(r"(?:(?:among|at|by|for|in|of|on|with) )?(?:its?|they|them|their|he|his|she|her|this|these)\b", re.IGNORECASE)
NOTHING_STATED = "a bare name or number says nothing that a source could support"
PIECED_TOGETHER = "its words stand in several sentences, and none of them says most of it"
NOT_NAMED = "no passage is named for this, and none supports it"


class Holder:
    """Hold one answer to its passages.

    ``first`` has the verdicts on its sentences as the model wrote them, ``last`` as they were held, ``stated`` of these the ones
    on sentences that state something (:func:`states`) and rest on more than a heading of a source.
    ``repeats`` counts the sentences that it had written before.
    """

    def __init__(self, citer: Citer, *, drop: bool) -> None:
        self._citer = citer
        self._drop = drop
        self.first: list[Support] = []
        self.last: list[Support] = []
        self.stated: list[Support] = []
        self.left_out = self.repeats = 0
        self._said: set[str] = set()

    def settle(self, claim: Claim) -> str:
        """Return a claim as it is to be shown, "" if it is left out."""
        named = self._citer.known(claim.numbers)
        if not claim.text.strip():
            return ""
        text = _EMPHASIS.sub(r"\2", claim.text)
        self.repeats += text in self._said
        self._said.add(text)
        own = self._own(text, named)
        self.first.append(own.support)
        verdict, cited = self._attributed(text, own, named)
        verdict = self._faithful(text, verdict, cited)
        self.last.append(verdict.support)
        if states(text) and not self._only_a_heading(verdict, cited):
            self.stated.append(verdict.support)
        if self._drop and verdict.support in UNSUPPORTED:
            self.left_out += 1
            return ""
        return self._citer.write(claim, verdict, cited, text)

    def _only_a_heading(self, verdict: Verdict, cited: Sequence[int]) -> bool:
        if verdict.span is None or verdict.passage is None or verdict.support != "supported" or len(cited) != 1:
            return False
        return self._citer.is_heading(cited[0], verdict.span)

    def _attributed(self, text: str, own: Verdict, named: Sequence[int]) -> tuple[Verdict, list[int]]:
        """Return the verdict on a sentence and the passages it may cite, found where those it names do not bear it out."""
        if own.support == "supported":
            bearing = [n for n in named if self._citer.judge(text, [n]).support == "supported"]
            return own, bearing or [named[part.passage] for part in own.parts if part.passage is not None] or list(named)
        if own.support == "contradicted" or not states(text):
            return own, list(named)
        everything = list(self._citer.passages)
        found = self._citer.judge(text, everything)
        if found.support == "supported" and found.passage is not None and found.span is not None and not found.parts:
            number = everything[found.passage]
            if borne := _in_one_line(text, self._citer.text(number), found):
                return borne, [number]
        return (own if named else replace(own, reasons=(NOT_NAMED,))), list(named)

    def _own(self, text: str, named: Sequence[int]) -> Verdict:
        """Return the verdict on a sentence by the passages that it names."""
        own = self._citer.judge(text, named)
        if own.support == "supported" and (doubt := self._doubt(text, own, named)):
            return replace(own, support="partly", reasons=(doubt,), parts=())
        return own

    def _doubt(self, text: str, own: Verdict, named: Sequence[int]) -> str:
        """Say what keeps words found in named passages from bearing a sentence out, "" if nothing does."""
        if own.reasons == (SAME_WORDS,):
            return ""
        if not states(text):
            return NOTHING_STATED
        for part in own.parts or (own,):
            if part.passage is None or part.span is None:
                continue
            source = self._citer.text(named[part.passage])[slice(*part.span)]
            if len(sentences(source)) > 1 and (own.parts or not _chiefly_one(text, source)):
                return PIECED_TOGETHER
        return ""

    def _faithful(self, text: str, verdict: Verdict, cited: Sequence[int]) -> Verdict:
        """Count a sentence as not found if a number, name or quotation in it occurs in no passage that it cites."""
        if verdict.support in UNSUPPORTED:
            return verdict
        sources = [f"{self._citer.text(n)}\n{self._citer.passages[n].title}" for n in cited]
        lost = list(dict.fromkeys(unheld(text, "\n".join(sources))))
        if not lost:
            return verdict
        reasons = tuple(f"no cited source holds “{words}”" for words in lost)
        return replace(verdict, support="not_found", span=None, passage=None, parts=(), reasons=reasons)


def _chiefly_one(text: str, source: str) -> bool:
    """Say whether one sentence of a source holds most of a text, or much of it behind a pronoun for what the one before names."""
    there, claim = prepare(source), frame(text)
    for n in range(len(there.parts)):
        window = there.window(n, n)
        share = Comparison(claim, window, window).coverage
        if share >= _CHIEFLY or (n and share >= _WITH_PRONOUN and _LEANS.match(there.parts[n])):
            return True
    return False


def states(text: str) -> bool:
    """Say whether a sentence states something: no question, no line over a list, and not names and numbers alone."""
    said = any(token.kind in ("word", "light") and not token.text[:1].isupper() for token in frame(text).tokens)
    return said and not text.rstrip().endswith((":", "?"))


def _in_one_line(text: str, passage: str, found: Verdict) -> Verdict | None:
    """Return the verdict of the one sentence, line or row that bears a text out by itself; ``None`` if none does."""
    start, end = found.span or (0, 0)
    for line in re.finditer(r"[^\n]+", passage[start:end]):
        for a, b in sentences(line[0]):
            alone = judge(text, [line[0][a:b]])
            if alone.support == "supported":
                return replace(alone, span=(start + line.start() + a, start + line.start() + b), passage=found.passage)
    return None


def unheld(sentence: str, source: str) -> Iterator[str]:
    """Yield the numbers, dates, names and quotations of a sentence that a source does not hold, in the sentence's words."""
    plain, there = normalise(sentence), normalise(source)
    yield from _quantities(plain, there)
    words = {stem(m[0]) for m in WORD.finditer(there)}
    for name in names(plain):
        if any(stem(m[0]) not in words for m in WORD.finditer(name.text)) and name.text.casefold() not in there.casefold():
            yield name.text
    folded = fold(source).text
    for match in _QUOTED.finditer(sentence):
        quoted = next(group for group in match.groups() if group)
        if len(WORD.findall(quoted)) >= _QUOTE_WORDS and fold(quoted).text.strip(" .,;:!?…") not in folded:
            yield quoted


def _quantities(plain: str, there: str) -> Iterator[str]:
    held_numbers, held_dates = numbers(there), dates(there)
    digits = {float(d.replace(",", "")) for d in re.findall(r"\d[\d,]*(?:\.\d+)?", there)}
    for number in numbers(plain):
        if not any(number.same(other) for other in held_numbers) and number.value not in digits:
            yield plain[number.start : number.end].strip()
    for date in dates(plain):
        if not any(_within(date.year, d.year) and _within(date.month, d.month) and _within(date.day, d.day) for d in held_dates):
            yield plain[date.start : date.end].strip()


def _within(wanted: int | None, held: int | None) -> bool:
    return wanted is None or held is None or wanted == held
