"""Question to ranked passages.

1. two searches bring candidates: keywords (BM25 over title, heading and body) and vectors (cosine); what rests on financial
   statements is searched for by their names too, see :mod:`.finance`, and a question that names a document without that name, see
   :mod:`.named_documents`;
2. the candidates are ranked by all that is known of them (:mod:`.ranking`);
3. what a document says twice is taken once, and chunks that stand side by side are joined into passages, see
   :mod:`.passages`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from heapq import nlargest
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from assistant.models.embedders import Embedder
from assistant.questions.names import names_in, phrases_in
from assistant.questions.speech import asks_alone
from assistant.retrieve.candidates import Gathered
from assistant.retrieve.casing import Casing, in_small
from assistant.retrieve.embedding import CANDIDATES, Embedding, Meant
from assistant.retrieve.filters import allowed_documents
from assistant.retrieve.finance import NAMES as STATEMENT_NAMES
from assistant.retrieve.finance import statements_behind
from assistant.retrieve.keywords import Keywords
from assistant.retrieve.known_names import is_place
from assistant.retrieve.late_vectors import MOST_EMBEDDED, LateVectors
from assistant.retrieve.named_documents import VIEWS, Titles, named_documents
from assistant.retrieve.nearest import Nearest
from assistant.retrieve.passages import REACH, Candidate, flows, joined, once, passage_of
from assistant.retrieve.per_view import PerView
from assistant.retrieve.ranking import Ranker, Weights
from assistant.retrieve.recent import Recent
from assistant.retrieve.spelling import Read, Spelling
from assistant.store.catalog import Catalog
from assistant.store.rows import ChunkRow, DocumentInfo
from assistant.text.contractions import in_one_verb, is_contracted, with_apostrophes, with_counts
from assistant.text.letter_forms import plain
from assistant.text.terms import calendar_year, stem, stem_set, terms, words
from assistant.types import Document, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column = NDArray[np.float64]

T = TypeVar("T")

NOTHING: Mapping[str, float] = {}
PASSAGES = 20  # returned, where no number is asked for
AS_TYPED = 0.3  # nDCG@5 of follow-ups 0.796 as typed, 0.872 at 0.5, 0.885 at 0.3 (81 held-out turns)
STATEMENTS = 0.2  # of a question that rests on financial statements, for the names that they bear in the corpus


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

    def besides(self, known: Collection[str]) -> dict[str, float]:
        """Return the stems that are not among those known, with their weights."""
        return {s: weight for s, weight in self.stems.items() if s not in known}


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
        """Yield the texts of chunks that this view holds, of the first ``most`` of their documents, each letter in one form."""
        opened = list(dict.fromkeys(row.document for row in rows))[:most]
        return (plain(self.open(row.document).text[row.start : row.end]) for row in rows if row.document in opened)


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
        sentence_vectors: bool = True,
    ) -> None:
        self._passage_chars = passage_chars
        self._late = LateVectors(embedder, with_sentences=sentence_vectors)
        weights = weights or Weights()
        self._catalog = catalog
        self._keywords = Keywords(catalog, (weights.title_field, weights.heading_field, weights.body_field))
        self._ranker = Ranker(weights, self._keywords)
        self._embedding = Embedding(catalog, nearest, embedder)
        self._recent = Recent(catalog)
        self.spelling = Spelling(catalog, self._keywords, self._recent)
        self._casing = Casing(self._keywords, self._recent)
        self._titles = PerView(Titles, VIEWS)

    def warm(self, going_on: Callable[[], bool]) -> None:
        """Fetch what searches are going to need, as far as it is kept in memory, for as long as ``going_on`` says so."""
        steps = (self._recent.warm, self._keywords.warm, self.spelling.warm, lambda _: self._keywords.of_each(STATEMENT_NAMES))
        for step in (lambda _: self._embedding.warm(), *steps):
            if going_on():
                step(going_on)

    def expect(self, text: str) -> None:
        """Begin to embed a text that is likely to be searched for."""
        self._embedding.expect(text)

    def read(self, message: str, view: View) -> Read:
        """Return a message as it is read: typing errors corrected, its names and contractions as they are written."""
        read = self.spelling.read(in_small(message), view)
        text = in_one_verb(with_counts(with_apostrophes(read.text)))
        return replace(read, text=self._casing.read(text, view, self._catalog.revision))

    def is_place(self, name: str, view: View) -> bool:
        """Say whether the corpus writes a name as that of a place."""
        return is_place(name, self._catalog, view)

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
        counted, idle = list(zip(found, counts, strict=True)), asks_alone(text)
        fiscal = {calendar_year(word) for word, n in counted if n}  # as the texts write it, "FY2023" or "2023"
        says_nothing = {
            word for word in found if stem(word) in idle or word in fiscal or calendar_year(word) or is_contracted(word)
        }
        beside = [word for word, n in counted if not n and word in says_nothing]
        counted = [(word, n) for word, n in counted if word not in beside] or counted
        idf = {stem(word): _idf(n, total) for word, n in counted}
        self._weigh_names(names, idf)
        named = {stem(word) for name in names_in(text) for word in words(name)}
        focus = {s: weight for s, weight in idf.items() if s not in named} or idf
        near = meant.result()
        return Query(
            text, near.vector, near.nearest, holding, tuple(word for word, _ in counted), idf, focus, rarest=_idf(1, total)
        )

    def _weigh_names(self, names: Sequence[str], idf: dict[str, float]) -> None:
        """Raise the weights of words to what the names that they make up weigh: "Total Place" is rare where its words are not."""
        _, total = self._keywords.counts([])
        for name, postings in zip(names, self._keywords.of_each(names), strict=True):
            within = [root for root in stem_set(name) if root in idf]
            lacking = _idf(len(postings.keys), total) / (sum(idf[root] for root in within) or 1.0)
            if len(postings.keys) and lacking > 1:
                idf |= {root: idf[root] * lacking for root in within}

    def search(self, text: str, view: View, *, filters: Sequence[str] = (), k: int = PASSAGES) -> Found:
        """Return the ``k`` best passages for what was typed, its slips mended; that is looked into while it is being embedded."""
        allowed = _allowed(view, filters)
        begun = self._embedding.begin(text, view.infos, allowed)
        read = self.spelling.mended(text, view)
        asked, named = self._asked(read, None, begun if read == text else None, view, allowed)
        queries, gathered = self._gathered(asked, view, allowed)
        ranked, groups = self._ranked(queries, gathered, named, view, k)
        return _found(queries[0][0], ranked, groups, view)

    def retrieve(
        self,
        text: str,
        view: View,
        *,
        also: str | None = None,
        filters: Sequence[str] = (),
        spoken_of: Mapping[str, float] = NOTHING,
        k: int = PASSAGES,
    ) -> Found:
        """Return the ``k`` best passages for a question; ``spoken_of`` says how far a document is what was spoken of before it.

        ``also`` is the message as it was typed, where the question was made from it and from what went before: both are
        searched with and their scores mixed. An answer rests on what sentences mean, so the best chunks and sentences that have
        no vectors yet get them now (:mod:`.late_vectors`).
        """
        allowed = _allowed(view, filters)
        asked, named = self._asked(text, also, None, view, allowed)
        queries, gathered = self._gathered(asked, view, allowed)
        if bare := [row for row in gathered.rows if row.packed_vector is None]:
            best = nlargest(MOST_EMBEDDED, bare, key=lambda row: max(query.holding.get(row.key, 0.0) for query, _ in queries))
            gathered.renew(self._late.of(best, view.open))
        bearing = {id_: max(named.get(id_, 0.0), spoken_of.get(id_, 0.0)) for id_ in (*named, *spoken_of)}
        ranked, groups = self._ranked(queries, gathered, bearing, view, k)
        rows = self._late.of_sentences([c.row for group in groups for c in group], view.open)
        return _found(queries[0][0], [c._replace(row=rows.get(c.row.key, c.row)) for c in ranked], groups, view)

    def _asked(
        self, text: str, also: str | None, begun: Future[Meant] | None, view: View, allowed: frozenset[str] | None
    ) -> tuple[list[tuple[tuple[str, Future[Meant]], float]], dict[str, float]]:
        """Return what is searched for, each with its share and the search for what it means; and how far documents are named."""
        revision = self._catalog.revision
        self._keywords.look(revision)
        self._recent.look(revision)
        search = partial(self._embedding.begin, infos=view.infos, allowed=allowed)
        asked = [((text, begun or search(text)), 1.0)]
        named, rest = named_documents(text, self._titles.of(view.infos), self._keywords.mentions)
        statements = statements_behind(text)
        held = self._keywords.of_each(statements)
        printed = "; ".join(name for name, found in zip(statements, held, strict=True) if len(found.keys))
        for other, share in ((rest if rest != text else "", 0.5), (also if also != text else "", AS_TYPED), (printed, STATEMENTS)):
            if other:
                asked = _mixed(asked, (other, search(other)), share)
        return asked, named

    def _gathered(
        self, asked: Sequence[tuple[tuple[str, Future[Meant]], float]], view: View, allowed: frozenset[str] | None
    ) -> tuple[list[tuple[Query, float]], Gathered]:
        """Return what is searched for made ready, with its share, and the chunks ``allowed`` that hold its words or are near it."""
        held = view.holds if allowed is None else lambda row: view.holds(row) and row.document in allowed
        gathered = Gathered(self._recent, held)
        queries = [(self.query(each, meant, gathered, allowed), share) for (each, meant), share in asked]
        gathered.add(chain.from_iterable(query.nearest for query, _ in queries))
        return queries, gathered

    def _ranked(
        self, queries: Sequence[tuple[Query, float]], gathered: Gathered, bearing: Mapping[str, float], view: View, k: int
    ) -> tuple[list[Candidate], list[list[Candidate]]]:
        """Return the chunks that were gathered, best first, and those that make up each of the ``k`` best passages."""
        ranked = once(self._ranker.rank(queries, gathered, view.infos, bearing), view.open)
        flowing = frozenset(id_ for id_ in {c.row.document for c in ranked} if flows(view.infos[id_]))
        beside = self._beside(ranked[:k], flowing, view)
        return ranked, joined(ranked, self._passage_chars, k, flowing=flowing, beside=beside)

    def _beside(self, ranked: Sequence[Candidate], flowing: Collection[str], view: View) -> list[Candidate]:
        """Return the chunks around those found in flowing documents, as candidates that nothing was found in."""
        around = {key for c in ranked if c.row.document in flowing for key in range(c.row.key - REACH, c.row.key + REACH + 1)}
        rows = self._recent.chunks(keys=around) if around else []
        return [Candidate(row, -math.inf, {}) for row in rows if row.document in flowing and view.holds(row)]


def _allowed(view: View, filters: Sequence[str]) -> frozenset[str] | None:
    """Return the ids of the documents that may be found; ``None`` where all may."""
    return allowed_documents(view.infos.values(), filters) if filters else None


def _idf(holding: int, chunks: int) -> float:
    """Return what a word tells that so many of all chunks hold (Robertson and Spärck Jones, as in BM25), at least 0."""
    return math.log(1 + (chunks - holding + 0.5) / (holding + 0.5))


def _mixed(parts: Sequence[tuple[T, float]], other: T, share: float) -> list[tuple[T, float]]:
    """Return some parts of a whole with another one that gets a share of it."""
    return [*((part, of_it * (1 - share)) for part, of_it in parts), (other, share)]


def _found(query: Query, ranked: Sequence[Candidate], groups: Sequence[Sequence[Candidate]], view: View) -> Found:
    return Found(query, tuple(_passage(n, group, view) for n, group in enumerate(groups, 1)), tuple(ranked))


def _passage(rank: int, group: Sequence[Candidate], view: View) -> Passage:
    id_ = group[0].row.document
    span = min(c.row.start for c in group), max(c.row.end for c in group)
    return passage_of(view.open(id_), view.infos[id_], span, rank=rank, score=group[0].score, features=dict(group[0].features))
