"""Whether a text says where: "in Dundee", "at the village hall", "in three wards: Abbey, …"."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.questions.things import PLACES
from assistant.text.months import MONTHS

_WORD = re.compile(r"\w+")
_SITES = (
    *PLACES,
    *"centre church clinic college country estate hall hospital island library office park prison province school".split(),
    "university",
    "ward",
)
_SITE = "|".join(_SITES)
_SEVERAL = "|".join(
    f"{site[:-1]}ies" if site.endswith("y") else f"{site}es?" if site.endswith("ch") else f"{site}s" for site in _SITES
)
_PLACED = re.compile(
    r"\b(?i:in|at|from|near|across|outside|around|to|within) (?:the )?"
    rf"(?!(?:{'|'.join(MONTHS)}|[A-Z][a-z]+day)\b)(?P<place>[A-Z]\w+)"
    rf"|\b(?i:in|at|near|across) (?:(?:the|an?) )?(?P<site>(?:[\w-]+ ){{0,2}}?(?:(?:{_SITE})\b|(?:{_SEVERAL})\W{{1,3}}(?=[A-Z])))"
)


def tells_where(own: Collection[str], text: str) -> bool:
    """Say whether a text names a place, or a kind of place, in other words than a question's own; a month or a day is none."""
    said = (_WORD.findall((m["place"] or m["site"]).lower()) for m in _PLACED.finditer(text))
    return any(not set(own).issuperset(words) for words in said)
