"""How a PDF is laid out: which lines are running heads, headings, paragraphs, list items and table rows.

A PDF only says where characters stand. From the lines of :mod:`assistant.load.text_layer`, in four steps:
1. rows: lines of text that stand beside each other are one visual row;
2. furniture: what comes again at the same height of several pages, and page numbers, see :mod:`assistant.load.furniture`;
3. roles: headings, see :mod:`assistant.load.headings`; a row of a table has cells set apart, an item its mark;
4. blocks: lines of one role that belong together become a segment, which never crosses a page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.load.furniture import Row, find_furniture, printed_labels, rows_of
from assistant.load.headings import (
    BULLET,
    MAX_HEADING,
    NUMBERING,
    PART,
    HeadingPath,
    Mark,
    OutlineEntry,
    Style,
    body_style,
    font_headings,
    largest_words,
    outline_headings,
)
from assistant.load.text_layer import PageText
from assistant.types import Locator, Role, Segment

_NUMBERED = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)|\d{1,2}\.|[a-z]\.)(?=\s)")
_CAPTION = re.compile(r"(?:Table|Figure|Fig\.|Chart|Exhibit|Box)\s+[A-Z]?\d+(?:[.:–—-]\s*\S|\s+[^\W\da-z_])")
_NUMERIC = re.compile(r"[-–—(]?\s*[$€£¥%(]?\s*[-–—(]*[\d.,]*\d[\d.,]*\s*\)?\s*[%)]*x?|[$€£¥%]|[-–—]+|N/?[AM]|nm")
_LEADERS = re.compile(r"(?:\.\s?){4,}")


@dataclass(frozen=True, slots=True)
class Layout:
    """The segments of a text, what is printed on its sheets, and its largest words."""

    segments: tuple[Segment, ...]
    furniture_lines: int
    largest_heading: str | None
    notes: tuple[str, ...]


def lay_out(text: str, pages: Sequence[PageText], outline: Sequence[OutlineEntry], labels: Sequence[str | None]) -> Layout:
    """Divide the text of ``pages`` into segments with their places; ``labels`` are those the file names, by sheet."""
    rows = [rows_of(page) for page in pages]
    furniture = find_furniture(pages, rows)
    notes = []
    if not any(labels):
        labels, note = printed_labels(rows, furniture)
        notes += [note] if note else []
    body = body_style(row for page in rows for row in page if row.start not in furniture)
    by_sheet: dict[int, list[OutlineEntry]] = defaultdict(list)
    for entry in outline:
        if entry.sheet is not None:
            by_sheet[entry.sheet].append(entry)
    path = HeadingPath()
    segments: list[Segment] = []
    for page, on_page in zip(pages, rows, strict=True):
        kept = [row for row in on_page if row.start not in furniture]
        roles = _roles(kept, body, by_sheet[page.sheet])
        roles |= {row.start: Mark("furniture") for row in on_page if row.start in furniture}
        place = Locator()
        for block, mark in _blocks(on_page, roles, _leading(kept)):
            for entry in mark.opens:
                path.open(entry.title, (1, -entry.level))
            heading = path.at(text[block[0].start : block[-1].end], mark, block[0])
            if heading != place.heading or place.page is None:
                place = Locator(page=page.sheet, page_label=labels[page.sheet - 1], heading=heading)
            segments.append(Segment(block[0].start, block[-1].end, mark.role, place))
    largest = largest_words(next((kept for page in rows if (kept := [r for r in page if r.start not in furniture])), []), body)
    return Layout(tuple(segments), len(furniture), largest, tuple(notes))


def _leading(rows: Sequence[Row]) -> float:
    """Return the usual distance in points from one line to the next on a page."""
    steps = [a.box.bottom - b.box.bottom for a, b in pairwise(rows) if a.sheet == b.sheet]
    common = Counter(round(step * 2) / 2 for step in steps if 0 < step < 40)
    return max(common.items(), key=lambda item: (item[1], -item[0]))[0] if common else 12.0


def _roles(rows: Sequence[Row], body: Style, outline: Sequence[OutlineEntry]) -> dict[int, Mark]:
    """Say what each row of one page is."""
    marks = outline_headings(rows, outline)
    cells = [_parts(row) for row in rows]
    for index, row in enumerate(rows):
        if row.start in marks and marks[row.start].role == "heading":
            continue
        opens = marks[row.start].opens if row.start in marks else ()
        marks[row.start] = Mark(_role(row, cells, index), opens=opens)
    _inside_tables(rows, marks)
    _wrapped_labels(rows, marks)
    font_headings(rows, marks, body)
    return marks


def _role(row: Row, cells: Sequence[Sequence[str]], index: int) -> Role:
    parts = cells[index]
    if _CAPTION.match(row.text) and len(parts) < 3 and len(row.text) < MAX_HEADING:
        return "caption"
    if len(parts) > 2 or (len(parts) == 2 and (_NUMERIC.fullmatch(parts[1]) or _beside_a_table(cells, index))):
        return "row"
    if _LEADERS.search(row.text) or _ends_in_numbers(row.text):
        return "row"
    return "item" if BULLET.match(row.text) or _NUMBERED.match(row.text) else "paragraph"


def _parts(row: Row) -> list[str]:
    """Return the cells of a row, without the mark of a list item."""
    ends = (*row.cells[1:], row.end)
    parts = [row.text[a - row.start : b - row.start].strip() for a, b in zip(row.cells, ends, strict=True)]
    if len(parts) < 2 or not any(pattern.match(row.text) for pattern in (BULLET, _NUMBERED, NUMBERING, PART)):
        return parts
    return parts[1:] if len(parts[0].split()) <= (2 if PART.match(parts[0]) else 1) else parts


def _beside_a_table(cells: Sequence[Sequence[str]], index: int) -> bool:
    return any(len(parts) > 1 for parts in (*cells[max(index - 1, 0) : index], *cells[index + 1 : index + 2]))


def _ends_in_numbers(text: str) -> bool:
    words = text.split()
    return len(words) > 2 and all(_NUMERIC.fullmatch(word) and any(map(str.isdigit, word)) for word in words[-2:])


def _inside_tables(rows: Sequence[Row], marks: dict[int, Mark]) -> None:
    """Make rows of a table of the brief lines in it ("Revenues:") and over its columns ("(in millions)").

    A centred line above those is the caption of the table.
    """
    margin = min((row.box.left for row in rows), default=0.0)
    for index in range(len(rows) - 2, -1, -1):
        row, mark = rows[index], marks[rows[index].start]
        if mark.role != "paragraph" or marks[rows[index + 1].start].role != "row" or not _is_brief(row):
            continue
        in_table = any(marks[above.start].role == "row" for above in rows[max(index - 2, 0) : index])
        over_columns = row.text[-1] != ":" and row.box.left > margin + 5 * row.size
        if in_table or over_columns or row.text[0] in "($":
            mark.role = "row"
    for above, row, below in zip((None, *rows), rows, rows[1:], strict=False):
        centred = abs(row.box.left - below.box.left - (below.box.right - row.box.right)) < 4 * row.size
        first = above is None or marks[above.start].role != "row"
        if first and marks[below.start].role == "row" and marks[row.start].role == "row" and centred and len(row.cells) == 1:
            marks[row.start].role = "caption" if sum(map(str.isalpha, row.text)) > 8 and row.text[0] != "(" else "row"


def _wrapped_labels(rows: Sequence[Row], marks: dict[int, Mark]) -> None:
    """Join the numbers of a table row to its label where that takes several lines and comes before them in the text."""
    for index, row in enumerate(rows):
        if marks[row.start].role != "row" or any(map(str.isalpha, row.text)):
            continue
        first = index
        while first and len(rows[first - 1].cells) == 1 and marks[rows[first - 1].start].role == "row":
            first -= 1
            if rows[first].box.top > row.box.top - 2:
                break
        beside = first < index and row.box.bottom > rows[index - 1].box.bottom - 2 and rows[first].box.top > row.box.top - 2
        for joined in rows[first + 1 : index + 1] if beside else ():
            marks[joined.start].goes_on = True


def _is_brief(row: Row) -> bool:
    return len(row.text) <= 80 and row.text[-1] not in ".;," and not PART.match(row.text)


def _blocks(rows: Sequence[Row], marks: dict[int, Mark], leading: float) -> Iterator[tuple[list[Row], Mark]]:
    """Yield the rows of one page that form a segment together, with what they are, in the order of the text."""
    block: list[Row] = []
    for row in rows:
        if block and not _goes_on(block, row, marks, leading):
            yield block, marks[block[0].start]
            block = []
        block.append(row)
    if block:
        yield block, marks[block[0].start]


def _goes_on(block: Sequence[Row], row: Row, marks: dict[int, Mark], leading: float) -> bool:
    """Tell whether a row belongs to the block before it."""
    before, mark, role = block[-1], marks[row.start], marks[block[0].start].role
    if row.start == before.end:  # a word that was hyphenated at the line's end
        return True
    if role == mark.role == "row" and mark.goes_on:
        return True
    if role == "row" and mark.role == "paragraph" and not mark.opens:
        return _runs_on_in_cell(block, row)
    if mark.opens or role not in ("paragraph", "item", "heading"):
        return False
    if role == "heading" or mark.role != "paragraph":
        return role == mark.role == "heading" and mark.goes_on
    step = before.box.bottom - row.box.bottom
    done = before.text.endswith((".", "!", "?", ":", ".”", '."'))
    if step <= 0:  # up to the next column
        return not done and abs(row.size - before.size) < 0.6
    short = before.box.right < max(r.box.right for r in (*block, row)) - 0.15 * (row.box.right - row.box.left)
    indent = row.box.left - before.box.left
    if step > 1.3 * max(leading, before.size) or abs(row.size - before.size) > 0.12 * before.size or (done and short):
        return False
    if role == "item":
        return row.box.left > block[0].box.left - 1 and not (done and indent < -0.5 * row.size)
    return len(block) == 1 or indent < 0.8 * row.size or not done


def _runs_on_in_cell(block: Sequence[Row], row: Row) -> bool:
    """Tell whether a line is more of the last cell of a table row: indented under it, and the cell is words."""
    step = block[-1].box.bottom - row.box.bottom
    indented = row.box.left > block[0].box.left + 4 * row.size
    return 0 < step < 1.6 * row.size and indented and len(block[0].cells) > 1 and not block[-1].text[-1].isdigit()
