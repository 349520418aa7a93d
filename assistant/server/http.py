"""The same functions over HTTP, for programs: ask, search, the documents, and whether a citation still holds.

An application of its own that the web application mounts at ``/api``, so that whatever guards the one guards the other.
It is documented by itself: ``/api/openapi.json`` for programs, ``/api/docs`` for people, drawn here and asking no other machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import HTTPException, RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from markupsafe import Markup, escape
from pydantic import BaseModel

from assistant.errors import AssistantError, DocumentNotFound, IndexLocked, ModelTimeout, SettingsError, UsageError, for_readers
from assistant.guard.limits import Limit, too_many
from assistant.server.verbs import FullText, Listing, Opened, Question, Verbs, our_version
from assistant.types import Answer, Passage

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
NO_JSON = (
    'the body is no JSON object; send one such as {"question": "Who funded it?"}, with the header Content-Type: application/json'
)
"""What our values hold and do not tell; left out of the description too."""


class Failure(BaseModel):
    """What went wrong: what, where, and what to do next."""

    error: str


# -- the application ---------------------------------------------------------------------------------------------------


VerbsOf = Callable[[Request], Verbs]
FAILURES: dict[int | str, dict[str, Any]] = {code: {"model": Failure} for code in (400, 404, 503)}
LIMITED: dict[int | str, dict[str, Any]] = FAILURES | {429: {"model": Failure, "description": "Too many; see Retry-After"}}
STREAMED: dict[int | str, dict[str, Any]] = {
    200: {"content": {EVENTS: {"schema": {"type": "string", "description": "events text, answer, error"}}}}
}


def create_api(verbs_of: VerbsOf, asking: Limit | None = None) -> FastAPI:
    """Build the application that answers under ``/api``: each request by the verbs of its reader, within the limit."""
    api = FastAPI(title="Research assistant", version=our_version(), docs_url=None, redoc_url=None)
    _answer_failures(api)
    _describe(api)
    _answer_questions(api, verbs_of, asking or Limit(0, 60))
    _find_passages(api, verbs_of, asking or Limit(0, 60))
    _show_what_there_is(api, verbs_of)
    return api


def _answer_questions(api: FastAPI, verbs_of: VerbsOf, asking: Limit) -> None:
    """Add the address for questions."""

    @api.post("/ask", response_model=Answer, responses=LIMITED | STREAMED, summary="Ask a question")
    def ask(asked: Question, request: Request) -> Response:
        """Return the cited answer as JSON. With `Accept: text/event-stream` the text comes as it is written: events
        `text` with `{"text": …}`, at the end one event `answer` with the answer, or `error` with `{"error": …}`."""
        if seconds := asking.wait_of(request.scope):
            return _later("questions", seconds)
        if EVENTS not in request.headers.get("accept", ""):
            return JSONResponse(verbs_of(request).ask(asked).to_dict())
        stream = verbs_of(request).stream(asked)
        first = next(stream)  # so that a question that cannot be asked is refused by its status
        events = as_events(chain([first], stream))
        return StreamingResponse(events, media_type=EVENTS, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})


def _later(what: str, seconds: int) -> Response:
    return JSONResponse({"error": too_many(what, seconds)}, 429, headers={"Retry-After": str(seconds)})


def _find_passages(api: FastAPI, verbs_of: VerbsOf, asking: Limit) -> None:
    """Add the address for passages; a search works the same stores as a question, and counts as one."""

    @api.get("/search", response_model=list[Passage], responses=LIMITED, summary="Find passages")
    def search(
        request: Request,
        query: Annotated[str, Query(min_length=1, max_length=4000)],
        k: Annotated[int, Query(ge=1, le=100, description="how many passages")] = 10,
        filter: Annotated[list[str] | None, Query(description="kind=report, date>=2010, document=reports/*")] = None,
    ) -> Response:
        """Return the passages that match best, best first."""
        if seconds := asking.wait_of(request.scope):
            return _later("searches", seconds)
        return JSONResponse([passage.to_dict() for passage in verbs_of(request).search(query, k, filter or ())])


def _show_what_there_is(api: FastAPI, verbs_of: VerbsOf) -> None:
    """Add the addresses for documents and citations."""

    @api.get("/documents", responses=FAILURES, summary="List the documents")
    def documents(request: Request) -> list[Listing]:
        """Return what is known of each document."""
        return verbs_of(request).documents()

    @api.get("/documents/{id:path}", responses=FAILURES, summary="Read a document")
    def document(request: Request, id: str) -> FullText:
        """Return one document with the text that offsets count in."""
        return verbs_of(request).document(id)

    @api.get("/citations/{id:path}", response_model=Opened, responses=FAILURES, summary="Open a citation")
    def citation(request: Request, id: str) -> Response:
        """Open the source again and return the words of a citation. The id is percent-encoded in the path."""
        opened = verbs_of(request).citation(id).model_dump(mode="json")
        return JSONResponse(opened | {"locator": {k: v for k, v in (opened["locator"] or {}).items() if v not in (None, [])}})


def as_events(stream: Iterator[str | Answer]) -> Iterator[str]:
    """Write a stream as server-sent events; an error on the way is the last of them."""
    try:
        for item in stream:
            yield _event("answer", item.to_dict()) if isinstance(item, Answer) else _event("text", {"text": item})
    except AssistantError as error:
        yield _event("error", {"error": for_readers(error)})


def _event(name: str, data: Mapping[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"  # JSON has no line ends of its own


def _answer_failures(api: FastAPI) -> None:
    """Say what went wrong in one shape, whoever noticed it."""

    @api.exception_handler(AssistantError)
    def failed(_: Request, error: AssistantError) -> JSONResponse:
        status = next((status for kind, status in STATUSES if isinstance(error, kind)), 503)
        return JSONResponse({"error": for_readers(error)}, status)

    @api.exception_handler(RequestValidationError)
    def misread(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:])
        if not where or first["type"] == "json_invalid":
            return JSONResponse({"error": NO_JSON}, 400)
        return JSONResponse({"error": f"{where}: {first['msg']}"}, 400)

    @api.exception_handler(400)
    def unread(_: Request, __: HTTPException) -> JSONResponse:
        return JSONResponse({"error": NO_JSON}, 400)

    @api.exception_handler(404)
    @api.exception_handler(405)
    def unknown(request: Request, error: HTTPException) -> JSONResponse:
        wanted = f"{request.method} {request.url.path}"
        return JSONResponse({"error": f"there is no {wanted}; /api/docs says what there is"}, error.status_code)


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
        templates = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
        templates.filters["code"] = _code
        return HTMLResponse(templates.get_template("docs.html").render(api=describe()))


def _code(text: str) -> Markup:
    """Return text as HTML, what stands between backticks as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))
