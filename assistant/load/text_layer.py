"""The text layer of a PDF as pdfium gives it: per page, its characters, its lines and where they stand.

Offsets are the idea of this file. pdfium numbers the characters of a page; we keep one code point for one character, and
drop only the carriage return of each line end. So an offset into the text leads back to characters, and their boxes,
from the file alone. A Python call per character would cost more than pdfium itself: text comes in one call a page, and
a line's place from its first and last character.

Coordinates are PDF points on the page as it is displayed (crop box and rotation applied), from the bottom left corner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from ctypes import c_double, c_float, c_int, c_ushort, create_string_buffer
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot
from threading import RLock
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.load.hidden import Sight
from assistant.load.hyphens import SOFT_HYPHEN
from assistant.text.reading_text import RAISED, SHORT

if TYPE_CHECKING:
    import pypdfium2

PDFIUM_LOCK = RLock()
"""Held around every use of pdfium, which is not safe in threads; whoever else renders with it takes the same lock."""

# pdfium marks a hyphen at a line's end so, and leaves out the line end that follows it.
_HYPHENS = "\x02\ufffe"
_LINE_ENDS = "\r\n" + _HYPHENS
_VISUAL_LINE = re.compile(rf"[^\r\n{_HYPHENS}]+[{_HYPHENS}]?|[{_HYPHENS}]")
_WORD = re.compile(r"\S+")
_COUNTED_LINE = re.compile(r"\s*(\d{1,4})\s+(?=\S)")
_FEWEST_COUNTED = 8  # lines that run through their numbers, as in the draft of a law
_COUNT = re.compile(r"(?:\d{1,2}[.)]?|\W)\s+(?=\S)")  # a number or a bullet, which may be larger than the words behind it
_UNREADABLE = "\ufffd"
# A file's own soft hyphen is a printed one: a PDF has no others.
_PLAIN = {0: _UNREADABLE, 2: SOFT_HYPHEN, 0xFFFE: SOFT_HYPHEN, 0xAD: "-"} | dict.fromkeys(range(0xD800, 0xE000), _UNREADABLE)
_UNMARKED = re.compile(r"(?<=[^\W\d_])[-\u2010](?=\n|\Z)")  # a hyphen at a line's end that pdfium does not know as one
_NOT_PLAIN = re.compile("[\x00\x02\xad\ufffe\ud800-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")

# The number of a note: behind a word or the stop of a sentence, or at the head of a line, where the note itself stands.
_NOTE = re.compile(
    rf"\d(?:(?<=\s(?:{SHORT.replace(' ', '|')})\d)"
    r"|(?<=[^\W\d_]{3}\d)|(?<=[^\d\s][.,;:!?]\d)|(?<=[”\"’)\]%]\d)|(?<=\ds\d)|(?<=(?:1[5-9]|20)\d\d[.,]\d)"
    r"|(?<=(?<![\d.,])(?:1[5-9]|20)\d\d\d))\d{0,2}(?:[,–-]\d{1,3})*(?!\w|[.,]\d)"
    rf"|\d(?:(?<=[\n{_HYPHENS}]\d)|(?<![\s\S]\d))\d{{0,2}}(?=\s?[^\W\d_“‘\"(])"
)
_SMALL = 0.58  # of the size of the words beside it, below which the ink of a raised number is high: that of others is 0.65 to 0.7
_HIGH = 0.35  # of the height of their line, above which it stands: others stand at 0.2 to 0.25

# A line of prose takes about 0.45 of the font size per character; a table line, with its wide gaps, more.
_WIDE_LINE = 0.5
_WIDE_GAP = 1.0
_EVEN = 0.2  # of the font size, by which the spaces of a justified line may differ
_FEWEST_WORDS = 4
# No word takes less than this of the font size per character.
_NARROW = 0.2
_RULE = 2.0  # points; what is drawn thinner is a line and no word

_BOLD_NAME = re.compile(rb"(?i)bold|black|heavy|demi")
_FORCE_BOLD = 1 << 18


class Box(NamedTuple):
    """A rectangle in PDF points, from the bottom left corner of the displayed page."""

    left: float
    bottom: float
    right: float
    top: float

    def around(self, other: Box) -> Box:
        """Return the least rectangle that holds both."""
        left, bottom = min(self.left, other.left), min(self.bottom, other.bottom)
        return Box(left, bottom, max(self.right, other.right), max(self.top, other.top))


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Characters on a line; ``cells`` where its parts begin at wide gaps, ``hidden`` why a reader cannot see it, else ``None``."""

    start: int
    end: int
    box: Box
    size: float
    bold: bool
    cells: tuple[int, ...]
    hidden: str | None = None


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one sheet (from 1), at ``start`` in the document's text, and its lines in the order of the text."""

    sheet: int
    start: int
    text: str
    width: float
    height: float
    lines: tuple[PrintedLine, ...]

    @property
    def end(self) -> int:
        """Where its text ends in that of the document."""
        return self.start + len(self.text)

    def at(self, start: int) -> PageText:
        """Return the same sheet with its text at another place in the document's."""
        shift = start - self.start
        lines = (
            replace(line, start=line.start + shift, end=line.end + shift, cells=tuple(cell + shift for cell in line.cells))
            for line in self.lines
        )
        return replace(self, start=start, lines=tuple(lines)) if shift else self


@contextmanager
def open_textpage(document: pypdfium2.PdfDocument, sheet: int) -> Iterator[tuple[Any, Any]]:
    """Open a sheet (from 1) and its text layer as raw pdfium handles; raises ValueError where the page is damaged."""
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document, sheet - 1)
    if not page:
        raise ValueError(f"sheet {sheet} cannot be loaded")
    textpage = pdfium.FPDFText_LoadPage(page)
    try:
        if not textpage:
            raise ValueError(f"sheet {sheet} has a text layer that cannot be loaded")
        yield page, textpage
    finally:
        if textpage:
            pdfium.FPDFText_ClosePage(textpage)
        pdfium.FPDF_ClosePage(page)


def read_page(document: pypdfium2.PdfDocument, sheet: int) -> PageText:
    """Read a sheet (from 1) as if the document's text began with it; raises ValueError where it is damaged."""
    import pypdfium2.raw as pdfium

    with open_textpage(document, sheet) as (page, textpage):
        raw, numbers = _characters(textpage)
        pen = Pen(page, textpage, Sight(page, textpage))
        notes = [m.span() for m in _NOTE.finditer(raw) if _is_raised(pen, raw, numbers, m.span())]
        heads = dict(notes)
        lines: list[PrintedLine] = []
        dropped = seen = 0
        for first, last in _parts_of_lines(raw):
            dropped += raw.count("\r\n", seen, first)
            seen = first
            lines += _measure(pen, raw, numbers, (first, last), -dropped, heads.get(first, first))
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    for first, last in notes:
        raw = raw[:first] + raw[first:last].translate(RAISED) + raw[last:]
    return PageText(sheet, 0, plain(raw), width, height, tuple(lines))


def _parts_of_lines(raw: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the lines; where their numbers count the lines of prose, each number is one by itself."""
    spans = [match.span() for match in _VISUAL_LINE.finditer(raw)]
    counted = [match for span in spans if (match := _COUNTED_LINE.match(raw, *span))]
    run = sum(int(b[1]) == int(a[1]) + 1 for a, b in pairwise(counted))
    prose = sum(raw[match.end()].islower() for match in counted)
    if run < max(_FEWEST_COUNTED, 0.5 * len(spans)) or prose < 0.4 * len(counted):
        yield from spans
        return
    ends = {match.start(): match.end(1) for match in counted}
    for first, last in spans:
        if first in ends:
            yield first, ends[first]
        yield ends.get(first, first), last


def _is_raised(pen: Pen, raw: str, numbers: Sequence[int], span: tuple[int, int]) -> bool:
    """Tell whether a number is small and stands high against the words that it is set to: those before it, or its note."""
    first, last = span
    ink = pen.tight_box(numbers[first])
    beside = numbers[first - 1 if first and raw[first - 1] not in _LINE_ENDS else min(last + (raw[last] == " "), len(raw) - 1)]
    line = pen.loose_box(beside)
    high = line.bottom + _HIGH * (line.top - line.bottom)
    return ink is not None and ink.bottom > high and ink.top - ink.bottom < _SMALL * pen.font(beside)[0]


def has_print(document: pypdfium2.PdfDocument, sheet: int) -> bool:
    """Tell whether a sheet has anything on it that may be words: a picture or a drawing, say, but not rules alone."""
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document, sheet - 1)
    try:
        return bool(page) and any(
            not _is_rule(pdfium.FPDFPage_GetObject(page, n)) for n in range(pdfium.FPDFPage_CountObjects(page))
        )
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


def _is_rule(drawn: object) -> bool:
    """Say whether what is drawn is a path too thin to be read as anything but a line across or down."""
    import pypdfium2.raw as pdfium

    sides = [c_float() for _ in range(4)]
    if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_PATH or not pdfium.FPDFPageObj_GetBounds(drawn, *sides):
        return False
    left, bottom, right, top = (side.value for side in sides)
    return min(right - left, top - bottom) < _RULE


def page_text(document: pypdfium2.PdfDocument, sheet: int) -> str:
    """Read the text of a sheet (from 1) alone; nothing where it is damaged, as :func:`read_page`'s caller has it."""
    try:
        with open_textpage(document, sheet) as (_, textpage):
            return plain(_characters(textpage)[0])
    except ValueError:
        return ""


def plain(raw: str) -> str:
    """Turn pdfium's characters into text: line ends as one newline, its hyphen marks as soft hyphens, one for one."""
    text = _UNMARKED.sub(SOFT_HYPHEN, raw.replace("\r\n", "\n").replace("\r", "\n"))
    return text.translate(_PLAIN) if _NOT_PLAIN.search(text) else text


def _characters(textpage: Any) -> tuple[str, Sequence[int]]:
    """Return the code points of a page and, for each, the number of its character in pdfium."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(textpage)
    if count <= 0:
        return "", range(0)
    buffer = (c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, buffer) - 1
    raw = bytes(buffer)[: 2 * max(written, 0)].decode("utf-16-le", "surrogatepass")
    if len(raw) == count and not _SURROGATE.search(raw):
        return raw, range(count)
    units = [pdfium.FPDFText_GetUnicode(textpage, i) for i in range(count)]
    return _join_surrogates(units)


def _join_surrogates(units: Sequence[int]) -> tuple[str, list[int]]:
    """Join the halves of a code point that pdfium counts as two characters."""
    points: list[str] = []
    numbers: list[int] = []
    for number, unit in enumerate(units):
        if 0xDC00 <= unit < 0xE000 and points and 0xD800 <= ord(points[-1]) < 0xDC00 and numbers[-1] == number - 1:
            points[-1] = chr(0x10000 + ((ord(points[-1]) - 0xD800) << 10) + unit - 0xDC00)
        else:
            points.append(chr(unit) if unit < 0x110000 else _UNREADABLE)
            numbers.append(number)
    return "".join(points), numbers


class Pen:
    """Measures characters of one open page, numbered as in pdfium; ``sight`` tells what cannot be seen, if that is asked for."""

    def __init__(self, page: Any, textpage: Any, sight: Sight | None = None) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium, self._textpage, self._to_display = pdfium, textpage, _display_transform(page)
        self._loose_box = pdfium.FPDFText_GetLooseCharBox
        self._rect, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._sides = tuple(c_double() for _ in range(4))
        self._name, self._flags = create_string_buffer(256), c_int()
        self.sight = sight

    def loose_box(self, number: int) -> Box:
        """Return the box of a character as high as its font and as wide as its advance, so neighbours touch."""
        rect = self._rect
        self._loose_box(self._textpage, number, rect)
        box = Box(rect.left, rect.bottom, rect.right, rect.top)
        return box if self._to_display is None else self._to_display(box)

    def tight_box(self, number: int) -> Box | None:
        """Return the box of a character's ink; ``None`` where it has none, as white space and what pdfium adds."""
        left, right, bottom, top = self._sides
        self._pdfium.FPDFText_GetCharBox(self._textpage, number, left, right, bottom, top)
        box = Box(left.value, bottom.value, right.value, top.value)
        if box.right <= box.left or box.top <= box.bottom:
            return None
        return box if self._to_display is None else self._to_display(box)

    def font(self, number: int) -> tuple[float, bool]:
        """Return the size of a character in points, as displayed, and whether its font is a bold one."""
        matrix, pdfium = self._matrix, self._pdfium
        pdfium.FPDFText_GetMatrix(self._textpage, number, matrix)
        size = pdfium.FPDFText_GetFontSize(self._textpage, number) * (hypot(matrix.c, matrix.d) or 1.0)
        pdfium.FPDFText_GetFontInfo(self._textpage, number, self._name, len(self._name), self._flags)
        return round(size, 1), bool(self._flags.value & _FORCE_BOLD or _BOLD_NAME.search(self._name.value))


def _measure(pen: Pen, raw: str, numbers: Sequence[int], span: tuple[int, int], shift: int, words: int) -> Iterator[PrintedLine]:
    """Measure a line without the white space around it, its print by what begins at ``words``, or is counted by its number.

    ``shift`` leads from ``raw`` to the document's offsets.
    """
    first, last = span
    piece = raw[first:last]
    first += len(piece) - len(piece.lstrip())
    last -= len(piece) - len(piece.rstrip())
    if first >= last:
        return
    here, there = pen.loose_box(numbers[first]), pen.loose_box(numbers[last - 1])
    counts = _COUNT.match(raw, first, last)
    words = counts.end() if counts else max(first, words)
    words += raw[words : words + 1].isupper() and raw[words + 1 : words + 2].islower()  # behind an initial that may be larger
    size, bold = pen.font(numbers[min(words, last - 1)])
    wraps = there.bottom < here.bottom - size and there.top < here.top - size
    if wraps and (next_line := _second_line(pen, raw, numbers, (first, last), size)):
        yield from _measure(pen, raw, numbers, (first, next_line), shift, words)
        yield from _measure(pen, raw, numbers, (next_line, last), shift, next_line)
        return
    box = here.around(there)
    bold = bold and all(pen.font(numbers[i])[1] for i in {(first + last) // 2, max(first, last - 2)})
    cells = [first]
    if box.right - box.left > _WIDE_LINE * size * (last - first):
        wide = list(_wide_gaps(pen, raw, numbers, (first, last), size))
        cells += [] if wide and _is_justified(pen, raw, numbers, (first, last), size) else wide
    some = (numbers[first], numbers[(first + last) // 2], numbers[last - 1])
    hidden = pen.sight.hidden(some, box, size) if pen.sight else None
    yield PrintedLine(first + shift, last + shift, box, size, bold, tuple(i + shift for i in cells), hidden)


def _wide_gaps(pen: Pen, raw: str, numbers: Sequence[int], span: tuple[int, int], size: float) -> Iterator[int]:
    """Yield where words begin after a wide gap; the end of a word is measured only where its beginning leaves it open."""
    left = pen.loose_box(numbers[span[0]]).left
    for (word, end), (start, _) in pairwise(match.span() for match in _WORD.finditer(raw, *span)):
        before, left = left, pen.loose_box(numbers[start]).left
        may_be_wide = left - before - _NARROW * size * (end - word) > _WIDE_GAP * size
        if may_be_wide and left - pen.loose_box(numbers[end - 1]).right > _WIDE_GAP * size:
            yield start


def _is_justified(pen: Pen, raw: str, numbers: Sequence[int], span: tuple[int, int], size: float) -> bool:
    """Tell whether a line is prose whose spaces are all as wide as it takes to fill a column."""
    words = [match.span() for match in _WORD.finditer(raw, *span)]
    if len(words) < _FEWEST_WORDS or 2 * sum(raw[start].islower() for start, _ in words) <= len(words):
        return False
    gaps = [pen.loose_box(numbers[start]).left - pen.loose_box(numbers[end - 1]).right for (_, end), (start, _) in pairwise(words)]
    return max(gaps) - min(gaps) < _EVEN * size


def _second_line(pen: Pen, raw: str, numbers: Sequence[int], span: tuple[int, int], size: float) -> int | None:
    """Return where the text goes on below, in a line whose end pdfium has missed."""
    words = [match.start() for match in _WORD.finditer(raw, *span)]
    levels = [(start, pen.loose_box(numbers[start]).bottom) for start in words]
    return next((start for (_, above), (start, below) in pairwise(levels) if above - below > 0.8 * size), None)


def _display_transform(page: Any) -> Callable[[Box], Box] | None:
    """Return the way from a page's own coordinates to those of the page as displayed; nothing where they are the same."""
    import pypdfium2.raw as pdfium

    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, bounds)
    x, y, wide, high = bounds.left, bounds.bottom, bounds.right - bounds.left, bounds.top - bounds.bottom
    turns = pdfium.FPDFPage_GetRotation(page)
    if not turns:
        return None if x == y == 0 else lambda b: Box(b[0] - x, b[1] - y, b[2] - x, b[3] - y)
    if turns == 1:
        return lambda b: Box(b[1] - y, wide - (b[2] - x), b[3] - y, wide - (b[0] - x))
    if turns == 2:
        return lambda b: Box(wide - (b[2] - x), high - (b[3] - y), wide - (b[0] - x), high - (b[1] - y))
    return lambda b: Box(high - (b[3] - y), b[0] - x, high - (b[1] - y), b[2] - x)


def span_boxes(document: pypdfium2.PdfDocument, sheet: int, start: int, end: int) -> list[Box]:
    """Return one box per line of a sheet's text from ``start`` to ``end``, tight to the ink; the bounds may lie outside."""
    with open_textpage(document, sheet) as (page, textpage):
        raw, numbers = _characters(textpage)
        kept = [i for i in range(len(raw)) if not (raw[i] == "\r" and raw[i + 1 : i + 2] == "\n")][max(start, 0) : max(end, 0)]
        pen, found = Pen(page, textpage), list[Box]()
        before: Box | None = None
        for i in kept:
            box = None if raw[i].isspace() else pen.tight_box(numbers[i])
            if box is not None and before is not None and _on_one_line(found[-1], before, box):
                found[-1] = Box(*map(min, found[-1][:2], box[:2]), *map(max, found[-1][2:], box[2:]))
            elif box is not None:
                found.append(box)
            before = None if raw[i] in _LINE_ENDS else box or before
    return found


def _on_one_line(line: Box, before: Box, box: Box) -> bool:
    """Tell whether a character goes on a line, after ``before``: level with it, and not back at its beginning."""
    height = line.top - line.bottom
    overlap = min(line.top, box.top) - max(line.bottom, box.bottom)
    return overlap > -0.5 * height and box.right > before.left - height
