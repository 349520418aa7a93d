"""The chat: a reading room in the browser, three areas that fold to one column on a phone.

Gradio draws and connects the components; the views of sources, the exports and the style sheet are addresses of our
own beside it, so that a link to a citation works without the chat. Nothing is asked of any other machine.

``layout`` is the page, ``room`` what its events do, ``desk`` a question being answered, ``shelf`` the documents, ``history`` the
conversations. What is drawn comes from ``render``, ``prose``, ``sources`` and ``rail``. ``export`` takes answers away,
``per_reader`` gives each reader what is theirs, ``quota`` and ``retention`` bound what is kept, ``allow_list`` closes the rest of
Gradio, and ``warm`` reads ahead.
"""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import CannotListen
from assistant.settings import Settings
from assistant.store.read_only import arriving, is_read_only

if TYPE_CHECKING:
    from fastapi import FastAPI
    from gradio import Blocks
    from starlette.requests import Request
    from starlette.responses import Response

    from assistant.chat.history import Conversations
    from assistant.chat.per_reader import PerReader
    from assistant.chat.quota import Quota
    from assistant.chat.shelf import Shelf
    from assistant.guard.limits import Limit, Queue
    from assistant.ingest import IngestEvent, Progress
    from assistant.viewer.pages import Pages

Beside = Callable[[], AbstractAsyncContextManager[None]]
"""Something that runs while the application is open."""

HERE = Path(__file__).parent
SHIPPED = ("style.css", "behaviour.js", "shelf.js", "fonts/source-sans-3.woff2", "fonts/source-serif-4.woff2")
UPLOADING = "uploading"  # in the data folder: where files are while they arrive
NOT_KEPT = "nothing can be added, and conversations and records last until the chat ends"
BACKLOG = 2048  # connections that the system keeps until they are taken
WAITING = 300  # events of the page that Gradio keeps waiting at most
AT_ONCE, IN_LINE = 4, 60  # questions that are answered at the same time, and that wait for their turn


def create_app(settings: Settings, assistant: Any = None) -> FastAPI:
    """Build the chat over an index, opened, and filled on the first start, or over an ``assistant``. Raises AssistantError."""
    from assistant.models.quiet import stay_quiet

    stay_quiet()
    fixed = is_read_only(settings.data)
    uploading = arriving() if fixed else settings.data.resolve() / UPLOADING
    os.environ["GRADIO_TEMP_DIR"] = str(uploading)  # not in a folder that all users of this machine share
    from assistant.chat.allow_list import restrict
    from assistant.chat.desk import Desk
    from assistant.chat.history import Conversations
    from assistant.chat.layout import build
    from assistant.chat.per_reader import PerReader
    from assistant.chat.quota import Quota
    from assistant.chat.room import Room
    from assistant.chat.warm import warmed
    from assistant.guard import protect
    from assistant.guard.limits import Limit, Queue
    from assistant.store.records import Records
    from assistant.viewer.pages import Pages

    ours = assistant is None
    assistant = assistant or _open(settings)
    quota = Quota(settings.data / "added", settings.added_mb_person, settings.added_mb)
    shelf = _shelf(settings, assistant, quota, fixed=fixed)
    kept, records, pages = Conversations.open(settings.data), Records.open(settings.data), Pages()
    per_reader, line = PerReader(assistant, records), Queue(AT_ONCE, IN_LINE)
    desk = Desk(per_reader.answers, kept, records=records, looks_first=settings.model is not None, line=line)
    asking, adding = Limit(settings.asks_per_minute, 60), Limit(settings.uploads_per_hour, 3600)
    room = Room(desk, shelf, partial(headings, assistant), asking=asking, adding=adding, most_files=settings.upload_files)

    app, besides = _opened(settings, pages, (kept.close, records.close))
    if ours:
        besides.append(partial(warmed, assistant))
    _add_addresses(app, per_reader, pages, kept, shelf)
    if settings.serves_api:
        besides += _for_programs(app, per_reader, line, asking)
    _mount(app, build(room), settings)
    restrict(app, uploading, quota.arriving(uploading))
    protect(app, settings)
    shelf.start(settings.corpus)
    return app


def _opened(settings: Settings, pages: Pages, ends: Sequence[Callable[[], None]]) -> tuple[FastAPI, list[Beside]]:
    """Make the application, and a list of what runs while it is open, beside forgetting what is old; ``ends`` are called last."""
    from fastapi import FastAPI

    from assistant.chat.retention import keep_forgetting, keep_letting_go

    besides: list[Beside] = []

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(keep_letting_go(pages.forget_old))]
        if settings.keep_days:
            tasks.append(asyncio.create_task(keep_forgetting(settings.data, settings.keep_days)))
        async with AsyncExitStack() as running:
            for run in besides:
                await running.enter_async_context(run())
            yield
        for task in tasks:
            task.cancel()
        for end in ends:
            end()

    return FastAPI(title="Research assistant", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan), besides


def _add_addresses(app: FastAPI, per_reader: PerReader, pages: Pages, kept: Conversations, shelf: Shelf) -> None:
    """Add the addresses beside the page: views of sources, exports, and the style and the scripts."""
    from starlette.routing import Route

    from assistant.chat.export import route
    from assistant.guard import reader_of
    from assistant.viewer import ASSETS, Viewer, routes

    app.router.routes.extend(routes(lambda request: Viewer(*per_reader.of(reader_of(request.scope)), pages)))
    app.router.routes.append(route(kept, shelf.documents, lambda request: reader_of(request.scope)))
    for name in SHIPPED:
        app.router.routes.append(Route(f"{ASSETS}/{name}", partial(shipped, HERE / name)))


def _mount(app: FastAPI, blocks: Blocks, settings: Settings) -> None:
    """Show the Gradio page at the root, with none of what it brings for developers."""
    import gradio as gr

    from assistant.viewer import HEAD

    blocks.queue(max_size=WAITING, api_open=False)
    blocks.has_launched = True  # Gradio looks where a file lies that a message names only once it believes this
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        head=HEAD,
        theme=theme(),
        favicon_path=str(HERE / "icon.svg"),
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
        max_file_size=f"{settings.upload_mb}mb",
        show_error=False,  # what is not meant for readers goes to the log; gr.Error is shown all the same
    )


def _for_programs(app: FastAPI, per_reader: PerReader, line: Queue, asking: Limit) -> Iterator[Beside]:
    """Mount what programs call, over HTTP and MCP; yield what must run while they are open."""
    from assistant.guard import reader_of
    from assistant.server.http import create_api
    from assistant.server.verbs import Verbs

    def verbs_of(request: Request | None) -> Verbs:
        return Verbs(*per_reader.of(reader_of(request.scope) if request else ""), line)

    if find_spec("mcp") is not None:
        from assistant.server.mcp import over_http

        routes, running = over_http(verbs_of, asking)
        app.router.routes.extend(routes)
        yield running
    app.mount("/api", create_api(verbs_of, asking))


def serve(settings: Settings) -> None:
    """Serve the chat at the address that the settings name, until it is interrupted. Raises AssistantError."""
    import uvicorn

    from assistant.guard import warnings_about
    from assistant.guard.redaction import log_redacted

    log_redacted()
    with listening_at(settings.host, settings.port) as door:  # first: where it cannot be had, nothing else is begun
        app = create_app(settings)
        for warning in warnings_about(settings):
            print(f"Warning: {warning}", file=sys.stderr, flush=True)
        if is_read_only(settings.data):
            print(f"Note: {settings.data} may only be read: {NOT_KEPT}", file=sys.stderr, flush=True)
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        print(f"The chat is at http://{host}:{settings.port} (Ctrl+C ends it)", flush=True)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=2)).run(sockets=[door])


def listening_at(host: str, port: int) -> socket.socket:
    """Return a socket that listens at an address. Raises CannotListen with what to do."""
    door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        if os.name == "posix":  # elsewhere it would let two chats have one port
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((host, port))
        door.listen(BACKLOG)  # a port that is bound alone could be bound again
    except OSError as error:
        door.close()
        known = {
            errno.EADDRINUSE: f"port {port} of {host} is taken, perhaps by a chat that runs already; give another one with --port",
            errno.EACCES: f"port {port} of {host} is not for everybody; give one above 1023 with --port",
            errno.EADDRNOTAVAIL: f"{host} is no address of this machine; listen at 127.0.0.1, or 0.0.0.0 for all it has",
        }
        said = known.get(error.errno or 0, f"the chat cannot listen at {host}, port {port}: {error.strerror or error}; see --host")
        raise CannotListen(said) from error
    return door


def shipped(path: Path, request: Request) -> Response:
    """Send a file as it is now: after an upgrade it may be another than when the chat began."""
    from starlette.responses import FileResponse

    del request
    return FileResponse(path)


def theme() -> Any:
    """Return a plain theme with the fonts of the machine; the style sheet does the rest."""
    import gradio as gr

    return gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])


def headings(assistant: Any, id_: str) -> Sequence[str]:
    """Return the headings of a document, in order, without the marks that make them headings."""
    return [s.place.heading[-1] for s in assistant.document(id_).segments if s.role == "heading" and s.place.heading]


def _open(settings: Settings) -> Any:
    from assistant.ask import Assistant
    from assistant.store.catalog import Catalog

    Catalog.open(settings.data, settings.catalog).close()  # so that the room can open before anything is in it
    return Assistant.open(settings)


def _shelf(settings: Settings, assistant: Any, quota: Quota, *, fixed: bool) -> Shelf:
    """Build the shelf on the pipelines; ``fixed``: nothing can be added or removed."""

    from assistant.chat.shelf import Shelf
    from assistant.ingest import ingest

    def remove(document: str) -> None:
        from assistant.ingest import remove as take_out

        for _ in take_out([document], settings):
            pass

    def correct(document: str, values: Mapping[str, str]) -> Iterable[IngestEvent | Progress]:
        from assistant.ingest import correct as put_right

        return put_right(document, values, settings)

    return Shelf(assistant, quota, lambda paths: ingest(list(paths), settings), remove, correct, fixed=fixed)
