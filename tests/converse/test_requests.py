"""What orders a list or an account is read as the question that it stands for."""

from __future__ import annotations

import pytest

from assistant.converse.meaning import understand
from assistant.converse.requests import as_question


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("List the recommendations of the harbour report", "What are the recommendations of the harbour report?"),
        ("Please list all the partners in the pilot.", "What are the partners in the pilot?"),
        ("Name the partners in the pilot", "Name the partners in the pilot"),  # those that it names tell it
        ("Give me the main risks", "What are the main risks?"),
        ("Describe how the harbour works", "How the harbour works?"),
        ("Can you explain why the quay was closed?", "Why the quay was closed?"),
        ("Summarise what the town learned", "What the town learned?"),
        ("Summarise what the report says", "Summarise what the report says"),
        ("List the reports", "List the reports"),  # of what is held
        ("Show me the newest documents on tolls", "Show me the newest documents on tolls"),
        ("List three quotes from Jo Bell", "List three quotes from Jo Bell"),
        ("Give me the quotes of Jo Bell", "Give me the quotes of Jo Bell"),
        ("Name the ship", "Name the ship"),
        ("Describe the harbour", "Describe the harbour"),
        ("Summarise the report", "Summarise the report"),
        ("What are the risks?", "What are the risks?"),
        ("What does co-production mean?", "What is co-production?"),
        ("And what does the term DRT stand for?", "What is DRT?"),
        ("What does the ruling mean?", "What does the ruling mean?"),  # what follows from it
        ("What does that mean for councils?", "What does that mean for councils?"),
    ],
)
def test_an_order_is_read_as_a_question(message: str, question: str) -> None:
    assert as_question(message) == question


def test_the_question_is_what_is_searched() -> None:
    assert understand("List the lessons of the pilot", ()).question == "What are the lessons of the pilot?"
