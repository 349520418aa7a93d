"""What a question may mean is told by what the documents found are about, where they hold something that could answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer.decide.document_subjects import main_title, subjects
from assistant.answer.decide.readings import readings
from assistant.retrieve.retriever import Found
from tests.answer.decide.test_readings import found

PROGRAMMES = {
    "Wrapping up the first year of Open Harbours": "The programme ran for ten months, with 29 mentees. It cost £12,000.",
    "Singing on the quay: a pilot": "Calm Waters is a pilot. Calm Waters reached 44 families, and it was funded by Deal.",
    "The wall": "The wall of the harbour was built of stone in 1840.",
}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "How many people took part?",
            ("About Open Harbours: how many people took part?", "About “Singing on the quay”: how many people took part?"),
        ),
        (
            "Who funded the pilot?",
            (),  # one document alone tells who
        ),
        ("How much did it cost?", ()),  # nor does a second one name a sum
    ],
)
def test_the_documents_that_could_answer_are_offered(question: str, expected: tuple[str, ...]) -> None:
    assert readings(question, found(question, PROGRAMMES)) == expected


@pytest.mark.parametrize(
    ("question", "noun", "texts", "expected"),
    [
        (
            "When was it launched?",
            "",
            {"Ash": "Safe Harbours began in 2014.", "Beech": "It was launched in 2015.", "Cedar": "It was launched with a feast."},
            ["“Ash”", "“Beech”"],
        ),
        (
            "Where did it take place?",
            "",
            {"Ash": "It was held in Deal.", "Beech": "It was held on a Tuesday.", "Cedar": "It ran in Dover."},
            ["“Ash”", "“Cedar”"],
        ),
        (
            "When did the pilot start?",
            "pilot",
            {"Ash": "The pilot started in 2014.", "Beech": "The wall was started in 1840."},
            ["“Ash”"],
        ),
    ],
)
def test_a_document_must_hold_what_is_asked_for(question: str, noun: str, texts: dict[str, str], expected: list[str]) -> None:
    assert subjects(question, noun, found(question, texts).passages) == expected


def test_a_title_without_words_is_no_name_for_a_document() -> None:
    texts = {"479213 5737": "It was launched in 2014.", "Beech": "It was launched in 2015.", "4acb81f": "It was launched in May."}
    assert subjects("When was it launched?", "", found("When was it launched?", texts).passages) == ["“Beech”"]


def test_documents_on_one_thing_are_one_subject() -> None:
    texts = {"A year of Calm Waters": "It was launched in 2014.", "Five years of Calm Waters": "It was launched in May 2014."}
    assert subjects("When was it launched?", "", found("When was it launched?", texts).passages) == ["Calm Waters"]


def test_a_report_that_is_not_named_is_asked_back_where_several_say_as_much() -> None:
    question = "What did the report find about gulls?"
    texts = {"Birds of the wall": "Gulls nest on the wall.", "Noise: a study": "Gulls are loud.", "Stone": "The wall is of stone."}
    expected = ("What did “Birds of the wall” find about gulls?", "What did “Noise: a study” find about gulls?")
    assert readings(question, sought(question, texts)) == expected
    assert readings(question, sought(question, texts), "Tell me of the report on gulls.") == ()
    assert readings(question, sought(question, {**texts, "Noise: a study": "Terns are loud."})) == ()


def test_of_a_kind_that_several_documents_speak_of_others_are_not_offered() -> None:
    question = "What did the evaluation find about gulls?"
    texts = {
        "Gulls of Deal": "The evaluation found gulls.",
        "Gulls of Dover": "Our evaluation found gulls.",
        "Minutes": "Ada saw gulls.",
    }
    expected = ("What did “Gulls of Deal” find about gulls?", "What did “Gulls of Dover” find about gulls?")
    assert readings(question, sought(question, texts)) == expected
    assert len(readings(question, sought(question, {**texts, "Gulls of Dover": "We found gulls."}))) == len(texts)


def test_a_report_that_is_asked_what_every_report_has_may_be_any() -> None:
    question = "Who wrote the report?"
    texts = {"Birds of the wall": "Gulls nest on the wall.", "Noise: a study": "Terns are loud."}
    plain = found(question, texts)
    assert readings(question, replace(plain, query=replace(plain.query, focus={"wrote": 1.0}))) == (
        "Who wrote “Birds of the wall”?",
        "Who wrote “Noise: a study”?",
    )


def sought(question: str, texts: dict[str, str]) -> Found:
    """Return passages found for a question that asks for gulls."""
    plain = found(question, texts)
    return replace(plain, query=replace(plain.query, focus={"find": 1.0, "gull": 3.0}))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Singing on the quay: a pilot", "Singing on the quay"),
        ("Noise: a study", "Noise: a study"),
        ("Spending together (second edition)", "Spending together"),
        ("The wall", "The wall"),
    ],
)
def test_the_main_title_is_enough_where_it_is_several_words(title: str, expected: str) -> None:
    assert main_title(title) == expected
