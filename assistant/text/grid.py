"""Tables as they are printed or written: column heads of any kind, rows with their labels, the title and the unit.

The stored text has no cells: a row of print is its words and figures in order. What is known of a table tells them apart again:

1. a table is a run of rows; the figures at the end of a row are its cells, the words before them its label, and most rows have as
   many cells as the table has columns; where cells stand between bars those tell;
2. the lines without figures over the first row are its heads. They are cut where a head may begin, a capital or a time, in each of
   three ways, and a cut counts only if it gives as many heads as there are columns, or one more for that of the labels;
3. what a heading, a caption and a line of the unit ("£ thousand") say over them is said of every row.

Where heads name times but cannot be cut, the table has rows and no columns: no cell is said to be of one. Where they name none, it
is no table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, takewhile

from assistant.text.block_runs import body
from assistant.text.cells import cells as parted
from assistant.text.cells import is_row, value
from assistant.text.column_heads import TIME, cut_heads, holds_several, stacked, two_levels
from assistant.text.figures import Figures, barred, figures, fitted, label_begins
from assistant.text.patterns import any_case
from assistant.text.reading_text import reading, reading_line
from assistant.text.units import scale_in
from assistant.types import Document, Span

FEWEST = 2  # rows of figures of a table
MOST_LINES = 12  # lines of print that the heads of a table may take
LONGEST_HEAD = 90  # characters of such a line
MOSTLY = 0.6  # of the rows have as many cells as there are columns
UNCUT = 3  # lines of heads that are quoted where they cannot be cut
LABEL = 4  # words that the head of the labels has fewer of
FAR = 4  # blocks over the heads among which the title may stand

_LINK = re.compile(r"\[([^\]|]*)\]\([^)|]*\)")
_MARK = re.compile(r"[^\w%£$€]+|[£$€]['’]?0*s?|£m|%|[(].*[)]?")
_NOTE = re.compile(r"\d{1,2}[a-z]?")
_NOTED = any_case(r"\bnotes?\b|\brefs?\b")
_UNIT = any_case(r"\(?(?:in |[£$€]|dollars|pounds|amounts|figures|all (?:amounts|figures)|unaudited)")
_SHARES = any_case(r"%|\bper ?cent\b|\bpercentages?\b")
_DASHES = re.compile(r"(?<!\S)[-–—](?!\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of figures: which block it is, its label, its cells as they are printed, and the label of its section.

    ``begins`` is the block over it that its label begins in, if that takes more than one; ``parts`` are the cells of its label
    where that has several: "2 May", "Paint".
    """

    index: int
    label: str
    cells: tuple[str, ...]
    section: str
    text: str
    begins: int | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: what it stands under, the head of its labels and of each column, its rows, and how many units its figures count.

    ``heads`` is the span of its column heads and ``written`` how they are quoted; ``title`` are the spans that name the table and
    ``named`` what they and the lines of its units say. ``ends`` is where its last row does.
    """

    document: str
    title: tuple[Span, ...]
    named: str
    heads: Span
    written: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[Line, ...]
    scale: float
    percent: bool
    ends: int


_Heads = tuple[int, int, str, str, list[Span], tuple[str, ...]]


def grids(document: Document) -> Iterator[Grid]:
    """Yield the tables of a document whose columns can be told apart; one that goes on over a page, its heads said anew, is one."""
    before: Grid | None = None
    for run in _runs(document):
        for grid in (grid for part in _tables(document, run) if (grid := _grid(document, part)) is not None):
            if before and _goes_on(document, before, grid):
                before = replace(before, rows=(*before.rows, *grid.rows), ends=grid.ends)
                continue
            if before:
                yield before
            before = grid
    if before:
        yield before


def _goes_on(document: Document, before: Grid, grid: Grid) -> bool:
    """Say whether a table is more of the one before: under the same heads, at the top of the next page, nothing between them."""
    if not (grid.columns and before.rows and grid.rows and (before.written, before.columns) == (grid.written, grid.columns)):
        return False
    last, first = document.segments[before.rows[-1].index], document.segments[grid.rows[0].index]
    turns = last.place.page is not None and first.place.page == last.place.page + 1
    between = body(document.segments, before.rows[-1].index + 1, 1)
    return turns and all(s.role == "row" for s in takewhile(lambda s: s.start < grid.heads[0], between))


def _runs(document: Document) -> Iterator[list[int]]:
    """Yield the runs of rows, as indices; what is no evidence does not part them."""
    run: list[int] = []
    for index, segment in enumerate(document.segments):
        if segment.role == "row":
            run.append(index)
        elif segment.is_body and run:
            yield run
            run = []
    if run:
        yield run


def _tables(document: Document, run: Sequence[int]) -> Iterator[list[int]]:
    """Cut a run of rows where, behind rows of figures, lines of heads begin another table."""
    part: list[int] = []
    bare: list[int] = []  # rows without figures since the last row of figures
    before: Figures | None = None
    for index in run:
        row = _figures(_text(document, index))
        if row is None:
            bare.append(index)
            continue
        if before and bare and _heads_begin(document, bare, before, row):
            yield part
            part = []
        part, bare, before = [*part, *bare, index], [], row
    if part:
        yield part


def _heads_begin(document: Document, bare: Sequence[int], before: Figures, row: Figures) -> bool:
    """Say whether lines between rows are heads: they name times, or a thing for each cell behind, or cells differ."""
    after = len(row.cells)
    texts = [_text(document, n) for n in bare]
    named = any(TIME.search(text) for text in texts) or any(_marks_only(document, n) for n in bare)
    labels = all(text.endswith(":") for text in texts)  # of sections
    cut = after > 1 and any(cut_heads(" ".join(texts[n:]), after, ("capitals", "times")) is not None for n in range(len(texts)))
    return named or cut or (not labels and _may_have(before).isdisjoint(_may_have(row)))


def _may_have(row: Figures) -> frozenset[int]:
    """Return how many columns a row may be of: as many as it has cells, one fewer where the first may be the number of a note."""
    return frozenset((len(row.cells), len(row.cells) - bool(_NOTE.fullmatch(row.cell(0)))))


def _marks_only(document: Document, index: int) -> bool:
    return all(map(_MARK.fullmatch, _text(document, index).split()))


def _is_of_units(document: Document, index: int, width: int) -> bool:
    """Say whether a line has the same word for each column: "£000 £000", "FTE FTE"."""
    words = _text(document, index).split()
    return 1 < len(words) == width and len(set(words)) == 1 and not TIME.fullmatch(words[0])


def _text(document: Document, index: int) -> str:
    return reading(document, *document.segments[index].span)


def _figures(text: str) -> Figures | None:
    """Return a row of figures, between bars or as it is printed; ``None`` where it ends in none."""
    if not is_row(text):
        found = figures(text)
        return found if found and found.label else None
    spans = parted(text)
    first = next((n for n, span in enumerate(spans) if n and value(text[slice(*span)]) is not None), None)
    numbers = [text[slice(*span)] for span in spans[1:] if value(text[slice(*span)]) is not None]
    if first is None or all(map(TIME.fullmatch, numbers)):
        return None
    label = _LINK.sub(r"\1", " ".join(text[slice(*span)] for span in spans[:first])).strip()
    return Figures(text, label, tuple(spans[first:])) if label else None


def _grid(document: Document, part: Sequence[int]) -> Grid | None:
    """Return the table that some rows of figures make with the heads over them; ``None`` where no heads fit their cells."""
    read = _aligned([(n, row) for n in part if (row := _figures(_text(document, n))) is not None])
    if len(read) < FEWEST:
        return None
    begins = label_begins(document, read[0][0])
    lines = _head_lines(document, read[0][0] if begins is None else begins)
    noted = any(_NOTED.search(_text(document, n)) for n in lines)
    found = next((heads for n in _widths(read, noted) if (heads := _heads(document, lines, n)) is not None), None)
    found = found or _uncut(document, lines)
    if found is None:
        return None
    first, last, text, corner, spans, columns = found
    title = _title(document, first)
    over = " ".join([*(reading(document, *s) for s in title), *_units(document, first, last, read[0][0])])
    return Grid(
        document.id,
        tuple(title),
        over,
        (document.segments[first].start, document.segments[last].end),
        barred(text, tuple(spans)) if spans and "|" not in text else text,
        corner,
        columns,
        tuple(_lines(document, [n for n in part if n > last], dict(read), len(spans), noted)),
        float(scale_in(f"{over} {text}") or 1),
        bool(_SHARES.search(over)),
        document.segments[part[-1]].end,
    )


def _aligned(read: Sequence[tuple[int, Figures]]) -> list[tuple[int, Figures]]:
    """Return rows between bars with their cells from the first column of figures on, though the cell of one there is empty."""
    spans = [parted(row.text) if is_row(row.text) else [] for _, row in read]
    first = min((len(held) - len(row.cells) for held, (_, row) in zip(spans, read, strict=True)), default=0)
    uneven = len(set(map(len, spans))) != 1 or not spans[0]
    if uneven or any(
        a < b for held, (_, row) in zip(spans, read, strict=True) for a, b in held[first : len(held) - len(row.cells)]
    ):
        return list(read)
    return [(n, replace(row, cells=tuple(held[first:]))) for held, (n, row) in zip(spans, read, strict=True)]


def _widths(read: Sequence[tuple[int, Figures]], noted: bool) -> list[int]:
    """Return how many columns there may be: as many as most rows have cells, where a column of notes gives some rows one more."""
    counts = Counter(len(row.cells) for _, row in read)
    more = Counter(len(row.cells) - 1 for _, row in read if noted and _NOTE.fullmatch(row.cell(0)))
    return sorted((n for n in counts | more if counts[n] + more[n] >= MOSTLY * len(read)), key=lambda n: (-counts[n], n))


def _uncut(document: Document, lines: Sequence[int]) -> _Heads | None:
    """Return the lines of heads as they are, where they name times but cannot be told apart."""
    far = next((n for n, line in enumerate(lines[:UNCUT]) if TIME.search(_text(document, line))), None)
    if far is None:
        return None
    above = [n for n in lines[far + 1 : UNCUT] if document.segments[n].role == "row"]
    kept = [*reversed(above), *reversed(lines[: far + 1])]
    return kept[0], kept[-1], " ".join(reading_line(document, document.segments[n].span) for n in kept), "", [], ()


def _lines(document: Document, part: Sequence[int], read: dict[int, Figures], width: int, noted: bool) -> Iterator[Line]:
    """Yield the rows that have a cell for each column; one more where there is a column of notes."""
    labels = {n: _label_cells(row) for n, row in read.items()}
    most = max(map(len, labels.values()), default=0)
    held = section = before = over = ""  # `before` is a label of a section that may go on, `over` the section before it
    for index in part:
        row = read.get(index)
        if row is None:
            text = _text(document, index)
            if not (_marks_only(document, index) or _is_of_units(document, index, width)):
                over, section = section, " ".join(filter(None, (before, text.strip(" :"))))
                before = "" if text.endswith(":") else section
            continue
        row = (fitted(row, width) or row) if width and "|" not in row.text else row
        spans, begins = row.cells, label_begins(document, index)
        label = row.label
        if begins is not None:
            label = f"{_text(document, begins)} {label}"
            section = over
        before = ""
        if 1 < len(labels[index]) == most:
            held = labels[index][0]  # of the rows under it too, whose labels have fewer cells: a cell over several rows
        within = f"{section} {held}".strip() if most > 1 and len(labels[index]) == most - 1 else section
        if width and noted and len(spans) == width + 1 and _NOTE.fullmatch(row.cell(0)):
            spans = spans[1:]
        if width and len(spans) != width:
            continue  # of which columns its cells are is not known
        written = row.text if "|" in row.text or not width else barred(row.text, spans)
        yield Line(
            index, label, tuple(" ".join(row.text[slice(*s)].split()) for s in spans), within, written, begins, labels[index]
        )


def _label_cells(row: Figures) -> tuple[str, ...]:
    """Return the cells of the label of a row between bars, without targets of links; () in print, where they are not known."""
    if not is_row(row.text):
        return ()
    cells = (_LINK.sub(r"\1", row.text[slice(*span)]) for span in parted(row.text) if span[1] <= row.cells[0][0])
    return tuple(cell for cell in cells if cell)


def _head_lines(document: Document, index: int) -> list[int]:
    """Return the lines over the first row of figures, on its page, that may be heads, the nearest first."""
    found: list[int] = []
    under = False
    page = document.segments[index].place.page
    for n in range(index - 1, -1, -1):
        segment = document.segments[n]
        if segment.place.page != page:
            break
        if not segment.is_body:
            continue
        text = _text(document, n)
        if segment.role == "heading" and not under and _opens_section(document, n):
            found, under = [], True  # what stands under it is in its section
            continue
        short = len(text) <= LONGEST_HEAD and not text.endswith((".", "!", "?"))
        empty = len(_DASHES.findall(text)) > 1  # a row of dashes
        if segment.role not in ("row", "paragraph") or not (short or is_row(text)) or _figures(text) or empty:
            break
        found.append(n)
        if is_row(text) and len(found) > 1 and not is_row(_text(document, found[-2])):
            found = [n]  # between bars each head is a cell: what stands without them under it is the label of a section
        if (is_row(text) and not _repeats(text)) or len(found) == MOST_LINES:
            break
    return found


def _repeats(text: str) -> bool:
    """Say whether heads between bars are the same again and again: "2022 | 2023 | 2022 | 2023" under "Visits | Loans"."""
    heads = [head for span in parted(text) if (head := text[slice(*span)])]
    return len(set(heads)) < len(heads)


def _opens_section(document: Document, index: int) -> bool:
    """Say whether a heading opens the first section of a table: it stands right under a line of heads that names times."""
    over = next(body(document.segments, index - 1, -1), None)
    text = reading(document, *over.span) if over and over.role in ("row", "paragraph") else ""
    return 0 < len(text) <= LONGEST_HEAD and bool(TIME.search(text)) and not _figures(text) and not text.endswith(".")


def _heads(document: Document, lines: Sequence[int], width: int) -> _Heads | None:
    """Return the heads of as many columns, cut from as few lines as give them; ``None`` where none do.

    A cut at both capitals and times is the last resort: it takes "Visits 2025" for two heads where more lines tell that it is one.
    """
    lines = list(dropwhile(lambda n: _text(document, n).endswith(":") or _marks_only(document, n), lines))
    units = next((n for n in (0, 1) if n < len(lines) and _is_of_units(document, lines[n], width)), None)
    if units is not None:
        lines = lines[units + 1 :]  # under the line of the units stands the label of the first section
    words = [reading_line(document, document.segments[n].span) for n in lines]
    if levels := stacked(words, width):
        return (lines[1], lines[0], *levels)
    for ways in (("capitals", "times"), ("both",)):
        for far in range(1, len(lines) + 1):
            if far > 1 and "|" in words[far - 2]:
                break
            if far > 1 and holds_several(words[far - 2]) and not (far > 2 and words[far - 3][:1].islower()):
                break  # the heads are printed line by line, and not one after the other
            joined = " ".join(reversed(words[:far]))
            cut = cut_heads(joined, width, ways)
            if cut is None:
                continue
            if len(cut) == width and cut[0][0] == 0 and far < len(lines) and len(words[far].split()) < LABEL:
                wider = cut_heads(f"{words[far]} {joined}", width, ways)
                if wider is not None and len(wider) > width:
                    far, joined, cut = far + 1, f"{words[far]} {joined}", wider
            spans = cut[-width:]
            columns = tuple(" ".join(joined[slice(*s)].split()) for s in spans)
            last = _last_held([" ".join(reversed(words[n:far])) for n in range(far)], spans[-1][1])
            joined = " ".join(reversed(words[last:far]))
            return lines[far - 1], lines[last], joined, joined[: spans[0][0]].strip(" |"), spans, columns
    levels = two_levels(words, width)
    return (lines[1], lines[0], *levels) if levels else None


def _last_held(texts: Sequence[str], end: int) -> int:
    """Return how many of the lines nearest to the rows hold nothing of the heads: the label of the first section."""
    return max(n for n, text in enumerate(texts) if len(text) >= end)


def _units(document: Document, first: int, last: int, row: int) -> Iterator[str]:
    """Yield the lines right over the heads and between them and the first row, which say what is counted: "£ thousand"."""
    for n in (*range(max(first - 2, 0), first), *range(last + 1, row)):
        segment = document.segments[n]
        text = _text(document, n) if segment.is_body else document.text[segment.start : segment.end]
        counts = n < first or _marks_only(document, n) or _UNIT.match(text) or scale_in(text)
        if counts and len(text) <= LONGEST_HEAD and segment.role in ("row", "paragraph", "furniture") and not _figures(text):
            yield text


def _title(document: Document, first: int) -> list[Span]:
    """Return the caption or heading over a table, and what it goes on in, or a line of print over its heads."""
    lines: list[Span] = []
    far, under_rows = 0, False
    for segment in body(document.segments, first - 1, -1):
        text = document.text[segment.start : segment.end]
        if segment.role == "row" and (under_rows or _figures(text)):
            under_rows = True  # of the table above, which has the same title
            continue
        far += 1
        if far > FAR:
            break
        if segment.role in ("row", "caption", "paragraph") and _UNIT.match(text):
            continue  # "(in thousands)"
        if segment.role in ("heading", "caption") or (segment.role == "row" and not _figures(text)):
            return [segment.span, *lines]
        if segment.role != "paragraph":
            break
        lines = [segment.span, *lines] if text[:1].islower() and len(text) <= LONGEST_HEAD else []
    return []
