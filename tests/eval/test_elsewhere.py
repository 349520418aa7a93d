"""Questions are asked where their answer stands and elsewhere, and the figure is one that can be counted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from assistant.types import Answer, Document, Turn
from eval.elsewhere import area, confidences, topics_of
from eval.questions import Question, Reference

KNOWN = {("How tall?", "document=a.md"): 0.9, ("How tall?", "document=b.md"): 0.2, ("How wide?", "document=b.md"): 0.8}


class Table:
    """Is as confident as a table says, else not at all."""

    @property
    def fingerprint(self) -> dict[str, Any]:
        return {}

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Answer:
        return Answer(question, question, "answered", "Yes.", KNOWN.get((question, filters[0]), 0.0))

    def document(self, id_: str, /) -> Document:
        raise AssertionError("no document is opened here")


@pytest.mark.parametrize(
    ("documents", "topics"),
    [
        (["b.md", "a.md"], {"a.md": "document=a.md", "b.md": "document=b.md"}),
        (["x/1.txt", "y/1.txt", "x/2.txt"], {"x": "document=x/*", "y": "document=y/*"}),
        (["x/1.txt", "x/2.txt"], {"x/1.txt": "document=x/1.txt", "x/2.txt": "document=x/2.txt"}),
        (["x/1.txt", "y/1.txt", "a.md"], {name: f"document={name}" for name in ("a.md", "x/1.txt", "y/1.txt")}),
    ],
)
def test_a_topic_is_a_folder_or_else_a_document(documents: list[str], topics: dict[str, str]) -> None:
    assert topics_of(documents) == topics


def test_a_question_is_asked_where_its_answer_stands_first() -> None:
    of = {name: (Reference(name, "x"),) for name in ("a.md", "b.md")}
    questions = [
        Question("1", "How tall?", references=of["a.md"]),
        Question("2", "How wide?", references=of["b.md"]),
        Question("3", "How deep?", answerable=False),
        Question("4", "How both?", references=of["a.md"] + of["b.md"]),
    ]
    assert list(confidences(Table(), questions, topics_of(["a.md", "b.md"]))) == [[0.9, 0.2], [0.8, 0.0]]


@pytest.mark.parametrize(
    ("scores", "value"), [([[0.9, 0.2], [0.8, 0.0]], 1.0), ([[0.1, 0.2], [0.8, 0.0]], 0.75), ([[0.5, 0.5, 0.5]], 0.5)]
)
def test_the_figure_is_the_share_of_pairs_in_the_right_order(scores: list[list[float]], value: float) -> None:
    assert float(area(np.array(scores))) == pytest.approx(value)
