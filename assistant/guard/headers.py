"""What a browser may do with a reply: the content security policy of each kind of page, and the headers beside it.

No policy names another origin, and none lets an inline handler or a script of a document run: were a document's HTML ever
written into a page unescaped, it would still be text that does nothing.

Gradio's page needs two exceptions, both of them narrow. Its inline scripts are let in by their hashes, computed from the
page as it leaves, which holds nothing that a reader or a document has written. And its HTML component compiles the fixed
templates of this package with ``Function``, which needs 'unsafe-eval'; values are arguments of that function and never
part of it. Styles may be inline: with images and fonts from this server alone they have nowhere to send anything.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SCRIPT = re.compile(rb"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_CLOSED = "default-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
ROOM = (
    f"{_CLOSED}; script-src 'self' 'unsafe-eval' HASHES; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; manifest-src 'self'"
)
PAGE = f"{_CLOSED}; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'"
PAPER = f"{_CLOSED}; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox allow-modals"
FILE = "script-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""For a PDF shown in place: browsers draw it with a viewer of their own, which stricter policies keep from working."""

POLICIES = {"/": ROOM, "/export": PAPER, "/original": FILE}
KEPT = ("/assets/", "/static/", "/room/", "/theme.css", "/favicon.ico")
BESIDE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Headers:
    """Put the policies on every reply."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"] == "/":
            plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            await self._app({**scope, "headers": plain}, receive, _Whole(send))
        else:
            await self._app(scope, receive, _Marked(send, scope["path"]))


class _Marked:
    def __init__(self, send: Send, path: str) -> None:
        self._send, self._path = send, path

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            mark(MutableHeaders(scope=message), self._path, POLICIES.get(self._path, PAGE))
        await self._send(message)


class _Whole:
    """Hold the page of the chat back until it is whole, so that its policy can name the scripts it came with."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message = {}
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        headers = MutableHeaders(scope=self._start)
        mark(headers, "/", ROOM.replace("HASHES", " ".join(hashes(bytes(self._body)))))
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": bytes(self._body)})


def mark(headers: MutableHeaders, path: str, policy: str) -> None:
    """Write the policy and what stands beside it; a stricter rule on caching that is there already stays."""
    headers["Content-Security-Policy"] = policy
    for name, value in BESIDE.items():
        headers[name] = value
    if not path.startswith(KEPT):
        headers.setdefault("Cache-Control", "no-store")


def hashes(page: bytes) -> list[str]:
    """Return the sources that let in the inline scripts of a page."""
    inline = (text for attributes, text in _SCRIPT.findall(page) if b"src=" not in attributes.lower())
    return sorted({f"'sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}'" for text in inline})
