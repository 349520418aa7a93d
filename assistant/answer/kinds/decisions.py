"""Answers to "What was decided at the June board meeting?": every sentence of its minutes that tells of a decision, in order."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.cited import Composed
from assistant.answer.kinds.beside import quoted_in_order
from assistant.answer.kinds.members import OPENING
from assistant.questions.commitments import is_decision
from assistant.retrieve.retriever import View
from assistant.text.patterns import any_case
from assistant.text.reading_text import reading_line
from assistant.text.sentences import units
from assistant.text.terms import stem_set
from assistant.types import Document, Span

FEWEST = 2  # decisions: one alone is told as any other sentence is
_MINUTES = any_case(
    r"\b(?:minutes|apologies|in attendance|(?:members )?present\s*:|decisions? notes?|record of decisions|notes? of)\b"
)


def decisions(meeting: frozenset[str], documents: Sequence[str], view: View) -> Composed | None:
    """Return the decisions of the first minutes whose names or opening have every word of the meeting; ``None`` for no minutes.

    A talk word for word has none so: what is settled in it hangs on what was said before.
    """
    for id_ in documents if meeting else ():
        document, info = view.open(id_), view.infos[id_]
        opening = f"{info.title} {id_} {document.text[:OPENING]}"
        if _MINUTES.search(opening) and meeting <= stem_set(opening) and len(taken := _taken(document)) >= FEWEST:
            return quoted_in_order(document, info, taken)
    return None


def _taken(document: Document) -> list[Span]:
    if any(segment.place.speaker for segment in document.segments):
        return []
    told = [(unit.span, document.segments[unit.segment].role) for unit in units(document)]
    return [span for span, role in told if role != "heading" and is_decision(reading_line(document, span))]
