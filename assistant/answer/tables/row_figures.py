"""The figures of a row as a formula takes them: by year, by size where they are what is spent, with the unit over the table.

A report prints what goes out with brackets around it in one table and without in the next; "revenue less cost of sales" means the
same of both. Which lines are spent is told by their words; a profit or a change keeps its sign.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

from assistant.answer.choose.figure_rows import Row
from assistant.answer.tables.arithmetic import exact
from assistant.text.patterns import any_case
from assistant.text.reading_text import reading
from assistant.text.units import scale_in, unit_in, unit_over
from assistant.types import Document

Key = TypeVar("Key")

_EITHER_WAY = any_case(
    r"\b(?:profits?|loss(?:es)?|gains?|surplus|deficit|earnings|income(?! tax)|benefit|change|movement|increase|decrease|variance"
    r"|used|result|balance|equity|return|margin|cash flows?|difference)\b|^net\b(?! (?:expenditure|spending|cost))"
)
_FLIPPED = any_case(r"\(expense\)(?: ?/| or )? ?(?:benefit|credit)|\(provision\)")
_AROUND_TAX = any_case(r"\b(?:before|after|net of)\b")
_EITHER_TAX = any_case(r"\(benefit|/\(?benefit|\(credit")
_TAX = any_case(r"\bincome tax|\btaxes on income")
_FLOWS = any_case(
    r"\bcash (?:flows? )?(?:provided|from|used|paid)|\b(?:paid|payments?|purchases?|proceeds|repayments?|issuance|repurchases?"
    r"|sales? of|acquisitions?|dividends?|capital (?:expenditures?|spending)|capex|additions|depreciation|amorti[sz]ation"
    r"|impairment|compensation|net (?:income|earnings|loss))\b"
)
IN_FULL = re.compile(r"\([£$€]\)")
_PLAIN = any_case(r"[(,] ?[£$€] ?\)?$|^[£$€]$|\bin (?:pounds|dollars|euros)\b")


def by_year(row: Row, *, nil: bool = True) -> dict[int, Decimal]:
    """Return the figures of a row by year, a dash as 0 if ``nil``; none where a cell is of no column, or two are of one year."""
    return {} if "%" in row.figures.text else _by_year(row, nil)


def shares_by_year(row: Row) -> dict[int, Decimal]:
    """Return the figures of a row that are all in per cent, by year."""
    return _by_year(row, nil=False) if all("%" in row.figures.cell(n) for n in range(len(row.figures.cells))) else {}


def _by_year(row: Row, nil: bool) -> dict[int, Decimal]:
    if row.heads is None or not row.barred:
        return {}
    cells = {c.year: row.figures.cell(n) for n, c in enumerate(row.heads.columns) if c.year}
    several = len(cells) < sum(c.year is not None for c in row.heads.columns)
    held = {year: exact(cell) for year, cell in cells.items() if nil or is_printed(cell)}
    return {} if several else {year: figure for year, figure in held.items() if figure is not None}


def is_printed(cell: str) -> bool:
    """Say whether a cell has a figure, and no dash in its place."""
    return any(map(str.isdigit, cell))


def as_meant(label: str, figures: Mapping[Key, Decimal]) -> dict[Key, Decimal]:
    """Return figures without the sign of what is spent: where all are negative, and the label is of nothing that goes either way.

    Tax is what is paid: "Income tax (expense)/benefit" turns its sign round. A tax whose sign is not known has no figures.
    """
    negative = [figure < 0 for figure in figures.values() if figure]
    of_tax = _TAX.search(label) and not _AROUND_TAX.search(label)
    if of_tax and _FLIPPED.search(label):
        return {key: -figure for key, figure in figures.items()}
    if of_tax and any(negative) and not all(negative) and not _EITHER_TAX.search(label):
        return {}
    goes_either_way = _EITHER_TAX.search(label) if of_tax else _EITHER_WAY.search(label)
    if not negative or not all(negative) or goes_either_way:
        return dict(figures)
    return {key: abs(figure) for key, figure in figures.items()}


def is_change(statement: str | None, label: str) -> bool:
    """Say whether a row is the change in a line of the balance sheet: "Inventories" among the cash flows are, dividends are not."""
    return statement == "cash" and not _FLOWS.search(label)


def unit_of(document: Document, row: Row) -> str:
    """Return the unit that stands over a row; "" where none does, or the row says its own."""
    if row.heads is None:
        return ""
    label = " ".join([*(reading(document, *document.segments[n].span) for n in row.section), row.figures.label])
    return unit_over(document, row.heads.lines[0], row.heads.lines[-1], row.index, label)


def scale_of(text: str) -> Decimal | None:
    """Return what the figures under a unit are to be multiplied by, 1 under "(£)"; ``None`` where the text says nothing of it."""
    scale = scale_in(unit_in(text) or text) or (1 if _PLAIN.search(text.strip()) else None)
    return Decimal(scale) if scale else None
