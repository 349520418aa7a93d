"""Secrets are told nowhere: not in what an error says, not in a log, not even in its traceback."""

from __future__ import annotations

import io
import logging
from asyncio import CancelledError

import pytest

from assistant.errors import ModelUnavailable, StoreUnavailable, UnreadableDocument, for_readers, redacted
from assistant.guard.redaction import Redacting, says_something

KEY = "sk-0123456789abcdef"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://ada:hunter2@db.example.org/x is down", "postgresql://…@db.example.org/x is down"),
        ("https://token@example.org/a and http://a:b@c/", "https://…@example.org/a and http://…@c/"),
        (f"401 for key {KEY}", "401 for key …"),
        ("write to ada@example.org, or https://example.org/@ada", "write to ada@example.org, or https://example.org/@ada"),
        ("short and common", "short and common"),
    ],
)
def test_addresses_and_keys_lose_what_is_secret(text: str, shown: str) -> None:
    environment = {"OPENAI_API_KEY": KEY, "SOME_TOKEN": "common", "HOME": "postgresql", "MONKEY": "x"}
    assert redacted(text, environment) == shown


def test_no_error_of_ours_says_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    for error in (ModelUnavailable(f"refused: {KEY}"), UnreadableDocument("http://u:p@host/a.pdf", f"said {KEY}")):
        assert KEY not in str(error) and "u:p" not in str(error)


def test_no_log_says_a_secret_not_even_in_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Redacting("%(message)s"))
    log = logging.Logger("test")
    log.addHandler(handler)
    try:
        raise RuntimeError(f"header Authorization: Bearer {KEY}")
    except RuntimeError:
        log.exception("asking http://u:p@host/ with %s", KEY)
    assert "RuntimeError" in out.getvalue() and KEY not in out.getvalue() and "u:p" not in out.getvalue()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("/srv/my corpus/a.pdf: No such file; ingest its folder again", "…a.pdf: No such file; ingest its folder again"),
        ("sqlite:////var/lib/x/catalog.sqlite: disk I/O error", "…catalog.sqlite: disk I/O error"),
        ("C:\\Users\\a b\\x.gguf cannot be opened", "…x.gguf cannot be opened"),
        ("/data cannot be written: Permission denied", "…data cannot be written: Permission denied"),
        ("'/opt/models/w.gguf' is no model", "'…w.gguf' is no model"),
        ("http://127.0.0.1:8000/v1/models does not answer", "http://127.0.0.1:8000/v1/models does not answer"),
        ("reports/2019/a.pdf and/or 1 / 2", "reports/2019/a.pdf and/or 1 / 2"),
        (
            'postgresql+psycopg://db.internal/corpus?x=1: connection to server at "db" (10.0.0.9), port 5432 failed: refused',
            "the catalog: connection to server failed: refused",
        ),
        ("postgresql://u:p@/one?host=/run/pg: too many", "the catalog: too many"),
        ("the vector store at http://10.0.0.9:8000 does not answer", "the vector store does not answer"),
        ("https://example.org/a: 404", "https://example.org/a: 404"),
    ],
)
def test_readers_are_not_told_where_files_lie_on_the_server(said: str, shown: str) -> None:
    assert for_readers(StoreUnavailable(said)) == shown


@pytest.mark.parametrize(
    ("logger", "message", "error", "told"),
    [
        ("uvicorn.error", "Exception in ASGI application\n", CancelledError(), False),
        ("uvicorn.error", "Cancel %s running task(s), timeout graceful shutdown exceeded", None, False),
        ("uvicorn.error", "Exception in ASGI application\n", RuntimeError(), True),
        ("uvicorn.error", "Invalid HTTP request received.", None, True),
        ("assistant.chat.desk", "answering", CancelledError(), True),
    ],
)
def test_a_page_that_was_open_when_the_server_ended_is_no_fault(
    logger: str, message: str, error: BaseException | None, told: bool
) -> None:
    raised = (type(error), error, None) if error else None
    assert says_something(logging.LogRecord(logger, logging.ERROR, "", 0, message, (), raised)) is told
