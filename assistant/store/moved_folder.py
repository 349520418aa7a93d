"""Let documents whose files are in the data folder find them where that folder is now: it was restored, moved or copied.

Paths in the catalog are whole. A folder that was moved would hold its added files under other ids as well, and an id says whose a
file is (:mod:`assistant.guard.readers`).
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

ADDED = "added"  # where files that readers add are kept
_ROOTS = """SELECT DISTINCT roots.path FROM roots JOIN documents ON documents.root = roots.path
 WHERE roots.alias = '' AND documents.id LIKE 'uploads/%'"""


def follow_moved_folder(data: Path) -> None:
    """Let the catalog of a data folder, an absolute path, find the files that were added to it where they are now.

    What shows that the folder was elsewhere: the added files are known at another place, and at least one of them is here.
    A catalog that is damaged is left as it is, for whoever opens it to say so.
    """
    before = None
    with suppress(sqlite3.DatabaseError):
        before = _earlier_place(data)
    if before:
        move_paths(data, before, str(data))


def _earlier_place(data: Path) -> str | None:
    here = data / ADDED
    with closing(sqlite3.connect(data / "catalog.sqlite")) as connection:
        roots = [Path(path) for (path,) in connection.execute(_ROOTS)]
        for root in roots if here not in roots else ():
            files = [path for (path,) in connection.execute("SELECT path FROM documents WHERE root = ?", (str(root),))]
            if root.name == ADDED and any((here / Path(path).relative_to(root)).is_file() for path in files):
                return str(root.parent)
    return None


def move_paths(folder: Path, before: str, now: str) -> None:
    """Change the paths in the catalog in a folder from those under one place to those under another."""
    with closing(sqlite3.connect(folder / "catalog.sqlite")) as connection, connection:
        for table, column in (("roots", "path"), ("documents", "root"), ("documents", "path")):
            connection.execute(
                f"UPDATE {table} SET {column} = ? || substr({column}, ?) WHERE {column} = ? OR substr({column}, 1, ?) = ?",
                (now, len(before) + 1, before, len(before) + 1, before + os.sep),
            )
