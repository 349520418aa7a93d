"""Find out who is asking: by the name in a browser's cookie, or, where there are accounts, by a session or a password.

With accounts nothing but the sign-in page and its style is served to a stranger. People sign in on ``/login``; programs
send name and password as HTTP Basic credentials. Wrong tries are counted for the account and for the address they come
from, whichever runs out first, and a try costs the same whether the name exists or not.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import secrets
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from assistant.guard.limits import Limit
from assistant.guard.page import login_page
from assistant.guard.readers import KEY, PERSON
from assistant.guard.sessions import Sessions

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from assistant.guard.accounts import Accounts

log = logging.getLogger(__name__)

BROWSER, SESSION = "reader", "session"  # cookies
YEAR_SECONDS = 365 * 24 * 3600
TRIES_OF_AN_ACCOUNT, TRIES_FROM_AN_ADDRESS, TRIES_SECONDS = 10, 30, 15 * 60.0
OPEN = ("/room/", "/favicon.ico")  # to everybody, beside the sign-in: the style and fonts it is drawn with
_BROWSER_NAME = re.compile(r"[\w-]{16,64}", re.ASCII)


class SignIn:
    """Write into the scope who is asking, or ask for a sign-in. Without ``accounts`` a reader is a browser."""

    def __init__(self, app: ASGIApp, accounts: Accounts | None, idle_seconds: float) -> None:
        self._app = app
        self._accounts = accounts
        self._sessions = Sessions(idle_seconds)
        self._by_account = Limit(TRIES_OF_AN_ACCOUNT, TRIES_SECONDS)
        self._by_address = Limit(TRIES_FROM_AN_ADDRESS, TRIES_SECONDS)
        self._salt = secrets.token_bytes(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        if self._accounts is None:
            await self._as_browser(request, send)
        elif scope["path"] == "/login":
            await (await self._login(request))(scope, receive, send)
        elif scope["path"] == "/logout":
            await self._logout(request)(scope, receive, send)
        else:
            await self._as_person(request, self._accounts, send)

    async def _as_browser(self, request: Request, send: Send) -> None:
        """Give each browser a random name of its own that its scripts cannot read."""
        named = request.cookies.get(BROWSER, "")
        name = named if _BROWSER_NAME.fullmatch(named) else secrets.token_urlsafe(24)

        async def naming(message: Message) -> None:
            if message["type"] == "http.response.start" and name != named and request.url.path == "/":
                cookie = _cookie(request, BROWSER, name, YEAR_SECONDS)
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        # a name that the browser has yet to accept must not be shared by all that refuse cookies
        request.scope[KEY] = name
        await self._app(request.scope, request.receive, naming)

    async def _as_person(self, request: Request, accounts: Accounts, send: Send) -> None:
        name = self._signed_in(request, accounts) or await self._by_password(request, accounts)
        if name is not None:
            request.scope[KEY] = f"{PERSON}{name}"
            await self._app(request.scope, request.receive, send)
        elif request.scope["path"].startswith(OPEN):  # not that of ``request.url``, which is put together with the Host
            await self._app(request.scope, request.receive, send)
        else:
            await _ask_to_sign_in(request)(request.scope, request.receive, send)

    def _signed_in(self, request: Request, accounts: Accounts) -> str | None:
        """Return the name of a session that has not ended and whose account is still what it was."""
        session = self._sessions.find(request.cookies.get(SESSION, ""))
        return session.name if session and accounts.hashes().get(session.name) == session.proof else None

    async def _by_password(self, request: Request, accounts: Accounts) -> str | None:
        """Return the name behind Basic credentials; the same ones are not hashed again at each request."""
        scheme, _, value = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return None
        token = hashlib.blake2b(value.encode(), key=self._salt).hexdigest()
        session = self._sessions.find(token)
        if session and accounts.hashes().get(session.name) == session.proof:
            return session.name
        try:
            name, _, password = base64.b64decode(value, validate=True).decode().partition(":")
        except ValueError:
            return None
        if self._wait(request, name) or not await self._admits(request, accounts, name, password):
            return None
        self._sessions.begin(name, accounts.hashes()[name], token)
        return name

    async def _login(self, request: Request) -> Response:
        accounts = self._accounts
        assert accounts is not None
        onward = local(request.query_params.get("next", "/"))
        if request.method != "POST":
            return HTMLResponse(login_page(onward, signed_in=self._signed_in(request, accounts)))
        async with request.form(max_files=0, max_fields=4) as form:
            name, password = str(form.get("name", "")).strip().lower(), str(form.get("password", ""))
        if seconds := self._wait(request, name):
            said = f"Too many tries. The next one counts in {max(1, round(seconds / 60))} min."
            return HTMLResponse(login_page(onward, said=said, name=name), 429, headers={"Retry-After": str(round(seconds) + 1)})
        if not await self._admits(request, accounts, name, password):
            return HTMLResponse(login_page(onward, said="This name and password do not go together.", name=name), 401)
        reply = RedirectResponse(onward, 303)
        reply.headers.append("set-cookie", _cookie(request, SESSION, self._sessions.begin(name, accounts.hashes()[name])))
        return reply

    def _logout(self, request: Request) -> Response:
        if request.method != "POST":
            return RedirectResponse("/login", 303)
        self._sessions.end(request.cookies.get(SESSION, ""))
        reply = RedirectResponse("/login", 303)
        reply.delete_cookie(SESSION, httponly=True, samesite="lax")
        return reply

    def _wait(self, request: Request, name: str) -> float:
        return max(self._by_account.wait(name[:64]), self._by_address.wait(_address(request)))

    async def _admits(self, request: Request, accounts: Accounts, name: str, password: str) -> bool:
        """Try a password; the try is counted before it is made, so that many at once are not free."""
        self._by_account.take(name[:64])
        self._by_address.take(_address(request))
        admitted = await run_in_threadpool(accounts.admits, name, password)
        if admitted:
            self._by_account.forget(name[:64])
        else:
            log.warning("a sign-in from %s failed", _address(request))
        return admitted


def _ask_to_sign_in(request: Request) -> Response:
    """Send a person who opened a page to the sign-in, and tell anything else that it has to."""
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        onward = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(onward, safe='')}", 303)
    # a browser would ask for a password in a window of its own, and hold the page until it is closed
    challenge = {} if "sec-fetch-mode" in request.headers else {"WWW-Authenticate": 'Basic realm="assistant", charset="UTF-8"'}
    return PlainTextResponse("Sign in first.\n", 401, headers=challenge)


def local(onward: str) -> str:
    """Return an address on this server to go on to; anything that could lead elsewhere becomes the first page."""
    safe = onward.startswith("/") and not onward.startswith("//") and onward.isprintable() and "\\" not in onward
    return onward if safe else "/"


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def _cookie(request: Request, name: str, value: str, max_age: int | None = None) -> str:
    carrier = Response()
    carrier.set_cookie(name, value, max_age, httponly=True, samesite="lax", secure=request.url.scheme == "https")
    return carrier.headers["set-cookie"]
