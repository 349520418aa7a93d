"""Signing in, staying in, being thrown out: by cookie for people, by password for programs, with a bound on wrong tries."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.guard import accounts, protect, reader_of, warnings_about
from assistant.guard.accounts import file_of, hash_password, write
from assistant.guard.signin import TRIES_OF_AN_ACCOUNT, local
from assistant.settings import Settings

PASSWORD = "correct horse battery"
BASE = "http://127.0.0.1:7860"


def who(request: Request) -> PlainTextResponse:
    return PlainTextResponse(reader_of(request.scope))


Open = Callable[..., TestClient]


@pytest.fixture
def open_client(tmp_path: Path) -> Iterator[Open]:
    """Return a function that opens a browser in front of a server; the servers of one test share their accounts."""
    settings = Settings(data=tmp_path, session_hours=1)
    apps: list[Starlette] = []

    def open_(*names: str, base: str = BASE, **more: Any) -> TestClient:
        if names:
            write(file_of(settings), {name: hash_password(PASSWORD) for name in names})
        if not apps:
            apps.append(Starlette(routes=[Route("/", who), Route("/source", who), Route("/room/style.css", who)]))
            protect(apps[0], settings)
        return TestClient(apps[0], base_url=base, follow_redirects=False, **more)

    yield open_


def sign_in(client: TestClient, name: str = "ada", password: str = PASSWORD, onward: str = "/") -> Any:
    return client.post("/login", params={"next": onward}, data={"name": name, "password": password})


def test_without_accounts_each_browser_is_a_reader_of_its_own(open_client: Open) -> None:
    one, two = open_client(), open_client()
    one.get("/")
    name = one.get("/source").text
    assert name == one.get("/").text and len(name) >= 20
    two.get("/")
    assert two.get("/source").text != name


@pytest.mark.parametrize("forged", ["user:ada", "nobody", "", "x" * 500, "a b" * 10])
def test_a_browser_cannot_choose_whom_it_is(open_client: Open, forged: str) -> None:
    client = open_client(cookies={"reader": forged})
    assert client.get("/source").text not in (forged, "user:ada", "nobody")


def test_a_stranger_sees_the_sign_in_and_nothing_else(open_client: Open) -> None:
    client = open_client("ada")
    for path in ("/", "/source?id=x", "/gradio_api/queue/data", "/nothing", "/login/more", "/login_check"):
        assert client.get(path).status_code == 401
        asked = client.get(path, headers={"Accept": "text/html"})
        assert (asked.status_code, asked.headers["location"].split("?")[0]) == (303, "/login")
    for host in ("127.0.0.1/room/?", "127.0.0.1/room/", "127.0.0.1/login#"):
        assert client.get("/source?id=x", headers={"Host": host}).status_code in (401, 421)
    assert client.get("/room/style.css").status_code == 200
    page = client.get("/login?next=/source%3Fid%3D%22%3E%3Cscript%3E")
    assert page.status_code == 200 and "<script" not in page.text


def test_a_person_signs_in_goes_on_and_signs_out(open_client: Open) -> None:
    client = open_client("ada")
    reply = sign_in(client, onward="/source?id=a%23p=1")
    assert (reply.status_code, reply.headers["location"]) == (303, "/source?id=a%23p=1")
    assert client.get("/").text == "user:ada"
    assert "signed in as <b>ada</b>" in client.get("/login").text
    assert client.post("/logout").status_code == 303
    assert client.get("/").status_code == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_of_plain_http_where_there_is_https(open_client: Open) -> None:
    plain, safe = sign_in(open_client("ada")), sign_in(open_client(base="https://127.0.0.1"))
    for reply in (plain, safe):
        cookie = reply.headers["set-cookie"]
        assert "HttpOnly" in cookie and "SameSite=lax" in cookie and PASSWORD not in cookie
    assert "Secure" in safe.headers["set-cookie"] and "Secure" not in plain.headers["set-cookie"]


def test_a_session_taken_over_ends_with_sign_out_with_a_new_password_and_with_the_account(
    open_client: Open, tmp_path: Path
) -> None:
    client, thief = open_client("ada", "bob"), open_client()
    sign_in(client)
    thief.cookies.set("session", client.cookies["session"])
    assert thief.get("/").text == "user:ada"
    client.post("/logout")
    assert thief.get("/").status_code == 401
    sign_in(client)
    file = file_of(Settings(data=tmp_path))
    write(file, {**accounts.read(file), "ada": hash_password("another passphrase")})
    assert client.get("/").status_code == 401
    sign_in(client, password="another passphrase")
    assert client.get("/").text == "user:ada"
    write(file, {"bob": hash_password(PASSWORD)})
    assert client.get("/").status_code == 401


@pytest.mark.parametrize(("name", "password"), [("ada", "wrong password"), ("eve", PASSWORD), ("", ""), ("ada", "x" * 4000)])
def test_a_wrong_password_and_a_wrong_name_say_the_same(open_client: Open, name: str, password: str) -> None:
    reply = sign_in(open_client("ada"), name, password)
    assert reply.status_code == 401 and "do not go together" in reply.text and "set-cookie" not in reply.headers


def test_a_name_that_was_typed_need_not_be_typed_again(open_client: Open) -> None:
    reply = sign_in(open_client("ada"), 'a"<b>', "wrong password")
    assert 'value="a&quot;&lt;b&gt;"' in reply.text and "required autofocus></label><button" in reply.text


def test_wrong_tries_are_bounded_even_for_the_right_password(open_client: Open, caplog: pytest.LogCaptureFixture) -> None:
    client = open_client("ada", "bob")
    with caplog.at_level(logging.WARNING):
        for _ in range(TRIES_OF_AN_ACCOUNT):
            assert sign_in(client, password="wrong password").status_code == 401
    refused = sign_in(client)
    assert refused.status_code == 429 and int(refused.headers["retry-after"]) > 800 and "Too many tries" in refused.text
    assert sign_in(client, "bob").status_code == 303  # another account is not locked out
    assert "wrong password" not in caplog.text and "ada" not in caplog.text


def test_wrong_tries_are_bounded_for_an_address_over_all_names(open_client: Open) -> None:
    client = open_client("ada")
    for n in range(30):
        sign_in(client, f"name{n}", "wrong password")
    assert sign_in(client).status_code == 429


def test_a_program_signs_in_with_each_request(open_client: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    client = open_client("ada")
    assert client.get("/", auth=("ada", PASSWORD)).text == "user:ada"
    hashed: list[str] = []
    monkeypatch.setattr(accounts, "verify", lambda password, known: bool(hashed.append(password)))
    assert client.get("/", auth=("ada", PASSWORD)).text == "user:ada"  # not hashed again
    assert client.get("/", auth=("ada", "wrong password")).status_code == 401
    assert hashed == ["wrong password"]
    for header in ("Basic !!!", "Basic", "Bearer x", "Basic YWRh"):
        assert client.get("/", headers={"Authorization": header}).status_code == 401


def test_another_site_cannot_sign_a_reader_in_or_out(open_client: Open) -> None:
    client = open_client("ada")
    sign_in(client)
    for path in ("/login", "/logout"):
        assert client.post(path, headers={"Origin": "http://evil.example.com"}).status_code == 403
    assert client.get("/logout").status_code == 303 and client.get("/").text == "user:ada"  # a link signs nobody out


@pytest.mark.parametrize(
    ("onward", "safe"),
    [
        ("/source?id=1", "/source?id=1"),
        ("//evil.example.com", "/"),
        ("https://evil.example.com", "/"),
        ("/\\evil.example.com", "/"),
        ("/\nSet-Cookie: a=b", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_a_sign_in_goes_on_only_to_this_server(onward: str, safe: str) -> None:
    assert local(onward) == safe


def test_listening_to_other_machines_is_warned_about_most_of_all_without_sign_in(tmp_path: Path) -> None:
    assert warnings_about(Settings(data=tmp_path)) == []
    outside = Settings(data=tmp_path, host="0.0.0.0")
    assert any("NO sign-in" in line for line in warnings_about(outside))
    write(file_of(outside), {"ada": hash_password(PASSWORD)})
    assert warnings_about(outside) and not any("NO sign-in" in line for line in warnings_about(outside))
