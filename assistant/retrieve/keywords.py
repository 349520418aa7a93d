"""The chunks that hold a word, and how much it says about each: the catalog's keyword scores, kept from question to question.

The score of a chunk for a question is the sum of what each of its words and names gives it (BM25), and what a word gives does not
depend on the rest of the question. So each is fetched from the catalog once, as arrays, and a search is a sum of a few of them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from assistant.lru import LruCache
from assistant.store.catalog import Catalog
from assistant.store.rows import Postings
from assistant.text.terms import EMPTY, stem

KEPT = 8_000_000  # entries, at 8 bytes each; a corpus of 100 thousand chunks has about that many in all
OVERHEAD = 50  # entries that take as much memory as those of a word do beside its own
AT_ONCE = 100_000  # entries that are fetched ahead in one go


class Keywords:
    """Search the words of a catalog, kept until it changes; ``fields`` weigh title, heading and body. Safe between threads."""

    def __init__(self, catalog: Catalog, fields: tuple[float, float, float], *, kept: int = KEPT) -> None:
        self._catalog = catalog
        self._fields = fields
        self._kept = kept
        self._lock = threading.Lock()
        self._postings: LruCache[str, Postings] = LruCache(kept, lambda postings: len(postings.keys) + OVERHEAD)
        self._mentions: dict[str, dict[str, int]] = {}
        self._ranges: list[tuple[str, int, int]] | None = None  # of the keys of each document; who never names one needs none
        self._total = 0

    def warm(self, going_on: Callable[[], bool]) -> None:
        """Fetch words before they are asked for, the most common first, as many as can be kept, while it is ``going_on``."""
        self.look(self._catalog.revision)
        revision = self._postings.mark
        empty = {stem(word) for word in EMPTY}
        common = [(word, chunks) for word, chunks in self._catalog.common_stems() if word not in empty]
        for words, entries in _portions(common):
            if not going_on() or self._postings.weight + entries > self._kept:
                return
            self._postings.keep(self._catalog.postings_of(words, self._fields), revision)

    def look(self, revision: int) -> None:
        """Forget what was fetched at another revision of the catalog."""
        with self._lock:
            if not self._postings.look(revision):
                return
            self._mentions.clear()
            self._ranges = None
            self._total = self._catalog.count_chunks()

    def of(self, wanted: str) -> Postings:
        """Return the chunks that hold a word, in whatever form, or a run of words with single spaces between them."""
        return self.of_each([wanted])[0]

    def of_stem(self, wanted: str) -> Postings:
        """Return the chunks that hold a stem."""
        revision = self._postings.mark
        found = self._postings.get(wanted, revision)
        if found is None:
            found = self._catalog.postings_of([wanted], self._fields)[wanted]
            self._postings.keep({wanted: found}, revision)
        return found

    def of_each(self, wanted: Sequence[str]) -> list[Postings]:
        """Return the same for each of several; what is not known yet is fetched at once."""
        keys = {each: each if " " in each else stem(each) for each in wanted}
        revision = self._postings.mark
        found = self._postings.of(keys.values(), revision)
        missing = {key: each for each, key in keys.items() if key not in found}
        if missing:
            fetched = dict(zip(missing, self._catalog.postings(list(missing.values()), self._fields), strict=True))
            self._postings.keep(fetched, revision)
            found |= fetched
        return [found[keys[each]] for each in wanted]

    def search(self, wanted: Sequence[str], limit: int, documents: Collection[str] | None = None) -> dict[int, float]:
        """Return the best chunks, of ``documents`` alone if given, that hold any of the words or runs, by key, best first."""
        import numpy as np

        found = [postings for postings in self.of_each(wanted) if len(postings.keys)]
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

    def counts(self, words: Sequence[str]) -> tuple[list[int], int]:
        """Return in the text of how many chunks each word stands, in whatever form, and how many chunks there are."""
        return [postings.in_text for postings in self.of_each(words)], self._total

    def mentions(self, phrase: str) -> dict[str, int]:
        """Return how many chunks of each document hold a run of words in their text."""
        with self._lock:
            if phrase not in self._mentions:
                if self._ranges is None:
                    self._ranges = self._catalog.key_ranges()
                self._mentions[phrase] = _by_document(self._catalog.keys_mentioning(phrase), self._ranges)
            return self._mentions[phrase]


def _portions(common: Iterable[tuple[str, int]]) -> Iterator[tuple[list[str], int]]:
    """Return words, each with its number of entries, in portions of about AT_ONCE entries, and how many those are."""
    words: list[str] = []
    entries = 0
    for word, chunks in common:
        if words and entries + chunks > AT_ONCE:
            yield words, entries
            words, entries = [], 0
        words.append(word)
        entries += chunks + OVERHEAD
    if words:
        yield words, entries


def _by_document(keys: Sequence[int], ranges: Sequence[tuple[str, int, int]]) -> dict[str, int]:
    """Count keys by the ascending ranges of documents they lie in, a fifth of the work of the database; what is new is left out."""
    import numpy as np

    if not keys or not ranges:
        return {}
    found = np.asarray(keys)
    firsts, lasts = (np.array([each[n] for each in ranges]) for n in (1, 2))
    at = np.searchsorted(firsts, found, side="right") - 1
    counts = np.bincount(at[(at >= 0) & (found <= lasts[at])], minlength=len(ranges)).tolist()
    return {document: count for (document, _, _), count in zip(ranges, counts, strict=True) if count}
