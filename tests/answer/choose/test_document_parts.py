"""What a named document tells by its own parts is told, in whatever words; of a document that is not named it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.types import Answer
from tests.conftest import assistant_over

TEXTS = {
    "ferry-survey.md": (
        "# The ferry survey\n\n## Methodology\n\nWe stood on both quays for a week. Each passenger got a card.\n\n"
        "## Findings\n\nThe ferry is late in winter.\n\n## Recommendations\n\n1. Paint the lamp.\n2. Hire a second boat.\n"
    ),
    "lamp-meeting.txt": (
        "Jo Bell: Shall we begin with the lamps.\n\nAda Finch: The green one is dear.\n\n"
        "Jo Bell: Then we're going with the red one.\n\nAda Finch: I'll ring the yard by Friday.\n\n"
        "Jo Bell: And Ada, could you write to the harbour?\n\nAda Finch: The tea is cold.\n"
    ),
}


def asked(folder: Path, question: str) -> Answer:
    with assistant_over(folder, TEXTS) as assistant:
        return assistant.ask(question)


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("How was the ferry survey done?", ["We stood on both quays for a week.", "Each passenger got a card."]),
        ("What does the ferry survey recommend?", ["Paint the lamp.", "Hire a second boat."]),
    ],
)
def test_a_part_of_a_named_document_is_the_answer(tmp_path: Path, question: str, quotes: list[str]) -> None:
    answer = asked(tmp_path, question)
    assert answer.status == "answered"
    assert [citation.quote for citation in answer.citations] == quotes


@pytest.mark.usefixtures("bag_of_words")
def test_what_was_decided_comes_first_in_whatever_words(tmp_path: Path) -> None:
    answer = asked(tmp_path, "What was decided at the lamp meeting?")
    assert answer.citations[0].quote == "Jo Bell: Then we're going with the red one."


@pytest.mark.usefixtures("bag_of_words")
def test_the_parts_of_a_document_that_is_not_named_do_not_answer(tmp_path: Path) -> None:
    assert asked(tmp_path, "How was the bridge survey of Walmer done?").status == "declined"
