"""A data folder that was moved or copied holds its added files once, under the ids that say whose they are."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.ingest import ingest
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from tests.conftest import write_files


def ids(data: Path) -> dict[str, str]:
    """Return the path of each document, by its id."""
    catalog = Catalog.open_existing(data)
    try:
        return {id_: stored.path for id_, stored in catalog.files().items()}
    finally:
        catalog.close()


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize("take", [shutil.move, shutil.copytree])
def test_added_files_keep_their_ids_where_the_data_folder_is_taken_elsewhere(tmp_path: Path, take: Callable[..., Any]) -> None:
    before, now = tmp_path / "before", tmp_path / "now"
    write_files(before / "added", {"uploads/a.txt": "The first.", "uploads/~ada/secret.txt": "Ada's own."})
    own = write_files(tmp_path / "corpus", {"c.txt": "From a folder beside it."})
    list(ingest([before / "added", own], Settings(data=before)))
    take(before, now)
    write_files(now / "added", {"uploads/b.txt": "The second."})
    list(ingest([now / "added"], Settings(data=now)))
    found = ids(now)
    assert set(found) == {"c.txt", "uploads/a.txt", "uploads/b.txt", "uploads/~ada/secret.txt"}
    assert {Path(path).parts[len(now.parts) - 1] for id_, path in found.items() if id_ != "c.txt"} == {"now"}


@pytest.mark.usefixtures("bag_of_words")
def test_another_folder_of_that_name_is_not_taken_for_it(tmp_path: Path) -> None:
    elsewhere = write_files(tmp_path / "x" / "added", {"uploads/a.txt": "Not added by a reader."})
    data = tmp_path / "data"
    list(ingest([elsewhere], Settings(data=data)))
    write_files(data / "added", {"uploads/b.txt": "Added."})
    list(ingest([data / "added"], Settings(data=data)))
    assert {id_: Path(path).parent.parent.parent.name for id_, path in ids(data).items()} == {
        "uploads/a.txt": "x",
        "uploads/b.txt": "data",
    }
