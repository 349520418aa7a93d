"""A message that returns to a question asked before is that question again, as it was meant."""

from __future__ import annotations

import pytest

from assistant.converse.asked_before import asked_before
from assistant.converse.meaning import understand
from assistant.types import Turn

SAID = (
    Turn("user", "Who funded the Bridge Levy?"),
    Turn("assistant", "The county funded the Bridge Levy. [1]"),
    Turn("user", "when did it end"),
    Turn("assistant", "It ended in 2004. [1]"),
    Turn("user", "thanks"),
    Turn("assistant", "You are welcome."),
    Turn("user", "What is the Tide Fund?"),
    Turn("assistant", "The Tide Fund is a grant. [1]"),
)
FIRST, SECOND, THIRD = "Who funded the Bridge Levy?", "When did the Bridge Levy end?", "What is the Tide Fund?"


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ("what was the first answer again?", FIRST),
        ("go back to the first question", FIRST),
        ("can we go back to my first question please", FIRST),
        ("what did I ask first?", FIRST),
        ("and what was my second question?", SECOND),
        ("Back to the previous question", SECOND),
        ("please repeat the last answer", THIRD),
        ("the 3rd question again", THIRD),
    ],
)
def test_a_question_asked_before_is_asked_again_as_it_was_meant(message: str, meant: str) -> None:
    assert understand(message, SAID).question == meant


@pytest.mark.parametrize(
    "message", ["the second one", "What was the first question of the inquiry?", "the ninth answer", "go back to the harbour", ""]
)
def test_what_names_no_question_that_was_asked_returns_to_none(message: str) -> None:
    assert asked_before(message, 3) is None


def test_the_first_question_is_known_however_long_ago_it_was_asked() -> None:
    others = [turn for _ in range(20) for turn in (Turn("user", "What is a weir?"), Turn("assistant", "A weir is a dam. [1]"))]
    assert understand("what was my first question again?", [*SAID[:2], *others]).question == FIRST
