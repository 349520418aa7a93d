"""The chunks that were found for a question, as they come in, each ready to be compared with it.

Those that hold its words are known while the question is still being embedded: they are read and unpacked meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from assistant.retrieve.recent import Recent
from assistant.store.rows import ChunkRow, unpack_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Column = NDArray[np.float64]


class Gathered:
    """``rows`` are the chunks, each once, in the order in which they came. ``wanted`` says which may be taken."""

    def __init__(self, recent: Recent, wanted: Callable[[ChunkRow], bool]) -> None:
        self._recent = recent
        self._mark = recent.mark
        self._wanted = wanted
        self._seen: set[int] = set()
        self._parts: list[Cosines] = []
        self.rows: list[ChunkRow] = []

    def add(self, keys: Iterable[int]) -> None:
        """Take in chunks by key; those that are gone or not wanted are left out."""
        more = [row for row in self._recent.chunks({*keys} - self._seen) if self._wanted(row)]
        if more:
            self._seen.update([row.key for row in more])
            self._parts.append(Cosines(more))
            self.rows += more

    def renew(self, rows: Iterable[ChunkRow]) -> None:
        """Take other rows for chunks that are here, which have got vectors, and keep them for the next question."""
        by_key = {row.key: row for row in rows}
        self._recent.renew(by_key, self._mark)
        self.rows = [by_key.get(row.key, row) for row in self.rows]
        self._parts = [Cosines(self.rows)]

    def cosines(self, vector: Vectors) -> tuple[Column, Column]:
        """Return the cosine of each chunk with a vector, and that of its nearest sentence."""
        import numpy as np

        chunks, sentences = zip(*(part.to(vector) for part in self._parts), strict=True)
        return np.concatenate(chunks, dtype=float), np.concatenate(sentences, dtype=float)


class Cosines:
    """The vectors of some chunks and of their sentences, side by side, so that each question takes one product of each."""

    def __init__(self, rows: Sequence[ChunkRow]) -> None:
        self._number = len(rows)
        self._chunks = [n for n, row in enumerate(rows) if row.packed_vector is not None]
        self._parents = [n for n, row in enumerate(rows) if row.packed_sentences is not None]
        packed = [blob for row in rows if (blob := row.packed_vector) is not None]
        packed += [blob for row in rows if (blob := row.packed_sentences) is not None]
        self._vectors, self._scales, firsts = unpack_rows(packed)
        self._firsts = firsts[len(self._chunks) :]

    def to(self, vector: Vectors) -> tuple[Vectors, Vectors]:
        """Return the cosine of each chunk and of its nearest sentence; one without vectors has 0, without sentences its own."""
        import numpy as np

        chunks = np.zeros(self._number, np.float32)
        if not self._chunks:
            return chunks, chunks
        cosines = self._vectors @ vector * self._scales
        chunks[self._chunks] = cosines[: len(self._chunks)]
        sentences = chunks.copy()
        if self._parents:
            sentences[self._parents] = np.maximum.reduceat(cosines, self._firsts)
        return chunks, sentences
