"""Blocks that answer a question printed above them: whole where that asks the same; a few words come with the question."""

from __future__ import annotations

from assistant.answer.choose.evidence import Pick
from assistant.questions.form import asks_one
from assistant.text.answered_blocks import SHORT, asked_over, only_asks
from assistant.text.block_runs import Span, body, run_from
from assistant.text.sentences import sentence_spans
from assistant.text.terms import stems
from assistant.types import Document

TOLD = 0.8  # of what is asked about is met where a section of the name that is asked for comes whole
LONG_ITEM = 700  # characters up to which an item of a list is quoted whole


def under_its_question(question: str, pick: Pick, document: Document, at: int) -> list[Span]:
    """Return the block that opens with a pick, whole where the question over it asks the same; a few words with that question."""
    segment, asks = document.segments[at], asked_over(document, at)
    if only_asks(document, segment):
        return [segment.span, *_answer_to(document, at)]
    if asks is None or pick.text.endswith(":"):
        return []
    if pick.features.get("over", 0.0) >= TOLD and not asks_one(question) and segment.end - segment.start <= LONG_ITEM:
        return sentence_spans(document.text, *segment.span)
    few = segment.end - segment.start <= SHORT and set(stems(pick.text)).isdisjoint(stems(question))
    return [asks.span, pick.span] if few else []


def _answer_to(document: Document, at: int) -> list[Span]:
    """Return what stands under a block that only asks: its first block, or the list; the first sentence of what is long."""
    following = next(body(document.segments, at + 1, 1), None)
    if following is None or following.role not in ("paragraph", "item") or only_asks(document, following):
        return []
    if following.role == "item":
        return run_from(document, document.segments.index(following))
    spans = sentence_spans(document.text, *following.span)
    return spans if following.end - following.start <= LONG_ITEM else spans[:1]
