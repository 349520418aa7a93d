"""What the catalog's database looks like, how it is made, and how one of an older version is made one of this version.

A change of the tables gets a new number and a step that leads to it from the one before. A step runs with everything in
between in one transaction: a crash leaves the older version, and the next opening takes the step again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import sqlalchemy as sa

from assistant.chunk import tabular
from assistant.errors import IndexMismatch
from assistant.rows import document_from

SCHEMA = 2

tables = sa.MetaData()
meta = sa.Table("meta", tables, sa.Column("key", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False))
roots = sa.Table("roots", tables, sa.Column("path", sa.Text, primary_key=True), sa.Column("alias", sa.Text, nullable=False))
documents = sa.Table(
    "documents",
    tables,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("root", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("stamp", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("date", sa.Text),
    sa.Column("details", sa.Text, nullable=False),
    sa.Column("chunks", sa.Integer, nullable=False),
    sa.Column("text", sa.LargeBinary, nullable=False),
    sa.Column("segments", sa.LargeBinary, nullable=False),
)
chunks = sa.Table(
    "chunks",
    tables,
    sa.Column("key", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("document", sa.Text, nullable=False, index=True),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("context", sa.Text, nullable=False),
    sa.Column("tabular", sa.Float, nullable=False),
    sa.Column("sentences", sa.Text, nullable=False),
    sa.Column("vector", sa.LargeBinary),
    sa.Column("sentence_vectors", sa.LargeBinary),
    sqlite_autoincrement=True,  # a key is never given twice, so an old one cannot come to mean a new chunk
)
outbox = sa.Table(
    "outbox",
    tables,
    sa.Column("key", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("chunk", sa.Text, nullable=False),
)


WORDS = (
    'CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(title, heading, body, tokenize = "porter unicode61 remove_diacritics 2")',
    "CREATE VIRTUAL TABLE IF NOT EXISTS body_counts USING fts5vocab(words, col)",
)


def make(engine: sa.Engine) -> None:
    """Make what is not there yet, or upgrade what is older. A catalog of this version is only read. Raises IndexMismatch."""
    found = _version(engine)
    if found is None:
        with engine.begin() as connection:
            tables.create_all(connection)
            for statement in WORDS:
                connection.execute(sa.text(statement))
            connection.execute(  # last: a catalog that has its schema is whole
                sa.text("INSERT OR IGNORE INTO meta VALUES ('schema', :v), ('revision', '0')"), {"v": str(SCHEMA)}
            )
    elif found != SCHEMA:
        _upgrade(engine)


def _version(engine: sa.Engine) -> int | None:
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("meta"):
            return None
        found = connection.scalar(sa.select(meta.c.value).where(meta.c.key == "schema"))
        return None if found is None else int(found)


def _upgrade(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        # opens the transaction, which the change of a table alone would not, and waits for another process that upgrades
        connection.execute(sa.text("UPDATE meta SET value = value WHERE key = 'schema'"))
        found = int(connection.scalar(sa.select(meta.c.value).where(meta.c.key == "schema")) or 0)
        if found > SCHEMA:
            raise IndexMismatch(f"the catalog is of a newer version ({found}, this one reads {SCHEMA}); upgrade the program")
        for version in range(found, SCHEMA):
            if version not in STEPS:
                message = f"the catalog is of version {found}, which cannot be upgraded to {SCHEMA}; read the documents again"
                raise IndexMismatch(f"{message}: assistant ingest FOLDER --data ANOTHER")
            STEPS[version](connection)
        connection.execute(sa.text("UPDATE meta SET value = :v WHERE key = 'schema'"), {"v": str(SCHEMA)})


def _add_tabular(connection: sa.Connection) -> None:
    """2: chunks say how much of them stands in tables."""
    connection.execute(sa.text("ALTER TABLE chunks ADD COLUMN tabular FLOAT NOT NULL DEFAULT 0"))
    for id_ in connection.scalars(sa.select(documents.c.id)).all():
        document = document_from(connection.execute(sa.select(documents).where(documents.c.id == id_)).one())
        of_it = connection.execute(sa.select(chunks.c.key, chunks.c.start, chunks.c.end).where(chunks.c.document == id_))
        for key, start, end in of_it.all():
            connection.execute(sa.update(chunks).where(chunks.c.key == key).values(tabular=tabular(document, start, end)))


STEPS: Mapping[int, Callable[[sa.Connection], None]] = MappingProxyType({1: _add_tabular})
"""By version, what leads from it to the next."""
