"""What the catalog's database looks like, how it is made, and how one of an older version is made one of this version.

A change of the tables gets a new number and a step that leads to it from the one before. A step runs with everything in
between in one transaction: a crash leaves the older version, and the next opening takes the step again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import sqlalchemy as sa

from assistant.errors import IndexMismatch, StoreDamaged
from assistant.store.database import INSTEAD
from assistant.store.rows import SCHEMA as SCHEMA
from assistant.store.rows import document_from

if TYPE_CHECKING:
    from assistant.store.database import Database

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")  # ordered by code points, as SQLite does
_KEY = sa.Integer().with_variant(sa.BigInteger(), "postgresql")
tables = sa.MetaData()
meta = sa.Table("meta", tables, sa.Column("key", _TEXT, primary_key=True), sa.Column("value", _TEXT, nullable=False))
roots = sa.Table("roots", tables, sa.Column("path", _TEXT, primary_key=True), sa.Column("alias", _TEXT, nullable=False))
documents = sa.Table(
    "documents",
    tables,
    sa.Column("id", _TEXT, primary_key=True),
    sa.Column("root", _TEXT, nullable=False),
    sa.Column("path", _TEXT, nullable=False),
    sa.Column("sha256", _TEXT, nullable=False),
    sa.Column("stamp", _TEXT, nullable=False),
    sa.Column("state", _TEXT, nullable=False),
    sa.Column("title", _TEXT, nullable=False),
    sa.Column("kind", _TEXT, nullable=False),
    sa.Column("date", _TEXT),
    sa.Column("details", _TEXT, nullable=False),
    sa.Column("chunks", sa.Integer, nullable=False),
    sa.Column("text", sa.LargeBinary, nullable=False),
    sa.Column("segments", sa.LargeBinary, nullable=False),
)
chunks = sa.Table(
    "chunks",
    tables,
    sa.Column("key", _KEY, primary_key=True, autoincrement=True),
    sa.Column("id", _TEXT, nullable=False, unique=True),
    sa.Column("document", _TEXT, nullable=False, index=True),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("context", _TEXT, nullable=False),
    sa.Column("tabular", sa.Float, nullable=False),
    sa.Column("sentences", _TEXT, nullable=False),
    sa.Column("vector", sa.LargeBinary),
    sa.Column("sentence_vectors", sa.LargeBinary),
    sqlite_autoincrement=True,  # a key is never given twice, so an old one cannot come to mean a new chunk
)
CHUNK_FIELDS = 'key id document ordinal start "end" context sentences vector sentence_vectors tabular'.split()
"""The columns of a :class:`~assistant.store.rows.ChunkRow`, in its order, as SQL has them."""

outbox = sa.Table(
    "outbox",
    tables,
    sa.Column("key", _KEY, primary_key=True, autoincrement=True),
    sa.Column("action", _TEXT, nullable=False),
    sa.Column("chunk", _TEXT, nullable=False),
)


def make(database: Database) -> None:
    """Make what is not there yet, or upgrade what is older. A catalog of this version is only read. Raises IndexMismatch."""
    found = version(database.engine)
    if found is None:
        with database.engine.begin() as connection:
            database.make_tables(connection, tables)
            connection.execute(  # last: a catalog that has its schema is whole
                sa.text("INSERT INTO meta VALUES ('schema', :v), ('revision', '0') ON CONFLICT (key) DO NOTHING"),
                {"v": str(SCHEMA)},
            )
    elif found != SCHEMA:
        _upgrade(database)


def version(engine: sa.Engine) -> int | None:
    """Return the version of the catalog that is there, ``None`` where there is none."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("meta"):
            return None
        found = connection.scalar(sa.select(meta.c.value).where(meta.c.key == "schema"))
        if found is not None and not found.isdecimal():
            raise StoreDamaged(f"the catalog is damaged: its version is {found!r}; {INSTEAD}")
        return None if found is None else int(found)


def _upgrade(database: Database) -> None:
    """Bring the tables to this version, a step at a time, in one transaction. Raises IndexMismatch where there is no way."""
    with database.engine.begin() as connection:
        # opens the transaction, which the change of a table alone would not, and waits for another process that upgrades
        connection.execute(sa.text("UPDATE meta SET value = value WHERE key = 'schema'"))
        found = int(connection.scalar(sa.select(meta.c.value).where(meta.c.key == "schema")) or 0)
        if found > SCHEMA:
            raise IndexMismatch(f"the catalog is of a newer version ({found}, this one reads {SCHEMA}); upgrade the program")
        for step in range(found, SCHEMA):
            if step not in STEPS:
                message = f"the catalog is of version {found}, which cannot be upgraded to {SCHEMA}; read the documents again"
                raise IndexMismatch(f"{message}: assistant ingest FOLDER --data ANOTHER")
            STEPS[step](connection)
        connection.execute(sa.text("UPDATE meta SET value = :v WHERE key = 'schema'"), {"v": str(SCHEMA)})


def _add_tabular(connection: sa.Connection) -> None:
    """2: chunks say how much of them stands in tables."""
    from assistant.chunk import tabular

    connection.execute(sa.text("ALTER TABLE chunks ADD COLUMN tabular FLOAT NOT NULL DEFAULT 0"))
    for id_ in connection.scalars(sa.select(documents.c.id)).all():
        document = document_from(connection.execute(sa.select(documents).where(documents.c.id == id_)).one())
        of_it = connection.execute(sa.select(chunks.c.key, chunks.c.start, chunks.c.end).where(chunks.c.document == id_))
        for key, start, end in of_it.all():
            connection.execute(sa.update(chunks).where(chunks.c.key == key).values(tabular=tabular(document, start, end)))


STEPS: Mapping[int, Callable[[sa.Connection], None]] = MappingProxyType({1: _add_tabular})
"""By version, what leads from it to the next."""
