"""Question to ranked passages.

1. two searches bring candidates: keywords (BM25 over title, heading and body) and vectors (cosine);
2. every candidate gets both scores, whichever search found it, each scaled over the candidates, and they are fused by a
   weighted sum (a convex combination: Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval");
3. what else is known adds to the sum: the best sentence within the chunk, how many of the question's words stand in or beside
   it, the scores of its neighbours, whether the question names its document (see :mod:`assistant.naming`; it is then searched
   for without that name too), and whether it is after figures and the chunk is a table;
4. chunks that stand side by side are joined into passages, see :mod:`assistant.passages`.

Each lever is one function with one weight in :class:`Weights`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from assistant.catalog import Catalog
from assistant.filters import allowed_documents
from assistant.models import Embedder
from assistant.naming import named_documents
from assistant.nearest import Cosines, Nearest
from assistant.passages import REACH, Candidate, flows, joined, passage_of
from assistant.question import names_in, phrases_in, seeks_figures
from assistant.rows import ChunkRow, DocumentInfo
from assistant.terms import stem, terms, words
from assistant.types import Document, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CANDIDATES = 100  # from each search
PASSAGES = 20
AS_TYPED = 0.3  # nDCG@5 of follow-ups 0.796 as typed, 0.872 at 0.5, 0.885 at 0.3 (81 held-out turns)
LEAST_KEYWORD = 0.2
FEW_TABLES = 0.1  # share of what was found that is tables: up to here they get no preference, at twice that the full one
EXACT = 5000  # chunks of a filtered selection that are searched without the index


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts. ``keyword`` is the convex weight; the others add to the fused score."""

    keyword: float = 0.45
    sentence: float = 0.5
    coverage: float = 0.3
    neighbour: float = 0.15
    named_document: float = 0.5
    table: float = 0.5
    title_field: float = 0.5
    heading_field: float = 0.5
    body_field: float = 1.0


@dataclass(frozen=True)
class Query:
    """A question made ready to search: its vector, and the stems that carry meaning with their weight (idf, at least 0).

    ``focus`` are the stems of what is asked about the things named, "population" in "the population of Coventry"; all of them
    where nothing else is asked. ``rarest`` is the weight of a word that one chunk alone holds.
    """

    text: str
    vector: NDArray[np.float32]
    words: tuple[str, ...]
    stems: Mapping[str, float]
    focus: Mapping[str, float]
    rarest: float


@dataclass(frozen=True)
class Found:
    """What a search found: the query as it was run, and passages, best first."""

    query: Query
    passages: tuple[Passage, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class View:
    """The corpus as one question sees it from beginning to end: what is known of each document, and how to open it."""

    infos: Mapping[str, DocumentInfo]
    open: Callable[[str], Document]

    def holds(self, row: ChunkRow) -> bool:
        """Say whether a chunk belongs to the version of its document that this view knows."""
        info = self.infos.get(row.document)
        return info is not None and row.id.endswith(info.sha256[:12])


class Retriever:
    """Rank the passages of a catalog for a question. It keeps nothing of a question, so one serves every conversation."""

    def __init__(
        self,
        catalog: Catalog,
        nearest: Nearest,
        embedder: Embedder,
        *,
        weights: Weights | None = None,
        passage_chars: int = 2000,
    ) -> None:
        self._catalog = catalog
        self._vectors = nearest
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
        named = {stem(word) for name in names_in(text) for word in words(name)}
        focus = {s: weight for s, weight in idf.items() if s not in named} or idf
        return Query(text, self._embedder.embed([text])[0], found, idf, focus, rarest=math.log(1 + (total - 0.5) / 1.5))

    def retrieve(self, text: str, view: View, *, also: str | None = None, filters: Sequence[str] = (), k: int = PASSAGES) -> Found:
        """Return the ``k`` best passages for a question.

        ``also`` is the message as it was typed, where the question was made from it and from what went before: both are
        searched with and their scores mixed, since replacing one by the other was seen to lose the right passage.
        """
        allowed = allowed_documents(view.infos.values(), filters) if filters else None
        named, rest = named_documents(text, view.infos, self._catalog.mentions)
        query = self.query(text)
        queries = [(query, 1.0)]
        if rest != text:
            queries = [(query, 0.5), (self.query(rest), 0.5)]
        if also is not None and also != text:
            queries = [*((q, share * (1 - AS_TYPED)) for q, share in queries), (self.query(also), AS_TYPED)]
        ranked = self.rank(queries, view, allowed, named)
        flowing = frozenset(id_ for id_ in {c.row.document for c in ranked} if flows(view.infos[id_]))
        groups = joined(ranked, self._passage_chars, k, flowing=flowing, beside=self._beside(ranked[:k], flowing, view))
        return Found(query, tuple(_passage(n, group, view) for n, group in enumerate(groups, 1)), tuple(ranked))

    def rank(
        self,
        queries: Sequence[tuple[Query, float]],
        view: View,
        allowed: frozenset[str] | None = None,
        named: Mapping[str, float] = MappingProxyType({}),
    ) -> list[Candidate]:
        """Return the candidates of all queries, best first; each query counts with its share.

        Only chunks of the versions that the view knows are returned.
        """
        found = [(self._by_words(query, allowed), self._nearest(query, view, allowed)) for query, _ in queries]
        keys = dict.fromkeys(key for by_words, _ in found for key in by_words)
        ids = dict.fromkeys(id_ for _, nearest in found for id_ in nearest)
        unique = {row.key: row for row in self._catalog.chunks(keys, ids)}.values()
        rows = [row for row in unique if view.holds(row) and (allowed is None or row.document in allowed)]
        if not rows:
            return []
        weights = self._weights_for(queries[0][0].text, rows)
        cosines = Cosines(rows)
        features = [
            _features(rows, by_words, cosines.to(query.vector), self._coverage(query, rows, view))
            for (query, _), (by_words, _) in zip(queries, found, strict=True)
        ]
        fused = [_fuse(rows, by_row, weights) for by_row in features]
        return _ordered(
            Candidate(
                row,
                sum(share * by_row[row.key] for (_, share), by_row in zip(queries, fused, strict=True))
                + weights.named_document * named.get(row.document, 0.0)
                + weights.table * row.tabular,
                features[0][row.key] | {"named_document": named.get(row.document, 0.0), "table": row.tabular},
            )
            for row in rows
        )

    def _beside(self, ranked: Sequence[Candidate], flowing: Collection[str], view: View) -> list[Candidate]:
        """Return the chunks around those found in flowing documents, as candidates that nothing was found in."""
        around = {key for c in ranked if c.row.document in flowing for key in range(c.row.key - REACH, c.row.key + REACH + 1)}
        rows = self._catalog.chunks(keys=sorted(around)) if around else []
        return [Candidate(row, -math.inf, {}) for row in rows if row.document in flowing and view.holds(row)]

    def _weights_for(self, question: str, rows: Sequence[ChunkRow]) -> Weights:
        """Fit the weights to how much of what was found are tables.

        There the same words stand on every page, so keywords tell less; and a question after figures is likely to be answered
        by one of them, the more of them there are.
        """
        tabular = sum(row.tabular for row in rows) / len(rows)
        least = min(LEAST_KEYWORD, self.weights.keyword)
        table = self.weights.table * min(1.0, max(0.0, tabular / FEW_TABLES - 1)) * seeks_figures(question)
        return replace(self.weights, keyword=max(least, self.weights.keyword - 1.5 * tabular), table=table)

    def _by_words(self, query: Query, allowed: frozenset[str] | None) -> dict[int, float]:
        """Return the keyword score of the best chunks, by key."""
        w = self.weights
        names = [" ".join(words(name)) for name in phrases_in(query.text)]
        match = " OR ".join(f'"{wanted}"' for wanted in (*query.words, *names))
        fields = (w.title_field, w.heading_field, w.body_field)
        return dict(self._catalog.search_words(match, CANDIDATES, fields, allowed)) if match else {}

    def _nearest(self, query: Query, view: View, allowed: frozenset[str] | None) -> list[str]:
        """Return the ids of the chunks nearest to the question; a small selection is searched exactly, without the index."""
        if allowed is None:
            return [id_ for id_, _ in self._vectors.search(query.vector, CANDIDATES)]
        if sum(view.infos[id_].chunks for id_ in allowed) > EXACT:
            return [id_ for id_, _ in self._vectors.search(query.vector, CANDIDATES * 10)]
        ids, vectors = self._catalog.vectors_of(sorted(allowed))
        if not ids:
            return []
        scores = (vectors @ query.vector).tolist()
        return [ids[n] for n in sorted(range(len(ids)), key=lambda n: -scores[n])[:CANDIDATES]]

    def _coverage(self, query: Query, rows: Sequence[ChunkRow], view: View) -> dict[int, float]:
        """Return how much of the question's weight (idf) stands in each chunk or a neighbour, their title and headings.

        The keyword score grows with every repetition of one word; this grows only with another word of the question, wherever
        between one chunk's beginning and the next one's end it stands.
        """
        around = {row.key: _around(row, view.infos[row.document].chunks) for row in rows}
        weights = {word: query.stems[root] for root, word in {stem(word): word for word in query.words}.items()}
        held: dict[int, set[str]] = {}
        for key, word in self._catalog.words_held(list(weights), set().union(*around.values())):
            held.setdefault(key, set()).add(word)
        total = sum(weights.values())
        return {
            key: sum(weights[word] for word in set().union(*(held.get(k, ()) for k in keys))) / total
            for key, keys in around.items()
        }


def _around(row: ChunkRow, chunks: int) -> range:
    """Return the keys of a chunk and of those before and after it; a document's chunks have consecutive keys."""
    return range(row.key - (row.ordinal > 0), row.key + 1 + (row.ordinal + 1 < chunks))


def _features(
    rows: Sequence[ChunkRow], keyword: Mapping[int, float], cosines: tuple[list[float], list[float]], coverage: Mapping[int, float]
) -> dict[int, dict[str, float]]:
    """Return, by chunk key, each score of a chunk for a question."""
    return {
        row.key: {"keyword": keyword.get(row.key, 0.0), "vector": vector, "sentence": sentence, "coverage": coverage[row.key]}
        for row, vector, sentence in zip(rows, *cosines, strict=True)
    }


def _fuse(rows: Sequence[ChunkRow], features: Mapping[int, Mapping[str, float]], weights: Weights) -> dict[int, float]:
    scaled = {name: _scaled({key: f[name] for key, f in features.items()}) for name in ("keyword", "vector", "sentence")}
    share = weights.sentence
    fused = {
        row.key: weights.keyword * scaled["keyword"][row.key]
        + (1 - weights.keyword) * ((1 - share) * scaled["vector"][row.key] + share * scaled["sentence"][row.key])
        + weights.coverage * features[row.key]["coverage"]
        for row in rows
    }
    at = {(row.document, row.ordinal): fused[row.key] for row in rows}
    return {
        row.key: fused[row.key] + weights.neighbour * sum(at.get((row.document, row.ordinal + step), 0.0) for step in (-1, 1))
        for row in rows
    }


def _ordered(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Put the best first; equals in the order of their documents, so that the same search gives the same list everywhere."""
    return sorted(candidates, key=lambda c: (-c.score, c.row.document, c.row.start))


def _scaled(scores: Mapping[int, float]) -> dict[int, float]:
    """Scale scores so that the best is 1 and the worst candidate 0."""
    low, high = min(scores.values()), max(scores.values())
    spread = (high - low) or 1.0
    return {key: (score - low) / spread for key, score in scores.items()}


def _passage(rank: int, group: Sequence[Candidate], view: View) -> Passage:
    id_ = group[0].row.document
    span = min(c.row.start for c in group), max(c.row.end for c in group)
    return passage_of(view.open(id_), view.infos[id_], span, rank=rank, score=group[0].score, features=group[0].features)
