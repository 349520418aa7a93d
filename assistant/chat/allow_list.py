"""The part of Gradio that the chat uses. The rest of it answers 404.

Gradio serves far more than a page: any file in its cache, a proxy to other machines, calls that go round the queue, a
monitor, code editing. None of it is needed here. Its messages may also name files for components, by path or by web
address, which it would open or fetch (through a name service of its own on the internet); only files that were uploaded
to this server's own folder may be named.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from assistant.guard.door import UPLOAD

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MESSAGES = ("/gradio_api/queue/join", "/gradio_api/run/predict")
USED = (
    "/",
    "/assets/*",
    "/static/*",
    "/theme.css",
    "/favicon.ico",
    "/gradio_api/startup-events",
    *MESSAGES,
    "/gradio_api/queue/data",
    "/gradio_api/cancel",
    "/gradio_api/reset",
    "/gradio_api/heartbeat/*",
    "/gradio_api/app_id",  # a number by which an open page knows that the server is back after a restart
    UPLOAD,
    "/gradio_api/upload_progress",
)
Full = Callable[[int], str | None]


def restrict(app: FastAPI, uploads: Path, full: Full = lambda size: None) -> None:
    """Leave of the Gradio application mounted last what the chat uses; ``full`` says why more bytes may not be uploaded."""
    mount: Any = app.routes[-1]
    mount.app = AllowList(mount.app, uploads, full)


class AllowList:
    """Gradio behind a list of its addresses; what is named in a message must lie in ``uploads``."""

    def __init__(self, gradio: ASGIApp, uploads: Path, full: Full) -> None:
        self._gradio = gradio
        self._full = full
        self._uploads = uploads.resolve()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            path = scope["path"]
            if not any(fnmatchcase(path, used) for used in USED) or b"deep_link" in scope["query_string"]:
                await PlainTextResponse("There is nothing here.\n", 404)(scope, receive, send)
                return
            if path == UPLOAD and (why := self._full(_announced(scope))):
                await PlainTextResponse(f"{why}\n", 507)(scope, receive, send)
                return
            if path in MESSAGES:
                body = await _body(receive)
                if not self._names_only_uploads(body):
                    await PlainTextResponse("This message names a file that was not uploaded.\n", 403)(scope, receive, send)
                    return
                receive = _again(body, receive)
        await self._gradio(scope, receive, send)

    def _names_only_uploads(self, body: bytes) -> bool:
        try:
            message = json.loads(body)
            return all(Path(path).resolve().is_relative_to(self._uploads) for path in _paths(message))
        except (ValueError, RecursionError, OSError):
            return False


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isdecimal() else 0


def _paths(value: Any) -> Iterator[str]:
    """Yield every path that a message names."""
    if isinstance(value, dict):
        if "path" in value:
            yield str(value["path"])
        for inner in value.values():
            yield from _paths(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _paths(inner)


async def _body(receive: Receive) -> bytes:
    """Return the whole body; the door has bounded it."""
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """Return a receiver that gives the body once more, then what follows."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return left.pop() if left else await receive()

    return replayed
