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
        ("so was it expensive?", "How much did it cost?"),
        ("are they very cheap", "How much do they cost?"),
        ("did that cost much?", "How much did that cost?"),
        ("Is the ferry cheap?", "Is the ferry cheap?"),  # it may be said so
        ("What can other towns learn from Dover?", "What are the lessons from Dover?"),
        ("what can we learn from the Tide Fund", "What are the lessons from the Tide Fund?"),
        ("What can we learn from tolls?", "What can we learn from tolls?"),  # a theme
        ("Describe how the harbour works", "How does the harbour work?"),
        ("Can you explain why the quay was closed?", "Why was the quay closed?"),
        ("Summarise what the town learned", "What did the town learn?"),
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
        ("What the three rights in the Tide Act are", "What are the three rights in the Tide Act?"),
        ("who Ada Finch is", "Who is Ada Finch?"),
        ("what kind of help there is", "what kind of help there is"),
        ("what year it was", "what year it was"),
        ("What “co-production” means", "What is “co-production”?"),
        ("What is meant by co-production?", "What is co-production?"),
        ("what do you mean by tide towns", "What is tide towns?"),
        ("what do you mean by that?", "what do you mean by that?"),
        ("I don't really understand what tide towns are", "What are tide towns?"),
        ("I'm confused about the difference between tolls and taxes", "What is the difference between tolls and taxes?"),
        ("Help me understand the Tide Act", "Explain the Tide Act"),
        ("We want to understand how it works", "We want to understand how it works"),
        ("I'm looking for information on Ada Finch please", "Tell me about Ada Finch"),
        ("Key facts about the Tide Act", "Tell me about the Tide Act"),
        ("Could you write me a short paragraph on the Tide Act for our annual report?", "What is the Tide Act?"),
        ("I need a definition of co-production", "What is co-production?"),
        ("write a paragraph on what made the toll work", "What made the toll work?"),
        ("Write to the mayor about the Tide Act", "Write to the mayor about the Tide Act"),
        ("Prepare a note for the board", "Prepare a note for the board"),
        ("I'm not sure about the date", "I'm not sure about the date"),
        ("Give me the date of the Tide Act", "What is the date of the Tide Act?"),
        ("Give me the gist of the Tide Act", "Give me the gist of the Tide Act"),
        ("What number of boats were there?", "How many boats were there?"),
        ("For what reason was it closed?", "Why was it closed?"),
        ("On what date did it close?", "When did it close?"),
        ("What date is the best?", "What date is the best?"),
        ("and in what way did it help?", "and how did it help?"),
    ],
)
def test_an_order_is_read_as_a_question(message: str, question: str) -> None:
    assert as_question(message) == question


def test_the_question_is_what_is_searched() -> None:
    assert understand("List the lessons of the pilot", ()).question == "What are the lessons of the pilot?"
