"""The other half of a sentence of a talk that a word of somebody else cuts in two: "It was the only thing that made", "Right.",
"the system fair."

A turn that opens in a small letter goes on from the one before it of the same speaker, where that breaks off, and both are quoted.
"""

from __future__ import annotations

from itertools import islice

from assistant.questions.speech import unlabelled
from assistant.text.block_runs import Span, body
from assistant.text.sentences import ENDED, sentence_spans
from assistant.text.voices import TALK
from assistant.types import Document, Segment

THROWN_IN = 4  # words of somebody else between the halves, at most


def half_before(document: Document, at: int, start: int) -> list[Span]:
    """Return the half that stands before a sentence, in a list; [] where it is whole."""
    segment = document.segments[at]
    if not (_goes_on(document, segment) and _first_of(document, segment)[1] > start):
        return []
    return [_last_of(document, other) for other in _around(document, at, -1) if _breaks_off(document, other)]


def half_behind(document: Document, at: int, end: int) -> list[Span]:
    """Return the half that stands behind a sentence, in a list; [] where it is whole."""
    segment = document.segments[at]
    if not (_breaks_off(document, segment) and _last_of(document, segment)[1] <= end):
        return []
    return [_first_of(document, other) for other in _around(document, at, 1) if _goes_on(document, other)]


def _around(document: Document, at: int, step: int) -> list[Segment]:
    """Return the next turn of the same speaker behind, or before, a word that somebody else throws in; in a list."""
    speaker = document.segments[at].place.speaker
    near = list(islice(body(document.segments, at + step, step), 2))
    if len(near) < 2 or speaker is None or any(s.role not in TALK for s in near):
        return []
    between, other = near
    is_thrown_in = between.place.speaker != speaker and len(_said(document, between).split()) <= THROWN_IN
    return [other] if is_thrown_in and other.place.speaker == speaker else []


def _goes_on(document: Document, segment: Segment) -> bool:
    return segment.role in TALK and _said(document, segment)[:1].islower()


def _breaks_off(document: Document, segment: Segment) -> bool:
    return segment.role in TALK and not ENDED.search(_said(document, segment))


def _said(document: Document, segment: Segment) -> str:
    return unlabelled(document.text[segment.start : segment.end]).strip()


def _first_of(document: Document, segment: Segment) -> Span:
    return sentence_spans(document.text, segment.start, segment.end)[0]


def _last_of(document: Document, segment: Segment) -> Span:
    return sentence_spans(document.text, segment.start, segment.end)[-1]
