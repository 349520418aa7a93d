"""How long is kept what people asked: records of answers, what readers thought of them, logged gaps, and conversations.

With the setting ``keep_days`` a chat deletes what is older, when it opens and every hour. Pictures of pages
are never on the disk, and in memory for two hours at most.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from assistant.chat.history import Conversations
from assistant.errors import AssistantError
from assistant.store.records import Records

HOUR_SECONDS = 3600
log = logging.getLogger(__name__)


def forget(data: Path, older_than_days: float) -> dict[str, int]:
    """Delete what is older, for good, and say how much of each went. Raises StoreUnavailable."""
    with closing(Records.open(data)) as records:
        counts = records.purge(older_than_days)
    with closing(Conversations.open(data)) as conversations:
        return {**counts, "conversations": conversations.purge(older_than_days)}


async def keep_letting_go(forget_old: Callable[[], None]) -> None:
    """Have what is kept in memory let go of what is old, every hour, as long as the chat is open."""
    while True:
        await asyncio.sleep(HOUR_SECONDS)
        await asyncio.to_thread(forget_old)


async def keep_forgetting(data: Path, keep_days: float) -> None:
    """Delete what is older than that, again and again, as long as the chat is open."""
    while True:
        try:
            await asyncio.to_thread(forget, data, keep_days)
        except AssistantError as error:
            log.warning("what is older than %s days could not be deleted: %s", keep_days, error)
        await asyncio.sleep(HOUR_SECONDS)
