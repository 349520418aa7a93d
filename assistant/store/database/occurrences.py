"""What a word gives to each chunk that holds it (BM25), reckoned from where SQLite's keyword index has it.

FTS5's own ``bm25()`` looks up the length of each row and hands the rows over one by one, about 1.7 µs each. Here the places of a
word come as one text, the lengths of all chunks are kept as an array, and the sum is done on arrays, at about a fifth of that.
It is the same formula on the same numbers, so the scores are the same. What is read besides the index are its averages and its
lengths of rows, in the form that sqlite.org/fts5.html gives (section 9, "FTS5 Data Structures").
"""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from assistant.store.rows import Postings

if TYPE_CHECKING:
    import numpy as np
    import sqlalchemy as sa
    from numpy.typing import NDArray

    from assistant.store.database import Weights

MAKE = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.occurrences USING fts5vocab(main, words, instance)"  # of a connection, not stored
K1, B, LEAST_IDF = 1.2, 0.75, 1e-6  # as FTS5 has them; Robertson and Zaragoza 2009, section 3.4
COLUMNS = ("title", "heading", "body")
_TITLE, _HEADING, _BODY = range(3)
_PLACES = (
    "SELECT value, (SELECT"
    f" group_concat(doc * 4 + CASE col WHEN 'body' THEN {_BODY} WHEN 'title' THEN {_TITLE} ELSE {_HEADING} END)"
    " FROM temp.occurrences WHERE term = value) FROM json_each(?)"  # a GROUP BY would sort them all, for half as much again
)
_MOMENT = "SELECT (SELECT value FROM meta WHERE key = 'revision'), (SELECT block FROM words_data WHERE id = 1)"


class Occurrences:
    """Keeps the lengths of the chunks until the catalog changes. Safe to share between threads and connections."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._moment: tuple[Any, ...] = ()
        self._lengths: NDArray[np.int64] | None = None

    def postings(self, connection: sa.Connection, stems: Collection[str], weights: Weights) -> dict[str, Postings]:
        """Return for each stem the chunks that hold it, and what it gives to each; all as of one moment."""
        connection.exec_driver_sql("SAVEPOINT occurrences")
        try:
            found: dict[str, str | None] = dict(connection.exec_driver_sql(_PLACES, (json.dumps(sorted(stems)),)).all())
            moment = tuple(connection.exec_driver_sql(_MOMENT).one())
            lengths = self._lengths_at(moment, connection)
        finally:
            connection.exec_driver_sql("RELEASE occurrences")
        averages = _numbers(moment[1])  # how many chunks, then how many words of each column
        chunks, words = int(averages[:1].sum()), int(averages[1:].sum())
        return {stem: _scored(found.get(stem), weights, lengths, chunks, words) for stem in stems}

    def _lengths_at(self, moment: tuple[Any, ...], connection: sa.Connection) -> NDArray[np.int64]:
        """Return how many words each chunk has, by key."""
        with self._lock:
            if moment != self._moment or self._lengths is None:
                self._lengths = _by_key(connection.exec_driver_sql("SELECT id, sz FROM words_docsize").all())
                self._moment = moment
            return self._lengths


def _scored(places: str | None, weights: Weights, lengths: NDArray[np.int64], chunks: int, words: int) -> Postings:
    """Score a word of which each place is four times the key of its chunk and the number of its column.

    ``chunks`` is how many there are, ``words`` how many they have together.
    """
    import numpy as np

    if places is None:
        return Postings.of([])
    coded = np.sort(np.fromstring(places, np.int64, sep=","), kind="stable")
    rows, columns = coded >> 2, coded & 3
    firsts = np.flatnonzero(np.diff(rows, prepend=-1))
    keys, often = rows[firsts], np.add.reduceat(np.array(weights)[columns], firsts)
    rarity = math.log((chunks - len(keys) + 0.5) / (len(keys) + 0.5))
    weight = rarity if rarity > 0 else LEAST_IDF
    scores = weight * (often * (K1 + 1) / (often + K1 * (1 - B + B * lengths[keys] / (words / chunks))))
    in_text = np.maximum.reduceat(columns, firsts) == _BODY
    return Postings(keys.astype(np.int32), scores.astype(np.float32), int(in_text.sum()))


def _by_key(rows: Sequence[sa.Row[int, bytes]]) -> NDArray[np.int64]:
    import numpy as np

    keys = np.array([key for key, _ in rows], np.int64)
    lengths = np.zeros(keys.max(initial=0) + 1, np.int64)
    lengths[keys] = _numbers(b"".join(size for _, size in rows)).reshape(-1, len(COLUMNS)).sum(axis=1)
    return lengths


def _numbers(stored: bytes) -> NDArray[np.int64]:
    """Return the numbers that follow each other in SQLite's form: seven bits a byte, the high bit set in all but the last."""
    import numpy as np

    data = np.frombuffer(stored, np.uint8)
    ends = np.flatnonzero(data < 128)
    if not len(ends):
        return np.empty(0, np.int64)
    starts = np.concatenate([[0], ends[:-1] + 1])
    shifts = 7 * (np.repeat(ends, ends - starts + 1) - np.arange(len(data)))
    return np.add.reduceat((data & 127).astype(np.int64) << shifts, starts)
