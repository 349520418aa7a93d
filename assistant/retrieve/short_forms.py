"""Short and long forms of one name: "USA" is read as "United States" where the corpus has only that, and the other way round.

Only forms are here that stand for one thing wherever they are written, and the corpus must hold one and not the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from assistant.store.catalog import Catalog

if TYPE_CHECKING:
    from assistant.retrieve.retriever import View

LOOKED_AT = 40  # chunks that hold a form, of which one must belong to the view
FORMS: tuple[tuple[str, ...], ...] = (
    ("United States", "USA", "US", "America"),
    ("United Kingdom", "UK"),
    ("European Union", "EU"),
    ("United Nations", "UN"),
    ("National Health Service", "NHS"),
    ("emergency department", "A&E", "accident and emergency"),
    ("Department for Education", "DfE"),
    ("Department for Transport", "DfT"),
    ("Department of Health and Social Care", "DHSC"),
    ("Department for Work and Pensions", "DWP"),
    ("Office for National Statistics", "ONS"),
    ("Care Quality Commission", "CQC"),
    ("chief executive", "CEO"),
    ("carbon dioxide", "CO2"),
    ("special educational needs", "SEN"),
    ("free school meals", "FSM"),
    ("randomised controlled trial", "RCT"),
    ("non-governmental organisation", "NGO"),
    ("first quarter", "Q1"),
    ("second quarter", "Q2"),
    ("third quarter", "Q3"),
    ("fourth quarter", "Q4"),
)
_KEPT_CASE = 3  # letters up to which a form is only known as it is written: "us" is no country
_FORM = re.compile(
    "|".join(
        rf"(?<![\w&])(?:{re.escape(form)}|(?i:{re.escape(form)}))(?![\w&])"
        if len(form) > _KEPT_CASE or "&" in form
        else rf"(?<![\w&]){re.escape(form)}(?![\w&])"
        for forms in FORMS
        for form in sorted(forms, key=len, reverse=True)
    )
)
_PART = re.compile(r"(?:\w\W+(?:[A-Z][\w’'-]*|of)|\bof) $")  # "Bank of America", "South America"
_GOES_ON = re.compile(r" [A-Z]")  # "UK Biobank"
_QUOTES = re.compile(r"[\"“”]")
_FORMS = {form.lower(): forms for forms in FORMS for form in forms}
_COMMON = frozenset(("us", "un", "sen"))  # words, too, as the index sees them: whether a corpus has the form is not known


def other_forms(message: str, is_held: Callable[[str], bool]) -> Iterator[tuple[int, int, str]]:
    """Yield the spans of forms that no text holds, each with the form that one does."""
    for match in _FORM.finditer(message):
        before = message[: match.start()]
        if (
            match[0].lower() in _COMMON
            or _PART.search(before)
            or _GOES_ON.match(message, match.end())
            or len(_QUOTES.findall(before)) % 2
        ):
            continue  # within a longer name, or what is to be found as it is written
        forms = [form for form in _FORMS[match[0].lower()] if form.lower() not in _COMMON]
        held = [form for form in forms if is_held(form)]
        if held and match[0].lower() not in (form.lower() for form in held):
            yield match.start(), match.end(), held[0]


def is_held(form: str, catalog: Catalog, view: View) -> bool:
    """Say whether a text of the view holds a form."""
    keys = catalog.keys_mentioning(re.sub(r"\W+", " ", form))
    return any(view.holds(row) for row in catalog.chunks(keys[:LOOKED_AT]))
