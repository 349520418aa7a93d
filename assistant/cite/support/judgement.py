"""Say whether a sentence is supported by the passages it rests on, without a model and with reasons a reader can check.

1. The same words (Unicode, quotes, dashes, spaces, line-end hyphens and closing punctuation aside) are supported.
2. Otherwise the sentence is taken apart (``frames``) and laid beside every window of one to three consecutive sentences of
   every passage; the windows that hold most of it are looked at closely, the shortest first.
3. In a window every number with its unit, date and name must be found, standing by the same words; nothing may be denied,
   turned round, hedged or limited differently; and no word with content may be left over (``checks``, ``roles``).
4. The verdict is the best window's: *supported* if nothing is amiss, *contradicted* if the source says otherwise about the
   same thing, *partly* if it bears out some of it, else *not_found*.
5. A sentence that joins several statements is supported if each of them is, be it by another passage (``statements``).

It errs to one side on purpose: a true sentence in distant words may be called partly supported, a false one should never be
called supported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.cite.support import alignment, checks, roles
from assistant.cite.support.comparison import WEIGHT, Comparison, Problem
from assistant.cite.support.frames import Frame, frame
from assistant.cite.support.quote import Quote, find
from assistant.cite.support.statements import splits
from assistant.cite.support.windows import Prepared, prepare
from assistant.cite.support.words import sentences
from assistant.types import Support

SAME_WORDS = "the same words stand in the source"
"""The reason of a verdict that rests on the words alone."""

_WINDOWS = 5
"""How many windows are looked at closely."""

_SAME_SUBJECT = 0.55
"""Share of the claim that a window must hold to speak of the same thing; below it nothing is found."""

_ALL_BUT_LIGHT = 0.8
"""Share of the claim below which some word with content is missing, so that a window cannot support it."""

_LEAST = 2
"""Words, names, numbers and dates with some weight that a sentence must have if it is not in the source's words."""

_ENDLESS = 400
"""Characters from which on a sentence is a transcript without full stops rather than a sentence."""

_AROUND = 60
"""Characters before and after a quote cut out of such a text that may turn its meaning."""
_TO_THE_READER = re.compile(r"\bas you (?:have )?(?:asked|requested|instructed|ordered|told me|wished|wanted)\b", re.IGNORECASE)
"""Where a writer tells whoever reads it what it did for them; a source cannot know of that."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the passages say about a sentence.

    ``passage`` counts from 0 and ``span`` gives code-point offsets in that passage, of the sentences it rests on; both are
    ``None`` if nothing was found. ``score`` is the share of the sentence that is borne out, 0 to 1. ``matched`` and
    ``missing`` are words, numbers, names and dates as the sentence writes them. ``parts`` are the verdicts on the
    statements of a sentence that rests on several places; ``passage`` and ``span`` are then those of the first.
    """

    support: Support
    passage: int | None = None
    span: tuple[int, int] | None = None
    score: float = 0.0
    matched: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    parts: tuple[Verdict, ...] = ()


def judge(sentence: str, passages: Sequence[str]) -> Verdict:
    """Return whether the passages bear out the sentence, where, and why not if they do not. Pure and deterministic."""
    return _judge(sentence, tuple(passages))


@lru_cache(maxsize=512)
def _judge(sentence: str, passages: tuple[str, ...]) -> Verdict:
    whole = _one(sentence, passages)
    if whole.support == "supported" or not passages:
        return whole
    for split in splits(sentence):
        parts = tuple(_one(statement.text, passages) for statement in split)
        leaning = any(after.leans and b.passage != a.passage for after, a, b in zip(split[1:], parts, parts[1:], strict=False))
        apart = len({(part.passage, part.span) for part in parts}) > 1
        if apart and not leaning and all(part.support == "supported" for part in parts):
            return _joined(parts)
    return whole


def mismatches(sentence: str, source: str) -> tuple[str, ...]:
    """Return in words in which numbers, names, denials, limits or order a source, whatever it lacks, differs from a sentence."""
    there = prepare(source)
    if not there.parts:
        return ()
    window = there.window(0, len(there.parts) - 1)
    seen = Comparison(frame(sentence), window, window)
    groups = ([check for check in checks.CHECKS if check is not checks.words], roles.CHECKS, alignment.CHECKS)
    return tuple(dict.fromkeys(problem.reason for group in groups for check in group for problem in check(seen)))


def _one(sentence: str, passages: tuple[str, ...]) -> Verdict:
    claim = frame(sentence)
    if (same := _verbatim(sentence, claim, passages)) is not None:
        return same
    if _TO_THE_READER.search(sentence):
        return Verdict(
            "not_found", missing=_content(claim), reasons=("it tells you what was done for you, which no source can say",)
        )
    if sum(token.kind in WEIGHT for token in claim.tokens) < _LEAST:
        return Verdict("not_found", missing=_content(claim), reasons=("it says too little to be checked",))
    return _best(claim, [prepare(passage) for passage in passages])


def _joined(parts: tuple[Verdict, ...]) -> Verdict:
    matched = tuple(dict.fromkeys(word for part in parts for word in part.matched))
    score = min(part.score for part in parts)
    return replace(parts[0], score=score, matched=matched, reasons=("each of its statements stands in a source",), parts=parts)


def _content(claim: Frame) -> tuple[str, ...]:
    return tuple(t.text for t in claim.tokens if t.kind not in ("stop", "mark"))


def _verbatim(sentence: str, claim: Frame, passages: Sequence[str]) -> Verdict | None:
    """Return the place where the same words stand, if they are whole sentences there or nothing around turns them."""
    if not any(c.isalnum() for c in sentence):
        return Verdict("not_found", reasons=("there are no words to check",))
    quotes = [(n, quote) for n, passage in enumerate(passages) if (quote := find(sentence, passage)) is not None]
    for n, quote in sorted(quotes, key=lambda q: not q[1].whole):
        if quote.whole or _stands_alone(claim, passages[n], quote):
            return Verdict("supported", n, (quote.start, quote.end), 1.0, _content(claim), (), (SAME_WORDS,))
    return None


def _stands_alone(claim: Frame, passage: str, quote: Quote) -> bool:
    """Say whether words cut out of a text without full stops, or a line of it, mean the same without what is around them."""
    start, end = next(((a, b) for a, b in sentences(passage) if a <= quote.start < b), (0, 0))
    before, after = passage[: quote.start].rpartition("\n")[2], passage[quote.end :].lstrip(" \t")[:1]
    is_line = not before.strip() and after in ("", "\n")
    if end < quote.end or not (is_line or end - start > _ENDLESS):
        return False
    words = passage[max(start, quote.start - _AROUND) : min(end, quote.end + _AROUND)].split(" ")
    clipped = words[quote.start - _AROUND > start : len(words) - (quote.end + _AROUND < end)]
    return _best(claim, [prepare(" ".join(clipped))]).support == "supported"


def _candidates(claim: Frame, prepared: Sequence[Prepared]) -> list[tuple[int, int, int]]:
    """Return the windows (passage, first, last) that hold most words of the claim, the shorter of equals first."""
    wanted = [t.keys for t in claim.tokens if t.kind in ("word", "light", "name")]
    ranked = []
    for n, passage in enumerate(prepared):
        held = [0] * len(passage.parts)
        for i, some in enumerate(wanted):
            bits = 0
            for key in some:
                bits |= passage.holders.get(key, 0)
            while bits:
                low = bits & -bits
                held[low.bit_length() - 1] |= 1 << i
                bits ^= low
        for first, got in enumerate(held):
            for last in range(first, min(first + 3, len(held))):
                if last > first and not passage.headings.isdisjoint((first, last)):
                    break  # a heading lends its words to nobody
                more = got | held[last]
                if more and (last == first or more != got):
                    ranked.append((-more.bit_count(), last - first, n, first, last))
                got = more
    return [(n, first, last) for _, _, n, first, last in sorted(ranked)[:_WINDOWS]]


def _best(claim: Frame, prepared: Sequence[Prepared]) -> Verdict:
    """Return the first verdict that bears a claim out, else the one that comes nearest; windows of all passages are tried."""
    best = Verdict("not_found", missing=_content(claim), reasons=("no source mentions this",))
    for n, first, last in _candidates(claim, prepared):
        passage = prepared[n]
        wide = passage.window(max(0, first - 1), min(len(passage.parts) - 1, last + 1))
        seen = Comparison(claim, passage.window(first, last), wide)
        if best.passage is not None and seen.coverage <= min(best.score, _ALL_BUT_LIGHT):
            continue
        verdict = _verdict(seen, n, (passage.spans[first][0], passage.spans[last][1]))
        if verdict.support == "supported":
            return verdict
        if verdict.support != "not_found" and (best.passage is None or verdict.score > best.score + 0.05):
            best = verdict
    return best


def _verdict(seen: Comparison, n: int, span: tuple[int, int]) -> Verdict:
    """Judge a claim by one window of passage ``n``; the later checks are run only while nothing conflicts."""
    coverage = seen.coverage
    if coverage < _SAME_SUBJECT:
        return Verdict("not_found")
    problems: list[Problem] = []
    for group in (checks.CHECKS, roles.CHECKS, alignment.CHECKS):
        if not any(p.conflict for p in problems):
            problems += (p for check in group for p in check(seen))
    missing = tuple(dict.fromkeys(p.missing for p in problems if p.missing))
    held = [seen.claim.tokens[i].text for i, found in seen.hits.items() if found]
    matched = tuple(dict.fromkeys(word for word in held if word not in missing))
    if not problems:
        return Verdict("supported", n, span, coverage, matched, (), ("the words, numbers and names stand in the source",))
    support: Support = "contradicted" if any(p.conflict for p in problems) else "partly"
    return Verdict(support, n, span, coverage, matched, missing, tuple(dict.fromkeys(p.reason for p in problems)))
