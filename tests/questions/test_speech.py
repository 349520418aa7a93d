"""A question may ask for the words of one speaker, who goes by several labels in a transcript, or for what was decided."""

from __future__ import annotations

import pytest

from assistant.questions.speech import (
    asked_of,
    asks_alone,
    decides,
    is_answered_by_the_speaker,
    labels,
    reports,
    spoken_of,
    unlabelled,
    wants_decision,
)


@pytest.mark.parametrize(
    ("question", "people"),
    [
        ("What did Ada Finch say about tolls?", [{"ada", "finch"}]),
        ("What does the harbour master think of the lamp?", [{"harbour", "master"}]),
        ("How did Ada Finch and Jo Bell respond to the storm?", [{"ada", "finch"}, {"jo", "bell"}]),
        ("What was Ada Finch's opinion on tolls?", [{"ada", "finch"}]),
        ("Summarize Ada Finch's opinions on tolls.", [{"ada", "finch"}]),
        ("What did Ada Finch (master of the ferry) think of tolls?", [{"ada", "finch"}]),
        ("What did the toll review officer and the harbour master say?", [{"toll", "review", "offic"}, {"harbour", "master"}]),
        ("What was the opinion of the harbour master on tolls?", [{"harbour", "master"}]),
        ("According to Jo Bell, why are tolls paid?", [{"jo", "bell"}]),
        ("Why are tolls paid, according to the master?", [{"master"}]),
        ("Who paid the tolls?", []),
        ("What is the harbour?", []),
    ],
)
def test_whose_words_are_asked_for(question: str, people: list[set[str]]) -> None:
    assert [set(person) for person in asked_of(question)] == people


@pytest.mark.parametrize(
    ("question", "word", "only_asks"),
    [
        ("Please summarize the talk on tolls.", "summar", True),
        ("Which sum was paid towards the tolls?", "toward", True),
        ("How large was the first sum?", "sum", False),
        ("What did Jo Bell propose about tolls?", "propos", True),
        ("What did Jo Bell refuse to pay?", "refus", False),
        ("Who made the proposal?", "propos", False),
        ("Can I bring a dog to the plot?", "bring", True),
        ("Who abandoned the plot?", "abandon", False),
        ("What did Jo Bell propose about tolls?", "toll", False),
    ],
)
def test_words_that_only_ask_are_none_that_a_text_may_lack(question: str, word: str, only_asks: bool) -> None:
    assert (word in asks_alone(question)) is only_asks


@pytest.mark.parametrize(
    ("question", "label", "told"),
    [
        ("What should a funder do differently?", "Funder (place programmes)", False),
        ("What does the funder want?", "Funder (place programmes)", True),
        ("How does the deal differ from other council programmes?", "COUNCIL OFFICER", False),
        ("What does the council do?", "COUNCIL OFFICER", False),
        ("What would the officer on the panel pay for?", "COUNCIL OFFICER", True),
        ("What does the tired council officer take home?", "Council officer (neighbourhoods)", True),
        ("Why did Jo Bell object?", "Jo Bell (Prime Minister)", True),
        ("What did miners think of it?", "Miners", True),
        ("Why did Ann Lee object?", "Jo Bell", False),
        ("Who pays?", "", False),
    ],
)
def test_a_speaker_is_spoken_of(question: str, label: str, told: bool) -> None:
    assert spoken_of(question)(label) is told


def test_labels_of_one_name_are_one_speaker() -> None:
    told = labels(["Jo Bell (Prime Minister)", None, "Ada Finch", "Jo Bell", "Jo Bell"])
    assert set(told) == {"Jo Bell (Prime Minister)", "Jo Bell", "Ada Finch"}
    assert told["Jo Bell"] == told["Jo Bell (Prime Minister)"] == {"jo", "bell", "prime", "minist"}
    assert told["Ada Finch"] == {"ada", "finch"}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the board decide on tolls?", True),
        ("What was agreed about lamps?", True),
        ("What are the recommendations of the report?", True),
        ("What did the board pay for lamps?", False),
        ("What are the action points from the meeting?", True),
        ("What did Ada and Jo decide to do?", True),
        ("Who agreed to the tolls?", False),
    ],
)
def test_what_was_decided_may_be_asked_for(question: str, expected: bool) -> None:
    assert wants_decision(question) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We agreed to paint the lamp.", True),
        ("I recommend a second lamp.", True),
        ("The board should pay.", True),
        ("All right, the lamp is good to go.", True),
        ("Then let's start with the lamp.", True),
        ("Please review the list of lamps.", True),
        ("I saw a lamp once.", False),
    ],
)
def test_what_says_that_something_is_decided(text: str, expected: bool) -> None:
    assert decides(text) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Jo Bell (Mayor): It rains.", "It rains."),
        ("It rains.", "It rains."),
        ("“It rains.” Then Mr Bell: “No.”", "“It rains.” Then Mr Bell: “No.”"),
    ],
)
def test_the_label_of_who_speaks_is_taken_away_where_it_opens_the_sentence(text: str, said: str) -> None:
    assert unlabelled(text) == said


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Who is uneasy about the wall?", "I have to say I'm uneasy about the wall.", True),
        ("Who seconded it?", "I'll second it.", True),
        ("Who said that the wall is safe?", "The wall is safe.", True),
        ("Who built the wall?", "The wall is safe.", False),
        ("Who built the wall?", "I'd build a wall.", False),
        ("Who built the wall?", "I did not build the wall.", False),
        ("Who is Ada Finch?", "I met Ada Finch.", False),
        ("When was the wall built?", "I built it in May.", False),
    ],
)
def test_who_says_a_sentence_may_be_who_is_asked_for(question: str, text: str, expected: bool) -> None:
    assert is_answered_by_the_speaker(question, text) is expected


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Dr Joshi warned that the river is cold.", True),
        ("Meera Joshi did not agree with it.", True),
        ("Cllr Tack said that Joshi was late.", False),
        ("The report names Joshi and said no more.", False),
    ],
)
def test_a_sentence_reports_what_somebody_says_by_the_surname(text: str, is_told: bool) -> None:
    assert reports(text, asked_of("What did Meera Joshi say about the river?")) == is_told
