"""Who may reach the assistant, with what, and how often: everything that stands between the socket and the faces.

A request passes three layers, each a small ASGI application of its own, and then the chat, the viewer or the interface
for programs, none of which knows them:

    headers (what a browser may do with the reply) -> door (host, origin, size) -> sign-in (who is asking) -> faces

What the last layer found out stands in the scope, and :func:`reader_of` tells it.

``headers``, ``door`` and ``signin`` are the layers; ``accounts``, ``sessions`` and ``page`` belong to signing in, ``readers`` says
who may see what, ``limits`` how often one may ask, and ``redaction`` keeps secrets out of logs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.guard.accounts import Accounts
from assistant.guard.door import Door
from assistant.guard.headers import Headers
from assistant.guard.limits import LOOPBACK
from assistant.guard.readers import is_visible_to, reader_of
from assistant.guard.signin import SignIn

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from assistant.settings import Settings

__all__ = ["is_visible_to", "protect", "reader_of", "warnings_about"]

MEGABYTE = 1_000_000


def protect(app: Starlette, settings: Settings) -> None:
    """Put the layers around an application. Raises SettingsError for accounts that cannot be read."""
    app.add_middleware(SignIn, accounts=Accounts.of(settings), idle_seconds=settings.session_hours * 3600)
    app.add_middleware(
        Door, hosts=(settings.host, *settings.hosts.split(",")), upload_bytes=settings.upload_mb * MEGABYTE * settings.upload_files
    )
    app.add_middleware(Headers)  # added last, so that it is the first to see a request and the last to see a reply


def warnings_about(settings: Settings) -> list[str]:
    """Say in plain words what is risky about the address that the settings choose; empty where only this machine can ask."""
    if settings.host in LOOPBACK:
        return []
    said = [f"The chat listens on {settings.host}: every machine that can reach this one can open it."]
    if Accounts.of(settings) is None:
        said.append(
            "There is NO sign-in: whoever opens it can read every document, add files and remove documents. "
            "Run `assistant user add NAME` first, or listen on 127.0.0.1."
        )
    said.append("What is sent is not encrypted; put a proxy with HTTPS in front of it.")
    return said
