"""A message that states something and asks nothing is told from questions, requests and keywords."""

from __future__ import annotations

import pytest

from assistant.converse.requests import claimed, is_remark


@pytest.mark.parametrize(
    "message",
    [
        "Leasing is a good option.",
        "They sound similar in function, it seems",
        "cash is king imo",
        "I think councils do less for less",
        "doesnt work for me",
        "But the towns have no money.",
        "Lessons from Dover are of no use here.",
        "Nobody knows which one is right.",
        "It depends on how many towns have paid.",
    ],
)
def test_a_statement_is_a_remark(message: str) -> None:
    assert is_remark(message)


@pytest.mark.parametrize(
    "message",
    [
        "Who paid for it",
        "Is leasing a good option",
        "I want to know who paid",
        "tell me what it is",
        "the six tolls which one is about carts",
        "The Bridge Levy how many towns are in it and who has left",
        "need a quote on why the bridge matters",
        "the Bridge Levy in Dover",
        "housing costs",
        "Leasing is good, isn't it?",
        "I would like a summary of what is said",
        "What was built is what?",
        "Qu'est-ce que c'est",
        "never mind. how many towns are there",
        "total place, what was that",
        "reasons why it is hard to lease",
        "council officer takes home from workshop",
    ],
)
def test_what_asks_or_names_is_none(message: str) -> None:
    assert not is_remark(message)


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("“The Bridge Levy was introduced in 2004.” is this true?", "The Bridge Levy was introduced in 2004"),
        ('"The levy pays for all" true?', "The levy pays for all"),
        ("The levy pays for the bridge. Is that correct", "The levy pays for the bridge"),
        ("Is that true?", None),
        ("The levy pays for the bridge. Who pays the levy?", None),
    ],
)
def test_a_sentence_with_a_question_after_its_truth_is_a_claim(message: str, sentence: str | None) -> None:
    assert claimed(message) == sentence
