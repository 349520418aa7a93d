"""What searches need is fetched when the chat opens, and again when the corpus has changed and stands still."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.chat import create_app
from assistant.chat.warm import keep_warm
from assistant.errors import StoreUnavailable
from assistant.settings import Settings
from tests.chat.test_app import forgiving_gradio
from tests.conftest import run_apart


class Corpus:
    """Its revision is the next of those given, the last one from then on. ``fetched`` are the revisions that were fetched at."""

    def __init__(self, *revisions: int, failures: int = 0) -> None:
        self._revisions, self._failures = list(revisions), failures
        self.fetched: list[int] = []
        self.ended = threading.Event()

    @property
    def revision(self) -> int:
        return self._revisions.pop(0) if len(self._revisions) > 1 else self._revisions[0]

    def warm(self, going_on: Callable[[], bool]) -> None:
        if self._failures:
            self._failures -= 1
            raise StoreUnavailable("gone for a moment")
        self.fetched.append(self._revisions[0])


class Endless(Corpus):
    def warm(self, going_on: Callable[[], bool]) -> None:
        while going_on():
            time.sleep(0.001)
        self.ended.set()


def opened(corpus: Corpus, seconds: float = 0.3) -> None:
    async def for_a_moment() -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(keep_warm(corpus, still_seconds=0.01), seconds)

    run_apart(for_a_moment)


def test_what_was_fetched_is_not_looked_through_for_garbage() -> None:
    gc.unfreeze()
    opened(Corpus(1), 2)
    assert gc.get_freeze_count() > 0
    gc.unfreeze()


@pytest.mark.parametrize(
    ("corpus", "fetched"),
    [
        (Corpus(1), [1]),
        (Corpus(1, 2, 3, 4), [2, 4]),  # at once when the chat opens; then not while each look finds another revision
        (Corpus(1, failures=2), [1]),
    ],
)
def test_it_is_fetched_once_for_each_state_that_lasts(corpus: Corpus, fetched: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.chat.warm._set_apart", lambda: None)  # a test process takes long over it
    opened(corpus)
    assert corpus.fetched == fetched


@pytest.mark.parametrize("corpus", [Endless(1), Endless(1, 1, 2)])
def test_it_ends_when_the_chat_closes_or_the_corpus_changes(corpus: Corpus) -> None:
    opened(corpus, 0.2)
    assert corpus.ended.wait(2)


def test_a_chat_that_opens_fetches_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched = threading.Event()
    monkeypatch.setattr(Assistant, "warm", lambda self, going_on: fetched.set())

    async def for_a_moment() -> bool:
        app = create_app(Settings(data=tmp_path / "data", corpus=tmp_path / "none"))
        async with app.router.lifespan_context(app):
            return await asyncio.to_thread(fetched.wait, 10)

    with forgiving_gradio():
        assert run_apart(for_a_moment)
