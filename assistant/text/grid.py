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
from dataclasses import dataclass
from itertools import dropwhile, pairwise

from assistant.text.cells import cells as parted
from assistant.text.cells import is_row
from assistant.text.figures import Figures, barred, figures
from assistant.text.months import MONTHS
from assistant.text.runs import Span, body
from assistant.text.shadow import reading
from assistant.types import Document, Segment

FEWEST = 2  # rows of figures of a table
MOST_LINES = 12  # lines of print that the heads of a table may take
LONGEST_HEAD = 90  # characters of such a line
MOSTLY = 0.6  # of the rows have as many cells as there are columns
UNCUT = 3  # lines of heads that are quoted where they cannot be cut
LABEL = 4  # words that the head of the labels has fewer of
FAR = 4  # blocks over the heads among which the title may stand

_MONTH = f"(?:{'|'.join(MONTHS)}|{'|'.join(month[:3] for month in MONTHS)})"
TIME = re.compile(
    rf"(?:\d{{1,2}} {_MONTH},? |{_MONTH}\.? (?:\d{{1,2}},? )?)?(?:FY ?)?(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?\b(?![.,]\d|%)"
    rf"|\bQ[1-4]\b(?: (?:19|20)\d\d)?|\d{{1,3}} ?(?:[-–]|to) ?\d{{1,3}}\b|\b\d{{1,2}}\+"
    rf"|\b\d{{1,2}} and over\b|\b(?:Under|Over) \d\d\b"
)
"""A time or a span of ages that heads a column."""
_WORD = re.compile(r"\S+")
_MARK = re.compile(r"[^\w%£$€]+|[£$€]['’]?0*s?|£m|%|[(].*[)]?")
_NOTE = re.compile(r"\d{1,2}[a-z]?")
_NOTED = re.compile(r"\bnotes?\b|\brefs?\b", re.IGNORECASE)
_NOTES = frozenset(("note", "notes", "ref", "notes:"))
_SCALES = (
    (re.compile(r"[£$€]['’]?000s?\b|\bthousands?\b|\b000s\b", re.IGNORECASE), 1_000.0),
    (re.compile(r"[£$€]m\b|\bmillions?\b|[£$€] ?mn\b", re.IGNORECASE), 1_000_000.0),
    (re.compile(r"[£$€]bn\b|\bbillions?\b", re.IGNORECASE), 1_000_000_000.0),
)
_UNIT = re.compile(r"\(?(?:in |[£$€]|dollars|pounds|amounts|figures|all (?:amounts|figures)|unaudited)", re.IGNORECASE)
_SHARES = re.compile(r"%|\bper ?cent\b|\bpercentages?\b", re.IGNORECASE)
_NEGATIVE = re.compile(r"^\s*(?:\(|[-–—−]\s*[£$€]?\d|[£$€]\s*\()")
_NUMBER = re.compile(
    r"[-–—−+(]*\s*[£$€¥]?\s*[-–—−+(]?\s*(?:\d[\d,]*(?:\.\d+)?|\.\d+)\s*\)?\s*(?:%|x|m|bn|k|pp?|million|billion|per cent)?\s*\)?%?"
)
_DASHES = re.compile(r"(?<!\S)[-–—](?!\S)")
_NOTHING = re.compile(r"[-–—−]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of figures: which block it is, its label, its cells as they are printed, and the label of its section."""

    index: int
    label: str
    cells: tuple[str, ...]
    section: str
    text: str


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


def value(cell: str) -> float | None:
    """Return the number of a cell, negative in brackets or behind a sign; ``None`` where it holds none. A dash is nothing: 0."""
    bare = cell.strip()
    if _NOTHING.fullmatch(bare):
        return 0.0
    if not _NUMBER.fullmatch(bare):
        return None
    digits = re.sub(r"[^\d.]", "", bare)
    return -float(digits) if _NEGATIVE.match(bare) else float(digits)


def grids(document: Document) -> Iterator[Grid]:
    """Yield the tables of a document whose columns can be told apart."""
    for run in _runs(document):
        yield from (grid for part in _tables(document, run) if (grid := _grid(document, part)) is not None)


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
    width = 0
    for index in run:
        row = _figures(_text(document, document.segments[index]))
        if row is None:
            bare.append(index)
            continue
        if width and bare and _heads_begin(document, bare, width, len(row.cells)):
            yield part
            part = []
        part, bare, width = [*part, *bare, index], [], len(row.cells)
    if part:
        yield part


def _heads_begin(document: Document, bare: Sequence[int], before: int, after: int) -> bool:
    """Say whether lines between rows are heads: they name times, or a thing for each cell behind, or cells differ."""
    texts = [_text(document, document.segments[n]) for n in bare]
    named = any(TIME.search(text) for text in texts) or any(_marks_only(document, n) for n in bare)
    labels = all(text.endswith(":") for text in texts)  # of sections
    cut = after > 1 and any(_cut(" ".join(texts[n:]), after, ("capitals", "times")) is not None for n in range(len(texts)))
    return named or cut or (before != after and not labels)


def _marks_only(document: Document, index: int) -> bool:
    return all(map(_MARK.fullmatch, _text(document, document.segments[index]).split()))


def _text(document: Document, segment: Segment) -> str:
    return reading(document, segment.start, segment.end)


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
    label = " ".join(text[slice(*span)] for span in spans[:first])
    return Figures(text, label, tuple(spans[first:])) if label else None


def _grid(document: Document, part: Sequence[int]) -> Grid | None:
    read = [(n, row) for n in part if (row := _figures(_text(document, document.segments[n]))) is not None]
    if len(read) < FEWEST:
        return None
    lines = _head_lines(document, read[0][0])
    noted = any(_NOTED.search(_text(document, document.segments[n])) for n in lines)
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
        tuple(_lines(document, part, dict(read), len(spans), noted)),
        next((scale for form, scale in _SCALES if form.search(f"{over} {text}")), 1.0),
        bool(_SHARES.search(over)),
        document.segments[part[-1]].end,
    )


def _widths(read: Sequence[tuple[int, Figures]], noted: bool) -> list[int]:
    """Return how many columns there may be: as many as most rows have cells, where a column of notes gives some rows one more."""
    counts = Counter(len(row.cells) for _, row in read)
    more = Counter(len(row.cells) - 1 for _, row in read if noted and _NOTE.fullmatch(row.cell(0)))
    return sorted((n for n in counts if counts[n] + more[n] >= MOSTLY * len(read)), key=lambda n: (-counts[n], n))


def _uncut(document: Document, lines: Sequence[int]) -> _Heads | None:
    """Return the lines of heads as they are, where they name times but cannot be told apart."""
    far = next((n for n, line in enumerate(lines[:UNCUT]) if TIME.search(_text(document, document.segments[line]))), None)
    if far is None:
        return None
    above = [n for n in lines[far + 1 : UNCUT] if document.segments[n].role == "row"]
    kept = [*reversed(above), *reversed(lines[: far + 1])]
    return kept[0], kept[-1], " ".join(" ".join(_text(document, document.segments[n]).split()) for n in kept), "", [], ()


def _lines(document: Document, part: Sequence[int], read: dict[int, Figures], width: int, noted: bool) -> Iterator[Line]:
    """Yield the rows that have a cell for each column; one more where there is a column of notes."""
    section = ""
    begun = False
    for index in part:
        row = read.get(index)
        if row is None:
            text = _text(document, document.segments[index])
            section = text.strip(" :") if begun or text.endswith(":") else section
            continue
        begun = True
        spans = row.cells
        if width and noted and len(spans) == width + 1 and _NOTE.fullmatch(row.cell(0)):
            spans = spans[1:]
        if width and len(spans) != width:
            continue  # of which columns its cells are is not known
        written = row.text if "|" in row.text or not width else barred(row.text, spans)
        yield Line(index, row.label, tuple(" ".join(row.text[slice(*s)].split()) for s in spans), section, written)


def _head_lines(document: Document, index: int) -> list[int]:
    """Return the lines over the first row of figures that may be heads, the nearest first."""
    found: list[int] = []
    for n in range(index - 1, -1, -1):
        segment = document.segments[n]
        if not segment.is_body:
            continue
        text = _text(document, segment)
        short = len(text) <= LONGEST_HEAD and not text.endswith((".", "!", "?"))
        empty = len(_DASHES.findall(text)) > 1  # a row of dashes
        if segment.role not in ("row", "paragraph") or not (short or is_row(text)) or _figures(text) or empty:
            break
        found.append(n)
        if is_row(text) or len(found) == MOST_LINES:
            break
    return found


def _heads(document: Document, lines: Sequence[int], width: int) -> _Heads | None:
    """Return the heads of as many columns, cut from as few lines as give them; ``None`` where none do.

    A cut at both capitals and times is the last resort: it takes "Visits 2025" for two heads where more lines tell that it is one.
    """
    lines = list(dropwhile(lambda n: _text(document, document.segments[n]).endswith(":") or _marks_only(document, n), lines))
    words = [" ".join(_text(document, document.segments[n]).split()) for n in lines]
    for ways in (("capitals", "times"), ("both",)):
        for far in range(1, len(lines) + 1):
            if far > 1 and _several(words[far - 2]):
                break  # the heads are printed line by line, and not one after the other
            joined = " ".join(reversed(words[:far]))
            cut = _cut(joined, width, ways)
            if cut is None:
                continue
            if len(cut) == width and cut[0][0] == 0 and far < len(lines) and len(words[far].split()) < LABEL:
                wider = _cut(f"{words[far]} {joined}", width, ways)
                if wider is not None and len(wider) > width:
                    far, joined, cut = far + 1, f"{words[far]} {joined}", wider
            spans = cut[-width:]
            columns = tuple(" ".join(joined[slice(*s)].split()) for s in spans)
            return lines[far - 1], lines[0], joined, joined[: spans[0][0]].strip(" |"), spans, columns
    return _two_levels(lines, words, width)


def _two_levels(lines: Sequence[int], words: Sequence[str], width: int) -> _Heads | None:
    """Return heads of which each of the upper line stands over as many of the lower one, which are the same under each.

    "Homes  Businesses" over "2013 2024 2013 2024": the columns are "Homes 2013", "Homes 2024", "Businesses 2013" and so on.
    """
    if len(words) < 2 or "|" in words[0] or "|" in words[1]:
        return None
    begins = _begins(words[0])
    for way in ("capitals", "times"):
        lower = list(pairwise([*begins[way], len(words[0])]))
        held = [words[0][slice(*span)].strip() for span in lower]
        each = next((n for n in range(2, width) if width % n == 0 and held == held[:n] * (width // n)), 0)
        upper = _cut(words[1], width // each, ("capitals", "times")) if each and len(held) == width else None
        if upper is None or len(set(held[:each])) < each:
            continue
        over = [words[1][slice(*span)].strip() for span in upper[-(width // each) :]]
        at = len(words[1]) + 1
        corner = words[1][: upper[-len(over)][0]].strip()
        spans = [(a + at, a + at + len(head)) for (a, _), head in zip(lower, held, strict=True)]
        columns = tuple(f"{over[n // each]} {head}" for n, head in enumerate(held))
        return lines[1], lines[0], f"{words[1]} {words[0]}", corner, spans, columns
    return None


def _several(line: str) -> bool:
    """Say whether a line holds the beginnings of several heads."""
    bare = TIME.sub(" ", line)
    return sum(word[0].isupper() for word in bare.split()) + len(TIME.findall(line)) > (2 if TIME.search(line) else 1)


def _cut(text: str, width: int, ways: Sequence[str]) -> list[Span] | None:
    """Cut a line of heads where they begin; ``None`` where no way gives as many as there are columns."""
    if "|" in text:
        spans = parted(text)[-width - 1 :]
        apart = len({text[slice(*span)] for span in spans[-width:]}) == width
        return spans if len(spans) > width and apart else None
    begins = _begins(text)
    return next((found for way in ways if (found := _spans(text, begins[way], width)) is not None), None)


def _begins(text: str) -> dict[str, list[int]]:
    """Return where heads may begin in a line of them: at capitals, at times, and at both."""
    times = [m.span() for m in TIME.finditer(text)]
    inside = [range(a + 1, b) for a, b in times]
    begins = [m.start() for m in _WORD.finditer(text) if not any(m.start() in span for span in inside)]
    capital = [n for n in begins if text[n].isupper() and not any(n == a for a, _ in times)]
    of_time = [a for a, _ in times]
    changes = [m.start() for m in re.finditer(r"(?<=\s)(?:(?:% )?[Cc]hange|[Tt]otal|[Vv]ariance|All)(?=\s|$)", text)]
    return {"capitals": capital, "times": sorted({*of_time, *changes}), "both": sorted({*capital, *of_time})}


def _spans(text: str, starts: Sequence[int], width: int) -> list[Span] | None:
    """Return the heads that begin so, with what stands before them; ``None`` where they are not one to a column."""
    if not starts:
        return None
    spans = list(pairwise([*starts, len(text)]))
    before = text[: starts[0]].strip()
    if not before and text[slice(*spans[0])].strip().lower() in _NOTES:
        spans = spans[1:]
    if len(spans) not in (width, width + 1) or (before and len(spans) > width):
        return None
    if TIME.search(before if before or len(spans) == width else text[slice(*spans[0])]):
        return None
    last = TIME.match(text[slice(*spans[-1])])
    if last and width > 1 and all(TIME.fullmatch(text[slice(*span)].strip()) for span in spans[-width:-1]):
        spans[-1] = (spans[-1][0], spans[-1][0] + last.end())  # "2022 2021 Assets": the label of a section
    heads = [text[slice(*span)].strip() for span in spans]
    if len(set(heads)) < len(heads) or any(len(TIME.findall(head)) > 1 for head in heads):
        return None
    return [(a, a + len(text[a:b].rstrip())) for a, b in spans]


def _units(document: Document, first: int, last: int, row: int) -> Iterator[str]:
    """Yield the lines right over the heads and between them and the first row, which say what is counted: "£ thousand"."""
    for n in (*range(max(first - 2, 0), first), *range(last + 1, row)):
        segment = document.segments[n]
        text = _text(document, segment) if segment.is_body else document.text[segment.start : segment.end]
        if len(text) <= LONGEST_HEAD and segment.role in ("row", "paragraph", "furniture") and not _figures(text):
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
            return [(segment.start, segment.end), *lines]
        if segment.role != "paragraph":
            break
        lines = [(segment.start, segment.end), *lines] if text[:1].islower() and len(text) <= LONGEST_HEAD else []
    return []
