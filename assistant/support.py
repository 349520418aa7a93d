"""Say whether a sentence is borne out by the passages it rests on, without a model and with reasons a reader can check.

1. The same words (Unicode, quotes, dashes, spaces, line-end hyphens and closing punctuation aside) are supported.
2. Otherwise the sentence is taken apart (``frames``) and laid beside every window of one to three consecutive sentences of
   every passage; the windows that hold most of it are looked at closely, the shortest first.
3. In a window every number with its unit, date and name must be found, standing by the same words; nothing may be denied,
   turned round, hedged or limited differently; and no word with content may be left over (``checks``).
4. The verdict is the best window's: *supported* if nothing is amiss, *contradicted* if the source says otherwise about the
   same thing, *partly* if it bears out some of it, else *not_found*.
5. A sentence that joins two statements is supported if each of them is.

It errs to one side on purpose: a true sentence in distant words may be called partly supported, a false one should never be
called supported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.checks import Comparison
from assistant.frames import Frame, Prepared, exact, frame, prepare
from assistant.types import Support

_WINDOWS = 5
"""How many windows are looked at closely."""

_SAME_SUBJECT = 0.55
"""Share of the claim that a window must hold before a conflict in it contradicts the claim, or what it holds counts as partly."""

_JOINT = re.compile(r";\s+|,?\s+(?:while|whereas)\s+|,\s+(?:and|but)\s+", re.IGNORECASE)
_PRONOUNS = frozenset("it its they them their he his she her".split())


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the passages say about a sentence.

    ``passage`` counts from 0 and ``span`` gives code-point offsets in that passage, of the sentences it rests on; both are
    ``None`` if nothing was found. ``score`` is the share of the sentence that is borne out, 0 to 1. ``matched`` and
    ``missing`` are words, numbers, names and dates as the sentence writes them.
    """

    support: Support
    passage: int | None = None
    span: tuple[int, int] | None = None
    score: float = 0.0
    matched: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def judge(sentence: str, passages: Sequence[str]) -> Verdict:
    """Return whether the passages bear out the sentence, where, and why not if they do not. Pure and deterministic."""
    return _judge(sentence, tuple(passages))


@lru_cache(maxsize=512)
def _judge(sentence: str, passages: tuple[str, ...]) -> Verdict:
    prepared = [prepare(passage) for passage in passages]
    claim = frame(sentence)
    verdict = _verbatim(sentence, claim, prepared) or _best(claim, prepared)
    if verdict.support != "supported":
        parts = _parts(sentence, claim)
        if parts:
            return _joined(verdict, [_best(part, prepared) for part in parts], leaning=not parts[1].names)
    return verdict


def _content(claim: Frame) -> tuple[str, ...]:
    return tuple(t.text for t in claim.tokens if t.kind not in ("stop", "mark"))


def _verbatim(sentence: str, claim: Frame, prepared: Sequence[Prepared]) -> Verdict | None:
    wanted = exact(sentence)
    if not wanted:
        return Verdict("not_found", reasons=("there are no words to check",))
    for n, passage in enumerate(prepared):
        for first in range(len(passage.exact)):
            joined = ""
            for last in range(first, min(first + 3, len(passage.exact))):
                joined = passage.exact[first] if last == first else exact(passage.text[passage.spans[first][0] : passage.spans[last][1]])
                if joined == wanted:
                    span = (passage.spans[first][0], passage.spans[last][1])
                    return Verdict("supported", n, span, 1.0, _content(claim), (), ("the same words stand in the source",))
                if not wanted.startswith(passage.exact[first]):
                    break
    return None


def _candidates(claim: Frame, prepared: Sequence[Prepared]) -> list[tuple[int, int, int]]:
    """Return the windows (passage, first, last) that hold most words of the claim, the shorter of equals first."""
    wanted = [t.keys for t in claim.tokens if t.kind in ("word", "light", "name")]
    ranked = []
    for n, passage in enumerate(prepared):
        held = [{i for i, k in enumerate(wanted) if not k.isdisjoint(f.keys)} for f in passage.frames]
        for first in range(len(held)):
            got: set[int] = set()
            for last in range(first, min(first + 3, len(held))):
                more = got | held[last]
                if more and (last == first or len(more) > len(got)):
                    ranked.append((-len(more), last - first, n, first, last))
                got = more
    return [(n, first, last) for _, _, n, first, last in sorted(ranked)[:_WINDOWS]]


def _best(claim: Frame, prepared: Sequence[Prepared]) -> Verdict:
    best = Verdict("not_found", missing=_content(claim), reasons=("no source speaks of this",))
    for n, first, last in _candidates(claim, prepared):
        passage = prepared[n]
        wide = passage.window(max(0, first - 1), min(len(passage.frames) - 1, last + 1))
        seen = Comparison(claim, passage.window(first, last), wide)
        seen.run()
        verdict = _verdict(claim, seen, n, (passage.spans[first][0], passage.spans[last][1]))
        if verdict.support == "supported":
            return verdict
        if verdict.support != "not_found" and (best.passage is None or verdict.score > best.score + 0.05):
            best = verdict
    return best


def _verdict(claim: Frame, seen: Comparison, n: int, span: tuple[int, int]) -> Verdict:
    missing = tuple(dict.fromkeys(p.missing for p in seen.problems if p.missing))
    matched = tuple(dict.fromkeys(claim.tokens[i].text for i, found in seen.hits.items() if found and claim.tokens[i].text not in missing))
    reasons = tuple(dict.fromkeys(p.reason for p in seen.problems))
    coverage = seen.coverage
    if not matched:
        return Verdict("not_found", missing=missing)
    if not seen.problems:
        return Verdict("supported", n, span, coverage, matched, (), ("the words, numbers and names stand in the source",))
    support: Support = "not_found"
    if coverage >= _SAME_SUBJECT:
        support = "contradicted" if any(p.conflict for p in seen.problems) else "partly"
    return Verdict(support, n, span, coverage, matched, missing, reasons)


def _parts(sentence: str, claim: Frame) -> list[Frame]:
    """Split a sentence that joins two statements, each with a name of its own or a pronoun for the first one's."""
    parts = [p.strip() for p in _JOINT.split(sentence) if p.strip()]
    if len(parts) != 2:
        return []
    frames = [frame(p) for p in parts]
    leans = any(t.lower in _PRONOUNS for t in frames[1].tokens)
    return frames if (frames[1].names or leans) and all(len(f.tokens) > 2 for f in frames) else []


def _joined(whole: Verdict, parts: Sequence[Verdict], *, leaning: bool) -> Verdict:
    if all(p.support == "supported" for p in parts) and (parts[0].passage == parts[1].passage or not leaning):
        matched = tuple(dict.fromkeys(word for p in parts for word in p.matched))
        return replace(parts[0], score=min(p.score for p in parts), matched=matched, reasons=("each of its statements stands in a source",))
    return whole
