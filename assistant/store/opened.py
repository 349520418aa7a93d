"""The documents that were opened last, kept decoded: the next question, or who opens a citation, is likely to want them."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict

from assistant.store.blocks import Blocks
from assistant.store.rows import DocumentInfo
from assistant.types import Document

KEPT = 128_000_000  # bytes; about 80 million characters with their layout, most of which take a byte and a half
OF_SEGMENT = 200  # bytes of a segment, a part of its place included
OF_BLOCK = 20  # bytes of one that nobody has asked for yet
OF_MADE = 450  # bytes of what is made of a segment where tables are read


class OpenDocuments:
    """The documents that were opened last, decoded, up to a number of bytes. Safe to share between threads.

    One is given for as long as nothing changes that the catalog tells of it: the same bytes may be read anew, and otherwise.
    """

    def __init__(self, *, kept: int = KEPT) -> None:
        self._kept = kept
        self._documents: OrderedDict[str, tuple[DocumentInfo, Document]] = OrderedDict()
        self._sizes: dict[str, int] = {}
        self._size = 0
        self._lock = threading.Lock()

    def get(self, info: DocumentInfo) -> Document | None:
        """Return the document that an info tells of, if it is held, and take it for the one used last."""
        with self._lock:
            known, document = self._documents.get(info.id, (None, None))
            if document is None or known != info:
                return None
            self._documents.move_to_end(info.id)
            self._weigh(document)
            return document

    def put(self, info: DocumentInfo, document: Document) -> None:
        """Keep a document, and drop those used longest ago while there are too many bytes; one is always kept."""
        with self._lock:
            self._documents[info.id] = info, document
            self._documents.move_to_end(info.id)
            self._weigh(document)
            while self._size > self._kept and len(self._documents) > 1:
                oldest, _ = self._documents.popitem(last=False)
                self._size -= self._sizes.pop(oldest)

    @property
    def full(self) -> bool:
        """Whether another document would hardly find room."""
        return self._size > self._kept * 9 // 10

    def _weigh(self, document: Document) -> None:
        """Take note of how many bytes a document has now; it has more once somebody went through its segments."""
        self._size += (bytes_now := _bytes(document)) - self._sizes.get(document.id, 0)
        self._sizes[document.id] = bytes_now


def _bytes(document: Document) -> int:
    segments = document.segments
    folded = isinstance(segments, Blocks) and not segments.unfolded
    each = (OF_BLOCK if folded else OF_SEGMENT) + OF_MADE * bool(document.made)
    return sys.getsizeof(document.text) + each * len(segments)
