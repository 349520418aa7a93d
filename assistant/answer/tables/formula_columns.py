"""The lines of a formula among the tables of a document: a row each of one time, or a column each of one row.

A line is a row whose label says just that, with what stands over the table; of several such rows none is taken. In a table whose
columns are things and no times it is a column, of the row that the rest of the question names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.answer.choose.figure_rows import Quotable
from assistant.answer.tables.arithmetic import exact
from assistant.answer.tables.asked_of_tables import ASIDE, LIGHT, Time, label_words, times_in, wanted_of
from assistant.answer.tables.columns import CHANGES, is_same
from assistant.answer.tables.formula import Line, lines, times_of
from assistant.answer.tables.formula_asked import Given
from assistant.answer.tables.row_figures import IN_FULL, as_meant, is_printed
from assistant.answer.tables.table_rows import TableRow
from assistant.answer.tables.told_by_tables import TOP, grids_of
from assistant.retrieve.retriever import Found
from assistant.text import grid as tables
from assistant.text.block_runs import index_at
from assistant.text.grid import Grid
from assistant.text.terms import EMPTY
from assistant.text.units import unit_in, unit_over, without_unit
from assistant.types import Document, Open

NO_TIME: Time = (0, None)
_DIGITS = re.compile(r"\b(?:FY|CY)? ?'?(?:19|20)\d\d(?:[/–-](?:20)?\d\d)?\b")


@dataclass(frozen=True, slots=True)
class Operand:
    """A line of a formula as it was found: its rows, label, figures by time, the unit over it, and what tells its table."""

    rows: tuple[Quotable, ...]
    label: str
    figures: Mapping[Time, Decimal]
    unit: str
    table: tuple[object, ...]

    def at(self, time: Time) -> Decimal | None:
        """Return its figure of a time; of no time, where it has none."""
        return next((figure for held, figure in self.figures.items() if is_same(held, time)), self.figures.get(NO_TIME))


def of_tables(given: Given, found: Found, documents: Sequence[str], open_document: Open, *, by_row: bool) -> dict[str, Operand]:
    """Return the lines of a formula in the tables of one document, by name.

    ``by_row`` says that each may be a row of its own.
    """
    best: dict[str, Operand] = {}
    for id_ in documents or tuple(dict.fromkeys(p.document for p in found.passages[:TOP])):
        title = label_words(next((f"{p.title} {id_}" for p in found.passages if p.document == id_), id_))
        grids = [grid for grid in open_document(id_).once(grids_of) if grid.columns]
        as_rows = [_as_rows(given, grids, title, open_document(id_))] if by_row else []
        for held in (*(_as_columns(given, grid, title) for grid in grids), *as_rows):
            if len(held) > len(best):
                best = held
    return best


def _names(given: Given) -> dict[str, list[Line]]:
    named: dict[str, list[Line]] = {}
    for line in lines(given.formula):
        named.setdefault(line.name, []).append(line)
    return named


def _said(text: str) -> frozenset[str]:
    """Return the words that a label, or the name of a line, says something by."""
    return label_words(ASIDE.sub(" ", _DIGITS.sub(" ", text))) - EMPTY


def _is_just(label: str, line: str, over: frozenset[str], title: frozenset[str]) -> bool:
    """Say whether a label says just what a line is called, with what stands over it, and whose document it is in."""
    own, named = _said(label), _said(line) - title or _said(line)
    if not own & named:
        return False
    return named <= own | over and own - LIGHT <= named | title


def _as_columns(given: Given, grid: Grid, title: frozenset[str]) -> dict[str, Operand]:
    """Return a column for each line, of the one row that the rest of the question names; none where one is missing."""
    row = _row_named(given.rest, grid, title)
    if row is None:
        return {}
    held: dict[str, Operand] = {}
    for name, of_name in _names(given).items():
        figures: dict[Time, Decimal] = {}
        unit = ""
        for line in of_name:
            for time in _times(line, given):
                columns = [n for n, head in enumerate(grid.columns) if _is_just(head, name, frozenset(), title)]
                columns = [n for n in columns if ("number" in grid.columns[n].lower()) == ("number" in name.lower())] or columns
                timed = [n for n in columns if any(is_same(each, time) for each in times_in(grid.columns[n]))]
                if not timed and (time == NO_TIME or any(is_same(each, time) for each in times_in(grid.named))):
                    timed = [n for n in columns if not times_in(grid.columns[n])]
                if len(timed) != 1 or not _is_figure(row.cells[timed[0]]):
                    return {}
                unit = _unit(grid.columns[timed[0]], grid)
                if (figure := exact(row.cells[timed[0]])) is not None:
                    figures[time] = figure
        held[name] = Operand((TableRow(grid, row),), f"{row.label}, {name}", figures, unit, (grid.document, grid.heads, unit))
    return held


def _unit(head: str, grid: Grid) -> str:
    """Return the unit of a column: of its head, else of the table; "(£)" is one, and so is what a column of no unit counts."""
    in_full = IN_FULL.search(head)
    in_heads = any(unit_in(each) or IN_FULL.search(each) for each in grid.columns)
    return unit_in(head) or (in_full[0] if in_full else unit_in(grid.named) or ("(£)" if in_heads else ""))


def _times(line: Line, given: Given) -> Iterator[Time]:
    for asked in given.times or (NO_TIME,):
        yield from times_of(line, asked) if asked != NO_TIME or line.times else (NO_TIME,)


def _is_figure(cell: str) -> bool:
    return is_printed(cell) and "%" not in cell


def _row_named(rest: str, grid: Grid, title: frozenset[str]) -> tables.Line | None:
    """Return the one row that a text names by all of its label; of several, that which is named by its name; else none."""
    spoken = label_words(rest)
    wanted = wanted_of(rest)
    hard = (wanted.hard if wanted else frozenset[str]()) - title
    named = [line for line in grid.rows if (own := _said(line.label) - LIGHT) and own <= spoken and not own <= title]
    most = [line for line in named if not any(_said(line.label) < _said(other.label) for other in named)]
    by_name = [line for line in most if _said(line.label) & hard]
    chosen = by_name or most
    return chosen[0] if len(chosen) == 1 else None


def _as_rows(given: Given, grids: Sequence[Grid], title: frozenset[str], document: Document) -> dict[str, Operand]:
    """Return a row for each line, all of one table where one has them all, else each the only one of its name."""
    by_name = {name: list(_rows(name, of_name, given, grids, title, document)) for name, of_name in _names(given).items()}
    for grid in grids:
        of_grid = {name: [each for each in some if each.table[1] == grid.heads] for name, some in by_name.items()}
        if all(len(some) == 1 for some in of_grid.values()):
            return {name: some[0] for name, some in of_grid.items()}
    return {name: some[0] for name, some in by_name.items() if len(some) == 1}


def _rows(
    name: str, of_name: Sequence[Line], given: Given, grids: Sequence[Grid], title: frozenset[str], document: Document
) -> Iterator[Operand]:
    """Yield the rows that are just one line of a formula and have a figure of each time that is needed of it."""
    needed = {time for line in of_name for time in _times(line, given)}
    for grid in grids:
        around = label_words(without_unit(grid.named))
        for row in grid.rows:
            if not _is_just(row.label, name, around, title):
                continue
            cells = {time: _column(name, time, grid) for time in needed - {NO_TIME}}
            if NO_TIME in needed:
                timed = {n: times_in(head) for n, head in enumerate(grid.columns) if not CHANGES.search(head)}
                cells |= {next(iter(times)): n for n, times in timed.items() if len(times) == 1}
            held = {time: exact(row.cells[n]) for time, n in cells.items() if n is not None and _is_figure(row.cells[n])}
            figures = {time: figure for time, figure in held.items() if figure is not None}
            if not figures or not needed - {NO_TIME} <= figures.keys():
                continue
            heads = {_unit(grid.columns[n], grid) for n in cells.values() if n is not None}
            first, last = (index_at(document, at) for at in (grid.heads[0], grid.heads[1] - 1))
            over = unit_over(document, first, last, row.index, row.label)
            unit = unit_in(row.label) or (next(iter(heads)) if len(heads) == 1 else "") or over
            yield Operand((TableRow(grid, row),), row.label, as_meant(row.label, figures), unit, (grid.document, grid.heads))


def _column(name: str, time: Time, grid: Grid) -> int | None:
    """Return the one column of a time; of several the one whose head the name of a line has a word of, or that counts nothing."""
    timed = [
        n for n, head in enumerate(grid.columns) if any(is_same(each, time) for each in times_in(head)) and not CHANGES.search(head)
    ]
    if len(timed) > 1:
        counting = [n for n in timed if ("number" in grid.columns[n].lower()) == ("number" in name.lower())]
        named = [n for n in timed if _said(grid.columns[n]) & _said(name)]
        timed = [n for n in timed if n in counting and (not named or n in named)]
    return timed[0] if len(timed) == 1 else None
