"""The sentences nearest to a question that is declined: what a reader is shown in the place of an answer.

A passage may begin with a title page, a byline or a running head, and what brought it near may stand far down in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.choose.evidence import Pick
from assistant.retrieve.passages import passage_of
from assistant.retrieve.retriever import View
from assistant.text.block_runs import first_of_run, index_at, run_from, segment_at
from assistant.types import Document, Passage

ENOUGH = 120  # characters from which on a sentence is shown alone
TABLE = 400  # characters up to which a table is shown whole, and not a row of it alone
_ENDED = re.compile(r"[.!?…:;]\W*$")


def nearest(picks: Sequence[Pick], view: View) -> tuple[Passage, ...]:
    """Return the best sentence of each passage, best first, as a passage: a short one with the next, a row in its table."""
    best: dict[int, Pick] = {}
    for pick in picks:
        if not (pick.features["silent"] or pick.features["aside"] or _is_label(pick) or _is_stray(pick)):
            best.setdefault(pick.passage.rank, pick)
    found = []
    for rank, pick in enumerate(best.values(), 1):
        document = view.open(pick.passage.document)
        span = _with_table(pick, document) if pick.role == "row" else _with_next(pick, picks, document)
        found.append(passage_of(document, view.infos[document.id], span, rank=rank, score=pick.passage.score))
    return tuple(found)


def _is_label(pick: Pick) -> bool:
    """Say whether a paragraph is a byline, an imprint or the like: a short line that does not end as a sentence does."""
    return pick.role == "paragraph" and len(pick.text) < ENOUGH and not _ENDED.search(pick.text)


def _is_stray(pick: Pick) -> bool:
    """Say whether a row shares no word with the question; the like of its numbers and names are asked for everywhere."""
    return pick.role == "row" and not pick.features["coverage"]


def _with_table(row: Pick, document: Document) -> tuple[int, int]:
    run = run_from(document, first_of_run(document.segments, index_at(document, row.start)))
    start, end = run[0][0], max(run[-1][1], row.end)
    return (start, end) if end - start <= TABLE else (row.start, row.end)


def _with_next(pick: Pick, picks: Sequence[Pick], document: Document) -> tuple[int, int]:
    if pick.end - pick.start >= ENOUGH:
        return pick.span
    block = segment_at(document, pick.start)
    ends = sorted(other.end for other in picks if other.passage is pick.passage and pick.end <= other.start < block.end)
    return pick.start, next(iter(ends), pick.end)
