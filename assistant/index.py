"""Vectors in Chroma, embedded in the data folder or on a server; derived from the catalog and repairable from it.

The index holds chunk ids and vectors, nothing else: text, filters and versions are the catalog's business, so an entry
that the catalog no longer knows is never shown. The space is cosine.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.catalog import Catalog
from assistant.errors import StoreUnavailable

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.config import Settings as ChromaSettings
    from numpy.typing import NDArray

BATCH = 2000
SAME = 0.99  # the least cosine of a vector to itself, stored in 8 bits and normalised by the index
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
        """Open the index in the data folder, or on a Chroma server. Raises StoreUnavailable.

        A server's token is read from Chroma's own variable, CHROMA_CLIENT_AUTH_CREDENTIALS.
        """
        with _store_errors():
            import chromadb
            from chromadb.config import Settings

            quiet = Settings(anonymized_telemetry=False)
            if server is None:
                return cls(_embedded(data.resolve() / "vectors", quiet), name)
            if quiet.chroma_client_auth_credentials and not quiet.chroma_client_auth_provider:
                quiet.chroma_client_auth_provider = "chromadb.auth.token_authn.TokenAuthClientProvider"
            url = urlsplit(server)
            return cls(
                chromadb.HttpClient(url.hostname or "localhost", url.port or 8000, ssl=url.scheme == "https", settings=quiet), name
            )

    @classmethod
    def open_anew(cls, data: Path, *, name: str) -> VectorIndex:
        """Open an empty index in the data folder, in the place of one that cannot be read. Raises StoreUnavailable.

        The old folder is moved away first, so that a process that has it open keeps what it has.
        """
        vectors, aside = data / "vectors", data / "vectors.broken"
        with _store_errors():
            _forget_client(vectors.resolve())
            shutil.rmtree(aside, ignore_errors=True)
            if vectors.exists():
                vectors.rename(aside)
                shutil.rmtree(aside, ignore_errors=True)
        return cls.open(data, name=name)

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

    def __len__(self) -> int:
        with _store_errors():
            return int(self._collection.count())


def _embedded(folder: Path, settings: ChromaSettings) -> ClientAPI:
    import chromadb

    try:
        return chromadb.PersistentClient(str(folder), settings=settings)
    except BaseException:
        _forget_client(folder)  # a client that could not start would be handed out again
        raise


def _forget_client(folder: Path) -> None:
    """Make Chroma open a folder anew next time; it keeps one client for each folder as long as the process lives."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient._identifier_to_system.pop(str(folder), None)


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


# -- comparing with the catalog ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """Chunk ids: what the index lacks, what it has of nobody, and what it has otherwise than the catalog."""

    missing: tuple[str, ...]
    strange: tuple[str, ...]
    different: tuple[str, ...]


def difference(catalog: Catalog, index: VectorIndex) -> Difference:
    """Compare every vector of the index with that of the catalog."""
    known = [row.id for row in catalog.query("SELECT id FROM chunks WHERE vector IS NOT NULL ORDER BY key")]
    held = index.ids()
    both = [id_ for id_ in known if id_ in held]
    different: list[str] = []
    for first in range(0, len(both), BATCH):
        batch = both[first : first + BATCH]
        theirs = index.vectors(batch)
        ours = {row.id: row.vector for row in catalog.chunks(ids=batch) if row.vector is not None}
        different += [id_ for id_ in batch if not _same(ours[id_], theirs[id_])]
    return Difference(tuple(id_ for id_ in known if id_ not in held), tuple(sorted(held - set(known))), tuple(different))


def _same(one: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    import numpy as np

    return one.shape == other.shape and float(one @ other) >= SAME * float(np.linalg.norm(one) * np.linalg.norm(other))


def reconcile(catalog: Catalog, index: VectorIndex, found: Difference) -> None:
    """Give the index what it lacks, and take out of it what it should not have."""
    import numpy as np

    if gone := [*found.strange, *found.different]:
        index.delete(gone)
    lacking = [*found.missing, *found.different]
    for first in range(0, len(lacking), BATCH):
        rows = [(r.id, r.vector) for r in catalog.chunks(ids=lacking[first : first + BATCH]) if r.vector is not None]
        index.upsert([id_ for id_, _ in rows], np.stack([vector for _, vector in rows]))


@contextmanager
def _store_errors() -> Iterator[None]:
    """Turn what Chroma and its transport raise into one error that says what to do."""
    import httpx

    try:
        from chromadb.errors import ChromaError, InternalError

        yield
    except (ChromaError, InternalError, httpx.HTTPError, ValueError, OSError) as error:
        raise StoreUnavailable(_why(error)) from error
    except Exception as error:
        if type(error) is not Exception:  # what Chroma's client makes of an answer that it does not know
            raise
        raise StoreUnavailable(_why(error)) from error


def _why(error: BaseException) -> str:
    codes = {getattr(getattr(one, "response", None), "status_code", None) for one in _chain(error)}
    if codes & {401, 403} or any(type(one).__name__ in ("AuthorizationError", "ChromaAuthError") for one in _chain(error)):
        return "the Chroma server does not let us in: set CHROMA_CLIENT_AUTH_CREDENTIALS to its token"
    return f"the vector store does not answer: {_short(error)}; is the Chroma server up?"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what it was raised from or in the midst of."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _short(error: Any) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__
