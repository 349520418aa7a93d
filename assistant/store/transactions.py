"""The transactions of a catalog: who reads, who writes, and the facts and the revision that every write moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import sqlalchemy as sa

from assistant.errors import IndexMissing
from assistant.store import schema
from assistant.store.database import open_database, revision_on, storage_errors

_NEXT_REVISION = sa.text("UPDATE meta SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE key = 'revision'")
_SET_FACT = sa.text("INSERT INTO meta VALUES (:k, :v) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
_COUNT_UP = sa.text(
    "INSERT INTO meta VALUES (:k, '1') ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT)"
)
_FACT = sa.select(schema.meta.c.value).where(schema.meta.c.key == sa.bindparam("key"))


class Transactions:
    """A catalog's database: every method is one transaction, unless it is called inside :meth:`writing`."""

    def __init__(self, url: str | sa.URL, *, make: bool = True) -> None:
        """Open the catalog at a SQLAlchemy URL; one that is not there is made, or is missing. Raises IndexMissing."""
        self._database = open_database(url)
        self._connection: sa.Connection | None = None
        self._writer: sa.Connection | None = None
        try:
            with self._errors():
                if not make and schema.version(self._database.engine) is None:
                    raise IndexMissing(f"nothing has been ingested into {self.url} yet; run: assistant ingest FOLDER --catalog URL")
                schema.make(self._database)
        except BaseException:
            self.close()
            raise

    @property
    def url(self) -> str:
        """Where it is, without the password."""
        return str(self._database.engine.url)

    @property
    def shared(self) -> bool:
        """Whether several machines may use it: then it is all that they have in common, and the data folder is not."""
        return self._database.shared

    def close(self) -> None:
        """Let go of the database; what reads or writes here afterwards fails."""
        self._database.close()

    def _errors(self) -> AbstractContextManager[None]:
        return storage_errors(self.url, server=self.shared)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the one right to write to a shared catalog; that to a folder is :mod:`assistant.store.lock`'s. Raises IndexLocked.

        What is written meanwhile goes over the connection that holds the right, so that losing one is losing both.
        """
        with self._errors(), self._database.writer() as connection:
            self._writer = connection
            try:
                yield
            finally:
                self._writer = None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make everything done inside one transaction, and move the revision."""
        begun = self._database.engine.begin() if self._writer is None else _begun(self._writer)
        with self._errors(), begun as connection:
            self._connection = connection
            try:
                yield
                connection.execute(_NEXT_REVISION)
            finally:
                self._connection = None

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        if self._connection is not None:
            yield self._connection
            return
        with self._errors(), self._database.engine.connect() as connection:
            yield connection

    def _write(self, statement: sa.Executable, parameters: Any = None) -> sa.CursorResult[Any]:
        return self._writing().execute(statement, parameters)

    def _writing(self) -> sa.Connection:
        assert self._connection is not None, "writes happen inside Catalog.writing()"
        return self._connection

    def _scalars(self, statement: sa.Select[Any]) -> list[Any]:
        with self._reading() as connection:
            return list(connection.scalars(statement))

    def _rows(self, statement: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        with self._reading() as connection:
            return connection.execute(statement).all()

    # -- facts about the whole -------------------------------------------------------------------------------------------

    @property
    def revision(self) -> int:
        """A number that every write moves, so that a reader can tell whether its caches still hold."""
        if self._connection is not None:
            return revision_on(self._connection)
        with self._errors():
            return self._database.revision()

    def fact(self, key: str) -> str | None:
        """Return a fact about the index, such as the name of its embedder."""
        with self._reading() as connection:
            return connection.scalar(_FACT, {"key": key})

    def facts(self, beginning: str) -> dict[str, str]:
        """Return the facts whose keys begin so, each under what follows in its key."""
        rows = self._rows(sa.select(schema.meta).where(sa.func.substr(schema.meta.c.key, 1, len(beginning)) == beginning))
        return {row.key.removeprefix(beginning): row.value for row in rows}

    def set_fact(self, key: str, value: str) -> None:
        """Keep a fact of the whole catalog, in the place of the one under this key."""
        self._write(_SET_FACT, {"k": key, "v": value})

    def drop_facts(self, keys: Iterable[str]) -> None:
        """Forget some facts."""
        self._write(sa.delete(schema.meta).where(schema.meta.c.key.in_(list(keys))))

    def count_up(self, key: str) -> None:
        """Move a fact that is a number by one."""
        self._write(_COUNT_UP, {"k": key})


@contextmanager
def _begun(connection: sa.Connection) -> Iterator[sa.Connection]:
    with connection.begin():
        yield connection
