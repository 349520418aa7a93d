"""Rows of a table drawn as a table: cells in columns, without the bars and rules that they are written with."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from assistant.text.cells import is_row, is_rule, row_cells


def table_html(rows: Sequence[Sequence[str]], *, headed: bool) -> str:
    """Return a table of cells that are HTML already; ``headed`` says that its first row holds the heads of the columns."""
    drawn = []
    for number, row in enumerate(rows):
        tag = "th" if headed and number == 0 else "td"
        drawn.append(f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in row)}</tr>")
    return f'<div class="table"><table>{"".join(drawn)}</table></div>'


def quote_html(text: str) -> str:
    """Return words of a document as HTML, rows of a table among them as a table."""
    parts = []
    for tabular, lines in groupby(text.split("\n"), key=lambda line: is_row(line) or is_rule(line)):
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
