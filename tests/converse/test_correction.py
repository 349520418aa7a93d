"""What puts the last question right takes the place of what was wrong in it; a new topic leans on nothing before."""

from __future__ import annotations

import pytest

from assistant.converse.meaning import understand
from assistant.types import Turn


def _meant(before: str, typed: str) -> str:
    return understand(typed, [Turn("user", before), Turn("assistant", "The council paid for it. [1]")]).question


@pytest.mark.parametrize(
    ("before", "typed", "meant"),
    [
        ("When was Total Place announced?", "no, I meant Big Local", "When was Big Local announced?"),
        ("How many people travelled in Lune?", "sorry, I mean Ennerby", "How many people travelled in Ennerby?"),
        ("Who paid for the pilot in Hythe?", "no, in Deal", "Who paid for the pilot in Deal?"),
        ("What did the survey cost?", "not the survey, the census", "What did the census cost?"),
        ("What did the charity say?", "not the charity but Shelter", "What did Shelter say?"),
        ("What threatens seagrass?", "not seagrass but oysters", "What threatens oysters?"),
        ("Why did the app fail?", "I mean why do drivers dislike it", "Why do drivers dislike the app?"),
        (
            "What did the net maker say about tolls?",
            "I meant the miller, not the net maker",
            "What did the miller say about tolls?",
        ),
        ("What did the net maker say about tolls?", "sorry, I meant the miller", "What did the miller say about tolls?"),
        (
            "What did the harbour board do about nets?",
            "I meant nets for crabs",
            "What did the harbour board do about nets for crabs?",
        ),
        (
            "What did the board do about the fees?",
            "I don't mean the fees, I mean the tolls",
            "What did the board do about the tolls?",
        ),
        ("When was Total Place announced?", "that's not what I meant, I meant Big Local", "When was Big Local announced?"),
        ("What did the board do about parking?", "who paid for it?", "Who paid for parking?"),
        ("Who paid for the pilot?", "new topic: who funds ferries?", "who funds ferries?"),
        ("Who paid for the pilot?", "Another question. Who led the Levy?", "Who led the Levy?"),
        ("Who paid for the pilot?", "back to the ferries: who runs them?", "Who runs the ferries?"),
        ("Who paid for the pilot?", "as for Deal, when was the wall built?", "About Deal: when was the wall built?"),
        ("When did Hythe become a Tide Town?", "what does that mean?", "What is Tide Town?"),
        ("What do the blogs say about crabs?", "and the report?", "What do the reports say about crabs?"),
        ("What did a room in Hull cost?", "no i meant the 2019 one", "What did a room in Hull cost, in 2019?"),
        ("What did a room cost in 2021?", "sorry, I meant the 2019 edition", "What did a room cost in 2019?"),
        ("Who paid for the pilot?", "nvm. who funds ferries?", "who funds ferries?"),
        ("Who paid for the pilot?", "total place, what was that", "What was total place?"),
        ("Who paid for the pilot?", "ok. the ferries - who runs them?", "Who runs the ferries?"),
        ("Who paid for the pilot?", "the Levy again: is it a tax?", "Is the Levy a tax?"),
        ("Who paid for the pilot?", "in Deal, who ran it?", "in Deal, who ran it?"),
        ("Who paid for the pilot?", "and in English: when?", "When was the pilot paid for?"),
    ],
)
def test_the_question_is_put_right(before: str, typed: str, meant: str) -> None:
    assert _meant(before, typed) == meant


@pytest.mark.parametrize("typed", ["no", "no, that is wrong", "no thanks", "not really"])
def test_a_plain_no_puts_nothing_in(typed: str) -> None:
    assert "council" not in _meant("Who paid for the pilot?", typed)
    assert not understand(typed, [Turn("user", "Who paid for the pilot?"), Turn("assistant", "The council did.")]).put
