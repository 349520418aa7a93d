"""Whether a text says where ("in Dundee", "at the village hall", "in three wards: Abbey, …"), and which people is of which land."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.questions.general_nouns import PLACES
from assistant.questions.labels import VENUE
from assistant.text.months import MONTH
from assistant.text.patterns import any_case
from assistant.text.terms import stem

_WORD = re.compile(r"\w+")
_SITES = (
    *PLACES,
    *"centre church clinic college country estate hall hospital island library office park prison province".split(),
    *"school university ward".split(),
)
_LABELLED = any_case(rf"^\W*(?:{VENUE})\s?:\s")
_SITE = "|".join(_SITES)
_SEVERAL = "|".join(
    f"{site[:-1]}ies" if site.endswith("y") else f"{site}es" if site.endswith("ch") else f"{site}s" for site in _SITES
)
_PLACED = re.compile(
    r"\b(?i:in|at|from|near|across|outside|around|to|within) (?:the )?"
    rf"(?!(?:{MONTH}|[A-Z][a-z]+day|(?:\w+ )?(?:Act|Bill|Budget)|Autumn|Spring|Summer|Winter)\b)(?P<place>[A-Z]\w+)"
    rf"|\b(?i:in|at|near|across) (?:(?:the|an?) )?(?P<site>(?:[\w-]+ ){{0,2}}?(?:(?:{_SITE})\b|(?:{_SEVERAL})\W{{1,3}}(?=[A-Z])))"
)
_LANDS = (
    "american america, british britain, danish denmark, dutch netherlands, english england, finnish finland, french france"
    ", german germany, greek greece, irish ireland, norwegian norway, polish poland, scottish scotland, spanish spain"
    ", swedish sweden, swiss switzerland, turkish turkey, welsh wales"
)
_PAIRS = [tuple(map(stem, pair.split())) for pair in _LANDS.split(", ")]
PEOPLE_OF = {one: other for people, land in _PAIRS for one, other in ((people, land), (land, people))}
"""The stem of a people by that of its land, and the other way round: "the Finnish experiment" is Finland's."""


def tells_where(own: Collection[str], text: str) -> bool:
    """Say whether a text names a place, or a kind of place, in other words than a question's own, or behind a label for one; a
    month or a day is none.
    """
    said = (_WORD.findall((m["place"] or m["site"]).lower()) for m in _PLACED.finditer(text))
    return bool(_LABELLED.match(text)) or any(not set(own).issuperset(words) for words in said)
