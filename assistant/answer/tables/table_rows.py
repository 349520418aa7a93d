"""The rows of tables that answer, and the rows of the same name in other tables, whose figures differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.tables.arithmetic import exact
from assistant.answer.tables.asked_of_tables import label_words
from assistant.retrieve.finance import statement_named
from assistant.text.grid import Grid, Line
from assistant.text.reading_text import reading_line
from assistant.text.terms import stem_set
from assistant.types import Document, Span

AS_WELL = 0.5  # what a table may be worse by that has a row of the same name
TABLES = 2  # such tables that are quoted
SEVERAL = "Several tables have a row of this name, with other figures; each is quoted."
_FILLING = stem_set("total net expense cost")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table with how it is quoted."""

    grid: Grid
    line: Line

    @property
    def document(self) -> str:
        """The document that it stands in."""
        return self.grid.document

    def lines(self, document: Document) -> dict[Span, str]:
        """Return what it is quoted with, by span: the title of the table, the column heads, the row, its cells between bars."""
        segment = document.segments[self.line.index]
        named = {span: reading_line(document, span) for span in self.grid.title}
        begins = [document.segments[self.line.begins]] if self.line.begins is not None else []
        over = {s.span: reading_line(document, s.span) for s in begins}
        return {**named, self.grid.heads: self.grid.written, **over, segment.span: self.line.text}


@dataclass(frozen=True, slots=True)
class Tabled:
    """The rows that answer and what is said over them; ``score`` tells the best of several tables, ``columns`` what is told."""

    rows: tuple[TableRow, ...]
    notice: str | None
    score: float
    columns: tuple[int, ...] = ()


def as_well(told: Tabled, others: Sequence[Tabled]) -> tuple[TableRow, ...]:
    """Return the rows of other tables of the document that answer as well as one does, by the same name, with other figures."""
    if len(told.rows) > 1 or not told.columns:
        return ()
    own = told.rows[0]
    cells = {exact(own.line.cells[n]) for n in told.columns}
    same = [
        (other.rows[0], {exact(other.rows[0].line.cells[n]) for n in other.columns})
        for other in others
        if len(other.rows) == 1 and other.columns and other.score >= told.score - AS_WELL and other.rows[0].document == own.document
    ]
    alike = (row for row, figures in same if row.line.label == own.line.label and not figures & cells and row.grid is not own.grid)
    return tuple(alike)[:TABLES]


def is_told_otherwise(grid: Grid, line: Line, others: Sequence[Grid]) -> bool:
    """Say whether a row of the same name has other figures elsewhere: this one, which is of no statement, may be of a part."""
    if statement_named(grid.named):
        return False
    named, figures = label_words(line.label) - _FILLING, {exact(cell) for cell in line.cells}
    same = (row for other in others for row in other.rows if label_words(row.label) - _FILLING == named)
    return any(not (figures & {exact(cell) for cell in row.cells}) for row in same if row.index != line.index)
