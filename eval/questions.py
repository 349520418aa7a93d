"""A question set: its format, its reading, and where its documents are.

A set is a file of JSON lines, or a folder with ``questions.jsonl`` and ``documents/``. One question a line::

    {"id", "question", "history": [{"role", "content"}], "answerable": bool, "references": [...],
     "answer": str|null, "tags": [...]}

A reference names a document and a verbatim ``quote`` in it, with offsets (``start``, ``end``) or a ``page`` where they are
known; ``"quote": null`` is the whole document. Several references are alternatives, and a question is right if its answer
rests on any of them, unless it is tagged ``needs-all``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.types import Turn
from eval.errors import CannotMeasure

NEEDS_ALL = "needs-all"
UNDERSPECIFIED = "underspecified"
SKIPPED = "corpus.csv"

_REQUIRED = frozenset({"id", "question", "answerable", "references"})
_KNOWN = _REQUIRED | {"history", "answer", "tags", "note"}


@dataclass(frozen=True, slots=True)
class Reference:
    """Gold: where an answer stands. ``page`` counts sheets from 1; offsets count code points of the document's text."""

    document: str
    quote: str | None
    start: int | None = None
    end: int | None = None
    page: int | None = None

    def to_dict(self) -> dict[str, Any]:
        pairs = {"start": self.start, "end": self.end, "page": self.page}
        return {"document": self.document, "quote": self.quote} | {k: v for k, v in pairs.items() if v is not None}


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a set. ``answer`` is the gold answer in words, or ``None`` where only the references count."""

    id: str
    question: str
    history: tuple[Turn, ...] = ()
    answerable: bool = True
    references: tuple[Reference, ...] = ()
    answer: str | None = None
    tags: tuple[str, ...] = ()

    @property
    def needs_all(self) -> bool:
        return NEEDS_ALL in self.tags

    @property
    def underspecified(self) -> bool:
        return UNDERSPECIFIED in self.tags

    @property
    def is_follow_up(self) -> bool:
        return bool(self.history)

    @property
    def slices(self) -> tuple[str, ...]:
        """The groups that a report breaks the figures down by: the tags, and what the question is by its form."""
        kind = ("answerable" if self.answerable else "unanswerable", *(("follow-up",) if self.is_follow_up else ()))
        return tuple(dict.fromkeys((*kind, *self.tags)))


@dataclass(frozen=True)
class QuestionSet:
    """Questions, the folder of the documents they are about, and the digest of the file they came from."""

    name: str
    file: Path
    documents: Path
    questions: tuple[Question, ...]
    sha256: str


def open_set(path: Path, documents: Path | None = None) -> QuestionSet:
    """Read a set from its file or its folder.

    The documents are, in this order: the folder given, ``documents/`` beside the questions, ``corpus/`` beside their
    folder. The set is named after the folder that holds the documents. Raises CannotMeasure if anything is missing.
    """
    file = path / "questions.jsonl" if path.is_dir() else path
    if not file.is_file():
        raise CannotMeasure(f"{file}: no such question set; give a questions.jsonl or a folder that holds one")
    places = [documents] if documents else [file.parent / "documents", file.resolve().parent.parent / "corpus"]
    found = next((place for place in places if place.is_dir()), None)
    if found is None:
        raise CannotMeasure(f"{file}: no documents in {' or '.join(map(str, places))}; name their folder with --documents")
    content = file.read_bytes()
    folder = found.resolve()
    name = folder.parent.name if folder.name == "documents" else folder.name
    return QuestionSet(name, file, found, parse(_decoded(content, file), str(file)), hashlib.sha256(content).hexdigest())


def _decoded(content: bytes, file: Path) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotMeasure(f"{file} is not UTF-8 text") from error


def drawn(questions: QuestionSet, n: int | None) -> QuestionSet:
    """Return a set with ``n`` of its questions, drawn by the hash of their ids: a larger draw holds the smaller ones."""
    if n is None or n >= len(questions.questions):
        return questions
    order = sorted(q.id for q in questions.questions)
    order.sort(key=lambda id_: hashlib.sha256(f"drawn {id_}".encode()).digest())
    chosen = frozenset(order[:n])
    return replace(questions, questions=tuple(q for q in questions.questions if q.id in chosen))


def parse(lines: str, place: str = "questions") -> tuple[Question, ...]:
    """Read questions from JSON lines; blank lines are skipped. Raises CannotMeasure naming the line that is malformed."""
    found: list[Question] = []
    seen: set[str] = set()
    for number, line in enumerate(lines.splitlines(), 1):
        if not line.strip():
            continue
        try:
            question = question_from(json.loads(line))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise CannotMeasure(f"{place}, line {number}: {error}") from error
        if question.id in seen:
            raise CannotMeasure(f"{place}, line {number}: the id {question.id!r} is used twice")
        seen.add(question.id)
        found.append(question)
    if not found:
        raise CannotMeasure(f"{place}: holds no questions")
    return tuple(found)


def question_from(value: Mapping[str, Any]) -> Question:
    """Make a question of its JSON object. Raises ValueError for a key that is missing or unknown."""
    if not isinstance(value, Mapping):
        raise ValueError("a question is a JSON object")
    if missing := _REQUIRED - value.keys():
        raise ValueError(f"{', '.join(sorted(missing))} missing")
    if unknown := value.keys() - _KNOWN:
        raise ValueError(f"unknown {', '.join(sorted(unknown))}")
    return Question(
        id=str(value["id"]),
        question=str(value["question"]),
        history=tuple(Turn(turn["role"], turn["content"]) for turn in value.get("history", ())),
        answerable=bool(value["answerable"]),
        references=tuple(Reference(**reference) for reference in value["references"]),
        answer=value.get("answer"),
        tags=tuple(value.get("tags", ())),
    )


def question_to(question: Question) -> dict[str, Any]:
    """Return the JSON object of a question."""
    return {
        "id": question.id,
        "question": question.question,
        "history": [{"role": turn.role, "content": turn.content} for turn in question.history],
        "answerable": question.answerable,
        "references": [reference.to_dict() for reference in question.references],
        "answer": question.answer,
        "tags": list(question.tags),
    }


def document_files(folder: Path) -> dict[str, Path]:
    """Return the files of a folder by document id: the path relative to the folder, with "/"; hidden ones left out."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != SKIPPED)
    ids = ((path.relative_to(folder), path) for path in files)
    return {id_.as_posix(): path for id_, path in ids if not any(part.startswith(".") for part in id_.parts)}


def fingerprint(digests: Mapping[str, str]) -> str:
    """Return the sha256 that names a corpus: over its sorted document ids, each with the sha256 of its bytes.

    The same as the ``corpus`` of :attr:`assistant.ask.Assistant.fingerprint`, so that the two can be compared.
    """
    return hashlib.sha256("\n".join(f"{id_} {digest}" for id_, digest in sorted(digests.items())).encode()).hexdigest()
