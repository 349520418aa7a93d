"""A bare phrase that is a name in the corpus asks the same of that thing, or is a new subject; another one is said of the last."""

from __future__ import annotations

import pytest

from assistant.converse.bare_name import bare_phrase
from assistant.converse.meaning import understand
from assistant.types import Turn

NAMES = {
    "dover": ("Dover", True),
    "bridge levy": ("the Bridge Levy", False),
    "tide fund": ("Tide Fund", False),
    "ada finch": ("Ada Finch", False),
}


def standing(phrase: str) -> tuple[str, bool] | None:
    return NAMES.get(phrase.lower().removeprefix("the "))


@pytest.mark.parametrize(
    ("asked", "message", "meant", "instead"),
    [
        ("Who funded the work in Harwich?", "dover", "Who funded the work in Dover?", "Dover"),
        ("Who funded the lamps?", "Dover", "Who funded the lamps, in Dover?", "Dover"),
        ("What is the Harbour Wall?", "bridge levy", "What is the Bridge Levy?", "Bridge Levy"),
        ("What is the Harbour Wall?", "tide fund?", "What is Tide Fund?", "Tide Fund"),
        ("Who funded the Harbour Wall pilots?", "tide fund", "Tide Fund", None),
        ("Who funded the lamps?", "Ada Finch", "Ada Finch", None),
        ("When did Dover join?", "dover", "Dover", None),
        ("Who funded the lamps?", "whale oil", "About the lamps: whale oil", None),
        ("Who funded the lamps?", "and in Dover?", "Who funded the lamps, in Dover?", None),
    ],
)
def test_a_name_stands_for_itself(asked: str, message: str, meant: str, instead: str | None) -> None:
    history = [Turn("user", asked), Turn("assistant", "The harbour board [1].")]
    meaning = understand(message, history, standing)
    assert (meaning.question, meaning.instead and meaning.instead.question) == (meant, instead)


def test_without_a_question_before_it_a_name_is_left_alone() -> None:
    assert understand("dover", [], standing).question == "dover"


def test_a_question_that_was_asked_back_is_settled_first() -> None:
    history = [Turn("user", "How much did it cost?"), Turn("assistant", "Which one do you mean?")]
    assert understand("dover", history, standing).question == "About dover: how much did it cost?"


def test_what_a_name_was_taken_for_is_remembered() -> None:
    history = [Turn("user", "Who funded the work in Harwich?"), Turn("assistant", "A fund [1]."), Turn("user", "dover")]
    history.append(Turn("assistant", "The harbour board [1]."))
    assert understand("and in Deal?", history, standing).question == "Who funded the work in Deal?"


@pytest.mark.parametrize(
    ("message", "phrase"),
    [
        ("the Bridge Levy?", "the Bridge Levy"),
        ("marmot", "marmot"),
        ("in Dover", None),
        ("and Dover?", None),
        ("who paid", None),
        ("2015", None),
        ("locks, weirs", None),
        ("harbour walls bridges lamps ferries boats", None),
        ("", None),
    ],
)
def test_a_bare_phrase_is_a_few_words_and_nothing_else(message: str, phrase: str | None) -> None:
    assert bare_phrase(message) == phrase
