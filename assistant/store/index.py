"""Vectors in Chroma, embedded in the data folder or on a server; derived from the catalog and repairable from it.

The index holds chunk ids and vectors, nothing else: text, filters and versions are the catalog's business, so an entry
that the catalog no longer knows is never shown. The space is cosine.

Embedded, Chroma is made for one process: it holds the graph of the vectors in memory and does not look at the disk again,
and it writes the graph to the disk in place. So one that only reads opens it again when it is told that others have written
(:meth:`VectorIndex.reopen`), and writing and opening are done by one process at a time, under a lock beside the folder.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.errors import StoreUnavailable, first_line
from assistant.store.durable import to_disk

if TYPE_CHECKING:
    import httpx
    import numpy as np
    from chromadb import Collection
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from numpy.typing import NDArray

PREFIX = "chunks-"
WAIT_SECONDS = 120  # for another process that is writing a batch
SERVER_SECONDS = 60.0  # that a server may be silent for; Chroma's client by itself waits for ever
CONNECT_SECONDS = 10.0
HNSW: CreateHNSWConfiguration = {
    "space": "cosine",
    "max_neighbors": 32,
    "ef_construction": 200,
    "ef_search": 300,
}  # recall@10 .99 at 100 thousand


class _Open:
    """A client that is open, and how many use it; the last one to leave closes it."""

    def __init__(self, client: Client, collection: Collection) -> None:
        self.client = client
        self.collection = collection
        self.users = 1
        self._guard = threading.Lock()

    def enter(self) -> None:
        with self._guard:
            self.users += 1

    def leave(self) -> None:
        with self._guard:
            self.users -= 1
            last = not self.users
        if last:
            _close(self.client)


class VectorIndex:
    """Nearest chunks to a vector. ``name`` sets apart the vectors of different embedders. Safe to share between threads."""

    def __init__(self, connect: Callable[[], Client], name: str, alone: Callable[[], AbstractContextManager[Any]]) -> None:
        self._connect = connect
        self._name = name
        self._alone = alone
        self._swapping = threading.Lock()
        self._now = self._opened()

    @classmethod
    def open(cls, data: Path, server: str | None = None, *, name: str) -> VectorIndex:
        """Open the index in the data folder, or on a Chroma server. Raises StoreUnavailable.

        A server's token is read from Chroma's own variable, CHROMA_CLIENT_AUTH_CREDENTIALS.
        """
        if server is not None:
            return cls(partial(_connected, server), name, nullcontext)
        folder = data.resolve()
        return cls(partial(_embedded, folder / "vectors"), name, partial(_alone, folder / "vectors.lock"))

    @classmethod
    def open_anew(cls, data: Path, *, name: str) -> VectorIndex:
        """Open an empty index in the data folder, in the place of one that cannot be read. Raises StoreUnavailable.

        The old folder is moved away first, so that a process that has it open keeps what it has.
        """
        folder = data.resolve()
        vectors, aside = folder / "vectors", folder / "vectors.broken"
        with _store_errors(), _alone(folder / "vectors.lock"):
            shutil.rmtree(aside, ignore_errors=True)
            if vectors.exists():
                vectors.rename(aside)
                shutil.rmtree(aside, ignore_errors=True)
        return cls.open(data, name=name)

    def _opened(self) -> _Open:
        with _store_errors(), self._alone():
            client = self._connect()
            try:
                made = client.get_or_create_collection(self._name, configuration={"hnsw": HNSW}, embedding_function=None)
                _read_from_disk(made)
            except BaseException:
                _close(client)
                raise
            return _Open(client, made)

    def reopen(self) -> None:
        """See what others have written; who searches goes on with what it began with. Raises StoreUnavailable, changing nothing."""
        fresh = self._opened()
        with self._swapping:
            old, self._now = self._now, fresh
        old.leave()

    def close(self) -> None:
        """Let go of the index once no search runs in it."""
        self._now.leave()

    @contextmanager
    def _reading(self) -> Iterator[Collection]:
        with self._swapping:
            now = self._now
            now.enter()
        try:
            with _store_errors():
                yield now.collection
        finally:
            now.leave()

    def search(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        """Return (chunk id, cosine) of the nearest chunks, best first."""
        with self._reading() as collection:
            found = collection.query(query_embeddings=vector[None, :], n_results=limit, include=["distances"])
        ids, distances = found["ids"][0], (found["distances"] or [[]])[0]
        return [(id_, 1.0 - distance) for id_, distance in zip(ids, distances, strict=True)]

    def upsert(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Put in the vectors of chunks, one a row, in the place of those they had. Raises StoreUnavailable."""
        with self._reading() as collection, self._alone():
            collection.upsert(ids=list(ids), embeddings=vectors)

    def delete(self, ids: Sequence[str]) -> None:
        """Take chunks out; ids that are not there are passed over. Raises StoreUnavailable."""
        with self._reading() as collection, self._alone():
            collection.delete(ids=list(ids))

    def ids(self) -> set[str]:
        """Return every id in the index, to compare it with the catalog."""
        with self._reading() as collection:
            return set(collection.get(include=[])["ids"])

    def vectors(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors of those ids that the index has, to compare them with the catalog's."""
        with self._reading() as collection:
            found = collection.get(ids=list(ids), include=["embeddings"])
        embeddings = found["embeddings"]
        return {} if embeddings is None else dict(zip(found["ids"], embeddings, strict=True))  # type: ignore[arg-type]

    def others(self, of: str = "") -> list[str]:
        """Return the names of the other collections that this product made in the same store, with ``of`` in their names."""
        with _store_errors():
            names = [collection.name for collection in self._now.client.list_collections()]
        return [name for name in names if name.startswith(PREFIX) and of in name and name != self._name]

    def drop_others(self, of: str = "") -> None:
        """Delete the other collections that this product made in the same store, with ``of`` in their names."""
        for name in self.others(of):
            with _store_errors(), self._alone():
                self._now.client.delete_collection(name)

    def __len__(self) -> int:
        with self._reading() as collection:
            return int(collection.count())


def import_chroma() -> None:
    """Import Chroma, which takes half a second of one core: before it is needed, where a core has nothing else to do."""
    import chromadb  # noqa: F401


def settle(data: Path) -> None:
    """Bring what an embedded index has written to the disk itself, which Chroma does not wait for. Raises StoreUnavailable."""
    with _store_errors():
        for path in sorted((data / "vectors").rglob("*")):
            to_disk(path)


def collection_name(embedder: str) -> str:
    """Name the Chroma collection of an embedder, within the letters that Chroma allows."""
    return f"{PREFIX}{hashlib.sha256(embedder.encode()).hexdigest()[:12]}"


# -- how Chroma is opened ----------------------------------------------------------------------------------------------

_spellings = count()


def _embedded(folder: Path) -> Client:
    """Open a client of its own: Chroma shares one among all that spell a folder alike, and keeps also one that is broken."""
    import chromadb
    from chromadb.api.client import Client
    from chromadb.config import Settings

    spelling = f"{folder}{'/.' * (next(_spellings) % 500)}"
    client = chromadb.PersistentClient(spelling, settings=Settings(anonymized_telemetry=False))
    assert isinstance(client, Client)
    return client


def _connected(server: str) -> Client:
    """Return the client of a Chroma server; its token is taken from Chroma's own variable."""

    import chromadb
    import httpx
    from chromadb.api.client import Client
    from chromadb.config import Settings

    url = urlsplit(server)
    patience = httpx.Timeout(SERVER_SECONDS, connect=CONNECT_SECONDS)
    quiet = Settings(anonymized_telemetry=False)
    if quiet.chroma_client_auth_credentials and not quiet.chroma_client_auth_provider:
        quiet.chroma_client_auth_provider = "chromadb.auth.token_authn.TokenAuthClientProvider"
    host, port, encrypted = url.hostname or "localhost", url.port or 8000, url.scheme == "https"
    where = f"{url.scheme}://[{host}]:{port}" if ":" in host else f"{url.scheme}://{host}:{port}"
    httpx.get(f"{where}/api/v2/heartbeat", timeout=patience)  # what Chroma's client asks as it is made knows no limit
    client = chromadb.HttpClient(host, port, ssl=encrypted, settings=quiet)
    assert isinstance(client, Client)
    for session in _sessions(client):
        session.timeout = patience
    return client


def _close(client: Client) -> None:
    for session in _sessions(client):
        session.close()  # which Chroma leaves open
    client.close()


def _sessions(client: Client) -> Iterator[httpx.Client]:
    """Yield what a client asks its server through; Chroma has no public way to it, nor a setting for its limits."""
    from chromadb.api.client import AdminClient, Client
    from chromadb.api.fastapi import FastAPI

    for part in (client, client._admin_client):
        if isinstance(part, Client | AdminClient) and isinstance(part._server, FastAPI):
            yield part._server._session


def _read_from_disk(collection: Collection) -> None:
    """Ask once, so that the graph is read while nobody writes it."""
    first = collection.get(limit=1, include=["embeddings"])["embeddings"]
    if first is not None and len(first):
        collection.query(query_embeddings=first[:1], n_results=1, include=[])


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep other processes from opening or writing the folder meanwhile."""
    from filelock import FileLock, Timeout

    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path)
    try:
        lock.acquire(timeout=WAIT_SECONDS)
    except Timeout as error:
        raise StoreUnavailable(f"the vectors in {path.parent} are being written by another process; try again") from error
    try:
        yield
    finally:
        lock.release()


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
    """Say in a line what went wrong with the vectors, and what to do."""

    import httpx

    codes = {getattr(getattr(one, "response", None), "status_code", None) for one in _chain(error)}
    if codes & {401, 403} or any(type(one).__name__ in ("AuthorizationError", "ChromaAuthError") for one in _chain(error)):
        return "the Chroma server does not let us in: set CHROMA_CLIENT_AUTH_CREDENTIALS to its token"
    if type(error) is Exception or any(isinstance(one, httpx.HTTPError) for one in _chain(error)):
        heard = next(
            (one for one in _chain(error) if isinstance(one, httpx.HTTPError)), error
        )  # what Chroma makes of it is a guess
        return f"the vector store{_place(error)} does not answer: {first_line(heard)}; is the Chroma server up?"
    said = first_line(error)
    return (
        f"the vectors cannot be read or written: {said}; see that the data folder and the one for temporary files (TMPDIR) have"
        " room and may be written, and run it again; if that does not help: assistant doctor --repair"
    )


def _place(error: BaseException) -> str:
    """Return " at " and the address that was asked, without a password; nothing where no request is known."""
    import httpx

    for one in _chain(error):
        if isinstance(one, httpx.HTTPError) and one._request is not None:
            url = one._request.url
            return f" at {url.scheme}://{url.host}:{url.port}" if url.port else f" at {url.scheme}://{url.host}"
    return ""


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and what it was raised from or in the midst of."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
