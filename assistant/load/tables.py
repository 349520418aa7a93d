"""Tables of a PDF: which rows of print are rows of a table, its column heads and its caption.

A row of a table has cells that wide gaps set apart, or ends in numbers; brief lines between such rows are its labels, and
what stands over its first row, centred or a measure ("in millions", "years ended"), is its caption or a column head.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.load.furniture import Row
from assistant.load.headings import BULLET, COLUMN_HEAD, MAX_HEADING, NUMBERING, PART, Mark
from assistant.types import Role

_NUMBERED = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)|\d{1,2}\.|[a-z]\.)(?=\s)")
_CAPTION = re.compile(r"(?:Table|Figure|Fig\.|Chart|Exhibit|Box)\s+[A-Z]?\d+(?:[.:–—-]\s*\S|\s+[^\W\da-z_])")
_NUMERIC = re.compile(r"[-–—(]?\s*[$€£¥%(]?\s*[-–—(]*[\d.,]*\d[\d.,]*\s*\)?\s*[%)]*x?|[$€£¥%]|[-–—]+|N/?[AM]|nm")
_LABEL_LINES = 6  # lines over a row that may belong to its label
_WIDEST_STEP = 2.8  # font sizes from one line of a table to the next
_ROW_GAP = 0.45  # of the size of the print, from which on the space under a line parts rows; between lines it is 0.2 to 0.3


def role_of(row: Row, cells: Sequence[Sequence[str]], index: int) -> Role:
    """Say what a row is by itself and its neighbours; ``cells`` are the parts of all rows of the page, see :func:`parts`."""
    own = cells[index]
    if _CAPTION.match(row.text) and len(own) < 3 and len(row.text) < MAX_HEADING:
        return "caption"
    if len(own) > 2 or (len(own) == 2 and (_NUMERIC.fullmatch(own[1]) or _beside_a_table(cells, index))):
        return "row"
    if len(own) == 2 and COLUMN_HEAD.fullmatch(own[0]):
        return "row"
    if "...." in row.text.replace(" ", "") or _ends_in_numbers(row.text):
        return "row"
    return "item" if BULLET.match(row.text) or _NUMBERED.match(row.text) else "paragraph"


def parts(row: Row) -> list[str]:
    """Return the cells of a row, without the mark of a list item."""
    if len(row.cells) < 2:
        return [row.text]
    ends = (*row.cells[1:], row.end)
    found = [row.text[a - row.start : b - row.start].strip() for a, b in zip(row.cells, ends, strict=True)]
    if not any(pattern.match(row.text) for pattern in (BULLET, _NUMBERED, NUMBERING, PART)):
        return found
    return found[1:] if len(found[0].split()) <= (2 if PART.match(found[0]) else 1) else found


def _beside_a_table(cells: Sequence[Sequence[str]], index: int) -> bool:
    return any(len(found) > 1 for found in (*cells[max(index - 1, 0) : index], *cells[index + 1 : index + 2]))


def _ends_in_numbers(text: str) -> bool:
    """Tell whether the last two words are numbers as cells have them, not the end of a date in a sentence."""
    if text[-1] in ".," or not any(map(str.isdigit, text[-8:])):
        return False
    words = text.split()
    last = words[-2:]
    if len(words) < 3 or last[0].endswith(","):
        return False
    return all(_NUMERIC.fullmatch(word) and any(map(str.isdigit, word)) for word in last)


def inside_tables(rows: Sequence[Row], marks: dict[int, Mark]) -> None:
    """Make rows of the brief lines in a table ("Revenues:") or over its columns, and captions of centred ones above those."""
    margin = min((row.box.left for row in rows), default=0.0)
    for index in range(len(rows) - 2, -1, -1):
        row, mark = rows[index], marks[rows[index].start]
        if mark.role != "paragraph" or marks[rows[index + 1].start].role != "row":
            continue
        if COLUMN_HEAD.fullmatch(" ".join(row.text.split())):
            mark.role = "row"
        elif _is_brief(row):
            over_columns = row.text[-1] != ":" and row.box.left > margin + 5 * row.size
            if over_columns or row.text[0] in "($" or _follows_a_row(rows, marks, index):
                mark.role = "row"
    for index in range(len(rows) - 2, -1, -1):
        _caption(rows, marks, index)


def _follows_a_row(rows: Sequence[Row], marks: dict[int, Mark], index: int) -> bool:
    """Tell whether the lines above a label are rows of the table, or more labels right under one."""
    if any(marks[above.start].role == "row" for above in rows[max(index - 2, 0) : index]):
        return True
    if rows[index].size > 1.1 * rows[index + 1].size:
        return False
    for above in range(index - 1, max(index - 1 - _LABEL_LINES, -1), -1):
        step = rows[above].box.bottom - rows[above + 1].box.bottom
        if marks[rows[above].start].role == "row":
            return step < _WIDEST_STEP * rows[index].size
        if (
            marks[rows[above].start].role != "paragraph"
            or not _is_brief(rows[above])
            or not 0 < step < _WIDEST_STEP * rows[index].size
        ):
            return False
    return False


def _caption(rows: Sequence[Row], marks: dict[int, Mark], index: int) -> None:
    """Make a caption of a centred line that stands first over a table, or over another such line."""
    row, below = rows[index], rows[index + 1]
    mark, under = marks[row.start], marks[below.start]
    if mark.role != "row" or under.role not in ("row", "caption") or len(row.cells) > 1:
        return
    above = marks[rows[index - 1].start].role if index else "paragraph"
    first = above != "row" or len(rows[index - 1].cells) == 1
    if not first or not _centred(row, _first_wide(rows, index + 1)):
        return
    words = " ".join(row.text.split())
    if sum(map(str.isalpha, words)) > 8 and words[0] != "(" and not COLUMN_HEAD.fullmatch(words):
        mark.role = "caption"


def _first_wide(rows: Sequence[Row], index: int) -> Row:
    """Return the first row from ``index`` on that has cells: the columns that lines over them are centred on."""
    return next((row for row in rows[index : index + 6] if len(row.cells) > 1), rows[index])


def _centred(row: Row, below: Row) -> bool:
    left, right = row.box.left - below.box.left, below.box.right - row.box.right
    return abs(left - right) < 4 * row.size and left > 2 * row.size


def wrapped_labels(rows: Sequence[Row], marks: dict[int, Mark]) -> None:
    """Join a table row to the line above it that its label begins in: its words go on there in small letters."""
    for index in range(1, len(rows)):
        row, before = rows[index], rows[index - 1]
        if marks[row.start].role == "row" and row.text[0].islower() and _runs_into(rows, marks, index):
            marks[before.start].role = "row"
            marks[row.start].goes_on = True


def parted_labels(rows: Sequence[Row], marks: dict[int, Mark]) -> None:
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


def whole_rows(rows: Sequence[Row], marks: dict[int, Mark]) -> None:
    """Join the lines of each row of a table of words whose cells hold several lines, written cell by cell.

    Under a line with cells, what follows closely, or goes back up to the next cell, is of the same row; what follows after a gap
    at the left edge, or there after other cells, is the next row. A row has more than one column, else the table is over. Tables
    of figures, and those in which no cell goes on in a second line, are left as they are.
    """
    index = 0
    while index < len(rows):
        found = _rows_from(rows, marks, index) if len(rows[index].cells) > 1 else []
        if len(found) > 1 and any(map(_wraps, found)) and not any(_of_figures(line) for row in found for line in row):
            for row in found:
                for line in row:
                    marks[line.start].role, marks[line.start].goes_on = "row", line is not row[0]
        index += max(1, sum(map(len, found)))


def _rows_from(rows: Sequence[Row], marks: dict[int, Mark], index: int) -> list[list[Row]]:
    """Return the rows of a table from its first line on, each with its lines."""
    head = rows[index]
    found = [[head]]
    for line in rows[index + 1 :]:
        if marks[line.start].role in ("heading", "caption") or marks[line.start].opens or abs(line.size - head.size) > 0.5:
            break
        row = found[-1]
        gap = min(above.box.bottom for above in row) - line.box.top
        at_left = abs(line.box.left - head.box.left) < 0.5 * head.size
        close = gap < _ROW_GAP * head.size and line.box.top < row[0].box.top + 1
        listed = BULLET.match(line.text) or _NUMBERED.match(line.text)  # indented under a line of contents, say
        if close and not (_has_columns(row) if at_left else listed):
            row.append(line)
        elif at_left and -0.5 * head.size < gap < _WIDEST_STEP * head.size and _has_columns(row):
            found.append([line])
        else:
            break
    return found if _has_columns(found[-1]) else found[:-1]


def _has_columns(row: Sequence[Row]) -> bool:
    return any(len(line.cells) > 1 or _is_further(line, row[0]) for line in row)


def _wraps(row: Sequence[Row]) -> bool:
    """Say whether a row has a line under another in a column that is not the first, or one that goes back up."""
    goes_up = any(below.box.top > above.box.top + 1 for above, below in pairwise(row))
    return goes_up or any(_is_further(line, row[0]) for line in row[1:])


def _is_further(line: Row, first: Row) -> bool:
    return line.box.left > first.box.left + 4 * line.size


def _of_figures(line: Row) -> bool:
    return sum(bool(_NUMERIC.fullmatch(cell)) for cell in parts(line)) > 1


def _runs_into(rows: Sequence[Row], marks: dict[int, Mark], index: int) -> bool:
    """Tell whether a line without cells is the beginning of the label below: its words go on there in small letters."""
    before, row = rows[index - 1], rows[index]
    if len(before.cells) > 1:
        return False
    if marks[before.start].role not in ("row", "paragraph") or before.text[-1] in ".:;" or marks[before.start].opens:
        return False
    alone = index < 2 or marks[rows[index - 2].start].role != "paragraph" or _is_brief(rows[index - 2])
    step = before.box.bottom - row.box.bottom
    return alone and 0 < step < 1.7 * row.size and abs(before.box.left - row.box.left) < 3 * row.size


def runs_on_in_cell(block: Sequence[Row], row: Row) -> bool:
    """Tell whether a line is more of the last cell of a table row: indented under it, and the cell is words."""
    step = block[-1].box.bottom - row.box.bottom
    indented = row.box.left > block[0].box.left + 4 * row.size
    return 0 < step < 1.6 * row.size and indented and len(block[0].cells) > 1 and not block[-1].text[-1].isdigit()


def _is_brief(row: Row) -> bool:
    return len(row.text) <= 80 and row.text[-1] not in ".;," and not PART.match(row.text)
