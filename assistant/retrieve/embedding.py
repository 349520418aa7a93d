"""The vector of a question and the chunks nearest to it, found on another core while its words are looked up on this one.

The vectors of the last questions are kept: a conversation asks the same ones again.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.lru import LruCache
from assistant.models.embedders import Embedder
from assistant.retrieve.nearest import Nearest
from assistant.store.catalog import Catalog
from assistant.store.rows import DocumentInfo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

CANDIDATES = 100  # chunks that each search brings
EXACT = 5000  # chunks of a filtered selection that are searched without the index
KEPT = 1000  # vectors of questions


@dataclass(frozen=True, slots=True)
class Meant:
    """The vector of a text, and the keys of the chunks nearest to it, best first."""

    vector: Vector
    nearest: tuple[int, ...]


class Embedding:
    """Search a catalog by what a text means. Safe to share between threads."""

    def __init__(self, catalog: Catalog, nearest: Nearest, embedder: Embedder) -> None:
        self._catalog = catalog
        self._nearest = nearest
        self._embedder = embedder
        self._cores = ThreadPoolExecutor(2, "embed")
        self._vectors: LruCache[str, Future[Vector]] = LruCache(KEPT)

    def warm(self) -> None:
        """Open the model, and what is compared with."""
        self._embedder.embed(["warm"])
        self._nearest.warm()

    def expect(self, text: str) -> None:
        """Begin to embed a text that is likely to be searched for."""
        self._cores.submit(self._vector, text)
        time.sleep(0)  # as below

    def begin(self, text: str, infos: Mapping[str, DocumentInfo], allowed: frozenset[str] | None) -> Future[Meant]:
        """Begin to search among the chunks of the documents that are allowed, all if ``None``."""
        begun = self._cores.submit(self._found, text, infos, allowed)
        time.sleep(0)  # or it would wait until this thread next lets others run
        return begun

    def _found(self, text: str, infos: Mapping[str, DocumentInfo], allowed: frozenset[str] | None) -> Meant:
        vector = self._vector(text)
        return Meant(vector, tuple(self._near(vector, infos, allowed)))

    def _vector(self, text: str) -> Vector:
        """Return the vector of a text; where it is being made on the other core, once it is."""
        made = self._vectors.get(text)
        if made is None:
            made = Future()
            self._vectors.keep({text: made})
            try:
                made.set_result(self._embedder.embed([text])[0])
            except Exception as error:
                self._vectors.drop(lambda kept: kept is made)
                made.set_exception(error)
        return made.result()

    def _near(self, vector: Vector, infos: Mapping[str, DocumentInfo], allowed: frozenset[str] | None) -> list[int]:
        """Return the keys of the chunks nearest to a vector; a small selection is searched exactly, without the index."""
        if allowed is None:
            return self._nearest.search(vector, CANDIDATES)
        if sum(infos[id_].chunks for id_ in allowed) > EXACT:
            return self._nearest.search(vector, CANDIDATES * 10)
        keys, vectors = self._catalog.vectors_of(sorted(allowed))
        if not keys:
            return []
        scores = (vectors @ vector).tolist()
        return [keys[n] for n in sorted(range(len(keys)), key=lambda n: -scores[n])[:CANDIDATES]]
