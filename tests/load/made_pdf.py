"""Small PDFs for tests, made line by line so that every place on a page is known."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import NamedTuple

from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject
from reportlab.pdfgen.canvas import Canvas

from assistant.types import Reading

LETTER = (612.0, 792.0)


class Print(NamedTuple):
    """Words printed at a point of a page, in points from its bottom left corner."""

    x: float
    y: float
    words: str
    size: float = 10
    font: str = "Helvetica"


def column(*lines: str, x: float = 72, top: float = 700, leading: float = 12, size: float = 10) -> list[Print]:
    """Print lines below each other."""
    return [Print(x, top - leading * i, words, size) for i, words in enumerate(lines)]


def bold(words: str, y: float, *, x: float = 72, size: float = 10) -> Print:
    return Print(x, y, words, size, "Helvetica-Bold")


def make_pdf(
    *pages: Sequence[Print],
    labels: Sequence[tuple[int, str, int]] = (),
    outline: Sequence[tuple[str, int, int]] = (),
    info: dict[str, str] | None = None,
) -> bytes:
    """Make a PDF: ``labels`` are (sheet from 0, style, first number), ``outline`` (title, level, sheet from 0)."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=LETTER, invariant=True)
    for key, value in (info or {}).items():
        getattr(canvas, f"set{key}")(value)
    for sheet, style, first in labels:
        canvas.addPageLabel(sheet, style, first)
    for sheet, prints in enumerate(pages):
        for title, level, target in outline:
            if target == sheet:
                canvas.bookmarkPage(f"{title}{sheet}")
                canvas.addOutlineEntry(title, f"{title}{sheet}", level)
        for piece in prints:
            canvas.setFont(piece.font, piece.size)
            canvas.drawString(piece.x, piece.y, piece.words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def furniture_of(reading: Reading) -> list[str]:
    """Return the words of what was read as running heads, page numbers and contents."""
    return [reading.text[s.start : s.end] for s in reading.segments if s.role == "furniture"]


def encrypted(data: bytes, password: str) -> bytes:
    """Encrypt a PDF with AES; the empty password opens for everyone."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    return _written(writer)


def turned(data: bytes, rotation: int, *, crop: tuple[float, float, float, float]) -> bytes:
    """Crop the pages of a PDF to (left, bottom, right, top) and turn them clockwise by ``rotation`` degrees."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for page in writer.pages:
        page.cropbox = RectangleObject(crop)
        page.rotate(rotation)
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
