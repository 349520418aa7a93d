"""The chunks that hold a word, and how much it says about each: the catalog's keyword scores, kept from question to question.

The score of a chunk for a question is the sum of what each of its words and names gives it (BM25), and what a word gives does not
depend on the rest of the question. So each is fetched from the catalog once, as arrays, and a search is a sum of a few of them.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from assistant.catalog import Catalog
from assistant.terms import stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KEPT = 6_000_000  # entries, at 8 bytes each; a corpus of 100 thousand chunks has about 7 million in all

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Postings:
    """The keys of the chunks that hold a word or a run of words, ascending, and the score that it gives to each."""

    keys: NDArray[np.int32]
    scores: NDArray[np.float32]

    def among(self, keys: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Say of each key whether its chunk holds the word."""
        import numpy as np

        if not len(self.keys):
            return np.zeros(len(keys), bool)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        found: NDArray[np.bool_] = self.keys[at] == keys
        return found


class Keywords:
    """Search the words of a catalog. ``fields`` weigh title, heading and body. Safe to share between threads.

    What was fetched is used until :meth:`look` finds that the catalog has changed.
    """

    def __init__(self, catalog: Catalog, fields: tuple[float, float, float], *, kept: int = KEPT) -> None:
        self._catalog = catalog
        self._fields = fields
        self._kept = kept
        self._lock = threading.Lock()
        self._revision = -1
        self._postings: OrderedDict[str, Postings] = OrderedDict()
        self._size = 0
        self._counts: dict[str, int] = {}
        self._mentions: dict[str, dict[str, int]] = {}
        self._total = 0

    def look(self) -> None:
        """Forget what was fetched if the catalog has changed since."""
        revision = self._catalog.revision
        with self._lock:
            if revision == self._revision:
                return
            self._revision = revision
            self._postings.clear()
            self._counts.clear()
            self._mentions.clear()
            self._size = 0
            self._total = self._catalog.count_chunks()

    def of(self, wanted: str) -> Postings:
        """Return the chunks that hold a word, in whatever form, or a run of words with single spaces between them."""
        key = wanted if " " in wanted else stem(wanted)
        with self._lock:
            found = self._postings.get(key)
            if found is not None:
                self._postings.move_to_end(key)
                return found
            revision = self._revision
        found = Postings(*self._catalog.keyword_scores(wanted, self._fields))
        with self._lock:
            if revision == self._revision and key not in self._postings:
                self._postings[key] = found
                self._size += len(found.keys) + 1
                while self._size > self._kept and len(self._postings) > 1:
                    _, oldest = self._postings.popitem(last=False)
                    self._size -= len(oldest.keys) + 1
        return found

    def search(self, wanted: Sequence[str], limit: int, documents: Collection[str] | None = None) -> dict[int, float]:
        """Return the best chunks that hold any of the words or runs of words, by key, best first; equals in order of key.

        ``documents`` are the only ones looked at, where given.
        """
        import numpy as np

        found = [postings for postings in map(self.of, wanted) if len(postings.keys)]
        if not found:
            return {}
        first = min(int(p.keys[0]) for p in found)
        total = np.zeros(max(int(p.keys[-1]) for p in found) + 1 - first, np.float32)
        for postings in found:
            total[postings.keys - first] += postings.scores
        hits = np.flatnonzero(total)
        if documents is not None:
            hits = np.intersect1d(hits, np.asarray(self._catalog.keys_of(documents), np.int64) - first, assume_unique=True)
        if len(hits) > limit:
            least = np.partition(total[hits], -limit)[-limit]
            hits = hits[total[hits] >= least]
        best = hits[np.argsort(-total[hits], kind="stable")][:limit]
        return dict(zip((best + first).tolist(), total[best].tolist(), strict=True))

    def counts(self, stems: Collection[str]) -> tuple[dict[str, int], int]:
        """Return in the text of how many chunks each stem stands, and how many chunks there are."""
        with self._lock:
            missing = sorted(stem for stem in stems if stem not in self._counts)
            if missing:
                self._counts |= dict.fromkeys(missing, 0) | self._catalog.chunks_with(missing)
            return {stem: self._counts[stem] for stem in stems}, self._total

    def mentions(self, phrase: str) -> dict[str, int]:
        """Return how many chunks of each document hold a run of words in their text."""
        with self._lock:
            return _kept(self._mentions, phrase, self._catalog.mentions)


def _kept(cache: dict[str, Value], key: str, find: Callable[[str], Value]) -> Value:
    if key not in cache:
        cache[key] = find(key)
    return cache[key]
