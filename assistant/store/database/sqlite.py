"""The catalog's database without a server: SQLite in the data folder, its keyword index in FTS5."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from assistant.errors import StoreDamaged, StoreUnavailable
from assistant.store.database import INSTEAD, REVISION, FieldWeights, revision_on, storage_errors
from assistant.store.database.occurrences import MAKE, Occurrences
from assistant.store.database.tokens import Tokens
from assistant.store.read_only import Mark, is_read_only, mark, reading
from assistant.store.rows import Postings
from assistant.store.schema import CHUNK_FIELDS

_MAKE = (
    'CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(title, heading, body, tokenize = "porter unicode61 remove_diacritics 2")',
    "CREATE VIRTUAL TABLE IF NOT EXISTS body_counts USING fts5vocab(words, col)",
)
_WAIT_S = 30.0
"""How long one who finds the file locked waits for it."""
_ADD = sa.text("INSERT INTO words (rowid, title, heading, body) VALUES (:key, :title, :heading, :body)")
_OF_CHUNK = 'id, document, ordinal, start, "end", context, tabular, sentences, vector, sentence_vectors'
_TAKE_OVER = (
    "DELETE FROM words",
    "DELETE FROM chunks",
    "DELETE FROM outbox",
    f"INSERT INTO chunks ({_OF_CHUNK}) SELECT {_OF_CHUNK} FROM other.chunks ORDER BY key",
    "INSERT INTO words (rowid, title, heading, body) SELECT chunks.key, old.title, old.heading, old.body FROM other.words AS old"
    " JOIN other.chunks AS theirs ON theirs.key = old.rowid JOIN main.chunks AS chunks ON chunks.id = theirs.id",
    "UPDATE documents SET state = 'ready',"
    " chunks = (SELECT theirs.chunks FROM other.documents AS theirs WHERE theirs.id = documents.id)",
    "INSERT OR REPLACE INTO meta SELECT key, value FROM other.meta"
    " WHERE key IN ('embedder', 'embedder_setting', 'chunking', 'collection', 'vectors_unsettled')",
)
_STEMS_FROM = "SELECT term, doc FROM body_counts WHERE col = 'body' AND term >= ? AND term < ? ORDER BY term"
_LAST = "\U0010ffff"
_CHUNKS_IN = {  # as text that never changes, which is prepared once
    column: f"SELECT {', '.join(CHUNK_FIELDS)} FROM chunks WHERE {column} IN (SELECT value FROM json_each(?))"
    for column in ("key", "id")
}


class Sqlite:
    """See :class:`assistant.store.database.Database`."""

    shared = False

    def __init__(self, url: sa.URL) -> None:
        self._file = Path(url.database) if url.database and is_read_only(Path(url.database).parent) else None
        if self._file is None:
            self.engine = sa.create_engine(url, connect_args={"timeout": _WAIT_S, "check_same_thread": False})
        else:
            self.engine = sa.create_engine(url, creator=partial(reading, self._file, _WAIT_S, check_same_thread=False))
        sa.event.listen(self.engine, "connect", _prepare if self._file is None else _prepare_to_read)
        self._mark: Mark | None = None
        self._occurrences = Occurrences()
        self._watching = threading.Lock()
        self._watch: sqlite3.Connection | None = None
        self._inode: int | None = None

    def close(self) -> None:
        with self._watching:
            self._drop_watch()
        if tokens := self.__dict__.pop("_tokens", None):
            tokens.close()
        self.engine.dispose()

    def revision(self) -> int:
        """Ask on a connection of its own, which is held; one from the pool takes five times as long or more."""
        with self._watching:
            self._look_again()
            try:
                if self._watch is None:
                    self._watch = self._outside_pool()
                    self._inode = self._inode or self._inode_now()
                elif self._file is None and self._inode_now() != self._inode:
                    raise StoreUnavailable(f"{self.engine.url.database} was replaced, as by a restore; restart what runs on it")
                found = self._watch.execute(REVISION).fetchall()  # to the end, or the log could not be begun again
            except sqlite3.Error:
                self._drop_watch()
            else:
                return int(found[0][0]) if found else 0
        with self.engine.connect() as connection:  # which says what is wrong as everything else does
            return revision_on(connection)

    def _inode_now(self) -> int | None:
        """Return which file lies where the catalog was opened; the one that is known where none does."""
        try:
            return Path(self.engine.url.database or "").stat().st_ino
        except OSError:
            return self._inode

    def _look_again(self) -> None:
        """Open a file that may only be read again where somebody else writes to it, or did."""
        if self._file is None:
            return
        try:
            found = mark(self._file)
        except OSError:
            return  # gone; who reads it next says so
        if found != self._mark:
            self._drop_watch()
            self.engine.dispose()
            self._mark = found

    def _outside_pool(self) -> sqlite3.Connection:
        """Return a connection that the pool neither keeps nor waits for."""
        held = self.engine.raw_connection()
        held.detach()
        connection: sqlite3.Connection = held.dbapi_connection  # type: ignore[assignment]
        return connection

    def _drop_watch(self) -> None:
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    @cached_property
    def _tokens(self) -> Tokens:
        return Tokens()

    def make_tables(self, connection: sa.Connection, tables: sa.MetaData) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # which making a table does not: who opens it now waits, and finds it made
        tables.create_all(connection)
        self._make_words(connection)

    def writer(self) -> AbstractContextManager[sa.Connection | None]:
        return nullcontext()  # the lock on the folder is enough: nobody reaches the file but through it

    def _make_words(self, connection: sa.Connection) -> None:
        for statement in _MAKE:
            connection.execute(sa.text(statement))

    def add_words(self, connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        connection.execute(_ADD, list(rows))

    def drop_words(self, connection: sa.Connection, keys: Sequence[int]) -> None:
        connection.execute(sa.text("DELETE FROM words WHERE rowid = :key"), [{"key": key} for key in keys])

    def chunks_in(self, connection: sa.Connection, column: str, wanted: Sequence[int] | Sequence[str]) -> Sequence[sa.Row[Any]]:
        return connection.exec_driver_sql(_CHUNKS_IN[column], (json.dumps(wanted),)).all()

    def keys_of(self, connection: sa.Connection, documents: Collection[str]) -> list[int]:
        statement = sa.text("SELECT key FROM chunks WHERE document IN (SELECT value FROM json_each(:documents))")
        return list(connection.scalars(statement, {"documents": json.dumps(sorted(documents))}))

    def postings(self, connection: sa.Connection, wanted: Sequence[str], weights: FieldWeights) -> list[Postings]:
        runs = {word: self._tokens.of(word) for word in wanted}
        held = self.postings_of(connection, {run[0] for run in runs.values() if len(run) == 1}, weights)
        return [
            held[run[0]] if len(run) == 1 else self._occurrences.of_run(connection, run, weights)
            for run in (runs[word] for word in wanted)
        ]

    def common_stems(self, connection: sa.Connection) -> list[tuple[str, int]]:
        statement = "SELECT term, doc FROM body_counts WHERE col = 'body' ORDER BY doc DESC, term"
        return [(row[0], row[1]) for row in connection.exec_driver_sql(statement)]

    def stems_from(self, connection: sa.Connection, beginning: str) -> list[tuple[str, int]]:
        return [(row[0], row[1]) for row in connection.exec_driver_sql(_STEMS_FROM, (beginning, beginning + _LAST))]

    def postings_of(self, connection: sa.Connection, stems: Collection[str], weights: FieldWeights) -> dict[str, Postings]:
        return self._occurrences.postings(connection, stems, weights)

    def keys_mentioning(self, connection: sa.Connection, phrase: str) -> list[int]:
        return self._occurrences.in_text(connection, self._tokens.of(phrase))

    # -- upkeep ------------------------------------------------------------------------------------------------------

    def damage(self, connection: sa.Connection) -> str | None:
        broken = None
        try:
            with storage_errors("the keyword index"):
                connection.execute(sa.text("INSERT INTO words (words) VALUES ('integrity-check')"))
        except StoreDamaged as error:
            broken = str(error)
        connection.rollback()
        for table in ("documents", "chunks", "outbox", "meta"):
            found = connection.execute(sa.text(f"PRAGMA quick_check({table})")).all()
            if [row[0] for row in found] != ["ok"]:
                raise StoreDamaged(f"{self.engine.url}: {found[0][0]}; {INSTEAD}")
        return broken

    def differing_words(self, connection: sa.Connection, document: str, rows: Iterable[Mapping[str, Any]]) -> int:
        statement = sa.text(
            "SELECT rowid, title, heading, body FROM words WHERE rowid IN (SELECT key FROM chunks WHERE document = :document)"
        )
        held = {row[0]: tuple(row[1:]) for row in connection.execute(statement, {"document": document})}
        return sum(held.get(row["key"]) != (row["title"], row["heading"], row["body"]) for row in rows)

    def stray_words(self, connection: sa.Connection) -> int:
        return int(connection.scalar(sa.text("SELECT count(*) FROM words WHERE rowid NOT IN (SELECT key FROM chunks)")) or 0)

    def drop_stray_words(self, connection: sa.Connection) -> None:
        connection.execute(
            sa.text("DELETE FROM words WHERE rowid NOT IN (SELECT key FROM chunks WHERE document IN (SELECT id FROM documents))")
        )

    def rewrite_words(self, connection: sa.Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        connection.execute(sa.text("UPDATE meta SET value = value"))  # opens the transaction, which a DROP alone would not
        for name in ("body_counts", "words"):
            connection.execute(sa.text(f"DROP TABLE IF EXISTS {name}"))
        self._make_words(connection)
        for row in rows:
            connection.execute(_ADD, row)

    def take_over(self, other: Path) -> None:
        """Keys go on, so that an old one cannot come to mean a new chunk."""
        with self.engine.connect() as connection:
            connection.exec_driver_sql("ATTACH DATABASE ? AS other", (str(other),))
            connection.commit()
            try:
                with connection.begin():
                    connection.execute(sa.text("UPDATE meta SET value = value + 1 WHERE key = 'revision'"))
                    for statement in _TAKE_OVER:
                        connection.execute(sa.text(statement))
            finally:
                connection.rollback()
                connection.exec_driver_sql("DETACH DATABASE other")


def _prepare(connection: Any, _record: Any) -> None:
    """Readers go on while one writes, and a commit is on the disk when it returns, also if the power fails then.

    WAL: a commit appends its pages to the log, each with a checksum over all before it, so of a commit that was cut off nothing
    is read. FULL: the log is synced at each commit, and with it, the first time, the folder that holds its name and the
    database's; with NORMAL the last commits could be lost. A checkpoint syncs the log before it copies pages from it, and the
    database before the log is begun again, so at every moment the two together hold all that was committed
    (sqlite.org/wal.html, sqlite.org/pragma.html#pragma_synchronous). It rests on a disk that has written when it says so, and on
    a local one: the memory that readers and writers of the log share is not shared over a network.
    """
    cursor = connection.cursor()
    keep_a_log(cursor)
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "cache_size = -32768"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.execute(MAKE)
    cursor.close()


def _prepare_to_read(connection: Any, _record: Any) -> None:
    """Set up a connection to a file that may only be read."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA cache_size = -32768")
    cursor.execute(MAKE)
    cursor.close()


def keep_a_log(cursor: sqlite3.Cursor) -> None:
    """Switch the file to WAL, waiting while others open it: the switch needs it alone, and fails at once where it is not."""
    until = time.monotonic() + _WAIT_S
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
