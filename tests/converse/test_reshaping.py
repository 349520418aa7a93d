"""What asks for the last answer in fewer or plainer words asks the last question once more."""

from __future__ import annotations

import pytest

from assistant.converse.meaning import understand
from assistant.types import Turn

SAID = [Turn("user", "Who paid for the wall?"), Turn("assistant", "The Tide Fund paid for the wall. [1]")]


@pytest.mark.parametrize(
    "typed",
    [
        "shorter please",
        "In one sentence.",
        "make it shorter",
        "tl;dr",
        "explain that more simply",
        "in other words?",
        "ok, but shorter",
        "i don't understand",
        "what do you mean by that?",
    ],
)
def test_it_is_the_last_question_for_fewer_words(typed: str) -> None:
    meaning = understand(typed, SAID)
    assert (meaning.question, meaning.is_short) == ("Who paid for the wall?", True)
    assert understand("When?", [*SAID, Turn("user", typed), Turn("assistant", "The Tide Fund paid.")]).about == meaning.about


@pytest.mark.parametrize("typed", ["which is shorter?", "tell me more", "summarise the report on the wall", "explain the toll"])
def test_other_messages_are_not_taken_for_it(typed: str) -> None:
    assert not understand(typed, SAID).is_short
