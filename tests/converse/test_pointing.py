"""A message that points at a list just given asks about the things themselves."""

from __future__ import annotations

import pytest

from assistant.converse.meaning import understand
from assistant.converse.pointing import ordinal, points_at_a_list, several, which_of
from assistant.converse.topic import Said, listed
from assistant.types import Turn
from tests.converse.test_talk import talk

THREE = Said("Where is the levy?", "the levy", items=("Dover", "Deal", "Great Yarmouth"))
SECOND = Said("What about Deal?", "Deal", items=("Dover", "Deal", "Great Yarmouth"))
TWO = Said("What are the bands?", "bands", items=("tokenism", "power"))
PROSE = Said("What is it?", "it", items=("The board will meet in Dover", "it takes notes of what was said"))
COMPARED = Said("What is the difference between the levy and the toll?", "the levy", items=("a fee", "for ships", "at sea"))
AGAINST = Said("Is it better to lease or buy a boat?", "boat")
IN_2021 = talk("How much did Dover spend in 2021?", "Two million [1].")
PAIR = Said(
    "How long was the census?",
    "the census",
    items=("ferries", "tolls", "levies"),
    pair=(("the survey", "How long was the survey?"), ("the census", "How long was the census?")),
)
NOTHING = Said("Who runs the levy?", "the levy")


@pytest.mark.parametrize(
    ("said", "message", "standalone"),
    [
        (THREE, "the second one", "What about Deal?"),
        (THREE, "the middle one", "What about Deal?"),
        (THREE, "the final one", "What about Great Yarmouth?"),
        (COMPARED, "who ran the second one?", "who ran the toll?"),
        (SECOND, "number 3?", "What about Great Yarmouth?"),
    ],
)
def test_an_item_takes_the_place_of_its_number(said: Said, message: str, standalone: str) -> None:
    assert (found := ordinal(message, said)) and found[0] == standalone


@pytest.mark.parametrize(("said", "message"), [(TWO, "the middle one"), (TWO, "the third one"), (NOTHING, "the first one")])
def test_no_item_is_made_up(said: Said, message: str) -> None:
    assert ordinal(message, said) is None


@pytest.mark.parametrize(
    ("said", "message", "standalone"),
    [
        (THREE, "the last two", "What about “Deal” and “Great Yarmouth”?"),
        (THREE, "first two pls", "What about “Dover” and “Deal”?"),
        (SECOND, "and the other two?", "What about “Dover” and “Great Yarmouth”?"),
        (THREE, "all of them", "What about “Dover”, “Deal” and “Great Yarmouth”?"),
        (TWO, "both", "What about “tokenism” and “power”?"),
        (TWO, "compare them", "Compare tokenism and power"),
        (TWO, "what's the difference between the two?", "Compare tokenism and power"),
        (AGAINST, "compare the two", "Compare lease and buy"),
    ],
)
def test_several_are_asked_about_side_by_side(said: Said, message: str, standalone: str) -> None:
    assert (found := several(message, said)) and found[0] == standalone


@pytest.mark.parametrize(
    ("said", "message"),
    [(THREE, "both"), (NOTHING, "the last two"), (THREE, "the other two"), (THREE, "compare the two"), (PROSE, "both")],
)
def test_things_that_were_not_listed_are_not_asked_about(said: Said, message: str) -> None:
    assert several(message, said) is None


@pytest.mark.parametrize(
    ("said", "message", "standalone"),
    [
        (THREE, "which is biggest?", "Which is biggest: “Dover”, “Deal” or “Great Yarmouth”?"),
        (TWO, "which of them is better?", "Which is better: “tokenism” or “power”?"),
        (PAIR, "which is longer?", "Which is longer: “the survey” or “the census”?"),
        (PAIR, "which is best?", "Which is best: “ferries”, “tolls” or “levies”?"),
        (AGAINST, "which is cheaper?", "Which is cheaper: “lease” or “buy”?"),
        (PAIR, "and which came first?", "Which came first, the survey or the census?"),
    ],
)
def test_a_question_of_degree_is_asked_of_all_of_them(said: Said, message: str, standalone: str) -> None:
    assert (found := which_of(message, said)) and found[0] == standalone


@pytest.mark.parametrize(
    ("said", "message"), [(NOTHING, "which is bigger?"), (THREE, "which is Dover?"), (PROSE, "which is better?")]
)
def test_a_question_of_degree_needs_things_to_be_asked_of(said: Said, message: str) -> None:
    assert which_of(message, said) is None


@pytest.mark.parametrize(
    "message", ["the second one", "the last two", "first two pls", "number 3?", "and the third?", "tell me about both"]
)
def test_a_message_that_only_points_is_known(message: str) -> None:
    assert points_at_a_list(message)


@pytest.mark.parametrize(
    "message", ["the middle one", "the first report", "What did both towns pay?", "Who came second in the race?", "why?"]
)
def test_a_message_with_matter_of_its_own_does_not_only_point(message: str) -> None:
    assert not points_at_a_list(message)


def test_a_long_item_is_not_asked_what_it_is() -> None:
    said = Said("What are the steps?", "the steps", items=("Measure early", "Say what you will do and keep to it"))
    assert (found := ordinal("Why does the second one matter?", said))
    assert found[0] == "Why does “Say what you will do and keep to it” matter?"
    assert (found := ordinal("what is the last one?", said)) and found[0] == "What about “Say what you will do and keep to it”?"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("the second condition", "What about shared measurement?"),
        ("what is the last condition?", "What is backbone support?"),
        ("the second time", "the second time"),
    ],
)
def test_an_ordinal_may_count_what_the_list_is_of(typed: str, meant: str) -> None:
    told = "It names three conditions: [1]\n1. a common agenda; [2]\n2. shared measurement; [3]\n3. backbone support. [4]"
    assert understand(typed, [Turn("user", "What are its conditions?"), Turn("assistant", told)]).question.endswith(meant)


@pytest.mark.parametrize(
    ("before", "message", "standalone", "sides"),
    [
        (
            "What did Big Local cost?",
            "compare that with Total Place",
            "Compare Big Local and Total Place",
            (("Big Local", "What did Big Local cost?"), ("Total Place", "What did Total Place cost?")),
        ),
        ("Why is the pier closed?", "how does that compare to the lighthouse?", "Compare the pier and the lighthouse", None),
        ("What did Big Local cost?", "vs Total Place", "Compare Big Local and Total Place", None),
        ("What did Big Local cost?", "is that more than Total Place?", "Compare Big Local and Total Place", None),
    ],
)
def test_the_last_subject_is_compared_with_another(
    before: str, message: str, standalone: str, sides: tuple[tuple[str, str], ...] | None
) -> None:
    meaning = understand(message, [Turn("user", before), Turn("assistant", "It cost nothing [1].")])
    assert meaning.question == standalone
    assert sides is None or meaning.sides == sides


STEPS = talk(
    "What are the steps?", "1. A host who learned their names.\n2. Tea that nobody had to pay for.", "the second one", "Tea [1]."
)


@pytest.mark.parametrize(
    ("message", "standalone"),
    [("what about churches", "What about churches?"), ("why only that one", "Why only “Tea that nobody had to pay for”?")],
)
def test_an_item_gives_way_to_another_thing(message: str, standalone: str) -> None:
    assert understand(message, STEPS).question == standalone


def test_what_one_thing_is_and_did_is_no_list() -> None:
    assert listed("Fair Lives was a programme of the Tide Fund and ran from 2014 to 2022.") == ()


@pytest.mark.parametrize(
    ("message", "standalone"),
    [
        ("more than the year before?", "How much did Dover spend in 2020?"),
        ("is that less than last year", "How much did Dover spend in 2020?"),
        ("how does that compare with 2018?", "How much did Dover spend in 2018?"),
    ],
)
def test_what_was_asked_of_a_year_is_asked_of_another(message: str, standalone: str) -> None:
    assert understand(message, IN_2021).question == standalone


def test_what_is_asked_of_no_year_is_asked_in_one() -> None:
    history = talk("What did the board recommend?", "Patience [1].")
    assert understand("how does that compare with 2018", history).question == "What did the board recommend, in 2018?"


def test_the_cells_of_a_row_are_no_list() -> None:
    assert not listed("Best Buy 956 2, 938 1, and 925")


def test_what_somebody_has_is_chosen_from_no_list() -> None:
    assert which_of("what are their biggest risks", THREE) is None
