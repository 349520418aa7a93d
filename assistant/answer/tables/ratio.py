"""A measure or a change worked out from the cells of quoted rows of accounts, year by year.

Only measures that are one line over another: a turnover takes an average of two years, of which a report may print one, and a
quick ratio is defined in several ways, so those are left to the reader, with the rows. A line that is missing is never made up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from assistant.answer.choose.figure_rows import Row
from assistant.answer.tables.accounts import share_of
from assistant.answer.tables.arithmetic import exact, per_cent, shifted

_OVER: tuple[tuple[str, str, str, bool], ...] = (
    (r"gross (?:profit )?margins?", "grossprofititem", "revenueitem", True),
    (r"operating (?:profit |income )?margins?", "operatingincomeitem", "revenueitem", True),
    (r"(?:net )?profit margins?|net margins?", "netincomeitem", "revenueitem", True),
    (r"current ratios?|working capital ratios?", "total current assets", "total current liabilities", False),
    (r"cap(?:ex|ital (?:expenditures?|spending)) (?:as a|to) .*", "capexitem", "revenueitem", True),
    (r"(?:dividend )?payout ratios?", "dividenditem", "netincomeitem", True),
)
"""The form of a measure, the line that is over the other, and whether it is told in per cent."""
_SPENT = ("capexitem", "dividenditem", "costofsalesitem", "rditem", "sgaitem", "incometaxitem")
"""Those that may be printed as what goes out, in brackets."""


def in_per_cent(name: str) -> bool:
    """Say whether a measure is one line over another, told in per cent."""
    found = _over(name)
    return found is not None and found[2]


def _over(name: str) -> tuple[str, str, bool] | None:
    """Return the line that is over the other, that other, and whether it is told in per cent; ``None`` for other measures."""
    named = next((each[1:] for each in _OVER if re.fullmatch(each[0], name, re.IGNORECASE)), None)
    share = share_of(name) if named is None else ()
    return (share[0], share[1], True) if share else named


def of_measure(name: str, rows: Mapping[str, Row], years: frozenset[int]) -> str | None:
    """Return a measure worked out for the years asked for and the one before, or all; ``None`` where it cannot be."""
    found = _over(name)
    if found is None or found[0] not in rows or found[1] not in rows:
        return None
    over, under, share = found
    above, below = _by_year(rows[over]), _by_year(rows[under])
    told = {}
    for year in sorted(above.keys() & below.keys(), reverse=True):
        part = abs(above[year]) if over in _SPENT else above[year]
        if below[year] > 0:
            told[year] = per_cent(part, below[year]) if share else f"{part / below[year]:.2f}"
    wanted = {year for year in told if not years or year in years or year + 1 in years}
    if not wanted or not years <= told.keys():
        return None
    each = ", ".join(f"{told[year]} in {year}" for year in sorted(wanted, reverse=True))
    lines = f"“{rows[over].figures.label}” over “{rows[under].figures.label}”"
    return f"“{name}” is {each}: worked out from the rows below, {lines}."


def of_years(row: Row, years: frozenset[int]) -> str | None:
    """Return how a row changed over the years asked for, or in the one asked for from the one before."""
    by_year = _by_year(row)
    first, last = (min(years), max(years)) if len(years) > 1 else (max(years, default=0) - 1, max(years, default=0))
    if first not in by_year or last not in by_year:
        return None
    return f"From {first} to {last} {shifted(by_year[first], by_year[last])}, worked out from the two cells of this row."


def _by_year(row: Row) -> dict[int, Decimal]:
    """Return the figures of a row by year; none where a cell is not known to be of a column, or two are of one year."""
    if row.heads is None or not row.barred or "%" in row.figures.text:
        return {}
    cells = {c.year: exact(row.figures.cell(n)) for n, c in enumerate(row.heads.columns) if c.year}
    several = len(cells) < sum(c.year is not None for c in row.heads.columns)
    return {} if several else {year: figure for year, figure in cells.items() if figure is not None}
