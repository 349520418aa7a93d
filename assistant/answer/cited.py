"""Answers made of a text with citations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from assistant.cite.trace import Cited, resolve
from assistant.types import Answer, Open, Passage

SURE = 0.9  # at least, of what says in so many words what is asked


@dataclass(frozen=True, slots=True)
class Composed:
    """A text with [n] markers, and the passages that they name; there may be more of these than are named."""

    text: str
    passages: tuple[Passage, ...]


class Gathered(NamedTuple):
    """What is told of several documents or companies (with no text: why not), a notice of what it is, and how sure it is."""

    composed: Composed
    notice: str
    sure: float = SURE


def declining(reason: str) -> Gathered:
    """Return that nothing is told, and why."""
    return Gathered(Composed("", ()), reason)


def surely_declined(base: Answer, reason: str) -> Answer:
    """Return a decline for a reason that leaves little doubt."""
    return replace(base, reason=reason, confidence=min(base.confidence, 1 - SURE))


def with_citations(answer: Answer, cited: Cited) -> Answer:
    """Return the answer with the text, the citations and the verdicts of what was cited."""
    return replace(
        answer,
        status="answered",
        text=cited.text,
        citations=cited.citations,
        sentences=cited.sentences,
        unresolved_markers=cited.unresolved,
    )


def with_others(cited: Sequence[Passage], found: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages that an answer cites, and behind them what else was found, ranked on."""
    there = {(p.document, p.start, p.end) for p in cited}
    others = [p for p in found if (p.document, p.start, p.end) not in there]
    return (*cited, *(replace(p, rank=rank) for rank, p in enumerate(others, len(cited) + 1)))


def cited_first(cited: Cited, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return passages ranked anew, those in front in which something cited begins: what rows tell is not found by the search."""
    rests_on = [p for p in passages if any(map(p.holds, cited.citations))]
    return with_others([replace(p, rank=rank) for rank, p in enumerate(rests_on, 1)], passages)


def of_composed(base: Answer, composed: Composed, open_document: Open) -> Answer:
    """Return an answer of which the lines that name what follows carry no citation."""
    cited = quoted_only(resolve(composed.text, composed.passages, open_document))
    return with_citations(replace(base, passages=composed.passages), cited)


def quoted_only(cited: Cited) -> Cited:
    """Leave out of the judged sentences the lines that only name what follows: a speaker, a document."""
    return replace(cited, sentences=tuple(sentence for sentence in cited.sentences if sentence.markers))
