"""A thing told from others of its kind by its year: "the 1998 constitution", "the survey of 2019", "the flood of May 2022"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.text.months import MONTH
from assistant.text.terms import stem
from assistant.text.years import YEAR

_TIMES = (
    "end|start|beginning|middle|first|last|half|quarter|month|year|decade|season|spring|summer|autumn|winter|rest|years|financial"
)
_FORM = re.compile(
    rf"\b(?:the|its|their|our|that|this) (?:{MONTH} )?(?P<year>{YEAR}) (?P<noun>[a-z][\w-]+)"
    rf"|\b(?:the|its|their|our|that|this) (?:[\w’'-]+ ){{0,2}}?(?P<thing>(?!(?:{_TIMES})\b)[a-z][\w-]+) (?:of|from)"
    rf" (?:{MONTH} )?(?P<of>{YEAR})\b",
)
_ANY = re.compile(rf"\b{YEAR}\b")
NEAR = 60  # characters between a year and what it tells
WHOLE, PART = 1.0, 0.5  # how far a document is that thing
OPENING = 400  # characters of a document that say which one it is


@dataclass(frozen=True, slots=True)
class Dated:
    """The stem of a thing, and the year that tells it from others."""

    thing: str
    year: str


@lru_cache(maxsize=256)
def dated(question: str) -> Dated | None:
    """Return the thing that a question tells by its year; ``None`` where it names no year so, or more than one."""
    match = _FORM.search(question)
    if match is None or len(set(_ANY.findall(question))) != 1:
        return None
    return Dated(stem((match["noun"] or match["thing"]).lower()), match["year"] or match["of"])


def bears(wanted: Dated, title: str, text: str) -> float:
    """Return ``WHOLE`` where a document is the thing of that year by title or opening, ``PART`` where it speaks of it, else 0."""
    opening = f"{title}\n{text[:OPENING]}"
    if re.search(rf"\b{wanted.year}\b", opening) and _speaks(wanted.thing, opening):
        return WHOLE
    around = (text[max(0, m.start() - NEAR) : m.end() + NEAR] for m in re.finditer(rf"\b{wanted.year}\b", text))
    return PART * any(_speaks(wanted.thing, part) for part in around)


def of_another_year(wanted: Dated, text: str) -> bool:
    """Say whether a text names years, and not the one that is asked for."""
    years = set(_ANY.findall(text))
    return bool(years) and wanted.year not in years


def _speaks(thing: str, text: str) -> bool:
    return any(stem(word) == thing for word in re.findall(r"\w+", text.lower()))
