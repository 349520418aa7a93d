"""What searches need is fetched before somebody asks: when the chat opens, and when the corpus has changed.

It takes a second or so for ten thousand chunks; till then the first questions take longer than later ones.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Protocol

from assistant.errors import AssistantError

STILL_SECONDS = 5.0  # without a change, before what has changed is fetched: an ingest writes file by file
log = logging.getLogger(__name__)


class Warmed(Protocol):
    """An assistant that can fetch what it is going to need, and tells by a number that the corpus has changed."""

    @property
    def revision(self) -> int: ...

    def warm(self, going_on: Callable[[], bool]) -> None: ...


@asynccontextmanager
async def warmed(assistant: Warmed) -> AsyncIterator[None]:
    """Have everything fetched ahead for as long as the chat is open."""
    task = asyncio.create_task(keep_warm(assistant))
    try:
        yield
    finally:
        task.cancel()


async def keep_warm(assistant: Warmed, still_seconds: float = STILL_SECONDS) -> None:
    """Have everything fetched now, and again whenever the corpus has changed and stood still, as long as the chat is open."""
    closing = threading.Event()
    seen = fetched = -1
    try:
        while True:
            try:
                now = await asyncio.to_thread(lambda: assistant.revision)
                if now != fetched and (now == seen or fetched == -1):
                    await asyncio.to_thread(assistant.warm, _half_the_time(assistant, now, closing))
                    fetched = now
                    await asyncio.to_thread(_set_apart)
                seen = now
            except AssistantError as error:
                log.warning("what searches need could not be fetched ahead: %s", error)
            await asyncio.sleep(still_seconds)
    finally:
        closing.set()


def _set_apart() -> None:
    """Keep the search for garbage from looking at all that is kept: each time it does, every answer stops for 60 ms or more."""
    gc.unfreeze()  # what was kept of an earlier corpus may be garbage by now
    gc.collect()
    gc.freeze()


def _half_the_time(assistant: Warmed, revision: int, closing: threading.Event) -> Callable[[], bool]:
    """Return what tells whether to go on; it rests as long as the last step took, so that questions get their turn."""
    last = time.monotonic()

    def going_on() -> bool:
        nonlocal last
        closing.wait(time.monotonic() - last)
        last = time.monotonic()
        return not closing.is_set() and assistant.revision == revision

    return going_on
