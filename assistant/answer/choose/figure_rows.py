"""How a row of figures is quoted: under the line that names its table and its column heads, with bars between its cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from assistant.text.block_runs import body, first_of_run, lead
from assistant.text.figures import Figures, Heads, barred, label_begins
from assistant.text.reading_text import reading_line
from assistant.types import Document, Span

LEADS = 6  # words from which on a line that ends with a colon leads to a table, and is no label in it
FAR = 12  # blocks above a table among which its title may stand


@dataclass(frozen=True, slots=True)
class Row:
    """A row that names what is asked: where it stands, its cells and heads, how well it fits, and the cell that is asked for.

    ``barred`` says that there is a column head for each cell, ``under`` what stands over the cell, ``statement`` which kind of
    financial statement the row is of, if any, ``section`` the lines between heads and row that say of what it is: "Per share:",
    ``closing`` the row below that tells of which year it is: "Balance, December 31, 2021".
    """

    document: str
    index: int
    figures: Figures
    heads: Heads | None
    barred: bool
    fit: tuple[float, ...]
    cell: int | None
    under: str = ""
    statement: str | None = None
    section: tuple[int, ...] = ()
    closing: int | None = None

    @property
    def table(self) -> tuple[int, ...]:
        """Return what tells the table of a row from others: the lines of its heads."""
        return self.heads.lines if self.heads else (self.index,)

    def lines(self, document: Document) -> dict[Span, str]:
        """Return what it is quoted with, by span, see :func:`lines_of`."""
        return lines_of(document, self)

    @property
    def exact(self) -> bool:
        """Whether the label says nothing but what is asked for."""
        return self.fit[0] == 1.0

    @property
    def in_kind(self) -> bool:
        """Whether the row is in per cent only if a share is asked for."""
        return self.fit[2] > 0

    @property
    def as_typed(self) -> bool:
        """Whether all words of the label are in the question as they are."""
        return self.fit[-2] > 0


class Quotable(Protocol):
    """A row of a table that can be quoted: the document that it stands in, and its lines by their spans."""

    @property
    def document(self) -> str: ...

    def lines(self, document: Document) -> dict[Span, str]: ...


def lines_of(document: Document, row: Row) -> dict[Span, str]:
    """Return what a row is quoted with, by its span: its caption or heading, its column heads, itself; cells between bars."""
    heads, segments = row.heads, document.segments
    above, begins = heads.lines if heads else (), label_begins(document, row.index)
    blocks = (*above, *row.section, begins, row.index, row.closing)
    spans = [*_title(document, above[0] if above else row.index), *(segments[n].span for n in blocks if n is not None)]
    lines = {span: reading_line(document, span) for span in spans}
    if heads and row.barred:
        lines[segments[above[-1]].span] = barred(heads.text, tuple(c.span for c in heads.columns))
        lines[segments[row.index].span] = barred(row.figures.text, row.figures.cells)
    return lines


def _title(document: Document, index: int) -> list[Span]:
    """Return the line that names the table whose first line this is: the sentence that leads to it, its caption or heading."""
    found = lead(document, first_of_run(document.segments, index))
    words = document.text[slice(*found[0])].split() if found else []
    if len(words) >= LEADS and words[-1].endswith(":"):
        return found
    page = document.segments[index].place.page
    for far, segment in enumerate(body(document.segments, index - 1, -1)):
        if far == FAR or segment.place.page != page:
            break
        if segment.role in ("heading", "caption"):
            return [segment.span]
    return found
