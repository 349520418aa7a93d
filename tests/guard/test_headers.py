"""What a browser may do with a reply: no other origin, no inline handler, no frame, and only the scripts of the page itself."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.guard.headers import POLICIES, Headers, hashes

SCRIPT = "window.a = 1;"
PAGE = f'<head><script>{SCRIPT}</script><SCRIPT type="module" src="/a.js"></SCRIPT></head><script async>\nb()\n</script>'


def page(request: Request) -> Response:
    if "pieces" in request.query_params:
        return StreamingResponse(iter([PAGE[:20], PAGE[20:]]), media_type="text/html")
    return HTMLResponse(PAGE)


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = Starlette(routes=[Route(path, page) for path in ("/", "/source", "/export", "/original", "/assets/a.js")])
    app.add_middleware(Headers)
    with TestClient(app) as opened:
        yield opened


def allowed(policy: str, directive: str) -> set[str]:
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    return set(rules[directive].split())


@pytest.mark.parametrize("address", ["/", "/?pieces=1"])
def test_the_page_of_the_chat_lets_in_its_own_scripts_by_their_hashes(client: TestClient, address: str) -> None:
    reply = client.get(address)
    own = {f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in (SCRIPT, "\nb()\n")}
    assert reply.text == PAGE
    assert allowed(reply.headers["content-security-policy"], "script-src") == {"'self'", "'unsafe-eval'", *own}


@pytest.mark.parametrize("address", ["/", "/source", "/export", "/original", "/assets/a.js", "/nothing"])
def test_every_reply_is_closed_to_other_origins_and_frames(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert allowed(policy, "frame-ancestors") == {"'none'"}
    assert "http" not in policy and "*" not in policy
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert ("no-store" in headers.get("cache-control", "")) == (not address.startswith("/assets"))


@pytest.mark.parametrize("policy", POLICIES.values())
def test_no_policy_lets_inline_handlers_run(policy: str) -> None:
    scripts = allowed(policy, "script-src") if "script-src" in policy else allowed(policy, "default-src")
    assert "'unsafe-inline'" not in scripts and "data:" not in scripts and "blob:" not in scripts


def test_scripts_with_an_address_have_no_hash() -> None:
    assert hashes(b'<script src="/a.js">x</script><script data-src="b">') == []
