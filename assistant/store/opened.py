"""The documents that were opened last, kept decoded: the next question, or who opens a citation, is likely to want them."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict

from assistant.types import Document

KEPT = 96_000_000  # bytes; about 34 million characters with their layout
OF_SEGMENT = 200  # bytes of a segment, a part of its place included


class OpenDocuments:
    """The documents that were opened last, decoded, up to a number of bytes. Safe to share between threads."""

    def __init__(self, *, kept: int = KEPT) -> None:
        self._kept = kept
        self._documents: OrderedDict[tuple[str, str, str], Document] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: tuple[str, str, str]) -> Document | None:
        """Return what is kept under a key, and take it for the one used last."""
        with self._lock:
            found = self._documents.get(key)
            if found is not None:
                self._documents.move_to_end(key)
            return found

    def put(self, key: tuple[str, str, str], document: Document) -> None:
        """Keep a document, and drop those used longest ago while there are too many bytes; one is always kept."""
        with self._lock:
            if key not in self._documents:
                self._documents[key] = document
                self._size += _bytes(document)
            while self._size > self._kept and len(self._documents) > 1:
                self._size -= _bytes(self._documents.popitem(last=False)[1])


def _bytes(document: Document) -> int:
    return sys.getsizeof(document.text) + OF_SEGMENT * len(document.segments)
