"""Vectors in Chroma, embedded in the data folder or on a server; derived from the catalog and repairable from it.

The index holds chunk ids and vectors, nothing else: text, filters and versions are the catalog's business, so an entry
that the catalog no longer knows is never shown. The space is cosine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.catalog import Catalog
from assistant.errors import StoreUnavailable

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from numpy.typing import NDArray

BATCH = 2000
HNSW: CreateHNSWConfiguration = {
    "space": "cosine",
    "max_neighbors": 32,
    "ef_construction": 200,
    "ef_search": 300,
}  # recall@10 .99 at 100 thousand


class VectorIndex:
    """Nearest chunks to a vector. ``name`` sets apart the vectors of different embedders."""

    def __init__(self, client: ClientAPI, name: str) -> None:
        self._client = client
        self._name = name
        with _store_errors():
            self._collection = client.get_or_create_collection(name, configuration={"hnsw": HNSW}, embedding_function=None)

    @classmethod
    def open(cls, data: Path, server: str | None = None, *, name: str) -> VectorIndex:
        """Open the index in the data folder, or on a Chroma server. Raises StoreUnavailable."""
        with _store_errors():
            import chromadb
            from chromadb.config import Settings

            quiet = Settings(anonymized_telemetry=False)
            if server is None:
                return cls(chromadb.PersistentClient(str(data.resolve() / "vectors"), settings=quiet), name)
            url = urlsplit(server)
            return cls(
                chromadb.HttpClient(url.hostname or "localhost", url.port or 8000, ssl=url.scheme == "https", settings=quiet), name
            )

    def search(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        """Return (chunk id, cosine) of the nearest chunks, best first."""
        with _store_errors():
            found = self._collection.query(query_embeddings=vector[None, :], n_results=limit, include=["distances"])
        ids, distances = found["ids"][0], (found["distances"] or [[]])[0]
        return [(id_, 1.0 - distance) for id_, distance in zip(ids, distances, strict=True)]

    def upsert(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        with _store_errors():
            self._collection.upsert(ids=list(ids), embeddings=vectors)

    def delete(self, ids: Sequence[str]) -> None:
        with _store_errors():
            self._collection.delete(ids=list(ids))

    def ids(self) -> set[str]:
        """Return every id in the index, to compare it with the catalog."""
        with _store_errors():
            return set(self._collection.get(include=[])["ids"])

    def vectors(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors of those ids that the index has, to compare them with the catalog's."""
        with _store_errors():
            found = self._collection.get(ids=list(ids), include=["embeddings"])
        embeddings = found["embeddings"]
        return {} if embeddings is None else dict(zip(found["ids"], embeddings, strict=True))  # type: ignore[arg-type]

    def clear(self) -> None:
        """Empty the index, also one that can no longer be read."""
        with _store_errors():
            self._client.delete_collection(self._name)
            self._collection = self._client.get_or_create_collection(
                self._name, configuration={"hnsw": HNSW}, embedding_function=None
            )

    def __len__(self) -> int:
        with _store_errors():
            return int(self._collection.count())


def collection_name(embedder: str) -> str:
    """Name the Chroma collection of an embedder, within the letters that Chroma allows."""
    return f"chunks-{hashlib.sha256(embedder.encode()).hexdigest()[:12]}"


def follow(catalog: Catalog, index: VectorIndex) -> int:
    """Bring the index up to the catalog by emptying the outbox in order; return how many entries were taken.

    Each batch leaves the outbox only after the index has it, and taking one twice changes nothing.
    """
    import numpy as np

    taken = 0
    while entries := catalog.outbox(BATCH):
        last = {chunk: action for _, action, chunk in entries}  # the last word on a chunk is the one that counts
        gone = [chunk for chunk, action in last.items() if action == "delete"]
        rows = [r for r in catalog.chunks(ids=[c for c, action in last.items() if action == "upsert"]) if r.vector is not None]
        if gone:
            index.delete(gone)
        if rows:
            index.upsert([r.id for r in rows], np.stack([r.vector for r in rows if r.vector is not None]))
        with catalog.writing():
            catalog.clear_outbox(entries[-1][0])
        taken += len(entries)
    return taken


@contextmanager
def _store_errors() -> Iterator[None]:
    """Turn what Chroma and its transport raise into one error that says what to do."""
    import httpx

    try:
        from chromadb.errors import ChromaError, InternalError

        yield
    except (ChromaError, InternalError, httpx.HTTPError, ValueError, OSError) as error:
        raise StoreUnavailable(f"the vector store does not answer: {_short(error)}; is the Chroma server up?") from error


def _short(error: Any) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__
