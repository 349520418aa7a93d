"""Cut a document into chunks: spans that the embedder can read whole, along the lines that the author drew.

1. the document is cut into units (see :mod:`assistant.sentences`), so a chunk never splits a sentence;
2. units are packed in order until the next would pass ``max_pieces``;
3. a heading opens a new chunk once the running one is a quarter full, so that a chunk seldom mixes sections;
4. every chunk knows its context: the document's title and the headings above it, which are embedded before its text.

Chunks tile the body: together they hold each of its characters once, and invent none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.sentences import Unit, units
from assistant.shadow import reading
from assistant.types import Chunk, Document

CONTEXT_CHARS = 160
VERSION = 1  # of the splitting; a new number makes every index say that it must be rebuilt

CountPieces = Callable[[Sequence[str]], list[int]]


def chunk(document: Document, count_pieces: CountPieces, max_pieces: int) -> list[Chunk]:
    """Cut a document into chunks of at most ``max_pieces`` word pieces, their context not counted."""
    cut = units(document)
    if not cut:
        return []
    pieces = [n - 2 for n in count_pieces([reading(document, u.start, u.end) for u in cut])]
    return [_chunk(document, group) for group in _packed(document, cut, pieces, max_pieces)]


def _packed(document: Document, cut: Sequence[Unit], pieces: Sequence[int], limit: int) -> Iterator[list[Unit]]:
    group: list[Unit] = []
    filled = 0
    for unit, size in zip(cut, pieces, strict=True):
        opens_section = document.segments[unit.segment].role == "heading" and filled > limit // 4
        if group and (filled + size > limit or opens_section):
            yield group
            group, filled = [], 0
        group.append(unit)
        filled += size
    yield group


def _chunk(document: Document, group: Sequence[Unit]) -> Chunk:
    start, end = group[0].start, group[-1].end
    locator = document.locate(start, end)
    return Chunk(
        id=document.cite_id(start, end),
        document=document.id,
        start=start,
        end=end,
        text=document.text[start:end],
        locator=locator,
        sentences=tuple((u.start, u.end) for u in group),
        context=context(document, locator.heading),
    )


def context(document: Document, heading: Sequence[str]) -> str:
    """Return the line that says what a chunk belongs to: title, then headings, cut at ``CONTEXT_CHARS`` characters."""
    names = dict.fromkeys(name for name in (document.title or "", *heading) if name)
    return " | ".join(names)[:CONTEXT_CHARS]
