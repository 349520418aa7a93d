"""Blocks that stand together: the items of a list, the rows of a table, and the line over them that names them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from assistant.text.sentences import sentence_ends
from assistant.text.years import YEAR
from assistant.types import Document, Segment, Span

LONGEST_LIST = 13  # items of a list that is given whole
_SHORT = 160  # characters of a paragraph up to which it may name what follows
_FIGURE = re.compile(rf"(?!{YEAR}$)[-–—(]*[£$€]?\s*[\d.,]*\d[\d.,]*\s*[)%]*")


def index_at(document: Document, start: int) -> int:
    """Return the index of the segment that an offset of the body lies in."""
    return bisect_right(document.starts, start) - 1


def segment_at(document: Document, start: int) -> Segment:
    """Return the segment that an offset of the body lies in."""
    return document.segments[index_at(document, start)]


def body(segments: Sequence[Segment], start: int, step: int) -> Iterator[Segment]:
    """Yield the body segments from an index on, in either direction."""
    stop = len(segments) if step > 0 else -1
    return (segments[n] for n in range(start, stop, step) if segments[n].is_body)


def first_of_run(segments: Sequence[Segment], index: int) -> int:
    """Return the index of the first of the blocks of one role that a block stands among."""
    role, first = segments[index].role, index
    for n in range(index, -1, -1):
        if not segments[n].is_body:
            continue
        if segments[n].role != role:
            break
        first = n
    return first


def run_from(document: Document, first: int) -> list[Span]:
    """Return the blocks of a run, from its first on."""
    role = document.segments[first].role
    run: list[Span] = []
    for segment in body(document.segments, first, 1):
        if segment.role != role or len(run) == LONGEST_LIST:
            break
        run.append(segment.span)
    return run


def lead(document: Document, first: int) -> list[Span]:
    """Return the line before a run that names it: a sentence that ends with a colon, a caption, or a heading."""
    before = next(body(document.segments, first - 1, -1), None)
    if before is None:
        return []
    text = document.text[before.start : before.end]
    if before.role == "heading" or (before.role == "caption" and before.place.start_seconds is None):
        return [before.span]
    if before.role != "paragraph" or not (text.rstrip().endswith(":") or len(text) < _SHORT):
        return []
    return [(before.start + ([0, *sentence_ends(text)][-1]), before.end)]


def over_row(document: Document, index: int) -> list[Span]:
    """Return what a row of a table is read under: the caption of the table, and the row of its column heads."""
    first = first_of_run(document.segments, index)
    head = document.segments[first]
    return [*lead(document, first), *([head.span] if first != index else [])]


def is_head(document: Document, index: int) -> bool:
    """Say whether a row is the first of its table and holds no figure but years, as the row of the column heads does."""
    row = document.segments[index]
    after = next(body(document.segments, index + 1, 1), None)
    if row.role != "row" or after is None or after.role != "row" or first_of_run(document.segments, index) != index:
        return False
    text = document.text[row.start : row.end]
    cells = text.split("|") if "|" in text else text.split()
    return not any(_FIGURE.fullmatch(cell.strip()) for cell in cells)
