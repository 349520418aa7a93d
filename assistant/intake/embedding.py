"""Embed documents: each chunk in its context and, where the settings say so, each of its sentences.

What a document says several times is embedded once. Its texts, the longest first, are cut into tasks that depend on the document
alone, so whoever does them, in whatever order, makes the same vectors. A task holds texts of like length, which are embedded
together at the least cost; it runs on one core and several run at once, so that no core waits for another.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from assistant.embed import Packed, ToEmbed
from assistant.intake.parsing import Parsed
from assistant.models.embedders import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

TASK = 30_000  # characters of the texts of a task: about half a second of one core


@dataclass(frozen=True, slots=True)
class Embedded:
    """The vectors of all chunks of a document, and the seconds from the beginning of its first task to the end of its last."""

    document: str
    vectors: Mapping[str, Packed]
    seconds: float


class Texts:
    """The texts of a document that are embedded, in tasks, and the vectors that come of them."""

    def __init__(self, parsed: Parsed, with_sentences: bool) -> None:
        each = zip(parsed.chunks, parsed.bodies, strict=True)
        self._chunks = {chunk.id: ToEmbed.of(parsed.document, chunk, body, with_sentences) for chunk, body in each}
        texts = sorted(dict.fromkeys(text for c in self._chunks.values() for text in c.texts), key=len, reverse=True)
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

    def packed(self) -> dict[str, Packed]:
        """Return by its id the vectors of each chunk; each task must have been done."""
        return {id_: self._packed(chunk) for id_, chunk in self._chunks.items()}

    def _packed(self, chunk: ToEmbed) -> Packed:
        assert self._vectors is not None
        return chunk.packed(self._vectors[[self._row_of[text] for text in chunk.texts]])


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


def embed_document(parsed: Parsed, embedder: Embedder, with_sentences: bool) -> dict[str, Packed]:
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
