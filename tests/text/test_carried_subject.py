"""A question stands behind what it is about, and can be had without it."""

from __future__ import annotations

import pytest

from assistant.text.carried_subject import behind, without_lead


@pytest.mark.parametrize("subject", ["the pilot", "Hard Edges", "“Why is it so? Because: nobody asked.”"])
def test_a_question_is_had_back_from_behind_its_subject(subject: str) -> None:
    assert without_lead(behind(subject, "when did it begin?")) == "when did it begin?"


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("about the pilot: when?", "when?"),
        ("About two: one: who?", "one: who?"),
        ("What is said about the pilot: is it over?", "What is said about the pilot: is it over?"),
        ("About time!", "About time!"),
    ],
)
def test_only_what_opens_a_question_is_its_subject(question: str, left: str) -> None:
    assert without_lead(question) == left
