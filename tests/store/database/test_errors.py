"""What SQLite says is told with what to do."""

from __future__ import annotations

import sqlite3

import pytest

from assistant.store.database import in_short


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (sqlite3.SQLITE_FULL, "make room on the disk"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "its folder may only be read"),
        (sqlite3.SQLITE_IOERR_SHMMAP, "name a folder on a disk of this machine"),
        (sqlite3.SQLITE_IOERR_SHMSIZE, "make room on the disk"),
        (sqlite3.SQLITE_IOERR_WRITE, "not full"),
    ],
    ids=["full", "read only", "a drive that shares no memory", "full when the log's index is made", "a quota that is used up"],
)
def test_an_error_comes_with_what_to_do(code: int, advice: str) -> None:
    error = sqlite3.OperationalError("it failed\nin the second line")
    error.sqlite_errorcode = code
    assert in_short(error).startswith("it failed; ") and advice in in_short(error)
