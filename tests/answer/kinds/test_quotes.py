"""Quotes that are asked for are whole sentences of the one who is named, as many as were asked for, in their order."""

from __future__ import annotations

import pytest

from assistant.answer.kinds.quotes import OF_EACH, QuotesAsked, quotes_asked
from assistant.ask import Assistant
from tests.conftest import opened_over

TEXTS = {
    "toll-panel.txt": (
        "Ada Finch: What does the toll pay for in the end?\n\nBen Mill: The toll pays for the repair of the bridge.\n\n"
        "Ada Finch: The toll is a burden on those who walk to work.\n\n"
        "Ben Mill: It is a small toll. Nobody has been turned away at the bridge for the want of a toll.\n\n"
        "Ben Mill: So it is with the toll for all of you.\n\n"
        "Ada Finch: Let us hear about gulls now, shall we?\n\nBen Mill: Gulls nest on the wall of the harbour in May.\n"
    )
}


panel = opened_over(TEXTS)


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ("Give me three quotes from Ben Mill about the toll", QuotesAsked("the toll", frozenset({"ben", "mill"}), 3)),
        ("Two short quotes on tolls by Ada Finch, please", QuotesAsked("tolls", frozenset({"ada", "finch"}), 2)),
        ("find me a quote about gulls", QuotesAsked("gulls", frozenset(), 1)),
        ("a few quotes about gulls", QuotesAsked("gulls", frozenset(), 3)),
        ("Please show me one good quote about gulls", QuotesAsked("gulls", frozenset(), 1)),
        ("Who spoke about the toll?", QuotesAsked("the toll", frozenset(), 6, of_each=True)),
        ("And which members have talked about tolls?", QuotesAsked("tolls", frozenset(), 6, of_each=True)),
        ("who mentioned gulls", QuotesAsked("gulls", frozenset(), 6, of_each=True)),
        ("Who spoke first?", None),
        ("Who quotes Ben Mill about the toll?", None),
        ("What did Ben Mill say about the toll?", None),
    ],
)
def test_what_asks_for_quotes(message: str, wanted: QuotesAsked | None) -> None:
    assert quotes_asked(message) == wanted


def test_the_quotes_stand_alone_and_are_those_of_the_speaker(panel: Assistant) -> None:
    answer = panel.ask("Give me three quotes from Ben Mill about the toll")
    assert [c.quote.removeprefix("Ben Mill: ") for c in answer.citations] == [
        "The toll pays for the repair of the bridge.",
        "Nobody has been turned away at the bridge for the want of a toll.",
    ]
    assert answer.text.startswith("Ben Mill, Toll panel:\n")


def test_who_spoke_of_a_subject_is_told_with_a_sentence_of_each(panel: Assistant) -> None:
    answer = panel.ask("Who spoke about the toll?")
    assert (answer.text, answer.notice) == (
        "Ben Mill, Toll panel:\nBen Mill: The toll pays for the repair of the bridge. [1]\n"
        "Ada Finch, Toll panel:\nAda Finch: The toll is a burden on those who walk to work. [2]",
        OF_EACH,
    )
    assert panel.ask("Who mentioned the ferry?").notice != OF_EACH


def test_no_more_than_are_asked_for(panel: Assistant) -> None:
    assert len(panel.ask("Give me one quote about the toll").citations) == 1


def test_the_questions_of_a_speaker_are_the_answer_where_they_are_asked_for(panel: Assistant) -> None:
    answer = panel.ask("What questions did Ada Finch ask about the toll and the gulls?")
    assert {c.quote.removeprefix("Ada Finch: ") for c in answer.citations} == {
        "What does the toll pay for in the end?",
        "Let us hear about gulls now, shall we?",
    }
