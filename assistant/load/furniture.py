"""Rows of print on a page, and which of them are furniture: running heads, running feet and page numbers.

Furniture is what a reader skips: the same words (digits ignored) at the same height, outermost on several pages, or there the
words of a heading; large words at one place of most pages; the numbers of lines. The page numbers among it tell the printed label
of a sheet where the file does not.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.load.text_layer import Box, PageText, PrintedLine

_MARGIN_ROWS = 4  # rows from an edge of the page that may be furniture
_MARGIN = 0.17  # of the height of a page, within which all but the outermost must stand
_SAME_HEIGHT = 4.0  # points between rows of several pages that stand at one height
_MAX_NUMBERS = 2  # numbers in a row that may tell the page: more are a table's
_MOST = 0.6  # of the pages, on which a row with more numbers must stand word for word
_BAND = 0.4  # of the pages, on which something must stand where a running head changes with the section
_LARGE = 2.0  # times the usual size of print, from which on what stands on most pages is a watermark
_COUNTED = 8  # numbers below each other that may be those of lines
_RUNNING = 0.4  # of the lines they stand at, that must begin as prose does: in lower case
_PULLED = 1.12  # times the size of the text, from which on words are printed large
_INITIAL = 1.8  # times the size of the text, from which on a letter by itself is an initial, apart from its word
_BRIEF = 40  # characters up to which they are rather a heading
_STOPS = (".", "!", "?", "”", '"', "’")
_NOTE_SIZE = 0.95  # of the size of the text, below which notes are printed
_RAISED = re.compile("[⁰¹²³⁴-⁹]")
_SOURCE = re.compile(
    r"(?i)https?:|www\.|\bdoi\b|\b(?:ibid|op\. ?cit|cf|vol|eds?)\.|\bpp?\. ?\d|\((?:1[89]|20)\d\d\)|\W*(?:see|source|interview)\b"
)
_FEW = 8  # words of a note that can hardly say more than where to look
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"^\W*\d[\d.]*(?=\W|$)")
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
    counts = line_numbers(page.lines, page.text, page.start)
    for line in page.lines:
        if rows and rows[-1].hidden == line.hidden and _beside(rows[-1], line) and not counts & {rows[-1].start, line.start}:
            before = rows.pop()
            set_apart = line.box.left - before.box.right > before.size
            cells = before.cells + (line.cells if set_apart else line.cells[1:])
            longer = line if line.end - line.start > len(before.text) else before  # a number may be larger than the words behind it
            rows.append(_row(page, before.start, line.end, before.box.around(line.box), longer, cells))
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


def line_numbers(lines: Sequence[PrintedLine], text: str, begin: int) -> set[int]:
    """Return where the numbers stand that count the lines of a page, as in a draft of a law: beside prose, one below the other."""
    numbers = [line for line in lines if line.end - line.start < 5 and text[line.start - begin : line.end - begin].isdecimal()]
    found: set[int] = set()
    for side in (0, 2):  # aligned at the left or at the right
        by_edge: dict[int, list[PrintedLine]] = defaultdict(list)
        for line in numbers:
            by_edge[round(line.box[side] / 2)].append(line)
        for run in by_edge.values():
            values = [int(text[line.start - begin : line.end - begin]) for line in run]
            if len(run) >= _COUNTED and all(a < b for a, b in pairwise(values)) and _beside_prose(run, lines, text, begin):
                found.update(line.start for line in run)
    return found


def _beside_prose(run: Sequence[PrintedLine], lines: Sequence[PrintedLine], text: str, begin: int) -> bool:
    own = {line.start for line in run}
    beside = [
        line
        for line in lines
        if line.start not in own and any(abs(line.box.bottom - number.box.bottom) < number.size for number in run)
    ]
    lower = sum(text[line.start - begin].islower() for line in beside)
    return lower >= _RUNNING * len(run) and not any(
        run[0].box.left < line.box.right and line.box.left < run[0].box.right for line in beside
    )


def find_furniture(pages: Sequence[PageText], rows: Sequence[Sequence[Row]]) -> set[int]:
    """Return where the rows start that are furniture."""
    found = {row.start for page in rows for row in page if _RULE.fullmatch(row.text) or _MARK.fullmatch(row.text)}
    found |= {start for page in pages for start in line_numbers(page.lines, page.text, page.start)}
    edges = [edge for page, on_page in zip(pages, rows, strict=True) for edge in _edges(page, on_page)]
    repeated = _repeated(edges, 2 if len(pages) < 8 else 3, len(pages))
    found |= _stamped(pages, rows, 2 if len(pages) < 4 else _MOST * len(pages))
    repeated |= _section_heads(edges, rows, max(3, _BAND * len(pages)))
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


def _stamped(pages: Sequence[PageText], rows: Sequence[Sequence[Row]], at_least: float) -> set[int]:
    """Return where the rows start that stand word for word at one place of most pages: in far larger print, or at an edge.

    A watermark, or what a web page keeps in sight, which is printed over the text.
    """
    sizes = sorted(row.size for on_page in rows for row in on_page)
    large = _LARGE * sizes[len(sizes) // 2] if sizes else 0.0
    places: dict[tuple[str, int, int], list[Row]] = defaultdict(list)
    for page, on_page in zip(pages, rows, strict=True):
        for row in on_page:
            at_edge = not _MARGIN * page.height < row.box.bottom < (1 - _MARGIN) * page.height
            is_kept = at_edge and len(pages) > 3 and len(_WORDS.findall(row.text)) > 1 and all(_cells(row))  # no years over columns
            if row.size >= large or is_kept:
                places[row.text, round(row.box.left / 4), round(row.box.bottom / 4)].append(row)
    return {row.start for same in places.values() if len({row.sheet for row in same}) >= at_least for row in same}


def _section_heads(edges: Sequence[Sequence[Row]], rows: Sequence[Sequence[Row]], at_least: float) -> set[int]:
    """Return where the running heads start that change with the section.

    They are outermost at one height of enough pages, and on most of these each of their cells says the same as on others, or has
    the words of what stands elsewhere as a heading: in larger print or in bold.
    """
    outermost = sorted((edge[0] for edge in edges if edge), key=lambda row: row.box.bottom)
    bands = [
        [row for row in level if abs(row.size - level[0].size) < 0.6]
        for level in _levels(outermost)
        if len({row.sheet for row in level}) >= at_least
    ]
    headings: dict[str, float] = defaultdict(float)
    least = min((row.size for band in bands for row in band), default=0.0)
    for on_page in rows if bands else ():
        for row, below in zip(on_page, [*on_page[1:], None], strict=False):
            size = row.size + row.bold
            if size <= least:
                continue
            for words in [row.text] + ([f"{row.text} {below.text}"] if below and abs(below.size - row.size) < 0.3 else []):
                headings[_unnumbered(words)] = max(headings[_unnumbered(words)], size)
    found: set[int] = set()
    for band in bands:
        said = Counter(words for row in band for words in set(_cells(row)) if words)

        def runs(row: Row, said: Mapping[str, int] = said) -> bool:
            told = [words for words in _cells(row) if words]
            larger = 1.05 * (row.size + row.bold)
            return bool(told) and all(said[words] >= at_least or headings.get(words, 0.0) > larger for words in told)

        running = {row.start for row in band if runs(row)}
        found |= running if len(running) >= _MOST * len(band) else set()
    return found


def _cells(row: Row) -> Iterator[str]:
    """Yield what each cell of a row says, nothing where it is a number alone."""
    for start, end in pairwise([*row.cells, row.end]):
        yield _unnumbered(row.text[start - row.start : end - row.start])


def _unnumbered(text: str) -> str:
    """Return the letters and figures of a title without the number in front of it."""
    return "".join(filter(str.isalnum, _NUMBER.sub("", text.casefold())))


def letters_of(text: str) -> str:
    """Return the letters of a text alone, in small ones."""
    return "".join(filter(str.isalpha, text.casefold()))


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


def pulled_quotes(rows: Sequence[Sequence[Row]], furniture: set[int], size: float) -> set[int]:
    """Return where the rows start of words that are printed large to catch the eye, and stand in the text besides; and of initials.

    ``size`` is that of the text.
    """
    runs: list[list[Row]] = []
    for on_page in rows:
        for above, row in zip([None, *on_page], on_page, strict=False):
            if row.start in furniture or row.size < _PULLED * size:
                continue
            if runs and runs[-1][-1] is above and abs(above.size - row.size) < 0.3:
                runs[-1].append(row)
            else:
                runs.append([row])
    initials = {
        row.start for run in runs for row in run if len(row.text) == 1 and row.size > _INITIAL * size and row.text.isalpha()
    }
    runs = [run for run in runs if run[-1].text.endswith(_STOPS) and sum(len(row.text) for row in run) > _BRIEF]
    small = (row for on_page in rows for row in on_page if row.start not in furniture and row.size < _PULLED * size) if runs else ()
    text = "".join(letters_of(row.text) for row in small)
    return initials.union(row.start for run in runs if "".join(letters_of(row.text) for row in run) in text for row in run)


def parting_notes(rows: Sequence[Sequence[Row]], furniture: set[int], size: float) -> set[int]:
    """Return where the rows start of notes at the foot that stand between the halves of a sentence and only name a source.

    ``size`` is that of the text.
    """
    kept = [row for on_page in rows for row in on_page if row.start not in furniture]
    found: set[int] = set()
    first = 0
    while first < len(kept):
        end = first + 1
        if _RAISED.match(kept[first].text) and kept[first].size < _NOTE_SIZE * size:
            while end < len(kept) and kept[end].sheet == kept[first].sheet and kept[end].size < _NOTE_SIZE * size:
                end += 1
            run = kept[first:end]
            notes = re.split(r"(?m)^(?=[⁰¹²³⁴-⁹])", "\n".join(row.text for row in run))
            parts = first > 0 and end < len(kept) and not kept[first - 1].text.endswith(_STOPS) and kept[end].text[0].islower()
            if parts and all(_SOURCE.search(note) or len(note.split()) < _FEW for note in notes):
                found.update(row.start for row in run)
        first = end
    return found


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
