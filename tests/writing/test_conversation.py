"""A rewriting is taken only if it is made of what was said; the history fits its budget and carries no markers."""

from __future__ import annotations

import pytest

from assistant.types import Turn
from assistant.writing import tokens
from assistant.writing.conversation import needs_plan, read_plan, summary

SAID = "Reader: Who funded the Wigan Deal?\nAssistant: The council of Wigan funded the Deal in 2011."


@pytest.mark.parametrize(
    ("reply", "question"),
    [
        ("Question: When was the Wigan Deal funded?", "When was the Wigan Deal funded?"),
        ('**Question:** "When was the Wigan Deal funded?"', "When was the Wigan Deal funded?"),
        ("When was it?", "UNDERSTOOD"),  # not the form that was asked for
        ("Question: Is the Pope in Rome?", "UNDERSTOOD"),  # of other words
        ("Question: When was the Wigan Deal funded in 2015?", "UNDERSTOOD"),  # a year that nobody named
        ("Question: When was the Leeds Deal funded by Wigan?", "UNDERSTOOD"),  # a name that nobody named
        ("Question: The council of Wigan.", "UNDERSTOOD"),  # an answer
        ("Question: When was the Wigan Deal funded? [1]", "UNDERSTOOD"),
        ("", "UNDERSTOOD"),
    ],
)
def test_a_rewriting_is_held_to_the_conversation(reply: str, question: str) -> None:
    assert read_plan(reply, "When was it funded?", "UNDERSTOOD", SAID).question == question


def test_up_to_three_searches_are_taken_and_one_is_none() -> None:
    searches = "".join(f"\nSearch: the {word}" for word in ("council", "Deal", "council", "funded", "Wigan"))
    assert read_plan(f"Question: x{searches}", "When?", "u", SAID).searches == ("the council", "the Deal", "the funded")
    assert read_plan("Search: the council", "When?", "u", SAID).searches == ()


@pytest.mark.parametrize(
    ("question", "history", "needed"),
    [
        ("Who paid?", [], False),
        ("Who paid?", [Turn("user", "x")], True),
        ("Who paid for the wall and who for the light?", [], True),
        ("Bees and ants?", [], False),
    ],
)
def test_a_model_is_asked_only_where_it_could_help(question: str, history: list[Turn], needed: bool) -> None:
    assert needs_plan(question, history) is needed


def test_the_history_is_short_without_markers_and_within_its_budget() -> None:
    turns = [Turn("user", "First question?"), Turn("assistant", "A first sentence. [1] " + "And more of it. [2] " * 40)]
    turns += [Turn("user", "Second question?"), Turn("assistant", "A short answer. [3]")]
    assert summary(turns, 60).splitlines() == [
        "Reader: First question?",
        "Assistant: A first sentence.",
        "Reader: Second question?",
        "Assistant: A short answer.",
    ]
    for budget in (0, 10, 30, 100, 1000):
        found = summary(turns, budget)
        assert "[" not in found and tokens.count(found) <= budget
