"""A list without marks: sentences that say the same of one thing after another ("Ada led it until 1999. Jo led it until 2003.").

Where a question asks for all of them ("Who has led it?"), the one that answers brings the others of its section, in their order.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.text.block_runs import Span
from assistant.text.reading_text import reading
from assistant.text.sentences import sentence_spans, units
from assistant.types import Document, Segment

FEWEST, MOST = 4, 24  # sentences of a series
SHORT = 900  # characters of a section that is given whole
OUTLINED = 10  # blocks of a longer one that is told by what each begins with
REACH = 60  # blocks on either side of one among which its section is looked for
ALIKE = 0.5  # share of the words of one that its neighbours have, at the ends of a series; within it they have all

_ASKS_ALL = re.compile(
    r"^\W*(?:and |so )?(?:who (?:have|has|all|are|were|else)\b|(?:which|what) (?:\w+ )?\w+s (?:have|has|are|were|did|does|do)\b"
    r"|(?:list|name) (?:all|the|every)\b)|\bin (?:what|which) (?:years|order|places)\b",
    re.IGNORECASE,
)
_PROSE = ("paragraph", "item")
_PLAIN_WORD = re.compile(r"\b[a-z]+\b")  # neither a name nor a figure


def series(question: str, document: Document, at: int, picked: Span) -> list[Span]:
    """Return the sentences alike around one, itself among them; () where all are not asked for, or they are no series."""
    if not _ASKS_ALL.search(question) or re.search(r"\d", question):
        return []
    spans = _section(document, at)
    form = _form(document, picked)
    if picked not in spans or len(form) < 2:
        return []
    first = last = spans.index(picked)
    while first > 0 and _form(document, spans[first - 1]) == form:
        first -= 1
    while last < len(spans) - 1 and _form(document, spans[last + 1]) == form:
        last += 1
    first -= first > 0 and _near(form, _form(document, spans[first - 1]))
    last += last < len(spans) - 1 and _near(form, _form(document, spans[last + 1]))
    return spans[first : last + 1][:MOST] if last - first + 1 >= FEWEST else []


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
        return [(unit.start, unit.end) for unit in units(replace(document, segments=found))]
    blocks = [s for s in found if s.role != "heading"]
    if not in_outline or len(blocks) > OUTLINED:
        return []
    first_of = {s.start: (s.start, s.end) if s.role == "item" else sentence_spans(document.text, s.start, s.end)[0] for s in blocks}
    return [first_of.get(s.start, (s.start, s.end)) for s in found if s in blocks or len(s.place.heading) == len(under) + 1]


def _goes_with(segment: Segment, under: tuple[str, ...]) -> bool:
    """Say whether a block is of a section, the headings within it among them."""
    inner = segment.role == "heading" and len(segment.place.heading) > len(under)
    return (segment.role in _PROSE or inner) and segment.place.heading[: len(under)] == under


def _section(document: Document, at: int) -> list[Span]:
    """Return the sentences of the paragraphs around a block that stand under the same heading."""
    segments, place = document.segments, document.segments[at].place
    first = last = at
    while first > 0 and segments[first - 1].role == "paragraph" and segments[first - 1].place.heading == place.heading:
        first -= 1
    while last < len(segments) - 1 and segments[last + 1].role == "paragraph" and segments[last + 1].place.heading == place.heading:
        last += 1
    return [span for segment in segments[first : last + 1] for span in sentence_spans(document.text, segment.start, segment.end)]


def _form(document: Document, span: Span) -> tuple[str, ...]:
    """Return what a sentence says apart from its names and figures."""
    return tuple(_PLAIN_WORD.findall(reading(document, *span)))


def _near(form: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(set(form) & set(other)) >= ALIKE * len(set(form))
