"""What is older than it may be goes, all of it and for good; what is younger stays."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.chat import retention
from assistant.chat.history import FILE, Conversations, Exchange
from assistant.chat.retention import forget, keep_forgetting, keep_letting_go
from assistant.store.records import Records
from tests.chat.test_desk import fill_disk
from tests.conftest import run_apart
from tests.store.test_records import answered

SECRET = "How much did the secret bridge cost?"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder with something of each kind from ten days ago, and something from today."""
    for days, question in ((10, SECRET), (0, "What is young?")):
        with closing(Records.open(tmp_path, now=lambda d=days: datetime.now(UTC) - timedelta(days=d))) as records:  # type: ignore[misc]
            records.judge(records.add(answered(question), {}), "down", question)
            records.log_gap(question)
        with closing(Conversations.open(tmp_path, now=lambda d=days: datetime.now() - timedelta(days=d))) as kept:  # type: ignore[misc]
            kept.write("reader", "", [Exchange(question)])
    return tmp_path


def test_all_four_kinds_go_by_age_and_cannot_be_read_from_the_files(data: Path) -> None:
    assert forget(data, 5) == {"records": 1, "gaps": 1, "kept": 1, "conversations": 1}
    with closing(Records.open(data)) as records:
        assert [r.answer.question for r in records.judged()] == ["What is young?"]
    with closing(Conversations.open(data)) as kept:
        assert [saved.title for saved in kept.listed("reader")] == ["What is young?"]
    assert not any(b"secret bridge" in path.read_bytes() for path in data.iterdir())
    assert forget(data, 0) == {"records": 1, "gaps": 1, "kept": 0, "conversations": 1}


def test_what_is_deleted_cannot_be_read_from_the_files_while_a_chat_is_open(data: Path) -> None:
    with closing(Conversations.open(data)) as of_chat:
        of_chat.listed("reader")
        forget(data, 5)
        assert not any(b"secret bridge" in path.read_bytes() for path in data.iterdir())


def test_an_open_chat_goes_on_forgetting_after_a_disk_was_full(
    data: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fill_disk(data / FILE)
    monkeypatch.setattr(retention, "HOUR_SECONDS", 0.01)
    real, times = retention.forget, []

    def forgetting(folder: Path, days: float) -> dict[str, int]:
        times.append(days)
        return real(folder, days)

    monkeypatch.setattr(retention, "forget", forgetting)
    run_apart(lambda: until_twice(keep_forgetting(data, 5), times))
    assert len(times) > 1 and "disk is full" in caplog.text


def test_all_of_it_goes_also_what_a_clock_ahead_of_time_has_dated(tmp_path: Path) -> None:
    with closing(Records.open(tmp_path, now=lambda: datetime.now(UTC) + timedelta(days=3))) as records:
        records.add(answered("What is young?"), {})
        records.log_gap("What is young?")
    with closing(Conversations.open(tmp_path, now=lambda: datetime.now() + timedelta(days=3))) as kept:
        kept.write("reader", "", [Exchange("What is young?")])
    assert forget(tmp_path, 0) == {"records": 1, "gaps": 1, "kept": 0, "conversations": 1}


async def until_twice(keeping: Coroutine[Any, Any, None], times: Sequence[float]) -> None:
    """Let something go on until it has been done twice, however busy this machine is."""
    task = asyncio.create_task(keeping)
    for _ in range(2000):
        if len(times) > 1:
            break
        await asyncio.sleep(0.01)
    task.cancel()


def test_an_open_chat_forgets_again_and_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "HOUR_SECONDS", 0.01)
    times: list[float] = []
    monkeypatch.setattr(retention, "forget", lambda folder, days: times.append(days))

    run_apart(lambda: until_twice(keep_forgetting(data, 30), times))
    assert len(times) > 1 and set(times) == {30}


def test_what_is_in_memory_is_let_go_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "HOUR_SECONDS", 0.01)
    times: list[int] = []

    run_apart(lambda: until_twice(keep_letting_go(lambda: times.append(1)), times))
    assert len(times) > 1
