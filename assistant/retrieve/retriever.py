"""Question to ranked passages.

1. two searches bring candidates: keywords (BM25 over title, heading and body) and vectors (cosine); what rests on financial
   statements is searched for by their names too, see :mod:`.finance`;
2. every candidate gets both scores, whichever search found it, each scaled over the candidates, and they are fused by a
   weighted sum (a convex combination: Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval"), in
   which keywords count less among tables, and where no chunk holds most of what is asked;
3. what else is known adds to the sum: the best sentence within the chunk, how many of the question's words stand in or beside
   it, the scores of its neighbours, whether the question names its document (see :mod:`.naming`; it is then searched
   for without that name too), whether it is after figures and the chunk is a table, and, where tables abound, how good the
   region is that the chunk stands in, since a table there runs over several chunks;
4. what a document says twice is taken once, and chunks that stand side by side are joined into passages, see
   :mod:`.passages`.

Each lever is one function with one weight in :class:`Weights`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from assistant.models.embedders import Embedder
from assistant.questions.form import seeks_figures
from assistant.questions.names import names_in, phrases_in
from assistant.retrieve.casing import Casing, in_small
from assistant.retrieve.embedding import CANDIDATES, Embedding, Meant
from assistant.retrieve.filters import allowed_documents
from assistant.retrieve.finance import statements_behind
from assistant.retrieve.gathered import Gathered
from assistant.retrieve.keywords import Keywords
from assistant.retrieve.lately import Lately
from assistant.retrieve.naming import VIEWS, Titles, named_documents
from assistant.retrieve.nearest import Nearest
from assistant.retrieve.passages import REACH, Candidate, flows, in_order, joined, once, passage_of
from assistant.retrieve.recent import Recent
from assistant.retrieve.spelling import Read, Spelling
from assistant.retrieve.standing import as_written
from assistant.store.catalog import Catalog
from assistant.store.rows import ChunkRow, DocumentInfo, Postings
from assistant.text.contracted import in_one_verb, with_apostrophes
from assistant.text.terms import stem, terms, words
from assistant.types import Document, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column = NDArray[np.float64]

T = TypeVar("T")

PASSAGES = 20  # returned, where no number is asked for
AS_TYPED = 0.3  # nDCG@5 of follow-ups 0.796 as typed, 0.872 at 0.5, 0.885 at 0.3 (81 held-out turns)
STATEMENTS = 0.2  # of a question that rests on financial statements, for the names that they bear in the corpus
LEAST_KEYWORD = 0.2  # weight of keywords however many tables there are
CHANCE, SHARED = 0.4, 0.6  # the most of a question that any chunk covers: up to here its words tell little, from there on all
BY_CHANCE = 0.2  # of the weight of keywords that they have where they tell little
FEW_TABLES = 0.1  # share of what was found that is tables: up to here they do not abound, from twice that on they do in full
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


@dataclass(frozen=True)
class Query:
    """A question made ready: its vector, the keys of what is near to it, and the stems that carry meaning with their weight.

    A weight is an idf, at least 0. ``holding`` are the chunks that hold its words, by key, with their keyword scores. ``focus``
    are the stems of what is asked about the things named, "population" in "the population of Coventry"; all of them where nothing
    else is asked. ``rarest`` is the weight of a word that one chunk alone holds.
    """

    text: str
    vector: NDArray[np.float32]
    nearest: tuple[int, ...]
    holding: Mapping[int, float]
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

    def texts(self, rows: Sequence[ChunkRow], most: int) -> Iterator[str]:
        """Yield the texts of chunks that this view holds, those in the first ``most`` of their documents."""
        opened = list(dict.fromkeys(row.document for row in rows))[:most]
        return (self.open(row.document).text[row.start : row.end] for row in rows if row.document in opened)


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
        self._passage_chars = passage_chars
        self.weights = weights or Weights()
        self._catalog = catalog
        self._keywords = Keywords(catalog, (self.weights.title_field, self.weights.heading_field, self.weights.body_field))
        self._embedding = Embedding(catalog, nearest, embedder)
        self._recent = Recent(catalog)
        self.spelling = Spelling(catalog, self._keywords, self._recent)
        self._casing = Casing(self._keywords, self._recent)
        self._titles = Lately(Titles, VIEWS)

    def warm(self, going_on: Callable[[], bool]) -> None:
        """Fetch what searches are going to need, as far as it is kept in memory, for as long as ``going_on`` says so."""
        for step in (lambda _: self._embedding.warm(), self._recent.warm, self._keywords.warm, self.spelling.warm):
            if going_on():
                step(going_on)

    def read(self, message: str, view: View) -> Read:
        """Return a message as it is read: slips of typing mended, its names and contractions as they are written."""
        read = self.spelling.read(in_small(message), view)
        return replace(read, text=self._casing.read(in_one_verb(with_apostrophes(read.text)), view, self._catalog.revision))

    def standing(self, phrase: str, view: View) -> tuple[str, bool] | None:
        """Return a phrase as the corpus writes it, and whether it is a place, where it is a name there; else ``None``."""
        return as_written(phrase, self._catalog, view)

    def knows(self, word: str) -> bool:
        """Say whether a word stands in any text, in whatever form."""
        self._keywords.look(self._catalog.revision)
        return self._keywords.counts([word])[0][0] > 0

    def query(self, text: str, meant: Future[Meant], gathered: Gathered, allowed: frozenset[str] | None = None) -> Query:
        """Weigh the words of a question and gather the chunks that hold them, while it is searched for by what it means."""
        found = terms(text)
        names = [" ".join(words(name)) for name in phrases_in(text)]
        holding = self._keywords.search([*found, *names], CANDIDATES, allowed)
        gathered.add(holding)
        counts, total = self._keywords.counts(found)
        idf = {stem(word): math.log(1 + (total - n + 0.5) / (n + 0.5)) for word, n in zip(found, counts, strict=True)}
        named = {stem(word) for name in names_in(text) for word in words(name)}
        focus = {s: weight for s, weight in idf.items() if s not in named} or idf
        near = meant.result()
        return Query(text, near.vector, near.nearest, holding, found, idf, focus, rarest=math.log(1 + (total - 0.5) / 1.5))

    def search(self, text: str, view: View, *, filters: Sequence[str] = (), k: int = PASSAGES) -> Found:
        """Return the ``k`` best passages for what was typed, its slips mended; that is looked into while it is being embedded."""
        allowed = _allowed(view, filters)
        begun = self._embedding.begin(text, view.infos, allowed)
        read = self.spelling.mended(text, view)
        return self._ranked(read, view, allowed, k, begun=begun if read == text else None)

    def retrieve(self, text: str, view: View, *, also: str | None = None, filters: Sequence[str] = (), k: int = PASSAGES) -> Found:
        """Return the ``k`` best passages for a question.

        ``also`` is the message as it was typed, where the question was made from it and from what went before: both are
        searched with and their scores mixed, since replacing one by the other was seen to lose the right passage.
        """
        return self._ranked(text, view, _allowed(view, filters), k, also=also)

    def _ranked(
        self,
        text: str,
        view: View,
        allowed: frozenset[str] | None,
        k: int,
        *,
        also: str | None = None,
        begun: Future[Meant] | None = None,
    ) -> Found:
        """Return the ``k`` best passages among the documents allowed (``None``: all).

        ``begun`` is the search for what the question means, where that has begun.
        """
        search = partial(self._embedding.begin, infos=view.infos, allowed=allowed)
        asked = [((text, begun or search(text)), 1.0)]
        revision = self._catalog.revision
        self._keywords.look(revision)
        self._recent.look(revision)
        named, rest = named_documents(text, self._titles.of(view.infos), self._keywords.mentions)
        if rest != text:
            asked = _mixed(asked, (rest, search(rest)), 0.5)
        if also is not None and also != text:
            asked = _mixed(asked, (also, search(also)), AS_TYPED)
        statements = statements_behind(text)
        if printed := [n for n, found in zip(statements, self._keywords.of_each(statements), strict=True) if len(found.keys)]:
            names = "; ".join(printed)
            asked = _mixed(asked, (names, search(names)), STATEMENTS)
        gathered = Gathered(self._recent, lambda row: view.holds(row) and (allowed is None or row.document in allowed))
        queries = [(self.query(each, meant, gathered, allowed), share) for (each, meant), share in asked]
        gathered.add(chain.from_iterable(query.nearest for query, _ in queries))
        ranked = once(self.rank(queries, gathered, view, named), view.open)
        flowing = frozenset(id_ for id_ in {c.row.document for c in ranked} if flows(view.infos[id_]))
        groups = joined(ranked, self._passage_chars, k, flowing=flowing, beside=self._beside(ranked[:k], flowing, view))
        return Found(queries[0][0], tuple(_passage(n, group, view) for n, group in enumerate(groups, 1)), tuple(ranked))

    def rank(
        self,
        queries: Sequence[tuple[Query, float]],
        gathered: Gathered,
        view: View,
        named: Mapping[str, float] = MappingProxyType({}),
    ) -> list[Candidate]:
        """Return the chunks gathered for all queries as candidates, best first; each query counts with its share."""
        import numpy as np

        rows = gathered.rows
        if not rows:
            return []
        tabular = np.array([row.tabular for row in rows])
        among = _Among(rows, [view.infos[row.document].chunks for row in rows])
        features = [
            _features(among, query.holding, gathered.cosines(query.vector), self._coverage(query, among)) for query, _ in queries
        ]
        alike = in_their_words(queries[0][0], float(features[0]["coverage"].max())) if len(queries) == 1 else 1.0
        weights = self._weights_for(queries[0][0].text, math.fsum(tabular.tolist()) / len(rows), alike)
        bearing = np.array([named.get(row.document, 0.0) for row in rows]) if named else np.zeros(len(rows))
        scores = sum(share * _fuse(among, f, weights) for (_, share), f in zip(queries, features, strict=True))
        scores = scores + weights.named_document * bearing + weights.table * tabular
        if weights.region:
            scores = scores + weights.region * (scores.max() - scores.min()) * among.of_region(_scaled(scores))
        told = {name: of_each.tolist() for name, of_each in features[0].items()}
        told |= {"named_document": bearing.tolist(), "table": tabular.tolist()}
        return in_order(
            Candidate(row, score, Features(told, n)) for n, (row, score) in enumerate(zip(rows, scores.tolist(), strict=True))
        )

    def _beside(self, ranked: Sequence[Candidate], flowing: Collection[str], view: View) -> list[Candidate]:
        """Return the chunks around those found in flowing documents, as candidates that nothing was found in."""
        around = {key for c in ranked if c.row.document in flowing for key in range(c.row.key - REACH, c.row.key + REACH + 1)}
        rows = self._recent.chunks(keys=around) if around else []
        return [Candidate(row, -math.inf, {}) for row in rows if row.document in flowing and view.holds(row)]

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
            table=self.weights.table * abound * seeks_figures(question),
            neighbour=self.weights.neighbour * (1 - abound),
            region=self.weights.region * abound,
        )

    def _coverage(self, query: Query, among: _Among) -> Column:
        """Return how much of the question's weight (idf) stands in each chunk or a neighbour, their title and headings.

        The keyword score grows with every repetition of one word; this grows only with another word of the question, wherever
        between one chunk's beginning and the next one's end it stands.
        """
        import numpy as np

        weights = {word: query.stems[root] for root, word in {stem(word): word for word in query.words}.items()}
        held = np.zeros(len(among.keys))
        for weight, postings in zip(weights.values(), self._keywords.of_each(list(weights)), strict=True):
            held += weight * among.in_or_beside(postings)
        return held / (sum(weights.values()) or 1.0)


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


class _Among:
    """The candidates of a question as arrays, and who stands beside whom; a document's chunks have consecutive keys."""

    def __init__(self, rows: Sequence[ChunkRow], chunks: Sequence[int]) -> None:
        import numpy as np

        ordinals = np.array([row.ordinal for row in rows])
        self.keys = np.array([row.key for row in rows], np.int32)
        self._firsts = self.keys - ordinals  # the key of the first chunk of its document
        self._has_before, self._has_after = ordinals > 0, ordinals + 1 < np.array(chunks)
        self._in_order = np.argsort(self.keys)
        before, after = self.keys - self._has_before, self.keys + self._has_after
        self._around = np.concatenate([self.keys, before, after])

    def in_or_beside(self, postings: Postings) -> NDArray[np.bool_]:
        """Say of each chunk whether it, or the one before or after it in its document, holds a word."""
        held = postings.among(self._around).reshape(3, -1)
        near: NDArray[np.bool_] = held[0] | held[1] | held[2]
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
    """Return how far a question is put in the words of the texts, 0 to 1, from the most of it that any chunk covers.

    A name that stands nowhere is left out: it has no other words.
    """
    strange = sum(weight for root, weight in query.stems.items() if root not in query.focus and weight > query.rarest)
    most = covered / (1 - strange / whole) if (whole := sum(query.stems.values())) > strange else 1.0
    return min(1.0, max(0.0, (most - CHANCE) / (SHARED - CHANCE)))


def _allowed(view: View, filters: Sequence[str]) -> frozenset[str] | None:
    """Return the ids of the documents that may be found; ``None`` where all may."""
    return allowed_documents(view.infos.values(), filters) if filters else None


def _mixed(parts: Sequence[tuple[T, float]], other: T, share: float) -> list[tuple[T, float]]:
    """Return some parts of a whole with another one that gets a share of it."""
    return [*((part, of_it * (1 - share)) for part, of_it in parts), (other, share)]


def _features(among: _Among, keyword: Mapping[int, float], cosines: tuple[Column, Column], coverage: Column) -> dict[str, Column]:
    """Return each score of every chunk for a question."""
    import numpy as np

    by_words = np.array([keyword.get(key, 0.0) for key in among.keys.tolist()])
    return {"keyword": by_words, "vector": cosines[0], "sentence": cosines[1], "coverage": coverage}


def _fuse(among: _Among, features: Mapping[str, Column], weights: Weights) -> Column:
    keyword, vector, sentence = (_scaled(features[name]) for name in ("keyword", "vector", "sentence"))
    meaning = (1 - weights.sentence) * vector + weights.sentence * sentence
    fused = weights.keyword * keyword + (1 - weights.keyword) * meaning + weights.coverage * features["coverage"]
    return fused + weights.neighbour * among.of_neighbours(fused)


def _scaled(scores: Column) -> Column:
    """Scale scores so that the best is 1 and the worst candidate 0."""
    low, high = scores.min(), scores.max()
    scaled: Column = (scores - low) / ((high - low) or 1.0)
    return scaled


def _passage(rank: int, group: Sequence[Candidate], view: View) -> Passage:
    id_ = group[0].row.document
    span = min(c.row.start for c in group), max(c.row.end for c in group)
    return passage_of(view.open(id_), view.infos[id_], span, rank=rank, score=group[0].score, features=dict(group[0].features))
