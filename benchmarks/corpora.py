"""Corpora of any size from real text, and their indexes without the cost of embedding them.

1. real documents are read and cut into sentences, and the sentences embedded once: the pool;
2. a made document takes runs of the pool's sentences in a fixed order of chance, so its words and lengths are real;
3. it is chunked and written by the product's own code, with vectors composed of those of its sentences.

What is left out is the embedder alone, whose cost for each chunk does not depend on how many there are.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import chunk as chunking
from assistant.intake.embedding import embed_document
from assistant.intake.parsing import Parsed
from assistant.load import load
from assistant.models.embedders import MiniLM
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.store.index_config import agree
from assistant.store.index_sync import catch_up
from assistant.text.reading_text import reading
from assistant.text.sentences import units
from assistant.types import Document, Locator, Segment

SEED = 20261125
RUN = 8  # sentences taken from one place
RUNS = 40  # in a document: about fifty chunks
READ = (".pdf", ".txt", ".md", ".html", ".vtt", ".srt")
Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Pool:
    """Sentences of real documents, in order, and the vector of each."""

    sentences: list[str]
    vectors: dict[str, Vectors]
    name = MiniLM.name
    cores = 1

    @classmethod
    def of(cls, folder: Path, limit: int) -> Pool:
        """Read documents under a folder, in a fixed order of chance, until there are ``limit`` sentences, and embed those.

        Raises ValueError if there are too few to be recombined.
        """
        sentences: list[str] = []
        paths = sorted(p for p in folder.rglob("*") if p.suffix in READ)
        random.Random(SEED).shuffle(paths)
        for path in paths:
            document = load(path, path.name, {})
            told = (" ".join(reading(document, unit.start, unit.end).split()) for unit in units(document))
            sentences += [sentence for sentence in told if len(sentence) > 20][: limit // 4]
            if len(sentences) >= limit:
                break
        if len(sentences) <= RUN:
            raise ValueError(
                f"{folder} holds {len(sentences)} sentences of text in {', '.join(READ)}: at least {RUN + 1} are needed"
            )
        embedder = MiniLM()
        unique = list(dict.fromkeys(sentences[:limit]))
        with ThreadPoolExecutor(embedder.cores) as cores:
            vectors = np.vstack(list(cores.map(embedder.embed, [unique[n : n + 512] for n in range(0, len(unique), 512)])))
        return cls(sentences[:limit], dict(zip(unique, vectors, strict=True)))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return the known vector of a sentence; of a chunk the mean of its sentences', and a little of its own."""
        return np.vstack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Vectors:
        if text in self.vectors:
            return self.vectors[text]
        chance = np.random.default_rng(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]))
        known = [self.vectors[line] for line in text.split("\n") if line in self.vectors]
        mixed = np.mean(known, axis=0) if known else 0
        vector = mixed + chance.normal(0, 0.3 / 384**0.5, 384).astype(np.float32)
        return np.asarray(vector / np.linalg.norm(vector), np.float32)

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        return MiniLM().count_pieces(texts)

    def documents(self) -> Iterator[Document]:
        """Make documents without end, the same ones every time."""
        chance = random.Random(SEED)
        for number in range(1_000_000):
            runs = (self.sentences[first : first + RUN] for first in chance.choices(range(len(self.sentences) - RUN), k=RUNS))
            yield _document(f"made/{number // 1000:03}/{number:06}.txt", [sentence for run in runs for sentence in run])


def _document(id_: str, sentences: Sequence[str]) -> Document:
    segments, start = [], 0
    for sentence in sentences:
        segments.append(Segment(start, start + len(sentence), "paragraph", Locator()))
        start += len(sentence) + 1
    text = "\n".join(sentences)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(text, tuple(segments), id=id_, sha256=digest, title=sentences[0][:60], kind="report")


@dataclass(frozen=True, slots=True)
class Built:
    """What it took to write an index; ``seconds`` for each stage but embedding."""

    chunks: int
    documents: int
    seconds: dict[str, float]


def build(pool: Pool, chunks: int, data: Path, at: str | None = None) -> Built:
    """Write the catalog, in the data folder or at a URL, and the vector index of a corpus of so many chunks."""
    settings = Settings(data=data, catalog=at)
    catalog = Catalog.open(data, at)
    agree(catalog, settings, pool.name)
    spent = {"chunk": 0.0, "write": 0.0, "index": 0.0}
    made = written = 0
    for document in pool.documents():
        if made >= chunks:
            break
        began = time.perf_counter()
        cut = chunking.chunk(document, pool.count_pieces, settings.chunk_pieces)[: chunks - made]
        bodies = [reading(document, c.start, c.end) for c in cut]
        spent["chunk"] += time.perf_counter() - began
        vectors = embed_document(Parsed(document, cut, bodies, 0.0), pool, True)
        began = time.perf_counter()
        with catalog.writing():
            catalog.put(document, cut, bodies, root="/made", path=f"/made/{document.id}", stamp="made")
            catalog.set_vectors(document.id, vectors)
        spent["write"] += time.perf_counter() - began
        made, written = made + len(cut), written + 1
    began = time.perf_counter()
    catch_up(catalog, settings)
    spent["index"] = time.perf_counter() - began
    catalog.close()
    return Built(made, written, spent)
