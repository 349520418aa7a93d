"""The chunks nearest to a vector: by comparison with every vector of the catalog while they are few, else by the index.

Up to :data:`FEW` chunks comparing them all takes less time than walking Chroma's graph, misses none, needs no second library to
be loaded, and sees at once what an ingest has just written. An index on a server is always asked.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.store.catalog import Catalog
from assistant.store.index import VectorIndex

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
        least = len(ids) - limit
        best = np.argpartition(scores, least)[least:] if least > 0 else np.arange(len(ids))
        return sorted(
            zip([ids[n] for n in best.tolist()], scores[best].tolist(), strict=True), key=lambda found: (-found[1], found[0])
        )

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
