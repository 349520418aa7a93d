"""The dark side of a thing, what is not known of it and what is not so: which questions are after it, which sentences tell it."""

from __future__ import annotations

import time

import pytest

from assistant.questions.drawbacks import (
    HINTS,
    UNDER,
    asks_in_the_negative,
    denies,
    drawback_asked,
    is_criticism_asked,
    objected_to,
    speaks_against,
    tells_drawback,
    tells_harm,
)
from assistant.text.terms import stems


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What are the risks of the Deal?", "risk"),
        ("What were the main problems with tolls?", "problem"),
        ("What difficulties did the harbour have?", "difficulti"),
        ("What risks the Deal?", None),
        ("What are the tolls of the harbour?", None),
        ("What stops ships from calling?", "barrier"),
        ("What made it so hard to call?", "barrier"),
        ("What stopped?", "barrier"),
        ("What is not known yet about the wreck?", "gap"),
        ("What have they not understood of the wreck?", "gap"),
        ("What remains unclear?", "gap"),
        ("What is known about the wreck?", None),
    ],
)
def test_the_dark_side_of_a_thing_may_be_asked_for(question: str, expected: str | None) -> None:
    assert drawback_asked(question) == expected


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("What are the risks of the toll?", "The danger is that ships stay away.", 1.0),
        ("What are the drawbacks of the toll?", "It risks a quarrel.", 1.0),
        ("What are the risks of the toll?", "Fewer ships call, and the quay is hard to keep.", HINTS),
        ("What are the risks of the toll?", "The toll is paid at the quay.", 0.0),
        ("What is not known about the toll?", "There are gaps in the accounts.", 1.0),
        ("Who pays the toll?", "The danger is that ships stay away.", 0.0),
    ],
)
def test_how_far_a_sentence_tells_it(question: str, text: str, told: float) -> None:
    assert tells_drawback(question, text, stems(text)) == told


def test_what_stands_under_a_heading_that_names_the_side_tells_it() -> None:
    question, text = "What challenges did the harbour face?", "More ships call than there are berths."
    assert tells_drawback(question, text, stems(text), stems("Challenges:")) == UNDER
    assert tells_drawback(question, text, stems(text), stems("Berths")) == 0.0


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Why was the toll not paid?", True),
        ("About the toll: why was it never paid?", True),
        ("What can’t the board do?", True),
        ("Isn't the toll paid?", False),
        ("Why not pay the toll?", False),
        ("Who decides whether or not it is paid?", False),
        ("Who pays the toll, if not the master?", False),
        ("Why was the toll paid?", False),
    ],
)
def test_what_is_asked_in_the_negative(question: str, asks: bool) -> None:
    assert asks_in_the_negative(question) == asks


@pytest.mark.parametrize(
    ("text", "says_no"),
    [("We cannot mend it.", True), ("Nobody came.", True), ("It wasn’t lit.", True), ("The knot was tied and noted.", False)],
)
def test_what_says_that_something_is_not_so(text: str, says_no: bool) -> None:
    assert denies(text) == says_no


@pytest.mark.parametrize(
    ("question", "thing", "is_criticism"),
    [
        ("What are the criticisms of the toll?", "the toll", True),
        ("What were the main objections to dearer permits?", "dearer permits", True),
        ("What are the disadvantages of the toll?", "the toll", False),
        ("What is the toll?", None, False),
    ],
)
def test_what_speaks_against_a_thing_may_be_asked_for(question: str, thing: str | None, is_criticism: bool) -> None:
    assert objected_to(question) == thing
    assert is_criticism_asked(question) is is_criticism


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("A petition against it had 1,100 names.", True),
        ("Residents complain about noise.", True),
        ("That is also where it may go wrong.", True),
        ("The toll is paid at the quay.", False),
    ],
)
def test_what_speaks_against_a_thing_says_so(text: str, against: bool) -> None:
    assert speaks_against(text) is against


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("Two boats were lost.", True),
        ("It is hard to moor there.", True),
        ("The report is called Hard Edges.", False),
        ("One cannot tell from its name.", False),
        ("It was not always so.", False),
    ],
)
def test_what_only_denies_tells_of_no_harm(text: str, harm: bool) -> None:
    assert tells_harm(text) is harm


def test_a_long_line_names_no_thing_as_soon_as_a_short_one() -> None:
    began = time.process_time()
    assert objected_to(f"What are the criticisms of {'-' * 20_000} x;1") is None
    assert time.process_time() - began < 1.0  # it takes a millisecond
