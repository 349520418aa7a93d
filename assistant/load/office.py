"""Read Word and PowerPoint files: headings, paragraphs, list items, tables and notes, in the order of the file.

python-docx and python-pptx open the package; the text of a paragraph is read from its XML, because they pass over tracked
insertions, text boxes and content controls. Deleted text stays deleted, and what was moved away. A Word file that holds a Teams
or Otter transcript is read as one.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from assistant.errors import UnreadableDocument
from assistant.load.dates import FRONT, dated
from assistant.load.metadata import Value, describe
from assistant.load.structure import Writer
from assistant.load.suspicion import quoted
from assistant.load.titles import is_left_over, own_title
from assistant.text.reading_text import RAISED, fold
from assistant.types import Locator, Reading, Receipt, Role

if TYPE_CHECKING:
    from docx.document import Document as WordFile

_MAX_UNPACKED_BYTES = 500_000_000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
_NAMED = 20  # hidden texts in a receipt
_SMALLEST_HALF_POINTS, _SMALLEST_HUNDREDTHS = 4, 200  # print of two points, as Word and PowerPoint count
_TEMPLATE_AUTHORS = ("python-docx", "Steve Canny")
_TEMPLATE_DATES = (datetime(2013, 12, 23, 23, 15), datetime(2013, 1, 27, 9, 14, 16))  # when those templates were made


def read_docx(data: bytes, name: str) -> Reading:
    """Read a Word file. Raises UnreadableDocument if it cannot be opened or holds no text."""
    from docx import Document as open_word

    _check_package(data, name, "word/", "a Word file")
    with _package_errors(name, "a Word file"):
        document = open_word(io.BytesIO(data))
        writer = Writer()
        _write_body(writer, document, document.element.body)
        for note in _footnotes(document):
            writer.add("paragraph", note)
        hidden = tuple(dict.fromkeys(_hidden_runs(document.element.body)))[:_NAMED]
        values = _properties(document.core_properties, writer, name, _opening_heading(writer))
    reading = replace(_spoken_or_written(writer, name), receipt=Receipt(suspicious=hidden))
    return describe(reading, values, "properties")


def _spoken_or_written(writer: Writer, name: str) -> Reading:
    from assistant.load.transcript import turns

    if not writer.segments:
        raise UnreadableDocument(name, "no text in the file (it may hold pictures of text)")
    return Reading(writer.text, turns(writer.text) or tuple(writer.segments))


AGAIN = "get the whole file again, or open it and save it anew"


def _check_package(data: bytes, name: str, folder: str, what: str) -> None:
    """Raise UnreadableDocument unless the bytes are an Office package of this kind and of a size that can be unpacked."""
    try:
        with ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
    except (BadZipFile, ValueError, OSError) as exc:
        raise UnreadableDocument(name, f"the file is not {what}, or it is damaged; {AGAIN}") from exc
    if not any(info.filename.startswith(folder) for info in infos):
        raise UnreadableDocument(name, f"the file is not {what}: it has no {folder} part")
    if sum(info.file_size for info in infos) > _MAX_UNPACKED_BYTES:
        raise UnreadableDocument(name, f"the file unpacks to more than {_MAX_UNPACKED_BYTES // 1_000_000} MB")


class _package_errors:
    """Turn what the Office libraries raise on a damaged package into UnreadableDocument."""

    def __init__(self, name: str, what: str) -> None:
        self._name, self._what = name, what

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, exc: BaseException | None, _: object) -> None:
        import zlib

        from docx.opc.exceptions import OpcError as WordError
        from lxml.etree import LxmlError
        from pptx.exc import PythonPptxError

        damaged = (BadZipFile, KeyError, ValueError, AttributeError, IndexError, TypeError, OSError, zlib.error)
        if isinstance(exc, (*damaged, WordError, LxmlError, PythonPptxError)) and not isinstance(exc, UnreadableDocument):
            raise UnreadableDocument(self._name, f"{self._what} with a damaged part; {AGAIN}") from exc


def _write_body(writer: Writer, document: WordFile, parent: Any) -> None:
    for block in parent:
        if block.tag == f"{_WORD}p":
            for words, paragraph in _paragraphs(block):
                _write_paragraph(writer, document, paragraph, words)
        elif block.tag == f"{_WORD}tbl":
            _write_table(writer, block)
        elif block.tag in (f"{_WORD}sdt", f"{_WORD}sdtContent", f"{_WORD}ins", f"{_WORD}customXml"):
            _write_body(writer, document, block)


def _paragraphs(paragraph: Any) -> Iterator[tuple[str, Any]]:
    """Yield the words of a paragraph, then those of the paragraphs in its text boxes; what nobody can see is left out."""
    parts: list[str] = []
    boxed: list[Any] = []

    def walk(element: Any) -> None:
        for child in element:
            if child.tag == f"{_WORD}r" and _hiding(child):
                continue
            if child.tag == f"{_WORD}t":
                words = child.text or ""
                parts.append(_noted("".join(parts[-3:]), words) if _is_raised(element) else words)
            elif child.tag in _BREAKS:
                parts.append(_BREAKS[child.tag])
            elif child.tag == f"{_WORD}p":
                boxed.append(child)
            elif child.tag not in (_FALLBACK, f"{_WORD}pPr", f"{_WORD}del", f"{_WORD}moveFrom"):
                walk(child)

    walk(paragraph)
    yield "".join(parts), paragraph
    for box in boxed:
        yield from _paragraphs(box)


def _noted(before: str, words: str) -> str:
    """Return raised words, as raised numbers if they are those of notes and not of a measure."""
    number = words.translate(RAISED)
    return number if fold(before + number) == fold(before) else words


def _is_raised(run: Any) -> bool:
    look = run.find(f"{_WORD}rPr/{_WORD}vertAlign")
    return look is not None and look.get(f"{_WORD}val") == "superscript"


def _hiding(run: Any) -> str | None:
    """Say how a run of a Word file is hidden from its reader by its own format, ``None`` if it is not."""
    look = run.find(f"{_WORD}rPr")
    if look is None:
        return None
    values = {child.tag.removeprefix(_WORD): child.get(f"{_WORD}val") for child in look}
    if "vanish" in values and values["vanish"] not in ("0", "false", "off"):
        return "hidden"
    if (values.get("color") or "").upper() == "FFFFFF" and not _on_colour(run):
        return "white"
    size = values.get("sz") or ""
    return "print of less than 2 points" if size.isdecimal() and int(size) < _SMALLEST_HALF_POINTS else None


def _on_colour(run: Any) -> bool:
    """Tell whether a run may stand on another colour than white: its own, its paragraph's, a table's or a text box's."""
    coloured = {f"{_WORD}{name}" for name in ("shd", "highlight")}
    around = next((a for a in run.iterancestors() if a.tag in (f"{_WORD}tbl", f"{_WORD}txbxContent")), None)
    formats = (*run.iterfind(f"{_WORD}rPr"), *run.getparent().iterfind(f"{_WORD}pPr"))
    return around is not None or any(child.tag in coloured for each in formats for child in each)


def _hidden_runs(body: Any) -> Iterator[str]:
    """Yield a line for the receipt on each run of a Word file that cannot be seen. White print in a coloured cell can be."""
    for run in body.iter(f"{_WORD}r"):
        words = " ".join("".join(text.text or "" for text in run.iter(f"{_WORD}t")).split())
        if words and (reason := _hiding(run)):
            yield f"hidden text ({reason}): {quoted(words)}"


def _write_paragraph(writer: Writer, document: WordFile, paragraph: Any, words: str) -> None:
    named = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    style_id = named.get(f"{_WORD}val") if named is not None else None
    style = next((style for style in document.styles if style_id and style.style_id == style_id), None)
    level = _heading_level(style)
    if level is not None:
        writer.heading(level, words)
    elif paragraph.find(f"{_WORD}pPr/{_WORD}numPr") is not None or (style and "List" in (style.name or "")):
        writer.add("item", words)
    else:
        writer.add("paragraph", words, keep_lines=True)


def _heading_level(style: Any) -> int | None:
    """Return the level of a heading style or of the style it is based on; the title of a document is outermost, level 0."""
    while style is not None:
        name = style.name or ""
        if name == "Title":
            return 0
        if found := re.fullmatch(r"[Hh]eading (\d)", name):
            return int(found[1])
        style = style.base_style
    return None


def _write_table(writer: Writer, table: Any) -> None:
    """Write a row for each row of the table; a cell that spans columns is one cell in the XML and is said once."""
    for row in table.iter(f"{_WORD}tr"):
        cells = [
            " ".join(" ".join(words for p in cell.iter(f"{_WORD}p") for words, _ in _paragraphs(p)).split()) for cell in _cells(row)
        ]
        writer.add("row", " | ".join(cells) if any(cells) else "")


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{_WORD}tc":
            yield child
        elif child.tag in (f"{_WORD}sdt", f"{_WORD}sdtContent"):
            yield from _cells(child)


def _footnotes(document: WordFile) -> Iterator[str]:
    from lxml import etree

    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(("/footnotes", "/endnotes")):
            notes = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
            for paragraph in notes.iter(f"{_WORD}p"):
                yield from (words for words, _ in _paragraphs(paragraph))


def _properties(core: Any, writer: Writer, name: str, printed: str) -> dict[str, Value]:
    """Return what a file says of itself beside the title ``printed`` in it; for the date see :mod:`assistant.load.dates`."""
    author = "" if core.author in _TEMPLATE_AUTHORS else core.author or ""
    template = core.author in _TEMPLATE_AUTHORS or (not author and core.last_modified_by in _TEMPLATE_AUTHORS)
    real = isinstance(core.created, datetime) and not template and core.created.replace(tzinfo=None) not in _TEMPLATE_DATES
    title = (
        "" if template and core.title in ("Word Document", "PowerPoint Presentation") else own_title(core.title or "", name) or ""
    )
    if is_left_over(title, printed, writer.text):
        title = ""
    front = "\n".join(writer.text[s.start : s.end] for s in writer.segments[:FRONT] if s.place.slide in (None, 1))
    return {
        "title": title,
        "authors": author if ";" in author else (author,),
        "date": dated(core.created.date().isoformat() if real else None, front, (title, PurePath(name).stem)) or "",
        "keywords": core.keywords or "",
        "subject": core.subject or "",
    }


def _opening_heading(writer: Writer) -> str:
    """Return the heading that a Word file begins with; nothing if it begins with something else."""
    first = writer.segments[0] if writer.segments else None
    return writer.text[first.start : first.end] if first is not None and first.role == "heading" else ""


def read_pptx(data: bytes, name: str) -> Reading:
    """Read a PowerPoint file; slides count from 1. Raises UnreadableDocument if it cannot be opened or holds no text."""
    from pptx import Presentation

    _check_package(data, name, "ppt/", "a PowerPoint file")
    with _package_errors(name, "a PowerPoint file"):
        presentation = Presentation(io.BytesIO(data))
        writer = Writer()
        empty, hidden = [], list[str]()
        slides = list(presentation.slides)
        size = (int(presentation.slide_width or 0), int(presentation.slide_height or 0))
        for number, slide in enumerate(slides, 1):
            before = len(writer.segments)
            hidden += [f"hidden text on slide {number} ({why}): {quoted(words)}" for why, words in _take_out_unseen(slide, size)]
            _write_slide(writer, slide, Locator(slide=number))
            if len(writer.segments) == before:
                empty.append(number)
        skipped = [number for number, each in enumerate(slides, 1) if str(each._element.get("show")) in ("0", "false")]
        notes = [f"slide {number} is not shown when the slides are" for number in skipped]
        values = _properties(presentation.core_properties, writer, name, _title_slide(slides))
    if not writer.segments:
        raise UnreadableDocument(name, f"no text on any of its {len(slides)} slides (they may hold pictures of text)")
    receipt = Receipt(
        pages=len(slides),
        empty_pages=tuple(empty),
        furniture_lines=sum(_is_furniture(shape) for each in slides for shape in each.placeholders),
        suspicious=tuple(hidden[:_NAMED]),
        notes=tuple(notes),
    )
    return describe(Reading(writer.text, tuple(writer.segments), receipt=receipt), values, "properties")


def _title_slide(slides: Sequence[Any]) -> str:
    """Return the title of a first slide that is laid out as a title page; nothing if it is not."""
    from pptx.enum.shapes import PP_PLACEHOLDER

    title = slides[0].shapes.title if slides else None
    if title is None or title.placeholder_format.type != PP_PLACEHOLDER.CENTER_TITLE:
        return ""
    return " ".join(title.text_frame.text.split())


def _take_out_unseen(slide: Any, size: tuple[int, int]) -> Iterator[tuple[str, str]]:
    """Remove what cannot be seen on a slide, and yield why and the words: shapes beside the slide, print too small to read."""
    width, height = size
    for shape in list(slide.shapes):
        if not shape.has_text_frame or None in (shape.left, shape.top, shape.width, shape.height):
            continue
        beside = shape.left >= width or shape.top >= height or shape.left + shape.width <= 0 or shape.top + shape.height <= 0
        if beside and shape.text_frame.text.strip():
            yield "beside the slide", shape.text_frame.text
            shape._element.getparent().remove(shape._element)
            continue
        for run in [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]:
            if run.font.size is not None and run.font.size.centipoints < _SMALLEST_HUNDREDTHS and run.text.strip():
                yield "print of less than 2 points", run.text
                run.text = ""


def _write_slide(writer: Writer, slide: Any, place: Locator) -> None:
    """Write a slide: its title, its shapes in reading order, then the speaker's notes."""
    title = slide.shapes.title
    heading = " ".join(title.text_frame.text.split()) if title is not None else ""
    if heading:
        writer.heading(1, heading, place)
    elsewhere = replace(place, heading=(heading,)) if heading else place
    for shape in _shapes(slide.shapes):
        if title is None or shape.shape_id != title.shape_id:
            _write_shape(writer, shape, elsewhere)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
            writer.add("paragraph", paragraph.text, elsewhere)


def _shapes(shapes: Any) -> Iterator[Any]:
    """Yield the shapes of a slide from top to bottom, those of groups too; page numbers, dates and footers left out."""
    from pptx.enum.shapes import MSO_SHAPE_TYPE

    for shape in sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0)):
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from _shapes(shape.shapes)
        elif not (shape.is_placeholder and _is_furniture(shape)):
            yield shape


def _is_furniture(placeholder: Any) -> bool:
    from pptx.enum.shapes import PP_PLACEHOLDER

    furniture = (PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER)
    return placeholder.placeholder_format.type in furniture


def _write_shape(writer: Writer, shape: Any, place: Locator) -> None:
    if shape.has_table:
        for row in shape.table.rows:
            cells = [" ".join(cell.text.split()) for cell in row.cells if not cell.is_spanned]
            writer.add("row", " | ".join(cells) if any(cells) else "", place)
    elif shape.has_text_frame:
        role: Role = "item" if _is_bulleted(shape) else "paragraph"
        for paragraph in shape.text_frame.paragraphs:
            writer.add(role, paragraph.text, place)


def _is_bulleted(shape: Any) -> bool:
    from pptx.enum.shapes import PP_PLACEHOLDER

    lists = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY)
    return shape.is_placeholder and shape.placeholder_format.type in lists and len(shape.text_frame.paragraphs) > 1
