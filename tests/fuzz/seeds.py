"""Small whole files of each format to start from, and how the fuzzer's bytes become a file of the format."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of readers: the suffixes to read as, seeds, and what makes a file of the fuzzer's bytes."""

    suffixes: tuple[str, ...]
    seeds: Callable[[], list[bytes]]
    file: Callable[[bytes], bytes] = bytes


def groups() -> Mapping[str, Group]:
    """Return the groups by name."""
    return {
        "pdf": Group((".pdf",), _pdfs),
        "web": Group((".html",), lambda: _files("blogs/*.html")),
        "text": Group((".txt", ".md"), lambda: _files("blogs/*.md") + _files("transcripts/*.txt")),
        "captions": Group((".vtt", ".srt"), lambda: _files("transcripts/*.vtt") + _files("transcripts/*.srt")),
        "docx": Group(
            (".docx",), lambda: _parts(docx_file(), "word/document.xml"), lambda d: with_part(docx_file(), "word/document.xml", d)
        ),
        "pptx": Group(
            (".pptx",),
            lambda: _parts(pptx_file(), "ppt/slides/slide1.xml"),
            lambda data: with_part(pptx_file(), "ppt/slides/slide1.xml", data),
        ),
    }


def _files(pattern: str, size: int = 4000) -> list[bytes]:
    return [path.read_bytes()[:size] for path in sorted(CORPUS.glob(pattern))]


def _pdfs() -> list[bytes]:
    """Return one-page files with nothing compressed, so that a changed byte changes what is read."""
    from reportlab.pdfgen.canvas import Canvas

    found = []
    for words in (("Heading", "Some words of a paragraph.", "1"), ("A | B", "1,200   3.5   (7)", "• item")):
        file = io.BytesIO()
        canvas = Canvas(file, pageCompression=0, invariant=True)
        canvas.addPageLabel(0, "ROMAN_LOWER", 1)
        canvas.bookmarkPage("top")
        canvas.addOutlineEntry(words[0], "top", 0)
        for number, line in enumerate(words):
            canvas.setFont("Helvetica", 18 - 4 * number)
            canvas.drawString(72, 700 - 60 * number, line)
        canvas.showPage()
        canvas.save()
        found.append(file.getvalue())
    return found


def docx_file() -> bytes:
    from docx import Document

    document = Document()
    document.add_heading("Heading", 1)
    document.add_paragraph("Some words of a paragraph.")
    document.add_paragraph("An item", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "A", "1"
    return _saved(document)


def pptx_file() -> bytes:
    from pptx import Presentation

    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Heading"
    slide.placeholders[1].text = "First point\nSecond point"
    return _saved(presentation)


def _saved(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def _parts(package: bytes, name: str) -> list[bytes]:
    with ZipFile(io.BytesIO(package)) as opened:
        return [opened.read(name)]


def with_part(package: bytes, name: str, data: bytes) -> bytes:
    """Return a package with one part replaced."""
    file = io.BytesIO()
    try:
        with ZipFile(io.BytesIO(package)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
            for info in old.infolist():
                new.writestr(info, data if info.filename == name else old.read(info))
    except (BadZipFile, zlib.error):
        return data
    return file.getvalue()
