"""The door: strange hosts, other sites and large bodies stay out; browsers of our own pages and programs come in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.guard.door import BODY_BYTES, UPLOAD, Door


async def echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = Starlette(routes=[Route(path, echo, methods=["GET", "POST"]) for path in ("/", UPLOAD)])
    app.add_middleware(Door, hosts=("127.0.0.1", "research.example.org"), upload_bytes=3 * BODY_BYTES)
    with TestClient(app, base_url="http://127.0.0.1:7860") as opened:
        yield opened


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:7860", 200),
        ("localhost:7860", 200),
        ("LOCALHOST", 200),
        ("[::1]:7860", 200),
        ("192.168.1.20:7860", 200),  # figures cannot be rebound
        ("research.example.org", 200),
        ("rebound.example.com:7860", 421),
        ("127.0.0.1.example.com", 421),
        ("localhost.example.com", 421),
        ("", 421),
        ("[::1", 421),
    ],
)
def test_only_names_of_this_server_are_answered(client: TestClient, host: str, status: int) -> None:
    assert client.get("/", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("POST", {}, 200),  # a program
        ("POST", {"Origin": "http://127.0.0.1:7860", "Sec-Fetch-Site": "same-origin"}, 200),
        ("POST", {"Origin": "http://127.0.0.1:7860"}, 200),
        ("POST", {"Origin": "http://evil.example.com"}, 403),
        ("POST", {"Origin": "http://127.0.0.1:8000"}, 403),
        ("POST", {"Origin": "null"}, 403),
        ("POST", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 403),
        ("POST", {"Sec-Fetch-Site": "same-site"}, 403),
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200),  # a link
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403),
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, 403),
        ("GET", {"Sec-Fetch-Site": "none"}, 200),
    ],
)
def test_other_sites_may_link_and_no_more(client: TestClient, method: str, headers: dict[str, str], status: int) -> None:
    assert client.request(method, "/", headers=headers).status_code == status


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [("/", BODY_BYTES, 200), ("/", BODY_BYTES + 1, 413), (UPLOAD, 3 * BODY_BYTES, 200), (UPLOAD, 3 * BODY_BYTES + 1, 413)],
)
@pytest.mark.parametrize("announced", [True, False])
def test_bodies_are_bounded_whatever_was_announced(client: TestClient, path: str, size: int, status: int, announced: bool) -> None:
    def pieces() -> Iterator[bytes]:
        for at in range(0, size, 65_536):
            yield b"x" * min(65_536, size - at)

    reply = client.post(path, content=b"x" * size if announced else pieces())
    assert reply.status_code == status
    assert status != 413 or "nothing was kept" in reply.text


@pytest.mark.parametrize("length", ["-1", "many", "9" * 40])
def test_a_length_that_is_none_is_refused(client: TestClient, length: str) -> None:
    assert client.post("/", headers={"Content-Length": length}).status_code == 413


def test_an_endless_address_is_refused(client: TestClient) -> None:
    assert client.get("/?" + "x" * 5_000).status_code == 414


def test_a_web_socket_is_closed(client: TestClient) -> None:
    from starlette.websockets import WebSocketDisconnect

    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/"):
        pass
