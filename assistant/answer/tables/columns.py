"""Which columns of a table a question asks for: by their times, by their words, by whether they tell what was planned or done.

"How much was spent" is told under "Actual", and "how far over budget" under "Variance", or under both "Budget" and "Actual".
How far the words of a label, a head or a title meet what is asked, :func:`unmet_of` and the like tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from assistant.answer.tables.arithmetic import PLANNED, in_time
from assistant.answer.tables.asked_of_accounts import QUARTER
from assistant.answer.tables.asked_of_tables import LIGHT, Time, Wanted, label_words, times_in
from assistant.questions.synonyms import synonyms
from assistant.text.grid import Grid, Line
from assistant.text.money import SIGN
from assistant.text.months import PERIOD
from assistant.text.patterns import any_case
from assistant.text.terms import STOP_WORDS, stem, words

ALL = any_case(r"\b(?:total|all|overall)\b")
CHANGES = any_case(r"\b(?:change|variance|difference|movement|growth)\b|^\+/-")
PER_CENT = any_case(r"%|\bper ?cent\b")
_NUMBERED = any_case(r"\bnumber of\b")
_LASTS = any_case(rf"\b{PERIOD}s?\b")
_ACTUAL = any_case(r"\b(?:actual|out-?turn|spent)\b")
LONG = 6  # letters that words of one family begin with
HALF = 0.5  # of the words of a label, that must be asked for
_NUMBERS = any_case(r"\b(?:number|count|total|headcount)\b|\bno\.")


def asked_columns(wanted: Wanted, grid: Grid, said: frozenset[str]) -> tuple[list[int], frozenset[str]]:
    """Return the columns that are asked for and the words that they meet; none where those of the time are missing."""
    columns = list(range(len(grid.columns)))
    times = [times_in(head) for head in grid.columns]
    if wanted.times and any(times):
        columns = [n for n in columns if any(is_same(a, b) for a in times[n] for b in wanted.times)]
        if any(not any(is_same(a, b) for n in columns for a in times[n]) for b in wanted.times):
            return [], frozenset()
        columns = _of_no_time(wanted, grid, columns, said) or columns
    elif wanted.times and not all(any(is_same(a, b) for a in times_in(grid.named)) for b in wanted.times):
        return [], frozenset()
    if wanted.says & {"share", "count"}:
        columns = _of_kind(columns, grid, "share" in wanted.says, PER_CENT)
    columns = columns if "count" in wanted.says else _of_kind(columns, grid, False, _NUMBERED)
    columns = _of_kind(columns, grid, True, _LASTS) if "how long" in wanted.says else columns
    columns = _of_kind(columns, grid, True, QUARTER) if "part" in wanted.says else columns
    if done := _of_plan(wanted, grid, columns):
        return done, frozenset[str]().union(*(label_words(grid.columns[n]) for n in done))
    asked = wanted.asked - said
    heads = {n: label_words(grid.columns[n]) for n in columns}
    met = {n: frozenset(w for w in asked if w in heads[n]) for n in columns}
    if not any(met.values()):
        met = {n: frozenset(w for w in asked if otherwise(w, heads[n])) for n in columns}
    if most := max(map(len, met.values())):
        columns = [n for n in columns if len(met[n]) == most]
        bare = [n for n in columns if heads[n] <= wanted.asked | LIGHT]  # "After dark", and not "In the centre after dark"
        columns = bare if len(bare) == 1 else columns
    return columns, frozenset[str]().union(*(met[n] | heads[n] for n in columns if most))


def _of_plan(wanted: Wanted, grid: Grid, columns: Sequence[int]) -> list[int]:
    """Return the columns of what was done, or of how far it is from the plan, where a table has both and one is asked for."""
    planned = [n for n in columns if PLANNED.search(grid.columns[n])]
    actual = [n for n in columns if _ACTUAL.search(grid.columns[n]) and n not in planned]
    if not (planned and actual):
        return []
    apart = [n for n in columns if CHANGES.search(grid.columns[n])] or [*planned, *actual]
    return sorted({*(actual if "spent" in wanted.says else ()), *(apart if "plan" in wanted.says else ())})


def _of_no_time(wanted: Wanted, grid: Grid, timed: Sequence[int], said: frozenset[str]) -> list[int]:
    """Return the columns without a time that a word asks for which none of the ``timed`` has, where the title has the time."""
    if not all(any(is_same(a, b) for a in times_in(grid.named)) for b in wanted.times):
        return []
    asked = wanted.soft - said - frozenset[str]().union(*(label_words(grid.columns[n]) for n in timed))
    return [n for n, head in enumerate(grid.columns) if not times_in(head) and asked & label_words(head)]


def as_printed(wanted: Wanted, grid: Grid) -> tuple[list[int], frozenset[str]]:
    """Return the words of heads that could not be cut; none where those name no time that is asked for."""
    times = times_in(grid.written)
    return [], label_words(grid.written) if all(any(is_same(a, b) for a in times) for b in wanted.times) else frozenset()


def _of_kind(columns: list[int], grid: Grid, yes: bool, kind: re.Pattern[str]) -> list[int]:
    return [n for n in columns if bool(kind.search(grid.columns[n])) == yes] or columns


def is_same(held: Time, asked: Time) -> bool:
    """Say whether a time that is printed is the one asked for; of "2026" that is "2026/27" too, but not the other way."""
    return held == asked or (held[0] == asked[0] and asked[1] is None)


def measured(wanted: Wanted, grid: Grid, columns: Sequence[int]) -> tuple[int, ...] | None:
    """Return the one column that rows are compared in, or the two whose difference is; ``None`` where it cannot be told which."""
    if wanted.of_change and wanted.form != "beyond":
        printed = [n for n in range(len(grid.columns)) if CHANGES.search(grid.columns[n])]
        if printed := [n for n in printed if not wanted.relative or PER_CENT.search(grid.columns[n])]:
            return (printed[-1],)
        timed = in_time(grid, asked_columns(replace(wanted, times=frozenset()), grid, frozenset())[0])
        asked = [n for n in timed if any(is_same(a, b) for a in times_in(grid.columns[n]) for b in wanted.times)]
        if len(wanted.times) == 1 and asked:
            timed = timed[: timed.index(asked[-1]) + 1]
        return (asked[0], asked[-1]) if len(asked) > 1 else (timed[-2], timed[-1]) if len(timed) > 1 else None
    if len(columns) == 1:
        return (columns[0],)
    if whole := [n for n in columns if ALL.search(grid.columns[n])]:
        return (whole[0],) if len(whole) == 1 else None
    timed = in_time(grid, columns)
    others = [n for n in columns if not times_in(grid.columns[n]) and not CHANGES.search(grid.columns[n])]
    return (timed[-1],) if timed and not others else None


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
    in_money = any(map(SIGN.search, row.cells)) or (bool(grid.columns) and all(map(SIGN.search, grid.columns)))
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
