"""A data folder that may only be read: on a disk that is mounted so, on a share, of another account.

Everything in it can be asked and searched as elsewhere. What a face would keep there (records, conversations) goes into a folder of
its own, which begins as a copy of what is there and goes with the process; who is asked to keep something says so.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path
from urllib.parse import quote

from assistant.errors import StoreUnavailable

Mark = tuple[int, int, int, bool]


def is_read_only(folder: Path) -> bool:
    """Tell whether a folder is there and nothing can be written into it."""
    return folder.is_dir() and not os.access(folder, os.W_OK)


def to_read(file: Path) -> sqlite3.Connection:
    """Open a SQLite database to read it, wherever it lies."""
    return reading(file) if is_read_only(file.parent) else sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)


def reading(file: Path, timeout: float = 5.0, *, check_same_thread: bool = True) -> sqlite3.Connection:
    """Open a SQLite database in such a folder, to read it.

    To read one that keeps a log, SQLite wants two files beside it, which it cannot make here. Where somebody who may write has it
    open they are there, and it is read as it changes; else nobody writes, and it is read as it stands. A log that was left alone
    is refused by SQLite: without it the database would be an older one.
    """
    log, index = _beside(file)
    alone = not index.exists() and not (log.exists() and log.stat().st_size)
    as_it_stands = "&immutable=1" if alone else ""
    address = f"file:{quote(str(file))}?mode=ro{as_it_stands}"
    return sqlite3.connect(address, timeout, check_same_thread=check_same_thread, uri=True)


def mark(file: Path) -> Mark:
    """Return what is another once somebody begins to write, or has written; a connection from before is not to be trusted then."""
    found = file.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size, any(beside.exists() for beside in _beside(file))


def lent(folder: Path, name: str) -> Path:
    """Return a folder that holds a database of such a folder as it is, to be written to until the process ends.

    Raises StoreUnavailable, OSError.
    """
    place = _scratch() / hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    place.mkdir(exist_ok=True)
    file, copy = folder / name, place / name
    log, index = _beside(file)
    if copy.exists() or not file.exists():
        return place
    if log.exists() and not index.exists():  # nobody has it open, and SQLite takes in what stands in the log
        shutil.copyfile(log, _beside(copy)[0])
        shutil.copyfile(file, copy)
        return place
    with closing(reading(file)) as source, closing(sqlite3.connect(copy)) as sink:
        source.backup(sink)
    return place


def arriving() -> Path:
    """Return where files lie that were sent although they cannot be kept. Raises StoreUnavailable."""
    return _scratch() / "arriving"


def _beside(file: Path) -> tuple[Path, Path]:
    return file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")


@cache
def _scratch() -> Path:
    try:
        folder = Path(tempfile.mkdtemp(prefix="assistant-"))
    except OSError as error:
        raise StoreUnavailable("no folder for temporary files may be written; name one in TMPDIR") from error
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
