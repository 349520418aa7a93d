"""A reply to "Which do you mean?" settles the question that was asked back."""

from __future__ import annotations

import pytest

from assistant.converse.meaning import understand
from assistant.converse.pointing import WHICH_ONE, asks_back, with_readings
from tests.converse.test_meaning import talk

ASKED_BACK = talk("When did the pilot start?", WHICH_ONE)


@pytest.mark.parametrize(
    "message",
    ["Harwich", "Harwich.", "in Harwich", "the one in Harwich", "I mean Harwich", "the Harwich one", "sorry, I meant Harwich"],
)
def test_a_name_settles_what_was_asked_back(message: str) -> None:
    meaning = understand(message, ASKED_BACK)
    assert meaning.question == "About Harwich: when did the pilot start?"
    assert meaning.about == ("Harwich",)


def test_it_goes_on_from_there() -> None:
    history = [*ASKED_BACK, *talk("Harwich", "In 2004 [1].")]
    assert understand("and Dover?", history).question == "About Dover: when did the pilot start?"


@pytest.mark.parametrize("message", ["Who paid for the wall in Dover?", "How long is the ferry season of the whole coast?", "it"])
def test_a_question_of_its_own_settles_nothing(message: str) -> None:
    assert not understand(message, ASKED_BACK).question.endswith("when did the pilot start?")


def test_a_name_settles_nothing_where_nothing_was_asked_back() -> None:
    told = talk("When did the pilot start?", "In 2004 [1].")
    assert understand("Harwich", told).question != "About Harwich: when did the pilot start?"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (WHICH_ONE, True),
        ("There are several clinics. Which one are you referring to?", True),
        ("The pilot began in 2004.", False),
        ("The report asks: what is a pilot? It says that it is a trial.", False),
    ],
)
def test_only_an_answer_that_ends_with_the_question_asks_back(answer: str, expected: bool) -> None:
    assert asks_back(answer) is expected


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("the second one", "About Dover: when did the pilot of the long harbour wall start?"),
        ("the first", "When did the Harwich pilot start?"),
        ("Dover", "About Dover: when did the pilot start?"),
    ],
)
def test_what_was_offered_can_be_pointed_at(message: str, question: str) -> None:
    offered = ("When did the Harwich pilot start?", "About Dover: when did the pilot of the long harbour wall start?")
    assert understand(message, talk("When did the pilot start?", with_readings(WHICH_ONE, offered))).question == question
