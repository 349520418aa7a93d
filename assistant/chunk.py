"""Cut a document into chunks: spans that the embedder can read whole, along the lines that the author drew.

1. the document is cut into units (see :mod:`assistant.text.sentences`), so a chunk seldom splits a sentence;
2. a unit that alone has more word pieces than a chunk may have, such as a table of figures in one line, is cut further;
3. units are packed in order until the next would pass ``max_pieces``;
4. a heading opens a new chunk once the running one is a quarter full, so that a chunk seldom mixes sections;
5. every chunk knows its context: the document's title and the headings above it, which are embedded before its text and
   are kept so short that both fit.

Chunks tile the body: together they hold each of its characters once, and invent none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.text.reading_text import reading
from assistant.text.sentences import Unit, parts, units
from assistant.types import Chunk, Document, Locator

CONTEXT_CHARS = 160  # characters of the line over a chunk
CONTEXT_PIECES = 64  # with the two special pieces and the longest chunk that the settings allow, 256 in all
VERSION = 1  # of the splitting; a new number makes every index say that it must be rebuilt

CountPieces = Callable[[Sequence[str]], list[int]]


def chunk(document: Document, count_pieces: CountPieces, max_pieces: int) -> list[Chunk]:
    """Cut a document into chunks of at most ``max_pieces`` word pieces, their context not counted."""
    cut = units(document)
    if not cut:
        return []
    sized = list(_fitting(document, cut, count_pieces, max_pieces))
    groups = list(_packed(document, [unit for unit, _ in sized], [size for _, size in sized], max_pieces))
    locators = [document.locate(group[0].start, group[-1].end) for group in groups]
    headings = list(dict.fromkeys(locator.heading for locator in locators))
    contexts = dict(zip(headings, _contexts(document, headings, count_pieces), strict=True))
    return [_chunk(document, group, at, contexts[at.heading]) for group, at in zip(groups, locators, strict=True)]


def _fitting(document: Document, cut: Sequence[Unit], count_pieces: CountPieces, limit: int) -> Iterator[tuple[Unit, int]]:
    """Yield units that fit in a chunk, with their word pieces, the two special ones left out."""
    counts = count_pieces([reading(document, *u.span) for u in cut])
    for unit, size in zip(cut, counts, strict=True):
        smaller = parts(document, unit) if size - 2 > limit else [unit]
        if len(smaller) > 1:
            yield from _fitting(document, smaller, count_pieces, limit)
        else:
            yield unit, size - 2


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


def _chunk(document: Document, group: Sequence[Unit], locator: Locator, context: str) -> Chunk:
    """Return the chunk that some units make up, which stand one behind the other."""
    start, end = group[0].start, group[-1].end
    return Chunk(
        id=document.cite_id(start, end),
        document=document.id,
        start=start,
        end=end,
        text=document.text[start:end],
        locator=locator,
        sentences=tuple(u.span for u in group),
        context=context,
        tabular=tabular(document, start, end),
    )


def tabular(document: Document, start: int, end: int) -> float:
    """Return the share of the characters of a span that stand in table rows."""
    body = [s for s in document.segments_in(start, end) if s.is_body]
    rows = sum(s.end - s.start for s in body if s.role == "row")
    return round(min(1.0, rows / max(1, sum(s.end - s.start for s in body))), 3)


def _contexts(document: Document, headings: Sequence[Sequence[str]], count_pieces: CountPieces) -> list[str]:
    """Return the context under each heading, cut to ``CONTEXT_PIECES``."""
    contexts = [context(document, heading) for heading in headings]
    while any(sizes := [max(0, n - 2 - CONTEXT_PIECES) for n in count_pieces(contexts)]):
        contexts = [text[: len(text) * 3 // 4] if over else text for text, over in zip(contexts, sizes, strict=True)]
    return contexts


def context(document: Document, heading: Sequence[str]) -> str:
    """Return the line that says what a chunk belongs to: title, then headings, cut at ``CONTEXT_CHARS`` characters."""
    names = dict.fromkeys(name for name in (document.title or "", *heading) if name)
    return " | ".join(names)[:CONTEXT_CHARS]
