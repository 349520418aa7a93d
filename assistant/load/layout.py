"""How a PDF is laid out: which lines are running heads, headings, paragraphs, list items and table rows.

A PDF only says where characters stand. From the lines of :mod:`assistant.load.text_layer`, in four steps:
1. rows: lines of text that stand beside each other are one visual row;
2. furniture: what comes again at the same height of several pages, and page numbers, see :mod:`assistant.load.furniture`,
   and the lines of contents pages, see :mod:`assistant.load.contents`;
3. roles: headings, see :mod:`assistant.load.headings` and :mod:`assistant.load.labels`, tables, see
   :mod:`assistant.load.tables`, and items by their mark;
4. blocks: lines of one role that belong together become a segment, which never crosses a page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.load.contents import find_contents
from assistant.load.filing import is_filing
from assistant.load.furniture import Row, find_furniture, parting_notes, printed_labels, pulled_quotes, rows_of
from assistant.load.headings import (
    HeadingPath,
    Mark,
    OutlineEntry,
    Style,
    body_style,
    font_headings,
    largest_words,
    numbered_items,
    outline_headings,
    statement_headings,
)
from assistant.load.labels import not_headings
from assistant.load.tables import inside_tables, parted_labels, parts, role_of, runs_on_in_cell, whole_rows, wrapped_labels
from assistant.load.text_layer import PageText
from assistant.types import Locator, Segment

_SPARSE_COVER = 300  # characters below which a first page is a cover
_MAX_FRONT = 8  # sheets from the beginning that may be front matter
_FEW_LINES = 3  # lines of a size, from which on their distance is the usual one


@dataclass(frozen=True, slots=True)
class Layout:
    """The segments of a text, the labels of its sheets, its largest words, and the lines that nobody can see."""

    segments: tuple[Segment, ...]
    labels: tuple[str | None, ...]
    furniture_lines: int
    largest_heading: str | None
    hidden: tuple[Row, ...]
    notes: tuple[str, ...]


def lay_out(text: str, pages: Sequence[PageText], outline: Sequence[OutlineEntry], labels: Sequence[str | None]) -> Layout:
    """Divide the text of ``pages`` into segments with their places; ``labels`` are those the file names, by sheet."""
    everything = [rows_of(page) for page in pages]
    hidden = tuple(row for on_page in everything for row in on_page if row.hidden)
    rows = [[row for row in on_page if not row.hidden] for on_page in everything]
    furniture = _furniture(pages, rows)
    notes = []
    if not any(labels):
        labels, note = printed_labels(rows, furniture)
        notes += [note] if note else []
    contents = find_contents(rows, labels, furniture)
    furniture |= contents
    front = _front(pages, rows, contents)
    body = body_style(row for page in rows for row in page if row.start not in furniture)
    furniture |= pulled_quotes(rows, furniture, body.size)
    furniture |= parting_notes(rows, furniture, body.size)
    by_sheet = _by_sheet(outline)
    path = HeadingPath()
    segments: list[Segment] = []
    furniture_lines = len(furniture)
    furniture |= {row.start for row in hidden}
    for page, on_page in zip(pages, everything, strict=True):
        if page.sheet - 1 in front:
            path.close()
        kept = [row for row in on_page if row.start not in furniture]
        roles = _roles(kept, body, by_sheet[page.sheet])
        if kept and roles[kept[0].start].role in ("heading", "caption"):
            path.turn_page()
        roles |= {row.start: Mark("furniture") for row in on_page if row.start in furniture}
        place = Locator()
        for block, mark in _blocks(on_page, roles, _leadings(kept)):
            if mark.role == "furniture" and block[0].start not in contents and not block[0].hidden:
                path.open_running(text[block[0].start : block[-1].end])
            for entry in mark.opens:
                path.open(entry.title, (1, -entry.level))
            heading = path.at(text[block[0].start : block[-1].end], mark, block[0])
            if heading != place.heading or place.page is None:
                place = Locator(page=page.sheet, page_label=labels[page.sheet - 1], heading=heading)
            segments.append(Segment(block[0].start, block[-1].end, mark.role, place))
    largest = largest_words(next((kept for page in rows if (kept := [r for r in page if r.start not in furniture])), []), body)
    return Layout(tuple(segments), tuple(labels), furniture_lines, largest, hidden, tuple(notes))


def _furniture(pages: Sequence[PageText], rows: Sequence[Sequence[Row]]) -> set[int]:
    """Return where the running heads and feet begin; of pages that are alike from head to foot, none: it is all that they say."""
    found = find_furniture(pages, rows)
    return set() if all(row.start in found for on_page in rows for row in on_page) else found


def _by_sheet(outline: Sequence[OutlineEntry]) -> Mapping[int, Sequence[OutlineEntry]]:
    found: dict[int, list[OutlineEntry]] = defaultdict(list)
    for entry in outline:
        if entry.sheet is not None:
            found[entry.sheet].append(entry)
    return found


def _front(pages: Sequence[PageText], rows: Sequence[Sequence[Row]], contents: set[int]) -> set[int]:
    """Return the sheets of the cover and the contents, whose headings stand over nothing that follows."""
    front = {page.sheet for page in pages[:1] if len(page.text) < _SPARSE_COVER or is_filing(page.text)}
    for sheet, on_page in enumerate(rows[:_MAX_FRONT], 1):
        if sum(row.start in contents for row in on_page) > 2:
            front.add(sheet)
    return set(range(1, max(front) + 1)) if pages and is_filing(pages[0].text) else front


def _leadings(rows: Sequence[Row]) -> Mapping[int, float]:
    """Return the usual distance in points between lines by the size of print, that of the page where one has few; 0 for others."""
    steps: dict[int, Counter[float]] = defaultdict(Counter)
    for above, below in pairwise(rows):
        step = round((above.box.bottom - below.box.bottom) * 2) / 2
        if 0 < step < 40 and above.sheet == below.sheet:
            for size in {0, round(above.size)} & {0, round(below.size)}:
                steps[size][step] += 1
    usual = {size: max(counts.items(), key=lambda item: (item[1], -item[0])) for size, counts in steps.items()}
    return {0: 12.0} | {size: step for size, (step, count) in usual.items() if size == 0 or count >= _FEW_LINES}


def _roles(rows: Sequence[Row], body: Style, outline: Sequence[OutlineEntry]) -> dict[int, Mark]:
    """Say what each row of one page is."""
    marks = outline_headings(rows, outline)
    cells = [parts(row) for row in rows]
    for index, row in enumerate(rows):
        if row.start in marks and marks[row.start].role == "heading":
            continue
        opens = marks[row.start].opens if row.start in marks else ()
        marks[row.start] = Mark(role_of(row, cells, index), opens=opens)
    statement_headings(rows, marks)
    wrapped_labels(rows, marks)
    inside_tables(rows, marks)
    wrapped_labels(rows, marks)
    parted_labels(rows, marks)
    font_headings(rows, marks, body)
    numbered_items(rows, marks, body)
    not_headings(rows, marks)
    whole_rows(rows, marks)
    return marks


def _blocks(rows: Sequence[Row], marks: dict[int, Mark], leadings: Mapping[int, float]) -> Iterator[tuple[list[Row], Mark]]:
    """Yield the rows of one page that form a segment together, with what they are, in the order of the text."""
    block: list[Row] = []
    for row in rows:
        if block and not _goes_on(block, row, marks, leadings):
            yield block, marks[block[0].start]
            block = []
        block.append(row)
    if block:
        yield block, marks[block[0].start]


def _goes_on(block: Sequence[Row], row: Row, marks: dict[int, Mark], leadings: Mapping[int, float]) -> bool:
    """Tell whether a row belongs to the block before it."""
    before, mark, role = block[-1], marks[row.start], marks[block[0].start].role
    if "furniture" in (role, mark.role) and role != mark.role:
        return False
    if row.start == before.end:  # a word that was hyphenated at the line's end
        return True
    if role == mark.role and role != "heading" and mark.goes_on:
        return True
    if role == "row" and mark.role == "paragraph" and not mark.opens:
        return runs_on_in_cell(block, row)
    if mark.opens or role not in ("paragraph", "item", "heading"):
        return False
    if role == "heading" or mark.role != "paragraph":
        return role == mark.role == "heading" and mark.goes_on
    return _is_printed_on(block, row, role, leadings)


def _is_printed_on(block: Sequence[Row], row: Row, role: str, leadings: Mapping[int, float]) -> bool:
    """Tell from how they are printed whether a row goes on with a paragraph or an item, at the leading of its size."""
    before = block[-1]
    step = before.box.bottom - row.box.bottom
    done = before.text.endswith((".", "!", "?", ":", ".”", '."'))
    if step <= 0:  # up to the next column
        return not done and abs(row.size - before.size) < 0.6
    short = before.box.right < max(r.box.right for r in (*block, row)) - 0.15 * (row.box.right - row.box.left)
    indent = row.box.left - before.box.left
    leading = leadings.get(round(before.size), leadings[0])
    if step > 1.3 * max(leading, before.size) or abs(row.size - before.size) > 0.12 * before.size or (done and short):
        return False
    if role == "item":
        if row.text[0].isupper() and row.text[-1] == ":" and row.box.left < block[0].box.left + 1:  # what announces the next list
            return False
        return row.box.left > block[0].box.left - 1 and not (done and indent < -0.5 * row.size)
    return len(block) == 1 or indent < 0.8 * row.size or not done
