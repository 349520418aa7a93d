"""What the product gives away or keeps holds no secret: a real server that was given a key and passwords is searched for them."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.references import FORMATS, export
from assistant.store.records import Records
from tests.browser.conftest import served_from

KEY, PASSWORD = "sk-0123456789abcdefSECRET", "hunter2hunter2"
QUESTION = "When was the harbour wall rebuilt?"


@pytest.fixture(scope="module")
def given_away(ingested: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Ask a server whose model cannot be reached, and return what it said and kept, by where that stands."""
    data = tmp_path_factory.mktemp("secrets")
    for file in ingested.glob("catalog.sqlite*"):
        (data / file.name).write_bytes(file.read_bytes())
    model = {
        "ASSISTANT_MODEL": "openai:some",
        "ASSISTANT_MODEL_URL": f"http://ada:{PASSWORD}@127.0.0.1:9/v1",
        "OPENAI_API_KEY": KEY,
    }
    told = {}
    with served_from(data, **model) as address, httpx.Client(base_url=address, timeout=60) as client:
        told["page"] = client.get("/").raise_for_status().text
        told["answer"] = client.post("/api/ask", json={"question": QUESTION}).raise_for_status().text
        told["stream"] = client.post("/api/ask", json={"question": QUESTION}, headers={"Accept": "text/event-stream"}).text
        told["documents"], told["description"] = client.get("/api/documents").text, client.get("/api/openapi.json").text
    records = Records.open(data)
    kept = records.read()
    records.close()
    told |= {f"export as {name}": export([kept.answer], {}, name) for name in FORMATS}
    told |= {f"file {path.name}": path.read_bytes().decode("latin-1") for path in data.rglob("*") if path.is_file()}
    connection = sqlite3.connect(data / "records.sqlite")
    told["record"] = "".join(zlib.decompress(body).decode() for (body,) in connection.execute("SELECT body FROM records"))
    connection.close()
    yield told


def test_the_model_was_tried_and_its_failure_is_told(given_away: dict[str, str]) -> None:
    answer = json.loads(given_away["answer"])
    assert answer["status"] == "answered" and "openai:some" in answer["notice"]
    assert QUESTION in given_away["record"] and QUESTION in given_away["export as markdown"]


def test_no_secret_is_in_what_is_shown_exported_or_kept(given_away: dict[str, str]) -> None:
    assert [where for where, text in given_away.items() if KEY in text or PASSWORD in text] == []
