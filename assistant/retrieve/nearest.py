"""The chunks nearest to a vector: by comparison with every vector of the catalog while they are few, else by the index.

Up to :data:`FEW` chunks comparing them all takes less time than walking Chroma's graph, misses none, needs no second library to
be loaded, and sees at once what an ingest has just written. An index on a server is always asked.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.store.catalog import Catalog
from assistant.store.index import VectorIndex
from assistant.store.rows import ChunkRow, unpack_each, unpack_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

FEW = 20_000


class Nearest:
    """Search the vectors of a catalog. Safe to share between threads.

    ``open_index`` opens the index that holds the same vectors; it is called when it is first needed.
    """

    def __init__(self, catalog: Catalog, open_index: Callable[[], VectorIndex], *, few: int = FEW) -> None:
        self._catalog = catalog
        self._open_index = open_index
        self._few = few
        self._lock = threading.Lock()
        self._revision = -1
        self._held: tuple[list[str], Vectors] | None = None
        self._index: VectorIndex | None = None

    def search(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """Return (chunk id, cosine) of the nearest chunks, best first. Raises StoreUnavailable."""
        held = self._all()
        if held is None:
            return self.open().search(vector, limit)
        import numpy as np

        ids, vectors = held
        if not ids:
            return []
        scores = vectors @ vector
        best = np.argpartition(-scores, limit)[:limit] if limit < len(ids) else np.arange(len(ids))
        return sorted(((ids[n], float(scores[n])) for n in best), key=lambda found: (-found[1], found[0]))

    def open(self) -> VectorIndex:
        """Return the index, and open it if it is not yet open. Raises StoreUnavailable."""
        with self._lock:
            if self._index is None:
                self._index = self._open_index()
            return self._index

    def reopen(self) -> None:
        """See what others have written to the index, where it is open. Raises StoreUnavailable."""
        if self._index is not None:
            self._index.reopen()

    def close(self) -> None:
        if self._index is not None:
            self._index.close()

    def _all(self) -> tuple[list[str], Vectors] | None:
        """Return the ids and vectors of all chunks as the catalog has them now, ``None`` if they are too many."""
        with self._lock:
            revision = self._catalog.revision
            if revision != self._revision:
                few = self._catalog.count_chunks() <= self._few
                self._held = self._catalog.vectors() if few else None
                self._revision = revision
            return self._held


class Cosines:
    """The vectors of some chunks and of their sentences, side by side, so that each question takes one product of each."""

    def __init__(self, rows: Sequence[ChunkRow]) -> None:
        self._number = len(rows)
        self._chunks = [n for n, row in enumerate(rows) if row.packed_vector is not None]
        self._vectors = unpack_each([row.packed_vector for row in rows if row.packed_vector is not None])
        self._parents = [n for n, row in enumerate(rows) if row.packed_sentences is not None]
        self._sentences, self._firsts = unpack_rows([row.packed_sentences for row in rows if row.packed_sentences is not None])

    def to(self, vector: Vectors) -> tuple[list[float], list[float]]:
        """Return the cosine of each chunk and of its nearest sentence; one without vectors has 0, without sentences its own."""
        import numpy as np

        chunks = np.zeros(self._number, np.float32)
        if self._chunks:
            chunks[self._chunks] = self._vectors @ vector
        sentences = chunks.copy()
        if self._parents:
            sentences[self._parents] = np.maximum.reduceat(self._sentences @ vector, self._firsts)
        return chunks.tolist(), sentences.tolist()
