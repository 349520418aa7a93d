"""What is embedded of a chunk, and its vectors from those of its texts.

Where the sentences of written prose are embedded anyway, the vector of their chunk is composed of theirs and that of its
context: that takes little more than half the time, and finds the same (docs/trials/retrieval.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from assistant.store.rows import pack_vectors
from assistant.text.voices import with_who_begins
from assistant.types import Document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

Packed = tuple[bytes, bytes | None]
"""The vector of a chunk and those of its sentences, packed."""

CONTEXT = 0.3  # share of its context in the vector of a chunk that is composed
MOSTLY_ROWS = 0.5  # share of table rows in a chunk up to which it is prose


class Cut(Protocol):
    """A chunk, as it was cut or as it is stored."""

    @property
    def context(self) -> str: ...
    @property
    def sentences(self) -> tuple[tuple[int, int], ...]: ...
    @property
    def tabular(self) -> float: ...


@dataclass(frozen=True, slots=True)
class ToEmbed:
    """What is embedded of a chunk: its sentences, and ``first`` all of it, or of one that is composed its context alone."""

    first: str
    sentences: Sequence[str]
    composed: bool

    @classmethod
    def of(cls, document: Document, chunk: Cut, body: str, with_sentences: bool) -> ToEmbed:
        """Compose written prose; embed rows of a table and what is said as a whole.

        A row alone says little, and of what is said many sentences lean on those before them. ``body`` is the reading text.
        """
        sentences = [with_who_begins(document, *span) for span in chunk.sentences] if with_sentences else []
        composed = bool(sentences) and document.kind != "transcript" and chunk.tabular <= MOSTLY_ROWS
        whole = f"{chunk.context}\n{body}" if chunk.context else body
        return cls(chunk.context if composed else whole, sentences, composed)

    @property
    def texts(self) -> Sequence[str]:
        """What is embedded, in the order of the rows that :meth:`packed` takes."""
        return (self.first, *self.sentences) if self.first else self.sentences

    def packed(self, rows: Vectors) -> Packed:
        """Return the vectors of the chunk and of its sentences from those of its texts, one a row."""
        sentences = rows[-len(self.sentences) :] if self.sentences else None
        return pack_vectors(self._vector(rows)), None if sentences is None else pack_vectors(sentences)

    def _vector(self, rows: Vectors) -> Vectors:
        """Return the vector of the chunk.

        One that is composed is the mean of its sentences, by their length in characters, moved towards its context.
        """
        import numpy as np

        if not self.composed:
            return rows[:1]
        lengths = np.array([[len(text) for text in self.sentences]], np.float32)
        said = _unit(lengths @ rows[-len(self.sentences) :])
        return _unit((1 - CONTEXT) * said + CONTEXT * rows[:1]) if self.first else said


def _unit(row: Vectors) -> Vectors:
    """Return a row of length one."""
    import numpy as np

    length = float(np.linalg.norm(row)) or 1.0
    return row / np.float32(length)
