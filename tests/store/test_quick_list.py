"""What is listed without opening the catalog is what the catalog tells; where it cannot be, nothing is guessed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from assistant.store.catalog import Catalog
from assistant.store.quick_list import documents_at
from tests.store.test_catalog import made, put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "a folder, 100%"
    with closing(Catalog.open(folder)) as catalog:
        put(catalog, made("b.txt", "The café opened.", title="Annual report", date="2020-01-02", authors=("Ada",)))
        put(catalog, made("a.txt", "Two bridges were built.", metadata={"city": "York"}))
    return folder


def test_the_documents_are_those_that_the_catalog_tells(folder: Path) -> None:
    with closing(Catalog.open(folder)) as catalog:
        assert documents_at(folder) == catalog.documents()  # as it is open, so that what was written last is in its log
        put(catalog, made("c.txt", "New."))
        assert [info.id for info in documents_at(folder) or ()] == ["a.txt", "b.txt", "c.txt"]
    assert len(documents_at(folder) or ()) == 3


@pytest.mark.parametrize("change", ["UPDATE meta SET value = '1' WHERE key = 'schema'", "DELETE FROM meta", "DROP TABLE documents"])
def test_a_catalog_that_is_not_as_it_should_be_is_left_to_who_opens_it(change: str, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "catalog.sqlite")) as connection, connection:
        connection.execute(change)
    assert documents_at(folder) is None


def test_no_catalog_and_no_database(tmp_path: Path) -> None:
    assert documents_at(tmp_path) is None and list(tmp_path.iterdir()) == []
    (tmp_path / "catalog.sqlite").write_text("not a database, " * 100)
    assert documents_at(tmp_path) is None


def test_listing_imports_no_heavy_library(folder: Path) -> None:
    told = (
        "import sys; from assistant.cli.terminal import all_documents; from pathlib import Path; all_documents(Path(sys.argv[1]))"
    )
    heavy = f"{told}; print({{'sqlalchemy', 'numpy', 'chromadb', 'pydantic', 'assistant.types'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", heavy, str(folder)], capture_output=True, text=True, check=True, cwd=folder)
    assert done.stdout.strip() == "set()"
