"""The numbers in words, with what each is worth: "three" is 3, "third" is the 3rd, "thirty" is 30."""

from __future__ import annotations

from decimal import Decimal

_CARDINALS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
        " nineteen".split()
    )
} | {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_ORDINALS = {
    word: n
    for n, word in enumerate(
        "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
        " sixteenth seventeenth eighteenth nineteenth twentieth".split()
    )
}
NTH = "(?:st|nd|rd|th)"
"""What follows a figure that tells a place: "3rd"."""
SCALES: dict[str, float] = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12}
"""The words by which more is counted."""
SUFFIXES: dict[str, float] = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12} | SCALES
"""The same with the letters that stand for them behind figures: "£5m"."""


def scale_word(scale: Decimal) -> str:
    """Return the word for a scale, "million" for 1,000,000; "" for 1."""
    return next((word for word, many in SCALES.items() if many == scale), "")


def cardinals(first: int, last: int) -> dict[str, int]:
    """Return the numbers of one word from one to another, in order: "one", "two", "three" of 1 to 3."""
    return {word: n for word, n in _CARDINALS.items() if first <= n <= last}


def ordinals(first: int, last: int) -> dict[str, int]:
    """Return the places of one word from one to another, in order: "first", "second", "third" of 1 to 3."""
    return {word: n for word, n in _ORDINALS.items() if first <= n <= last}
