"""Dates are said in words, as exactly as they are known."""

from __future__ import annotations

import pytest

from assistant.text.months import date_in_words


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2011-05-03", "3 May 2011"),
        ("2011-05", "May 2011"),
        ("2011", "2011"),
        (None, ""),
        ("spring", "spring"),
        ("2011-13", "2011-13"),
    ],
)
def test_dates_are_said_as_exactly_as_they_are_known(iso: str | None, words: str) -> None:
    assert date_in_words(iso) == words
