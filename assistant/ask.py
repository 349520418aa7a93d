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
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

from assistant.answer import ChatAnswerer, quote
from assistant.catalog import Catalog
from assistant.cite import Cited, resolve
from assistant.confidence import confidence, features, reason_to_decline
from assistant.converse import Meaning, small_talk, understand
from assistant.errors import DocumentNotFound, IndexMismatch, ModelError, StoreUnavailable
from assistant.evidence import Pick, score_sentences
from assistant.filters import allowed_documents
from assistant.holdings import Request, clarified, requested
from assistant.index import VectorIndex, collection_name
from assistant.models import Embedder, open_chat_model, open_embedder
from assistant.overview import listing, summary
from assistant.readings import readings
from assistant.retrieve import Found, Retriever, View, Weights
from assistant.rows import DocumentInfo
from assistant.settings import Settings
from assistant.types import Answer, Document, Passage, Turn

NO_ANSWER = "The corpus does not answer this."
WHICH_ONE = "This can be read in more than one way. Which do you mean?"
OPEN_DOCUMENTS = 64  # kept decoded between questions


class Assistant:
    """Answer questions from one data folder. Safe to share between threads."""

    def __init__(self, settings: Settings, catalog: Catalog, index: VectorIndex, embedder: Embedder) -> None:
        self.settings = settings
        self._catalog = catalog
        weights = Weights(keyword=settings.keyword_weight)
        self._retriever = Retriever(catalog, index, embedder, weights=weights, passage_chars=settings.passage_chars)
        self._embedder = embedder
        self._lock = threading.Lock()
        self._revision = -1
        self._infos: dict[str, DocumentInfo] = {}
        self._open: OrderedDict[tuple[str, str, str], Document] = OrderedDict()

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Open the index in the settings' data folder. Raises IndexMissing, IndexMismatch, StoreUnavailable."""
        catalog = Catalog.open_existing(settings.data, settings.catalog)
        embedder = open_embedder(settings)
        made_by = catalog.fact("embedder")
        if made_by not in (None, embedder.name):
            raise IndexMismatch(
                f"the index in {settings.data} was made by the embedder {made_by}, the settings say {embedder.name}; "
                "put the setting back, or ingest into a new folder with --data"
            )
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
        self._info(id_)
        return self._steadily(lambda view: view.open(id_))

    def _info(self, id_: str) -> DocumentInfo:
        info = self._current().get(id_)
        if info is None:
            raise DocumentNotFound(f"no document {id_!r}; `assistant list` shows what there is")
        return info

    def _opened_in(self, infos: Mapping[str, DocumentInfo], id_: str) -> Document:
        """Return the version of a document that the infos speak of. Raises _Moved if the catalog has another one by now."""
        if id_ not in infos:
            raise _Moved(id_)
        sha256 = infos[id_].sha256
        key = (id_, sha256, infos[id_].title)
        with self._lock:
            if key in self._open:
                self._open.move_to_end(key)
                return self._open[key]
        try:
            document = self._catalog.document(id_)
        except DocumentNotFound as error:
            raise _Moved(id_) from error
        if document.sha256 != sha256:
            raise _Moved(id_)
        with self._lock:
            self._open[key] = document
            while len(self._open) > OPEN_DOCUMENTS:
                self._open.popitem(last=False)
        return document

    def source_bytes(self, id_: str) -> bytes:
        """Return the bytes of the file that a document was read from. Raises DocumentNotFound, StoreUnavailable."""
        info = self._info(id_)
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
        return self._steadily(lambda view: list(self._retriever.retrieve(query, view, filters=filters, k=k).passages))

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Answer:
        """Return the answer to a question. Raises AssistantError; declining is a status, not an error."""
        *_, answer = self.stream(question, history, filters)
        assert isinstance(answer, Answer)
        return answer

    def weigh(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> dict[str, float]:
        """Return what the confidence in an answer rests on, see :data:`assistant.confidence.FEATURES`."""
        asked = _Asked(question, understand(question, history), tuple(filters))
        return self._steadily(lambda view: features(*self._found(asked, view)))

    def stream(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Iterator[str | Answer]:
        """Yield the text as it is written, then the Answer. Raises AssistantError."""
        started = time.perf_counter()
        if reply := small_talk(question, len(self._current())):
            answer = Answer(question, question, "replied", reply, confidence=0.0)
        else:
            asked = _Asked(question, understand(question, history), tuple(filters))
            answer, found = self._steadily(lambda view: self._answer(asked, view))
            if found is not None and self.settings.model is not None and answer.status == "answered":
                answer = yield from self._reworded(answer, found)
        yield answer.text
        yield replace(answer, seconds=time.perf_counter() - started)

    def _steadily(self, work: Callable[[View], T]) -> T:
        """Do work on one view of the corpus; if a document changes underneath, do it again on the new one."""
        for _ in range(5):
            infos = self._current()
            view = View(infos, partial(self._opened_in, infos))
            try:
                return work(view)
            except _Moved:
                continue
        raise StoreUnavailable("the corpus is changing faster than it can be read; ask again in a moment")

    def _answer(self, asked: _Asked, view: View) -> tuple[Answer, Found | None]:
        """Answer by quoting: a summary, a listing, or the sentences that answer; or ask back, or decline."""
        meaning = asked.meaning
        base = Answer(asked.question, meaning.question, "declined", NO_ANSWER, 0.0, about=meaning.about)
        chosen = {id_: view.infos[id_] for id_ in allowed_documents(view.infos.values(), asked.filters)}
        if request := requested(meaning.question, list(chosen.values())):
            return self._overview(base, request, replace(view, infos=chosen)), None
        found, picks = self._found(asked, view)
        base = replace(base, confidence=confidence(found, picks), passages=found.passages)
        if offered := readings(meaning.question, found):
            return replace(base, status="clarify", text=WHICH_ONE, readings=offered), found
        if base.confidence < self.settings.decline_below:
            return replace(base, reason=reason_to_decline(found, picks)), found
        cited = resolve(quote(meaning.question, picks, found.passages, view.open), found.passages, view.open)
        return _with_citations(base, cited), found

    def _found(self, asked: _Asked, view: View) -> tuple[Found, list[Pick]]:
        meaning = asked.meaning
        also = asked.question if meaning.expanded else None
        found = self._retriever.retrieve(meaning.question, view, also=also, filters=asked.filters)
        return found, score_sentences(found, view.open)

    def _overview(self, base: Answer, request: Request, view: View) -> Answer:
        """Answer a question about whole documents."""
        if request.kind == "summary" and len(request.documents) > 1:
            return replace(base, status="clarify", text=WHICH_ONE, readings=clarified(request, view.infos), confidence=1.0)
        if request.kind == "summary":
            id_ = request.documents[0]
            overview = summary(view.open(id_), view.infos[id_])
        else:
            found = self._retriever.retrieve(request.topic, view) if request.topic else None
            overview = listing(request, view.infos, found, view.open)
        if not overview.text:
            return replace(base, reason=f"No document in the corpus is about {request.topic or 'this'}.")
        if not overview.passages:
            return replace(base, status="replied", text=overview.text, confidence=1.0)
        cited = resolve(overview.text, overview.passages, view.open)
        answer = _with_citations(replace(base, confidence=1.0, passages=overview.passages), cited)
        return replace(answer, sentences=tuple(s for s in answer.sentences if s.markers))

    def _reworded(self, quoted: Answer, found: Found) -> Generator[str, None, Answer]:
        """Let the chat model write the answer, hold it against the sources; what goes wrong leaves the quoted answer."""
        answerer = ChatAnswerer(open_chat_model(self.settings), self.settings.model or "")
        pieces = []
        try:
            for piece in answerer.stream(quoted.standalone_question, found.passages):
                pieces.append(piece)
                yield piece
        except ModelError as error:
            return replace(quoted, notice=f"{error}. The answer is quoted from the sources instead.")
        cited = self._steadily(lambda view: resolve("".join(pieces), found.passages, view.open))
        return replace(_with_citations(quoted, cited), model=answerer.name)


T = TypeVar("T")


class _Moved(Exception):
    """A document changed between two looks at it."""


@dataclass(frozen=True, slots=True)
class _Asked:
    question: str
    meaning: Meaning
    filters: tuple[str, ...]


def _with_citations(answer: Answer, cited: Cited) -> Answer:
    return replace(
        answer,
        status="answered",
        text=cited.text,
        citations=cited.citations,
        sentences=cited.sentences,
        unresolved_markers=cited.unresolved,
    )
