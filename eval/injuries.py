"""Faults put in on purpose, to see whether the gate notices. They stand between the judge and the product, never in it.

Each is a plausible bug: a fusion weight lost, markers resolved one off, sheets counted from 0, a threshold at nothing, a
reader that finds no text. ``python -m eval gate SET --injure NAME`` must exit 1 and name the metric given here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

from assistant.intake.discover import File
from assistant.intake.parsing import Parsed, parse
from assistant.load.progress import OnPage
from assistant.settings import Settings
from assistant.types import Answer, Citation, Locator, Passage, Reading, Sentence, Turn
from eval.runner import Asked, Passing, Wrap


class Injured(Passing):
    """An assistant whose answers are changed on their way out."""

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Answer:
        return self.injure(super().ask(question, history, filters))

    def injure(self, answer: Answer) -> Answer:
        return answer


class ShiftedCitations(Injured):
    """Resolves marker n to the span of citation n + 1, and the last one to the first passage that is not cited."""

    def injure(self, answer: Answer) -> Answer:
        if not answer.citations:
            return answer
        cited = {(c.document, c.start) for c in answer.citations}
        spare = next((p for p in answer.passages if (p.document, p.start) not in cited), None)
        last = answer.citations[0] if spare is None else _cite(spare, answer.citations[-1])
        sources = (*answer.citations[1:], last)
        shifted = (replace(other, marker=one.marker) for one, other in zip(answer.citations, sources, strict=True))
        return replace(answer, citations=tuple(shifted))


class PageOffByOne(Injured):
    """Names the sheet after the right one, in citations and passages."""

    def injure(self, answer: Answer) -> Answer:
        return replace(
            answer,
            citations=tuple(replace(c, locator=_next_sheet(c.locator)) for c in answer.citations),
            passages=tuple(replace(p, locator=_next_sheet(p.locator)) for p in answer.passages),
        )


class NeverDeclines(Injured):
    """Answers with the first passage where it would have declined or asked back."""

    def injure(self, answer: Answer) -> Answer:
        if answer.status not in ("declined", "clarify") or not answer.passages:
            return answer
        citation = _cite(answer.passages[0])
        sentence = Sentence(citation.quote, (1,), "supported")
        return replace(answer, status="answered", text=f"{citation.quote} [1]", citations=(citation,), sentences=(sentence,))


def _cite(passage: Passage, like: Citation | None = None) -> Citation:
    return Citation(
        marker=like.marker if like else 1,
        document=passage.document,
        title=passage.title,
        kind=passage.kind,
        date=passage.date,
        locator=passage.locator,
        start=passage.start,
        end=passage.end,
        quote=passage.text,
        citation_id=passage.citation_id,
        support="supported",
        score=passage.score,
    )


def _next_sheet(locator: Locator) -> Locator:
    if locator.page is None:
        return locator
    return replace(locator, page=locator.page + 1, end_page=None if locator.end_page is None else locator.end_page + 1)


@dataclass(frozen=True)
class Injury:
    """What is done, the metrics that must notice, and how: other settings, other answers, or a reader without text."""

    what: str
    noticed_by: tuple[str, ...]
    settings: Mapping[str, Any]
    wrap: Wrap
    blind_to: str | None = None


def _whole(assistant: Asked) -> Asked:
    return assistant


INJURIES: dict[str, Injury] = {
    "vectors-only": Injury(
        "fusion switched to vectors only",
        ("span_ndcg@10", "span_mrr@10", "span_recall@5", "document_ndcg@10", "gold_chars@2000", "gold_chars@4000"),
        {"keyword_weight": 0.0},
        _whole,
    ),
    "shift-citations": Injury("citations shifted by one", ("citation_recall", "first_on_gold"), {}, ShiftedCitations),
    "page-off-by-one": Injury("page numbers off by one", ("locator_correct", "page_recall@5"), {}, PageOffByOne),
    "never-decline": Injury("abstention switched off", ("refusal_recall",), {"decline_below": 0.0}, NeverDeclines),
    "empty-reader": Injury("one reader returning empty text", ("gold_read",), {}, _whole, blind_to=".pdf"),
}


@contextmanager
def injured(name: str | None, settings: Settings) -> Iterator[tuple[Settings, Wrap]]:
    """Give the settings and the wrapper of an injury; ``None`` harms nothing."""
    if name is None:
        yield settings, _whole
        return
    injury = INJURIES[name]
    changed = settings.model_copy(update=dict(injury.settings))
    if injury.blind_to is None:
        yield changed, injury.wrap
        return
    with patch("assistant.ingest.parse", _Blind(injury.blind_to)):
        yield changed, injury.wrap


@dataclass(frozen=True, slots=True)
class _Blind:
    """Parses as the product does, in whatever process, with the reader of one format replaced by one that finds no text."""

    suffix: str

    def __call__(self, tell: OnPage, file: File, settings: Settings) -> Parsed:
        with patch.dict("assistant.load.READERS", {self.suffix: lambda data, name, *more: Reading("", ())}):
            return parse(tell, file, settings)
