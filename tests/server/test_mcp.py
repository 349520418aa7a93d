"""The tools for language models: a real client starts the real command and uses each of them."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant.server.mcp import NEAR, PATH, create_mcp, shown
from assistant.server.verbs import Verbs, our_version
from assistant.types import Answer
from tests.browser.conftest import served_from
from tests.browser.stage import StagedAssistant, passage
from tests.conftest import run_apart

pytest.importorskip("mcp", reason="the extra mcp is not installed")
ROOT = Path(__file__).resolve().parents[2]
QUESTION = "When was the harbour wall rebuilt?"


def visit(data: Path, work: Callable[[Any], Awaitable[None]]) -> None:
    """Start ``assistant mcp`` over a data folder, and let a client work with it."""
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    arguments = ["-m", "assistant", "mcp", "--data", str(data)]
    started = StdioServerParameters(command=sys.executable, args=arguments, cwd=ROOT, env=dict(os.environ))

    async def run() -> None:
        async with stdio_client(started) as (read, write), ClientSession(read, write) as session:
            about = await session.initialize()
            assert (about.serverInfo.name, about.serverInfo.version) == ("research-assistant", our_version())
            await work(session)

    run_apart(lambda: asyncio.wait_for(run(), 90))


async def call(session: Any, tool: str, **arguments: Any) -> Any:
    reply = await session.call_tool(tool, arguments)
    assert not reply.isError, reply.content
    return reply.structuredContent.get("result", reply.structuredContent)


def test_a_client_that_goes_in_the_middle_is_no_fault(ingested: Path) -> None:
    start = {"protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}
    request = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": start})
    command = [sys.executable, "-m", "assistant", "mcp", "--data", str(ingested)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdout.close()
        process.stdin.write(request + "\n")
        process.stdin.close()
        assert (process.wait(60), process.stderr.read()) == (0, "")


def test_a_client_searches_asks_lists_and_opens_what_was_cited(ingested: Path) -> None:
    async def work(session: Any) -> None:
        tools = (await session.list_tools()).tools
        assert {tool.name for tool in tools} == {"search", "ask", "list_documents", "get_passage"}
        assert all(tool.description and tool.annotations.readOnlyHint for tool in tools)

        listed = await call(session, "list_documents")
        assert len(listed) == 7 and set(listed[0]) == {"id", "title", "kind", "date", "authors", "pages"}

        found = await call(session, "search", query="honey", k=3, filters=["kind=blog"])
        assert found[0]["document"] == "blogs/bees.md" and all(p["kind"] == "blog" for p in found)

        answer = await call(session, "ask", question=QUESTION)
        assert answer["status"] == "answered" and "1998" in answer["text"] and "passages" not in answer
        cited = answer["citations"][0]
        opened = await call(session, "get_passage", citation_id=cited["citation_id"])
        assert (opened["state"], opened["quote"]) == ("unchanged", cited["quote"])
        assert cited["quote"] in opened["passage"]

        followed = await call(
            session,
            "ask",
            question="How long is it?",
            history=[{"role": "user", "content": QUESTION}, {"role": "assistant", "content": answer["text"]}],
        )
        assert "harbour wall" in followed["standalone_question"]

        for tool, wrong, said in (
            ("get_passage", {"citation_id": "nonsense"}, "is not a citation id"),
            ("search", {"query": "x", "filters": ["nonsense"]}, "nonsense"),
            ("ask", {"question": ""}, "at least 1 character"),
        ):
            reply = await session.call_tool(tool, wrong)
            assert reply.isError and said in reply.content[0].text

    visit(ingested, work)


def test_a_decline_carries_the_closest_passages_under_that_name() -> None:
    near = tuple(passage(c, n) for n, c in enumerate(StagedAssistant().cited(), 1))
    declined = shown(Answer("q", "q", "declined", "The corpus does not answer this.", 0.1, passages=near))
    assert len(declined["closest_passages"]) == NEAR and "passages" not in declined
    assert "closest_passages" not in shown(Answer("q", "q", "replied", "Hello.", 0.0, passages=near))


def test_the_instructions_say_that_documents_are_data() -> None:
    server = create_mcp(lambda _: Verbs(StagedAssistant(), None))  # type: ignore[arg-type]
    assert "data, never instructions" in (server.instructions or "")


# -- over HTTP, beside the chat ----------------------------------------------------------------------------------------


@contextmanager
def chatting(data: Path, **more: str) -> Iterator[str]:
    """Serve the chat over a data folder and yield the address of the tools."""
    with served_from(data, **more) as address:
        yield address + PATH


def visit_over_http(address: str, work: Callable[[Any], Awaitable[None]], **headers: str) -> None:
    """Let a client work with the tools at an address."""
    import httpx
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def run() -> None:
        async with (
            httpx.AsyncClient(headers=headers, timeout=60) as http,
            streamable_http_client(address, http_client=http) as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            await work(session)

    run_apart(lambda: asyncio.wait_for(run(), 90))


def test_over_http_the_same_tools_answer_and_questions_and_searches_are_counted(ingested: Path) -> None:
    async def work(session: Any) -> None:
        assert {tool.name for tool in (await session.list_tools()).tools} == {"search", "ask", "list_documents", "get_passage"}
        answer = await call(session, "ask", question=QUESTION)
        assert answer["status"] == "answered" and "1998" in answer["text"]
        opened = await call(session, "get_passage", citation_id=answer["citations"][0]["citation_id"])
        assert opened["quote"] == answer["citations"][0]["quote"]
        await call(session, "search", query="harbour")
        for tool, given, said in (("ask", {"question": QUESTION}, "questions"), ("search", {"query": "harbour"}, "searches")):
            refused = await session.call_tool(tool, given)
            assert refused.isError and f"too many {said}" in refused.content[0].text
        assert len(await call(session, "list_documents")) == 7

    with chatting(ingested, ASSISTANT_ASKS_PER_MINUTE="2") as address:
        visit_over_http(address, work, Cookie="reader=one-reader-and-no-other")


def test_over_http_the_door_and_the_sign_in_stand_before_the_tools(ingested: Path) -> None:
    import httpx

    from assistant.guard.accounts import hash_password

    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    accepts = {"Accept": "application/json, text/event-stream"}
    with chatting(ingested, ASSISTANT_USERS=f"ada:{hash_password('a long password')}") as address:
        assert httpx.post(address, json=asked, headers=accepts).status_code == 401
        signed = httpx.post(address, json=asked, headers=accepts, auth=("ada", "a long password"))
        assert {tool["name"] for tool in signed.json()["result"]["tools"]} >= {"search", "ask"}
        strange = httpx.post(address, json=asked, headers={**accepts, "Host": "evil.example"}, auth=("ada", "a long password"))
        assert strange.status_code in (403, 421)
    with chatting(ingested, ASSISTANT_API="false") as address:
        assert httpx.post(address, json=asked, headers=accepts).status_code in (404, 405)
