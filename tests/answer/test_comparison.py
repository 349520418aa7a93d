"""A comparison gives both sides under their names, and only where the corpus speaks of both."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer.comparison import sides
from assistant.ask import Assistant
from assistant.ingest import ingest
from assistant.settings import Settings
from tests.conftest import write_files

TEXTS = {
    "mill.txt": "The Mill Fund is a programme of small grants for watermills. It began with one wheel.\n",
    "lamp.txt": "The Lamp Scheme is a programme of street lights for villages. It was paid for by the tolls.\n",
}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Compare the Mill Fund and the Lamp Scheme", ("the Mill Fund", "the Lamp Scheme")),
        ("please compare the mill with the lamp.", ("the mill", "the lamp")),
        ("What is the difference between tolls and taxes?", ("tolls", "taxes")),
        ("How does the Mill Fund differ from the Lamp Scheme?", ("the Mill Fund", "the Lamp Scheme")),
        ("Mill Fund vs Lamp Scheme", ("Mill Fund", "Lamp Scheme")),
        ("Who compared the mill with the lamp?", None),
        ("Compare the and the", None),
        ("How did the council compare?", None),
    ],
)
def test_the_sides_of_a_comparison_are_read_from_its_form(question: str, expected: tuple[str, str] | None) -> None:
    assert sides(question) == expected


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize(
    ("question", "status", "labels"),
    [
        ("Compare the Mill Fund and the Lamp Scheme", "answered", ["The Mill Fund:", "The Lamp Scheme:"]),
        ("Compare the Mill Fund and the Zebra Pact", "declined", []),
    ],
)
def test_each_side_is_quoted_from_its_own_source(tmp_path: Path, question: str, status: str, labels: list[str]) -> None:
    settings = Settings(data=tmp_path / "data")
    list(ingest([write_files(tmp_path / "texts", TEXTS)], settings))
    assistant = Assistant.open(settings)
    try:
        answer = assistant.ask(question)
    finally:
        assistant.close()
    assert answer.status == status
    assert (answer.reason is not None and "the Zebra Pact" in answer.reason) == (status == "declined")
    assert [line for line in answer.text.split("\n") if line.endswith(":")] == labels
    documents = [citation.document for citation in answer.citations]
    if labels:
        assert (documents[0], documents[-1]) == ("mill.txt", "lamp.txt")
