"""The door: requests that come under a strange name, from another site's page, or with too much, are turned away here.

The chat listens on the reader's own machine, where any page in the same browser can try to reach it. So:

- the Host must be a name that this server goes by. A page that had its own name point to 127.0.0.1 (DNS rebinding) still
  sends that name. Addresses in figures cannot be rebound, and pass;
- what changes something must come from a page of ours (Origin, Sec-Fetch-Site), and other sites may only link to us, not
  embed or fetch. Programs that are no browser send neither header, and pass;
- a body has a bound, counted as it arrives, whatever its length was announced to be.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_BYTES = 1_000_000  # of a request that is no upload
TARGET_CHARS = 4_000  # of the address of a request
UPLOAD = "/gradio_api/upload"
_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class TooLarge(Exception):
    """A body is larger than it may be."""


class Door:
    """Let in what comes under one of ``hosts``, from our own pages or from no page, and within the bounds."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str], upload_bytes: int) -> None:
        self._app = app
        own = (*hosts, "localhost", socket.gethostname(), f"{socket.gethostname()}.local")
        self._hosts = frozenset(host.strip().lower() for host in own if host.strip())
        self._upload_bytes = upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await (self._app(scope, receive, send) if scope["type"] == "lifespan" else _closed(scope, receive, send))
            return
        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        if refused:
            await PlainTextResponse(refused[1], refused[0])(scope, receive, send)
            return
        most = self._upload_bytes if scope["path"] == UPLOAD else BODY_BYTES
        await _within(self._app, most, headers)(scope, receive, send)

    def _refused(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """Return status and reason for a request that is turned away, ``None`` for one that may come in."""
        host = headers.get("host", "")
        if not self._knows(host):
            return 421, f"This server does not go by the name {host[:100]!r}. To allow it, add it to the setting hosts.\n"
        if len(scope["path"]) + len(scope["query_string"]) > TARGET_CHARS:
            return 414, "The address is too long.\n"
        site = headers.get("sec-fetch-site", "none")
        linked = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        changing = scope["method"] in _CHANGING
        if site not in ("same-origin", "none") and (changing or not linked):
            return 403, "Another site's page may link to this one, and no more.\n"
        origin = headers.get("origin")
        if origin is not None and changing and urlsplit(origin).netloc.lower() != host.lower():
            return 403, "This came from a page of another site.\n"
        return None

    def _knows(self, host: str) -> bool:
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        except ValueError:
            return False
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return name in self._hosts
        return True


def _within(app: ASGIApp, most: int, headers: Headers) -> ASGIApp:
    """Return an application whose requests have a body of ``most`` bytes at most; a larger one is answered with 413."""

    async def bounded(scope: Scope, receive: Receive, send: Send) -> None:
        announced = headers.get("content-length", "0")
        if not announced.isdecimal() or len(announced) > 15 or int(announced) > most:
            await _too_large(most)(scope, receive, send)
            return
        received, begun = 0, False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                raise TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await app(scope, counted, noted)
        except TooLarge:
            if not begun:
                await _too_large(most)(scope, receive, send)

    return bounded


def _too_large(most: int) -> PlainTextResponse:
    return PlainTextResponse(f"This is more than {most / 1_000_000:g} MB; nothing was kept.\n", 413)


async def _closed(scope: Scope, receive: Receive, send: Send) -> None:
    """Close a web socket; no face of ours has any."""
    del scope, receive
    await send({"type": "websocket.close", "code": 1008})
