"""The section that a block stands in, whole where it is short, in outline where it is long."""

from __future__ import annotations

from dataclasses import replace

from assistant.text.sentences import sentence_spans, units
from assistant.types import Document, Segment, Span

SHORT = 900  # characters of a section that is given whole
OUTLINED = 10  # blocks of a longer one that is told by what each begins with
REACH = 60  # blocks on either side of one among which its section is looked for

_PROSE = ("paragraph", "item")


def section_around(document: Document, at: int, depth: int | None = None, *, in_outline: bool = False) -> list[Span]:
    """Return the sentences and items that stand under the same headings as a block, all of these or the ``depth`` outermost.

    () where that is a long section, or talk; ``in_outline`` a long one is told by its headings, items and the first sentence of
    each paragraph. A sentence that goes on behind the end of a page is one.
    """
    here, under = document.segments[at], document.segments[at].place.heading[:depth]
    body = [n for n in range(max(0, at - REACH), min(len(document.segments), at + REACH)) if document.segments[n].is_body]
    own = body.index(at) if at in body else -1
    first = last = own
    while first > 0 and _goes_with(document.segments[body[first - 1]], under):
        first -= 1
    while 0 <= last < len(body) - 1 and _goes_with(document.segments[body[last + 1]], under):
        last += 1
    found = tuple(document.segments[n] for n in body[first : last + 1])
    if own < 0 or not under or here.role not in _PROSE:
        return []
    if found[-1].end - found[0].start <= SHORT:
        return [unit.span for unit in units(replace(document, segments=found))]
    blocks = [s for s in found if s.role != "heading"]
    if not in_outline or len(blocks) > OUTLINED:
        return []
    first_of = {s.start: s.span if s.role == "item" else sentence_spans(document.text, *s.span)[0] for s in blocks}
    return [first_of.get(s.start, s.span) for s in found if s in blocks or len(s.place.heading) == len(under) + 1]


def _goes_with(segment: Segment, under: tuple[str, ...]) -> bool:
    """Say whether a block is of a section, the headings within it among them."""
    inner = segment.role == "heading" and len(segment.place.heading) > len(under)
    return (segment.role in _PROSE or inner) and segment.place.heading[: len(under)] == under
