"""The chunks nearest to a vector: by comparison with those of the whole catalog up to a number of them, else by the index.

Up to :data:`FEW` chunks comparing them takes less time than walking Chroma's graph, misses fewer, needs no second library to be
loaded, and sees at once what an ingest has just written. An index on a server is always asked.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.retrieve.quantised import Comparison
from assistant.store.catalog import Catalog
from assistant.store.index import VectorIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

FEW = 150_000


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
        self._held: tuple[NDArray[np.int64], Comparison] | None = None
        self._index: VectorIndex | None = None

    def search(self, vector: Vectors, limit: int) -> list[int]:
        """Return the keys of the nearest chunks, best first. Raises StoreUnavailable."""
        held = self._all()
        if held is None:
            return self._catalog.keys_of_chunks([id_ for id_, _ in self.open().search(vector, limit)])
        keys, compared = held
        if not len(keys):
            return []
        best, cosines = compared.nearest(vector, limit)
        nearest: list[int] = keys[best[(-cosines).argsort(kind="stable")]].tolist()
        return nearest

    def warm(self) -> None:
        """Make ready what questions are compared with. Raises StoreUnavailable."""
        held = self._all()
        if held is None:
            self.open()
        else:
            held[1].make_ready()

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

    def _all(self) -> tuple[NDArray[np.int64], Comparison] | None:
        """Return the keys and vectors of all chunks as the catalog has them now, ``None`` if they are too many."""
        with self._lock:
            revision = self._catalog.revision
            if revision != self._revision:
                few = self._catalog.count_chunks() <= self._few
                self._held = self._read() if few else None
                self._revision = revision
            return self._held

    def _read(self) -> tuple[NDArray[np.int64], Comparison]:
        import numpy as np

        keys, integers, scales = self._catalog.vectors()
        return np.array(keys, np.int64), Comparison(integers, scales)
