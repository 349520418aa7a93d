"""The second pipeline: a question to an Answer.

    question -> what is meant -> passages -> enough to answer? -> text with [n] -> citations and verdicts -> Answer

Every question is answered by quoting first. A chat model, where one is configured, may then understand a follow-up better, search
for several things and put the answer in its own words; what it does must pass what it is held to (:mod:`assistant.reword`), and
whatever goes wrong with it leaves the quoted answer, with a notice.

An :class:`Assistant` is open on one data folder and keeps nothing of a conversation, so one serves everybody. It watches
the catalog's revision, so what another process ingests or removes is seen by the next question.
"""

from __future__ import annotations

import copy
import hashlib
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Self, TypeVar

from assistant.answer.decide.confidence import features
from assistant.answer.disagreement import differing, named_by_passage
from assistant.answer.quoting import Asked, Quoter
from assistant.converse.bare import asks_how_known
from assistant.converse.framing import of_the_only
from assistant.converse.meaning import Meaning, small_talk, understand
from assistant.converse.smalltalk import is_courtesy
from assistant.errors import DocumentNotFound, ModelError, StoreUnavailable
from assistant.retrieve.filters import EVERY, none_left
from assistant.retrieve.retriever import Retriever, View
from assistant.retrieve.serving import Serving
from assistant.retrieve.spelling import Read
from assistant.reword import Rewording, instead
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.store.opened import OpenDocuments
from assistant.store.rows import DocumentInfo
from assistant.text.contractions import in_one_line
from assistant.types import Answer, Document, Passage, Turn

T = TypeVar("T")


class _Moved(Exception):
    """A document changed between two looks at it."""


class Assistant:
    """Answer questions from one data folder. Safe to share between threads."""

    def __init__(self, settings: Settings, catalog: Catalog, serving: Serving) -> None:
        self.settings = settings
        self._catalog = catalog
        self._serving = serving
        self._lock = threading.Lock()
        self._revision = -1
        self._infos: dict[str, DocumentInfo] = {}
        self._open = OpenDocuments()
        self._rewording = Rewording(settings, lambda: self._quoter, lambda texts: serving.embedder.embed(texts))
        self._visible: Callable[[str], bool] | None = None

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Open the index in the settings' data folder. Raises IndexMissing, IndexMismatch, StoreUnavailable."""
        catalog = Catalog.open_existing(settings.data, settings.catalog)
        try:
            return cls(settings, catalog, Serving(settings, catalog))
        except BaseException:
            catalog.close()
            raise

    def close(self) -> None:
        """Let go of the catalog and the vectors; what is asked afterwards fails."""
        self._serving.close()
        self._catalog.close()

    def only(self, visible: Callable[[str], bool]) -> Self:
        """Return an assistant for which there are only the documents whose ids are visible; it shares all that is open."""
        part = copy.copy(self)
        part._visible = visible
        return part

    @property
    def _retriever(self) -> Retriever:
        return self._serving.retriever

    @property
    def _quoter(self) -> Quoter:
        return Quoter(self._retriever, self.settings.decline_below)

    @property
    def revision(self) -> int:
        """A number that moves whenever the corpus changes."""
        return self._catalog.revision

    def warm(self, going_on: Callable[[], bool] = lambda: True) -> None:
        """Fetch what searches are going to need before they do, for as long as ``going_on`` says so. Raises StoreUnavailable."""
        infos = self._all()
        self._retriever.warm(going_on)
        with suppress(_Moved):
            for id_ in infos:
                if self._open.full or not going_on():
                    break
                self._opened_in(infos, id_)

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
            raise DocumentNotFound.named(id_)
        return info

    def _opened_in(self, infos: Mapping[str, DocumentInfo], id_: str) -> Document:
        """Return the version of a document that the infos speak of. Raises _Moved if the catalog has another one by now."""
        if id_ not in infos:
            raise _Moved(id_)
        info = infos[id_]
        if (opened := self._open.get(info)) is not None:
            return opened
        try:
            document = self._catalog.document(id_)
        except DocumentNotFound as error:
            raise _Moved(id_) from error
        if document.sha256 != info.sha256:
            raise _Moved(id_)
        self._open.put(info, document)
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
            "models": {"embedder": self._serving.embedder.name, "model": self.settings.model},
        }

    def _current(self) -> dict[str, DocumentInfo]:
        """Return what is known of each document that is visible, as the catalog has it now."""
        infos, visible = self._all(), self._visible
        return infos if visible is None else {id_: info for id_, info in infos.items() if visible(id_)}

    def _among(self, filters: Sequence[str]) -> tuple[str, ...]:
        """Return the filters of a question; where not all is visible, the search is told to look among what is from the start."""
        hides = self._visible is not None and len(self._current()) < len(self._all())
        return (*filters, EVERY) if hides else tuple(filters)

    def _all(self) -> dict[str, DocumentInfo]:
        revision = self._catalog.revision
        with self._lock:
            if revision == self._revision:
                return self._infos
        self._serving.look()
        infos = {info.id: info for info in self._catalog.documents()}
        with self._lock:
            self._revision, self._infos = revision, infos
        return infos

    # -- questions ---------------------------------------------------------------------------------------------------

    def search(self, query: str, k: int = 10, filters: Sequence[str] = ()) -> list[Passage]:
        """Return the ``k`` best passages for a query. Raises UsageError for a filter that cannot be read."""
        among = self._among(filters)
        text = in_one_line(query)
        return self._steadily(lambda view: list(self._retriever.search(text, view, filters=among, k=k).passages))

    def searched(self, query: str) -> str:
        """Return what :meth:`search` looks for: a query with its typing errors corrected."""
        return self._steadily(lambda view: self._retriever.spelling.mended(in_one_line(query), view))

    def read(self, message: str) -> Read:
        """Return a message on one line, with its typing errors corrected and its names in capitals, as far as the corpus tells."""
        return self._steadily(lambda view: self._retriever.read(in_one_line(message), view))

    def _said(self, history: Sequence[Turn]) -> list[Turn]:
        """Return what was said before, each question as it is read."""
        said: list[Turn] = []
        for turn in history:
            asks = turn.role == "user"
            said.append(replace(turn, content=self._of_the_only(self.read(turn.content).text, said)) if asks else turn)
        return said

    def none_left(self, filters: Sequence[str]) -> str | None:
        """Say that no document passes the filters; ``None`` where one does. Raises UsageError."""
        return none_left(self.documents(), filters)

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Answer:
        """Return the answer to a question. Raises AssistantError; declining is a status, not an error."""
        *_, answer = self.stream(question, history, filters)
        assert isinstance(answer, Answer)
        return answer

    def weigh(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> dict[str, float]:
        """Return what the confidence in an answer rests on, see :data:`assistant.answer.decide.confidence.FEATURES`."""
        said = self._said(history)
        read = self._of_the_only(self.read(question).text, said)
        asked = Asked(read, self._understood(read, said), self._among(filters))
        return self._steadily(lambda view: features(*self._quoter.found(asked, view)))

    def stream(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Iterator[str | Answer]:
        """Yield the text as it is written, then the Answer. Raises AssistantError."""
        started = time.perf_counter()
        typed = in_one_line(question)
        is_known = bool(history) and asks_how_known(typed)
        is_begun = any(turn.role == "user" and not is_courtesy(turn.content) for turn in history)
        if not is_known and (reply := small_talk(typed, len(self._current()), is_begun=is_begun)):
            answer = Answer(question, question, "replied", reply, confidence=0.0)
            yield reply
        else:
            self._retriever.expect(typed)
            read, said = self.read(typed), self._said(history)
            message = self._of_the_only(read.text, said)
            asked = Asked(message, self._understood(message, said), self._among(filters))
            answer = read.told(typed, (yield from self._answered(asked, said)))
        answer = replace(answer, question=question, differences=differing(answer, self._named))
        yield replace(answer, seconds=time.perf_counter() - started)

    def _named(self, passage: Passage, start: int, end: int) -> str:
        """Return the citation id of a span, its own page or time in it, if the document is the one that the passage is of."""

        def named(view: View) -> str:
            info = view.infos.get(passage.document)
            if info is None or not passage.citation_id.endswith(info.sha256[:12]):
                return named_by_passage(passage, start, end)
            return view.open(passage.document).cite_id(start, end)

        return self._steadily(named)

    def _of_the_only(self, message: str, said: Sequence[Turn]) -> str:
        """Return a message with what it points at, where there is one document and nothing else was spoken of yet."""
        asked = [turn.content for turn in said if turn.role == "user"]
        nothing_else = all(is_courtesy(message) or "the document" in message for message in asked)
        return of_the_only(message) if nothing_else and len(self._current()) == 1 else message

    def _understood(self, message: str, said: Sequence[Turn]) -> Meaning:
        """Return what a message means to whom the places and the words of the corpus are known."""

        def is_place(name: str) -> bool:
            return self._steadily(lambda view: self._retriever.is_place(name, view))

        return understand(message, said, is_place, self._retriever.knows)

    def _steadily(self, work: Callable[[View], T]) -> T:
        """Do work on one view of the corpus; if a document changes underneath, do it again on the new one."""
        for _ in range(5):
            infos = self._current()
            view = View(infos, partial(self._opened_in, infos))
            try:
                result = work(view)
            except _Moved:
                continue
            except Exception:  # whatever vectors of two makes do to each other
                if self._serving.is_current():
                    raise
                continue
            if self._serving.is_current():
                return result
        raise StoreUnavailable("the corpus is changing faster than it can be read; ask again in a moment")

    def _answered(self, asked: Asked, history: Sequence[Turn]) -> Generator[str, None, Answer]:
        """Yield the text as it is written, and return the answer: a chat model's if there is one, else the quoted one."""
        quoted = self._steadily(lambda view: self._quoter.quoted(asked, view))
        answer, drafted = quoted.answer, False
        if self.settings.model is not None and quoted.found is not None and answer.status != "clarify":
            writing = self._rewording.written(asked, quoted, history)
            try:
                while True:
                    piece = next(writing)
                    drafted = True
                    yield piece
            except StopIteration as over:
                answer = over.value
            except ModelError as error:
                answer = instead(answer, str(error))
            except _Moved:
                quoted = self._steadily(lambda view: self._quoter.quoted(asked, view))
                answer = instead(quoted.answer, "The corpus changed while the answer was written")
        if not drafted:
            yield answer.text
        return _awaiting(answer, quoted.view.infos.values())


def _awaiting(answer: Answer, infos: Iterable[DocumentInfo]) -> Answer:
    """Say with a decline how many documents have still to be indexed: ten chunks of theirs were looked at for what they mean."""
    number = sum(info.state == "pending" for info in infos) if answer.status == "declined" else 0
    if not number:
        return answer
    still = "1 document has still to be indexed" if number == 1 else f"{number:,} documents have still to be indexed"
    return replace(answer, notice=f"{still}. Ask again when an ingest has done that: more may be found then.")
