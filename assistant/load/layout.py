"""How a PDF is laid out: which lines are running heads, headings, paragraphs, list items and table rows.

A PDF only says where characters stand. From the lines of :mod:`assistant.load.text_layer`, in four steps:
1. rows: lines of text that stand beside each other are one visual row;
2. furniture: what comes again at the same height of several pages, and page numbers, see :mod:`assistant.load.furniture`;
3. roles: a heading is in the outline, or larger or bolder than the body and brief; a row of a table has cells set apart;
4. blocks: lines of one role that belong together become a segment, which never crosses a page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.load.furniture import Row, find_furniture, printed_labels, rows_of
from assistant.load.text_layer import PageText
from assistant.types import Locator, Role, Segment

_BULLET = re.compile(r"(?:[•●▪■◦○‣⁃∙·➢➤►✓✔\uf0a7\uf0b7\uf0be\uf0d2\uf078–—*-]|\uf06f|o)(?=\s)")
_NUMBERED = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)|\d{1,2}\.|[a-z]\.)(?=\s)")
_CAPTION = re.compile(r"(?:Table|Figure|Fig\.|Chart|Exhibit|Box)\s+[A-Z]?\d+(?:[.:–—-]\s*|\s+)\S")
_NUMERIC = re.compile(r"[-–—(]?\s*[$€£¥%(]?\s*[-–—(]*[\d.,]*\d[\d.,]*\s*\)?\s*[%)]*x?|[$€£¥%]|[-–—]+|N/?[AM]|nm")
_LEADERS = re.compile(r"(?:\.\s?){4,}")
_PART = re.compile(r"(?i)(?:(part|chapter|appendix|annex)|item)\s+(?:[ivxlc]+|\d+[a-z]?|[a-z])\b")
_NUMBERING = re.compile(r"(\d{1,2}(?:\.\d+)*)\.?\s")
_WORD = re.compile(r"\w+")
_TITLED = ("paragraph", "item")

_MAX_HEADING = 200
_MAX_HEADING_LINES = 3


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the file's own table of contents; ``level`` counts from 0, ``sheet`` from 1."""

    title: str
    level: int
    sheet: int | None


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
    body = _body_style(row for page in rows for row in page if row.start not in furniture)
    by_sheet: dict[int, list[OutlineEntry]] = defaultdict(list)
    for entry in outline:
        if entry.sheet is not None:
            by_sheet[entry.sheet].append(entry)
    path = _Path()
    segments: list[Segment] = []
    for page, on_page in zip(pages, rows, strict=True):
        kept = [row for row in on_page if row.start not in furniture]
        roles = _roles(kept, body, by_sheet[page.sheet])
        roles |= {row.start: _Mark("furniture") for row in on_page if row.start in furniture}
        place = Locator(page=page.sheet, page_label=labels[page.sheet - 1])
        for block, mark in _blocks(on_page, roles, _leading(kept)):
            for entry in mark.opens:
                path.open(entry.title, (1, -entry.level))
            heading = path.at(" ".join(text[block[0].start : block[-1].end].split()), mark, block[0])
            segments.append(Segment(block[0].start, block[-1].end, mark.role, replace(place, heading=heading)))
    largest = _largest(next((kept for page in rows if (kept := [r for r in page if r.start not in furniture])), []), body)
    return Layout(tuple(segments), len(furniture), largest, tuple(notes))


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    bold: bool


@dataclass(slots=True)
class _Mark:
    """What a row is; ``goes_on`` joins it to the row before, ``opens`` are outline entries that begin at it."""

    role: Role
    goes_on: bool = False
    opens: tuple[OutlineEntry, ...] = ()
    level: int | None = None


class _Path:
    """The headings in force while a document is read; a heading closes those of its own weight and below."""

    def __init__(self) -> None:
        self._open: list[tuple[tuple[float, ...], str]] = []
        self._caption = ""

    def open(self, title: str, weight: tuple[float, ...]) -> None:
        while self._open and self._open[-1][0] <= weight:
            self._open.pop()
        self._open.append((weight, title))

    def at(self, text: str, mark: _Mark, row: Row) -> tuple[str, ...]:
        """Return the headings over a block, its own last if it is one; the rows of a table stand under its caption."""
        if mark.role == "heading":
            self.open(text, _weight(text, row) if mark.level is None else (1, -mark.level))
        if mark.role in ("heading", "paragraph", "item", "caption"):
            self._caption = text if mark.role == "caption" else ""
        titles = tuple(title for _, title in self._open)
        return (*titles, self._caption) if mark.role == "row" and self._caption else titles


def _weight(text: str, row: Row) -> tuple[float, ...]:
    """Weigh a heading by what it says ("Part", "Chapter", "Item"), then size, capitals, bold, depth of its numbering."""
    numbering, part = _NUMBERING.match(text), _PART.match(text)
    depth = numbering[1].count(".") if numbering else 0
    called = 0 if not part else 2 if part[1] else 1
    return (0, called, round(row.size * 2) / 2, text.isupper(), row.bold, -depth)


def _body_style(rows: Iterable[Row]) -> _Style:
    """Return the size that most characters have, and whether most of them are bold."""
    weights: Counter[tuple[float, bool]] = Counter()
    for row in rows:
        weights[round(row.size * 2) / 2, row.bold] += len(row.text)
    (size, bold), _ = max(weights.items(), key=lambda item: (item[1], item[0]), default=((10.0, False), 0))
    return _Style(size, bold)


def _leading(rows: Sequence[Row]) -> float:
    """Return the usual distance in points from one line to the next on a page."""
    steps = [a.box.bottom - b.box.bottom for a, b in pairwise(rows) if a.sheet == b.sheet]
    common = Counter(round(step * 2) / 2 for step in steps if 0 < step < 40)
    return max(common.items(), key=lambda item: (item[1], -item[0]))[0] if common else 12.0


def _roles(rows: Sequence[Row], body: _Style, outline: Sequence[OutlineEntry]) -> dict[int, _Mark]:
    """Say what each row of one page is."""
    marks = _outline_headings(rows, outline)
    cells = [_parts(row) for row in rows]
    for index, row in enumerate(rows):
        if row.start in marks and marks[row.start].role == "heading":
            continue
        opens = marks[row.start].opens if row.start in marks else ()
        marks[row.start] = _Mark(_role(row, cells, index), opens=opens)
    _inside_tables(rows, marks)
    _font_headings(rows, marks, body)
    return marks


def _role(row: Row, cells: Sequence[Sequence[str]], index: int) -> Role:
    parts = cells[index]
    if _CAPTION.match(row.text) and len(parts) < 3 and len(row.text) < _MAX_HEADING:
        return "caption"
    if len(parts) > 2 or (len(parts) == 2 and (_NUMERIC.fullmatch(parts[1]) or _beside_a_table(cells, index))):
        return "row"
    if _LEADERS.search(row.text) or _ends_in_numbers(row.text):
        return "row"
    return "item" if _BULLET.match(row.text) or _NUMBERED.match(row.text) else "paragraph"


def _parts(row: Row) -> list[str]:
    """Return the cells of a row, without the mark of a list item."""
    ends = (*row.cells[1:], row.end)
    parts = [row.text[a - row.start : b - row.start].strip() for a, b in zip(row.cells, ends, strict=True)]
    if len(parts) < 2 or not any(pattern.match(row.text) for pattern in (_BULLET, _NUMBERED, _NUMBERING, _PART)):
        return parts
    return parts[1:] if len(parts[0].split()) <= (2 if _PART.match(parts[0]) else 1) else parts


def _beside_a_table(cells: Sequence[Sequence[str]], index: int) -> bool:
    return any(len(parts) > 1 for parts in (*cells[max(index - 1, 0) : index], *cells[index + 1 : index + 2]))


def _ends_in_numbers(text: str) -> bool:
    words = text.split()
    return len(words) > 2 and all(_NUMERIC.fullmatch(word) and any(map(str.isdigit, word)) for word in words[-2:])


def _inside_tables(rows: Sequence[Row], marks: dict[int, _Mark]) -> None:
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


def _is_brief(row: Row) -> bool:
    return len(row.text) <= 80 and row.text[-1] not in ".;," and not _PART.match(row.text)


def _outline_headings(rows: Sequence[Row], outline: Sequence[OutlineEntry]) -> dict[int, _Mark]:
    """Find the titles of the outline on their page; a title that is not there opens at the page's first row."""
    marks: dict[int, _Mark] = {}
    plain = [_letters(row.text) for row in rows]
    begin = 0
    for entry in outline:
        found = _find_title(plain, _letters(entry.title), begin)
        if found:
            first, last = found
            begin = last + 1
            for index in range(first, last + 1):
                opens = marks[rows[index].start].opens if rows[index].start in marks else ()
                marks[rows[index].start] = _Mark("heading", index > first, opens, entry.level)
        elif begin < len(rows):
            mark = marks.setdefault(rows[begin].start, _Mark("paragraph"))
            mark.opens += (entry,)
    return marks


def _find_title(plain: Sequence[str], title: str, begin: int) -> tuple[int, int] | None:
    """Return the first and last row that together are the title, its number left out on either side or not."""
    for first in range(begin, len(plain)):
        joined = ""
        for last in range(first, min(first + _MAX_HEADING_LINES, len(plain))):
            joined += plain[last]
            if joined == title or (len(title) > 3 and joined.endswith(title) and joined[: -len(title)].isdigit()):
                return first, last
            if title.endswith(joined) and len(joined) > 3 and title[: -len(joined)].isdigit():
                return first, last
    return None


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))


def _font_headings(rows: Sequence[Row], marks: dict[int, _Mark], body: _Style) -> None:
    """Make headings of brief rows that are larger or bolder than the body, with the rows that they run on to."""
    index = 0
    while index < len(rows):
        run = [rows[index]]
        while index + len(run) < len(rows) and _same_heading(run[-1], rows[index + len(run)], marks):
            run.append(rows[index + len(run)])
        after = rows[index + len(run)] if index + len(run) < len(rows) else None
        in_columns = after is not None and after.box.bottom >= run[0].box.bottom  # the head of a column in a table
        if not in_columns and _looks_like_heading(run, marks, body):
            for row in run:
                marks[row.start] = _Mark("heading", row is not run[0], marks[row.start].opens)
        index += len(run)


def _same_heading(a: Row, b: Row, marks: dict[int, _Mark]) -> bool:
    step = a.box.bottom - b.box.bottom
    alike = abs(a.size - b.size) < 0.3 and a.bold == b.bold and a.text.isupper() == b.text.isupper()
    roles = marks[a.start].role, marks[b.start].role
    return alike and 0 < step < 1.6 * max(a.size, b.size) and roles[0] in _TITLED and roles[1] == "paragraph"


def _looks_like_heading(run: Sequence[Row], marks: dict[int, _Mark], body: _Style) -> bool:
    text = " ".join(row.text for row in run)
    if any(marks[row.start].role not in _TITLED for row in run) or len(run) > _MAX_HEADING_LINES or _BULLET.match(text):
        return False
    larger = run[0].size > 1.12 * body.size
    bolder = run[0].bold and not body.bold and run[0].size > 0.9 * body.size
    capitals = text.isupper() and len(run) == 1 and len(text) < 80 and run[0].size > 0.95 * body.size
    if (
        not (larger or bolder or capitals)
        or len(text) > _MAX_HEADING
        or text[-1] in ",;"
        or text[0].islower()
        or text[0] in "($*"
    ):
        return False
    return sum(map(str.isalpha, text)) > 2 and (larger or not text.endswith("."))


def _blocks(rows: Sequence[Row], marks: dict[int, _Mark], leading: float) -> Iterator[tuple[list[Row], _Mark]]:
    """Yield the rows of one page that form a segment together, with what they are, in the order of the text."""
    block: list[Row] = []
    for row in rows:
        if block and not _goes_on(block, row, marks, leading):
            yield block, marks[block[0].start]
            block = []
        block.append(row)
    if block:
        yield block, marks[block[0].start]


def _goes_on(block: Sequence[Row], row: Row, marks: dict[int, _Mark], leading: float) -> bool:
    """Tell whether a row belongs to the block before it."""
    before, mark, role = block[-1], marks[row.start], marks[block[0].start].role
    if row.start == before.end:  # a word that was hyphenated at the line's end
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


def _largest(rows: Sequence[Row], body: _Style) -> str | None:
    """Return the largest words of a page, if they are larger than the body and brief."""
    top = max((row.size for row in rows), default=0.0)
    if top < 1.15 * body.size:
        return None
    first = next(index for index, row in enumerate(rows) if row.size == top)
    run = [row for row in rows[first : first + _MAX_HEADING_LINES] if abs(row.size - top) < 0.5]
    title = " ".join(" ".join(row.text for row in run).split())
    return title if len(title) <= _MAX_HEADING and sum(map(str.isalpha, title)) > 2 else None
