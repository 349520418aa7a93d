"""Candidates to ranked candidates: the scores of keywords and of meaning are fused, and what else is known is added.

1. every candidate gets both scores, whichever search found it, each scaled over the candidates, and they are fused by a weighted
   sum (a convex combination: Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval"), in which
   keywords count less among tables, and where no chunk holds most of what is asked;
2. what else is known adds to the sum: the best sentence within the chunk, how many of the question's words stand in or beside it,
   the scores of its neighbours, whether the question names its document (see :mod:`.named_documents`), whether it is after figures
   and the chunk is a table, and, where tables abound, how good the region is that the chunk stands in, since a table there runs
   over several chunks.

Each lever is one function with one weight in :class:`Weights`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.questions.causes import change_asked
from assistant.questions.form import seeks_figures
from assistant.retrieve.candidates import Gathered
from assistant.retrieve.keywords import Keywords
from assistant.retrieve.passages import REACH, Candidate, in_order
from assistant.store.rows import ChunkRow, DocumentInfo, Postings
from assistant.text.terms import stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.retrieve.retriever import Query

    Column = NDArray[np.float64]

LEAST_KEYWORD = 0.2  # weight of keywords however many tables there are
CHANCE, SHARED = 0.4, 0.6  # the most of a question that any chunk covers: up to here its words tell little, from there on all
BY_CHANCE = 0.2  # of the weight of keywords that they have where they tell little
FEW_TABLES = 0.1  # share of what was found that is tables: up to here they do not abound, from twice that on they do in full
UNKNOWN = 0.5  # how near in meaning a chunk is taken to be whose vectors are still being made, where the nearest is 1
REGION = 3  # chunks that speak for the region of a chunk: the best of those up to ``passages.REACH`` away, itself among them


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts. ``keyword`` is the convex weight; the others add to the fused score."""

    keyword: float = 0.45
    sentence: float = 0.5
    coverage: float = 0.3
    neighbour: float = 0.15
    region: float = 0.2
    named_document: float = 0.5
    table: float = 0.5
    title_field: float = 0.5
    heading_field: float = 0.5
    body_field: float = 1.0


@dataclass(frozen=True, slots=True)
class Ranker:
    """Ranks what was gathered for a question by its weights; ``keywords`` tell which chunks hold a word."""

    weights: Weights
    keywords: Keywords

    def rank(
        self,
        queries: Sequence[tuple[Query, float]],
        gathered: Gathered,
        infos: Mapping[str, DocumentInfo],
        named: Mapping[str, float],
    ) -> list[Candidate]:
        """Return the chunks gathered for all queries, each with its share, as candidates, best first; those ``named`` go ahead."""
        import numpy as np

        rows = gathered.rows
        if not rows:
            return []
        neighbours = Neighbours(rows, [infos[row.document].chunks for row in rows])
        words = {stem(word): word for query, _ in queries for word in query.words}
        holding = zip(words, self.keywords.of_each(list(words.values())), strict=True)
        held = {root: neighbours.in_or_beside(postings) for root, postings in holding}
        each = [_scores(query, gathered, neighbours, held) for query, _ in queries]
        bearing = np.array([named.get(row.document, 0.0) for row in rows]) if named else np.zeros(len(rows))
        tabular = np.array([row.tabular for row in rows])
        first = queries[0][0]
        alike = in_their_words(first, float(each[0]["coverage"].max())) if len(queries) == 1 else 1.0
        weights = self._weights_for(first.text, math.fsum(tabular.tolist()) / len(rows), alike)
        known = np.array([row.packed_vector is not None for row in rows])
        fused = sum(share * _fuse(neighbours, scores, weights, known) for (_, share), scores in zip(queries, each, strict=True))
        total = fused + weights.named_document * bearing + weights.table * tabular
        if weights.region:
            total = total + weights.region * (total.max() - total.min()) * neighbours.of_region(_scaled(total))
        columns = {name: scores.tolist() for name, scores in {**each[0], "named_document": bearing, "table": tabular}.items()}
        order = np.argsort(-total, kind="stable")
        best = total[order]
        found = [Candidate(rows[n], score, Features(columns, n)) for n, score in zip(order.tolist(), best.tolist(), strict=True)]
        return in_order(found) if (best[1:] == best[:-1]).any() else found

    def _weights_for(self, question: str, tabular: float, alike: float) -> Weights:
        """Fit the weights to how much of what was found are tables, as a share, and how far the question is in the texts' words.

        Among tables the same words stand on every page, so keywords tell less; a question after figures is likely to be answered
        by one of them, the more of them there are; and a table is longer than a chunk, so the region tells more than what is next.
        Where no chunk covers most of the question it is put in other words than the texts have: the few that it shares are chance.
        """
        keyword = max(min(LEAST_KEYWORD, self.weights.keyword), self.weights.keyword - 1.5 * tabular)
        abound = min(1.0, max(0.0, tabular / FEW_TABLES - 1))
        return replace(
            self.weights,
            keyword=keyword * (BY_CHANCE + (1 - BY_CHANCE) * alike),
            table=self.weights.table * abound * (seeks_figures(question) and change_asked(question) is None),
            neighbour=self.weights.neighbour * (1 - abound),
            region=self.weights.region * abound,
        )


def _scores(query: Query, gathered: Gathered, neighbours: Neighbours, held: Mapping[str, NDArray[np.bool_]]) -> dict[str, Column]:
    """Return each score of every chunk for a question, as it is before it is scaled."""
    import numpy as np

    vector, sentence = gathered.cosines(query.vector)
    keyword = np.array([query.holding.get(key, 0.0) for key in neighbours.keys.tolist()])
    return {"keyword": keyword, "vector": vector, "sentence": sentence, "coverage": _coverage(query, neighbours, held)}


def _coverage(query: Query, neighbours: Neighbours, held: Mapping[str, NDArray[np.bool_]]) -> Column:
    """Return how much of the question's weight (idf) stands in each chunk or a neighbour, their title and headings.

    The keyword score grows with every repetition of one word; this grows only with another word of the question, wherever
    between one chunk's beginning and the next one's end it stands. ``held`` says of each stem where it does.
    """
    import numpy as np

    covered = np.zeros(len(neighbours.keys))
    for root, weight in query.stems.items():
        covered += weight * held[root]
    return covered / (sum(query.stems.values()) or 1.0)


class Features(Mapping[str, float]):
    """The scores of one candidate, in the columns of all of them."""

    __slots__ = ("_at", "_columns")

    def __init__(self, columns: Mapping[str, Sequence[float]], at: int) -> None:
        self._columns, self._at = columns, at

    def __getitem__(self, name: str) -> float:
        return self._columns[name][self._at]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


class Neighbours:
    """The candidates of a question, of documents of so many ``chunks``, as arrays, and which stand beside each other."""

    def __init__(self, rows: Sequence[ChunkRow], chunks: Sequence[int]) -> None:
        import numpy as np

        ordinals = np.array([row.ordinal for row in rows])
        self.keys = np.array([row.key for row in rows], np.int32)
        self._firsts = self.keys - ordinals  # the key of the first chunk of its document
        self._has_before, self._has_after = ordinals > 0, ordinals + 1 < np.array(chunks)
        self._in_order = np.argsort(self.keys)
        self._place = np.empty_like(self._in_order)  # of each chunk in that order
        self._place[self._in_order] = np.arange(len(rows))
        keys, has_before, has_after = (values[self._in_order] for values in (self.keys, self._has_before, self._has_after))
        self._around = np.concatenate([keys, keys - has_before, keys + has_after])  # looked up sooner where they ascend

    def in_or_beside(self, postings: Postings) -> NDArray[np.bool_]:
        """Say of each chunk whether it, or the one before or after it in its document, holds a word."""
        held = postings.among(self._around).reshape(3, -1)
        near: NDArray[np.bool_] = (held[0] | held[1] | held[2])[self._place]
        return near

    def of_neighbours(self, scores: Column) -> Column:
        """Return for each chunk the sum of the scores of those before and after it, where they are candidates too."""
        import numpy as np

        order = self._in_order
        keys, ordered = self.keys[order], scores[order]
        follows = (np.diff(keys) == 1) & self._has_before[order][1:]
        total = np.zeros(len(keys))
        total[1:] += ordered[:-1] * follows
        total[:-1] += ordered[1:] * follows
        back = np.empty_like(total)
        back[order] = total
        return back

    def of_region(self, scores: Column) -> Column:
        """Return for each chunk the sum of the best ``REGION`` scores among the candidates that stand up to ``REACH`` away."""
        import numpy as np

        keys, ordered, firsts = (values[self._in_order] for values in (self.keys, scores, self._firsts))
        near = []
        for step in range(-REACH, REACH + 1):
            at = np.minimum(np.searchsorted(keys, self.keys + step), len(keys) - 1)
            near.append(np.where((keys[at] == self.keys + step) & (firsts[at] == self._firsts), ordered[at], 0.0))
        best: Column = np.sort(np.stack(near), axis=0)[-REGION:].sum(axis=0)
        return best


def in_their_words(query: Query, covered: float) -> float:
    """Return how far a question, names that stand nowhere apart, is in the texts' words, 0 to 1, by the most any chunk covers."""
    strange = sum(weight for root, weight in query.stems.items() if root not in query.focus and weight > query.rarest)
    most = covered / (1 - strange / whole) if (whole := sum(query.stems.values())) > strange else 1.0
    return min(1.0, max(0.0, (most - CHANCE) / (SHARED - CHANCE)))


def _fuse(neighbours: Neighbours, scores: Mapping[str, Column], weights: Weights, known: NDArray[np.bool_]) -> Column:
    """Return the weighted sum of the scores of every chunk, with what those beside it have; ``known`` says which have vectors."""
    keyword, vector, sentence = (_scaled(scores[name]) for name in ("keyword", "vector", "sentence"))
    meaning = (1 - weights.sentence) * vector + weights.sentence * sentence
    meaning[~known] = UNKNOWN
    fused = weights.keyword * keyword + (1 - weights.keyword) * meaning + weights.coverage * scores["coverage"]
    return fused + weights.neighbour * neighbours.of_neighbours(fused)


def _scaled(scores: Column) -> Column:
    """Scale scores so that the best is 1 and the worst candidate 0."""
    low, high = scores.min(), scores.max()
    scaled: Column = (scores - low) / ((high - low) or 1.0)
    return scaled
