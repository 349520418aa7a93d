"""The connection on which SQLite is asked for the revision: held, sees every commit, and gone when the catalog is closed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from assistant.errors import StoreDamaged
from assistant.store.catalog import Catalog
from assistant.store.database.tokens import Tokens

COMMIT = """
import sys
from pathlib import Path
from assistant.store.catalog import Catalog
catalog = Catalog.open_existing(Path(sys.argv[1]))
with catalog.writing():
    catalog.set_fact("seen", "yes")
catalog.close()
"""


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    catalog = Catalog.open(tmp_path)
    yield catalog
    catalog.close()


def test_a_commit_of_another_process_moves_the_revision_of_a_reader(catalog: Catalog, tmp_path: Path) -> None:
    before = catalog.revision
    subprocess.run([sys.executable, "-c", COMMIT, str(tmp_path)], check=True, timeout=60)
    assert catalog.revision == before + 1


def test_a_writer_sees_its_own_revision_only_when_it_is_committed(catalog: Catalog, tmp_path: Path) -> None:
    other = Catalog.open_existing(tmp_path)
    before = catalog.revision, other.revision
    with catalog.writing():
        catalog.set_fact("seen", "yes")
        assert (catalog.revision, other.revision) == before
    assert (catalog.revision, other.revision) == (before[0] + 1, before[1] + 1)
    other.close()


def test_asking_for_the_revision_keeps_nobody_from_emptying_the_log(catalog: Catalog, tmp_path: Path) -> None:
    with catalog.writing():
        catalog.set_fact("seen", "yes")
    assert catalog.revision == 1
    busy, *_ = emptied_log(tmp_path)
    assert (busy, (tmp_path / "catalog.sqlite-wal").stat().st_size) == (0, 0)


def test_many_threads_ask_at_once(catalog: Catalog) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.extend(catalog.revision for _ in range(50))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [0] * 400


def test_a_closed_catalog_holds_its_file_no_longer(tmp_path: Path) -> None:
    catalog = Catalog.open(tmp_path)
    assert catalog.revision == 0 and str(tmp_path / "catalog.sqlite") in _open_files()
    catalog.close()
    assert str(tmp_path / "catalog.sqlite") not in _open_files()


def test_what_is_no_catalog_any_more_says_so(catalog: Catalog, tmp_path: Path) -> None:
    assert catalog.revision == 0
    emptied_log(tmp_path)
    with (tmp_path / "catalog.sqlite").open("r+b") as file:
        file.write(b"x" * 8192)
    catalog.close()  # what was open has pages of it in its cache
    with pytest.raises(StoreDamaged):
        _ = catalog.revision


def emptied_log(data: Path) -> tuple[int, int, int]:
    """Empty the log of a catalog as another program would; the first number says whether somebody kept that from happening."""
    with closing(sqlite3.connect(data / "catalog.sqlite")) as connection:
        return connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _open_files() -> set[str]:
    found = set()
    for number in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # closed meanwhile
            found.add(str(number.readlink()))
    return found


def test_what_cuts_words_is_closed_with_the_catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = Tokens()
    monkeypatch.setattr("assistant.store.database.sqlite.Tokens", lambda: tokens)
    catalog = Catalog.open(tmp_path)
    assert catalog.postings(["wall"], (1.0, 1.0, 1.0))[0].keys.size == 0
    catalog.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        tokens.of("wall")
