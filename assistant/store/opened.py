"""The documents that were opened last, kept decoded: the next question, or who opens a citation, is likely to want them."""

from __future__ import annotations

import threading
from collections import OrderedDict

from assistant.types import Document

OPEN_CHARS = 16_000_000  # of text in all; with their layout about 4 bytes each


class OpenDocuments:
    """The documents that were opened last, decoded, up to OPEN_CHARS of text. Safe to share between threads."""

    def __init__(self) -> None:
        self._documents: OrderedDict[tuple[str, str, str], Document] = OrderedDict()
        self._chars = 0
        self._lock = threading.Lock()

    def get(self, key: tuple[str, str, str]) -> Document | None:
        with self._lock:
            found = self._documents.get(key)
            if found is not None:
                self._documents.move_to_end(key)
            return found

    def put(self, key: tuple[str, str, str], document: Document) -> None:
        with self._lock:
            if key not in self._documents:
                self._chars += len(document.text)
                self._documents[key] = document
            while self._chars > OPEN_CHARS and len(self._documents) > 1:
                self._chars -= len(self._documents.popitem(last=False)[1].text)
