"""The same two verbs over HTTP, for programs: ask, search, the documents, and what became of a citation.

An application of its own that the web application mounts at ``/api``, so that whatever guards the one guards the other.
It is documented by itself: ``/api/openapi.json`` for programs, ``/api/docs`` for people, drawn here and asking no other machine.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal, Protocol
from urllib.parse import quote as percent

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.errors import (
    AssistantError,
    DocumentNotFound,
    IndexLocked,
    ModelTimeout,
    SettingsError,
    UsageError,
)
from assistant.types import Answer, Document, Locator, Passage, Turn
from assistant.verify import Check, CitationId, Verifier
from assistant.viewer.passages import passage_span

log = logging.getLogger(__name__)

ABOUT = "Ask a research corpus, and check every sentence of the answer. Every citation id that is given here can be opened here."
STATUSES: Sequence[tuple[type[AssistantError], int]] = (
    (UsageError, 400),
    (DocumentNotFound, 404),
    (IndexLocked, 409),
    (SettingsError, 500),
    (ModelTimeout, 504),
)
"""Any other error of ours is 503: something that the server needs does not answer."""
EVENTS = "text/event-stream"
HIDDEN = {"Passage": "features"}
"""What our values hold and do not tell; left out of the description too."""

# -- what comes in -----------------------------------------------------------------------------------------------------


class Said(BaseModel):
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
    history: list[Said] = Field(default_factory=list, max_length=200)
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


class Failure(BaseModel):
    """What went wrong: what, where, and what to do next."""

    error: str


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


class Doors:
    """The verbs, as programs call them from outside. Safe to share between threads; every method may raise AssistantError."""

    def __init__(self, library: Library, kept: Kept) -> None:
        self._library = library
        self._kept = kept

    def stream(self, asked: Question) -> Iterator[str | Answer]:
        """Yield the text as it is written, then the answer, recorded."""
        turns = [Turn(said.role, said.content) for said in asked.history]
        for item in self._library.stream(asked.question, turns, asked.filters):
            if isinstance(item, Answer) and asked.record:
                self._record(item, turns, asked.filters)
            yield item

    def _record(self, answer: Answer, turns: Sequence[Turn], filters: Sequence[str]) -> None:
        try:
            self._kept.add(answer, self._library.fingerprint, turns, filters)
        except AssistantError as error:
            log.warning("the answer was not recorded: %s", error)

    def ask(self, asked: Question) -> Answer:
        *_, answer = self.stream(asked)
        assert isinstance(answer, Answer)
        return answer

    def search(self, query: str, k: int, filters: Sequence[str]) -> Sequence[Passage]:
        return self._library.search(query, k, filters)

    def documents(self) -> list[Listing]:
        return [Listing.model_validate(info) for info in self._library.documents()]

    def document(self, id_: str) -> FullText:
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


# -- the application ---------------------------------------------------------------------------------------------------


def create_api(library: Library, kept: Kept) -> FastAPI:
    """Build the application that answers under ``/api``."""
    doors = Doors(library, kept)
    api = FastAPI(title="Research assistant", version=_version(), docs_url=None, redoc_url=None)
    failures: dict[int | str, dict[str, Any]] = {code: {"model": Failure} for code in (400, 404, 503)}
    _answer_failures(api)
    _describe(api)

    @api.post("/ask", response_model=Answer, responses=failures | _events(), summary="Ask a question")
    def ask(asked: Question, request: Request) -> Response:
        """Return the cited answer as JSON. With `Accept: text/event-stream` the text comes as it is written: events
        `text` with `{"text": …}`, at the end one event `answer` with the answer, or `error` with `{"error": …}`."""
        if EVENTS not in request.headers.get("accept", ""):
            return JSONResponse(doors.ask(asked).to_dict())
        stream = doors.stream(asked)
        first = next(stream)  # so that a question that cannot be asked is refused by its status
        events = as_events(chain([first], stream))
        return StreamingResponse(events, media_type=EVENTS, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})

    @api.get("/search", response_model=list[Passage], responses=failures, summary="Find passages")
    def search(
        query: Annotated[str, Query(min_length=1, max_length=4000)],
        k: Annotated[int, Query(ge=1, le=100, description="how many passages")] = 10,
        filter: Annotated[list[str] | None, Query(description="kind=report, date>=2010, document=reports/*")] = None,
    ) -> Response:
        """Return the passages that match best, best first."""
        return JSONResponse([passage.to_dict() for passage in doors.search(query, k, filter or ())])

    @api.get("/documents", responses=failures, summary="List the documents")
    def documents() -> list[Listing]:
        """Return what is known of each document."""
        return doors.documents()

    @api.get("/documents/{id:path}", responses=failures, summary="Read a document")
    def document(id: str) -> FullText:
        """Return one document with the text that offsets count in."""
        return doors.document(id)

    @api.get("/citations/{id:path}", response_model=Opened, responses=failures, summary="Open a citation")
    def citation(id: str) -> Response:
        """Open the source again and return the words of a citation. The id is percent-encoded in the path."""
        opened = doors.citation(id).model_dump(mode="json")
        return JSONResponse(opened | {"locator": {k: v for k, v in (opened["locator"] or {}).items() if v not in (None, [])}})

    return api


def as_events(stream: Iterator[str | Answer]) -> Iterator[str]:
    """Write a stream as server-sent events; an error on the way is the last of them."""
    try:
        for item in stream:
            yield _event("answer", item.to_dict()) if isinstance(item, Answer) else _event("text", {"text": item})
    except AssistantError as error:
        yield _event("error", {"error": str(error)})


def _event(name: str, data: Mapping[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"  # JSON has no line ends of its own


def _events() -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {EVENTS: {"schema": {"type": "string", "description": "events text, answer, error"}}}}}


def _answer_failures(api: FastAPI) -> None:
    """Say what went wrong in one shape, whoever noticed it."""

    @api.exception_handler(AssistantError)
    def failed(_: Request, error: AssistantError) -> JSONResponse:
        status = next((status for kind, status in STATUSES if isinstance(error, kind)), 503)
        return JSONResponse({"error": str(error)}, status)

    @api.exception_handler(RequestValidationError)
    def misread(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        return JSONResponse({"error": f"{where}: {first['msg']}" if where else first["msg"]}, 400)


def _describe(api: FastAPI) -> None:
    """Serve the description of the application, for programs and for people."""

    def describe() -> dict[str, Any]:
        if api.openapi_schema is None:
            schema = get_openapi(
                title=api.title, version=api.version, description=ABOUT, routes=api.routes, servers=[{"url": "/api"}]
            )
            schemas = schema["components"]["schemas"]
            for name, hidden in HIDDEN.items():
                schemas[name]["properties"].pop(hidden)
            for path in schema["paths"].values():
                for operation in path.values():
                    operation["responses"].pop("422", None)  # refused as 400, see above
            for name in ("HTTPValidationError", "ValidationError"):
                schemas.pop(name, None)
            api.openapi_schema = schema
        return api.openapi_schema

    api.openapi = describe  # type: ignore[method-assign]

    @api.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        import jinja2

        loader = jinja2.FileSystemLoader(Path(__file__).parent)
        page = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True).get_template("docs.html")
        return HTMLResponse(page.render(api=describe()))


def _version() -> str:
    try:
        return version("research-assistant")
    except PackageNotFoundError:
        return "0"
