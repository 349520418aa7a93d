"""Views of text: the section around a passage, or the turns around it, with the exact words marked.

Text of documents is data: it is escaped piece by piece, between the points where marks begin and end, so nothing in a
document can become an element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby, pairwise
from typing import Literal

from assistant.text.block_runs import index_at, is_head
from assistant.text.cells import cells, is_row, is_rule
from assistant.text.voices import TALK
from assistant.types import Document, Segment, Span, clock
from assistant.viewer.tables import breaking, table_html

MARKS = {"heading": re.compile(r"#{1,6}[ \t]+"), "item": re.compile(r"[-*+•–][ \t]+")}

NUMBERED = re.compile(r"\(?(?:\d{1,3}\\?[.)]|[a-z]\)|[ivx]{1,4}\))\s")  # an item that shows its own number needs no other mark

TURNS_AROUND = 4  # turns of a talk that are shown before a quote and behind it
SECTION_CHARS = 9000  # of a section that are shown around a quote, at most
TAGS = {
    "heading": "h3",
    "paragraph": "p",
    "item": "li",
    "row": "p",
    "caption": "p",
    "turn": "p",
    "furniture": "p",
    "front_matter": "p",
}


def passage_span(document: Document, quote: Span, limit: int = 2000) -> Span:
    """Return the blocks that the quote stands in, as one span; the quote itself where that is longer than ``limit``."""
    touched = [s for s in document.segments_in(*quote) if s.is_body]
    if not touched:
        return quote
    start, end = min(touched[0].start, quote[0]), max(touched[-1].end, quote[1])
    return (start, end) if end - start <= limit else quote


def marked(text: str, start: int, end: int, quote: Span, passage: Span) -> str:
    """Escape ``text[start:end]``, the quote in <mark> and the rest of the passage in a paler tint."""
    cuts = sorted({start, end, *(cut for cut in (*quote, *passage) if start < cut < end)})
    out = []
    for low, high in pairwise(cuts):
        words = escape(breaking(text[low:high]))
        if quote[0] <= low and high <= quote[1]:
            out.append(f'<mark class="quote">{words}</mark>')
        elif passage[0] <= low and high <= passage[1]:
            out.append(f'<span class="passage">{words}</span>')
        else:
            out.append(words)
    return "".join(out)


def section_html(document: Document, quote: Span, passage: Span, *, whole: bool = False) -> str:
    """Return the section that the quote stands in, block by block; the whole document on request."""
    chosen = [s for s in document.segments if s.is_body] if whole else _section(document, quote)
    parts: list[str] = []
    for shape, run in groupby(chosen, key=lambda segment: _shape(document.text, segment)):
        segments = list(run)
        if shape == "table":
            rows = [
                [marked(document.text, a, b, quote, passage) for a, b in cells(document.text, s.start, s.end)] for s in segments
            ]
            parts.append(table_html(rows, headed=_is_headed(document, segments)))
        else:
            blocks = "".join(_block(document.text, segment, quote, passage) for segment in segments)
            parts.append(f"<ul>{blocks}</ul>" if shape == "list" else blocks)
    return "".join(parts)


def _shape(text: str, segment: Segment) -> Literal["list", "table", "block"]:
    """Return what a block is drawn in."""
    if segment.role == "item":
        return "list"
    return "table" if segment.role == "row" and is_row(text[segment.start : segment.end]) else "block"


def _block(text: str, segment: Segment, quote: Span, passage: Span) -> str:
    tag, begin = TAGS[segment.role], _begin(text, segment)
    css = f"{segment.role} numbered" if segment.role == "item" and NUMBERED.match(text, begin, segment.end) else segment.role
    return f'<{tag} class="{css}">{marked(text, begin, segment.end, quote, passage)}</{tag}>'


def _is_headed(document: Document, rows: Sequence[Segment]) -> bool:
    """Say whether the first of some rows holds the heads of the columns: a rule stands under it, or no figure in it."""
    rule = document.text[rows[0].end : rows[1].start] if len(rows) > 1 else ""
    return is_rule(rule.strip()) or is_head(document, index_at(document, rows[0].start))


def _begin(text: str, segment: Segment) -> int:
    """Return where the words of a block begin, after the mark that makes it a heading or an item, or its speaker's name."""
    shape = MARKS.get(segment.role)
    if segment.role in TALK and segment.place.speaker:
        shape = re.compile(rf"(?i){re.escape(segment.place.speaker)}:[ \t]+")
    mark = shape.match(text, segment.start, segment.end) if shape else None
    return mark.end() if mark else segment.start


def turns_html(document: Document, quote: Span, passage: Span, *, whole: bool = False) -> str:
    """Return the turns around the quote, each with its speaker and time."""
    body = [s for s in document.segments if s.is_body]
    chosen = body if whole else _around(body, quote, TURNS_AROUND)
    rows = []
    speaker = ""
    for segment in chosen:
        said = marked(document.text, _begin(document.text, segment), segment.end, quote, passage)
        time = "" if segment.place.start_seconds is None else f"<time>{clock(segment.place.start_seconds)}</time>"
        name = segment.place.speaker or ""
        shown = f"<b>{escape(name)}</b>" if name and name != speaker else ""
        speaker = name or speaker
        rows.append(f'<div class="turn"><p class="who">{shown} {time}</p><p>{said}</p></div>')
    return "".join(rows)


def _section(document: Document, quote: Span) -> list[Segment]:
    """Return the blocks under the quote's own heading, not more than SECTION_CHARS around it."""
    body = [s for s in document.segments if s.is_body]
    inside = [s for s in body if s.start < quote[1] and s.end > quote[0]]
    if not inside:
        return list(_within(body, quote))
    headings = {s.place.heading for s in inside}
    return list(_within([s for s in body if s.place.heading in headings], quote))


def _within(segments: Sequence[Segment], quote: Span) -> Iterator[Segment]:
    half = SECTION_CHARS // 2
    return (s for s in segments if s.end > quote[0] - half and s.start < quote[1] + half)


def _around(segments: Sequence[Segment], quote: Span, reach: int) -> Sequence[Segment]:
    touched = [n for n, s in enumerate(segments) if s.start < quote[1] and s.end > quote[0]]
    if not touched:
        return segments[: 2 * reach]
    return segments[max(touched[0] - reach, 0) : touched[-1] + reach + 1]
