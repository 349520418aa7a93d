"""Pictures of PDF pages and the boxes of a span on them, made on demand and kept within a bound.

The picture and the boxes come from the same file by the same library, so they cannot part. Everything is kept by the
hash of the file's bytes: a changed file is another file.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from assistant.lru import LruCache
from assistant.types import Span

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from assistant.types import Document

WIDTHS = (700, 1000, 1500)
"""The widths in pixels that pictures are made in; any other is raised to the next of them."""
MAX_PIXELS = 12_000_000
KEPT_BYTES = 64 * 2**20
KEPT_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A box as a share of the page, from its top left corner; every figure is between 0 and 1."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageView:
    """One page as it is drawn: its size in points, how many sheets there are, and the boxes under the words."""

    sheet: int
    sheets: int
    width: float
    height: float
    quote: tuple[Rectangle, ...]
    passage: tuple[Rectangle, ...]


class MadeLast:
    """Bytes that were made last, up to ``limit`` of them and an age in seconds. Safe to share between threads."""

    def __init__(self, limit: int, seconds: float = KEPT_SECONDS, now: Callable[[], float] = time.monotonic) -> None:
        self._limit, self._seconds, self._now = limit, seconds, now
        self._made: LruCache[object, tuple[bytes, float]] = LruCache(limit, lambda made: len(made[0]))

    @property
    def weight(self) -> int:
        """How many bytes are kept."""
        return self._made.weight

    def get(self, key: object, make: Callable[[], bytes]) -> bytes:
        """Return what is kept under the key, or make it, and keep it if it fits at all."""
        self.forget_old()
        if made := self._made.get(key):
            return made[0]
        fresh = make()
        if len(fresh) <= self._limit:
            self._made.keep({key: (fresh, self._now())})
        return fresh

    def forget_old(self) -> None:
        """Let go of what was made too long ago, however often it is used."""
        self._made.drop(lambda made: self._now() - made[1] >= self._seconds)


class Pages:
    """The pages of the corpus's PDF files. ``data`` gives the bytes of a document's file; it is only called when needed."""

    def __init__(self, *, kept_bytes: int = KEPT_BYTES) -> None:
        self._pictures = MadeLast(kept_bytes)
        self._files = MadeLast(kept_bytes)

    def forget_old(self) -> None:
        """Let go of the pictures and files that were made or read too long ago."""
        self._pictures.forget_old()
        self._files.forget_old()

    def view(self, document: Document, data: Callable[[], bytes], sheet: int, quote: Span, passage: Span) -> PageView:
        """Return a sheet, the nearest if it is out of range, with the boxes of two spans of the text. Raises UnreadableDocument."""
        file = self._files.get(document.sha256, data)
        with _opened(file) as opened:
            sheets = len(opened)
            sheet = min(max(sheet, 1), sheets)
            width, height = opened.get_page_size(sheet - 1)
        strong = _rectangles(file, document, sheet, quote, (width, height))
        faint = strong if passage == quote else _rectangles(file, document, sheet, passage, (width, height))
        return PageView(sheet, sheets, width, height, strong, faint)

    def picture(self, document: Document, data: Callable[[], bytes], sheet: int, width: int) -> bytes:
        """Return a sheet as PNG, at least ``width`` pixels wide up to the largest of WIDTHS. Raises IndexError."""
        wide = next((w for w in WIDTHS if w >= width), WIDTHS[-1])
        sha = document.sha256
        return self._pictures.get((sha, sheet, wide), lambda: _draw(self._files.get(sha, data), sheet, wide))


@contextmanager
def _opened(data: bytes) -> Iterator[PdfDocument]:
    """Open a PDF for as long as the lock is held: pdfium is not safe in threads."""
    import pypdfium2

    from assistant.load.text_layer import PDFIUM_LOCK

    with PDFIUM_LOCK:
        document = pypdfium2.PdfDocument(data)
        try:
            yield document
        finally:
            document.close()


def _rectangles(data: bytes, document: Document, sheet: int, span: Span, size: tuple[float, float]) -> tuple[Rectangle, ...]:
    """Turn the boxes of a span's part on one sheet, in points from the bottom left, into shares from the top left."""
    from assistant.load.pdf import boxes, recognised_boxes

    width, height = size
    spans = list(_read_spans(document, span, sheet))
    found = [box for each in spans for box in (*boxes(data, *each, document.segments), *recognised_boxes(document, *each))]
    return tuple(
        Rectangle(b.left / width, 1 - b.top / height, (b.right - b.left) / width, (b.top - b.bottom) / height)
        for on, b in found
        if on == sheet
    )


def _read_spans(document: Document, span: Span, sheet: int) -> Iterator[Span]:
    """Yield what of a span is read on a sheet: what stands between furniture, or all of it where it is nothing else."""
    if span[0] >= span[1]:
        return
    touched = document.segments_in(*span)
    for read, run in groupby(touched, lambda segment: segment.is_body):
        parts = [segment for segment in run if segment.place.page in (None, sheet)]
        if parts and (read or not any(segment.is_body for segment in touched)):
            yield max(span[0], parts[0].start), min(span[1], parts[-1].end)


def _draw(data: bytes, sheet: int, wide: int) -> bytes:
    with _opened(data) as document:
        if not 1 <= sheet <= len(document):
            raise IndexError(f"there is no sheet {sheet}")
        width, height = document.get_page_size(sheet - 1)
        scale = min(wide / width, (MAX_PIXELS / (width * height)) ** 0.5)
        image = document[sheet - 1].render(scale=scale).to_pil()
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()
