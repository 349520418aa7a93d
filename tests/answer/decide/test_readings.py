"""A question that leaves its thing open is sent back with what the corpus offers; one that names it never is."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.answer.decide.readings import readings
from assistant.retrieve.retriever import Found, Query
from assistant.text.terms import terms
from assistant.types import Locator, Passage

TEXTS = {
    "First": "The Safe Harbours programme was launched in 2014. Safe Harbours had £12 million for nine areas of the coast.",
    "Second": "The programme after it was Calm Waters. Calm Waters was launched in 2021, and there were four areas in it.",
    "Third": "The Bridge Levy Act 2004 came into force in May 2005. People had waited for it since Safe Harbours.",
    "Fourth": "A second law, the Tolls (Exemption) Act 2011, came into force in 2012. It paid for Calm Waters.",
    "Fifth": "Ships were freed by the Tolls (Exemption) Act 2011 of what the Bridge Levy Act 2004 had laid on them.",
}


def found(question: str, texts: dict[str, str] = TEXTS) -> Found:
    passages = tuple(
        Passage(n, 1.0 - 0.05 * n, f"{n}.txt", title, "report", None, Locator(), 0, len(text), text, f"{n}.txt#c=0-{len(text)}@0")
        for n, (title, text) in enumerate(texts.items(), 1)
    )
    return Found(Query(question, np.zeros(3, np.float32), (), {}, terms(question), {}, focus={}, rarest=1.0), passages, ())


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When was it launched?", {"When was Safe Harbours launched?", "When was Calm Waters launched?"}),
        ("When was the programme launched?", {"When was Safe Harbours launched?", "When was Calm Waters launched?"}),
        (
            "How many areas were there?",
            {"About Safe Harbours: how many areas were there?", "About Calm Waters: how many areas were there?"},
        ),
        (
            "When did the Act come into force?",
            {"When did the Bridge Levy Act 2004 come into force?", "When did the Tolls (Exemption) Act 2011 come into force?"},
        ),
    ],
)
def test_an_open_question_gets_the_readings_that_the_corpus_offers(question: str, expected: set[str]) -> None:
    assert set(readings(question, found(question))) == expected


@pytest.mark.parametrize(
    "question",
    [
        "When was Calm Waters launched?",
        "When did the Bridge Levy Act come into force?",
        "How much money did the Safe Harbours programme have?",
        "When was the 2021 programme launched?",
        "Who ran the ferry programme?",
        "What are wicked problems?",
        "What role did the city council play?",
        "Why do gulls nest on walls?",
        "What did the company report?",
    ],
)
def test_a_question_that_names_its_thing_is_never_sent_back(question: str) -> None:
    assert readings(question, found(question)) == ()


def test_what_is_called_another_kind_of_thing_is_not_offered() -> None:
    funded = {title: f"{text} In 2014 it was launched by the Tide Lottery Fund." for title, text in TEXTS.items()}
    question = "When was the programme launched?"
    assert set(readings(question, found(question, funded))) == {
        "When was Safe Harbours launched?",
        "When was Calm Waters launched?",
    }


def test_a_document_is_not_offered_for_a_programme_beside_two_programmes() -> None:
    ended = {
        "Safe Harbours at ten": "The programme ended in 2014.",
        "Calm Waters at five": "The programme ended in 2016.",
        "Lamps of the old quay": "The programme ended in 2019.",
    }
    question = "When did the programme end?"
    assert readings(question, found(question, ended)) == ("When did Safe Harbours end?", "When did Calm Waters end?")


def test_what_something_cost_is_no_cost_that_is_asked_for() -> None:
    cost = {
        "First": "Safe Harbours cost £12 million. It was Safe Harbours.",
        "Second": "Calm Waters cost £3 million. It was Calm Waters.",
    }
    question = "How much did the programme cost?"
    cost |= {"More": "Safe Harbours and Calm Waters were long."}
    assert set(readings(question, found(question, cost))) == {"How much did Safe Harbours cost?", "How much did Calm Waters cost?"}


def test_an_office_is_of_a_text_that_speaks_of_it() -> None:
    texts = TEXTS | {"Sixth": "The treasurer of Gull Trust was paid £40 in 2019. Gull Trust has a boat."}
    assert readings("Is the treasurer paid?", found("Is the treasurer paid?", texts)) == ()


def test_the_one_text_that_is_titled_by_a_noun_is_meant() -> None:
    question = "When was the strategy launched?"
    assert len(readings(question, found(question))) == 2
    titled = {"First": TEXTS["First"], "Second": TEXTS["Second"], "A strategy for boats": "It was launched in 2019 by the town."}
    assert readings(question, found(question, titled)) == ()


def test_one_thing_that_could_be_meant_is_no_choice() -> None:
    question = "When was the programme launched?"
    alone = {"First": TEXTS["First"], "More": "Safe Harbours was launched with a feast."}
    assert readings(question, found(question, alone)) == ()
    assert readings(question, found(question, {})) == ()


def test_a_thing_that_alone_has_the_word_of_its_kind_in_its_name_is_meant() -> None:
    question = "How much did the festival cost?"
    named = {"Note": "The Kelp Festival cost 88,000 pounds.", **TEXTS}
    assert readings(question, found(question, named)) == ()
    assert readings(question, found(question, {"Note": "The feast cost 88,000 pounds, Safe Harbours said.", **TEXTS})) != ()


@pytest.mark.parametrize(("called", "others"), [("programme", set()), ("feast", {"When was Bright Lanterns launched?"})])
def test_where_the_texts_call_some_by_the_noun_no_others_are_offered(called: str, others: set[str]) -> None:
    question = "When was the programme launched?"
    texts = {
        "First": "The Safe Harbours programme was launched in 2014.",
        "Second": f"Calm Waters was a {called} of the coast. Calm Waters was launched in 2021.",
        "Third": "Bright Lanterns was launched in 2019.",
        "Fourth": "What came of Bright Lanterns, of Calm Waters, of Safe Harbours.",
    }
    expected = {"When was Safe Harbours launched?", "When was Calm Waters launched?", *others}
    assert set(readings(question, found(question, texts))) == expected


def test_the_readings_stand_alone() -> None:
    question = "When was it launched?"
    for reading in readings(question, found(question)):
        assert readings(reading, found(reading)) == ()
