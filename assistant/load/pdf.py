"""Read a PDF: its text layer, how it is laid out, its labels, outline and metadata, and the boxes under a span.

pdfium reads all of it, so the outline, the labels and the text speak of the same pages. What is stored is the text
layer as it is; :func:`boxes` finds its way back from offsets to characters in the file alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING

from assistant.errors import UnreadableDocument
from assistant.load.dates import dated, declared_in
from assistant.load.filing import filing_title
from assistant.load.fork import in_fork, may_fork
from assistant.load.furniture import Row
from assistant.load.headings import OutlineEntry
from assistant.load.hyphens import PAGE_BREAK, keep_real_hyphens
from assistant.load.layout import lay_out
from assistant.load.progress import OnPage, ignore_page
from assistant.load.suspicion import quoted
from assistant.load.text_layer import (
    PDFIUM_LOCK,
    Box,
    PageText,
    has_print,
    page_text,
    read_page,
    span_boxes,
)
from assistant.load.titles import is_left_over, own_title, without_site
from assistant.text.enumeration import ranges
from assistant.text.years import RECENT_YEAR
from assistant.types import Document, Place, Reading, Receipt, Segment

if TYPE_CHECKING:
    import pypdfium2

_MOST_RECOGNISED = 500  # pictures of a file
_NAMED = 20  # hidden lines in a receipt
_LONG = 20  # pages, from which on a second process pays
_ENCRYPTED = "encrypted, opened without a password"
_OFFICE = re.compile(r"\b(?:Word|PowerPoint|Writer|Impress|Pages|Keynote)\b")
"""Programs of which a PDF has the title that was declared when the file it was made from was new."""
_KIND_OF_PAPER = frozenset(
    "a an and for in of on the to from fiscal year years fy quarter academic school annual biennial quarterly interim mid term"
    " final draft strategic corporate business operational delivery financial performance evidence evaluation building learning"
    " improvement action work strategy plan plans planning report reports reporting review summary executive update accounts"
    " statement agenda programme program policy framework document paper publication".split()
)
_NO_AUTHOR = frozenset({"", "user", "admin", "administrator", "owner", "unknown", "author", "default", "anonymous"})


@dataclass
class _Sheets:
    """What was read of the sheets: text, those that are damaged or could not be recognised and why, and recognised words."""

    pages: list[PageText] = field(default_factory=list)
    failed: dict[int, str] = field(default_factory=dict)
    recognised: dict[int, list[Place]] = field(default_factory=dict)
    not_tried: list[int] = field(default_factory=list)

    @property
    def empty(self) -> tuple[int, ...]:
        blank = (page.sheet for page in self.pages if all(line.hidden for line in page.lines))
        return tuple(sheet for sheet in blank if sheet not in self.failed)


def read_pdf(data: bytes, name: str, tell: OnPage = ignore_page) -> Reading:
    """Read the bytes of a PDF file; ``name`` is what errors call it, ``tell`` is called before each page.

    The title is what the cover of a filing says, else the metadata's where it reads like one and was not left over in Word,
    else the largest heading of the first page, else the file's name if it tells a year; for the date see
    :mod:`assistant.load.dates`. Raises UnreadableDocument: not a PDF, locked, damaged, no text.
    """
    import pypdfium2.raw as pdfium

    from assistant.load.transcript import turns_in

    with _open(data, name) as document:
        sheets = _read_sheets(document, tell)
        outline = _outline(document)
        encrypted = pdfium.FPDF_GetSecurityHandlerRevision(document) >= 0
        labels = [_decoded(document.get_page_label, index) or None for index in range(len(document))]
        information = {key.lower(): _decoded(document.get_metadata_value, key).strip() for key in document.METADATA_KEYS}
    count, pages = len(labels), sheets.pages
    if len(sheets.empty) + len(sheets.failed) == count:
        raise UnreadableDocument(name, _nothing_to_read(count, sheets))
    text = keep_real_hyphens(PAGE_BREAK.join(page.text for page in pages))
    layout = lay_out(text, [replace(page, text=text[page.start : page.end]) for page in pages], outline, labels)
    declared, largest = own_title(information.get("title", ""), name), layout.largest_heading
    office = _OFFICE.search(" ".join(information.get(key, "") for key in ("creator", "producer")))
    if office and declared and not _is_kind_of_paper(declared) and is_left_over(declared, largest or "", text):
        declared = None
    title = filing_title(pages[0].text) or _whose(without_site(declared, largest), largest) or largest or _named(name)
    made = _date(information.get("creationdate", ""))
    return Reading(
        text=text,
        segments=turns_in(text, layout.segments) or layout.segments,
        title=title,
        authors=_authors(information),
        date=dated(made, pages[0].text, (title or "", PurePath(name).stem), declared_in(data)),
        metadata={key: information[key] for key in ("subject", "keywords") if information[key]},
        recognised=tuple(word for words in sheets.recognised.values() for word in words),
        receipt=Receipt(
            pages=count,
            empty_pages=sheets.empty,
            failed_pages=tuple(sheets.failed.items()),
            ocr_pages=tuple(sheets.recognised),
            label_offset=_label_offset(layout.labels),
            furniture_lines=layout.furniture_lines,
            suspicious=tuple(islice(_hidden(layout.hidden), _NAMED)),
            notes=(*([_ENCRYPTED] if encrypted else []), *_damage(data, sheets), *layout.notes),
        ),
    )


def boxes(data: bytes, start: int, end: int, segments: Sequence[Segment] = ()) -> list[tuple[int, Box]]:
    """Return the boxes under ``text[start:end]`` of a PDF's reading: (sheet from 1, box), one per line, tight to its ink.

    Points from the bottom left corner of the page as displayed (crop box, rotation). With the reading's ``segments``
    only the sheets of the span are opened: milliseconds, not seconds, in a long file. Raises UnreadableDocument.
    """
    found = []
    with _open(data, "the document") as document:
        for sheet, first, last in _sheets_of(document, segments, start, end) if segments else _all_sheets(document):
            if first >= end:
                break
            if start < min(end, last):
                found += [(sheet, box) for box in span_boxes(document, sheet, start - first, end - first)]
    return found


def recognised_boxes(document: Document, start: int, end: int) -> list[tuple[int, Box]]:
    """Return the boxes under a span of words that were read from pictures: (sheet from 1, box), one per line."""
    found: list[tuple[int, Box]] = []
    for _, _, sheet, *sides in (word for word in document.recognised if word[0] < end and start < word[1]):
        box = Box(*sides)
        if found and found[-1][0] == sheet and _level(found[-1][1], box):
            line = found[-1][1]
            found[-1] = sheet, Box(line.left, min(line.bottom, box.bottom), box.right, max(line.top, box.top))
        else:
            found.append((sheet, box))
    return found


def _level(line: Box, word: Box) -> bool:
    return min(line.top, word.top) - max(line.bottom, word.bottom) > 0.5 * (word.top - word.bottom) and word.left > line.left


def _hidden(rows: Sequence[Row]) -> Iterator[str]:
    """Yield a line on each row that cannot be seen and says something; marks that software leaves do not."""
    for row in rows:
        if sum(any(map(str.isalpha, word)) for word in row.text.split()) > 2:
            yield f"hidden text on sheet {row.sheet} ({row.hidden}): {quoted(row.text)}"


def _label_offset(labels: Sequence[str | None]) -> int | None:
    """Return how many sheets stand before the one with the number 1 printed on it; nothing where the numbers do not tell."""
    ahead = Counter(sheet - int(label) for sheet, label in enumerate(labels, 1) if label and re.fullmatch(r"[0-9]{1,6}", label))
    return ahead.most_common(1)[0][0] if ahead else None


@contextmanager
def _open(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF for the length of a block, alone with pdfium; raises UnreadableDocument with the reason."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    if b"%PDF-" not in data[:1024]:
        raise UnreadableDocument(name, _not_a_pdf(data))
    with PDFIUM_LOCK:
        # pdfium leaves its last error as it was where it fails without a word; so it is made to be the one of no PDF at all
        pdfium.FPDF_LoadMemDocument(b"no PDF", 6, None)
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as exc:
            if exc.err_code == pdfium.FPDF_ERR_PASSWORD:
                raise UnreadableDocument(name, "it needs a password; save an unlocked copy and add that") from exc
            if exc.err_code == pdfium.FPDF_ERR_SECURITY:
                raise UnreadableDocument(name, "its encryption is not supported; save an unlocked copy") from exc
            raise UnreadableDocument(name, _cannot_open(data)) from exc
        try:
            yield document
        finally:
            document.close()


def _read_sheets(document: pypdfium2.PdfDocument, tell: OnPage) -> _Sheets:
    """Read every sheet, from its picture where it has no text layer and an engine is there to do so."""
    found = _Sheets()
    start = 0
    for sheet, read in enumerate(_text_layers(document, tell), 1):
        if read is None:
            found.failed[sheet] = "damaged: it cannot be loaded"
            page = PageText(sheet, start, "", 0.0, 0.0, ())
        else:
            page = read.at(start)
            if not page.lines and has_print(document, sheet):
                page = _recognised(document, page, found, tell)
        found.pages.append(page)
        start = page.end + len(PAGE_BREAK)
    return found


def _text_layers(document: pypdfium2.PdfDocument, tell: OnPage) -> Iterator[PageText | None]:
    """Yield the text layer of every sheet, ``None`` where it is damaged; of a long file a copy of this process reads half.

    It reads every second sheet: in many a report the first half has far more text than the second.
    """
    count = len(document)
    if count < _LONG or not may_fork():
        yield from (_text_layer(document, sheet, count, tell) for sheet in range(1, count + 1))
        return
    texts = list[PageText | None]([None]) * count
    with in_fork(lambda: [_text_layer(document, sheet, count) for sheet in range(2, count + 1, 2)]) as even:
        texts[::2] = [_text_layer(document, sheet, count, tell) for sheet in range(1, count + 1, 2)]
        texts[1::2] = even()
    yield from texts


def _text_layer(document: pypdfium2.PdfDocument, sheet: int, count: int, tell: OnPage = ignore_page) -> PageText | None:
    tell(sheet, count)
    try:
        return read_page(document, sheet)
    except ValueError:
        return None


def _recognised(document: pypdfium2.PdfDocument, blank: PageText, found: _Sheets, tell: OnPage) -> PageText:
    """Return a sheet as read from its picture, the blank one where nothing can be read from it."""
    from assistant.load.ocr import EngineFailed, engine, recognise

    sheet, reader = blank.sheet, engine()
    if reader is None or len(found.recognised) >= _MOST_RECOGNISED:
        found.not_tried.append(sheet)
        return blank
    tell(sheet, len(document), slow=True)
    try:
        page, words = recognise(document, sheet, blank.start, reader[1])
    except EngineFailed as error:
        found.failed[sheet] = f"its picture could not be read ({error})"
        return blank
    if not words:
        return blank
    found.recognised[sheet] = [(start, end, sheet, *box) for start, end, box in words]
    return page


def _all_sheets(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, int, int]]:
    """Yield (sheet, start and end of its text) by reading the sheets from the first on."""
    start = 0
    for sheet in range(1, len(document) + 1):
        end = start + len(page_text(document, sheet))
        yield sheet, start, end
        start = end + len(PAGE_BREAK)


def _sheets_of(
    document: pypdfium2.PdfDocument, segments: Sequence[Segment], start: int, end: int
) -> Iterator[tuple[int, int, int]]:
    """Yield (sheet, start and end of its text) for a span; a sheet's first segment follows its leading white space."""
    sheets = {s.place.page for s in segments if s.start < end and start < s.end}
    for sheet in sorted(sheet for sheet in sheets if sheet is not None):
        text = page_text(document, sheet)
        first = segments[bisect_left(segments, sheet, key=lambda s: s.place.page or 0)]
        begin = first.start - (len(text) - len(text.lstrip()))
        yield sheet, begin, begin + len(text)


def _outline(document: pypdfium2.PdfDocument) -> list[OutlineEntry]:
    """Return the outline in its own order; an entry that leads nowhere keeps its place in the hierarchy only."""
    entries = []
    for bookmark in document.get_toc():
        title = " ".join(_decoded(bookmark.get_title).replace("\0", " ").split())
        target = bookmark.get_dest()
        index = target.get_index() if target else None
        if title:
            entries.append(OutlineEntry(title, bookmark.level, None if index is None else index + 1))
    return entries


def _decoded(get: Callable[..., str], *arguments: object) -> str:
    """Return a string of the file, or nothing where its bytes are no text: half a UTF-16 pair, say."""
    try:
        return get(*arguments)
    except UnicodeDecodeError:
        return ""


def _not_a_pdf(data: bytes) -> str:
    start = data[:1024].lstrip().lower()
    if not start:
        return "the file is empty; get it again, or remove it"
    if start.startswith((b"<!doctype html", b"<html")):
        return "not a PDF but a web page; name it .html"
    return "not a PDF (it does not begin with %PDF)"


def _cannot_open(data: bytes) -> str:
    if b"%%EOF" not in data[-2048:]:
        return f"damaged: it is cut off after {len(data):,} bytes (no end mark); get the whole file again"
    if re.search(rb"/Count\s+0\b", data):
        return "it has no pages"
    return "damaged: its table of objects cannot be read; open it in a PDF viewer and save it again"


def _nothing_to_read(count: int, sheets: _Sheets) -> str:
    from assistant.load.ocr import INSTALL

    if len(sheets.failed) == count:
        return f"none of its {count} pages can be read; page 1 is {sheets.failed[1]}"
    if sheets.not_tried:
        return f"no text layer on {'its one page' if count == 1 else f'any of its {count} pages'}; scanned? To read it: {INSTALL}"
    return f"no text on {'its one page' if count == 1 else f'any of its {count} pages'}"


def _damage(data: bytes, sheets: _Sheets) -> Iterator[str]:
    """Say what was met on the way that a reader should know."""
    from assistant.load.ocr import INSTALL, engine

    if b"%%EOF" not in data[-2048:]:
        yield "damaged: the file has no end mark; what could be recovered was read"
    reader = engine() if sheets.not_tried or sheets.recognised else None
    if sheets.recognised and reader:
        yield f"what was read from pictures was recognised by {reader[0]}; letters may be wrong"
    if sheets.not_tried and reader:
        yield f"sheets {ranges(sheets.not_tried)} were not read: only {_MOST_RECOGNISED} pictures of a file are"
    elif sheets.not_tried:
        yield f"no text layer on sheets {ranges(sheets.not_tried)}; if they are scanned, to read them: {INSTALL}"


def _whose(title: str | None, largest: str | None) -> str | None:
    """Say whose it is, by the cover, before a title that names no more than a kind of paper and a year: "Strategic Plan 2024"."""
    if title is None or largest is None or not _is_kind_of_paper(title) or _is_kind_of_paper(largest):
        return title
    said = frozenset(re.findall(r"[^\W\d_]+", largest.casefold()))
    return largest if frozenset(re.findall(r"[^\W\d_]+", title.casefold())) <= said else f"{largest}: {title}"


def _is_kind_of_paper(title: str) -> bool:
    return _KIND_OF_PAPER.issuperset(re.findall(r"[^\W\d_]+", title.casefold()))


def _named(name: str) -> str | None:
    """Return a title from a file name that tells a subject and a year: "ACME_2022Q4_EARNINGS.pdf"."""
    words = re.sub(r"[\W_]+", " ", PurePath(name).stem).strip()
    return words if re.search(r"[^\W\d_]{2}", words) and re.search(rf"(?<!\d){RECENT_YEAR}(?!\d)", words) else None


def _authors(information: dict[str, str]) -> tuple[str, ...]:
    """Return the authors of the metadata, unless the name is that of the program that made the file."""
    makers = " ".join(information.get(key, "") for key in ("creator", "producer")).casefold().split()
    names = (" ".join(part.split()) for part in information.get("author", "").split(";"))
    return tuple(n for n in names if n.casefold().strip("()") not in _NO_AUTHOR and n.casefold().split()[0] not in makers)


def _date(value: str) -> str | None:
    """Turn a PDF date ("D:20230127142859-05'00'") into ISO 8601, as exact as its day."""
    found = re.match(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?", value)
    if not found:
        return None
    year, month, day = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part for part in (year, month, day) if part)
