"""Rows of print on a page, and which of them are furniture: running heads, running feet and page numbers.

Furniture is what a reader skips: the same words (digits ignored) at the same height, outermost on several pages. The page
numbers among it tell the printed label of a sheet where the file does not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.load.text_layer import Box, Line, PageText

_MARGIN_ROWS = 4
_MARGIN = 0.17
_SAME_HEIGHT = 4.0
_MAX_NUMBERS = 2
_DIGITS = re.compile(r"\d+")
_RULE = re.compile(r"[\W_]{5,}\s*")
_MARK = re.compile(r"_?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PAGE_NUMBER = re.compile(r"(?i)(?:page\s+)?[-–—\[(|\s]*(?P<number>\d{1,4}|[ivxl]{1,7})[-–—\])|\s]*(?:of\s+\d+|/\s*\d+)?")
_AT_EDGE = (re.compile(r"^(\d{1,4})\b(?![.,]\d)"), re.compile(r"(?<![\d.,])(\d{1,4})(?:\s+of\s+\d+)?$"))
_SHORTEST_RUN = {"arabic": 3, "roman": 2}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on one line of a page, ``cells`` the offsets where the parts begin that wide gaps set apart."""

    sheet: int
    start: int
    end: int
    text: str
    box: Box
    size: float
    bold: bool
    cells: tuple[int, ...]


def rows_of(page: PageText) -> list[Row]:
    """Join lines that follow each other in the text and stand beside each other on the page."""
    rows: list[Row] = []
    for line in page.lines:
        if rows and _beside(rows[-1], line):
            before = rows.pop()
            set_apart = line.box.left - before.box.right > before.size
            cells = before.cells + (line.cells if set_apart else line.cells[1:])
            rows.append(_row(page, before.start, line.end, _around(before.box, line.box), before, cells))
        else:
            rows.append(_row(page, line.start, line.end, line.box, line, line.cells))
    return rows


def _row(page: PageText, start: int, end: int, box: Box, first: Row | Line, cells: tuple[int, ...]) -> Row:
    text = page.text[start - page.start : end - page.start]
    return Row(page.sheet, start, end, text, box, first.size, first.bold, cells)


def _beside(row: Row, line: Line) -> bool:
    overlap = min(row.box.top, line.box.top) - max(row.box.bottom, line.box.bottom)
    low = min(row.box.top - row.box.bottom, line.box.top - line.box.bottom)
    return overlap > 0.5 * low and line.box.left > row.box.right - 0.5 * row.size


def _around(a: Box, b: Box) -> Box:
    return Box(min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


def find_furniture(pages: Sequence[PageText], rows: Sequence[Sequence[Row]]) -> set[int]:
    """Return where the rows start that are furniture."""
    found = {row.start for page in rows for row in page if _RULE.fullmatch(row.text) or _MARK.fullmatch(row.text)}
    edges = [edge for page, on_page in zip(pages, rows, strict=True) for edge in _edges(page, on_page)]
    repeated = _repeated(edges, 2 if len(pages) < 8 else 3)
    numbered = {
        n.row.start for run in _runs(n for edge in edges for row in edge for n in _printed(row, alone=True)) for n in run
    }
    for edge in edges:
        for row in edge:
            if row.start not in repeated and row.start not in numbered and row.start not in found:
                break
            found.add(row.start)
    return found


def _edges(page: PageText, rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the rows nearest the top and the bottom of a page, each from the edge inwards."""
    high = sorted(rows, key=lambda row: -row.box.top)
    yield [row for row in high[:_MARGIN_ROWS] if row.box.top > (1 - _MARGIN) * page.height]
    yield [row for row in high[: -_MARGIN_ROWS - 1 : -1] if row.box.bottom < _MARGIN * page.height]


def _repeated(edges: Iterable[Sequence[Row]], at_least: int) -> set[int]:
    """Return where the rows start whose words stand at the same height of several pages."""
    by_words: dict[str, list[Row]] = defaultdict(list)
    for edge in edges:
        for row in edge:
            if len(_DIGITS.findall(row.text)) <= _MAX_NUMBERS:
                by_words[_words(row.text)].append(row)
    found: set[int] = set()
    for rows in by_words.values():
        rows.sort(key=lambda row: row.box.bottom)
        for level in _levels(rows):
            if len({row.sheet for row in level}) >= at_least:
                found.update(row.start for row in level)
    return found


def _levels(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Split rows in the order of their height into those of the same height."""
    level: list[Row] = []
    for row in rows:
        if level and row.box.bottom - level[-1].box.bottom > _SAME_HEIGHT:
            yield level
            level = []
        level.append(row)
    if level:
        yield level


def _words(text: str) -> str:
    number = _PAGE_NUMBER.fullmatch(text)
    return "#" if number else _DIGITS.sub("#", "".join(text.casefold().split()))


@dataclass(frozen=True, slots=True)
class _Printed:
    """A page number as printed in a row, and how far it is ahead of the sheet."""

    row: Row
    label: str
    kind: str
    ahead: int


def _runs(printed: Iterable[_Printed]) -> list[list[_Printed]]:
    """Return, for roman and for arabic, the numbers that keep the most common distance from their sheets."""
    runs: dict[tuple[str, int], list[_Printed]] = defaultdict(list)
    for number in printed:
        runs[number.kind, number.ahead].append(number)
    best: dict[str, list[_Printed]] = {}
    for (kind, _), run in sorted(runs.items(), key=lambda item: (-len(item[1]), item[0])):
        if len({number.row.sheet for number in run}) >= _SHORTEST_RUN[kind]:
            best.setdefault(kind, run)
    return list(best.values())


def _printed(row: Row, *, alone: bool) -> Iterator[_Printed]:
    """Yield what may be a page number: a row that is nothing else, or (not ``alone``) the first or last word of it."""
    if number := _PAGE_NUMBER.fullmatch(row.text):
        label = number["number"]
        value = int(label) if label.isdigit() else _roman(label.casefold())
        yield _Printed(row, label, "arabic" if label.isdigit() else "roman", value - row.sheet)
    elif not alone:
        for label in dict.fromkeys(number for pattern in _AT_EDGE for number in pattern.findall(row.text)):
            yield _Printed(row, label, "arabic", int(label) - row.sheet)


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def printed_labels(rows: Sequence[Sequence[Row]], furniture: set[int]) -> tuple[list[str | None], str | None]:
    """Return the label of each sheet as printed in its furniture, and a note on how the numbers run.

    Only where the printed numbers keep their distance from the sheets on most pages; a sheet without a number between
    two of a run takes its place in it. Else every label is ``None``.
    """
    labels: list[str | None] = [None] * len(rows)
    runs = _runs(n for page in rows for row in page if row.start in furniture for n in _printed(row, alone=False))
    if 2 * len({number.row.sheet for run in runs for number in run}) <= len(rows):
        return labels, None
    for run in sorted(runs, key=lambda run: run[0].kind, reverse=True):
        for number in run:
            labels[number.row.sheet - 1] = number.label
        if run[0].kind == "arabic":
            sheets = [number.row.sheet for number in run]
            for sheet in range(min(sheets), max(sheets)):
                labels[sheet - 1] = labels[sheet - 1] or str(sheet + run[0].ahead)
    first = next(i for i, label in enumerate(labels) if label)
    return labels, f"page labels as printed: sheet {first + 1} is page {labels[first]}"
