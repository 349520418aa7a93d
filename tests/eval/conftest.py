"""A product small enough to predict, and builders whose defaults leave only the field under test to be named."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import DocumentNotFound
from assistant.settings import Settings
from assistant.types import Answer, Citation, Document, Locator, Passage, Segment, Sentence, Turn, citation_id
from eval.letters import words
from eval.measures import Row
from eval.questions import QuestionSet, document_files, fingerprint, open_set
from eval.runner import Run, run

TEXTS = {
    "bees.txt": "Roof hives gave 31 kilograms of honey.\nThe lid is insulated in winter.\n",
    "trams.txt": "The first tram line closed in 1957.\nThe new line cost 410 million euros.\n",
    "harbour.txt": "The harbour wall was rebuilt in 1998.\nDr Ada Finch led the survey.\n",
}

QUESTIONS = [
    (
        "honey",
        "How many kilograms of honey did roof hives give?",
        "bees.txt",
        "Roof hives gave 31 kilograms of honey.",
        "31 kilograms",
    ),
    ("lid", "Is the lid insulated in winter?", "bees.txt", "The lid is insulated in winter.", None),
    ("closed", "When was the tram line closed?", "trams.txt", "The first tram line closed in 1957.", "In 1957"),
    ("cost", "What did the new line cost?", "trams.txt", "The new line cost 410 million euros.", "410 million euros"),
    ("wall", "When was the harbour wall rebuilt?", "harbour.txt", "The harbour wall was rebuilt in 1998.", "1998"),
    ("survey", "Who led the survey?", "harbour.txt", "Dr Ada Finch led the survey.", "Ada Finch"),
]
NOT_ANSWERABLE = [("moon", "Why do cats purr?"), ("king", "Which king owned Neptune?")]


class LineByLine:
    """Answers with the line that shares most words with the question, and declines where no line shares two."""

    def __init__(self, folder: Path) -> None:
        files = document_files(folder)
        self.texts = {id_: path.read_text(encoding="utf-8") for id_, path in files.items()}
        self.digests = {id_: hashlib.sha256(path.read_bytes()).hexdigest() for id_, path in files.items()}
        self.failing: set[str] = set()

    @property
    def fingerprint(self) -> dict[str, Any]:
        return {"corpus": fingerprint(self.digests), "settings": {"lines": 1}, "models": {"embedder": "none"}}

    def document(self, id_: str) -> Document:
        if id_ not in self.texts:
            raise DocumentNotFound(id_)
        return document(self.texts[id_], id_, self.digests[id_])

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Answer:
        if question in self.failing:
            raise RuntimeError("the store is on fire")
        asked = {w for w in words(question) if len(w) > 2 and w not in ("the", "was", "how", "did", "what", "when")}
        found = []
        for id_, text in self.texts.items():
            start = 0
            for line in text.splitlines(keepends=True):
                found.append((-len(asked & set(words(line))), id_, start, start + len(line.rstrip())))
                start += len(line)
        found.sort()
        passages = tuple(self._passage(rank, -n, id_, a, b) for rank, (n, id_, a, b) in enumerate(found, 1))
        shared = -found[0][0]
        confidence = min(0.9, 0.3 * shared)
        if shared < 2:
            return answer(question, status="declined", confidence=confidence, passages=passages)
        return answer(question, passages[0].text, citations=(cite(passages[0]),), passages=passages, confidence=confidence)

    def _passage(self, rank: int, score: float, id_: str, start: int, end: int) -> Passage:
        return passage(id_, start, end, text=self.texts[id_][start:end], rank=rank, score=score)


def document(text: str, id_: str = "a.txt", sha256: str = "0" * 64, pages: Sequence[tuple[int, int]] = ()) -> Document:
    places = pages or [(0, len(text))]
    segments = [Segment(a, b, "paragraph", Locator(page=n if pages else None)) for n, (a, b) in enumerate(places, 1)]
    return Document(text=text, segments=tuple(segments), id=id_, sha256=sha256)


def passage(id_: str = "a.txt", start: int = 0, end: int = 10, *, page: int | None = None, **other: Any) -> Passage:
    locator = Locator(page=page)
    values = {"rank": 1, "score": 1.0, "title": id_, "kind": "report", "date": None, "text": "x" * (end - start)} | other
    return Passage(
        document=id_, locator=locator, start=start, end=end, citation_id=citation_id(id_, "0" * 64, start, end, locator), **values
    )


def cite(of: Passage, marker: int = 1) -> Citation:
    return Citation(
        marker=marker,
        document=of.document,
        title=of.title,
        kind=of.kind,
        date=of.date,
        locator=of.locator,
        start=of.start,
        end=of.end,
        quote=of.text,
        citation_id=of.citation_id,
        support="supported",
        score=of.score,
    )


def answer(question: str = "?", text: str = "", *, citations: tuple[Citation, ...] = (), **other: Any) -> Answer:
    sentences = (Sentence(text, tuple(c.marker for c in citations), "supported"),) if citations else ()
    values = {"status": "answered", "confidence": 0.9, "sentences": sentences} | other
    return Answer(question=question, standalone_question=question, text=text, citations=citations, **values)


def same_words(sentence: str, passages: Sequence[str]) -> bool:
    """A judge that can be computed by hand: every word of the sentence stands in the passages."""
    return set(words(sentence)) <= set(words(" ".join(passages)))


def row(id_: str = "q", *, right: float = 1.0, confidence: float = 0.9, answerable: bool = True, **scores: float) -> Row:
    refused = scores.pop("refused", 0.0)
    return Row(
        id=id_,
        slices=("answerable" if answerable else "unanswerable",),
        answerable=answerable,
        follow_up=False,
        underspecified=False,
        status="declined" if refused else "answered",
        confidence=confidence,
        reachable=bool(right),
        scores={"right": right, "refused": refused} | scores,
    )


@pytest.fixture
def small_set(tmp_path: Path) -> QuestionSet:
    """Eight questions on three texts; LineByLine deals with all of them rightly."""
    folder = tmp_path / "small"
    (folder / "documents").mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / "documents" / name).write_text(text, encoding="utf-8")
    lines = [
        {
            "id": id_,
            "question": asked,
            "answerable": True,
            "references": [{"document": name, "quote": quote}],
            "answer": gold,
            "tags": ["fact"],
        }
        for id_, asked, name, quote, gold in QUESTIONS
    ]
    lines += [{"id": id_, "question": asked, "answerable": False, "references": [], "tags": []} for id_, asked in NOT_ANSWERABLE]
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return open_set(folder)


Measure = Callable[..., Run]


@pytest.fixture
def measure(small_set: QuestionSet) -> Measure:
    """Return a function that runs the small set through LineByLine, or another product."""

    def measured(product: Any = None, **other: Any) -> Run:
        product = product or LineByLine(small_set.documents)
        return run(small_set, Settings(), same_words, read_documents=lambda *_: {}, open_assistant=lambda _: product, **other)

    return measured
