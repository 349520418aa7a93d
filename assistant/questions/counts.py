"""How many things a text counts: "the three lessons", "3 observations", and what it counts."""

from __future__ import annotations

from functools import lru_cache

from assistant.text.numerals import cardinals
from assistant.text.patterns import any_case
from assistant.text.terms import stem

SMALL_NUMBERS = cardinals(2, 13)
"""What small numbers are worth in figures."""
SMALL_NUMBER = "|".join(SMALL_NUMBERS)
"""A pattern of them; so many things may be announced, and told one by one."""
NUMBER = (
    r"one|(?:dozen|hundred|thousand|million|billion)s?|(?:four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|"
    + SMALL_NUMBER
)
"""A pattern of the numbers in words that tell a sum or a count."""
_ANYBODY = (  # "one can say", "no one", "this one": nobody counts there
    r"(?<!\bno one)(?<!\bthis one)(?<!\bthat one)(?<!\bwhich one)"
    r"(?!(?<=\bone) (?:can|could|may|might|must|should|would|needs|wants|has to|another)\b)"
)
COUNT = any_case(rf"\d[\d,.]*|\b(?:half|quarter|{NUMBER})\b{_ANYBODY}")
"""Any number that counts something, in figures or in words."""
_HOW_MANY = any_case(rf"\b({SMALL_NUMBER}|[2-9]|1[0-3])\b(?= \w)")
COUNTED_THINGS = any_case(rf"\b(?:{SMALL_NUMBER}|[2-9]|1[0-3])\b (?:\w+ ){{0,2}}?(\w+s|people|men|women|children)\b")

_ASKS_COUNT = any_case(
    r"\bhow many (?:(?:million|billion|thousand|hundred|more|other|different|of the|of) )*([a-z]+)((?: [a-z]+){0,2})"
)
_SEVERAL = any_case(r"people|children|men|women|\w+(?<![su])s")
_NO_NOUN = frozenset("is was does has this as".split())


@lru_cache(maxsize=256)
def counted_in(question: str) -> tuple[str, ...]:
    """Return what a question wants to be counted, and what is said of it first: ("sessions", "counselling") of "How many
    counselling sessions can I have?"; () where nothing is.
    """
    match = _ASKS_COUNT.search(question)
    if match is None:
        return ()
    first, *behind = (match[1] + match[2]).lower().split()
    noun = next((word for word in (first, *behind) if _SEVERAL.fullmatch(word) and word not in _NO_NOUN), first)
    return (noun,) if noun == first else (noun, first)


@lru_cache(maxsize=4096)
def how_many(text: str) -> int | None:
    """Return the number of things that a text announces, 2 to 13: "the three lessons", "3 observations"."""
    match = _HOW_MANY.search(text)
    return number_of(match[1]) if match else None


def number_of(word: str) -> int:
    """Return the number that a word is or a figure writes: 3 of "three" and of "3"."""
    return SMALL_NUMBERS.get(word.lower()) or int(word)


def counted_thing(text: str) -> str | None:
    """Return the stem of what a text counts: "lesson" of "the three lessons"; ``None`` where it counts nothing."""
    match = COUNTED_THINGS.search(text)
    return stem(match.group(1).lower()) if match else None
