"""The chunks that were candidates last, kept as rows: the next question is likely to want many of them."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

from assistant.store.catalog import Catalog
from assistant.store.rows import ChunkRow

KEPT = 320_000_000  # bytes; about 95 thousand chunks with the vectors of their sentences
AT_ONCE = 500  # chunks that are read ahead in one go
AROUND = 600  # bytes of a row besides what is packed in it


class Recent:
    """Read the chunks of a catalog. Safe to share between threads.

    What was read is used until :meth:`look` finds that the catalog has changed.
    """

    def __init__(self, catalog: Catalog, *, kept: int = KEPT) -> None:
        self._catalog = catalog
        self._kept = kept
        self._lock = threading.Lock()
        self._revision = -1
        self._rows: OrderedDict[int, ChunkRow] = OrderedDict()
        self._size = 0

    def warm(self, going_on: Callable[[], bool]) -> None:
        """Read chunks before they are asked for, in order, as many as can be kept, while it is ``going_on``."""
        self.look(self._catalog.revision)
        keys = [key for _, first, last in self._catalog.key_ranges() for key in range(first, last + 1)]
        for first in range(0, len(keys), AT_ONCE):
            if not going_on() or self._size > self._kept * 9 // 10:
                return
            self.chunks(keys[first : first + AT_ONCE])

    def look(self, revision: int) -> None:
        """Forget what was read at another revision of the catalog."""
        with self._lock:
            if revision != self._revision:
                self._revision = revision
                self._rows.clear()
                self._size = 0

    def chunks(self, keys: Iterable[int]) -> list[ChunkRow]:
        """Return chunks by key, each once, in order of key; those that are gone are left out."""
        wanted = sorted({*keys})
        with self._lock:
            revision = self._revision
            found = {key: self._rows[key] for key in wanted if key in self._rows}
            for key in found:
                self._rows.move_to_end(key)
        if len(found) < len(wanted):
            read = self._catalog.chunks([key for key in wanted if key not in found])
            found |= {row.key: row for row in read}
            self._keep(read, revision)
            return [found[key] for key in wanted if key in found]
        return list(found.values())

    def _keep(self, read: Sequence[ChunkRow], revision: int) -> None:
        """Keep what was read at a revision, if it is still that, and let go what was used longest ago."""
        with self._lock:
            for row in read if revision == self._revision else ():
                if row.key not in self._rows:
                    # the names of a document and of its sections are the same for many rows: each is kept once
                    self._rows[row.key] = row._replace(document=sys.intern(row.document), context=sys.intern(row.context))
                    self._size += _bytes(row)
            while self._size > self._kept and len(self._rows) > 1:
                _, oldest = self._rows.popitem(last=False)
                self._size -= _bytes(oldest)


def _bytes(row: ChunkRow) -> int:
    return AROUND + len(row.spans) + len(row.packed_vector or b"") + len(row.packed_sentences or b"")
