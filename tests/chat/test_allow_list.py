"""Of Gradio only what the chat uses can be reached, and no message makes it read a file of the server or fetch an address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.chat import UPLOADING, create_app
from assistant.settings import Settings
from tests.browser.stage import StagedAssistant
from tests.chat.test_app import forgiving_gradio


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[TestClient]:
    with forgiving_gradio():
        app = create_app(Settings(data=data, corpus=data / "none", upload_mb=1, upload_files=2), StagedAssistant())
    with TestClient(app, base_url="http://127.0.0.1:7860") as opened:
        yield opened
    with forgiving_gradio():
        del app, opened


@pytest.mark.parametrize(
    "address",
    [
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file/etc/passwd",
        "/file=/etc/passwd",
        "/gradio_api/file=http://169.254.169.254/latest/meta-data",
        "/gradio_api/proxy=http://127.0.0.1:22/",
        "/gradio_api/info",
        "/gradio_api/openapi.json",
        "/gradio_api/run/../file=/etc/passwd",
        "/gradio_api/call/predict",
        "/gradio_api/dev/reload",
        "/gradio_api/vibe-code/",
        "/gradio_api/profiling/summary",
        "/monitoring",
        "/config",
        "/svelte/svelte.js",
        "/?deep_link=abc",
        "/assets/../../../../etc/passwd",
        "/assets/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/static/..%2f..%2f..%2froutes.py",
        "/room/../../settings.py",
        "/room/..%2froom.py",
        "/room/room.py",
    ],
)
def test_what_the_chat_does_not_use_is_not_there(client: TestClient, address: str) -> None:
    for method in ("GET", "POST"):
        reply = client.request(method, address)
        assert reply.status_code in (403, 404, 405), (method, reply.status_code)
        assert "root:" not in reply.text


def message(path: str) -> dict[str, Any]:
    """A message of the page that gives a file to the component for files, as Gradio's own page would write it."""
    return {"data": [[{"path": path, "meta": {"_type": "gradio.FileData"}}], []], "fn_index": 0, "session_hash": "s"}


@pytest.mark.parametrize("address", ["/gradio_api/queue/join", "/gradio_api/run/predict"])
@pytest.mark.parametrize(
    "path",
    [
        "/etc/hostname",
        "README.md",
        "../../etc/hostname",
        "http://169.254.169.254/a.txt",
        "https://example.org/a.pdf",
        "UP/../../x.txt",
    ],
)
def test_a_message_cannot_name_a_file_that_was_not_uploaded(client: TestClient, data: Path, address: str, path: str) -> None:
    named = path.replace("UP", str(data / UPLOADING))
    reply = client.post(address, json=message(named))
    assert reply.status_code == 403 and "not uploaded" in reply.text
    hidden = {"data": [{"a": [{"b": message(named)}]}], "fn_index": 0, "session_hash": "s"}
    assert client.post(address, json=hidden).status_code == 403


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 200_000, b'{"path": "\\u0000"}'])
def test_a_message_that_cannot_be_read_is_refused(client: TestClient, body: bytes) -> None:
    assert client.post("/gradio_api/queue/join", content=body).status_code == 403


def test_an_upload_may_be_named_and_lies_in_the_data_folder_with_no_address(client: TestClient, data: Path) -> None:
    for name in ("notes.txt", "../../../evil.txt", "<img src=x onerror=alert(1)>.txt"):
        (kept,) = client.post("/gradio_api/upload", files={"files": (name, b"words")}).json()
        assert Path(kept).resolve().is_relative_to((data / UPLOADING).resolve()) and Path(kept).read_bytes() == b"words"
        assert client.get(f"/gradio_api/file={kept}").status_code == 404
        assert client.post("/gradio_api/queue/join", json=message(kept)).status_code != 403
    assert not (data.parent / "evil.txt").exists()


def test_nothing_arrives_when_the_added_files_take_what_they_may(tmp_path: Path) -> None:
    with forgiving_gradio():
        app = create_app(Settings(data=tmp_path, corpus=tmp_path / "none", added_mb=1), StagedAssistant())
    with TestClient(app, base_url="http://127.0.0.1:7860") as opened:
        kept = opened.post("/gradio_api/upload", files={"files": ("a.txt", b"x" * 600_000)})
        refused = opened.post("/gradio_api/upload", files={"files": ("b.txt", b"x" * 600_000)})
    with forgiving_gradio():
        del app, opened
    assert kept.status_code == 200
    assert refused.status_code == 507 and "All added files may take 1 MB" in refused.text and "added_mb" in refused.text


def test_nothing_arrives_for_which_the_disk_has_no_room(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.chat.quota.disk_usage", lambda folder: SimpleNamespace(free=500_000))
    refused = client.post("/gradio_api/upload", files={"files": ("b.txt", b"x" * 600_000)})
    assert refused.status_code == 507 and "room for 500 kB, and this takes 600 kB" in refused.text


def test_uploads_are_bounded_each_and_together(client: TestClient, data: Path) -> None:
    assert client.post("/gradio_api/upload", files={"files": ("a.txt", b"x" * 1_100_000)}).status_code == 413
    many = [("files", (f"{n}.txt", b"x" * 900_000)) for n in range(3)]
    assert client.post("/gradio_api/upload", files=many).status_code == 413
    assert json.dumps([p.stat().st_size for p in (data / UPLOADING).rglob("*.txt") if p.stat().st_size > 1_000]) == "[]"
