"""Words of a text as SQLite's keyword index has them: cut, without accents, and stemmed by the very same code.

A table in memory takes texts and is asked what it made of them, so that another database that is given these words finds what
SQLite would.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.text.terms import STOP_WORDS, stem

COLUMNS = ("title", "heading", "body")
EVERYWHERE = frozenset(map(stem, STOP_WORDS))


def telling_in(run: Sequence[str]) -> dict[int, str]:
    """Return the words by which a run of words is found, each by its place behind the first of them.

    A word such as "of" or "the" may be any word where two others are left, or none at the ends: it stands nearly everywhere, so to
    look whether it stands here takes long and tells little. If fewer are left, the ends of the run count as well.
    """
    telling = [at for at, word in enumerate(run) if word not in EVERYWHERE]
    if len(telling) < 2:
        telling = sorted({*telling, 0, len(run) - 1}) if run else []
    return {at - telling[0]: run[at] for at in telling}


class Tokens:
    """Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._memory = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._memory.execute(
            "CREATE VIRTUAL TABLE t USING fts5"
            "(title, heading, body, content = '', tokenize = \"porter unicode61 remove_diacritics 2\")"
        )
        self._memory.execute("CREATE VIRTUAL TABLE found USING fts5vocab(t, instance)")

    def of(self, text: str) -> list[str]:
        """Return the words of a text in order."""
        found = self.of_rows([{"key": 1, "title": "", "heading": "", "body": text}])[1]
        return [word for _, _, word in sorted((column, at, word) for word, column, at in found)]

    def of_rows(self, rows: Iterable[Mapping[str, Any]]) -> dict[int, list[tuple[str, str, int]]]:
        """Return, by the key of each row, its words: (word, column, place in the column from 0)."""
        taken = {row["key"]: tuple(row[name] for name in COLUMNS) for row in rows}
        words: dict[int, list[tuple[str, str, int]]] = {key: [] for key in taken}
        with self._lock:
            try:
                self._memory.executemany(
                    "INSERT INTO t (rowid, title, heading, body) VALUES (?, ?, ?, ?)", ((k, *t) for k, t in taken.items())
                )
                for key, word, column, place in self._memory.execute('SELECT doc, term, col, "offset" FROM found'):
                    words[key].append((word, column, place))
            finally:
                self._memory.execute("INSERT INTO t (t) VALUES ('delete-all')")
        return words

    def close(self) -> None:
        """Let go of the database in memory that cuts and stems."""
        with self._lock:
            self._memory.close()
