"""The part of a document that a question names, and the heading that bears that name, or that number.

"What is the mission of the trust?" is told by what stands under "Our mission", in whatever words; "What is the third priority?" by
what stands under "Priority 3: Homes".
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.text.numerals import cardinals, ordinals
from assistant.text.patterns import any_case
from assistant.text.terms import COUNTS, ORDINALS, stem, stem_set

_NOUN = r"(?P<{}>(?-i:[a-z])[\w-]+(?: (?!(?:of|for|in|at|behind) )[a-z-]+|(?-i: of [a-z-]+))?)"
_PART = any_case(
    r"^\W*(?:and |so |but )?(?:what|which) (?:is|are|was|were) "
    rf"(?:the {_NOUN.format('of')} (?:of|for|in|at|behind) .+"
    rf"|(?:its|their|your|our|(?:[\w’'-]+ ){{0,4}}?[\w-]+(?:[’']s|s[’'])) {_NOUN.format('own')})\W*$"
)
_SIDES = re.compile(r" (?:and|&) |[/,]")  # "Vision and mission"
_NO_PART = stem_set("our my their its the main key and of statement")
_PLACES = ordinals(1, 10) | cardinals(1, 12)
_NUMBERED_ONE = any_case(
    rf"\b(?P<ordinal>{'|'.join(ORDINALS)}) (?P<noun>[a-z]{{3,}})\b"
    rf"|\b(?P<of>(?!the )[a-z]{{3,}}) (?P<number>\d{{1,2}}|{'|'.join(COUNTS)})\b"
)


@lru_cache(maxsize=4096)
def names_part(question: str, heading: str) -> frozenset[str]:
    """Return the stems by which a heading is the very name of what is asked for, "mission" of "Our mission"; else none."""
    match = _PART.match(question)
    part = stem_set(match["of"] or match["own"]) - _NO_PART if match else frozenset()
    own = [stem_set(side) - _NO_PART for side in _SIDES.split(heading)] if part else []
    return part if any(part <= side <= stem_set(question) for side in own) else frozenset()


@lru_cache(maxsize=4096)
def bears_number(question: str, heading: str) -> frozenset[str]:
    """Return the stems by which a heading bears the number asked for, as "Priority 3: Homes" the third priority; else none."""
    borne = _NUMBERED_ONE.match(heading)
    return next(
        (stem_set(asked[0]) for asked in _NUMBERED_ONE.finditer(question) if borne and _number(asked) == _number(borne)),
        frozenset(),
    )


def named_by(question: str, heading: str) -> frozenset[str]:
    """Return the stems by which a question names the part that a heading is over, or its number; none where it does neither."""
    return names_part(question, heading) | bears_number(question, heading)


def _number(match: re.Match[str]) -> tuple[str, int]:
    """Return the stem of what is numbered, and its number."""
    noun, number = (match["noun"], match["ordinal"]) if match["ordinal"] else (match["of"], match["number"])
    return stem(noun.lower()), _PLACES.get(number.lower()) or int(number)
