"""The numbers in words, with what each is worth: "three" is 3, "third" is the 3rd, "thirty" is 30."""

from __future__ import annotations

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


def cardinals(first: int, last: int) -> dict[str, int]:
    """Return the numbers of one word from one to another, in order: "one", "two", "three" of 1 to 3."""
    return {word: n for word, n in _CARDINALS.items() if first <= n <= last}


def ordinals(first: int, last: int) -> dict[str, int]:
    """Return the places of one word from one to another, in order: "first", "second", "third" of 1 to 3."""
    return {word: n for word, n in _ORDINALS.items() if first <= n <= last}
