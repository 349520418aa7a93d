"""The one source of truth: documents, their text, their chunks with vectors, and the keyword index over them.

Everything about one document changes in one transaction, so a reader sees its old version or its new one, never a
mixture. What the vector index has still to learn stands in the ``outbox``, written in the same transaction and emptied
after the vector index has taken it; a crash in between loses nothing. Readers watch ``revision``, which every write moves.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from assistant.errors import DocumentNotFound, IndexMissing, StoreUnavailable, of_system
from assistant.settings_sources import nothing_in
from assistant.store import schema
from assistant.store.database import FieldWeights, storage_errors
from assistant.store.relations import Kin
from assistant.store.rows import (
    HEADER,
    ChunkRow,
    DocumentInfo,
    Postings,
    StoredFile,
    chunk_from,
    details_of,
    document_from,
    info_from,
    integers_in,
    packed_layout,
    pages_and_receipt,
)
from assistant.store.transactions import Transactions
from assistant.text.voices import words_over
from assistant.types import Chunk, Document, Receipt

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AT_ONCE = 2000  # vectors

_CHUNKS = sa.select(*(schema.chunks.c[name.strip('"')] for name in schema.CHUNK_FIELDS))
_DOCUMENT = sa.select(schema.documents).where(schema.documents.c.id == sa.bindparam("id"))
_STRAY = schema.chunks.c.document.not_in(sa.select(schema.documents.c.id))


class Catalog(Transactions):
    """Open the catalog of one data folder. Every method is one transaction unless called inside :meth:`writing`."""

    @classmethod
    def open(cls, data: Path, url: str | None = None) -> Catalog:
        """Open or make the catalog in the data folder, or at a SQLAlchemy URL. Raises StoreUnavailable, IndexMismatch."""
        if url is None:
            with storage_errors(str(data)):
                data.mkdir(parents=True, exist_ok=True)
            return cls(sa.URL.create("sqlite", database=str(data / "catalog.sqlite")))  # not as text: a name may hold a "?"
        return cls(url)

    @classmethod
    def open_existing(cls, data: Path, url: str | None = None) -> Catalog:
        """Open the catalog that an ingest has made. Raises IndexMissing, StoreUnavailable."""
        if url is not None:
            return cls(url, make=False)
        try:
            (data / "catalog.sqlite").stat()
        except (FileNotFoundError, NotADirectoryError):
            raise IndexMissing(nothing_in(data)) from None
        except OSError as error:
            raise StoreUnavailable(f"{data} cannot be opened: {of_system(error)}") from error
        return cls.open(data)

    # -- roots -----------------------------------------------------------------------------------------------------------

    def roots(self) -> dict[str, str]:
        """Return the ingested folders: path to the alias that their documents' ids begin with ("" for none)."""
        with self._reading() as connection:
            return {row.path: row.alias for row in connection.execute(sa.select(schema.roots))}

    def add_root(self, path: str, alias: str) -> None:
        """Keep the name that the ids of what is under a path begin with."""
        self._write(sa.insert(schema.roots), {"path": path, "alias": alias})

    # -- documents ---------------------------------------------------------------------------------------------------

    def files(self) -> dict[str, StoredFile]:
        """Return, for each document id, what tells whether its file has changed."""
        columns = [schema.documents.c[n] for n in ("id", "root", "path", "sha256", "stamp", "state", "chunks", "details")]
        rows = self._rows(sa.select(*columns).order_by(schema.documents.c.id))
        return {r.id: StoredFile(r.root, r.path, r.sha256, r.stamp, r.state, r.chunks, *pages_and_receipt(r.details)) for r in rows}

    def put(self, document: Document, chunks: Sequence[Chunk], bodies: Sequence[str], *, root: str, path: str, stamp: str) -> None:
        """Replace a document and its chunks; it is ``pending`` until it has vectors. ``bodies`` are the words to search."""
        self.remove([document.id])
        self._write(
            sa.insert(schema.documents),
            {
                "id": document.id,
                "root": root,
                "path": path,
                "sha256": document.sha256,
                "stamp": stamp,
                "state": "pending",
                "title": document.title or document.id,
                "kind": document.kind or "report",
                "date": document.date,
                "details": json.dumps(details_of(document) | {"revision": self.revision}, ensure_ascii=False),
                "chunks": len(chunks),
                "text": zlib.compress(document.text.encode("utf-8", "surrogatepass"), 1),
                "segments": packed_layout(document),
            },
        )
        if chunks:
            self._put_chunks(document, chunks, bodies)

    def _put_chunks(self, document: Document, chunks: Sequence[Chunk], bodies: Sequence[str]) -> None:
        """Write the chunks of a document that has none yet, and file their words."""
        self._write(
            sa.insert(schema.chunks),
            [
                {
                    "id": c.id,
                    "document": c.document,
                    "ordinal": n,
                    "start": c.start,
                    "end": c.end,
                    "context": c.context,
                    "tabular": c.tabular,
                    "sentences": json.dumps(c.sentences),
                }
                for n, c in enumerate(chunks)
            ],
        )
        keys = self._scalars(
            sa.select(schema.chunks.c.key).where(schema.chunks.c.document == document.id).order_by(schema.chunks.c.ordinal)
        )
        self._database.add_words(
            self._writing(),
            [
                {"key": key, "title": document.title or "", "heading": words_over(document, c.start, c.end), "body": body}
                for key, c, body in zip(keys, chunks, bodies, strict=True)
            ],
        )

    def set_stamp(self, document: str, stamp: str) -> None:
        """Remember that an unchanged file was touched, so that it need not be read again."""
        self._write(sa.update(schema.documents).where(schema.documents.c.id == document).values(stamp=stamp))

    def kin(self) -> list[Kin]:
        """Return what is needed of every document to compare it with others."""
        columns = [schema.documents.c[name] for name in ("id", "title", "sha256", "date", "details")]
        found = ((row, json.loads(row.details)) for row in self._rows(sa.select(*columns).order_by(schema.documents.c.id)))
        return [
            Kin(row.id, row.title, row.sha256, row.date, details["metadata"].get("supersedes"), details.get("likeness", ""))
            for row, details in found
        ]

    def change_receipt(self, document: str, change: Callable[[Receipt], Receipt]) -> None:
        """Rewrite the receipt of a document that is there."""
        details = json.loads(self._scalars(sa.select(schema.documents.c.details).where(schema.documents.c.id == document))[0])
        details["receipt"] = change(Receipt.from_dict(details["receipt"])).to_dict()
        values = {"details": json.dumps(details, ensure_ascii=False)}
        self._write(sa.update(schema.documents).where(schema.documents.c.id == document).values(values))

    def set_vectors(self, document: str, vectors: Mapping[str, tuple[bytes, bytes | None]]) -> None:
        """Store the vectors of all chunks of a document, by chunk id, queue them for the vector index, and mark it ready."""
        statement = (
            sa.update(schema.chunks)
            .where(schema.chunks.c.id == sa.bindparam("chunk"))
            .values(vector=sa.bindparam("v"), sentence_vectors=sa.bindparam("s"))
        )
        self._write(statement, [{"chunk": id_, "v": vector, "s": of_sentences} for id_, (vector, of_sentences) in vectors.items()])
        self._write(sa.insert(schema.outbox), [{"action": "upsert", "chunk": id_} for id_ in vectors])
        self._write(sa.update(schema.documents).where(schema.documents.c.id == document).values(state="ready"))

    def remove(self, documents: Iterable[str]) -> None:
        """Forget documents, their chunks and their words, and queue their vectors for removal."""
        for id_ in documents:
            gone = self._rows(sa.select(schema.chunks.c.key, schema.chunks.c.id).where(schema.chunks.c.document == id_))
            if gone:
                self._database.drop_words(self._writing(), [row.key for row in gone])
                self._write(sa.insert(schema.outbox), [{"action": "delete", "chunk": row.id} for row in gone])
                self._write(sa.delete(schema.chunks).where(schema.chunks.c.document == id_))
            self._write(sa.delete(schema.documents).where(schema.documents.c.id == id_))

    def documents(self) -> list[DocumentInfo]:
        """Return what is known of every document, by id."""
        columns = [c for c in schema.documents.c if c.name not in ("text", "segments")]
        return [info_from(row) for row in self._rows(sa.select(*columns).order_by(schema.documents.c.id))]

    def document(self, id_: str) -> Document:
        """Return a document with its text. Raises DocumentNotFound."""
        with self._reading() as connection:
            row = connection.execute(_DOCUMENT, {"id": id_}).one_or_none()
        if row is None:
            raise DocumentNotFound.named(id_)
        return document_from(row)

    # -- chunks ------------------------------------------------------------------------------------------------------

    def postings(self, wanted: Sequence[str], fields: FieldWeights) -> list[Postings]:
        """Return for each word or run of words the keys of the chunks that hold it, ascending, and the score it gives each.

        The score is BM25 over title, heading and body, weighed by ``fields``; that of several words is the sum of theirs. k1 is
        1.2 and b 0.75 (Robertson and Zaragoza 2009, section 3.4; fixed in SQLite).
        """
        with self._reading() as connection:
            return self._database.postings(connection, wanted, fields)

    def common_stems(self) -> list[tuple[str, int]]:
        """Return the stems that are worth fetching ahead, the most common first, and in the text of how many chunks each stands."""
        with self._reading() as connection:
            return self._database.common_stems(connection)

    def postings_of(self, stems: Collection[str], fields: FieldWeights) -> dict[str, Postings]:
        """Return the same as :meth:`postings` for stems as they stand in the keyword index."""
        with self._reading() as connection:
            return self._database.postings_of(connection, stems, fields)

    def stems_from(self, beginning: str) -> list[tuple[str, int]]:
        """Return the stems that begin so and stand in a text, in order, and in the text of how many chunks each does."""
        with self._reading() as connection:
            return self._database.stems_from(connection, beginning)

    def keys_of(self, documents: Collection[str]) -> list[int]:
        """Return the keys of all chunks of some documents."""
        with self._reading() as connection:
            return self._database.keys_of(connection, documents)

    def key_ranges(self) -> list[tuple[str, int, int]]:
        """Return each document that has chunks, with the keys of its first and last one; no other chunk's key lies between."""
        first, last = sa.func.min(schema.chunks.c.key).label("first"), sa.func.max(schema.chunks.c.key).label("last")
        statement = sa.select(schema.chunks.c.document, first, last).group_by(schema.chunks.c.document).order_by(first)
        return [(row.document, row.first, row.last) for row in self._rows(statement)]

    def keys_mentioning(self, phrase: str) -> list[int]:
        """Return the keys of the chunks that hold a run of words in their text."""
        with self._reading() as connection:
            return self._database.keys_mentioning(connection, phrase)

    def keys_of_chunks(self, ids: Sequence[str]) -> list[int]:
        """Return the keys of chunks, in the order of their ids; those that are gone are left out."""
        statement = sa.select(schema.chunks.c.id, schema.chunks.c.key).where(schema.chunks.c.id.in_(ids))
        keys = {row.id: row.key for row in self._rows(statement)}
        return [keys[id_] for id_ in ids if id_ in keys]

    def vectors_of(self, documents: Sequence[str]) -> tuple[list[int], NDArray[np.float32]]:
        """Return the keys of all chunks of some documents that have vectors, and the vectors, one a row."""
        import numpy as np

        batches = [documents[first : first + 500] for first in range(0, len(documents), 500)]
        keys, integers, scales = self._vectors_where(*(schema.chunks.c.document.in_(batch) for batch in batches))
        return keys, integers.astype(np.float32) * scales[:, None]

    def vectors(self) -> tuple[list[int], NDArray[np.int8], NDArray[np.float32]]:
        """Return the keys of all chunks that have vectors, and the vectors as integers, one a row, each with its scale."""
        return self._vectors_where(sa.true())

    def _vectors_where(self, *conditions: sa.ColumnElement[bool]) -> tuple[list[int], NDArray[np.int8], NDArray[np.float32]]:
        """Read them by the thousand: as rows they take several times the space of an array."""
        keys: list[int] = []

        def parts(connection: sa.Connection) -> Iterator[list[bytes]]:
            for wanted in conditions:
                columns = schema.chunks.c.key, schema.chunks.c.vector
                for rows in connection.execute(sa.select(*columns).where(wanted, columns[1].is_not(None))).partitions(AT_ONCE):
                    keys.extend(row.key for row in rows)
                    yield [row.vector for row in rows]

        with self._reading() as connection:
            return keys, *integers_in(parts(connection))

    def ids_with_vectors(self) -> list[str]:
        """Return the ids of the chunks that have vectors, by key."""
        return self._scalars(sa.select(schema.chunks.c.id).where(schema.chunks.c.vector.is_not(None)).order_by(schema.chunks.c.key))

    def chunks(self, keys: Iterable[int] = (), ids: Iterable[str] = ()) -> list[ChunkRow]:
        """Return chunks by key or by id; those that are gone are left out."""
        found: list[ChunkRow] = []
        asked: dict[str, list[int] | list[str]] = {"key": list(keys), "id": list(ids)}
        for column, wanted in asked.items():
            if wanted:
                with self._reading() as connection:
                    found += map(chunk_from, self._database.chunks_in(connection, column, wanted))
        return found

    def chunks_of(self, document: str) -> list[ChunkRow]:
        """Return the chunks of a document in order."""
        statement = _CHUNKS.where(schema.chunks.c.document == document).order_by(schema.chunks.c.ordinal)
        return [chunk_from(row) for row in self._rows(statement)]

    def count_chunks(self) -> int:
        """Return how many chunks there are, those of pending documents among them."""
        return int(self._scalars(sa.select(sa.func.count()).select_from(schema.chunks))[0])

    def count_ready(self) -> int:
        """Return how many chunks the documents have that are not pending."""
        total = sa.func.coalesce(sa.func.sum(schema.documents.c.chunks), 0)
        return int(self._scalars(sa.select(total).where(schema.documents.c.state == "ready"))[0])

    # -- outbox ------------------------------------------------------------------------------------------------------

    def outbox(self, limit: int) -> list[tuple[int, str, str]]:
        """Return the oldest entries that the vector index has still to take: (key, action, chunk id)."""
        return [(r.key, r.action, r.chunk) for r in self._rows(sa.select(schema.outbox).order_by(schema.outbox.c.key).limit(limit))]

    def count_outbox(self) -> int:
        """Return how many entries the vector index has still to take."""
        return int(self._scalars(sa.select(sa.func.count()).select_from(schema.outbox))[0])

    def clear_outbox(self, up_to: int) -> None:
        """Strike the entries that the vector index has taken, up to a key."""
        self._write(sa.delete(schema.outbox).where(schema.outbox.c.key <= up_to))

    def queue_all(self) -> None:
        """Queue every vector for an empty vector index, in the place of what is queued."""
        self._write(sa.delete(schema.outbox))
        self._write(sa.text("INSERT INTO outbox (action, chunk) SELECT 'upsert', id FROM chunks WHERE vector IS NOT NULL"))

    # -- upkeep ------------------------------------------------------------------------------------------------------

    def vector_width(self) -> int | None:
        """Return how many dimensions most vectors have; ``None`` where there is none."""
        bytes_ = sa.func.length(schema.chunks.c.vector)
        by_length = sa.select(bytes_).where(schema.chunks.c.vector.is_not(None)).group_by(bytes_)
        found = self._scalars(by_length.order_by(sa.func.count().desc(), bytes_).limit(1))
        return int(found[0]) - HEADER if found else None

    def strays(self) -> list[str]:
        """Return the documents that are not there and have chunks."""
        documents = schema.chunks.c.document
        return self._scalars(sa.select(documents).distinct().where(_STRAY).order_by(documents))

    def damage(self) -> str | None:
        """Return what the database finds broken in the keyword index, ``None`` if it is whole. Raises StoreDamaged if more is."""
        with self._reading() as connection:
            return self._database.damage(connection)

    def differing_words(self, document: str, rows: Iterable[Mapping[str, Any]]) -> int:
        """Return for how many chunks of a document the keyword index holds other words than rows of key, title, heading, body."""
        with self._reading() as connection:
            return self._database.differing_words(connection, document, rows)

    def stray_words(self) -> int:
        """Return how many entries of the keyword index are of chunks that are not there."""
        with self._reading() as connection:
            return self._database.stray_words(connection)

    def rewrite_words(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Make the keyword index anew from rows of key, title, heading and body."""
        self._database.rewrite_words(self._writing(), rows)

    def forget_strays(self) -> None:
        """Delete the chunks of no document, and their words."""
        self._database.drop_stray_words(self._writing())
        self._write(sa.delete(schema.chunks).where(_STRAY))

    def take_over(self, other: Path) -> None:
        """Put what a SQLite catalog holds of the same documents, whose vectors are stored, in the place of one's own at once."""
        with self._errors():
            self._database.take_over(other)
