"""The stems that the corpus holds, by the letter that they begin with, and which of them a word may have been meant for.

All stems of a letter are compared with a word at once: those that hold at most two letters which the word has not come into
question, and of these the slips between them and the beginnings of the word are counted, letter by letter (Damerau 1964).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from string import ascii_lowercase
from typing import TYPE_CHECKING, NamedTuple

from assistant.store.catalog import Catalog

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SLIPS = 2  # between a stem and what a word begins with
SHORTER, LONGER = 8, 2  # letters that a stem may have less and more than the word


class Near(NamedTuple):
    """A stem, and how many slips lie between it and what a word begins with."""

    slips: int
    stem: str


class _Letter(NamedTuple):
    """The stems that begin with a letter: the letters of each as a set of bits, how many they are, and in order."""

    stems: list[str]
    bits: NDArray[np.uint32]
    lengths: NDArray[np.int64]
    letters: NDArray[np.uint8]


class Vocabulary:
    """Safe to share between threads. What was read is used until :meth:`look` finds that the catalog has changed."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.Lock()
        self._revision = -1
        self._known: dict[str, _Letter] = {}

    def look(self, revision: int) -> None:
        """Forget what was read at another revision of the catalog."""
        with self._lock:
            if revision != self._revision:
                self._revision, self._known = revision, {}

    def warm(self, going_on: Callable[[], bool]) -> None:
        """Read the stems of each letter before they are asked for, while it is ``going_on``."""
        self.look(self._catalog.revision)
        for letter in ascii_lowercase:
            if not going_on():
                return
            self._of(letter)

    def near(self, word: str) -> list[Near]:
        """Return the stems near to what a word in a to z begins with, its first two letters in either order, nearest first."""
        return sorted(
            (near for letter in dict.fromkeys(word[:2]) for near in _near(word, self._of(letter))),
            key=lambda near: (near.slips, -len(near.stem), near.stem),
        )

    def _of(self, letter: str) -> _Letter:
        with self._lock:
            revision, known = self._revision, self._known.get(letter)
        if known is None:
            known = _letter([stem for stem, _ in self._catalog.stems_from(letter) if stem.isascii() and stem.isalpha()])
            with self._lock:
                if revision == self._revision:
                    self._known[letter] = known
        return known


def _letter(stems: list[str]) -> _Letter:
    import numpy as np

    roots = [f"{stem[:-1]}y" if stem.endswith("i") else stem for stem in stems]
    lengths = np.array([len(root) for root in roots], np.int64)
    width = int(lengths.max(initial=1))
    letters = np.frombuffer("".join(root.ljust(width, "\0") for root in roots).encode(), np.uint8).reshape(-1, width)
    return _Letter(stems, np.array([_bits(root) for root in roots], np.uint32), lengths, letters)


def _bits(word: str) -> int:
    return sum(1 << (ord(letter) - ord("a")) for letter in {*word})


def _near(word: str, of: _Letter) -> Iterator[Near]:
    import numpy as np

    others = np.bitwise_count(of.bits & np.uint32(~_bits(word) & 0xFFFFFFFF))
    fitting = (of.lengths >= len(word) - SHORTER) & (of.lengths <= len(word) + LONGER) & (others <= SLIPS)
    at = np.flatnonzero(fitting)
    if len(at):
        slips = _slips(word, of.letters[at, : len(word) + LONGER].T, of.lengths[at])
        for n in np.flatnonzero(slips <= SLIPS).tolist():
            yield Near(int(slips[n]), of.stems[at[n]])


def _slips(word: str, stems: NDArray[np.uint8], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many slips lie between what a word begins with, as much as fits best, and each stem; a column of letters each."""
    import numpy as np

    width, number = stems.shape
    numbers = np.arange(number)
    typed = word.encode()
    before, last = np.zeros((width + 1, number), np.int64), np.repeat(np.arange(width + 1)[:, None], number, axis=1)
    least = last[lengths, numbers]
    for n, letter in enumerate(typed, 1):
        row = np.empty_like(last)
        row[0] = n
        row[1:] = np.minimum(last[1:] + 1, last[:-1] + (stems != letter))
        if n > 1:
            swapped = (stems[:-1] == letter) & (stems[1:] == typed[n - 2])
            row[2:] = np.where(swapped, np.minimum(row[2:], before[:-2] + 1), row[2:])
        for m in range(1, width + 1):
            np.minimum(row[m], row[m - 1] + 1, out=row[m])
        before, last = last, row
        least = np.minimum(least, last[lengths, numbers])
    return least
