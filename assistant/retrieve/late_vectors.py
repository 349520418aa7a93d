"""Vectors that the index has not, made when an answer is to rest on them.

Words find a chunk as soon as its file is read; whether a sentence of it answers is told by what it means. Without these vectors
most questions are declined until the ingest has come to their documents, and always in an index that is made without vectors of
sentences (docs/trials/declining.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from assistant.embed import ToEmbed
from assistant.lru import LruCache
from assistant.models.embedders import Embedder
from assistant.store.rows import ChunkRow, pack_vectors
from assistant.text.reading_text import reading
from assistant.types import Open

MOST_EMBEDDED = 10  # chunks that are embedded for one search: 0.1 to 0.3 s of one core
KEPT = 8 * 2**20  # bytes of the vectors of sentences that are kept: some 4,000 chunks


class LateVectors:
    """Makes the vectors that an ingest is going to make, and leaves writing them to it. Safe to share between threads."""

    def __init__(self, embedder: Embedder, *, with_sentences: bool) -> None:
        self._embedder = embedder
        self._with_sentences = with_sentences
        self._sentences: LruCache[str, bytes] = LruCache(KEPT, weigh=len)  # by chunk

    def of(self, rows: Sequence[ChunkRow], open_document: Open) -> list[ChunkRow]:
        """Return chunks with their vectors and those of their sentences."""
        chunks = [self._to_embed(row, open_document) for row in rows]
        texts = list(dict.fromkeys(text for chunk in chunks for text in chunk.texts))
        vectors, row_of = self._embedder.embed(texts), {text: n for n, text in enumerate(texts)}
        packed = [chunk.packed(vectors[[row_of[text] for text in chunk.texts]]) for chunk in chunks]
        each = zip(rows, packed, strict=True)
        return [row._replace(packed_vector=chunk, packed_sentences=sentences) for row, (chunk, sentences) in each]

    def of_sentences(self, rows: Sequence[ChunkRow], open_document: Open) -> dict[int, ChunkRow]:
        """Return by its key each chunk that has sentences without vectors, with these."""
        bare = [row for row in rows if row.packed_sentences is None and row.sentences]
        packed = self._sentences.of(row.id for row in bare)
        if fresh := [row for row in bare if row.id not in packed]:
            texts = [[reading(open_document(row.document), *span) for span in row.sentences] for row in fresh]
            flat = list(dict.fromkeys(chain.from_iterable(texts)))
            vectors, row_of = self._embedder.embed(flat), {text: n for n, text in enumerate(flat)}
            made = {row.id: pack_vectors(vectors[[row_of[text] for text in said]]) for row, said in zip(fresh, texts, strict=True)}
            self._sentences.keep(made)
            packed |= made
        return {row.key: row._replace(packed_sentences=packed[row.id]) for row in bare}

    def _to_embed(self, row: ChunkRow, open_document: Open) -> ToEmbed:
        document = open_document(row.document)
        return ToEmbed.of(document, row, reading(document, row.start, row.end), self._with_sentences)
