"""The documents whose tables may answer: those that bear the names in a question, else the one that was found first."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from assistant.answer.tables.asked_of_accounts import in_quarters
from assistant.questions.names import CODED, INITIALED, names_in
from assistant.retrieve.named_documents import by_letters
from assistant.retrieve.retriever import Found
from assistant.text.months import MONTHS
from assistant.text.patterns import any_case
from assistant.text.terms import STOP_WORDS, stem_set
from assistant.text.years import RECENT_YEAR

KEPT = 4096  # titles whose words are kept
AT_THE_TOP = 3  # passages that must be of one document where the question names none
NAMES_NONE = stem_set(f"{' '.join(MONTHS)} inc co corp company corporation incorporated plc ltd limited llc")
"""Words of a name that tell no company from another: the month of "December 31, 2017", "Inc."."""
_QUARTER_OF = any_case(r"\bQ([1-4])(?: of)?,? (?:the )?(?:FY ?|(?:fiscal|financial) (?:year )?)?(20\d\d)\b")
_OWNER = re.compile(rf"^[A-Z][\w-]+(?=['’]s\b| (?:FY|Q\d|{RECENT_YEAR}|[a-z]))")  # "Boeing's net loss", "Boeing FY22 loss"


def documents_asked(found: Found) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the documents that bear most of the names in a question, else the one all first passages are of, and its stems."""
    opening = (name for name in _OWNER.findall(found.query.text) if name.lower() not in STOP_WORDS)
    names = (*names_in(found.query.text), *CODED.findall(found.query.text), *INITIALED.findall(found.query.text), *opening)
    named = stem_set(" ".join(names)) - NAMES_NONE
    titled = {p.document: p.title for p in found.passages} if named else {}
    titles = {id_: named & (_stems_of(f"{title} {id_}") | by_letters(names, title)) for id_, title in titled.items()}
    most = max(map(len, titles.values()), default=0)
    if most:
        return tuple(id_ for id_, borne in titles.items() if len(borne) == most), frozenset().union(*titles.values())
    first = {p.document for p in found.passages[:AT_THE_TOP]}
    return tuple(first) if len(first) == 1 else (), frozenset()


def titled(found: Found, documents: Collection[str]) -> frozenset[str]:
    """Return the stems of the titles of some of the documents found, and of the names of their files."""
    return frozenset(stem for p in found.passages if p.document in documents for stem in _stems_of(f"{p.title} {p.document}"))


def of_quarter(found: Found) -> tuple[str, ...]:
    """Return the documents whose name bears the quarter of the year that a question names; its tables head that by a date."""
    asked = {(m[2], m[1]) for m in _QUARTER_OF.finditer(in_quarters(found.query.text))}
    names = {p.document: re.sub(r"\W|_", "", f"{p.title} {p.document}").upper() for p in found.passages}
    return tuple(id_ for id_, name in names.items() if any(f"{y}Q{q}" in name or f"Q{q}{y}" in name for y, q in asked))


@lru_cache(KEPT)
def _stems_of(title: str) -> frozenset[str]:
    return stem_set(title)
