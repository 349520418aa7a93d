"""Which database holds the catalog, and what each does in its own way: keyword search, one writer at a time, upkeep.

Documents, chunks and the outbox are the same tables everywhere (:mod:`assistant.store.schema`) and are read and written by the
catalog itself. A database here adds the keyword index over the chunks: SQLite its FTS5 (:mod:`.sqlite`), PostgreSQL its text search
(:mod:`.postgresql`). Both cut and stem words alike and rank by the same formula, so the same documents give the same answers.

``tokens`` cuts words for ``sqlite`` as PostgreSQL gets them, ``occurrences`` ranks what SQLite holds; ``postgresql`` does both in
the server.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DatabaseError, InterfaceError, OperationalError

from assistant.errors import MAKE_ROOM, SettingsError, StoreDamaged, StoreUnavailable, first_line, of_system
from assistant.store.rows import Postings

REVISION = "SELECT value FROM meta WHERE key = 'revision'"  # as text that never changes, which is prepared once

ADVICE = {  # by the result code of SQLite, the primary one or where it says more the extended one, https://sqlite.org/rescode.html
    8: "its folder may only be read; change that, or copy it and name the copy with --data",  # readonly
    10: "see that its drive is there, whole and not full; some network and cloud drives lack what it needs, so"
    " name a folder on a disk of this machine with --data",  # input or output, also where a quota is used up
    13: MAKE_ROOM,  # full
    4874: MAKE_ROOM,  # input or output, as what readers and writers of the log share is made larger
    14: "it must be readable, and where a file ending in -wal was left beside it, its folder writable;"
    " change that, or copy both and name the copy with --data",  # cannot open
}
INSTEAD = "restore a backup (assistant restore FILE --overwrite), or ingest the documents into another folder (--data)"
MISSING = ("no such table", "no such column")  # what SQLite says of a catalog that has lost a part
FieldWeights = tuple[float, float, float]
"""What an occurrence in the title, in a heading and in the body counts."""


class Database(Protocol):
    """What the catalog asks of its database. Rows of words are mappings of key, title, heading and body of a chunk."""

    shared: bool
    """Whether several machines may use it, so that what lies beside it on one of them is not all there is."""

    @property
    def engine(self) -> sa.Engine: ...

    def close(self) -> None:
        """Let go of every connection."""

    def revision(self) -> int:
        """Return the number that every write moves, as it was committed last; asked several times in every search."""

    def make_tables(self, connection: sa.Connection, tables: sa.MetaData) -> None:
        """Make those tables that are not there yet, and the keyword index."""

    def writer(self) -> AbstractContextManager[sa.Connection | None]:
        """Hold the one right to write, on the connection that is given, if any. Raises IndexLocked."""

    def add_words(self, connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None: ...
    def drop_words(self, connection: sa.Connection, keys: Sequence[int]) -> None: ...

    def chunks_in(self, connection: sa.Connection, column: str, wanted: Sequence[int] | Sequence[str]) -> Sequence[sa.Row[Any]]:
        """Return the chunks whose key or id is one of those wanted, in the order of their fields in a row."""

    def keys_of(self, connection: sa.Connection, documents: Collection[str]) -> list[int]: ...

    def postings(self, connection: sa.Connection, wanted: Sequence[str], weights: FieldWeights) -> list[Postings]:
        """Return the chunks that hold each of some words or runs of words, single spaces between them, and the scores."""

    def common_stems(self, connection: sa.Connection) -> list[tuple[str, int]]:
        """Return the stems that are worth fetching ahead, the most common first, and in the text of how many chunks each stands."""

    def stems_from(self, connection: sa.Connection, beginning: str) -> list[tuple[str, int]]:
        """Return the stems that begin so and stand in a text, in order, and in the text of how many chunks each does."""

    def postings_of(self, connection: sa.Connection, stems: Collection[str], weights: FieldWeights) -> dict[str, Postings]:
        """Return the chunks that hold each of some stems, and the scores."""

    def keys_mentioning(self, connection: sa.Connection, phrase: str) -> list[int]:
        """Return the keys of the chunks that hold a run of words in their text."""

    def damage(self, connection: sa.Connection) -> str | None:
        """Return what is broken in the keyword index. Raises StoreDamaged if more is."""

    def differing_words(self, connection: sa.Connection, document: str, rows: Iterable[Mapping[str, Any]]) -> int:
        """Return for how many chunks of a document the keyword index holds other words than these."""

    def stray_words(self, connection: sa.Connection) -> int:
        """Return how many entries of the keyword index are of chunks that are not there."""

    def drop_stray_words(self, connection: sa.Connection) -> None:
        """Take out the words of chunks that are not there, or whose document is not."""

    def rewrite_words(self, connection: sa.Connection, rows: Iterable[Mapping[str, Any]]) -> None: ...

    def take_over(self, other: Path) -> None:
        """Take chunks, words and make from a SQLite catalog of the same documents, in one transaction."""


def open_database(url: str | sa.URL) -> Database:
    """Return the database at a SQLAlchemy URL. Raises SettingsError where the URL is none of a database that is known."""
    try:
        parsed = sa.make_url(url)
    except ArgumentError as error:
        raise SettingsError("catalog is no URL; write postgresql://user@host:port/name, or leave it out for SQLite") from error
    kind = parsed.get_backend_name()
    if kind == "sqlite":
        from assistant.store.database.sqlite import Sqlite

        return Sqlite(parsed)
    if kind in ("postgresql", "postgres"):
        from assistant.store.database.postgresql import Postgresql

        return Postgresql(parsed)
    raise SettingsError(f"the catalog can be on postgresql:// or sqlite://, not on {kind}://")


def revision_on(connection: sa.Connection) -> int:
    """Return the revision that a connection sees."""
    return int(connection.exec_driver_sql(REVISION).scalar() or 0)


@contextmanager
def storage_errors(where: str, *, server: bool = False) -> Iterator[None]:
    """Turn what SQLAlchemy raises into errors that say what to do. A ``server`` refuses or is away; a file is damaged."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        if not server and str(error.orig).startswith(MISSING):
            raise StoreDamaged(f"{where} is damaged: {error.orig}; {INSTEAD}") from error
        raise StoreUnavailable(f"{where}: {in_short(error.orig)}{'; is PostgreSQL up?' if server else ''}") from error
    except DatabaseError as error:
        if server:
            raise StoreUnavailable(f"{where}: {in_short(error.orig)}") from error
        raise StoreDamaged(f"{where} is not a catalog or is damaged: {error.orig}; {INSTEAD}") from error
    except OSError as error:
        raise StoreUnavailable(f"{error.filename or where}: {of_system(error)}") from error


def in_short(error: object) -> str:
    """Return the first line of what a driver says, and what to do where that is known."""
    said = first_line(error)
    code = getattr(error, "sqlite_errorcode", 0)
    advice = ADVICE.get(code) or ADVICE.get(code & 0xFF)
    return f"{said}; {advice}" if advice else said
