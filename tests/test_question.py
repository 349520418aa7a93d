"""What a question asks for is read from its form."""

from __future__ import annotations

import pytest

from assistant.question import announces, asked_for, dates, defines, fits


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What is Big Local?", "definition"),
        ("What was the Wigan Deal?", "definition"),
        ("What is meant by a wicked problem?", "definition"),
        ("What is the population of Coventry?", "fact"),
        ("What is at the top of the ladder?", "fact"),
        ("What is the name of the report?", "name"),
        ("What are the five conditions?", "list"),
        ("When was it announced?", "date"),
    ],
)
def test_the_kind_asked_for(question: str, kind: str) -> None:
    assert asked_for(question) == kind


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("What is the Deal?", "It is an informal agreement.", True),
        ("What is the Deal?", "It is best described as an informal agreement.", True),
        ("What is the Deal?", "The Deal is the odd one out.", False),
        ("What is the Deal?", "The Deal means that both sides give.", True),
        ("What is the Deal?", "The Deal supplies the means.", False),
        ("Who made the Deal?", "It is an informal agreement.", False),
        ("What is the Deal?", "The council is a broker.", False),
        ("What is MEAM?", "Making Every Adult Matter, known as MEAM, is a coalition of charities.", True),
        ("What is a disruptive innovator?", "They are the ones who challenge the status quo.", True),
        ("What is Cynefin?", "There is a framework called Cynefin.", True),
    ],
)
def test_a_definition_is_wanted_and_given(question: str, text: str, told: bool) -> None:
    assert defines(question, text) is told


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("What are the three lessons?", "Three lessons stand out.", True),
        ("What are the three lessons?", "Two lessons stand out.", False),
        ("What are the lessons?", "Several lessons stand out.", True),
        ("Who drew the lessons?", "Three lessons stand out.", False),
    ],
)
def test_a_list_is_promised_with_as_many_things(question: str, text: str, told: bool) -> None:
    assert announces(question, text) is told


def test_an_item_fits_a_question_after_a_list() -> None:
    assert fits("What are the five conditions?", "shared measurement", is_item=True)
    assert not fits("What are the five conditions?", "shared measurement")


@pytest.mark.parametrize(
    ("question", "text", "dated"),
    [
        ("When did the Deal begin?", "It was launched in 2014.", True),
        ("When did the Deal begin?", "May I say that I am not from Wigan?", False),
        ("When did the Deal begin?", "It was launched in May.", True),
        ("When did the Deal begin?", "Before we begin, a word on Wigan.", False),
        ("Who began the Deal?", "It was launched in 2014.", False),
    ],
)
def test_a_date_is_wanted_and_given(question: str, text: str, dated: bool) -> None:
    assert dates(question, text) is dated
