"""Rows of print on a page, and which of them are furniture: running heads, running feet and page numbers.

Furniture is what a reader skips: the same words (digits ignored) at the same height, outermost on several pages. The page
numbers among it tell the printed label of a sheet where the file does not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.load.text_layer import Box, PageText, PrintedLine

_MARGIN_ROWS = 4  # rows from an edge of the page that may be furniture
_MARGIN = 0.17  # of the height of a page, within which all but the outermost must stand
_SAME_HEIGHT = 4.0  # points between rows of several pages that stand at one height
_MAX_NUMBERS = 2  # numbers in a row that may tell the page: more are a table's
_MOST = 0.6  # of the pages, on which a row with more numbers must stand word for word
_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_RULE = re.compile(r"[\W_]{5,}\s*")
_MARK = re.compile(r"_?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PAGE_NUMBER = re.compile(
    r"(?i)(?:page\s+)?[-–—\[(|\s]*(?P<label>(?P<part>[a-z]-)?(?P<number>\d{1,4})|(?P<roman>[ivxl]{1,7}))"
    r"[-–—\])|\s]*(?:of\s+\d+|/\s*\d+)?"
)
_AT_EDGE = (re.compile(r"^(\d{1,4})\b(?![.,]\d)"), re.compile(r"(?<![\d.,])(\d{1,4})(?:(?:\s+of\s+|\s?/\s?)\d+)?$"))
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on one line of a page, ``cells`` where its parts begin at wide gaps, ``hidden`` why it cannot be seen, if so."""

    sheet: int
    start: int
    end: int
    text: str
    box: Box
    size: float
    bold: bool
    cells: tuple[int, ...]
    hidden: str | None = None


def rows_of(page: PageText) -> list[Row]:
    """Join lines that follow each other in the text and stand beside each other on the page."""
    rows: list[Row] = []
    for line in page.lines:
        if rows and rows[-1].hidden == line.hidden and _beside(rows[-1], line):
            before = rows.pop()
            set_apart = line.box.left - before.box.right > before.size
            cells = before.cells + (line.cells if set_apart else line.cells[1:])
            longer = line if line.end - line.start > len(before.text) else before  # a number may be larger than the words behind it
            rows.append(_row(page, before.start, line.end, _around(before.box, line.box), longer, cells))
        else:
            rows.append(_row(page, line.start, line.end, line.box, line, line.cells))
    return rows


def _row(page: PageText, start: int, end: int, box: Box, style: Row | PrintedLine, cells: tuple[int, ...]) -> Row:
    text = page.text[start - page.start : end - page.start]
    return Row(page.sheet, start, end, text, box, style.size, style.bold, cells, style.hidden)


def _beside(row: Row, line: PrintedLine) -> bool:
    overlap = min(row.box.top, line.box.top) - max(row.box.bottom, line.box.bottom)
    low = min(row.box.top - row.box.bottom, line.box.top - line.box.bottom)
    return overlap > 0.5 * low and line.box.left > row.box.right - 0.5 * row.size


def _around(a: Box, b: Box) -> Box:
    return Box(min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


def find_furniture(pages: Sequence[PageText], rows: Sequence[Sequence[Row]]) -> set[int]:
    """Return where the rows start that are furniture."""
    found = {row.start for page in rows for row in page if _RULE.fullmatch(row.text) or _MARK.fullmatch(row.text)}
    edges = [edge for page, on_page in zip(pages, rows, strict=True) for edge in _edges(page, on_page)]
    repeated = _repeated(edges, 2 if len(pages) < 8 else 3, len(pages))
    numbered = {n.row.start for run in _runs(n for edge in edges for row in edge for n in _printed(row, alone=True)) for n in run}
    for edge in edges:
        for row in edge:
            if row.start not in repeated and row.start not in numbered and row.start not in found:
                break
            found.add(row.start)
    return found


def _edges(page: PageText, rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the rows nearest the top and the bottom of a page, each from the edge inwards; the outermost always."""
    high = sorted(rows, key=lambda row: -row.box.top)
    low = sorted(rows, key=lambda row: row.box.bottom)
    yield high[:1] + [row for row in high[1:_MARGIN_ROWS] if row.box.top > (1 - _MARGIN) * page.height]
    yield low[:1] + [row for row in low[1:_MARGIN_ROWS] if row.box.bottom < _MARGIN * page.height]


def _repeated(edges: Iterable[Sequence[Row]], at_least: int, pages: int) -> set[int]:
    """Return where the rows start whose words stand at one height of several pages, or whose number runs with the sheets."""
    by_words: dict[str, list[Row]] = defaultdict(list)
    for edge in edges:
        for row in edge:
            by_words[_words(row.text)].append(row)
    found: set[int] = set()
    for rows in by_words.values():
        found.update(n.row.start for run in _runs(n for row in rows for n in _printed(row, alone=False)) for n in run)
        rows.sort(key=lambda row: row.box.bottom)
        for same_height in _levels(rows):
            few = [row for row in same_height if len(_DIGITS.findall(row.text)) <= _MAX_NUMBERS]
            for level in (few, *_but_for_page_numbers(same_height)):
                if len({row.sheet for row in level}) >= at_least:
                    found.update(row.start for row in level)
            for level in _word_for_word(same_height):
                if len({row.sheet for row in level}) >= max(at_least, _MOST * pages):
                    found.update(row.start for row in level)
    return found


def _word_for_word(rows: Iterable[Row]) -> Iterable[Sequence[Row]]:
    """Group rows with words that are the same to the letter, whatever numbers they have: the date that a browser prints."""
    same: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if len(_WORDS.findall(row.text)) > 1:
            same[row.text].append(row)
    return same.values()


def _but_for_page_numbers(rows: Iterable[Row]) -> Iterable[Sequence[Row]]:
    """Group rows that are the same but for a number that runs with the sheets: "Handbook 2023, page 1 of 2"."""
    same: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in rows:
        for number in _printed(row, alone=False):
            same[re.sub(rf"\b{number.label}\b", "#", row.text, count=1), number.ahead].append(row)
    return same.values()


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
    """Return the numbers that keep their distance from their sheets over several of them, the longest run first."""
    runs: dict[tuple[str, int], list[_Printed]] = defaultdict(list)
    for number in printed:
        runs[number.kind, number.ahead].append(number)
    long = [run for run in runs.values() if len({n.row.sheet for n in run}) >= (2 if run[0].kind == "roman" else 3)]
    return sorted(long, key=lambda run: (-len(run), run[0].row.start))


def _printed(row: Row, *, alone: bool) -> Iterator[_Printed]:
    """Yield what may be a page number: a row that is nothing else, or (not ``alone``) the first or last word of it."""
    if found := _PAGE_NUMBER.fullmatch(row.text):
        kind = "roman" if found["roman"] else found["part"] or ""
        value = _roman(found["roman"].casefold()) if found["roman"] else int(found["number"])
        yield _Printed(row, found["label"], kind, value - row.sheet)
    elif not alone:
        for label in dict.fromkeys(found[1] for pattern in _AT_EDGE if (found := pattern.search(row.text))):
            yield _Printed(row, label, "", int(label) - row.sheet)


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def printed_labels(rows: Sequence[Sequence[Row]], furniture: set[int]) -> tuple[list[str | None], str | None]:
    """Return the label of each sheet as printed in its furniture, and a note on how the numbers run.

    Only where most sheets have a printed number that keeps its distance from the sheets over several of them; sheets
    without a number between two of the same distance take their place in the run. Else every label is ``None``.
    """
    labels: list[str | None] = [None] * len(rows)
    runs = _runs(n for page in rows for row in page if row.start in furniture for n in _printed(row, alone=False))
    if 2 * len({number.row.sheet for run in runs for number in run}) <= len(rows):
        return labels, None
    for run in runs:
        for number in run:
            labels[number.row.sheet - 1] = labels[number.row.sheet - 1] or number.label
    for run in runs:
        for before, after in pairwise(run):
            between = range(before.row.sheet + 1, after.row.sheet)
            if run[0].kind != "roman" and not any(labels[sheet - 1] for sheet in between):
                for sheet in between:
                    labels[sheet - 1] = f"{run[0].kind}{sheet + run[0].ahead}"
    moved = next((sheet for sheet, label in enumerate(labels, 1) if label not in (None, str(sheet))), None)
    return labels, None if moved is None else f"page labels are the printed ones: sheet {moved} is page {labels[moved - 1]}"
