"""How far the words of a label, a head or a title meet what is asked of a table."""

from __future__ import annotations

import re
from itertools import takewhile

from assistant.answer.tables.asked_of_tables import LIGHT, Wanted
from assistant.questions.synonyms import synonyms
from assistant.text.grid import Grid, Line
from assistant.text.patterns import any_case
from assistant.text.terms import STOP_WORDS, stem, words

LONG = 6  # letters that words of one family begin with
HALF = 0.5  # of the words of a label, that must be asked for
_NUMBERS = any_case(r"\b(?:number|count|total|headcount)\b|\bno\.")
_MONEY = re.compile(r"[£$€]")


def names_row(label: frozenset[str], asked: frozenset[str], over: frozenset[str]) -> bool:
    """Say whether a question asks for what a label says: for half of the words that do not stand over it too, one at least."""
    own = label - LIGHT - over or label - LIGHT
    return bool(own & asked) and len(own & asked) >= HALF * len(own)


def opens_with(label: str, names: frozenset[str]) -> bool:
    """Say whether a label begins with all the names of a question, two at least; what follows is of other columns of words."""
    own = list(takewhile(lambda word: word in STOP_WORDS or stem(word) in names, words(label)))
    return len(names) > 1 and names <= set(map(stem, own))


def is_of_no_count(wanted: Wanted, grid: Grid, row: Line) -> bool:
    """Say whether a row counts nothing where "how many" is asked: it holds money, or only bears the name of one of the things.

    "State | 8 | 4" tells of no number of states, nor "Volunteer hours" of one of volunteers, unless a head calls it a number.
    """
    in_money = any(map(_MONEY.search, row.cells)) or (bool(grid.columns) and all(map(_MONEY.search, grid.columns)))
    if wanted.counted and stem(wanted.counted) not in LIGHT and in_money:
        return True
    own = [word for word in words(row.label) if wanted.counted and stem(word) == stem(wanted.counted)]
    called = " ".join((row.label, row.section, grid.named, grid.corner, *grid.columns))
    return bool(own) and wanted.counted not in own and not _NUMBERS.search(called)


def leeway(label: frozenset[str], asked: frozenset[str], over: frozenset[str]) -> int:
    """Return how many words of a question may be met by nothing: none where a label says more than is asked, else one or two."""
    return 2 if label <= asked else int(label <= asked | over | LIGHT)


def unmet_of(asked: frozenset[str], said: frozenset[str]) -> frozenset[str]:
    """Return the words that neither stand there nor have one of their family or another word for the same there."""
    return frozenset(w for w in asked if not (w in said or otherwise(w, said)))


def otherwise(word: str, said: frozenset[str]) -> bool:
    family = len(word) >= LONG and any(len(s) >= LONG and s[:LONG] == word[:LONG] for s in said)
    return family or not said.isdisjoint(synonyms(word))
