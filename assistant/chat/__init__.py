"""The chat: a reading room in the browser, three areas that fold to one column on a phone.

Gradio draws and connects the components; the views of sources, the exports and the style sheet are addresses of our
own beside it, so that a link to a citation works without the chat. Nothing is asked of any other machine.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response

HERE = Path(__file__).parent
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'"
)
"""Gradio writes inline scripts and evaluates templates; what matters here is that no address but our own is ever asked."""
COOKIE = "reader"
YEAR_SECONDS = 365 * 24 * 3600


def create_app(settings: Settings, assistant: Any = None) -> FastAPI:
    """Build the web application of the chat over an index, which is opened, and filled on the first start.

    ``assistant`` is what answers; by default the one that the settings describe. Raises AssistantError.
    """
    from assistant.models import stay_quiet

    stay_quiet()
    import gradio as gr
    from fastapi import FastAPI
    from starlette.responses import FileResponse
    from starlette.routing import Route

    from assistant.chat.desk import Desk
    from assistant.chat.export import route
    from assistant.chat.history import Conversations
    from assistant.chat.room import Room, build
    from assistant.records import Records
    from assistant.viewer import ASSETS, HEAD, Viewer, routes

    assistant = assistant or _open(settings)
    shelf = _shelf(settings, assistant)
    kept = Conversations.open(settings.data)
    records = Records.open(settings.data)
    desk = Desk(assistant, kept, records=records, looks_first=settings.model is not None)
    room = Room(desk, shelf, lambda id_: headings(assistant, id_))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        kept.close()
        records.close()

    app = FastAPI(title="Research assistant", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.router.routes.extend(routes(Viewer(assistant, quotes=records)))
    app.router.routes.append(route(kept, shelf.documents, lambda request: request.cookies.get(COOKIE, "")))
    for name in ("style.css", "behaviour.js", "fonts/source-sans-3.woff2", "fonts/source-serif-4.woff2"):
        app.router.routes.append(Route(f"{ASSETS}/{name}", partial(_file, FileResponse(HERE / name))))
    if settings.serves_api:
        from assistant.server import create_api

        app.mount("/api", create_api(assistant, records))
    app.middleware("http")(_receive)
    gr.mount_gradio_app(
        app,
        build(room),
        path="/",
        head=HEAD,
        theme=theme(),
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
        max_file_size="200mb",
        show_error=True,
    )
    shelf.start(settings.corpus)
    return app


def serve(settings: Settings) -> None:
    """Serve the chat at the address that the settings name, until it is interrupted. Raises AssistantError."""
    import uvicorn

    app = create_app(settings)
    print(f"The chat is at http://{settings.host}:{settings.port} (Ctrl+C ends it)", flush=True)
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", timeout_graceful_shutdown=2)


def _file(response: Response, request: Request) -> Response:
    del request
    return response


def theme() -> Any:
    """Return a plain theme with the fonts of the machine; the style sheet does the rest."""
    import gradio as gr

    return gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])


def headings(assistant: Any, id_: str) -> Sequence[str]:
    """Return the headings of a document, in order, without the marks that make them headings."""
    return [s.place.heading[-1] for s in assistant.document(id_).segments if s.role == "heading" and s.place.heading]


async def _receive(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Give each browser a name of its own, and tell it to stay with us."""
    response = await call_next(request)
    if COOKIE not in request.cookies and request.url.path == "/":
        response.set_cookie(COOKIE, secrets.token_urlsafe(24), max_age=YEAR_SECONDS, httponly=True, samesite="lax")
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    return response


def _open(settings: Settings) -> Any:
    from assistant.ask import Assistant
    from assistant.catalog import Catalog

    Catalog.open(settings.data, settings.catalog).close()  # so that the room can open before anything is in it
    return Assistant.open(settings)


def _shelf(settings: Settings, assistant: Any) -> Any:
    from assistant.chat.shelf import Shelf
    from assistant.ingest import ingest

    def remove(document: str) -> None:
        from assistant.ingest import remove as take_out

        for _ in take_out([document], settings):
            pass

    return Shelf(assistant, settings.data, lambda paths: ingest(list(paths), settings), remove)
