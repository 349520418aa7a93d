"""A catalog of an older version is made one of this version, all at once, and one of a newer version is refused."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import IndexMismatch, StoreDamaged
from assistant.ingest import ingest
from assistant.settings import Settings
from assistant.store import schema
from assistant.store.catalog import Catalog
from assistant.upkeep.doctor import examine
from tests.conftest import write_files

Take = Callable[[Settings], dict[str, Any]]
TABLE = "# Harbours\n\n| harbour | depth |\n|---|---|\n| north | 12 m |\n| south | 9 m |\n\nThe depth is at low tide.\n"


def sql(settings: Settings, *statements: str) -> list[Any]:
    with closing(sqlite3.connect(settings.data / "catalog.sqlite")) as connection, connection:
        return [connection.execute(statement).fetchall() for statement in statements]


@pytest.fixture
def of_version_1(tmp_path: Path, settings: Settings, bag_of_words: object, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Return the settings of an index as version 1 made it: chunks did not say yet how much of them is tables."""
    monkeypatch.setattr("assistant.models.embedders.open_embedder", lambda settings: bag_of_words)
    list(ingest([write_files(tmp_path / "corpus", {"a.md": TABLE, "b.txt": "No table."})], settings))
    sql(settings, "ALTER TABLE chunks DROP COLUMN tabular", "UPDATE meta SET value = '1' WHERE key = 'schema'")
    return settings


def test_an_older_catalog_is_made_one_of_this_version(of_version_1: Settings, tmp_path: Path, snapshot: Take) -> None:
    scratch = Settings(data=tmp_path / "scratch")
    list(ingest([tmp_path / "corpus"], scratch))
    Catalog.open_existing(of_version_1.data).close()
    assert snapshot(of_version_1) == snapshot(scratch)
    ours, theirs = (
        sql(s, "SELECT id, tabular FROM chunks ORDER BY id", "SELECT value FROM meta WHERE key = 'schema'")
        for s in (of_version_1, scratch)
    )
    assert ours == theirs and any(row[1] > 0 for row in ours[0])
    assert examine(of_version_1) == []


def test_an_upgrade_that_fails_leaves_the_catalog_as_it_was(of_version_1: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sql(of_version_1, "SELECT sql FROM sqlite_master WHERE name = 'chunks'", "SELECT * FROM meta")
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr("assistant.chunk.tabular", lambda *_: 1 / 0)
        Catalog.open_existing(of_version_1.data)
    assert sql(of_version_1, "SELECT sql FROM sqlite_master WHERE name = 'chunks'", "SELECT * FROM meta") == before
    Catalog.open_existing(of_version_1.data).close()


@pytest.mark.parametrize(("version", "message"), [("99", "newer version.*upgrade"), ("0", "assistant ingest")])
def test_what_cannot_be_upgraded_is_refused_with_what_to_do(version: str, message: str, tmp_path: Path) -> None:
    Catalog.open(tmp_path).close()
    settings = Settings(data=tmp_path)
    sql(settings, f"UPDATE meta SET value = '{version}' WHERE key = 'schema'")
    with pytest.raises(IndexMismatch, match=message):
        Catalog.open(tmp_path)
    assert sql(settings, "SELECT value FROM meta WHERE key = 'schema'") == [[(version,)]]


def test_a_version_that_is_no_number_is_damage(tmp_path: Path) -> None:
    Catalog.open(tmp_path).close()
    sql(Settings(data=tmp_path), "UPDATE meta SET value = '' WHERE key = 'schema'")
    with pytest.raises(StoreDamaged, match="its version is ''; restore a backup"):
        Catalog.open(tmp_path)


def test_each_version_knows_the_way_to_the_next() -> None:
    assert sorted(schema.STEPS) == list(range(1, schema.SCHEMA))


def test_many_may_open_a_catalog_that_is_only_being_made(tmp_path: Path) -> None:
    start = threading.Barrier(8, timeout=20)

    def open_it(number: int) -> int:
        start.wait()
        catalog = Catalog.open(tmp_path / str(number // 8))
        revision = catalog.revision
        catalog.close()
        return revision

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(open_it, range(80))) == [0] * 80


def test_opening_waits_for_one_who_writes_a_file_that_keeps_no_log_yet(tmp_path: Path) -> None:
    Catalog.open(tmp_path).close()
    writer = sqlite3.connect(tmp_path / "catalog.sqlite", check_same_thread=False)
    assert writer.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
    writer.execute("BEGIN IMMEDIATE")
    leaves = threading.Timer(0.2, writer.close)
    leaves.start()

    catalog = Catalog.open(tmp_path)

    assert catalog.revision == 0
    assert leaves.finished.is_set()
    catalog.close()
