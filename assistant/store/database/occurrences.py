"""What a word, or a run of words, gives to each chunk that holds it (BM25), reckoned from where SQLite's keyword index has it.

FTS5's own ``bm25()`` looks up the length of each row and hands the rows over one by one, about 1.7 µs each, and goes through a
run of words twice. Here the places of a word come as one text, the lengths of all chunks are kept as an array, and the rest is
done on arrays, at about a fifth of that. It is the same formula on the same numbers, so the scores are the same. What is read
besides the index are its averages and its lengths of rows, in the form that sqlite.org/fts5.html gives (section 9, "FTS5 Data
Structures").

Places that take long to read are kept: names share words.
"""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.lru import LruCache
from assistant.store.database.tokens import COLUMNS, telling_in
from assistant.store.rows import Postings

if TYPE_CHECKING:
    import numpy as np
    import sqlalchemy as sa
    from numpy.typing import NDArray

    from assistant.store.database import FieldWeights

    Places = NDArray[np.int64]  # ascending: four times the key of a chunk, and the number of the column, above the place in that

MAKE = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.occurrences USING fts5vocab(main, words, instance)"  # of a connection, not stored
K1, B, LEAST_IDF = 1.2, 0.75, 1e-6  # as FTS5 has them; Robertson and Zaragoza 2009, section 3.4
_TITLE, _HEADING, _BODY = range(3)
PLACE_BITS = 16  # for the place of a word in its column
MANY = 1000  # places of a word: reading fewer takes less than 0.3 ms
KEPT = 6_000_000  # places, at 8 bytes each: those of 100 thousand chunks
_PLACES = (
    "SELECT value, (SELECT"
    f" group_concat(((doc * 4 + CASE col WHEN 'body' THEN {_BODY} WHEN 'title' THEN {_TITLE} ELSE {_HEADING} END)"
    f" << {PLACE_BITS}) + min(offset, {(1 << PLACE_BITS) - 1}))"
    " FROM temp.occurrences WHERE term = value) FROM json_each(?)"  # a GROUP BY would sort them all, for half as much again
)
_MOMENT = "SELECT (SELECT value FROM meta WHERE key = 'revision'), (SELECT block FROM words_data WHERE id = 1)"


@dataclass(frozen=True, slots=True)
class _Moment:
    """The catalog as it is at one revision: how many chunks and words there are, and how many words each chunk has, by key."""

    mark: tuple[Any, ...]
    chunks: int
    words: int
    lengths: NDArray[np.int64]

    def scored(self, places: Places, weights: FieldWeights) -> Postings:
        """Score what stands at these places."""
        import numpy as np

        if not len(places):
            return Postings.of([])
        columns = places >> PLACE_BITS & 3
        rows = places >> PLACE_BITS + 2
        firsts = np.flatnonzero(np.diff(rows, prepend=-1))
        keys, often = rows[firsts], np.add.reduceat(np.array(weights)[columns], firsts)
        rarity = math.log((self.chunks - len(keys) + 0.5) / (len(keys) + 0.5))
        weight = rarity if rarity > 0 else LEAST_IDF
        length = self.lengths[keys] / (self.words / self.chunks)
        scores = weight * (often * (K1 + 1) / (often + K1 * (1 - B + B * length)))
        in_text = np.maximum.reduceat(columns, firsts) == _BODY
        return Postings(keys.astype(np.int32), scores.astype(np.float32), int(in_text.sum()))


class Occurrences:
    """Keeps places and lengths until the catalog changes. Safe to share between threads and connections."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._moment: _Moment | None = None
        self._places: LruCache[str, Places] = LruCache(KEPT, len)

    def postings(self, connection: sa.Connection, stems: Collection[str], weights: FieldWeights) -> dict[str, Postings]:
        """Return for each stem the chunks that hold it, and what it gives to each; all as of one moment."""
        places, moment = self._read(connection, stems)
        return {stem: moment.scored(places[stem], weights) for stem in stems}

    def of_run(self, connection: sa.Connection, run: Sequence[str], weights: FieldWeights) -> Postings:
        """Return the chunks that hold a run of stems, and what it gives to each."""
        telling = telling_in(run)
        places, moment = self._read(connection, set(telling.values()))
        return replace(moment.scored(_one_after_the_other(telling, places), weights), in_text=0)

    def in_text(self, connection: sa.Connection, run: Sequence[str]) -> list[int]:
        """Return the keys of the chunks that hold them in their text."""
        import numpy as np

        telling = telling_in(run)
        places = self._read(connection, set(telling.values()))[0]
        coded = _one_after_the_other(telling, places) >> PLACE_BITS
        rows = coded[coded & 3 == _BODY] >> 2
        keys: list[int] = rows[np.flatnonzero(np.diff(rows, prepend=-1))].tolist()
        return keys

    def _read(self, connection: sa.Connection, stems: Collection[str]) -> tuple[dict[str, Places], _Moment]:
        """Return the places of each stem, and the moment that they are of."""
        connection.exec_driver_sql("SAVEPOINT occurrences")
        try:
            moment = self._moment_on(connection)
            found = self._places.of(stems, moment.mark)
            missing = sorted(set(stems) - found.keys())
            read = connection.exec_driver_sql(_PLACES, (json.dumps(missing),)).all() if missing else []
        finally:
            connection.exec_driver_sql("RELEASE occurrences")
        fresh = {stem: _numbered(places) for stem, places in read}
        self._places.keep({stem: places for stem, places in fresh.items() if len(places) >= MANY}, moment.mark)
        return found | fresh, moment

    def _moment_on(self, connection: sa.Connection) -> _Moment:
        """Return what is known of the moment that a connection sees."""
        mark = tuple(connection.exec_driver_sql(_MOMENT).one())
        with self._lock:
            if self._moment is None or self._moment.mark != mark:
                averages = _numbers(mark[1])  # how many chunks, then how many words of each column
                lengths = _by_key(connection.exec_driver_sql("SELECT id, sz FROM words_docsize").all())
                self._moment = _Moment(mark, int(averages[:1].sum()), int(averages[1:].sum()), lengths)
                self._places.look(mark)
            return self._moment


def _numbered(places: str | None) -> Places:
    import numpy as np

    return np.empty(0, np.int64) if places is None else np.sort(np.fromstring(places, np.int64, sep=","), kind="stable")


def _one_after_the_other(run: Mapping[int, str], places: Mapping[str, Places]) -> Places:
    """Return where a run of words begins, from the places of each."""
    import numpy as np

    each = sorted(((places[stem], at) for at, stem in run.items()), key=lambda one: len(one[0]))
    if not each or not len(each[0][0]):
        return np.empty(0, np.int64)
    begins = each[0][0] - each[0][1]
    for others, at in each[1:]:
        found = np.minimum(np.searchsorted(others, begins + at), len(others) - 1)
        begins = begins[others[found] == begins + at]
    return begins


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
