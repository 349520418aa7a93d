"""What was asked and how it was answered: enough to explain an answer later, to run it again, and to see what is missing.

The faces record each answer; nothing on the way to an answer depends on it, and a record that cannot be written never
makes one fail. Records are kept in the data folder, the newest :data:`KEEP` of them, until they are purged by age. With
them are kept what readers thought of answers (a thumb, a reason) and the questions they logged as gaps.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, Protocol, Self

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from assistant.errors import AssistantError, StoreUnavailable, UsageError, of_system
from assistant.store.database import in_short
from assistant.store.database.sqlite import keep_a_log
from assistant.store.gaps import PastQuestion
from assistant.store.read_only import is_read_only, lent
from assistant.types import Answer, Turn

log = logging.getLogger(__name__)

FILE = "records.sqlite"
KEEP = 5000  # answers, those given last
EVER = "~"  # behind every time, also those that a clock gave which was ahead of time
EXCERPT_CHARS = 300  # of a passage; the whole of it is in the corpus

_tables = sa.MetaData()
_records = sa.Table(
    "records",
    _tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("asked", sa.Text, nullable=False, index=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sqlite_autoincrement=True,  # an id is never given twice
)
_citations = sa.Table(
    "citations",
    _tables,
    sa.Column("record", sa.ForeignKey("records.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("citation", sa.Text, nullable=False, index=True),
    sa.Column("quote", sa.Text, nullable=False),
)
_judgements = sa.Table(
    "judgements",
    _tables,
    sa.Column("record", sa.ForeignKey("records.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("given", sa.Text, nullable=False),
    sa.Column("thumb", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)
_gaps = sa.Table(
    "gaps",
    _tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("logged", sa.Text, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

Thumb = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Record:
    """One answer and what it depended on. ``asked`` is UTC in ISO 8601; ``fingerprint`` is that of the assistant.

    ``features`` holds, by the citation id of a passage, its score at each stage. The texts of passages are excerpts.
    """

    id: int
    asked: str
    answer: Answer
    fingerprint: Mapping[str, Any]
    features: Mapping[str, Mapping[str, float]]
    history: tuple[Turn, ...] = ()
    filters: tuple[str, ...] = ()
    thumb: Thumb | None = None
    thumb_reason: str = ""


class Recorded(Protocol):
    """What a record needs to know of the assistant that answered."""

    @property
    def settings(self) -> Any: ...
    @property
    def fingerprint(self) -> dict[str, Any]: ...


def record(assistant: Recorded, answer: Answer, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> int | None:
    """Keep an answer and return the id of its record, or ``None``, with a warning in the log, if that is not possible."""
    folder = assistant.settings.data.resolve()
    if is_read_only(folder):
        log.warning("the answer was not recorded: %s may only be read", folder)
        return None
    try:
        return _opened(folder).add(answer, assistant.fingerprint, history, filters)
    except AssistantError as error:
        _opened.cache_clear()  # the data folder may have been made anew
        log.warning("the answer was not recorded: %s", error)
        return None


@lru_cache(maxsize=4)
def _opened(folder: Path) -> Records:
    return Records.open(folder)


class Records:
    """The records of one data folder. Safe to use from several threads and processes."""

    def __init__(self, engine: sa.Engine, *, keep: int = KEEP, now: Callable[[], datetime] | None = None) -> None:
        self._engine = engine
        self._keep = keep
        self._now = now or (lambda: datetime.now(UTC))
        with self._transaction() as connection:
            make_tables(connection, _tables)

    @classmethod
    def open(cls, folder: Path, *, keep: int = KEEP, now: Callable[[], datetime] | None = None) -> Self:
        """Open the records in a data folder, made if need be. Raises StoreUnavailable."""
        return cls(engine_beside(folder, FILE), keep=keep, now=now)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _stamp(self) -> str:
        return stamp(self._now())

    def _transaction(self) -> AbstractContextManager[sa.Connection]:
        return transaction(self._engine)

    # -- answers -----------------------------------------------------------------------------------------------------

    def add(self, answer: Answer, fingerprint: Mapping[str, Any], history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> int:
        """Keep an answer and return the id of its record; the oldest go where there are too many."""
        body = {
            "answer": replace(answer, passages=tuple(replace(p, text=p.text[:EXCERPT_CHARS]) for p in answer.passages)).to_dict(),
            "fingerprint": fingerprint,
            "features": {p.citation_id: {k: round(v, 6) for k, v in p.features.items()} for p in answer.passages},
            "history": [asdict(turn) for turn in history],
            "filters": list(filters),
        }
        values = {
            "asked": self._stamp(),
            "question": _storable(answer.standalone_question),
            "status": answer.status,
            "reason": answer.reason,
            "body": zlib.compress(json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass"), 1),
        }
        with self._transaction() as connection:
            id_ = connection.execute(sa.insert(_records), values).lastrowid
            cited = [{"record": id_, "citation": c.citation_id, "quote": _storable(c.quote)} for c in answer.citations]
            if cited:
                connection.execute(sa.insert(_citations), cited)
            connection.execute(sa.delete(_records).where(_records.c.id <= id_ - self._keep))
        return id_

    def read(self, id_: int | None = None) -> Record:
        """Return a record, by default the last. Raises UsageError if there is none."""
        query = sa.select(_records, _judgements.c.thumb, _judgements.c.reason.label("why")).join_from(
            _records, _judgements, isouter=True
        )
        query = query.order_by(_records.c.id.desc()).limit(1) if id_ is None else query.where(_records.c.id == id_)
        with self._transaction() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            what = "no answer has been recorded here yet" if id_ is None else f"no record {id_}; without a number it is the last"
            raise UsageError(what)
        return _record_from(row)

    def judged(self) -> list[Record]:
        """Return the records that a reader gave a thumb, oldest first."""
        query = sa.select(_records, _judgements.c.thumb, _judgements.c.reason.label("why")).join_from(_records, _judgements)
        with self._transaction() as connection:
            return [_record_from(row) for row in connection.execute(query.order_by(_records.c.id))]

    def quote(self, citation_id: str) -> str | None:
        """Return the words that an earlier answer gave under a citation id."""
        query = sa.select(_citations.c.quote).where(_citations.c.citation == citation_id).limit(1)
        with self._transaction() as connection:
            return connection.scalar(query)

    # -- what readers said -------------------------------------------------------------------------------------------

    def judge(self, id_: int, thumb: Thumb, reason: str = "") -> None:
        """Keep what a reader thought of an answer, in place of what was thought before. Raises UsageError."""
        with self._transaction() as connection:
            if connection.scalar(sa.select(_records.c.id).where(_records.c.id == id_)) is None:
                raise UsageError(f"no record {id_}")
            connection.execute(sa.delete(_judgements).where(_judgements.c.record == id_))
            values = {"record": id_, "given": self._stamp(), "thumb": thumb, "reason": _storable(reason)}
            connection.execute(sa.insert(_judgements), values)

    def log_gap(self, question: str, reason: str = "") -> None:
        """Keep a question that a reader misses an answer to."""
        with self._transaction() as connection:
            values = {"logged": self._stamp(), "question": _storable(question), "reason": _storable(reason)}
            id_ = connection.execute(sa.insert(_gaps), values).lastrowid
            connection.execute(sa.delete(_gaps).where(_gaps.c.id <= id_ - self._keep))

    def asked(self) -> list[PastQuestion]:
        """Return every question that was answered, declined or logged as a gap, oldest first."""
        answered = sa.select(_records.c.asked, _records.c.question, _records.c.status, _records.c.reason).where(
            _records.c.status.in_(("answered", "declined"))
        )
        logged = sa.select(_gaps.c.logged, _gaps.c.question, sa.literal("logged"), _gaps.c.reason)
        with self._transaction() as connection:
            rows = connection.execute(sa.union_all(answered, logged)).all()
        return sorted((PastQuestion(q, when, status, reason or "") for when, q, status, reason in rows), key=lambda a: a.when)

    # -- forgetting --------------------------------------------------------------------------------------------------

    def purge(self, older_than_days: float = 0) -> dict[str, int]:
        """Delete what is older, for good, all of it if 0, and say how many records and gaps went and how many records are left."""
        before = stamp(self._now() - timedelta(days=older_than_days)) if older_than_days else EVER
        with self._transaction() as connection:
            records = connection.execute(sa.delete(_records).where(_records.c.asked <= before)).rowcount
            gaps = connection.execute(sa.delete(_gaps).where(_gaps.c.logged <= before)).rowcount
            kept = connection.scalar(sa.select(sa.func.count()).select_from(_records)) or 0
        overwrite(self._engine)
        return {"records": records, "gaps": gaps, "kept": kept}


def _record_from(row: sa.Row[Any]) -> Record:
    body = json.loads(zlib.decompress(row.body).decode("utf-8", "surrogatepass"))
    return Record(
        id=row.id,
        asked=row.asked,
        answer=answer_from(body["answer"]),
        fingerprint=body["fingerprint"],
        features=body["features"],
        history=tuple(Turn(**turn) for turn in body["history"]),
        filters=tuple(body["filters"]),
        thumb=row.thumb,
        thumb_reason=row.why or "",
    )


def engine_beside(folder: Path, name: str) -> sa.Engine:
    """Return the engine of a database beside the catalog, of a copy where that may only be read. Raises StoreUnavailable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder = lent(folder, name) if is_read_only(folder) else folder
    except sqlite3.Error as error:
        raise StoreUnavailable(f"{folder / name}: {in_short(error)}") from error
    except OSError as error:
        raise StoreUnavailable(f"{folder}: {of_system(error)}") from error
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(folder / name)))
    sa.event.listen(engine, "connect", _prepare)
    return engine


def stamp(time: datetime) -> str:
    """Return a time as it is kept: in UTC, so that later ones stay later where the clocks are put back."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds")


@contextmanager
def transaction(engine: sa.Engine, **options: Any) -> Iterator[sa.Connection]:
    """Give a connection whose work is committed at the end. Raises StoreUnavailable."""
    try:
        with engine.execution_options(**options).begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise StoreUnavailable(f"{engine.url.database}: {in_short(getattr(error, 'orig', None) or error)}") from error


def overwrite(engine: sa.Engine) -> None:
    """Rewrite the file, so that what was deleted cannot be read from it either. Raises StoreUnavailable."""
    with transaction(engine, isolation_level="AUTOCOMMIT") as connection:
        for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            connection.exec_driver_sql(statement)


def make_tables(connection: sa.Connection, tables: sa.MetaData) -> None:
    """Make the tables that are not there yet; of two processes that do so at once, neither fails."""
    for table in tables.sorted_tables:
        connection.execute(sa.schema.CreateTable(table, if_not_exists=True))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            connection.execute(sa.schema.CreateIndex(index, if_not_exists=True))


def _prepare(connection: Any, _record: Any) -> None:
    """Let readers go on while one writes, and wait for another writer, not for the disk: the last may go with the power."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 0")  # of two that wait for each other to switch, neither would
    keep_a_log(cursor)
    for pragma in ("busy_timeout = 10000", "synchronous = NORMAL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _storable(text: str) -> str:
    """Return text that can be stored: what a terminal gave that is no Unicode becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


def answer_from(stored: Mapping[str, Any]) -> Answer:
    """Return the Answer that :meth:`Answer.to_dict` wrote; other names in it are left out. Raises UsageError."""
    from pydantic import ValidationError

    try:
        answer: Answer = _adapter().validate_python(dict(stored))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"that is not an answer: {where}: {first['msg']}") from error
    return answer


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)
