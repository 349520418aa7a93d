"""A question is read on one line, with the apostrophes that it lacks, and with one verb for "came up with"."""

from __future__ import annotations

import pytest

from assistant.text.contractions import in_one_line, in_one_verb, with_apostrophes, with_counts


@pytest.mark.parametrize(
    "typed",
    [
        "  Who pays for  the bridges? \n",
        "Who pays\nfor\tthe bridges?",
        "Who\u00a0pays for\u2003the bridges?",
        "\ud800\ufeffWho\0 pays for\u200b the brid\u00adges?",
        "👋 Who pays for the bridges?? 🙏🏽",
        "Who pays for the bridges?!!",
        "Um, Who pays for for the bridges?",
        "Who who pays for the the bridges?",
    ],
)
def test_a_pasted_question_is_read_as_if_it_were_typed(typed: str) -> None:
    assert in_one_line(typed) == "Who pays for the bridges?"


@pytest.mark.parametrize(
    "text", ["Stop! Who pays?", "Is it C₂H₆ at 20 °C?", "Why !important?", "A → B", "Who saw Duran Duran?", "the hum of it", "UM"]
)
def test_marks_and_signs_within_a_question_stay(text: str) -> None:
    assert in_one_line(text) == text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("whats the deal and why didnt it work", "what's the deal and why didn't it work"),
        ("What's the deal", "What's the deal"),
        ("Who’s the chair, and why didn’t it work", "Who's the chair, and why didn't it work"),
        ("whens it due", "when is it due"),
        ("How’s it paid for", "How is it paid for"),
        ("wants and dents", "wants and dents"),
    ],
)
def test_contractions_get_a_straight_apostrophe(typed: str, read: str) -> None:
    assert with_apostrophes(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("What are the 3 lessons?", "What are the three lessons?"),
        ("which 12 areas", "which twelve areas"),
        ("the 3 years", "the 3 years"),
        ("the 3 million", "the 3 million"),
        ("the 40 areas", "the 40 areas"),
        ("in 3 areas", "in 3 areas"),
    ],
)
def test_a_count_of_what_is_asked_for_is_read_in_words(typed: str, read: str) -> None:
    assert with_counts(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Who came up with the levy?", "Who devised the levy?"),
        ("who thought up the levy", "who devised the levy"),
        ("who comes up with ideas", "who devises ideas"),
        ("how did they come up with it", "how did they devise it"),
        ("who was asked to come up with it", "who was asked to devise it"),
        ("When did it come up?", "When did it come up?"),
        ("what came up at the meeting", "what came up at the meeting"),
    ],
)
def test_to_come_up_with_is_to_devise(typed: str, read: str) -> None:
    assert in_one_verb(typed) == read
