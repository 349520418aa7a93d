"""Run a question set through the product as a user would: ingest its documents, ask each question, score each answer.

1. the documents are fingerprinted and every reference is looked up in its source; stale gold ends the run here;
2. the product ingests them into its own folder and is opened on it;
3. each question is asked, in order; one that raises is a failed answer and is listed with its error;
4. the answers are scored together (the ranking metrics are computed in one go).

Everything that a clock decides goes into ``times``; the rest is the same, byte for byte, at every run.
"""

from __future__ import annotations

import hashlib
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from assistant.errors import AssistantError, DocumentNotFound, IndexMissing
from assistant.ingest import IngestEvent, ingest
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.types import Answer, Document, Turn
from eval.errors import CannotMeasure
from eval.gold import Gold, letters_of, resolve, stale
from eval.measures import Row
from eval.metrics import Judge
from eval.questions import Question, QuestionSet, document_files, fingerprint
from eval.score import Evidence, rankings, score, within_reach
from eval.sources import Source

SHOWN_STALE = 10
OTHERS = "the data folder holds other documents than the question set; use an empty one (--data)"

Progress = Callable[[str], None]


class Asked(Protocol):
    """The part of the product that the judge uses; :class:`assistant.ask.Assistant` has it."""

    @property
    def fingerprint(self) -> dict[str, Any]: ...
    def ask(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Answer: ...
    def document(self, id_: str, /) -> Document: ...


class Passing:
    """An assistant that passes everything on to another; who listens in or interferes begins with it."""

    def __init__(self, assistant: Asked) -> None:
        self._assistant = assistant

    @property
    def fingerprint(self) -> dict[str, Any]:
        return self._assistant.fingerprint

    def document(self, id_: str) -> Document:
        return self._assistant.document(id_)

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Answer:
        return self._assistant.ask(question, history=history, filters=filters)


Wrap = Callable[[Asked], Asked]


@dataclass(frozen=True)
class Judged:
    """One question with its gold, its answer or error, and its scores."""

    evidence: Evidence
    scores: dict[str, float]
    error: str | None
    seconds: float

    @property
    def row(self) -> Row:
        question = self.evidence.question
        return Row(
            id=question.id,
            slices=question.slices,
            answerable=question.answerable,
            follow_up=question.is_follow_up,
            underspecified=question.underspecified,
            status=self.evidence.status,
            confidence=self.evidence.confidence,
            reachable=within_reach(self.evidence),
            scores=self.scores,
        )


@dataclass(frozen=True)
class Run:
    """What was measured, on what, with what. ``unread`` names the documents that the product could not read, and why."""

    questions: QuestionSet
    corpus: str
    settings: Mapping[str, Any]
    models: Mapping[str, Any]
    unread: Mapping[str, str]
    judged: tuple[Judged, ...]
    times: Mapping[str, Any] = field(default_factory=dict)


def run(
    questions: QuestionSet,
    settings: Settings,
    judge: Judge,
    *,
    read_documents: Callable[[QuestionSet, Settings], dict[str, str]] | None = None,
    open_assistant: Callable[[Settings], Asked] | None = None,
    wrap: Wrap = lambda assistant: assistant,
    progress: Progress = lambda _: None,
) -> Run:
    """Measure the product on a question set. Raises CannotMeasure; errors of the product are results.

    ``wrap`` may stand between the judge and the product, to injure it on purpose; ``read_documents`` and
    ``open_assistant`` put another product in its place. The former returns the documents that could not be read, and why.
    """
    started = time.perf_counter()
    sources = {id_: Source(path) for id_, path in document_files(questions.documents).items()}
    digests = {id_: hashlib.sha256(source.path.read_bytes()).hexdigest() for id_, source in sources.items()}
    refuse_stale(questions, sources)
    progress(f"{questions.name}: reading {len(sources)} documents")
    unread = (read_documents or _ingest)(questions, settings)
    ingested = time.perf_counter()
    assistant = wrap((open_assistant or _open)(settings))
    _refuse_other_corpus(assistant, digests, unread)
    documents = _documents(assistant, {r.document for q in questions.questions for r in q.references} - unread.keys(), digests)
    progress(f"asking {len(questions.questions)} questions")
    answers = [_ask(assistant, question) for question in questions.questions]
    asked = time.perf_counter()
    documents |= _documents(assistant, {c.document for answer, _, _ in answers if answer for c in answer.citations}, digests)
    judged = _judge(questions.questions, answers, documents, sources, judge)
    known = assistant.fingerprint
    times = _times({"ingest": ingested - started, "ask": asked - ingested, "judge": time.perf_counter() - asked}, judged)
    return Run(questions, fingerprint(digests), known["settings"], known["models"], unread, judged, times)


def _times(steps: Mapping[str, float], judged: Sequence[Judged]) -> dict[str, Any]:
    """Return what the report says of time: the seconds of each step and of each question, when, and on what machine."""
    by_question = {j.evidence.question.id: round(j.seconds, 4) for j in judged}
    return {
        "finished": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "machine": platform.processor() or platform.machine(),
        "seconds": {**{step: round(seconds, 3) for step, seconds in steps.items()}, "by_question": by_question},
    }


def refuse_stale(questions: QuestionSet, sources: Mapping[str, Source]) -> None:
    """Raise CannotMeasure if a reference names words that its document does not hold any more."""
    found = [f"{q.id}: {reason}" for q in questions.questions for r in q.references if (reason := stale(r, sources))]
    if found:
        listed = "\n  ".join(found[:SHOWN_STALE] + [f"and {len(found) - SHOWN_STALE} more"] * (len(found) > SHOWN_STALE))
        raise CannotMeasure(f"{questions.file}: {len(found)} references are stale; correct them first\n  {listed}")


def _ingest(questions: QuestionSet, settings: Settings) -> dict[str, str]:
    """Read the documents of a set. Raises CannotMeasure before it, where there are others: somebody's archive stays as it is."""
    with suppress(IndexMissing), closing(Catalog.open_existing(settings.data, settings.catalog)) as catalog:
        folder = questions.documents.resolve()
        if not all(Path(stored.path).is_relative_to(folder) for stored in catalog.files().values()):
            raise CannotMeasure(OTHERS)
    events = [e for e in ingest([questions.documents], settings, prune=True) if isinstance(e, IngestEvent)]
    return {e.document: e.reason or "" for e in events if e.action == "failed"}


def _open(settings: Settings) -> Asked:
    from assistant.ask import Assistant

    return Assistant.open(settings)


def _refuse_other_corpus(assistant: Asked, digests: Mapping[str, str], unread: Mapping[str, str]) -> None:
    expected = fingerprint({id_: digest for id_, digest in digests.items() if id_ not in unread})
    if assistant.fingerprint["corpus"] != expected:
        raise CannotMeasure(OTHERS)


def _documents(assistant: Asked, wanted: set[str], digests: Mapping[str, str]) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for id_ in sorted(wanted & digests.keys()):
        try:
            found[id_] = assistant.document(id_)
        except DocumentNotFound:
            continue
    return found


def _ask(assistant: Asked, question: Question) -> tuple[Answer | None, str | None, float]:
    started = time.perf_counter()
    try:
        answer = assistant.ask(question.question, history=question.history)
    except Exception as error:  # a fault of any kind is a failed answer, and the run goes on to name it
        told = str(error) if isinstance(error, AssistantError) else f"{type(error).__name__}: {error}"
        return None, told, time.perf_counter() - started
    return replace(answer, seconds=0.0), None, time.perf_counter() - started


def _judge(
    questions: Sequence[Question],
    answers: Sequence[tuple[Answer | None, str | None, float]],
    documents: Mapping[str, Document],
    sources: Mapping[str, Source],
    judge: Judge,
) -> tuple[Judged, ...]:
    named = {r.document for q in questions for r in q.references}
    letters = {id_: letters_of(document) for id_, document in documents.items() if id_ in named}

    def placed(question: Question) -> tuple[Gold, ...]:
        return tuple(
            resolve(r, documents.get(r.document), letters.get(r.document, ()), sources[r.document]) for r in question.references
        )

    evidences = [Evidence(q, placed(q), answer, documents, sources) for q, (answer, _, _) in zip(questions, answers, strict=True)]
    ranked = rankings(evidences)
    return tuple(
        Judged(evidence, score(evidence, judge) | ranked.get(evidence.question.id, {}), error, seconds)
        for evidence, (_, error, seconds) in zip(evidences, answers, strict=True)
    )
