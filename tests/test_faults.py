"""Whatever is written may fail: the error says so, nothing is lost or mixed, and the same command completes the work afterwards."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine.default import DefaultDialect

from assistant.errors import StoreUnavailable
from assistant.ingest import ingest
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.store.index import VectorIndex
from tests.conftest import write_files, write_tiny_corpus

Take = Callable[[Settings], dict[str, Any]]
ROOT = Path(__file__).parent.parent


class Disk:
    """A disk that is full at one of the writes: statements and commits of the catalog, writes to the vectors, syncs."""

    def __init__(self, full_at: int) -> None:
        self.full_at = full_at
        self.writes = 0

    def write(self, error: Exception) -> None:
        self.writes += 1
        if self.writes == self.full_at:
            raise error

    @contextmanager
    def in_use(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            full = sqlite3.OperationalError("database or disk is full")
            for name in ("do_execute", "do_executemany", "do_commit"):
                self._before(patch, DefaultDialect, name, full)
            for name in ("upsert", "delete"):
                self._before(patch, VectorIndex, name, StoreUnavailable("the vector store does not answer: disk full"))
            self._before(patch, os, "fsync", OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
            yield

    def _before(self, patch: pytest.MonkeyPatch, owner: Any, name: str, error: Exception) -> None:
        real = getattr(owner, name)

        def failing(*arguments: Any, **named: Any) -> Any:
            if not any(str(argument).startswith(("SELECT", "PRAGMA")) for argument in arguments[2:3]):
                self.write(error)
            return real(*arguments, **named)

        patch.setattr(owner, name, failing)


def change(corpus: Path, number: int) -> None:
    """Write the corpus in one of two states: one file differs, one is there only in the first, one only in the second."""
    even = number % 2 == 0
    (corpus / "a.txt").write_text(f"The crane lifts {10 + even} tonnes. " * 40)
    for name, there in (("b.txt", even), ("c.txt", not even)):
        if there:
            (corpus / name).write_text(f"The file {name} is here for now.")
        else:
            (corpus / name).unlink(missing_ok=True)


@pytest.mark.usefixtures("bag_of_words")
def test_a_disk_that_is_full_at_any_write_loses_and_mixes_nothing(tmp_path: Path, settings: Settings, snapshot: Take) -> None:
    corpus = write_files(tmp_path / "corpus", {"still.txt": "This one never changes."})
    wanted = []
    for number in (0, 1):
        change(corpus, number)
        scratch = Settings(data=tmp_path / f"scratch{number}")
        list(ingest([corpus], scratch))
        wanted.append(snapshot(scratch))
    list(ingest([corpus], settings))
    for number in range(1, 200):
        change(corpus, number + 1)
        disk = Disk(full_at=number)
        try:
            with disk.in_use():
                list(ingest([corpus], settings, prune=True))
        except StoreUnavailable as error:
            assert "full" in str(error) or "No space" in str(error)
        if disk.writes < number:
            break
        catalog = Catalog.open_existing(settings.data)
        for info in catalog.documents():  # each document is whole, in one version or the other
            rows, document = catalog.chunks_of(info.id), catalog.document(info.id)
            assert len(rows) == info.chunks and all(row.id == document.cite_id(row.start, row.end) for row in rows)
        catalog.close()
        list(ingest([corpus], settings, prune=True))
        assert snapshot(settings) == wanted[(number + 1) % 2], f"write {number}"
    assert number > 20


def assistant(*arguments: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = [*before, sys.executable, "-m", "assistant", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_a_process_that_may_write_no_more_says_so_and_the_next_completes_it(tmp_path: Path, snapshot: Take) -> None:
    corpus = write_tiny_corpus(tmp_path / "corpus")
    data = str(tmp_path / "data")
    few = 'ulimit -f 120; export PYTHONDONTWRITEBYTECODE=1; exec "$@"'  # Python itself must not keep half of what it compiles
    full = assistant("ingest", str(corpus), "--data", data, before=("bash", "-c", few, "-"))
    assert full.returncode == 1 and "Traceback" not in full.stderr, full.stderr
    assert full.stderr.startswith("assistant: ")
    after = assistant("ingest", str(corpus), "--data", data)
    assert after.returncode == 0, after.stderr
    assistant("ingest", str(corpus), "--data", str(tmp_path / "scratch"))
    assert snapshot(Settings(data=tmp_path / "data")) == snapshot(Settings(data=tmp_path / "scratch"))


def test_permission_denied_is_said_and_changes_nothing(tmp_path: Path, obeying: tuple[str, ...], snapshot: Take) -> None:
    corpus, data = write_files(tmp_path / "corpus", {"a.txt": "The first.", "b.txt": "The second."}), tmp_path / "data"
    assert assistant("ingest", str(corpus), "--data", str(data)).returncode == 0
    before = snapshot(Settings(data=data))
    (corpus / "a.txt").write_text("The first, changed.")
    for path, mode in ((data, 0o555), (data / "catalog.sqlite", 0o444)):
        path.chmod(mode)
        denied = assistant("ingest", str(corpus), "--data", str(data), before=obeying)
        path.chmod(0o755)
        assert denied.returncode == 1 and denied.stderr.startswith("assistant: "), denied.stderr
        assert "Traceback" not in denied.stderr
    assert snapshot(Settings(data=data)) == before
    (corpus / "b.txt").chmod(0o000)
    (corpus / "b.txt").touch()
    partly = assistant("ingest", str(corpus), "--data", str(data), before=obeying)
    assert partly.returncode == 1 and "updated  a.txt" in partly.stdout
    (corpus / "b.txt").chmod(0o644)
    assert assistant("ingest", str(corpus), "--data", str(data)).returncode == 0


def test_a_folder_whose_files_may_not_be_looked_at_stops_nothing_else(tmp_path: Path, obeying: tuple[str, ...]) -> None:
    corpus, data = (
        write_files(tmp_path / "corpus", {"a.txt": "First.", "in/b.txt": "Second.", "in/c.txt": "Third."}),
        tmp_path / "data",
    )
    assert assistant("ingest", str(corpus), "--data", str(data)).returncode == 0
    (corpus / "a.txt").write_text("The first, changed.")
    (corpus / "in" / "c.txt").unlink()
    (corpus / "in").chmod(0o444)
    partly = assistant("ingest", str(corpus), "--prune", "--data", str(data), before=obeying)
    alone = assistant("ingest", str(corpus / "in" / "b.txt"), "--data", str(data), before=obeying)
    checked = assistant("doctor", "--data", str(data), before=obeying)
    (corpus / "in").chmod(0o755)
    assert partly.returncode == 1 and "updated  a.txt" in partly.stdout
    assert "failed   in/b.txt  (the file cannot be opened (Permission denied)" in partly.stdout
    assert alone.returncode == 2 and "b.txt: permission denied" in alone.stderr
    assert checked.returncode == 1 and "in/b.txt: its file may not be looked at" in checked.stdout


@pytest.mark.usefixtures("bag_of_words")
def test_a_clock_that_goes_back_hides_no_change(tmp_path: Path, settings: Settings) -> None:
    corpus = write_files(tmp_path / "corpus", {"a.txt": "It is 10 metres."})
    then = (corpus / "a.txt").stat()
    list(ingest([corpus], settings))
    (corpus / "a.txt").write_text("It is 20 metres.")  # as many bytes, and the clock says that it is as old
    os.utime(corpus / "a.txt", ns=(then.st_atime_ns, then.st_mtime_ns))
    assert [e.action for e in ingest([corpus], settings) if hasattr(e, "action")] == ["updated"]
    os.utime(corpus / "a.txt", ns=(0, 0))
    assert [e.action for e in ingest([corpus], settings) if hasattr(e, "action")] == ["unchanged"]


LOCKS = """
import sys, time
from pathlib import Path
from assistant.store.lock import writing_to
with writing_to(Path(sys.argv[1])):
    print("has it", flush=True)
    time.sleep(60)
"""


@pytest.mark.usefixtures("bag_of_words")
def test_the_lock_of_a_process_that_was_killed_blocks_nobody(tmp_path: Path, settings: Settings) -> None:
    holder = subprocess.Popen([sys.executable, "-c", LOCKS, str(settings.data)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert holder.stdout is not None and holder.stdout.readline() == "has it\n"
    holder.kill()
    holder.wait()
    holder.stdout.close()
    assert f"process {holder.pid} on " in (settings.data / "writer.txt").read_text()
    list(ingest([write_files(tmp_path / "corpus", {"a.txt": "Some words."})], settings))
