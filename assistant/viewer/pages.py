"""Pictures of PDF pages and the boxes of a span on them, made on demand and kept within a bound.

The picture and the boxes come from the same file by the same library, so they cannot part. Everything is kept by the
hash of the file's bytes: a changed file is another file.
"""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import RLock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

WIDTHS = (700, 1000, 1500)
"""The widths in pixels that pictures are made in; any other is raised to the next of them."""
MAX_PIXELS = 12_000_000
KEPT_BYTES = 64 * 2**20
KEPT_FILES = 6

Value = TypeVar("Value")


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


class Kept(Generic[Value]):
    """Keep what was made last, up to a total weight; the least recently used goes first. Safe in threads."""

    def __init__(self, limit: int, weigh: Callable[[Value], int]) -> None:
        self._limit, self._weigh = limit, weigh
        self._values: OrderedDict[object, Value] = OrderedDict()
        self._weight = 0
        self._lock = RLock()

    @property
    def weight(self) -> int:
        return self._weight

    def get(self, key: object, make: Callable[[], Value]) -> Value:
        """Return what is kept under the key, or make it, outside the lock, and keep it if it fits at all."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            if key not in self._values and self._weigh(value) <= self._limit:
                self._values[key] = value
                self._weight += self._weigh(value)
            while self._weight > self._limit:
                self._weight -= self._weigh(self._values.popitem(last=False)[1])
        return value


class Pages:
    """The pages of the corpus's PDF files. ``sha256`` is the hash of ``data``, which is only asked for when needed."""

    def __init__(self, *, kept_bytes: int = KEPT_BYTES) -> None:
        self._pictures: Kept[bytes] = Kept(kept_bytes, len)
        self._files: Kept[bytes] = Kept(kept_bytes, len)
        self._spans: Kept[Sequence[tuple[int, int]]] = Kept(KEPT_FILES * 2000, len)

    def sheet_of(self, sha256: str, data: Callable[[], bytes], offset: int) -> int:
        """Return the sheet, from 1, that an offset of the document's text stands on."""
        spans = self._page_spans(sha256, data)
        return next((sheet for sheet, (_, end) in enumerate(spans, 1) if offset < end), len(spans))

    def view(
        self, sha256: str, data: Callable[[], bytes], sheet: int, quote: tuple[int, int], passage: tuple[int, int]
    ) -> PageView:
        """Return a sheet with the boxes of two spans of the document's text; a sheet out of range is the nearest.

        Raises UnreadableDocument.
        """
        spans = self._page_spans(sha256, data)
        sheet = min(max(sheet, 1), len(spans))
        with _opened(self._file(sha256, data)) as document:
            width, height = document.get_page_size(sheet - 1)
            strong = _rectangles(document, sheet, spans[sheet - 1], quote, (width, height))
            faint = _rectangles(document, sheet, spans[sheet - 1], passage, (width, height))
        return PageView(sheet, len(spans), width, height, strong, faint)

    def picture(self, sha256: str, data: Callable[[], bytes], sheet: int, width: int) -> bytes:
        """Return a sheet as PNG, at least ``width`` pixels wide up to the largest of WIDTHS. Raises IndexError."""
        wide = next((w for w in WIDTHS if w >= width), WIDTHS[-1])
        return self._pictures.get((sha256, sheet, wide), lambda: _draw(self._file(sha256, data), sheet, wide))

    def _file(self, sha256: str, data: Callable[[], bytes]) -> bytes:
        return self._files.get(sha256, data)

    def _page_spans(self, sha256: str, data: Callable[[], bytes]) -> Sequence[tuple[int, int]]:
        from assistant.load.pdf import page_spans

        return self._spans.get(sha256, lambda: page_spans(self._file(sha256, data)))


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


def _rectangles(
    document: PdfDocument, sheet: int, page: tuple[int, int], span: tuple[int, int], size: tuple[float, float]
) -> tuple[Rectangle, ...]:
    """Turn the boxes of a span's part on one page, in points from the bottom left, into shares from the top left."""
    from assistant.load.text_layer import span_boxes

    start, end = max(span[0], page[0]) - page[0], min(span[1], page[1]) - page[0]
    if start >= end:
        return ()
    width, height = size
    boxes = span_boxes(document, sheet, start, end)
    return tuple(
        Rectangle(b.left / width, 1 - b.top / height, (b.right - b.left) / width, (b.top - b.bottom) / height) for b in boxes
    )


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
