"""Ranked chunks to passages: what stands side by side in a section is shown as one, within a bound on its length.

What a document says several times in the same words is shown once, see :func:`once`. How long a passage gets depends on how
a document says things:

- in prose the ranking is sure of the chunk, so the first passages stay short; further down the surroundings help more; where
  the next best passage is what stands before or after, the two are shown as one;
- in a long conversation what is said on a matter runs on over many turns, of which few repeat its words, so each passage takes
  in what stands around its best chunk, up to the bound, and the next stretch of the same talk goes before what is elsewhere.
"""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from assistant.store.rows import ChunkRow, DocumentInfo
from assistant.text.voices import voices
from assistant.types import Document, Passage, citation_id

TIGHT = 4  # passages at the top that are kept to 0.6 of the length
LONG = 50  # chunks from which on a transcript is a long conversation: half an hour of speech
REACH = 4  # chunks on each side of a chunk that a passage could take in
NEXT = 0.2  # of the range of scores, added to a chunk beside a passage of a long conversation


class Candidate(NamedTuple):
    """A chunk and the evidence for it; ``features`` holds each score before it was weighed."""

    row: ChunkRow
    score: float
    features: Mapping[str, float]


def flows(info: DocumentInfo) -> bool:
    """Say whether a document is a long conversation."""
    return info.kind == "transcript" and info.chunks >= LONG


def once(ranked: Sequence[Candidate], open_document: Callable[[str], Document]) -> list[Candidate]:
    """Let what a document says several times be found where it stands first, at the best score; the other places come last."""
    keys = (
        lambda c: (c.row.document, c.row.end - c.row.start, len(c.row.packed_sentences or b"")),
        lambda c: tuple(end - start for start, end in c.row.sentences),
        lambda c: open_document(c.row.document).text[c.row.start : c.row.end],
    )
    groups: list[Sequence[Candidate]] = [ranked]
    for key in keys:  # the cheap ones first: few chunks are ever read
        groups = [alike for group in groups for alike in _alike(group, key)]
    scores: dict[int, float] = {}
    for copies in groups:
        scores |= {c.row.key: ranked[-1].score for c in copies}
        scores[min(copies, key=lambda c: c.row.ordinal).row.key] = copies[0].score
    others = [c for c in ranked if c.row.key not in scores]
    for candidate in ranked if scores else ():
        if (score := scores.get(candidate.row.key)) is not None:
            insort(others, candidate._replace(score=score), key=_rank)
    return others


def _alike(candidates: Iterable[Candidate], key: Callable[[Candidate], Hashable]) -> list[list[Candidate]]:
    """Return those of the candidates that share a key with another one, by key."""
    groups: dict[Hashable, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(key(candidate), []).append(candidate)
    return [group for group in groups.values() if len(group) > 1]


def in_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Put the best first; equals in the order of their documents, so that the same search gives the same list everywhere."""
    return sorted(candidates, key=_rank)


def _rank(candidate: Candidate) -> tuple[float, str, int]:
    row, score, _ = candidate
    return -score, row.document, row.start


def joined(
    ranked: Sequence[Candidate], limit: int, k: int, *, flowing: Collection[str] = (), beside: Iterable[Candidate] = ()
) -> list[list[Candidate]]:
    """Join candidates, best first, into at most ``k`` groups of at most ``limit`` characters, each led by its best chunk.

    ``flowing`` are the long conversations among the documents; ``beside`` are chunks around the candidates that were not found
    themselves: they may be taken in, and lead no group. Chunks are told apart by their keys, which follow one another in a
    document.
    """
    known = {c.row.key: c for c in (*beside, *ranked)}
    most = k + TIGHT  # some are joined to one another in the end
    waiting = list(ranked)
    bonus = NEXT * (ranked[0].score - ranked[-1].score) if ranked else 0.0
    groups: list[list[Candidate]] = []
    at: dict[int, int] = {}  # the group that a chunk is in, by its key
    for next_up, (row, *_) in enumerate(waiting, 1):
        if row.key in at:
            continue
        candidate, flows_on = known[row.key], row.document in flowing
        alone = flows_on or (row.key - 1 not in at and row.key + 1 not in at)  # most are
        home = None if alone else _home(candidate, groups, at, limit)
        if home is None and len(groups) == most:
            continue
        if home is None:
            home = len(groups)
            groups.append([])
        taken = _stretch(candidate, known, at, limit) if flows_on else [candidate]
        groups[home] += taken
        at |= dict.fromkeys((c.row.key for c in taken), home)
        for next_one in _ends(taken, known, at) if flows_on else ():
            if next_one.score > -math.inf:
                insort(waiting, next_one._replace(score=next_one.score + bonus), next_up, key=_rank)
    return _run_together(groups, limit, flowing)[:k]


def _run_together(groups: Iterable[list[Candidate]], limit: int, flowing: Collection[str]) -> list[list[Candidate]]:
    """Join a group to the one ranked just above it where the two stand side by side and fit into the bound."""
    joined: list[list[Candidate]] = []
    for group in groups:
        above, document = joined[-1] if joined else [], group[0].row.document
        if above and above[0].row.document == document not in flowing and _beside(above, group) and _fits(above, group, limit):
            above += group
        else:
            joined.append(group)
    return joined


def _beside(above: Sequence[Candidate], group: Sequence[Candidate]) -> bool:
    """Say whether a chunk of one group stands next to one of another group of its document."""
    ordinals = {c.row.ordinal for c in above}
    return any(c.row.ordinal - 1 in ordinals or c.row.ordinal + 1 in ordinals for c in group)


def _home(candidate: Candidate, groups: Sequence[Sequence[Candidate]], at: Mapping[int, int], limit: int) -> int | None:
    """Return the first group beside a candidate that it fits into."""
    row = candidate.row
    found = {n for n in (at.get(row.key - 1), at.get(row.key + 1)) if n is not None}
    beside = sorted(n for n in found if groups[n][0].row.document == row.document)
    return next((n for n in beside if _fits(groups[n], [candidate], limit * 6 // 10 if n < TIGHT else limit)), None)


def _stretch(candidate: Candidate, known: Mapping[int, Candidate], at: Collection[int], limit: int) -> list[Candidate]:
    """Return a candidate with what stands around it, the better side first, until nothing more fits."""
    taken = [candidate]
    while fitting := [c for c in _ends(taken, known, at) if _fits(taken, [c], limit)]:
        taken.append(max(fitting, key=lambda c: c.score))
    return taken


def _ends(taken: Sequence[Candidate], known: Mapping[int, Candidate], at: Collection[int]) -> list[Candidate]:
    """Return the free chunks after and before a stretch."""
    keys, document = [c.row.key for c in taken], taken[0].row.document
    ends = [known[key] for key in (max(keys) + 1, min(keys) - 1) if key in known and key not in at]
    return [c for c in ends if c.row.document == document]


def _fits(group: Sequence[Candidate], more: Sequence[Candidate], limit: int) -> bool:
    start = min(c.row.start for c in (*group, *more))
    end = max(c.row.end for c in (*group, *more))
    return more[0].row.context == group[0].row.context and end - start <= limit


def passage_of(
    document: Document,
    info: DocumentInfo,
    span: tuple[int, int],
    *,
    rank: int,
    score: float = 1.0,
    features: Mapping[str, float] = MappingProxyType({}),
) -> Passage:
    """Return a span of a document as a passage."""
    start, end = span
    locator = document.locate(start, end)
    return Passage(
        rank=rank,
        score=score,
        document=document.id,
        title=info.title,
        kind=info.kind,
        date=info.date,
        locator=locator,
        start=start,
        end=end,
        text=document.text[start:end],
        citation_id=citation_id(document.id, document.sha256, start, end, locator),
        features=features,
        voices=voices(document, info.title, info.authors),
    )


def moved(passage: Passage, document: Document, start: int, end: int) -> Passage:
    """Return a passage over another span of its document."""
    where, id_ = document.locate(start, end), document.cite_id(start, end)
    return replace(passage, start=start, end=end, text=document.text[start:end], locator=where, citation_id=id_)


def passages_of(document: Document, info: DocumentInfo, spans: Iterable[tuple[int, int]]) -> tuple[Passage, ...]:
    """Return spans of a document as passages, ranked in their order."""
    return tuple(passage_of(document, info, span, rank=n) for n, span in enumerate(spans, 1))
