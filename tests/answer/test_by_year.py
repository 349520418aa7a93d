"""What the text of a document says of its year decides which of two like documents answers."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from tests.conftest import opened_over

RULES = "THE HARBOUR SINGERS\n\nCharter agreed at the meeting of May {}\n\nA quorum is {}. The subscription is £{} a year.\n"
TEXTS = {
    "one.txt": RULES.format(1998, "three", 30),
    "two.txt": RULES.format(2016, "five", 120),
    "past.txt": "The singers\n\nIn the survey of 2012 the average age of the singers was 61. In the survey of 2022 the average"
    " age was 48.\n",
}


singers = opened_over(TEXTS)


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("How much is the subscription in the 1998 charter?", "The subscription is £30 a year."),
        ("How much is the subscription in the 2016 charter?", "The subscription is £120 a year."),
        ("What is the quorum in the charter of 1998?", "A quorum is three."),
        ("What is the quorum in the charter of 2016?", "A quorum is five."),
        ("What was the average age in the 2022 survey?", "In the survey of 2022 the average age was 48."),
        ("What was the average age in the 2012 survey?", "In the survey of 2012 the average age of the singers was 61."),
    ],
)
def test_the_document_of_that_year_answers(singers: Assistant, question: str, quote: str) -> None:
    assert singers.ask(question).citations[0].quote == quote


def test_a_year_that_no_text_is_of_is_said(singers: Assistant) -> None:
    answer = singers.ask("How much is the subscription in the 2007 charter?")
    assert answer.status == "declined" or "2007" in (answer.notice or "")
