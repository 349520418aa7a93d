"""The notice over an answer that may be a near miss: what of the question its sentences do not say.

The sentences stay, as they are the nearest there is; the confidence is lowered to that of a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.decide.missing_name import not_on_the_name
from assistant.questions.near_misses import QuotedSentence, another_one, missed
from assistant.text.carried_subject import without_lead
from assistant.text.dependent_sentences import leans
from assistant.text.reading_text import fold
from assistant.text.sentences import cut_at_stops
from assistant.types import Citation, Passage

DOUBT = 0.5  # confidence above which an answer that misses something is not held


def mentioned(question: str, citations: Sequence[Citation], passages: Sequence[Passage]) -> str | None:
    """Return a notice for an answer that speaks of the matter and misses what is asked; ``None`` where it seems to have it."""
    return _told(missed(without_lead(question), [_said(citation, passages) for citation in citations]))


def of_another_name(question: str, citations: Sequence[Citation], passages: Sequence[Passage]) -> str | None:
    """Return a notice for an answer that may be of another than who or what is named; ``None`` where it has the name."""
    return _told(not_on_the_name(without_lead(question), [_said(citation, passages) for citation in citations]))


def of_another(question: str, citations: Sequence[Citation], passages: Sequence[Passage]) -> str | None:
    """Return the reason to decline where "the third phase" is asked for and nothing quoted speaks of a third; else ``None``."""
    return _told(another_one(without_lead(question), [_said(citation, passages) for citation in citations]))


def _told(what: str | None) -> str | None:
    return f"The corpus mentions this, but {what}." if what else None


def _said(citation: Citation, passages: Sequence[Passage]) -> QuotedSentence:
    """Return a citation with the sentence before it, those that this leans on, and what stands above it."""
    within = next((p for p in passages if p.document == citation.document and p.start <= citation.start < p.end), None)
    ahead = cut_at_stops(within.text[: citation.start - within.start].strip()) if within else [""]
    leaning = next((n for n, sentence in enumerate(reversed(ahead)) if not leans(sentence)), 0)
    before = " ".join(ahead[-1 - leaning :])
    by = f"{citation.locator.speaker or ''} {' '.join(within.voices if within else ())}"
    above = f"{citation.title} {citation.document} {citation.date or ''} {' '.join(citation.locator.heading)} {by}"
    return QuotedSentence(" ".join(fold(citation.quote).split()), fold(before), above)
