"""What several rows of a table come to together, where a question names each: "council tax and business rates together".

The labels must stand in the question as they are printed, so that "and" within one parts no two; sums among the rows are left
out.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.answer.tables.across_columns import TOGETHER, part
from assistant.answer.tables.arithmetic import exact, sums, written
from assistant.answer.tables.asked_of_tables import ASIDE, Wanted, label_words, wanted_of
from assistant.answer.tables.columns import ALL, PER_CENT, asked_columns
from assistant.answer.tables.documents import documents_asked
from assistant.answer.tables.row_figures import as_meant, is_printed
from assistant.answer.tables.said_over import said_over
from assistant.answer.tables.several_years import asked_over
from assistant.answer.tables.table_rows import Tabled, TableRow
from assistant.answer.tables.told_by_tables import TOP, grids_of
from assistant.retrieve.retriever import Found
from assistant.text.enumeration import enumerated
from assistant.text.grid import Grid, Line
from assistant.text.patterns import any_case
from assistant.text.terms import words
from assistant.types import Open

MOST = 8  # rows that are added up
_NO_SUM = any_case(r"\b(?:share|percentage|proportion|per ?cent|average|rate|ratio|per|change|difference|than)\b|%")


def told_together(found: Found, open_document: Open) -> Tabled | None:
    """Return rows that a question asks for together, with what they come to; ``None`` where it names fewer than two."""
    question = found.query.text
    wanted = wanted_of(question)
    if wanted is None or not TOGETHER.search(question) or _NO_SUM.search(question) or asked_over(question):
        return None
    named, _ = documents_asked(found)
    best: tuple[int, Tabled] | None = None
    for id_ in named or tuple(dict.fromkeys(p.document for p in found.passages[:TOP])):
        document = open_document(id_)
        for grid in document.once(grids_of):
            rows = _named(question, grid)
            column = _column(wanted, grid, rows) if 1 < len(rows) <= MOST else None
            notice = _summed(grid, rows, column) if column is not None else None
            if notice is None or column is None or (best and best[0] >= len(rows)):
                continue
            notice = said_over(question, notice, grid, rows, [column], document)
            best = len(rows), Tabled(tuple(TableRow(grid, row) for row in rows), notice, 0.0, (column,))
    return best[1] if best else None


def _named(question: str, grid: Grid) -> list[Line]:
    """Return the rows whose label a question has as it is printed; of two within one another the longer, and no sums."""
    asked = f" {_bare(question)} "
    summed = sums(grid)
    held: dict[str, Line] = {}
    for row in grid.rows:
        label = _bare(ASIDE.sub(" ", row.label))
        if label and f" {label} " in asked and row.index not in summed and not ALL.match(row.label):
            if label in held:
                return []  # of two sections, which the label does not tell
            held[label] = row
    return [row for label, row in held.items() if not any(label != other and f" {label} " in f" {other} " for other in held)]


def _bare(text: str) -> str:
    return " ".join(words(text))


def _column(wanted: Wanted, grid: Grid, rows: Sequence[Line]) -> int | None:
    """Return the one column that is asked for; ``None`` where it cannot be told which."""
    said = frozenset[str]().union(*(label_words(row.label) for row in rows))
    columns = asked_columns(wanted, grid, said)[0] if grid.columns else []
    return columns[0] if len(columns) == 1 and not PER_CENT.search(grid.columns[columns[0]]) else None


def _summed(grid: Grid, rows: Sequence[Line], column: int) -> str | None:
    """Say what the cells of a column come to; ``None`` where one has no figure, or is a share."""
    cells = [row.cells[column] for row in rows]
    figures = [exact(cell) for cell in cells if is_printed(cell) and "%" not in cell]
    held = list(as_meant("", {n: each for n, each in enumerate(figures) if each is not None}).values())
    if len(held) < len(rows) or grid.percent:
        return None
    names = enumerated([f"“{row.label}”" for row in rows])
    parts = " + ".join(map(part, held))
    whole = f"{names} are {written(sum(held, Decimal(0)))} together under “{grid.columns[column]}”"
    return f"{whole}: {parts}, worked out from the rows below."
