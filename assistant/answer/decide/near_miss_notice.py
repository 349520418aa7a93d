"""The notice over an answer that may be a near miss: what of the question its sentences do not say.

The sentences stay, as they are the nearest there is; the confidence is lowered to that of a doubt.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.answer.decide.missing_name import not_on_the_name
from assistant.questions.answer_form import fits
from assistant.questions.compared import sides
from assistant.questions.near_misses import QuotedSentence, another_one, is_row, missed
from assistant.text.carried_subject import without_lead
from assistant.text.dependent_sentences import leans
from assistant.text.enumeration import enumerated
from assistant.text.reading_text import fold
from assistant.text.sentences import cut_at_stops
from assistant.text.terms import stem_set
from assistant.types import Citation, Open, Passage

OPENING = 200  # characters of a document, or twice as many of a paragraph, in which it may say what it is of
TITLED = 100  # characters of a document that stand above all of a passage which it opens with, as its title does
DOUBT = 0.5  # confidence above which an answer that misses something is not held


def mentioned(question: str, citations: Sequence[Citation], passages: Sequence[Passage]) -> str | None:
    """Return a notice for an answer that speaks of the matter and misses what is asked; ``None`` where it seems to have it."""
    asked, said = without_lead(question), [_said(citation, passages) for citation in citations]
    return _told(half_compared(asked, said) or missed(asked, said))


def of_another_name(question: str, citations: Sequence[Citation], passages: Sequence[Passage], open_document: Open) -> str | None:
    """Return a notice for an answer that has, by itself and in what stands above, not the name of who or what is named."""
    said = list[QuotedSentence]()
    for citation in citations:
        text = open_document(citation.document).text
        paragraph = text[max(0, citation.start - OPENING * 2) : citation.start].split("\n\n")[-1]
        said.append(_said(citation, passages, f"{text[:OPENING]} {paragraph}"))
    return _told(not_on_the_name(without_lead(question), said))


def of_another(question: str, citations: Sequence[Citation], passages: Sequence[Passage]) -> str | None:
    """Return the reason to decline where "the third phase" is asked for and nothing quoted speaks of a third; else ``None``."""
    return _told(another_one(without_lead(question), [_said(citation, passages) for citation in citations]))


def half_compared(question: str, said: Sequence[QuotedSentence]) -> str | None:
    """Tell where it is asked which of two has more of something, and no quoted sentence tells how much one of them has."""
    pair = sides(question)
    if pair is None or not pair.measured:
        return None
    own = {side: stem_set(side) for side in (pair.one, pair.other)}
    shared = own[pair.one] & own[pair.other]
    left = [side for side in own if not any(_measures(pair.of(side)[0], own[side] - shared, one) for one in said)]
    return f"none of the sentences quoted here tells it of {enumerated(left, 'or')}" if left else None


def _measures(asked: str, own: Collection[str], one: QuotedSentence) -> bool:
    """Say whether a sentence is on a thing, or leans on one that is, and holds what is to be measured."""
    on_it = not stem_set(f"{one.before if leans(one.text) else ''} {one.text}").isdisjoint(own)
    return on_it and (is_row(one.text) or fits(asked, one.text))


def _told(what: str | None) -> str | None:
    return f"The corpus mentions this, but {what}." if what else None


def _said(citation: Citation, passages: Sequence[Passage], opens: str = "") -> QuotedSentence:
    """Return a citation with the sentence before it, those that this leans on, and what stands above it."""
    within = next((p for p in passages if p.holds(citation)), None)
    ahead = cut_at_stops(within.text[: citation.start - within.start].strip()) if within else [""]
    leaning = next((n for n, sentence in enumerate(reversed(ahead)) if not leans(sentence)), 0)
    before = " ".join(ahead[-1 - leaning :])
    opens = opens or (within.text[:TITLED] if within and within.start == 0 else "")
    by = f"{citation.locator.speaker or ''} {' '.join(within.voices if within else ())}"
    above = f"{citation.title} {citation.document} {citation.date or ''} {' '.join(citation.locator.heading)} {by} {opens}"
    return QuotedSentence(" ".join(fold(citation.quote).split()), fold(before), above)
