"""What one row comes to over all its columns, where these are so many things: "in the three areas together", "on average"."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.answer.tables.arithmetic import exact, written
from assistant.answer.tables.asked_of_tables import times_in
from assistant.answer.tables.columns import ALL, CHANGES, PER_CENT
from assistant.answer.tables.figure_form import bare, decimals, rounded
from assistant.answer.tables.row_figures import is_printed
from assistant.questions.counts import SMALL_NUMBER, number_of
from assistant.text.grid import Grid, Line
from assistant.text.patterns import any_case

TOGETHER = any_case(r"\b(?:together|combined|altogether|in total|(?:the )?(?:total|sum) of|between them|added up)\b")
_ACROSS = any_case(rf"\b(?:across|in|of|over|for) (?:all )?(?:the |these |those )?(?P<n>{SMALL_NUMBER}|[2-9])\b(?! years?\b)")
_AVERAGE = any_case(r"\baverage\b|\bmean\b")
_OF_NO_THING = (CHANGES, ALL, PER_CENT)


def across_columns(question: str, grid: Grid, row: Line) -> str | None:
    """Say what the cells of a row come to over all columns, where a question asks for as many things together or on average."""
    number = _ACROSS.search(question)
    total, average = TOGETHER.search(question), _AVERAGE.search(question)
    of_things = not any(times_in(head) or any(form.search(head) for form in _OF_NO_THING) for head in grid.columns)
    if not (total or average) or not of_things or len(grid.columns) < 2 or grid.percent:
        return None
    count = number_of(number["n"]) if number else 0
    all_named = all(re.search(rf"\b{re.escape(head.split()[-1])}\b", question) for head in grid.columns)
    figures = [exact(cell) for cell in row.cells if is_printed(cell) and "%" not in cell]
    held = [figure for figure in figures if figure is not None]
    if (count != len(grid.columns) and not all_named) or len(held) < len(grid.columns):
        return None
    whole, parts = sum(held, Decimal(0)), " + ".join(map(part, held))
    if average and not total:
        places = decimals(question)
        mean = bare(whole / len(held)) if places is None else rounded(whole / len(held), places)
        return f"The average of the {len(held)} cells of this row is {mean}: ({parts}) / {len(held)}."
    return f"The {len(held)} cells of this row come to {written(whole)}: {parts}."


def part(figure: Decimal) -> str:
    """Write a part of a sum, in brackets where it is negative."""
    return written(figure) if figure >= 0 else f"({written(figure)})"
