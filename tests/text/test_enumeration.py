"""Several things in a line of words."""

from __future__ import annotations

import pytest

from assistant.text.enumeration import enumerated, ranges


@pytest.mark.parametrize(
    ("things", "last", "expected"),
    [
        ([], "and", ""),
        (["Dover"], "or", "Dover"),
        (["Dover", "Deal"], "or", "Dover or Deal"),
        (["Dover", "Deal", "Walmer"], "and", "Dover, Deal and Walmer"),
    ],
)
def test_things_are_told_one_behind_the_other(things: list[str], last: str, expected: str) -> None:
    assert enumerated(things, last) == expected


@pytest.mark.parametrize(("numbers", "words"), [((), ""), ((4,), "4"), ((1, 2, 3, 7, 9, 10), "1-3, 7, 9-10")])
def test_numbers_are_said_as_ranges(numbers: tuple[int, ...], words: str) -> None:
    assert ranges(numbers) == words
