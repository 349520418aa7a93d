"""The rows that are the whole cost of what is sold, the total under its parts or these; and inventories printed in parts only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import takewhile

from assistant.answer.choose.figure_rows import Row
from assistant.answer.tables.account_rows import RowRead, fitted_row
from assistant.answer.tables.accounts import in_line_items
from assistant.answer.tables.asked_of_accounts import AskedFigure
from assistant.answer.tables.row_figures import as_meant, by_year
from assistant.text.patterns import any_case
from assistant.types import Document

COST = "costofsalesitem"
FAR = 12  # rows under the first among which the total may stand
_TOTAL = any_case(r"total (?:costs?\b|operating costs)")
_COST = re.compile(rf"\W*(?:total )?{COST}")
_OF_OPERATING = any_case(r"\b(?:selling|general|administrative|marketing|research|fulfil\w+|restructuring|amorti[sz]ation)\b")
INVENTORIES = "inventoryitem"
FEWEST = 2  # parts
_KINDS = any_case(
    r"(?:raw|materials?|supplies|work|works?-in-(?:process|progress)|in|process|progress|(?:semi-?)?finished|goods|products?|parts|and"
    r"|merchandise|stores|components?|packaging|consumables|spare|[,&\s-])+"
)


def whole_cost(asked: AskedFigure, row: Row, rows: Sequence[RowRead], document: Document) -> tuple[Row, ...]:
    """Return the rows that a cost of sales is made of, where ``row`` is one that names it; () where that is not clear.

    "Cost of products" and "Cost of services" are parts; a total under them is the whole where it is the sum of all rows before it
    and none of these is of running the company.
    """
    under = [each for each in rows if each.document == row.document and each.index >= row.index - FAR]
    held = [fitted_row(asked, each, document, 1.0) for each in takewhile(lambda each: each.index <= row.index + FAR * 4, under)]
    table = [each for each in held if each.table == row.table and each.heads is not None]
    parts = [each for each in table if _COST.match(in_line_items(each.figures.label))]
    if totals := [each for each in parts if each.figures.label.lower().startswith("total")]:
        return (totals[0],) if len(totals) == 1 else ()
    if len(parts) < 2:
        return (row,)
    if len({each.figures.label.lower() for each in parts}) < len(parts):
        return ()
    summed: dict[int, Decimal] = {}
    for each in (each for each in table if each.index >= parts[0].index):
        figures = as_meant(each.figures.label, by_year(each))
        if _TOTAL.match(each.figures.label) and each.index > parts[-1].index:
            return (each,) if figures == summed else ()
        if _OF_OPERATING.search(each.figures.label) or not figures:
            break
        summed = {year: summed.get(year, Decimal(0)) + figure for year, figure in figures.items()}
    return tuple(parts)


def inventory_parts(sections: Iterable[tuple[frozenset[str], Sequence[RowRead]]]) -> tuple[RowRead, ...]:
    """Return the rows right under a label that says just inventories, by the words of ``sections``; () for fewer than two."""
    for label, rows in sections:
        if label == {INVENTORIES}:
            parts = tuple(takewhile(lambda row: _KINDS.fullmatch(row.figures.label), rows))
            if len(parts) >= FEWEST:
                return parts
    return ()
