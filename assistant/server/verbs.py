"""The two verbs, and what there is, as programs call them from outside: the same over HTTP and MCP.

What comes in is bounded and checked here; what goes out is the values of the line, and three shapes that only programs need.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal, Protocol
from urllib.parse import quote as percent

from pydantic import BaseModel, ConfigDict, Field

from assistant.cite.verify import Check, CitationId, Verifier
from assistant.errors import AssistantError, DocumentNotFound
from assistant.guard.limits import Queue
from assistant.types import Answer, Document, Locator, Passage, Turn
from assistant.viewer.passages import passage_span

log = logging.getLogger(__name__)

# -- what comes in -----------------------------------------------------------------------------------------------------


class Message(BaseModel):
    """One message of the conversation so far."""

    model_config = ConfigDict(extra="forbid")

    role: Literal["user", "assistant"]
    content: str = Field(max_length=20_000)


class Question(BaseModel):
    """A question with what was said before it and what the answer may rest on."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"question": "Who funded the work?", "filters": ["kind=report"]}}
    )

    question: str = Field(min_length=1, max_length=4000)
    history: list[Message] = Field(default_factory=list, max_length=200)
    filters: list[str] = Field(default_factory=list, max_length=50, description="kind=report, date>=2010, document=reports/*")
    record: bool = Field(True, description="keep a record of the answer, for explain, replay and gaps")


# -- what goes out, where it is not a value of the line ----------------------------------------------------------------


class Listing(BaseModel):
    """A document as the catalog knows it; where its file lies on the server is not told."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    title: str
    kind: str
    date: str | None
    authors: Sequence[str]
    source: str | None
    url: str | None
    media_url: str | None
    metadata: Mapping[str, str]
    receipt: Mapping[str, Any]
    pages: int | None
    chunks: int
    state: str
    sha256: str


class FullText(Listing):
    """A document with the text that offsets count in."""

    text: str


class Opened(BaseModel):
    """A citation opened again: its words today, the passage they stand in, and the address that shows them."""

    citation_id: str
    state: Literal["unchanged", "moved", "changed", "gone"]
    now: str | None = Field(description="the id of the same words today; null where they are nowhere")
    document: str
    title: str | None = None
    kind: str | None = None
    date: str | None = None
    authors: Sequence[str] = ()
    locator: Locator | None = None
    quote: str | None = None
    passage: str | None = Field(default=None, description="the blocks of the document that the quote stands in")
    view: str | None = Field(default=None, description="path of the page that shows the words where they stand")


# -- what answers ------------------------------------------------------------------------------------------------------


class Library(Protocol):
    """The assistant, as far as it is asked here."""

    @property
    def fingerprint(self) -> Mapping[str, Any]: ...

    def documents(self) -> Sequence[Any]: ...
    def document(self, id_: str) -> Document: ...
    def search(self, query: str, k: int = 10, filters: Sequence[str] = ()) -> Sequence[Passage]: ...
    def stream(self, question: str, history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> Iterator[str | Answer]: ...


class Kept(Protocol):
    """Where answers are recorded and the words of earlier citations are remembered."""

    def add(
        self, answer: Answer, fingerprint: Mapping[str, Any], history: Sequence[Turn] = (), filters: Sequence[str] = ()
    ) -> int: ...
    def quote(self, citation_id: str) -> str | None: ...


class Verbs:
    """The verbs, as programs call them from outside. Safe to share between threads; every method may raise AssistantError."""

    def __init__(self, library: Library, kept: Kept, line: Queue | None = None) -> None:
        self._library = library
        self._kept = kept
        self._line = line or Queue(1000, 0)

    def stream(self, asked: Question) -> Iterator[str | Answer]:
        """Yield the text as it is written, once it is this question's turn, then the answer, recorded."""
        turns = [Turn(said.role, said.content) for said in asked.history]
        for item in self._line.in_turn(lambda: self._library.stream(asked.question, turns, asked.filters)):
            if isinstance(item, Answer) and asked.record:
                self._record(item, turns, asked.filters)
            yield item

    def _record(self, answer: Answer, turns: Sequence[Turn], filters: Sequence[str]) -> None:
        try:
            self._kept.add(answer, self._library.fingerprint, turns, filters)
        except AssistantError as error:
            log.warning("the answer was not recorded: %s", error)

    def ask(self, asked: Question) -> Answer:
        """Return the answer, recorded."""
        *_, answer = self.stream(asked)
        assert isinstance(answer, Answer)
        return answer

    def search(self, query: str, k: int, filters: Sequence[str]) -> Sequence[Passage]:
        """Return the passages that match best, best first, once it is this search's turn."""
        return self._line.alone(lambda: self._library.search(query, k, filters))

    def documents(self) -> list[Listing]:
        """Return what is known of each document."""
        return [Listing.model_validate(info) for info in self._library.documents()]

    def document(self, id_: str) -> FullText:
        """Return one document with its text. Raises DocumentNotFound."""
        text = self._library.document(id_).text
        listing = next((listing for listing in self.documents() if listing.id == id_), None)
        if listing is None:
            raise DocumentNotFound(f"no document {id_!r}")
        return FullText(**listing.model_dump(), text=text)

    def citation(self, text: str) -> Opened:
        """Open a citation again. Raises UsageError for what is no citation id; a document that is gone is a state."""
        asked = CitationId.parse(text)
        infos = {info.id: info for info in self._library.documents()}
        check = Verifier(self._library, infos, self._kept).check(asked)
        info = infos.get(asked.document)
        opened = Opened(
            citation_id=check.citation_id, state=check.state, now=check.now, document=asked.document, quote=self._kept.quote(text)
        )
        if info is None:
            return opened
        about = {"title": info.title, "kind": info.kind, "date": info.date, "authors": info.authors}
        return opened.model_copy(update=about | self._words(check))

    def _words(self, check: Check) -> dict[str, Any]:
        """Return the words of a citation as the catalog has them now; nothing where they are nowhere in it."""
        now = CitationId.parse(check.now) if check.now else None
        document = self._library.document(now.document) if now else None
        if now is None or document is None or not document.sha256.startswith(now.sha):
            return {}
        start, end = passage_span(document, (now.start, now.end))
        return {
            "locator": document.locate(now.start, now.end),
            "quote": document.text[now.start : now.end],
            "passage": document.text[start:end],
            "view": f"/source?id={percent(str(now), safe='')}",
        }


def our_version() -> str:
    """Return the version of this package, as programs are told it."""
    try:
        return version("research-assistant")
    except PackageNotFoundError:  # from a checkout that is not installed
        return "0"
