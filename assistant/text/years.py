"""Years as they are spoken: "twenty fifteen", "nineteen ninety-eight", "two thousand and nine", "nineteen oh four".

A transcript by ear has them in words, and a question has them in figures.
"""

from __future__ import annotations

import re

from assistant.text.numerals import cardinals
from assistant.text.patterns import any_case

YEAR = r"(?:1[5-9]|20)\d\d"
"""A year in figures."""
RECENT_YEAR = r"(?:19|20)\d\d"
"""One of the last century or this, as tables and dates of documents have."""
_ONES, _TEENS, _TENS = cardinals(1, 9), cardinals(10, 19), cardinals(20, 90)
_ONE, _TEEN, _TEN = ("|".join(group) for group in (_ONES, _TEENS, _TENS))
SAID_YEAR = (
    rf"(?:two thousand(?: and)? (?P<after>{_TEEN}|{_ONE})(?! (?:hundred|thousand|million))"
    rf"|(?P<century>eighteen|nineteen|twenty)[ -]"
    rf"(?:(?:oh|o)[ -](?P<oh>{_ONE})|(?P<teen>{_TEEN})|(?P<ten>{_TEN})(?:[ -](?P<one>{_ONE}))?))"
    r"(?![ -](?:hundred|thousand|million|pounds?|pence|per ?cent)\b)"
)
"""The form of such a year. "twenty four" is none: it is a number."""
_SAID = any_case(rf"\b{SAID_YEAR}\b")
_CENTURY = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}


def years_said(text: str) -> frozenset[str]:
    """Return the years that a text spells out, in figures."""
    return frozenset(map(_figures, _SAID.finditer(text)))


def _figures(match: re.Match[str]) -> str:
    told = {name: word.lower() for name, word in match.groupdict().items() if word}
    if "after" in told:
        return str(2000 + (_ONES | _TEENS)[told["after"]])
    tens = _TENS.get(told.get("ten", ""), 0) + _TEENS.get(told.get("teen", ""), 0)
    return str(_CENTURY[told["century"]] + tens + _ONES.get(told.get("oh", "") or told.get("one", ""), 0))
