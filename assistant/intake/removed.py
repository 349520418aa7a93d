"""What was removed on one machine and lies on another, where its file would bring it back: a catalog that several share says so.

A file that was added in the chat stays in the data folder of the machine that took it. Its stamp tells it from one of that name
that is added anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.intake.discover import Discovery
from assistant.store.catalog import Catalog
from assistant.store.moved_folder import ADDED
from assistant.store.rows import StoredFile

REMOVED = "removed "  # a fact begins so, and goes on with the id; its value is the stamp


def forget(known: Mapping[str, StoredFile], documents: Sequence[str], catalog: Catalog, data: Path) -> None:
    """Delete the files of removed documents that were added in the chat; those of another machine are left to it to delete."""
    for id_ in documents:
        file = Path(known[id_].path)
        if file.is_relative_to(data / ADDED):
            file.unlink(missing_ok=True)
        elif catalog.shared and Path(known[id_].root).name == ADDED:
            with catalog.writing():
                catalog.set_fact(REMOVED + id_, known[id_].stamp)


def let_go(found: Discovery, catalog: Catalog, data: Path) -> None:
    """Delete what was found of the files that were added here and removed elsewhere, and forget that they were."""
    if not catalog.shared:
        return
    gone = []
    for id_, stamp in catalog.facts(REMOVED).items():
        file = found.files.get(id_)
        if file and file.path.is_relative_to(data / ADDED) and file.stamp == stamp:
            del found.files[id_]
            file.path.unlink(missing_ok=True)
            gone.append(REMOVED + id_)
    if gone:
        with catalog.writing():
            catalog.drop_facts(gone)
