"""Rows of a table drawn as a table: cells in columns, without the bars and rules that they are written with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape
from itertools import groupby

from assistant.text.cells import is_row, is_rule, row_cells, value

LONG = 16  # characters of a cell that is given room before its table scrolls
_TAG = re.compile(r"<[^>]*>")


def table_html(rows: Sequence[Sequence[str]], *, headed: bool, marks: Sequence[str] = ()) -> str:
    """Return a table of HTML cells, its first row the heads if ``headed``, ``marks`` behind the rows in a column of their own."""
    figures = _columns_of_figures(rows[1:] if headed else rows)
    drawn = []
    for number, row in enumerate(rows):
        tag = "th" if headed and number == 0 else "td"
        cells = "".join(f"<{tag}{_css(cell, column in figures)}>{cell}</{tag}>" for column, cell in enumerate(row))
        mark = f'<td class="marks">{marks[number]}</td>' if any(marks) else ""
        drawn.append(f"<tr>{cells}{mark}</tr>")
    return f'<div class="table"><table>{"".join(drawn)}</table></div>'


def _columns_of_figures(rows: Sequence[Sequence[str]]) -> set[int]:
    """Return which columns after the first hold figures and nothing else."""
    columns = range(1, max(map(len, rows), default=0))
    held = {n: [words for row in rows if (words := _bare(row[n] if n < len(row) else ""))] for n in columns}
    return {n for n, words in held.items() if words and all(value(each) is not None for each in words)}


def _css(cell: str, is_figure: bool) -> str:
    return ' class="figure"' if is_figure else ' class="long"' if len(_bare(cell)) > LONG else ""


def _bare(cell: str) -> str:
    return unescape(_TAG.sub("", cell)).strip()


def breaking(text: str) -> str:
    """Return words whose lines break between them also where the file has spaces that keep them together, as all of some have."""
    return text.replace("\u00a0", " ")


def quote_html(text: str) -> str:
    """Return words of a document as HTML, rows of a table among them as a table."""
    parts = []
    for tabular, lines in groupby(breaking(text).split("\n"), key=lambda line: is_row(line) or is_rule(line)):
        run = list(lines)
        if tabular:
            rows = [[escape(cell) for cell in row_cells(line)] for line in run if not is_rule(line)]
            parts.append(table_html(rows, headed=_is_headed(run)) if rows else "")
        else:
            parts.append(escape("\n".join(run)))
    return "".join(parts)


def _is_headed(rows: Sequence[str]) -> bool:
    """Say whether rows begin with the heads of columns: over a rule, or the only one of them without a figure."""
    figures = [any(map(str.isdigit, row)) for row in rows]
    return len(rows) > 1 and (is_rule(rows[1]) or (not figures[0] and all(figures[1:])))
