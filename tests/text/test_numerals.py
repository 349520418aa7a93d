"""Numbers in words: each list in its order, with what a word is worth."""

from __future__ import annotations

from assistant.text.numerals import cardinals, ordinals


def test_numbers_are_told_in_their_order() -> None:
    assert list(cardinals(8, 11)) == ["eight", "nine", "ten", "eleven"]
    assert cardinals(18, 40) == {"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40}
    assert ordinals(1, 3) == {"first": 1, "second": 2, "third": 3}
