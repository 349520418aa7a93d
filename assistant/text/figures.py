"""Rows of figures in print: the label, the cells, and the column heads that say what each cell is of.

The text layer of a report has no bars between cells, but a row of figures needs none to be read: its cells are the figures at
its end, one after the other, and what stands before them is its label. Its column heads are the line of years or dates over
it, with what stands right above that (the measure, "three months ended"). A cell is only said to be of a column where there are
as many cells as columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.text.block_runs import body
from assistant.text.months import MONTH
from assistant.text.patterns import any_case
from assistant.text.reading_text import reading
from assistant.text.years import RECENT_YEAR
from assistant.types import Document, Segment, Span

FAR = 80  # rows up to which column heads are looked for above a row
MOST_HEADS = 4  # lines of column heads over a table
LONGEST_HEAD = 160  # characters of such a line

_TOKEN = re.compile(r"\S+")
_VALUE = re.compile(r"[-–—−+]?[$€£¥]?[-–—−]?(?:\([$€£¥]?\d[\d,.]*%?\)%?|[$€£¥]?\d[\d,.]*[%x]?|\([$€£¥]?\d[\d,.]*%?)")
_NOTHING = re.compile(r"[-–—−]+|n/?[am]|N/?[AM]|NM|\*{1,2}")
_DASH = re.compile(r"(?<!\S)[-–—−](?!\S)")
_CURRENCY = re.compile(r"(?<=^[$€£¥]) ")
_NOTE = re.compile(r"\(\d\)")
_YEAR = re.compile(RECENT_YEAR)
_BEFORE = frozenset("$€£¥(")
_BEHIND = frozenset(("%", ")", "%)", ")%", "x"))
_GOES_ON = frozenset(
    "and of to or by for at in than net from with under over aged above below until before after".split()
)  # a label that ends so takes in the next figure

_DATE = any_case(rf"{MONTH}\s+\d{{1,2}},?")
_COLUMN = any_case(
    rf"(?:{MONTH}\s+\d{{1,2}},?\s+)?(?:fiscal\s+(?:year\s+)?|FY\s?)?(?P<year>{RECENT_YEAR})\b(?![.,]\d|%)"
    r"|(?:[%$]|percent(?:age)?)\s*(?:change|increase|variance)\b|(?<=\d\s)(?:change|variance|total)\b"
)
_MEASURE = any_case(
    r"\b(?:millions?|thousands?|billions?|unaudited|(?:months?|weeks?|years?|quarters?|periods?)\s+(?:ended|ending)|as of)\b"
    r"|\b(?:full year|q[1-4])\b|^at\b"
)
_DIGITS = re.compile(r"\d{3,}|[$€£¥]\s?\d")


@dataclass(frozen=True, slots=True)
class Figures:
    """A row of figures: its label, and the spans of its cells in the row's text."""

    text: str
    label: str
    cells: tuple[Span, ...]

    def cell(self, at: int) -> str:
        """Return a cell as it is printed."""
        return self.text[slice(*self.cells[at])]


@dataclass(frozen=True, slots=True)
class Column:
    """A column head: its span in the line of heads, and the year that it names, if any."""

    span: Span
    year: int | None


@dataclass(frozen=True, slots=True)
class Heads:
    """The lines over a table, as indices of the document's segments, and the columns that the last of them names."""

    lines: tuple[int, ...]
    text: str
    columns: tuple[Column, ...]


def figures(text: str) -> Figures | None:
    """Read a row of print; ``None`` where it ends in no figure. A year behind a label belongs to the label."""
    cells: list[Span] = []
    tokens = list(_TOKEN.finditer(text))
    end = len(tokens)
    while end:
        found = _cell(tokens, end)
        if found is None:
            break
        cells.insert(0, (tokens[found].start(), tokens[end - 1].end()))
        end = found
    printed = [text[slice(*cell)] for cell in cells]
    if not any(map(str.isdigit, "".join(printed))) or _are_notes(printed):
        return None
    return Figures(text, text[: cells[0][0]].strip(" .…:\u00a0\n"), tuple(cells))


def _are_notes(cells: list[str]) -> bool:
    """Say whether cells are the numbers of footnotes, one or one after the other: "(1) (2)"; "— (2)" and "(9) (4)" are figures."""
    numbers = [int(cell[1]) for cell in cells if _NOTE.fullmatch(cell)]
    return len(numbers) == len(cells) and all(b == a + 1 for a, b in pairwise(numbers))


def _cell(tokens: list[re.Match[str]], end: int) -> int | None:
    """Return the token that the cell begins with whose last token stands before ``end``; ``None`` where none does."""
    last = end - 1
    while last > 0 and tokens[last].group() in _BEHIND:
        last -= 1
    word = tokens[last].group()
    signed = last > 0 and tokens[last - 1].group() in _BEFORE
    if _YEAR.fullmatch(word) and not signed and last == end - 1:
        return None
    if not (_VALUE.fullmatch(word) or _NOTHING.fullmatch(word)):
        return None
    return last - 1 if signed else last


def columns(text: str) -> tuple[Column, ...]:
    """Return the columns that a line names: years, dates, changes; () where it holds a figure and so is no line of heads."""
    found = list(_COLUMN.finditer(text))
    if not any(m["year"] for m in found) or _DIGITS.search(_DATE.sub("", _COLUMN.sub("", text))) or figures(text):
        return ()
    gaps = (text[before.end() : after.start()].strip(" |\n").lower() for before, after in pairwise(found))
    behind = text[found[-1].end() :]
    if any(gap not in ("", "at", "as of") for gap in gaps) or (
        len(found) == 1 and (any(map(str.isalpha, behind)) or _DASH.search(behind))
    ):  # "at the end of 2023 were as follows:", "December 31, 2020 — —" under "none issued at December 31, 2021 and"
        return ()
    dated = [m for m in found if _DATE.match(m.group())]
    shared = len(dated) == 1 < len(found) and dated[0] is found[0]  # "December 31, 2018 2017": of both years
    starts = [m.start("year") if m["year"] and shared else m.start() for m in found]
    return tuple(Column((a, m.end()), int(m["year"]) if m["year"] else None) for a, m in zip(starts, found, strict=True))


def heads_over(document: Document, index: int) -> Heads | None:
    """Return the heads of a row: the nearest line of years over it on its page, past the head of a section, and what is above."""
    page = document.segments[index].place.page
    above = body(document.segments, index - 1, -1)
    under_heading = False
    for far, segment in enumerate(above):
        opens_section = segment.role == "heading" and not under_heading  # "ASSETS" right under the column heads
        if far == FAR or segment.place.page != page or not (opens_section or _may_be_head(document, segment)):
            return None
        at = index - 1 - far if document.segments[index - 1 - far] is segment else document.segments.index(segment)
        text = reading(document, *segment.span)
        if not opens_section and (named := columns(text)):
            return Heads((*_above(document, at), at), text, named)
        if under_heading:
            return None
        under_heading = opens_section
    return None


def label_begins(document: Document, index: int) -> int | None:
    """Return the row of words over a row that its label begins in, and goes on from in small letters; ``None`` where none does."""
    segments = document.segments
    if not index or not document.text[segments[index].start].islower() or segments[index - 1].role != "row":
        return None
    text = reading(document, *segments[index - 1].span)
    goes_on = segments[index - 1].place.page == segments[index].place.page and text[:1].isupper() and "|" not in text
    return index - 1 if goes_on and not text.endswith((":", ".")) and not figures(text) and not _MEASURE.search(text) else None


def _may_be_head(document: Document, segment: Segment) -> bool:
    """Say whether a block can stand between a row and its heads: another row, or a short line that is no sentence."""
    if segment.role == "row":
        return True
    text = document.text[segment.start : segment.end].rstrip()
    return segment.role == "paragraph" and len(text) <= LONGEST_HEAD and not text.endswith((".", "!", "?"))


def _above(document: Document, at: int) -> Iterator[int]:
    """Yield the lines that stand right above a line of heads and belong to it, from the top."""
    kept: list[int] = []
    for n in range(at - 1, max(at - 1 - MOST_HEADS, -1), -1):
        segment = document.segments[n]
        text = reading(document, *segment.span)
        if segment.role not in ("row", "paragraph") or len(text) > LONGEST_HEAD or not _MEASURE.search(text) or figures(text):
            break
        if text.rstrip().endswith("."):
            break
        kept.insert(0, n)
    yield from kept


def fitted(row: Figures, width: int) -> Figures | None:
    """Return a row with as many cells as there are columns; ``None`` where it has not.

    Figures too many belong to a label that goes on in them: "net of allowances of $95 and $103", "Children under 16", "Days (1)".
    """
    extra = len(row.cells) - width
    if extra == 0:
        return row
    goes_on = row.label.lower().split()[-1:] and row.label.lower().split()[-1] in _GOES_ON
    noted = extra == 1 and _NOTE.fullmatch(row.cell(0))
    printed = all(any(map(str.isdigit, row.cell(n))) for n in range(extra))  # a dash is a cell, and of no label
    if extra < 0 or not printed or not (goes_on or noted):
        return None
    return Figures(row.text, row.text[: row.cells[extra][0]].strip(), row.cells[extra:])


def barred(text: str, cells: tuple[Span, ...]) -> str:
    """Return a line of print with bars between its cells, as Markdown has them: one without a label begins with an empty cell."""
    starts = [0, *(start for start, _ in cells), len(text)]
    parts = [_CURRENCY.sub("\u00a0", " ".join(text[a:b].split())) for a, b in pairwise(starts)]
    return " | ".join(parts) if parts[0] else f"| {' | '.join(parts)} |"
