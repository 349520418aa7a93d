"""The chat as an application: its pages, its cookies, and what can be taken away from it."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.chat import HERE, create_app, shipped
from assistant.chat.export import route
from assistant.chat.history import Conversations, Exchange
from assistant.errors import StoreUnavailable
from assistant.references import FORMATS
from assistant.settings import Settings
from tests.browser.stage import StagedAssistant
from tests.elements import Elements


@pytest.mark.parametrize("format_", FORMATS)
def test_an_answer_is_taken_away_in_every_format(kept: Conversations, staged: StagedAssistant, format_: str) -> None:
    id_ = kept.write("me", "", [Exchange("Who funded it?", staged.ask("Who funded it?")), Exchange("broken", error="x")])
    offered = Starlette(routes=[route(kept, lambda: {d.id: d for d in staged.documents()}, lambda request: "me")])
    with TestClient(offered) as opened:
        reply = opened.get("/export", params={"conversation": id_, "answer": "0", "format": format_})
        assert reply.status_code == 200 and "Lessons from Coventry" in reply.text
        assert opened.get("/export", params={"conversation": id_, "answer": "1", "format": format_}).status_code == 404


def test_only_the_reader_can_take_a_conversation_away(client: TestClient, staged: StagedAssistant) -> None:
    asked = {"conversation": "unknown", "answer": "0"}
    assert client.get("/export", params=asked).status_code == 404
    assert client.get("/export", params=asked | {"format": "nonsense"}).status_code == 404


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    data = tmp_path_factory.mktemp("data")
    with forgiving_gradio():
        app = create_app(Settings(data=data, corpus=data / "none"), StagedAssistant())
    with TestClient(app, base_url="http://127.0.0.1:7860") as opened:
        yield opened
    with forgiving_gradio():
        del app, opened


@contextmanager
def forgiving_gradio() -> Iterator[None]:
    """Gradio leaves event loops open for the collector to find; let it find them here, where that is no error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


def test_the_page_names_no_other_machine_that_a_browser_would_ask(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "://" not in policy
    addresses = {a for a in Elements(page.text).addresses if a.startswith(("http", "//"))}
    assert addresses == set()


def test_each_browser_gets_a_name_that_scripts_cannot_read(client: TestClient) -> None:
    cookie = client.get("/").headers.get("set-cookie") or ""
    again = client.get("/").headers.get("set-cookie")
    assert again is None  # the first one is kept
    assert not cookie or ("HttpOnly" in cookie and "SameSite=lax" in cookie)


def test_style_and_behaviour_are_served(client: TestClient) -> None:
    assert "text/css" in client.get("/room/style.css").headers["content-type"]
    for name in ("behaviour.js", "shelf.js"):
        assert "javascript" in client.get(f"/room/{name}").headers["content-type"]


def test_the_tab_shows_an_icon_of_its_own(client: TestClient) -> None:
    icon = client.get("/favicon.ico")
    assert icon.headers["content-type"].startswith("image/svg+xml")
    assert icon.text == (HERE / "icon.svg").read_text(encoding="utf-8")


def test_a_file_that_an_upgrade_replaces_under_a_running_chat_is_sent_whole(tmp_path: Path) -> None:
    file = tmp_path / "style.css"
    with TestClient(Starlette(routes=[Route("/style.css", partial(shipped, file))])) as opened:
        for text in ("body {}", "body { margin: 0 }"):
            file.write_text(text)
            assert opened.get("/style.css").text == text


def test_the_reader_is_told_why_an_event_could_not_be_done() -> None:
    import gradio as gr

    from assistant.chat.room import Room, telling

    def failing(room: Room, *, request: gr.Request) -> str:
        raise StoreUnavailable("/home/me/data/conversations.sqlite: database or disk is full")

    with pytest.raises(gr.Error, match=r"…conversations\.sqlite: database or disk is full"):
        telling(failing)(None, request=None)
    assert Room.forget.__annotations__["request"] == "gr.Request"  # by which Gradio knows what to give
