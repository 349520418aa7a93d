"""A backup is of one moment while others write, a restore is all or nothing, and what is damaged is refused."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main as cli
from assistant.errors import IndexMissing, StoreDamaged, StoreUnavailable, UsageError
from assistant.ingest import ingest
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.store.records import Records
from assistant.upkeep import backup
from assistant.upkeep.backup import back_up, restore
from assistant.upkeep.doctor import examine
from tests.conftest import write_files

Take = Callable[[Settings], dict[str, Any]]


@pytest.fixture
def full(tmp_path: Path, settings: Settings, bag_of_words: object) -> Settings:
    """Return the settings of a data folder with documents, a file that a reader added, and a record."""
    corpus = write_files(tmp_path / "corpus", {"a.txt": "The first word. " * 60, "b.txt": "The second word."})
    added = write_files(settings.data / "added", {"uploads/c.txt": "A file that a reader added."})
    list(ingest([corpus, added], settings))
    records = Records.open(settings.data)
    records.log_gap("What is missing?")
    records.close()
    return settings


def test_what_was_backed_up_comes_back(tmp_path: Path, full: Settings, snapshot: Take) -> None:
    before = snapshot(full)
    contents = back_up(full, tmp_path / "backup.tar")
    assert contents.documents == 3 and contents.files == 1 and contents.bytes == (tmp_path / "backup.tar").stat().st_size
    elsewhere = Settings(data=tmp_path / "some" / "where else")
    assert len(list(restore(tmp_path / "backup.tar", elsewhere))) == 3
    assert snapshot(elsewhere) == before
    assert [a.question for a in Records.open(elsewhere.data).asked()] == ["What is missing?"]
    events = {
        e.document: e.action for e in ingest([tmp_path / "corpus", elsewhere.data / "added"], elsewhere) if hasattr(e, "action")
    }
    assert events == {"a.txt": "unchanged", "b.txt": "unchanged", "uploads/c.txt": "unchanged"}


def test_a_backup_of_a_version_that_read_the_texts_otherwise_comes_back_with_words_as_this_one_reads_them(
    tmp_path: Path, full: Settings
) -> None:
    with closing(sqlite3.connect(full.data / "catalog.sqlite")) as catalog, catalog:
        catalog.execute("UPDATE words SET body = 'other' WHERE rowid = (SELECT min(rowid) FROM words)")
    back_up(full, tmp_path / "backup.tar")
    elsewhere = Settings(data=tmp_path / "elsewhere")
    assert "made its keyword index anew from the stored texts" in list(restore(tmp_path / "backup.tar", elsewhere))
    assert [found for found in examine(elsewhere) if found.check == "keywords"] == []


def test_a_full_disk_is_told_where_it_is_with_what_to_do(
    tmp_path: Path, full: Settings, snapshot: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def full_up(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    before = snapshot(full)
    back_up(full, tmp_path / "backup.tar")
    (tmp_path / "disk").mkdir()
    for owner, name, failing, work, where in (
        (backup, "_copy_of", full_up, lambda: back_up(full, tmp_path / "disk" / "b.tar"), tmp_path / "disk" / "b.tar"),
        (tarfile, "copyfileobj", no_room, lambda: back_up(full, tmp_path / "disk" / "b.tar"), tmp_path / "disk" / "b.tar"),
        (shutil, "copyfileobj", no_room, lambda: list(restore(tmp_path / "backup.tar", full, overwrite=True)), full.data.parent),
    ):
        with monkeypatch.context() as patch, pytest.raises(StoreUnavailable) as told:
            patch.setattr(owner, name, failing)
            work()
        assert str(told.value).startswith(f"{where}: ") and str(told.value).endswith("make room on the disk, and run it again")
    assert list((tmp_path / "disk").iterdir()) == [] and snapshot(full) == before


def test_what_runs_on_a_folder_does_not_go_on_with_what_a_restore_has_replaced(tmp_path: Path, full: Settings) -> None:
    back_up(full, tmp_path / "backup.tar")
    running = Catalog.open_existing(full.data)
    assert running.revision
    list(restore(tmp_path / "backup.tar", full, overwrite=True))
    with pytest.raises(StoreUnavailable, match="was replaced, as by a restore; restart what runs on it"):
        assert running.revision
    running.close()
    with closing(Catalog.open_existing(full.data)) as anew:
        assert anew.revision


WRITER = """
import sys
from pathlib import Path
from assistant.store.catalog import Catalog
catalog = Catalog.open_existing(Path(sys.argv[1]))
for n in range(100_000):
    with catalog.writing():
        catalog.set_fact("one", str(n))
        catalog.set_fact("other", str(n))
    print(n, flush=True)
"""


def test_a_backup_is_of_one_moment_while_another_process_writes(tmp_path: Path, full: Settings) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(full.data)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    try:
        moments = set()
        for n in range(5):
            writer.stdout.readline()
            back_up(full, tmp_path / f"{n}.tar")
            list(restore(tmp_path / f"{n}.tar", there := Settings(data=tmp_path / f"data{n}")))
            catalog = Catalog.open_existing(there.data)
            assert catalog.fact("one") == catalog.fact("other")
            moments.add(catalog.fact("one"))
            catalog.close()
        assert len(moments) > 1 and writer.poll() is None
    finally:
        writer.kill()
        writer.wait()
        writer.stdout.close()


def test_a_backup_in_the_data_folder_is_refused_as_a_restore_would_take_it_along(tmp_path: Path, full: Settings) -> None:
    with pytest.raises(UsageError, match="in the data folder"):
        back_up(full, full.data / "backup.tar")
    back_up(full, tmp_path / "backup.tar")
    inside = (tmp_path / "backup.tar").rename(full.data / "backup.tar")
    with pytest.raises(UsageError, match="in the data folder"):
        list(restore(inside, full, overwrite=True))
    assert inside.exists()


def test_nothing_is_overwritten_unless_asked(tmp_path: Path, full: Settings, snapshot: Take) -> None:
    target = tmp_path / "backup.tar"
    back_up(full, target)
    (tmp_path / "corpus" / "a.txt").write_text("Another text.")
    list(ingest([tmp_path / "corpus"], full))
    later = snapshot(full)
    with pytest.raises(UsageError, match="is there already"):
        back_up(full, target)
    with pytest.raises(UsageError, match="holds something already"):
        list(restore(target, full))
    assert snapshot(full) == later
    list(restore(target, full, overwrite=True))
    assert snapshot(full)["documents"]["a.txt"] != later["documents"]["a.txt"]
    back_up(full, target, overwrite=True)
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def changed(source: Path, target: Path, name: str, data: bytes) -> Path:
    """Copy a backup with other bytes for one member."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for member in old.getmembers():
            content = old.extractfile(member)
            assert content is not None
            held = data if member.name == name else content.read()
            member.size = len(held)
            new.addfile(member, io.BytesIO(held))
    return target


def truncated(source: Path, target: Path) -> Path:
    target.write_bytes(source.read_bytes()[:20_000])
    return target


def climbing(source: Path, target: Path) -> Path:
    manifest = {"format": 1, "made": "now", "data": "/x", "members": {"added/../../../evil.txt": "0"}}
    return changed(source, target, "manifest.json", json.dumps(manifest).encode())


DAMAGES: list[tuple[str, Callable[[Path, Path], Path], str]] = [
    (
        "a byte is another",
        lambda s, t: changed(s, t, "added/uploads/c.txt", b"A file that a reader Added."),
        "not what was backed up",
    ),
    ("cut off", truncated, "damaged.tar is not a whole backup made by `assistant backup`; nothing was changed$"),
    ("of another kind", lambda s, t: changed(s, t, "manifest.json", b'{"format": 99}'), "another kind"),
    ("a name that climbs", climbing, "which no backup holds"),
    ("no backup", lambda s, t: write_files(t.parent, {t.name: "something else"}) / t.name, "is not a whole backup made by"),
]


@pytest.mark.parametrize(("damage", "message"), [d[1:] for d in DAMAGES], ids=[d[0] for d in DAMAGES])
def test_a_damaged_backup_is_refused_and_changes_nothing(
    damage: Callable[[Path, Path], Path], message: str, tmp_path: Path, full: Settings, snapshot: Take
) -> None:
    back_up(full, tmp_path / "backup.tar")
    before = snapshot(full)
    with pytest.raises(StoreDamaged, match=message):
        list(restore(damage(tmp_path / "backup.tar", tmp_path / "damaged.tar"), full, overwrite=True))
    assert snapshot(full) == before


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, full: Settings) -> None:
    with pytest.raises(UsageError, match=f"there is no folder {tmp_path / 'nowhere'} to write backup.tar to"):
        back_up(full, tmp_path / "nowhere" / "backup.tar")
    with pytest.raises(StoreUnavailable, match=r"nothing\.tar"):
        list(restore(tmp_path / "nothing.tar", Settings(data=tmp_path / "new")))
    with pytest.raises(StoreUnavailable, match=r"nothing\.tar: there is no such file"):  # before it asks what is to be overwritten
        list(restore(tmp_path / "nothing.tar", full))
    with pytest.raises(IndexMissing):
        back_up(Settings(data=tmp_path / "new"), tmp_path / "x.tar")


def test_both_are_one_command(
    tmp_path: Path, full: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> str:
        monkeypatch.setattr("sys.argv", ["assistant", *arguments])
        with pytest.raises(SystemExit) as done:
            cli.main()
        assert (done.value.code or 0) == 0
        return capsys.readouterr().out

    assert "3 documents" in run("backup", str(tmp_path / "b.tar"), "--data", str(full.data))
    assert "is whole" in run("restore", str(tmp_path / "b.tar"), "--data", str(tmp_path / "new"))
    assert "a.txt" in run("list", "--data", str(tmp_path / "new"))
