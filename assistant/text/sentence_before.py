"""The sentence before another one, which may be needed to understand it."""

from __future__ import annotations

import re

from assistant.text.block_runs import body, index_at
from assistant.text.dependent_sentences import leans
from assistant.text.reading_text import continues, reading
from assistant.text.sentences import ENDED, sentence_ends
from assistant.types import Document, Segment, Span

MEANT = 3  # sentences that one may mean
STRETCH = 800  # characters of captions that are looked at before a sentence
NEAR = 2_000  # characters of a block that are looked at first; a recording written down without a break is one of 100,000

_LEFT_OUT = re.compile(r"\b(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)(?: not|n['’]t)?[.!]$")


def sentence_before(document: Document, segment: Segment, start: int) -> list[Span]:
    """Return the span of the sentence before an offset in the same block, in a list; an empty one where there is none.

    Captions are cut anywhere, so it may begin some captions before; over a page break it may begin on the page before. What leaves
    out what the one before it says ("The Deal is not.") comes behind that.
    """
    text = document.text[segment.start : start]
    if not text.strip():
        return []
    begins = _runs_over(document, segment) if segment.role == "caption" else segment.start
    before = (_last_begins(document.text, begins, start), segment.start + len(text.rstrip()))
    if before[0] == segment.start:
        before = (_over_the_page(document, segment), before[1])
    leaves_out = before[0] > segment.start and _LEFT_OUT.search(reading(document, *before))
    return [*sentence_before(document, segment, before[0])[-1:], before] if leaves_out else [before]


def _over_the_page(document: Document, segment: Segment) -> int:
    """Return where the first sentence of a block begins: in the block before, where that one runs on in it."""
    ahead = next(body(document.segments, index_at(document, segment.start) - 1, -1), None)
    runs_on = ahead is not None and ahead.role != "caption" and continues(document.text, ahead, segment)
    return _last_begins(document.text, ahead.start, ahead.end) if ahead is not None and runs_on else segment.start


def _last_begins(text: str, begins: int, end: int) -> int:
    """Return where the last sentence of a stretch begins."""
    for first in (max(begins, end - NEAR), begins):
        if ends := [at for at in sentence_ends(text[first:end] + "X") if at < end - first]:
            return first + ends[-1]
    return begins


def meant_before(document: Document, segment: Segment, start: int) -> list[Span]:
    """Return the spans of the sentences that one means ("That is …"), back to one that leans on none; [] where that is far off."""
    told: list[Span] = []
    while len(told) < MEANT and (before := sentence_before(document, segment, told[0][0] if told else start)):
        told = [*before, *told]
        if not leans(reading(document, *told[0])):
            return told
    return []


def _runs_over(document: Document, segment: Segment) -> int:
    """Return where the captions of a speaker begin that go on with one sentence; where that is far off, the caption itself."""
    at = index_at(document, segment.start)
    while at and (before := document.segments[at - 1]).role == "caption" and before.place.speaker == segment.place.speaker:
        if ENDED.search(document.text[before.start : before.end]):
            break
        if segment.start - before.start > STRETCH:
            return segment.start
        at -= 1
    return document.segments[at].start
