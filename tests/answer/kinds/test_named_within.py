"""A document is summarised that a request names by who speaks in it, or by what its first lines say."""

from __future__ import annotations

import pytest

from assistant.answer.kinds.named_within import document_named, not_held
from assistant.ask import Assistant
from tests.conftest import opened_over

TEXTS = {
    "episode-4.vtt": "WEBVTT\n\n00:00:01.000 --> 00:00:09.000\n<v Jo Bell>Welcome to the podcast. With me is the keeper."
    "\n\n00:00:10.000 --> 00:00:29.000\n<v Ada Tate>I have kept the Tanby light since the storm of 2011, and my father kept it."
    "\n\n00:00:30.000 --> 00:00:49.000\n<v Ada Tate>The lamp burns oil that the county pays for in winter.\n",
    "harbour-notes.txt": "TANBY TOWN COUNCIL\nMinutes of the meeting of the Harbour Committee held on 12 March 2024\n\n"
    "The clerk reported that the north pier had lost forty stones in the gales of February.\n\n"
    "The committee agreed to pay for a mason from April on.\n",
    "spring.txt": "TANBY TOWN COUNCIL\nMinutes of the meeting of the Parks Committee held on 3 May 2024\n\n"
    "The clerk reported that the swings in the north park had been mended by volunteers.\n\n"
    "The committee thanked them for their work over the winter.\n",
}

tanby = opened_over(TEXTS)


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("Summarise the podcast with Ada Tate", "episode-4.vtt"),
        ("what is the Tanby light podcast about?", "episode-4.vtt"),
        ("Summarise the minutes of the March meeting", "harbour-notes.txt"),
        ("give me the minutes of the May meeting", "spring.txt"),
        ("What happened at the Parks Committee meeting?", "spring.txt"),
    ],
)
def test_a_document_is_known_by_what_stands_in_it(tanby: Assistant, question: str, document: str) -> None:
    answer = tanby.ask(question)
    assert answer.text.split("\n")[0].endswith("in its own words:")
    assert {c.document for c in answer.citations} == {document}


def test_who_is_only_spoken_of_has_given_no_interview(tanby: Assistant) -> None:
    answer = tanby.ask("Summarise the interview with Una Storm")
    assert not answer.text.split("\n")[0].endswith("in its own words:")


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("Summarise the interview with Ada Tate", "the interview with Ada Tate"),
        ("Summarise the interview", None),  # of any
        ("Summarise the discussion on the pier", None),  # a part of one
        ("Who gave the interview?", None),
    ],
)
def test_a_request_names_a_kind_of_document_and_more(question: str, phrase: str | None) -> None:
    assert document_named(question) == phrase


def test_a_notice_says_that_nobody_of_that_name_was_interviewed() -> None:
    assert not_held("the interview with Ada Tate") == (
        "No document found is an interview with Ada Tate; what is said of that name is quoted."
    )
    assert not_held("the minutes of the March meeting") is None
