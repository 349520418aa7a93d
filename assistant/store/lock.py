"""One writer at a time: a lock on the data folder that the system lets go of when its process dies, however it dies."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import IndexLocked, StoreUnavailable, of_system
from assistant.store.read_only import is_read_only

WAIT_SECONDS = 10
LOCK = "writer.lock"


@contextmanager
def writing_to(data: Path) -> Iterator[None]:
    """Hold the lock that lets one process write. Raises IndexLocked naming the process that has it, StoreUnavailable."""
    from filelock import FileLock, Timeout

    folder = data if data.is_dir() else data.parent
    if is_read_only(folder):
        raise StoreUnavailable(f"{folder} may only be read; change that, or copy it and name the copy with --data")
    holder = data / "writer.txt"
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = FileLock(data / LOCK)
        lock.acquire(timeout=WAIT_SECONDS)
    except Timeout as error:
        who = holder.read_text(encoding="utf-8").strip() if holder.exists() else "another process"
        raise IndexLocked(f"{data} is being written by {who}; try again when it has finished") from error
    except OSError as error:
        raise StoreUnavailable(f"{data} cannot be written: {of_system(error)}") from error
    try:
        try:
            since = time.strftime("%Y-%m-%d %H:%M:%S")
            holder.write_text(f"process {os.getpid()} on {platform.node()}, since {since}\n", encoding="utf-8")
        except OSError as error:
            raise StoreUnavailable(f"{data} cannot be written: {of_system(error)}") from error
        yield
    finally:
        lock.release()
