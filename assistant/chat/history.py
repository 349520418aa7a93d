"""Conversations that survive a reload and a restart, kept in the data folder.

They are kept on the server's side, in SQLite, because an answer with its evidence is larger than what a browser keeps
for a page, and because an exported or judged answer must be found again. Each browser has a random name, in a cookie
that scripts cannot read; a reader sees the conversations of that name and no others.
"""

from __future__ import annotations

import json
import logging
import threading
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from assistant.converse.pointing import with_readings
from assistant.errors import StoreUnavailable
from assistant.store.records import EVER, answer_from, engine_beside, make_tables, overwrite, stamp, transaction
from assistant.types import Answer, Turn

if TYPE_CHECKING:
    from sqlalchemy import Engine, Table

log = logging.getLogger(__name__)

FILE = "conversations.sqlite"
HELD = 200  # conversations, those written last, that are held in memory at most
TITLE_CHARS = 60  # of a question, that are the title of its conversation
LISTED = 60  # conversations, those used last, that a reader is shown


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it. ``thumb`` is "up", "down" or ""; ``reason`` is ``None`` until it was asked for;
    ``record`` is the id of the answer's record, see :mod:`assistant.store.records`."""

    question: str
    answer: Answer | None = None
    error: str = ""
    stopped: str | None = None
    thumb: str = ""
    reason: str | None = None
    gap: bool = False
    record: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """A conversation in the list: ``day`` is "Today", "Yesterday" or a date."""

    id: str
    title: str
    day: str


def turns(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """Return the conversation so far as the assistant reads it; failed and stopped answers are left out."""
    said = []
    for exchange in exchanges:
        if exchange.answer is not None:
            told = with_readings(exchange.answer.text, exchange.answer.readings)
            said += [Turn("user", exchange.question), Turn("assistant", told)]
    return tuple(said)


class Conversations:
    """The kept conversations of all readers. Safe to use from several threads.

    One that cannot be written, as where the disk is full, is held in memory until it can be, or until the chat ends.
    """

    def __init__(self, engine: Engine, *, now: Callable[[], datetime] = datetime.now) -> None:
        self._engine = engine
        self._now = now
        self._writing = threading.RLock()  # first come, first served; SQLite lets those who wait starve
        self._table = _table()
        self._held: dict[tuple[str, str], dict[str, str]] = {}  # by reader and id: what should stand in the table
        with transaction(engine) as connection:
            make_tables(connection, self._table.metadata)

    @classmethod
    def open(cls, folder: Path, *, now: Callable[[], datetime] = datetime.now) -> Self:
        """Open the conversations in a data folder, made if need be. Raises StoreUnavailable."""
        return cls(engine_beside(folder, FILE), now=now)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def lasting(self, reader: str) -> bool:
        """Tell whether all that a reader has asked is written, and outlives the chat."""
        return not any(whose == reader for whose, _ in tuple(self._held))

    def listed(self, reader: str) -> list[Saved]:
        """Return the reader's conversations, last used first, at most ``LISTED``."""
        from sqlalchemy import select

        t = self._table.c
        query = select(t.id, t.title, t.used).where(t.reader == reader).order_by(t.used.desc()).limit(LISTED)
        with transaction(self._engine) as connection:
            rows = {id_: (used, title) for id_, title, used in connection.execute(query)}
        rows |= {id_: (held["used"], held["title"]) for (whose, id_), held in tuple(self._held.items()) if whose == reader}
        today = self._now().date()
        newest = sorted(rows.items(), key=lambda row: row[1][0], reverse=True)[:LISTED]
        return [Saved(id_, title, _day(datetime.fromisoformat(used).astimezone().date(), today)) for id_, (used, title) in newest]

    def read(self, reader: str, conversation: str) -> tuple[Exchange, ...]:
        """Return a conversation; empty if this reader has no such conversation."""
        from sqlalchemy import select

        if held := self._held.get((reader, conversation)):
            return _exchanges(held["exchanges"])
        t = self._table.c
        query = select(t.exchanges).where(t.id == conversation, t.reader == reader)
        with transaction(self._engine) as connection:
            stored = connection.execute(query).scalar_one_or_none()
        return _exchanges(stored) if stored else ()

    def write(self, reader: str, conversation: str, exchanges: Sequence[Exchange]) -> str:
        """Keep a conversation and return its id, a new one if it has none or another reader's."""
        values = {
            "title": _title(exchanges),
            "used": stamp(self._now()),
            "exchanges": json.dumps([_stored(e) for e in exchanges], ensure_ascii=False),
        }
        with self._writing:
            fresh = conversation if (reader, conversation) in self._held else uuid.uuid4().hex
            try:
                id_ = self._put(reader, conversation, fresh, values)
            except StoreUnavailable as error:
                log.warning("a conversation is held in memory, and lost when the chat ends: %s", error)
                id_ = conversation if self.read(reader, conversation) else fresh
                self._held[reader, id_] = values
                for oldest in [*self._held][:-HELD]:
                    del self._held[oldest]
            else:
                self._held.pop((reader, id_), None)
        return id_

    def _put(self, reader: str, conversation: str, fresh: str, values: Mapping[str, str]) -> str:
        """Write a conversation in the place of what stands there, if it is this reader's, else under a fresh id; return its id."""
        from sqlalchemy import insert, update

        t = self._table
        known = update(t).where(t.c.id == conversation, t.c.reader == reader).values(**values)
        with transaction(self._engine) as connection:
            if conversation and connection.execute(known).rowcount:
                return conversation
            connection.execute(insert(t).values(id=fresh, reader=reader, **values))
        return fresh

    def change(self, reader: str, conversation: str, index: int, **changes: Any) -> tuple[Exchange, ...]:
        """Change one exchange (a thumb, a reason, a logged gap) and return the conversation."""
        with self._writing:
            exchanges = list(self.read(reader, conversation))
            if 0 <= index < len(exchanges):
                exchanges[index] = replace(exchanges[index], **changes)
                self.write(reader, conversation, exchanges)
        return tuple(exchanges)

    def forget(self, reader: str, conversation: str) -> None:
        """Delete a conversation for good. Raises StoreUnavailable."""
        from sqlalchemy import delete

        t = self._table
        with self._writing:
            with transaction(self._engine) as connection:
                connection.execute(delete(t).where(t.c.id == conversation, t.c.reader == reader))
            self._held.pop((reader, conversation), None)

    def purge(self, older_than_days: float) -> int:
        """Delete conversations that were last used before, for good, all if 0, and return how many. Raises StoreUnavailable."""
        from sqlalchemy import delete

        before = stamp(self._now() - timedelta(days=older_than_days)) if older_than_days else EVER
        with transaction(self._engine) as connection:
            gone = connection.execute(delete(self._table).where(self._table.c.used <= before)).rowcount
        overwrite(self._engine)
        return gone


def _table() -> Table:
    from sqlalchemy import Column, MetaData, String, Table, Text

    return Table(
        "conversations",
        MetaData(),
        Column("id", String(32), primary_key=True),
        Column("reader", String(64), nullable=False, index=True),
        Column("title", String(TITLE_CHARS + 2), nullable=False),
        Column("used", String(32), nullable=False),
        Column("exchanges", Text, nullable=False),
    )


def _title(exchanges: Sequence[Exchange]) -> str:
    question = " ".join(exchanges[0].question.split()) if exchanges else ""
    return question if len(question) <= TITLE_CHARS else question[:TITLE_CHARS].rsplit(" ", 1)[0] + " …"


def _day(used: date, today: date) -> str:
    if used >= today:
        return "Today"
    if used == today - timedelta(days=1):
        return "Yesterday"
    return f"{used.day} {used:%B %Y}"


def _stored(exchange: Exchange) -> dict[str, Any]:
    values = {f.name: getattr(exchange, f.name) for f in fields(exchange)}
    return values | {"answer": exchange.answer.to_dict() if exchange.answer else None}


def _exchanges(stored: str) -> tuple[Exchange, ...]:
    return tuple(_exchange(item) for item in json.loads(stored))


def _exchange(stored: Mapping[str, Any]) -> Exchange:
    kept = _known(Exchange, stored)
    return Exchange(**kept | {"answer": answer_from(stored["answer"]) if stored.get("answer") else None})


def _known(value: type[Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    names = {f.name for f in fields(value)}
    return {name: item for name, item in stored.items() if name in names}
