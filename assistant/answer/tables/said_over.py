"""What is said over a quoted row besides its cell: its unit, the cell in another unit, what several years come to."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.tables.arithmetic import exact
from assistant.answer.tables.figure_form import converted
from assistant.answer.tables.row_figures import IN_FULL, as_meant
from assistant.answer.tables.several_years import asked_over, of_table, told_over
from assistant.text.block_runs import index_at
from assistant.text.grid import Grid, Line
from assistant.text.units import unit_in, unit_over
from assistant.types import Document


def with_unit(notice: str, unit: str, converted: str = "") -> str:
    """Return a notice with the unit that stands over the table, and what its figure is in another; as it is where that is ""."""
    if not unit:
        return f"{notice} That is {converted.removesuffix('.')}." if converted else notice
    return f"{notice} The table is headed “{unit}”{converted and f': {converted}'}."


def said_over(
    question: str,
    notice: str | None,
    grid: Grid,
    rows: Sequence[Line],
    columns: Sequence[int],
    document: Document,
    *,
    doubtful: bool = False,
) -> str | None:
    """Return what is said over the rows of a table: of several years unless ``doubtful``, with its unit, in the unit asked for."""
    row = rows[0]
    over = None if doubtful else asked_over(question)
    several = told_over(over, of_table(over, grid, row, columns), question) if over and len(rows) == 1 else None
    notice = several or notice
    if notice is None:
        return None
    first, last = (index_at(document, at) for at in (grid.heads[0], grid.heads[1] - 1))
    in_shares = all("%" in cell for cell in row.cells)
    unit = "" if in_shares else unit_over(document, first, last, row.index, row.label)
    in_other = "" if several or len(rows) > 1 or len(columns) != 1 else _in_other(question, grid, row, columns[0], unit)
    return with_unit(notice, "" if unit in notice else unit, in_other)


def _in_other(question: str, grid: Grid, row: Line, column: int, unit: str) -> str:
    """Return the one cell that is told in the unit that a question asks for; "" where it is in that, or its own is not known."""
    cell, head = row.cells[column], grid.columns[column]
    in_full = IN_FULL.search(f"{row.label} {head}")
    own = unit_in(row.label) or unit_in(head) or (in_full[0] if in_full else "") or unit
    figures = {n: figure for n, each in enumerate(row.cells) if "%" not in each and (figure := exact(each)) is not None}
    figure = None if "%" in f"{cell}{head}" else as_meant(row.label, figures).get(column)
    return converted(question, figure, own) if figure is not None else ""
