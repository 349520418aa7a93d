"""Embed documents: each chunk in its context and, where the settings say so, each of its sentences.

Where the sentences of written prose are embedded anyway, the vector of their chunk is composed of theirs and that of its
context: that takes little more than half the time, and finds the same (docs/trials/retrieval.md). What a document says several
times is embedded once. Its texts, the longest first, are cut into tasks that depend on the document alone, so whoever does them,
in whatever order, makes the same vectors. A task holds texts of like length, which are embedded together at the least cost; it
runs on one core and several run at once, so that no core waits for another.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from assistant.intake.parsing import Parsed
from assistant.models.embedders import Embedder
from assistant.store.rows import pack_vectors
from assistant.text.reading_text import reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

Packed = dict[str, tuple[bytes, bytes | None]]
"""By the id of a chunk its vector and those of its sentences, packed."""

CONTEXT = 0.3  # share of its context in the vector of a chunk that is composed
MOSTLY_ROWS = 0.5  # share of table rows in a chunk up to which it is prose
TASK = 30_000  # characters of the texts of a task: about half a second of one core


@dataclass(frozen=True, slots=True)
class Embedded:
    """The vectors of all chunks of a document, and the seconds from the beginning of its first task to the end of its last."""

    document: str
    vectors: Packed
    seconds: float


@dataclass(frozen=True, slots=True)
class _OfChunk:
    """What is embedded of a chunk: its sentences, and ``first`` all of it, or of one that is composed its context alone."""

    id: str
    first: str
    sentences: Sequence[str]
    composed: bool

    @property
    def texts(self) -> Sequence[str]:
        return (self.first, *self.sentences) if self.first else self.sentences

    def vector(self, rows: Vectors) -> Vectors:
        """Return the vector of the chunk from those of its texts, in their order.

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


class Texts:
    """The texts of a document that are embedded, in tasks, and the vectors that come of them."""

    def __init__(self, parsed: Parsed, with_sentences: bool) -> None:
        self._chunks = list(_texts_of(parsed, with_sentences))
        texts = sorted(dict.fromkeys(text for c in self._chunks for text in c.texts), key=len, reverse=True)
        self._row_of = {text: row for row, text in enumerate(texts)}
        self._vectors: Vectors | None = None
        self._bounds = list(pairwise(_bounds([len(text) for text in texts])))
        self.tasks: list[list[str]] = [texts[first:end] for first, end in self._bounds]

    def put(self, task: int, vectors: Vectors) -> None:
        """Take the vectors of a task, one a row."""
        import numpy as np

        if self._vectors is None:
            self._vectors = np.empty((len(self._row_of), vectors.shape[1]), np.float32)
        self._vectors[slice(*self._bounds[task])] = vectors

    def packed(self) -> Packed:
        """Return the vectors of all chunks and their sentences; each task must have been done."""
        return {chunk.id: self._packed(chunk) for chunk in self._chunks}

    def _packed(self, chunk: _OfChunk) -> tuple[bytes, bytes | None]:
        assert self._vectors is not None
        rows = self._vectors[[self._row_of[text] for text in chunk.texts]]
        sentences = rows[-len(chunk.sentences) :] if chunk.sentences else None
        return pack_vectors(chunk.vector(rows)), None if sentences is None else pack_vectors(sentences)


def _texts_of(parsed: Parsed, with_sentences: bool) -> Iterator[_OfChunk]:
    """Yield what is embedded of each chunk. Written prose is composed; rows of a table and what is said are embedded as a whole.

    A row alone says little, and of what is said many sentences lean on those before them.
    """
    document = parsed.document
    for chunk, body in zip(parsed.chunks, parsed.bodies, strict=True):
        sentences = [reading(document, *span) for span in chunk.sentences] if with_sentences else []
        composed = bool(sentences) and document.kind != "transcript" and chunk.tabular <= MOSTLY_ROWS
        whole = f"{chunk.context}\n{body}" if chunk.context else body
        yield _OfChunk(chunk.id, chunk.context if composed else whole, sentences, composed)


def _bounds(lengths: Sequence[int]) -> Iterator[int]:
    """Yield 0, the rows before which a new task begins, and the number of all rows."""
    yield 0
    held = 0
    for row, length in enumerate(lengths):
        if held and held + length > TASK:
            yield row
            held = 0
        held += length
    if lengths:
        yield len(lengths)


def embed_document(parsed: Parsed, embedder: Embedder, with_sentences: bool) -> Packed:
    """Embed one document, on all cores, and wait for it."""
    texts = Texts(parsed, with_sentences)
    with ThreadPoolExecutor(embedder.cores) as pool:
        for task, vectors in enumerate(pool.map(embedder.embed, texts.tasks)):
            texts.put(task, vectors)
    return texts.packed()


class Embedding:
    """Documents that are being embedded, for the length of a ``with`` block, on as many cores as the embedder uses."""

    def __init__(self, embedder: Embedder, with_sentences: bool) -> None:
        self._embedder = embedder
        self._with_sentences = with_sentences
        self._pool = ThreadPoolExecutor(embedder.cores)
        self._documents: deque[_Document] = deque()

    def __enter__(self) -> Embedding:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def __len__(self) -> int:
        """Return how many documents are not finished."""
        return len(self._documents)

    def add(self, parsed: Parsed) -> None:
        """Have a document embedded, after those that were added before."""
        texts = Texts(parsed, self._with_sentences)
        tasks = deque(self._pool.submit(self._embed, task) for task in texts.tasks)
        self._documents.append(_Document(parsed, texts, tasks))

    def _embed(self, texts: Sequence[str]) -> tuple[Vectors, float, float]:
        began = time.perf_counter()
        return self._embedder.embed(texts), began, time.perf_counter()

    def finished(self) -> Iterator[Embedded]:
        """Yield the documents that are done, in the order in which they were added. Raises what the embedder raised."""
        for document in self._documents:
            document.take()
        while self._documents and not self._documents[0].tasks:
            done = self._documents.popleft()
            yield Embedded(done.parsed.document.id, done.texts.packed(), done.ended - done.began)

    @property
    def nearly_done(self) -> bool:
        """Whether no more tasks wait for a core than there are cores: what is left takes about a second, if anything is."""
        waiting = sum(not (task.running() or task.done()) for document in self._documents for task in document.tasks)
        return waiting <= self._embedder.cores

    @property
    def awaited(self) -> list[Future[Any]]:
        """The task that each document waits for."""
        return [document.tasks[0] for document in self._documents if document.tasks]

    @property
    def progress(self) -> tuple[str, int, int]:
        """The document that is next to be finished, how many of its chunks are embedded, and how many it has."""
        first = self._documents[0]
        chunks = len(first.parsed.chunks)
        return first.parsed.document.id, chunks * first.done // max(1, len(first.texts.tasks)), chunks


@dataclass(slots=True)
class _Document:
    """A document, and those of its tasks that are not done."""

    parsed: Parsed
    texts: Texts
    tasks: deque[Future[tuple[Vectors, float, float]]]
    began: float = math.inf
    ended: float = -math.inf

    @property
    def done(self) -> int:
        """The number of its tasks that are done."""
        return len(self.texts.tasks) - len(self.tasks)

    def take(self) -> None:
        """Take the vectors of the tasks that are done."""
        while self.tasks and self.tasks[0].done():
            vectors, began, ended = self.tasks[0].result()
            self.texts.put(self.done, vectors)
            self.began, self.ended = min(self.began, began), max(self.ended, ended)
            self.tasks.popleft()
