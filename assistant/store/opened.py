"""The documents that were opened last, kept decoded: the next question, or who opens a citation, is likely to want them."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from assistant.lru import LruCache
from assistant.store.blocks import Blocks
from assistant.store.rows import DocumentInfo
from assistant.types import Document

KEPT = 128_000_000  # bytes; about 80 million characters with their layout, most of which take a byte and a half
OF_SEGMENT = 200  # bytes of a segment, a part of its place included
OF_BLOCK = 20  # bytes of one that nobody has asked for yet
OF_MADE = 450  # bytes of what is made of a segment where tables are read


@dataclass(frozen=True, slots=True)
class _Opened:
    """A document, what the catalog told of it when it was opened, and the bytes that it took when it was used last."""

    info: DocumentInfo
    document: Document
    bytes: int


class OpenDocuments:
    """The documents that were opened last, decoded, up to a number of bytes. Safe to share between threads.

    One is given for as long as nothing changes that the catalog tells of it: the same bytes may be read anew, and otherwise.
    """

    def __init__(self, *, kept: int = KEPT) -> None:
        self._opened: LruCache[str, _Opened] = LruCache(kept, lambda opened: opened.bytes)

    def get(self, info: DocumentInfo) -> Document | None:
        """Return the document that an info tells of, if it is held, and take it for the one used last."""
        opened = self._opened.get(info.id)
        if opened is None or (opened.info is not info and opened.info != info):
            return None
        if opened.bytes != _bytes(opened.document):  # it takes more once somebody went through its segments
            self.put(info, opened.document)
        return opened.document

    def put(self, info: DocumentInfo, document: Document) -> None:
        """Keep a document, and drop those used longest ago while there are too many bytes; one is always kept."""
        self._opened.keep({info.id: _Opened(info, document, _bytes(document))})

    @property
    def full(self) -> bool:
        """Whether another document would hardly find room."""
        return self._opened.full


def _bytes(document: Document) -> int:
    segments = document.segments
    folded = isinstance(segments, Blocks) and not segments.unfolded
    each = (OF_BLOCK if folded else OF_SEGMENT) + OF_MADE * bool(document.made)
    return sys.getsizeof(document.text) + each * len(segments)
