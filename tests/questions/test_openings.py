"""Politeness before and behind what is asked, and what is none."""

from __future__ import annotations

import re

import pytest

from assistant.answer.kinds.discussion import discussion_asked
from assistant.converse.requests import as_question
from assistant.questions.compared import sides
from assistant.questions.openings import PLEASE, THANKS


@pytest.mark.parametrize(
    ("message", "asks"),
    [
        ("list it", "list it"),
        ("please list it", "list it"),
        ("Could you please list it", "list it"),
        ("please could someone just list it, please", "list it"),
        ("would you kindly list it for me, thanks", "list it"),
        ("pleased to list it", None),
        ("could he list it", None),
    ],
)
def test_what_is_asked_stands_between_words_of_politeness(message: str, asks: str | None) -> None:
    match = re.fullmatch(rf"{PLEASE}(?P<asks>list it){THANKS}", message, re.IGNORECASE)
    assert (match["asks"] if match else None) == asks


@pytest.mark.parametrize("before", ["", "Please ", "Can you ", "Would you please ", "Will someone kindly "])
def test_every_form_of_request_may_be_polite(before: str) -> None:
    assert discussion_asked(f"{before}summarise the discussion on tolls") == "tolls"
    assert as_question(f"{before}explain how it works") == "How does it work?"
    pair = sides(f"{before}compare leasing and buying")
    assert pair is not None
    assert (pair.one, pair.other) == ("leasing", "buying")
