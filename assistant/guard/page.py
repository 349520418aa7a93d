"""The page to sign in on."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

_FRAME = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<title>Sign in</title><link rel="stylesheet" href="/room/style.css"></head>'
    '<body class="alone-on-page"><main class="sign-in"><h1>Research assistant</h1>{}</main></body></html>'
)
_FORM = (
    '<form method="post" action="/login?next={onward}">{said}'
    '<label>Name <input name="name" value="{name}" autocomplete="username" autocapitalize="none" maxlength="32" required{first}>'
    '</label><label>Password <input name="password" type="password" autocomplete="current-password" maxlength="1024"'
    " required{second}></label>"
    '<button class="plain">Sign in</button></form>'
)
_SIGNED_IN = (
    '<p>You are signed in as <b>{name}</b>.</p><p><a href="/">Go to the chat</a></p>'
    '<form method="post" action="/logout"><button class="plain">Sign out</button></form>'
)


def login_page(onward: str, *, said: str = "", name: str = "", signed_in: str | None = None) -> str:
    """Return the form, with the name of the last try and what went wrong at it; or who is signed in, and the way out."""
    if signed_in is not None:
        return _FRAME.format(_SIGNED_IN.format(name=escape(signed_in)))
    notice = f'<p class="notice" role="alert">{escape(said)}</p>' if said else ""
    first, second = ("", " autofocus") if name else (" autofocus", "")
    filled = _FORM.format(onward=quote(onward, safe=""), said=notice, name=escape(name[:32]), first=first, second=second)
    return _FRAME.format(filled)
