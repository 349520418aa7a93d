"""A few words as they are typed into a search box are read as the question that they stand for."""

from __future__ import annotations

import pytest

from assistant.converse.requests import asked_by, is_remark


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("Tide Act definition", "What is Tide Act?"),
        ("definition of tide towns", "What is tide towns?"),
        ("harbour wall authors", "Who wrote harbour wall?"),
        ("Tide Act funders", "Who funded Tide Act?"),
        ("tide fund launch date", "When was tide fund launched?"),
        ("Hythe start year?", "When did Hythe start?"),
        ("Tide Act end date", "When did Tide Act end?"),
        ("harbour report publication date", "When was harbour report published?"),
        ("harbour wall cost", "How much did harbour wall cost?"),
        ("Hythe savings", "Did Hythe save money?"),
        ("Tide Fund number of towns", "How many towns are in Tide Fund?"),
        ("tide fund aims", "What are the aims of tide fund?"),
        ("tide fund results", "What were the results of tide fund?"),
        ("lessons from Hythe", "What are the lessons from Hythe?"),
        ("steps to tide towns", "What are the steps to tide towns?"),
        ("the three lessons from Hythe", "What are the three lessons from Hythe?"),
        ("evidence for tide towns", "Is there evidence for tide towns?"),
    ],
)
def test_a_name_and_a_word_are_a_question(message: str, question: str) -> None:
    assert asked_by(message) == question
    assert not is_remark(message)


@pytest.mark.parametrize(
    "message",
    [
        "project costs",  # of any project
        "results",
        "Survey results",
        "Children's outcomes",
        "the wall costs",
        "What are the results?",
        "it costs",
        "Hythe, Dover costs",
        "the towns of the Tide Fund and all of their results",
        "Hythe harbour",
    ],
)
def test_other_messages_stay(message: str) -> None:
    assert asked_by(message) is None
