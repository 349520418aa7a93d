"""Several things in a line of words."""

from __future__ import annotations

import pytest

from assistant.text.enumeration import enumerated


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
