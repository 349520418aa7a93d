"""Vectors for chunks that have none yet, since their document is still being embedded: made when an answer is to rest on them.

Words find a chunk as soon as its file is read; whether a sentence of it answers is told by what it means. Without these vectors
most questions are declined until the ingest has come to their documents (docs/trials/declining.md).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.embed import ToEmbed
from assistant.models.embedders import Embedder
from assistant.store.rows import ChunkRow
from assistant.text.reading_text import reading
from assistant.types import Open

MOST = 10  # chunks that are embedded for one search: 0.1 to 0.3 s of one core


class LateVectors:
    """Makes the vectors that an ingest is going to make, and leaves writing them to it. Safe to share between threads."""

    def __init__(self, embedder: Embedder, *, with_sentences: bool) -> None:
        self._embedder = embedder
        self._with_sentences = with_sentences

    def of(self, rows: Sequence[ChunkRow], open_document: Open) -> list[ChunkRow]:
        """Return chunks with their vectors and those of their sentences."""
        chunks = [self._to_embed(row, open_document) for row in rows]
        texts = list(dict.fromkeys(text for chunk in chunks for text in chunk.texts))
        vectors, row_of = self._embedder.embed(texts), {text: n for n, text in enumerate(texts)}
        packed = [chunk.packed(vectors[[row_of[text] for text in chunk.texts]]) for chunk in chunks]
        each = zip(rows, packed, strict=True)
        return [row._replace(packed_vector=chunk, packed_sentences=sentences) for row, (chunk, sentences) in each]

    def _to_embed(self, row: ChunkRow, open_document: Open) -> ToEmbed:
        document = open_document(row.document)
        return ToEmbed.of(document, row, reading(document, row.start, row.end), self._with_sentences)
