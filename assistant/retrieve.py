"""Question to ranked passages.

1. two searches bring candidates: keywords (BM25 over title, heading and body) and vectors (cosine);
2. every candidate gets both scores, whichever search found it, each scaled over the candidates, and they are fused by a
   weighted sum (a convex combination: Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval");
3. what else is known adds to the sum: the best sentence within the chunk, the neighbours of a chunk;
4. chunks that stand side by side in the same section are joined into one passage, within a bound on its length.

Each lever is one function with one weight in :class:`Weights`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.catalog import Catalog, ChunkRow, DocumentInfo
from assistant.index import VectorIndex
from assistant.models import Embedder
from assistant.terms import stem, terms
from assistant.types import Document, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CANDIDATES = 100  # from each search
PASSAGES = 20


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts. ``keyword`` is the convex weight; the others add to the fused score."""

    keyword: float = 0.55
    sentence: float = 0.5
    coverage: float = 0.2
    neighbour: float = 0.15
    title_field: float = 0.5
    heading_field: float = 0.5
    body_field: float = 1.0


@dataclass(frozen=True)
class Query:
    """A question made ready to search: its vector, and the stems that carry meaning with their weight (idf, at least 0)."""

    text: str
    vector: NDArray[np.float32]
    words: tuple[str, ...]
    stems: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk and the evidence for it; ``features`` holds each score before it was weighed."""

    row: ChunkRow
    score: float
    features: Mapping[str, float]


@dataclass(frozen=True)
class Found:
    """What a search found: the query as it was run, and passages, best first."""

    query: Query
    passages: tuple[Passage, ...]
    candidates: tuple[Candidate, ...]


Open = Callable[[str], Document]


class Retriever:
    """Rank the passages of a catalog for a question. It keeps nothing of a question, so one serves every conversation."""

    def __init__(
        self,
        catalog: Catalog,
        index: VectorIndex,
        embedder: Embedder,
        *,
        weights: Weights | None = None,
        passage_chars: int = 2000,
    ) -> None:
        self._catalog = catalog
        self._index = index
        self._embedder = embedder
        self._passage_chars = passage_chars
        self.weights = weights or Weights()

    def query(self, text: str) -> Query:
        """Embed a question and weigh its words by how rare they are in the corpus."""
        found = terms(text)
        by_word = {word: stem(word) for word in found}
        counts = self._catalog.chunks_with(sorted(set(by_word.values())))
        total = self._catalog.count_chunks()
        idf = {s: math.log(1 + (total - counts.get(s, 0) + 0.5) / (counts.get(s, 0) + 0.5)) for s in by_word.values()}
        return Query(text, self._embedder.embed([text])[0], found, idf)

    def retrieve(
        self,
        text: str,
        documents: Mapping[str, DocumentInfo],
        open_document: Open,
        *,
        allowed: frozenset[str] | None = None,
        k: int = PASSAGES,
    ) -> Found:
        """Return the ``k`` best passages, of the ``allowed`` documents only where that is given."""
        query = self.query(text)
        ranked = self.rank(query, allowed)
        groups = joined(ranked, open_document, self._passage_chars, k)
        passages = tuple(_passage(n, group, documents, open_document) for n, group in enumerate(groups, 1))
        return Found(query, passages, tuple(ranked))

    def rank(self, query: Query, allowed: frozenset[str] | None = None) -> list[Candidate]:
        """Return the candidates of both searches, best first."""
        keyword, rows = self._candidates(query, allowed)
        if not rows:
            return []
        features = {row.key: self._features(query, row, keyword) for row in rows}
        fused = _fuse(rows, features, self.weights)
        return sorted(
            (Candidate(row, fused[row.key], features[row.key]) for row in rows),
            key=lambda c: (-c.score, c.row.document, c.row.start),
        )

    def _candidates(self, query: Query, allowed: frozenset[str] | None) -> tuple[dict[int, float], list[ChunkRow]]:
        w = self.weights
        many = CANDIDATES if allowed is None else CANDIDATES * 5
        match = " OR ".join(f'"{word}"' for word in query.words)
        keyword = dict(self._catalog.search_words(match, many, (w.title_field, w.heading_field, w.body_field))) if match else {}
        nearest = self._index.search(query.vector, many)
        rows = {row.key: row for row in self._catalog.chunks(keys=keyword, ids=[id_ for id_, _ in nearest])}
        chosen = [row for row in rows.values() if allowed is None or row.document in allowed]
        return keyword, chosen

    def _features(self, query: Query, row: ChunkRow, keyword: Mapping[int, float]) -> dict[str, float]:
        vector = float(row.vector @ query.vector) if row.vector is not None else 0.0
        sentence = float((row.sentence_vectors @ query.vector).max()) if row.sentence_vectors is not None else vector
        return {"keyword": keyword.get(row.key, 0.0), "vector": vector, "sentence": sentence}


def _fuse(rows: Sequence[ChunkRow], features: Mapping[int, Mapping[str, float]], weights: Weights) -> dict[int, float]:
    scaled = {name: _scaled({key: f[name] for key, f in features.items()}) for name in ("keyword", "vector", "sentence")}
    share = weights.sentence
    fused = {
        row.key: weights.keyword * scaled["keyword"][row.key]
        + (1 - weights.keyword) * ((1 - share) * scaled["vector"][row.key] + share * scaled["sentence"][row.key])
        for row in rows
    }
    at = {(row.document, row.ordinal): fused[row.key] for row in rows}
    return {
        row.key: fused[row.key] + weights.neighbour * sum(at.get((row.document, row.ordinal + step), 0.0) for step in (-1, 1))
        for row in rows
    }


def _scaled(scores: Mapping[int, float]) -> dict[int, float]:
    """Scale scores so that the best is 1 and the worst candidate 0."""
    low, high = min(scores.values()), max(scores.values())
    spread = (high - low) or 1.0
    return {key: (score - low) / spread for key, score in scores.items()}


def joined(ranked: Sequence[Candidate], open_document: Open, limit: int, k: int) -> list[list[Candidate]]:
    """Join chunks that stand side by side, under the same heading, into groups of at most ``limit`` characters."""
    groups: list[list[Candidate]] = []
    for candidate in ranked:
        home = next((g for g in groups if _extends(g, candidate, limit)), None)
        if home is not None:
            home.append(candidate)
        elif len(groups) < k:
            groups.append([candidate])
    return groups


def _extends(group: Sequence[Candidate], candidate: Candidate, limit: int) -> bool:
    first = group[0].row
    if candidate.row.document != first.document or candidate.row.context != first.context:
        return False
    ordinals = [c.row.ordinal for c in group]
    if candidate.row.ordinal not in (min(ordinals) - 1, max(ordinals) + 1):
        return False
    start = min(candidate.row.start, *(c.row.start for c in group))
    end = max(candidate.row.end, *(c.row.end for c in group))
    return end - start <= limit


def _passage(rank: int, group: Sequence[Candidate], documents: Mapping[str, DocumentInfo], open_document: Open) -> Passage:
    id_ = group[0].row.document
    document, info = open_document(id_), documents[id_]
    start, end = min(c.row.start for c in group), max(c.row.end for c in group)
    return Passage(
        rank=rank,
        score=group[0].score,
        document=id_,
        title=info.title,
        kind=info.kind,
        date=info.date,
        locator=document.locate(start, end),
        start=start,
        end=end,
        text=document.text[start:end],
        citation_id=document.cite_id(start, end),
        features=group[0].features,
    )
