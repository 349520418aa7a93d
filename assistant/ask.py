"""The second pipeline: a question to an Answer.

    question -> what is meant -> passages -> enough to answer? -> text with [n] -> citations and verdicts -> Answer

An :class:`Assistant` is open on one data folder and keeps nothing of a conversation, so one serves everybody. It watches
the catalog's revision, so what another process ingests or removes is seen by the next question.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

from assistant.answer import ChatAnswerer, quote
from assistant.catalog import Catalog, DocumentInfo
from assistant.cite import resolve
from assistant.confidence import confidence, reason_to_decline
from assistant.converse import Meaning, small_talk, understand
from assistant.errors import DocumentNotFound, ModelError, StoreUnavailable
from assistant.evidence import Pick, score_sentences
from assistant.filters import allowed_documents
from assistant.index import VectorIndex
from assistant.ingest import collection_name
from assistant.models import Embedder, open_chat_model, open_embedder
from assistant.retrieve import Found, Retriever, Weights
from assistant.settings import Settings
from assistant.types import Answer, Document, Passage, Turn

OPEN_DOCUMENTS = 64  # kept decoded between questions


class Assistant:
    """Answer questions from one data folder. Safe to share between threads."""

    def __init__(self, settings: Settings, catalog: Catalog, index: VectorIndex, embedder: Embedder) -> None:
        self.settings = settings
        self._catalog = catalog
        self._weights = Weights(keyword=settings.keyword_weight)
        self._retriever = Retriever(catalog, index, embedder, weights=self._weights, passage_chars=settings.passage_chars)
        self._embedder = embedder
        self._lock = threading.Lock()
        self._revision = -1
        self._infos: dict[str, DocumentInfo] = {}
        self._open: OrderedDict[tuple[str, str], Document] = OrderedDict()

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Open the index in the settings' data folder. Raises IndexMissing, IndexMismatch, StoreUnavailable."""
        catalog = Catalog.open_existing(settings.data, settings.catalog)
        embedder = open_embedder(settings)
        index = VectorIndex.open(settings.data, settings.chroma, name=collection_name(embedder.name))
        return cls(settings, catalog, index, embedder)

    def close(self) -> None:
        self._catalog.close()

    # -- the corpus --------------------------------------------------------------------------------------------------

    def documents(self) -> list[DocumentInfo]:
        """Return what is known of each document, by id."""
        return list(self._current().values())

    def document(self, id_: str) -> Document:
        """Return a document with its text and layout. Raises DocumentNotFound."""
        info = self._current().get(id_)
        if info is None:
            raise DocumentNotFound(f"no document {id_!r}; `assistant list` shows what there is")
        key = (id_, info.sha256)
        with self._lock:
            if key in self._open:
                self._open.move_to_end(key)
                return self._open[key]
        document = self._catalog.document(id_)
        with self._lock:
            self._open[key] = document
            while len(self._open) > OPEN_DOCUMENTS:
                self._open.popitem(last=False)
        return document

    def source_bytes(self, id_: str) -> bytes:
        """Return the bytes of the file that a document was read from. Raises DocumentNotFound, StoreUnavailable."""
        info = self._current().get(id_)
        if info is None:
            raise DocumentNotFound(f"no document {id_!r}; `assistant list` shows what there is")
        try:
            data = Path(info.path).read_bytes()
        except OSError as error:
            raise StoreUnavailable(f"{info.path}: {error.strerror}; ingest its folder again") from error
        if hashlib.sha256(data).hexdigest() != info.sha256:
            raise StoreUnavailable(f"{info.path} has changed since it was ingested; ingest its folder again")
        return data

    @property
    def fingerprint(self) -> dict[str, Any]:
        """Say what answers depend on: the corpus (a sha256 over ids and contents), the settings, the models."""
        infos = self._current()
        digest = hashlib.sha256("\n".join(f"{id_} {info.sha256}" for id_, info in sorted(infos.items())).encode())
        kept = {"chunk_pieces", "passage_chars", "sentence_vectors", "keyword_weight", "decline_below"}
        return {
            "corpus": digest.hexdigest(),
            "settings": self.settings.model_dump(include=kept, mode="json"),
            "models": {"embedder": self._embedder.name, "model": self.settings.model},
        }

    def _current(self) -> dict[str, DocumentInfo]:
        revision = self._catalog.revision
        with self._lock:
            if revision == self._revision:
                return self._infos
        infos = {info.id: info for info in self._catalog.documents()}
        with self._lock:
            self._revision, self._infos = revision, infos
        return infos

    # -- questions ---------------------------------------------------------------------------------------------------

    def search(self, query: str, k: int = 10, filters: Sequence[str] = ()) -> list[Passage]:
        """Return the ``k`` best passages for a query. Raises UsageError for a filter that cannot be read."""
        return list(self._retrieve(query, filters, k).passages)

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Answer:
        """Return the answer to a question. Raises AssistantError; declining is a status, not an error."""
        *_, answer = self.stream(question, history, filters)
        assert isinstance(answer, Answer)
        return answer

    def stream(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Iterator[str | Answer]:
        """Yield the text as it is written, then the Answer. Raises AssistantError."""
        started = time.perf_counter()
        if reply := small_talk(question, len(self._current())):
            yield reply
            yield Answer(question, question, "replied", reply, confidence=0.0, seconds=time.perf_counter() - started)
            return
        meaning = understand(question, history)
        found = self._retrieve(meaning.question, filters, expanded=meaning.expanded)
        picks = score_sentences(found, self.document)
        probability = confidence(found, picks)
        if probability < self.settings.decline_below:
            yield self._decline(question, meaning, found, picks, probability, started)
            return
        text, notice, model = "", None, None
        if self.settings.model is not None:
            try:
                text, model = yield from self._with_model(meaning, found)
            except ModelError as error:
                notice = f"{error}. The answer below is quoted from the sources instead."
        if not text:
            text = quote(meaning.question, picks, found.passages, self.document)
            yield text
        cited = resolve(text, found.passages, self.document)
        yield Answer(
            question,
            meaning.question,
            "answered",
            cited.text,
            probability,
            citations=cited.citations,
            sentences=cited.sentences,
            passages=found.passages,
            unresolved_markers=cited.unresolved,
            model=model,
            notice=notice,
            seconds=time.perf_counter() - started,
        )

    def _retrieve(self, text: str, filters: Sequence[str], k: int = 20, expanded: str | None = None) -> Found:
        infos = self._current()
        allowed = allowed_documents(infos.values(), filters) if filters else None
        return self._retriever.retrieve(text, infos, self.document, allowed=allowed, k=k)

    def _with_model(self, meaning: Meaning, found: Found) -> Generator[str, None, tuple[str, str | None]]:
        answerer = ChatAnswerer(open_chat_model(self.settings), self.settings.model or "")
        pieces = []
        for piece in answerer.stream(meaning.question, found.passages):
            pieces.append(piece)
            yield piece
        return "".join(pieces), answerer.name

    def _decline(
        self, question: str, meaning: Meaning, found: Found, picks: Sequence[Pick], probability: float, started: float
    ) -> Answer:
        reason = reason_to_decline(found, picks)
        return Answer(
            question,
            meaning.question,
            "declined",
            "The corpus does not answer this.",
            probability,
            reason=reason,
            passages=found.passages,
            seconds=time.perf_counter() - started,
        )
