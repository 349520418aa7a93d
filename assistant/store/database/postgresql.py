"""The catalog's database where more than one machine writes or reads it: PostgreSQL, with the ranking that SQLite has.

The words of a chunk stand in a ``tsvector`` as SQLite would have cut and stemmed them (:mod:`.tokens`): those of the title have
the weight A, of the headings B, of the body C. Its GIN index finds the chunks that hold a word or a run of words. They are
ranked by BM25 as FTS5 computes it (sqlite.org/fts5.html#the_bm25_function), from the places in the ``tsvector`` and from
``stems``: in how many chunks each stem occurs, kept up by every write. The row of the empty stem counts all chunks, and all
their words.

One writer: an advisory lock, which PostgreSQL lets go of when the connection that holds it ends, however it ends.
"""

from __future__ import annotations

import os
import platform
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from assistant.errors import IndexLocked, SettingsError, StoreUnavailable
from assistant.store.database import FieldWeights, revision_on
from assistant.store.database.tokens import Tokens, telling_in
from assistant.store.rows import Postings
from assistant.store.schema import CHUNK_FIELDS

T = TypeVar("T")

WAIT_SECONDS = 10  # for another writer
SERVER_SECONDS = 60.0  # that a statement may take, or a server be silent; psycopg by itself waits for ever
WHOLE_SECONDS = 3600.0  # that one may take which reads or replaces all there is
BATCH = 500  # rows a statement
K1, B = 1.2, 0.75
_LEAST_IDF = 1e-6  # FTS5: of a word that more than half of the chunks hold
_LONGEST = 2000  # bytes of a word; PostgreSQL keeps none longer than 2,046
_WEIGHT = {"title": "A", "heading": "B", "body": "C"}
_ALL = ""  # the stem that stands for all

_MAKE = (
    "CREATE TABLE IF NOT EXISTS words (key BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL, length INTEGER NOT NULL)",
    "CREATE INDEX IF NOT EXISTS words_terms ON words USING gin (terms)",
    'CREATE TABLE IF NOT EXISTS stems (stem TEXT COLLATE "C" PRIMARY KEY, held BIGINT NOT NULL, in_body BIGINT NOT NULL)',
)
_LOCK = "hashtext('research-assistant'), hashtext(current_schema())"
_ADD = sa.text("INSERT INTO words (key, terms, length) VALUES (:key, CAST(:terms AS tsvector), :length)")
_COUNTED = f"""
    SELECT lexeme AS stem, count(*) AS held, count(*) FILTER (WHERE 'C' = ANY (weights)) AS in_body
    FROM words, unnest(terms) {{chosen}} GROUP BY lexeme
    UNION ALL SELECT '{_ALL}', count(*), coalesce(sum(length), 0) FROM words {{chosen}}"""
_OF_KEYS = "WHERE key = ANY (CAST(:keys AS bigint[]))"
_COUNT_IN = sa.text(
    f"""INSERT INTO stems {_COUNTED.format(chosen=_OF_KEYS)}
    ON CONFLICT (stem) DO UPDATE SET held = stems.held + excluded.held, in_body = stems.in_body + excluded.in_body"""
)
_COUNT_OUT = sa.text(
    f"""UPDATE stems SET held = stems.held - gone.held, in_body = stems.in_body - gone.in_body
    FROM ({_COUNTED.format(chosen=_OF_KEYS)}) AS gone WHERE stems.stem = gone.stem"""
)
_SCORES = sa.text(
    """WITH held AS (
        SELECT key, terms, length FROM words WHERE terms @@ CAST(:match AS tsquery)
    ), asked AS (
        SELECT * FROM unnest(CAST(:stems AS text[]), CAST(:places AS int[])) AS asked(stem, place)
    ), begun AS ( -- where the run of words begins in each chunk
        SELECT held.key, held.length,
               min(CASE at.weight WHEN 'A' THEN CAST(:title AS float8) WHEN 'B' THEN :heading ELSE :body END) AS weight
        FROM held, unnest(held.terms) AS word(stem, positions, weights) JOIN asked ON asked.stem = word.stem,
             unnest(word.positions, word.weights) AS at(position, weight)
        GROUP BY held.key, held.length, at.position - asked.place
        HAVING count(*) = cardinality(CAST(:stems AS text[])) AND min(at.weight) = max(at.weight)
    ), counted AS (
        SELECT key, length, sum(weight) AS often FROM begun GROUP BY key, length
    ), told AS (
        SELECT CAST(in_body AS float8) / held AS mean, greatest(ln((held - n + 0.5) / (n + 0.5)), :least) AS idf
        FROM stems, (SELECT CAST(count(*) AS float8) AS n FROM counted) AS chunks WHERE stem = ''
    )
    SELECT key, idf * often * (:k1 + 1) / (often + :k1 * (1 - :b + :b * length / mean)) AS score
    FROM counted, told ORDER BY key"""
)
_CHUNKS_IN = {
    column: sa.text(f"SELECT {', '.join(CHUNK_FIELDS)} FROM chunks WHERE {column} = ANY (CAST(:wanted AS {kind}[])) ORDER BY key")
    for column, kind in (("key", "bigint"), ("id", "text"))
}
_NO_CHUNK = "NOT EXISTS (SELECT 1 FROM chunks WHERE chunks.key = words.key)"
_NO_DOCUMENT = "NOT EXISTS (SELECT 1 FROM documents WHERE documents.id = chunks.document)"
_OF_CHUNK = 'id document ordinal start "end" context tabular sentences vector sentence_vectors'.split()
_THEIR_CHUNKS = (
    f"SELECT {', '.join(f'chunks.{name}' for name in _OF_CHUNK)}, words.title, words.heading, words.body"
    " FROM chunks JOIN words ON words.rowid = chunks.key ORDER BY chunks.key"
)
_TAKE_CHUNK = sa.text(
    f"INSERT INTO chunks ({', '.join(_OF_CHUNK)}) VALUES ({', '.join(':' + name.strip(chr(34)) for name in _OF_CHUNK)})"
)
_MAKE_FACTS = "('embedder', 'embedder_setting', 'chunking', 'collection', 'vectors_unsettled')"


class Postgresql:
    """See :class:`assistant.store.database.Database`."""

    shared = True

    def __init__(self, url: sa.URL) -> None:
        options = {
            "application_name": f"assistant, process {os.getpid()} on {platform.node()}",
            "connect_timeout": 10,
            "keepalives_idle": 30,
            "keepalives_interval": 10,
            "keepalives_count": 3,
            "tcp_user_timeout": 30_000,
        }
        given = {name: value for name, value in options.items() if name not in url.query}
        try:
            # a connection that has died since it was used last is noticed, and another is made
            self.engine = sa.create_engine(url.set(drivername="postgresql+psycopg"), connect_args=given, pool_pre_ping=True)
        except ModuleNotFoundError as error:
            raise SettingsError("a catalog on PostgreSQL needs: pip install 'research-assistant[postgres]'") from error
        sa.event.listen(self.engine, "do_connect", _connected)
        sa.event.listen(self.engine, "connect", _prepare)
        self._tokens = Tokens()

    def close(self) -> None:
        self._tokens.close()
        self.engine.dispose()

    def revision(self) -> int:
        with self.engine.connect() as connection:
            return revision_on(connection)

    def make_tables(self, connection: sa.Connection, tables: sa.MetaData) -> None:
        connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({_LOCK})"))  # of two that find nothing, one makes it
        if (encoding := connection.scalar(sa.text("SHOW server_encoding"))) != "UTF8":
            raise StoreUnavailable(f"{self.engine.url} is encoded in {encoding}; make a database with: createdb --encoding UTF8")
        tables.create_all(connection)
        for statement in _MAKE:
            connection.execute(sa.text(statement))

    @contextmanager
    def writer(self) -> Iterator[sa.Connection | None]:
        connection = self.engine.connect()
        try:
            end = time.monotonic() + WAIT_SECONDS
            while not connection.scalar(sa.text(f"SELECT pg_try_advisory_lock({_LOCK})")):
                if time.monotonic() > end:
                    raise IndexLocked(
                        f"{self.engine.url} is being written by {_holder(connection)}; try again when it has finished"
                    )
                connection.rollback()
                time.sleep(0.2)
            connection.commit()
            yield connection
        finally:
            connection.invalidate()  # closes it, and so lets go
            connection.close()

    # -- words -------------------------------------------------------------------------------------------------------

    def add_words(self, connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        connection.execute(_ADD, self._kept(rows))
        connection.execute(_COUNT_IN, {"keys": [row["key"] for row in rows]})

    def _kept(self, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Return what is kept of rows of words."""
        return [{"key": key, "terms": _vector(found), "length": len(found)} for key, found in self._tokens.of_rows(rows).items()]

    def drop_words(self, connection: sa.Connection, keys: Sequence[int]) -> None:
        connection.execute(_COUNT_OUT, {"keys": list(keys)})
        connection.execute(sa.text(f"DELETE FROM words {_OF_KEYS}"), {"keys": list(keys)})

    def chunks_in(self, connection: sa.Connection, column: str, wanted: Sequence[int] | Sequence[str]) -> Sequence[sa.Row[Any]]:
        return connection.execute(_CHUNKS_IN[column], {"wanted": list(wanted)}).all()

    def keys_of(self, connection: sa.Connection, documents: Collection[str]) -> list[int]:
        statement = sa.text("SELECT key FROM chunks WHERE document = ANY (CAST(:documents AS text[])) ORDER BY key")
        return list(connection.scalars(statement, {"documents": sorted(documents)}))

    def postings(self, connection: sa.Connection, wanted: Sequence[str], weights: FieldWeights) -> list[Postings]:
        runs = {word: [_short(stem) for stem in self._tokens.of(word)] for word in wanted}
        counts = self._counts(connection, "in_body", sorted({run[0] for run in runs.values() if len(run) == 1}))
        return [self._holding(connection, runs[word], weights, counts) for word in wanted]

    def _holding(self, connection: sa.Connection, run: list[str], weights: FieldWeights, counts: Mapping[str, int]) -> Postings:
        if not run:
            return Postings.of([])
        telling = telling_in(run)
        values = {**dict(zip(_WEIGHT, weights, strict=True)), "match": _run(telling), "k1": K1, "b": B, "least": _LEAST_IDF}
        found = connection.execute(_SCORES, {**values, "stems": list(telling.values()), "places": list(telling)})
        return Postings.of(found, counts.get(run[0], 0) if len(run) == 1 else 0)

    def _counts(self, connection: sa.Connection, column: str, stems: Sequence[str]) -> dict[str, int]:
        statement = sa.text(f"SELECT stem, {column} AS n FROM stems WHERE stem = ANY (CAST(:stems AS text[]))")
        return {row.stem: int(row.n) for row in connection.execute(statement, {"stems": list(stems)}) if row.n and row.stem}

    def common_stems(self, connection: sa.Connection) -> list[tuple[str, int]]:
        return []  # each is a query: those of ten thousand chunks took a minute and a half

    def stems_from(self, connection: sa.Connection, beginning: str) -> list[tuple[str, int]]:
        statement = sa.text("SELECT stem, in_body FROM stems WHERE starts_with(stem, :beginning) AND in_body > 0 ORDER BY stem")
        return [(row.stem, int(row.in_body)) for row in connection.execute(statement, {"beginning": beginning}) if row.stem]

    def postings_of(self, connection: sa.Connection, stems: Collection[str], weights: FieldWeights) -> dict[str, Postings]:
        counts = self._counts(connection, "in_body", sorted(stems))
        return {stem: self._holding(connection, [stem], weights, counts) for stem in stems}

    def keys_mentioning(self, connection: sa.Connection, phrase: str) -> list[int]:
        statement = sa.text("SELECT key FROM words WHERE terms @@ CAST(:match AS tsquery)")
        match = _run(telling_in([_short(word) for word in self._tokens.of(phrase)]), _WEIGHT["body"])
        return list(connection.scalars(statement, {"match": match}))

    # -- upkeep ------------------------------------------------------------------------------------------------------

    def damage(self, connection: sa.Connection) -> str | None:
        different = sa.text(
            f"SELECT count(*) FROM ({_COUNTED.format(chosen='')}) AS counted FULL JOIN stems ON stems.stem = counted.stem"
            " WHERE (stems.held, stems.in_body) IS DISTINCT FROM (counted.held, counted.in_body)"
            " AND coalesce(stems.held, counted.held) > 0"
        )
        with _at_length(connection):
            wrong = connection.scalar(different)
        return f"{wrong} of its counts are not those of its chunks" if wrong else None

    def differing_words(self, connection: sa.Connection, document: str, rows: Iterable[Mapping[str, Any]]) -> int:
        wanted = self._kept(rows)
        statement = sa.text(
            "SELECT count(*) FROM unnest(CAST(:keys AS bigint[]), CAST(:terms AS text[]), CAST(:lengths AS int[]))"
            " AS wanted(key, terms, length) LEFT JOIN words ON words.key = wanted.key"
            " WHERE (words.terms, words.length) IS DISTINCT FROM (CAST(wanted.terms AS tsvector), wanted.length)"
        )
        names = {"keys": "key", "terms": "terms", "lengths": "length"}
        return int(connection.scalar(statement, {name: [row[of] for row in wanted] for name, of in names.items()}) or 0)

    def stray_words(self, connection: sa.Connection) -> int:
        return int(connection.scalar(sa.text(f"SELECT count(*) FROM words WHERE {_NO_CHUNK}")) or 0)

    def drop_stray_words(self, connection: sa.Connection) -> None:
        lost = f"SELECT key FROM words WHERE {_NO_CHUNK} OR key IN (SELECT key FROM chunks WHERE {_NO_DOCUMENT})"
        if keys := list(connection.scalars(sa.text(lost))):
            self.drop_words(connection, keys)

    def rewrite_words(self, connection: sa.Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        connection.execute(sa.text("TRUNCATE words, stems"))
        for batch in _batches(rows):
            self.add_words(connection, batch)

    def take_over(self, other: Path) -> None:
        """Keys go on, so that an old one cannot come to mean a new chunk."""
        with self.engine.begin() as connection, closing(sqlite3.connect(f"{other.as_uri()}?mode=ro", uri=True)) as source:
            source.row_factory = sqlite3.Row
            connection.execute(sa.text("UPDATE meta SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE key = 'revision'"))
            with _at_length(connection):
                for table in ("words", "stems", "chunks", "outbox"):
                    connection.execute(sa.text(f"DELETE FROM {table}"))
            for batch in _batches(source.execute(_THEIR_CHUNKS)):
                taken = [dict(row) for row in batch]
                connection.execute(_TAKE_CHUNK, taken)
                mine = sa.text("SELECT id, key FROM chunks WHERE id = ANY (CAST(:ids AS text[]))")
                keys = {row.id: row.key for row in connection.execute(mine, {"ids": [row["id"] for row in taken]})}
                self.add_words(connection, [{**row, "key": keys[row["id"]]} for row in taken])
            ready = sa.text("UPDATE documents SET state = 'ready', chunks = :chunks WHERE id = :id")
            if counts := [dict(row) for row in source.execute("SELECT id, chunks FROM documents")]:
                connection.execute(ready, counts)
            facts = [dict(row) for row in source.execute(f"SELECT key, value FROM meta WHERE key IN {_MAKE_FACTS}")]
            connection.execute(
                sa.text("INSERT INTO meta VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value"), facts
            )


def _batches(rows: Iterable[T]) -> Iterator[list[T]]:
    each = iter(rows)
    while batch := list(islice(each, BATCH)):
        yield batch


def _vector(found: Sequence[tuple[str, str, int]]) -> str:
    """Write words as a tsvector: the columns one after the other, a place apart, so that no run of words goes across."""
    first, starts = 1, {}
    for column in _WEIGHT:
        starts[column] = first
        first += 1 + max((place + 1 for _, of, place in found if of == column), default=0)
    places: dict[str, list[str]] = {}
    for word, column, place in sorted(found, key=lambda one: (starts[one[1]], one[2])):
        places.setdefault(_short(word), []).append(f"{starts[column] + place}{_WEIGHT[column]}")
    return " ".join(f"{_quoted(word)}:{','.join(at)}" for word, at in places.items())


def _run(words: Mapping[int, str], weight: str = "") -> str:
    """Write words, each by its place in a run, as a tsquery; empty where there are none."""
    at = sorted(words)
    gaps = ("", *(f" <{later - one}> " for one, later in pairwise(at)))
    return "".join(f"{gap}{_quoted(words[one])}{weight and ':' + weight}" for gap, one in zip(gaps, at, strict=False))


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _short(word: str) -> str:
    return word if len(word) <= _LONGEST // 4 else word.encode()[:_LONGEST].decode(errors="ignore")


def _holder(connection: sa.Connection) -> str:
    """Say who holds the writer's lock, as far as one may know."""
    found = connection.execute(
        sa.text(
            "SELECT application_name AS name, backend_start AS since FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE locktype = 'advisory' AND granted AND ROW (classid, objid) = ROW (CAST(CAST(hashtext('research-assistant') AS"
            " bigint) & 4294967295 AS oid), CAST(CAST(hashtext(current_schema()) AS bigint) & 4294967295 AS oid))"
            " AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database()) LIMIT 1"
        )
    ).one_or_none()
    if found is None or not found.name:
        return "another process"
    return f"{found.name.removeprefix('assistant, ')}, since {found.since:%Y-%m-%d %H:%M:%S}"


def _connected(_dialect: Any, _record: Any, given: list[Any], named: dict[str, Any]) -> Any:
    """Connect to a server for no longer than it answers."""
    import psycopg

    class Patient(psycopg.Connection[Any]):
        seconds = SERVER_SECONDS

        def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
            seconds = self.seconds if timeout is None else timeout
            begun = time.monotonic()
            try:
                return super().wait(gen, interval, seconds)
            except psycopg.OperationalError:
                if time.monotonic() - begun < seconds:
                    raise
                self.close()  # or to undo what was begun would wait as long again
                raise psycopg.OperationalError(f"the server has not answered for {seconds:g} seconds") from None

    return Patient.connect(*given, **named)


@contextmanager
def _at_length(connection: sa.Connection) -> Iterator[None]:
    """Give the statements of a block the time that all the rows of a large catalog take."""
    driver: Any = connection.connection.driver_connection
    usual, driver.seconds = driver.seconds, WHOLE_SECONDS
    try:
        yield
    finally:
        driver.seconds = usual


def _prepare(connection: Any, _record: Any) -> None:
    """Keep a replacement character for NUL, which PostgreSQL has no place for; texts and places of words are not affected."""
    from psycopg.types.string import StrDumper

    class WithoutNul(StrDumper):
        def dump(self, obj: str) -> Any:
            return super().dump(obj.replace("\0", "\ufffd") if "\0" in obj else obj)

    connection.adapters.register_dumper(str, WithoutNul)
