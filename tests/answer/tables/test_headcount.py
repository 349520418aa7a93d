"""How many people an organisation employs is told by the sentence of its report that says so, under whatever name it goes there."""

from __future__ import annotations

import pytest

from assistant.answer.tables.told_once import headcount
from assistant.types import Document, Segment

NAMED = frozenset({"harwich", "ferri"})


def told(question: str, text: str) -> str | None:
    document = Document(text, (Segment(0, len(text), "paragraph"),), id="ferries.pdf")
    found = headcount(question, NAMED, (document,))
    assert found is None or document.text[slice(*found.span)] == found.text
    return found.text if found else None


@pytest.mark.parametrize(
    "question",
    [
        "How many people work for Harwich Ferries?",
        "How many employees does Harwich Ferries have?",
        "How many people did Harwich Ferries employ at the end of 2022?",
        "How many people did Harwich Ferries employ in FY2022?",
        "How many staff are employed by Harwich Ferries?",
        "How large is Harwich Ferries' workforce?",
        "harwich ferries headcount 2022",
        "What is the number of employees of Harwich Ferries?",
    ],
)
@pytest.mark.parametrize(
    "sentence",
    [
        "As of 31 December 2022, we had approximately 41,000 employees in nine ports.",
        "In 2022 the Company employed 516 people, 40 of them abroad.",
        "At the end of 2022 our total workforce was about 1,156.",
        "Each of our 2,110 full- and part-time employees had a share in what 2022 brought.",
    ],
)
def test_the_sentence_of_that_form_tells_it(question: str, sentence: str) -> None:
    assert told(question, f"We sail far. {sentence} It rained.") == sentence


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many employees does Harwich Ferries have in Deal?", "We had 500 employees in 2022."),
        ("How many people did Harwich Ferries employ in 2003?", "In 2022 we employed 500 people."),
        ("How many part-time employees does Harwich Ferries have?", "We had 500 full-time employees."),
        ("How many people sail with Harwich Ferries?", "We had 500 employees."),
        ("How many people work for Harwich Ferries?", "The town had 500 people, and we had 2022 employees in mind."),
    ],
)
def test_another_question_or_another_sentence_is_none_of_this(question: str, text: str) -> None:
    assert told(question, text) is None


def test_two_years_in_one_sentence_are_both_told() -> None:
    text = "At the end of 2022 and 2021, our total workforce was about 1,156 and 1,040."
    assert told("Harwich Ferries headcount 2022 v 2021??", f"{text} In 2022 we had 500 employees in our union.") == text


def test_the_whole_goes_before_a_part_and_the_latest_before_those_before_it() -> None:
    text = "In 2022 we had 900 employees in our union. In 2021 we had 400 employees. In 2022 we had 500 employees."
    assert told("How many people work for Harwich Ferries?", text) == "In 2022 we had 500 employees."
