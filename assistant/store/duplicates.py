"""Which documents say nearly the same: a second copy, another format, an edition with a few words changed.

Each document is the set of its runs of five words. A signature of least hashes (MinHash, Broder 1997) stands for the set:
the share of places in which two signatures agree estimates the share of runs that two documents have in common (their
Jaccard index; with 128 places within about 0.04). Signatures are cut into bands, and only documents that agree in all of a
band are compared (Leskovec, Rajaraman and Ullman 2014, chapter 3), so that ten thousand documents are not fifty million pairs.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RUN = 5  # words
PLACES, BANDS = 128, 16  # two documents of likeness 0.8 share a band with probability 1 - (1 - 0.8 ** 8) ** 16 = 0.95
NEAR = 0.8  # likeness from which on two documents are nearly the same
_PRIME = (1 << 31) - 1


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents, in the order of their ids, and the share of their runs of words that both have, 0 to 1."""

    first: str
    second: str
    likeness: float


def signature(text: str) -> NDArray[np.int64]:
    """Return the signature of a text; case, punctuation and spaces do not count."""
    import numpy as np

    words = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in re.findall(r"\w+", text.casefold())]
    length = min(RUN, len(words)) or 1
    codes = np.array(words or [0], np.int64) % _PRIME
    runs = np.zeros(len(codes) - length + 1, np.int64)
    for place in range(length):
        runs = (runs * 1_000_003 + codes[place : len(codes) - length + 1 + place]) % _PRIME
    chance = np.random.default_rng(20)  # the same for all texts, on every machine
    factors, shifts = chance.integers(1, _PRIME, PLACES), chance.integers(0, _PRIME, PLACES)
    return np.array([((runs * a + b) % _PRIME).min() for a, b in zip(factors, shifts, strict=True)], np.int64)


def near_duplicates(signatures: Mapping[str, NDArray[np.int64]]) -> Iterator[Pair]:
    """Yield the pairs that are at least ``NEAR`` alike, in the order of their ids."""
    buckets: dict[tuple[int, bytes], list[str]] = defaultdict(list)
    width = PLACES // BANDS
    for id_, places in sorted(signatures.items()):
        for band in range(BANDS):
            buckets[band, places[band * width : (band + 1) * width].tobytes()].append(id_)
    for first, second in sorted({pair for ids in buckets.values() for pair in combinations(ids, 2)}):
        likeness = float((signatures[first] == signatures[second]).mean())
        if likeness >= NEAR:
            yield Pair(first, second, likeness)
