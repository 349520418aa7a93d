"""What a weak model wrote on the sample corpus, labelled by reading (eval/written.jsonl), held to the passages it was given.

A sentence is labelled *true* or *false* by those passages, *none* if it claims nothing (a heading, a broken tag), *unclear* where
reading did not settle it. The model is SmolLM2-135M-Instruct, which is fluent and false; no citation that it wrote was right.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.cite import Citer
from assistant.markers import Claim
from assistant.types import Document, Locator, Passage, Segment
from assistant.writing.holding import Holder

LINES = (Path(__file__).parents[2] / "eval" / "written.jsonl").read_text("utf-8").splitlines()
ANSWERS: list[dict[str, Any]] = [json.loads(line) for line in LINES]
LABELS = {"true", "false", "none", "unclear"}


def document(text: str, id_: str) -> Document:
    """Return a text as a document, a block a line."""
    segments, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            segments.append(Segment(start, start + len(line), "paragraph"))
        start += len(line) + 1
    return Document(text, tuple(segments), id=id_, sha256="0" * 64)


def held(answer: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (label, verdict as held, sentence) for the sentences of an answer."""
    documents = {f"{n}": document(text, f"{n}") for n, text in enumerate(answer["passages"], 1)}
    passages = [
        Passage(n, 1.0, d.id, "", "report", None, Locator(), 0, len(d.text), d.text, "")
        for n, d in enumerate(documents.values(), 1)
    ]
    holder = Holder(Citer(passages, documents.__getitem__), drop=False)
    for sentence in answer["sentences"]:
        holder.settle(Claim("", sentence["text"], tuple(sentence["numbers"]), 0))
        yield sentence["label"], holder.last[-1], sentence["text"]


@pytest.fixture(scope="module")
def verdicts() -> list[tuple[str, str, str]]:
    return [verdict for answer in ANSWERS for verdict in held(answer)]


def test_the_labels_are_in_order(verdicts: list[tuple[str, str, str]]) -> None:
    assert {label for label, _, _ in verdicts} == LABELS
    assert len({answer["id"] for answer in ANSWERS}) == len(ANSWERS) and len(verdicts) > 100


def test_no_false_sentence_is_shown_as_supported(verdicts: list[tuple[str, str, str]]) -> None:
    assert [text for label, verdict, text in verdicts if label == "false" and verdict == "supported"] == []


def test_most_true_sentences_are_found_though_the_model_cited_nothing(verdicts: list[tuple[str, str, str]]) -> None:
    found = Counter(verdict == "supported" for label, verdict, _ in verdicts if label == "true")
    assert found[True] / found.total() >= 0.4, found
