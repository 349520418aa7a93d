"""Blocks that answer a question which stands over them: questions and answers, a form that was filled in, an interview in print."""

from __future__ import annotations

import re

from assistant.text.block_runs import body, first_of_run
from assistant.text.reading_text import reading
from assistant.types import Document, Segment

LONGEST = 220  # characters of a block that only asks
SHORT = 60  # characters of an answer that says nothing without its question: "9", "Yes, with the same partners."

_ASKS = re.compile(
    r"\W*(?:Q(?:uestion)?\s?\d*[.:)]\s*|\d{1,2}[.)]\s*)?"
    r"(?:[A-Z](?:(?![.!]\s+[A-Z])[^?]){6,180}\?(?:\s+[^?]{1,90}\?)?(?:\s*\([^()]{1,60}\)|\s+[^?]{1,60})?"
    r"|Please (?:list|describe|explain|name|tell|give|say|outline|summari[sz]e|provide|state)\b[^?]{4,180}[:.]?)\W*"
)


def only_asks(document: Document, segment: Segment) -> bool:
    """Say whether a block does nothing but ask: "How long did it take? (in months)"."""
    if segment.role != "paragraph" or segment.end - segment.start > LONGEST:
        return False
    if "?" not in document.text[segment.start : segment.end] and "Please" not in document.text[segment.start : segment.end]:
        return False  # seen sooner than matched: this is asked of every sentence
    return bool(_ASKS.fullmatch(reading(document, *segment.span).strip()))


def asked_over(document: Document, at: int) -> Segment | None:
    """Return the block that asks what the block with an index, or the list that it stands in, answers; ``None`` where none does."""
    segments = document.segments
    if segments[at].role not in ("paragraph", "item") or only_asks(document, segments[at]):
        return None
    first = first_of_run(segments, at) if segments[at].role == "item" else at
    before = next(body(segments, first - 1, -1), None) if first else None
    return before if before is not None and only_asks(document, before) else None
