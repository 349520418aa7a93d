"""The documents that were opened last, kept decoded: the next question, or who opens a citation, is likely to want them."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict

from assistant.store.blocks import Blocks
from assistant.types import Document

KEPT = 128_000_000  # bytes; about 80 million characters with their layout, most of which take a byte and a half
OF_SEGMENT = 200  # bytes of a segment, a part of its place included
OF_BLOCK = 20  # bytes of one that nobody has asked for yet


class OpenDocuments:
    """The documents that were opened last, decoded, up to a number of bytes. Safe to share between threads."""

    def __init__(self, *, kept: int = KEPT) -> None:
        self._kept = kept
        self._documents: OrderedDict[tuple[str, str, str], Document] = OrderedDict()
        self._sizes: dict[tuple[str, str, str], int] = {}
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: tuple[str, str, str]) -> Document | None:
        """Return what is kept under a key, and take it for the one used last."""
        with self._lock:
            found = self._documents.get(key)
            if found is not None:
                self._documents.move_to_end(key)
                self._weigh(key, found)
            return found

    def put(self, key: tuple[str, str, str], document: Document) -> None:
        """Keep a document, and drop those used longest ago while there are too many bytes; one is always kept."""
        with self._lock:
            if key not in self._documents:
                self._documents[key] = document
                self._weigh(key, document)
            while self._size > self._kept and len(self._documents) > 1:
                oldest, _ = self._documents.popitem(last=False)
                self._size -= self._sizes.pop(oldest)

    @property
    def full(self) -> bool:
        """Whether another document would hardly find room."""
        return self._size > self._kept * 9 // 10

    def _weigh(self, key: tuple[str, str, str], document: Document) -> None:
        """Take note of how many bytes a document has now; it has more once somebody went through its segments."""
        self._size += (bytes_now := _bytes(document)) - self._sizes.get(key, 0)
        self._sizes[key] = bytes_now


def _bytes(document: Document) -> int:
    segments = document.segments
    folded = isinstance(segments, Blocks) and not segments.unfolded
    return sys.getsizeof(document.text) + (OF_BLOCK if folded else OF_SEGMENT) * len(segments)
