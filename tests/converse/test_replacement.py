"""What a follow-up names takes the place of its like; what the same was asked of can be compared."""

from __future__ import annotations

import pytest

from assistant.converse.meaning import understand
from assistant.converse.replacement import pair_of
from tests.converse.test_meaning import talk

BUDGET = talk("What was the harbour budget in 2018?", "It was two million [1].")
CENSUS = talk("What did the Coast Survey cost?", "Two million [1].", "and the Gull Census?", "Three million [1].")


@pytest.mark.parametrize(
    ("message", "standalone"),
    [
        ("How much was it in 2020?", "How much was the harbour budget in 2020?"),
        ("and in 2020?", "What was the harbour budget in 2020?"),
    ],
)
def test_another_year_takes_the_place_of_the_year_before(message: str, standalone: str) -> None:
    meaning = understand(message, BUDGET)
    assert meaning.question == standalone
    assert "2018" not in f"{meaning.question} {meaning.expanded} {meaning.about}"


def test_the_one_of_a_year_is_asked_for_behind_a_question_that_names_none() -> None:
    before = talk("What did a room in Hull cost?", "Ninety pounds [1].")
    assert understand("what about the 2019 one?", before).question == "What did a room in Hull cost, in 2019?"


def test_a_year_stays_where_no_other_is_named() -> None:
    assert understand("Who set it?", BUDGET).question == "Who set the harbour budget in 2018?"


def test_another_place_takes_the_place_of_the_one_before() -> None:
    meaning = understand("Who paid for it in Deal?", talk("What did the wall in Dover cost?", "Two million [1]."))
    assert "Deal" in meaning.question
    assert "Dover" not in f"{meaning.question} {meaning.expanded} {meaning.about}"


@pytest.mark.parametrize(
    ("question", "standalone"),
    [("What works in reducing fog?", "What works in reducing fog, in Dover?"), ("What works in harbours?", "What works in Dover?")],
)
def test_a_place_does_not_take_that_of_something_done(question: str, standalone: str) -> None:
    assert understand("and in Dover?", talk(question, "Bells help [1].")).question == standalone


def test_a_place_that_is_named_again_stays() -> None:
    meaning = understand("Who paid for it in Dover?", talk("What did the wall in Dover cost?", "Two million [1]."))
    assert meaning.about[0] == "the wall in Dover"


@pytest.mark.parametrize(
    ("history", "message", "standalone"),
    [
        (CENSUS, "compare the two", "Compare the Coast Survey and the Gull Census"),
        (CENSUS, "which of them is cheaper?", "Which is cheaper: “the Coast Survey” or “the Gull Census”?"),
        (
            talk("What is the Coast Survey?", "A survey [1].", "What is the Gull Census?", "A census [1]."),
            "compare the two",
            "Compare the Coast Survey and the Gull Census",
        ),
        (
            talk("When did the Tolls (Exemption) Act 2011 come into force?", "In 2012 [1]."),
            "and the Bridge Levy Act?",
            "When did the Bridge Levy Act come into force?",
        ),
        (
            talk("When did Dover Hall open?", "In 1998.", "How much did it cost?", "A lot.", "and Deal Hall?", "Less."),
            "which one is bigger?",
            "Which is bigger: “Dover Hall” or “Deal Hall”?",
        ),
        (talk("When did season 9 begin?", "In May [1]."), "and season 10?", "When did season 10 begin?"),
        (talk("Who is treasurer of the hall?", "Jo [1]."), "and the secretary?", "Who is the secretary of the hall?"),
        (talk("Who is the hall's mayor?", "Jo [1]."), "and the deputy mayor?", "Who is the hall's deputy mayor?"),
        (talk("What is the oldest mill in the valley?", "Ours [1]."), "and the newest?", "What is the newest mill in the valley?"),
        (talk("What is the oldest mill?", "Ours [1]."), "what about the most famous?", "What is the most famous mill?"),
        (talk("Do sailors like the toll?", "No [1]."), "and farmers?", "Do farmers like the toll?"),
        (talk("What did Hythe do about its ferry?", "Sold it [1]."), "and Deal?", "What did Deal do about its ferry?"),
        (talk("Tell me about Hythe's toll trial", "It ended [1]."), "what about Deal?", "Tell me about Deal's toll trial"),
        (
            talk("What did Mr. Finch say about tolls?", "No [1]."),
            "and the Prime Minister?",
            "What did the Prime Minister say about tolls?",
        ),
        (
            talk("What did Ada Finch say about tolls?", "No [1]."),
            "what about the bus in Deal?",
            "What did Ada Finch say about the bus in Deal?",
        ),
        (talk("How much does Hythe get from the toll?", "A lot [1]."), "and Deal?", "How much does Deal get from the toll?"),
        (talk("What is the rent in Bath and North East Wessex?", "9 [1]."), "and in Deal?", "What is the rent in Deal?"),
        (
            talk("what was the mean speed on mill lane?", "9 [1]."),
            "and Church Street?",
            "What was the mean speed on Church Street?",
        ),
        (talk("How many were seen by all three boats?", "9 [1]."), "and two?", "How many were seen by two boats?"),
        (
            talk("What did Hythe spend on nets in 2020?", "9 [1]."),
            "what about boat repairs?",
            "What did Hythe spend on boat repairs in 2020?",
        ),
        (
            talk("What did Hythe spend on nets in 2020?", "9 [1]."),
            "what about R&D that year",
            "What did Hythe spend on R&D in 2020?",
        ),
        (talk("How much did Hythe spend on nets in 2020?", "9 [1]."), "and on rope", "How much did Hythe spend on rope in 2020?"),
        (talk("What was Hythe's income in 2020?", "9 [1]."), "what about debt that year?", "What was Hythe's debt in 2020?"),
        (
            talk("How much did Best Ferry's tolls come to in 2020?", "9 [1]."),
            "what about rent?",
            "How much did Best Ferry's rent come to in 2020?",
        ),
        (talk("How many boats did Hythe own in 2020?", "9 [1]."), "what about nets?", "About Hythe: what about nets in 2020?"),
        (
            talk("Who did the Dover researchers talk to?", "To many [1]."),
            "What did they find?",
            "What did the Dover researchers find?",
        ),
    ],
)
def test_what_was_asked_about_is_kept_apart_and_together(history: list, message: str, standalone: str) -> None:  # type: ignore[type-arg]
    assert understand(message, history).question == standalone


def test_two_things_that_the_same_was_asked_of_keep_their_questions() -> None:
    sides = understand("compare the two", CENSUS).sides
    assert sides == (("the Coast Survey", "What did the Coast Survey cost?"), ("the Gull Census", "What did the Gull Census cost?"))


def test_a_decline_leaves_the_person_who_was_asked_about() -> None:
    history = talk(
        "What did Ada Finch win?", "Ben Mill and Ada Finch won cups [1].", "and Cora Deal?", "The corpus does not answer this."
    )
    assert understand("When did she stop?", history).question == "When did Cora Deal stop?"


@pytest.mark.parametrize(
    ("places", "standalone"),
    [
        (("Hythe", "Deal"), "About Deal: how many of them did it accept?"),
        (("Deal",), "About Hythe: how many of them did it accept, in Deal?"),
    ],
)
def test_a_place_takes_that_of_the_one_in_front(places: tuple[str, ...], standalone: str) -> None:
    history = talk("What happened in Hythe?", "It met [1].", "how many of them did it accept?", "Two [1].")
    assert understand("and in Deal?", history, lambda name: name in places).question == standalone


def test_the_topic_moves_on_to_the_place_that_was_put_in() -> None:
    history = talk("What happened in Hythe?", "It met [1].", "and in Deal?", "It met there too [1].")
    assert understand("when was that", history).question == "About Deal: when was that?"


REVENUE = talk("What were Best Ferry's total revenues in 2022?", "Nine million [1].")
BOATS = talk("How many boats does the Hythe ferry have?", "Nine [1].")
OPTIONS = talk("What did option C save in Hythe?", "Nine [1].")


@pytest.mark.parametrize(
    ("history", "message", "standalone"),
    [
        (REVENUE, "how many people do they employ", "About Best Ferry: how many people do they employ?"),
        (REVENUE, "was it profitable?", "Was Best Ferry profitable?"),
        (REVENUE, "which segment was biggest", "About Best Ferry: which segment was biggest?"),
        (REVENUE, "what did they spend on nets that year", "About Best Ferry: what did they spend on nets in 2022?"),
        (REVENUE, "who is the CEO", "About Best Ferry: who is the CEO?"),
        (REVENUE, "what's the % change", "About Best Ferry's total revenues in 2022: what's the % change?"),
        (REVENUE, "why did it go up?", "Why did Best Ferry's total revenues in 2022 go up?"),
        (REVENUE, "and operating margin in 2021", "What were Best Ferry's operating margin in 2021?"),
        (BOATS, "and the Deal one", "How many boats does the Deal ferry have?"),
        (BOATS, "how about the one in Deal", "How many boats does the Deal ferry have?"),
        (BOATS, "and Deal's?", "How many boats does the Deal ferry have?"),
        (BOATS, "same question for Deal", "How many boats does the Deal ferry have?"),
        (BOATS, "Deal i mean", "How many boats does the Deal ferry have?"),
        (BOATS, "what's the difference with Deal", "Compare the Hythe ferry and the Deal ferry"),
        (OPTIONS, "and option b?", "What did option B save in Hythe?"),
        (OPTIONS, "what about A", "What did option A save in Hythe?"),
        (OPTIONS, "what's the risk", "About option C: what's the risk?"),
        (
            talk("What is the toll service in Hythe?", "9 [1]."),
            "and the year before",
            "About the toll service in Hythe: the year before",
        ),
        (talk("What did Ada Finch say about tolls?", "No [1]."), "and on rope?", "What did Ada Finch say about rope?"),
        (talk("What did Ada Finch say about the cost of rope?", "No [1]."), "how much will it cost?", "How much will rope cost?"),
        (talk("What did Ada Finch say about tolls?", "No [1]."), "who asked her that", "Who asked Ada Finch that?"),
        (talk("What is the Hythe Deal?", "9 [1]."), "what about Tide Fund", "What is Tide Fund?"),
        (
            talk("What does the Bridge Act give us?", "9 [1]."),
            "and the harbour dues act?",
            "What does the harbour dues act give us?",
        ),
        (
            talk("What is the Tide Fund?", "A fund [1].", "what are they doing about the nets?", "Nothing [1]."),
            "and boats?",
            "About the Tide Fund: what are they doing about boats?",
        ),
        (talk("What was the toll per trip on the ferry?", "9 [1]."), "and on the 42?", "What was the toll per trip on the 42?"),
        (
            talk("how many sailors use the net scheme in Hythe", "9 [1]."),
            "what does it cost",
            "What does the net scheme in Hythe cost?",
        ),
        (
            talk("What is the toll?", "9 [1]."),
            "how much of that goes to the Tide Fund",
            "About the toll: how much of that goes to the Tide Fund?",
        ),
        (talk("What is the toll?", "9 [1]."), "who gave that figure", "What is the toll?"),
        (talk("What is the toll?", "9 [1]."), "who told the panel this?", "What is the toll?"),
        (
            talk("What is the Tide Fund?", "A fund [1].", "what about nets?", "It buys nets [1]."),
            "what about boats?",
            "About the Tide Fund: what about boats?",
        ),
        (
            talk("What is the Tide Fund?", "A fund [1].", "what about nets?", "It buys nets [1]."),
            "and boats",
            "About the Tide Fund: boats",
        ),
        (
            talk("Tell me about Best Ferry", "9 [1].", "what about net income?", "9 [1]."),
            "who are its rivals",
            "Who are Best Ferry's rivals?",
        ),
        (
            talk("Tell me about Best Ferry", "9 [1].", "what about net income?", "9 [1].", "same for Tide Fund", "8 [1]."),
            "who are its rivals",
            "Who are Tide Fund's rivals?",
        ),
        (talk("Who is the chair of the Tide Fund?", "Ada [1]."), "is it run by Deal", "Is the Tide Fund run by Deal?"),
        (talk("What did Best Buy's rent come to?", "9 [1]."), "did it go up?", "Did Best Buy's rent go up?"),
        (talk("What's happening with trees in Hythe?", "9 [1]."), "what about parks", "About trees in Hythe: what about parks?"),
        (talk("who paid for a ferry in hythe?", "Ada [1]."), "and the Clerk?", "About ferry in hythe: the Clerk"),
        (
            talk("who paid for the ferry?", "Ada [1]."),
            "how much from the Tide Fund",
            "About the ferry: how much from the Tide Fund?",
        ),
        (talk("Who paid for the ferry?", "Ada [1]."), "why did she?", "Why was the ferry paid for?"),
        (talk("What is the Tide Fund?", "A fund [1]."), "is Deal one?", "About the Tide Fund: is Deal one?"),
        (
            talk("What did Ada Finch say about tolls?", "No [1]."),
            "what did Jo Bell say to that",
            "What did Jo Bell say about tolls?",
        ),
        (talk("What is the Tide Fund?", "A fund [1]."), "and the Bridge Levy, is that going up?", "Is the Bridge Levy going up?"),
    ],
)
def test_what_is_put_is_told_from_what_points_at_it(history: list, message: str, standalone: str) -> None:  # type: ignore[type-arg]
    assert understand(message, history).question == standalone


def test_a_small_first_letter_makes_no_difference_to_a_pair() -> None:
    pair = pair_of("what did the oysters cost?", "What did the seagrass cost?")
    assert [thing for thing, _ in pair] == ["the oysters", "the seagrass"]


def test_questions_that_are_alike_in_nothing_make_no_pair() -> None:
    assert pair_of("Why?", "Why?") == ()
