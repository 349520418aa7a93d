"""The chunks that were candidates last, kept as rows: the next question is likely to want many of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping

from assistant.lru import LruCache
from assistant.store.catalog import Catalog
from assistant.store.rows import ChunkRow

KEPT = 320_000_000  # bytes; about 95 thousand chunks with the vectors of their sentences
AT_ONCE = 500  # chunks that are read ahead in one go
AROUND = 600  # bytes of a row besides what is packed in it


class Recent:
    """Read the chunks of a catalog, kept until :meth:`look` finds that it has changed. Safe to share between threads."""

    def __init__(self, catalog: Catalog, *, kept: int = KEPT) -> None:
        self._catalog = catalog
        self._rows: LruCache[int, ChunkRow] = LruCache(kept, _bytes)

    def warm(self, going_on: Callable[[], bool]) -> None:
        """Read chunks before they are asked for, in order, as many as can be kept, while it is ``going_on``."""
        self.look(self._catalog.revision)
        keys = [key for _, first, last in self._catalog.key_ranges() for key in range(first, last + 1)]
        for first in range(0, len(keys), AT_ONCE):
            if not going_on() or self._rows.full:
                return
            self.chunks(keys[first : first + AT_ONCE])

    def look(self, revision: int) -> None:
        """Forget what was read at another revision of the catalog."""
        self._rows.look(revision)

    def chunks(self, keys: Iterable[int]) -> list[ChunkRow]:
        """Return chunks by key, each once, in order of key; those that are gone are left out."""
        wanted = sorted({*keys})
        revision = self._rows.mark
        found = self._rows.of(wanted, revision)
        if len(found) < len(wanted):
            read = {row.key: _sharing(row) for row in self._catalog.chunks([key for key in wanted if key not in found])}
            self._rows.keep(read, revision)
            found |= read
            return [found[key] for key in wanted if key in found]
        return list(found.values())

    @property
    def mark(self) -> object:
        """The state of the catalog that all rows are of."""
        return self._rows.mark

    def renew(self, rows: Mapping[int, ChunkRow], mark: object) -> None:
        """Keep other rows, by key, in place of those read at a state of the catalog, while it is in that."""
        self._rows.keep(rows, mark)


def _sharing(row: ChunkRow) -> ChunkRow:
    """Return a row that shares with others what is the same for many: the names of its document and of its sections."""
    return row._replace(document=sys.intern(row.document), context=sys.intern(row.context))


def _bytes(row: ChunkRow) -> int:
    return AROUND + len(row.spans) + len(row.packed_vector or b"") + len(row.packed_sentences or b"")
