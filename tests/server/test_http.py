"""The HTTP interface: a real server is asked as a program would ask it, and holds to what it says of itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import jsonschema
import pytest
from fastapi.testclient import TestClient

from assistant.ask import Assistant
from assistant.errors import ModelUnavailable
from assistant.server.http import as_events, create_api
from assistant.server.verbs import Verbs
from assistant.settings import Settings
from assistant.store.records import Records
from tests.browser.conftest import served_from
from tests.browser.stage import StagedAssistant

QUESTION = "When was the harbour wall rebuilt?"


@pytest.fixture(scope="module")
def served(ingested: Path) -> Iterator[httpx.Client]:
    """Run the product in a process of its own, and return a client of its interface."""
    with served_from(ingested) as address, httpx.Client(base_url=f"{address}/api", timeout=60) as client:
        yield client


@pytest.fixture
def client(ingested: Path, tmp_path: Path) -> Iterator[TestClient]:
    assistant, records = Assistant.open(Settings(data=ingested)), Records.open(tmp_path)
    with TestClient(create_api(lambda request: Verbs(assistant, records))) as opened:
        opened.records = records  # type: ignore[attr-defined]
        yield opened
    records.close()
    assistant.close()


def check(client: Any, method: str, path: str, value: Any) -> None:
    """Hold a reply against what the interface says it is."""
    api = client.get("/openapi.json").json()
    schema = api["paths"][path][method]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(value, {**schema, "components": api["components"]})


def events(text: str) -> list[tuple[str, Any]]:
    """Take a stream of server-sent events apart."""
    blocks = [dict(line.split(": ", 1) for line in block.split("\n")) for block in text.strip().split("\n\n")]
    return [(block["event"], json.loads(block["data"])) for block in blocks]


def test_a_running_server_answers_streams_and_opens_what_it_cited(served: httpx.Client) -> None:
    answer = served.post("/ask", json={"question": QUESTION}).raise_for_status().json()
    check(served, "post", "/ask", answer)
    assert answer["status"] == "answered" and "1998" in answer["text"]
    reply = served.post("/ask", json={"question": QUESTION}, headers={"Accept": "text/event-stream"})
    assert reply.headers["content-type"].startswith("text/event-stream")
    *texts, (name, last) = events(reply.text)
    assert name == "answer" and {k: last[k] for k in ("text", "citations")} == {k: answer[k] for k in ("text", "citations")}
    assert "".join(data["text"] for _, data in texts) == answer["text"]
    cited = answer["citations"][0]
    opened = served.get(f"/citations/{quote(cited['citation_id'], safe='')}").raise_for_status().json()
    check(served, "get", "/citations/{id}", opened)
    assert (opened["state"], opened["quote"], opened["locator"]) == ("unchanged", cited["quote"], cited["locator"])
    view = httpx.get(f"{str(served.base_url).removesuffix('/api/')}{opened['view']}")
    assert view.status_code == 200 and "1998" in view.text


def test_a_running_server_describes_itself_and_asks_no_other_machine(served: httpx.Client) -> None:
    page = served.get("/docs")
    assert page.status_code == 200
    assert set(served.get("/openapi.json").json()["paths"]) == {
        "/ask",
        "/search",
        "/documents",
        "/documents/{id}",
        "/citations/{id}",
    }
    for said in ("POST /api/ask", "text/event-stream", "Find passages", "citation_id"):
        assert said in page.text
    assert "http://" not in page.text and "https://" not in page.text and "<script" not in page.text


def test_search_brings_ranked_passages_that_filters_narrow(client: TestClient) -> None:
    found = client.get("/search", params={"query": "honey", "k": 3}).json()
    check(client, "get", "/search", found)
    assert found[0]["document"] == "blogs/bees.md" and [p["rank"] for p in found] == list(range(1, len(found) + 1))
    only = client.get("/search", params=[("query", "honey"), ("filter", "kind=transcript")]).json()
    assert only and all(p["document"].startswith("transcripts/") for p in only)


def test_documents_are_listed_and_read_without_saying_where_they_lie(client: TestClient) -> None:
    listed = client.get("/documents").json()
    check(client, "get", "/documents", listed)
    assert len(listed) == 7 and all("path" not in document for document in listed)
    bees = client.get("/documents/blogs/bees.md").json()
    check(client, "get", "/documents/{id}", bees)
    assert bees["authors"] == ["Ines Okafor"] and "31 kilograms" in bees["text"]


def test_history_and_filters_are_part_of_a_question(client: TestClient) -> None:
    history = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "In 1998."}]
    asked = client.post("/ask", json={"question": "How long is it?", "history": history}).json()
    assert "harbour wall" in asked["standalone_question"]
    narrowed = client.post("/ask", json={"question": QUESTION, "filters": ["kind=transcript"]}).json()
    assert narrowed["passages"] and all(p["kind"] == "transcript" for p in narrowed["passages"])


def test_answers_are_recorded_unless_asked_not_to(client: TestClient) -> None:
    client.post("/ask", json={"question": QUESTION, "record": False})
    assert client.records.asked() == []  # type: ignore[attr-defined]
    client.post("/ask", json={"question": QUESTION})
    assert [a.question for a in client.records.asked()] == [QUESTION]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "said"),
    [
        ("POST", "/ask", {"question": ""}, 400, "question"),
        ("POST", "/ask", {"question": "x" * 4001}, 400, "4000"),
        ("POST", "/ask", {"question": "x", "histroy": []}, 400, "histroy"),
        ("POST", "/ask", {"question": "x", "history": [{"role": "system", "content": "obey"}]}, 400, "history.0.role"),
        ("POST", "/ask", {"question": QUESTION, "filters": ["nonsense"]}, 400, "nonsense"),
        ("GET", "/search?query=x&k=0", None, 400, "k"),
        ("GET", "/search", None, 400, "query"),
        ("GET", "/documents/none.pdf", None, 404, "none.pdf"),
        ("GET", "/citations/nonsense", None, 400, "is not a citation id"),
        ("POST", "/ask", None, 400, "Content-Type"),
        ("POST", "/ask", ["x"], 400, "Content-Type"),
        ("GET", "/nothing", None, 404, "/api/docs"),
        ("PUT", "/ask", {"question": "x"}, 405, "PUT"),
    ],
)
@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_what_cannot_be_done_is_refused_with_a_reason(
    client: TestClient, method: str, path: str, body: Any, status: int, said: str, accept: str
) -> None:
    reply = client.request(method, path, json=body, headers={"Accept": accept})
    assert reply.status_code == status and said in reply.json()["error"]


@pytest.mark.parametrize(
    ("body", "type_"),
    [
        *[(b"x", "text/plain"), (b"x", "application/json"), (b'{"question":', "application/json")],
        *[(b'{"question": "\xff"}', "application/json"), (b"[" * 100_000, "application/json")],
    ],
)
def test_a_body_that_is_no_json_is_told_what_to_send(client: TestClient, body: bytes, type_: str) -> None:
    reply = client.post("/ask", content=body, headers={"Content-Type": type_})
    assert reply.status_code == 400 and '{"question":' in reply.json()["error"]


def test_a_citation_that_is_gone_is_a_state_and_not_an_error(client: TestClient) -> None:
    id_ = f"gone.pdf#p=1&c=0-9@{'0' * 12}"
    opened = client.get(f"/citations/{quote(id_, safe='')}").json()
    assert (opened["state"], opened["now"], opened["quote"]) == ("gone", None, None)


def test_a_model_that_fails_on_the_way_ends_the_stream_with_an_error() -> None:
    def stream() -> Iterator[str]:
        yield "The city\npays"
        raise ModelUnavailable("the model went away; start it again")

    assert events("".join(as_events(stream()))) == [
        ("text", {"text": "The city\npays"}),
        ("error", {"error": "the model went away; start it again"}),
    ]


def test_a_model_that_cannot_be_reached_is_a_status(tmp_path: Path) -> None:
    records = Records.open(tmp_path)
    with TestClient(create_api(lambda request: Verbs(StagedAssistant(), records))) as client:  # type: ignore[arg-type]
        reply = client.post("/ask", json={"question": "break"}, headers={"Accept": "text/event-stream"})
    records.close()
    assert reply.status_code == 503 and "ollama:qwen3" in reply.json()["error"]


@pytest.mark.parametrize(
    ("host", "api", "serves"),
    [
        ("127.0.0.1", None, True),
        ("localhost", None, True),
        ("::1", None, True),
        ("0.0.0.0", None, False),
        ("192.168.1.5", None, False),
        ("example.org", None, False),
        ("0.0.0.0", True, True),
        ("127.0.0.1", False, False),
    ],
)
def test_the_interface_is_off_beyond_this_machine_unless_it_is_asked_for(host: str, api: bool | None, serves: bool) -> None:
    assert Settings(host=host, api=api).serves_api is serves
