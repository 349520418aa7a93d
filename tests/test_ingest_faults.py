"""Ingest loses nothing, mixes nothing and stops at nothing: bad files, crashes, disks that are away, two writers."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant import ingest as module
from assistant.errors import IndexLocked, UsageError
from assistant.ingest import Progress, ingest, remove
from assistant.intake.parsing import parse
from assistant.load.progress import OnPage
from assistant.settings import Settings
from assistant.store import lock
from assistant.store.catalog import Catalog
from tests.conftest import BagOfWords, write_files
from tests.ingesting import Take, actions, found, run


@pytest.mark.usefixtures("bag_of_words")
def test_a_file_that_has_become_unreadable_is_not_found_in_its_old_version(tmp_path: Path, settings: Settings) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "The oldword.", "b.txt": "The other."})
    run([corpus], settings)
    (corpus / "a.txt").write_bytes(b"")
    event = run([corpus], settings)["a.txt"]
    assert event.action == "failed" and "earlier version was taken out" in (event.reason or "")
    assert found(settings, "oldword") == set() and found(settings, "other") == {"b.txt"}


def denied(tell: OnPage, file: Any, settings: Settings) -> Any:
    def shut(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    with pytest.MonkeyPatch.context() as patch:
        if file.document == "a.txt":
            patch.setattr(Path, "read_bytes", shut)
        return parse(tell, file, settings)


@pytest.mark.usefixtures("bag_of_words")
def test_a_file_out_of_reach_for_a_while_stays_in_its_old_version_and_the_receipt_says_so(
    tmp_path: Path, settings: Settings
) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "The oldword.", "b.txt": "The other."})
    run([corpus], settings)
    (corpus / "a.txt").write_text("The newword.")
    for _ in range(2):  # however often
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "parse", denied)
            event = run([corpus], settings)["a.txt"]
        assert event.action == "failed" and "Permission denied" in (event.reason or "")
        assert "earlier version stays" in (event.reason or "")
        assert found(settings, "oldword") == {"a.txt"}
        catalog = Catalog.open_existing(settings.data)
        (note,) = catalog.files()["a.txt"].receipt["notes"]
        catalog.close()
        assert note.startswith("could not be read again, this is the version read before: ") and "Permission denied" in note
    again = run([corpus], settings)["a.txt"]
    assert again.action == "updated" and "notes" not in again.receipt
    assert found(settings, "oldword") == set() and found(settings, "newword") == {"a.txt"}


@pytest.mark.usefixtures("bag_of_words")
def test_the_note_of_a_file_out_of_reach_goes_when_it_can_be_read_unchanged(tmp_path: Path, settings: Settings) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "The oldword.", "b.txt": "The other."})
    run([corpus], settings)
    (corpus / "a.txt").write_text("The newword.")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "parse", denied)
        run([corpus], settings)
    (corpus / "a.txt").write_text("The oldword.")
    assert "notes" not in run([corpus], settings)["a.txt"].receipt
    assert actions([corpus], settings) == {"a.txt": "unchanged", "b.txt": "unchanged"}


@pytest.mark.usefixtures("bag_of_words")
def test_pruning_removes_nothing_of_a_folder_that_cannot_be_seen(tmp_path: Path, settings: Settings) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "Here is stayword.", "shut/b.txt": "Here is shutword.", "gone.txt": "goneword"})
    run([corpus], settings)
    (corpus / "gone.txt").unlink()
    walk = os.walk

    def shut(path: Path, *, onerror: Callable[[OSError], None], **more: Any) -> Any:
        for folder, folders, names in walk(path, **more):
            if folder.endswith("shut"):
                onerror(PermissionError(errno.EACCES, "Permission denied", folder))
            else:
                yield folder, folders, names

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "walk", shut)
        events = run([corpus], settings, prune=True)
    assert {id_: e.action for id_, e in events.items()} == {
        **{"a.txt": "unchanged", "gone.txt": "removed"},
        **{"shut": "failed", "shut/b.txt": "missing"},
    }
    assert "cannot be listed (Permission denied)" in (events["shut"].reason or "")
    assert found(settings, "shutword") == {"shut/b.txt"}
    shutil.rmtree(corpus)
    corpus.mkdir()  # where a share is mounted while it is not
    events = run([corpus], settings, prune=True)
    assert {e.action for e in events.values()} == {"missing"} and "as if a disk were away" in (events["a.txt"].reason or "")
    assert found(settings, "stayword") == {"a.txt"}


@pytest.mark.usefixtures("bag_of_words")
def test_a_data_folder_within_the_corpus_is_no_part_of_it_and_keeps_what_was_added(tmp_path: Path) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "Some words.", ".notes/b.txt": "Hidden words."})
    for data in (corpus / ".assistant", corpus / "index"):
        settings = Settings(data=data)
        run([corpus, corpus / ".notes"], settings)
        added = write_files(data / "added", {"uploads/~ada/c.txt": "Added words."})
        assert actions([added], settings) == {"uploads/~ada/c.txt": "added"}
        assert actions([corpus], settings, prune=True) == {"a.txt": "unchanged"}
        assert found(settings, "added") == {"uploads/~ada/c.txt"} and found(settings, "hidden") == {".notes/b.txt"}


def test_a_data_folder_is_not_ingested_into_itself(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "c", {"a.txt": "Some words."})
    with pytest.raises(UsageError, match="data folder"):
        run([folder], Settings(data=folder))
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


@pytest.mark.usefixtures("bag_of_words")
def test_pruning_removes_nothing_of_a_folder_within_whose_disk_is_away(tmp_path: Path, settings: Settings) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "Here.", "share/b.txt": "There.", "gone/c.txt": "Once."})
    run([corpus], settings)
    (corpus / "share" / "b.txt").unlink()  # where it is mounted stays
    shutil.rmtree(corpus / "gone")
    assert actions([corpus], settings, prune=True) == {"a.txt": "unchanged", "share/b.txt": "missing", "gone/c.txt": "removed"}


@pytest.mark.parametrize("path", ["~nobody-of-this-name/c", "loop"])
def test_a_path_that_leads_nowhere_is_no_fault_of_the_program(
    tmp_path: Path, settings: Settings, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("loop").symlink_to("loop")
    with pytest.raises(UsageError, match="no such file or folder"):
        run([Path(path)], settings)


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        (b"empty.txt", b"", "empty"),
        (b"fake.pdf", b"%PDF-1.7\nnot really", "damaged"),
        (b"picture.md", b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"unknown.xyz", b"words", "no reader"),
        (b"caf\xe9.txt", b"A name in Latin-1.", "not valid Unicode"),
    ],
)
def test_one_bad_file_is_named_and_stops_nothing(
    name: bytes, content: bytes, reason: str, tmp_path: Path, settings: Settings
) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "First good words.", "z.txt": "Last good words."})
    try:
        (corpus / os.fsdecode(name)).write_bytes(content)
    except OSError:
        pytest.skip("this file system takes only names that are valid Unicode")
    events = run([corpus], settings)
    (bad,) = [e for e in events.values() if e.action == "failed"]
    assert bad.document.split(".")[0][:3] == name.decode("ascii", "replace")[:3]
    assert reason in (bad.reason or "")
    assert found(settings, "good") == {"a.txt", "z.txt"}
    json.dumps(bad.to_dict(), ensure_ascii=False).encode("utf-8")


def breaks(*_: Any) -> Any:
    raise RecursionError("too deep")


@pytest.mark.usefixtures("bag_of_words")
def test_a_reader_that_breaks_on_a_file_stops_nothing(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant import load

    monkeypatch.setattr(load, "READERS", {**load.READERS, ".md": breaks})
    corpus = write_files(tmp_path / "c", {"a.md": "# Deep", "b.txt": "Good words."})
    events = run([corpus], settings)
    assert events["a.md"].action == "failed" and "RecursionError: too deep" in (events["a.md"].reason or "")
    assert found(settings, "good") == {"b.txt"}


def die_on_bad(tell: OnPage, file: Any, settings: Settings) -> Any:
    if file.document.startswith("bad"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if file.document.startswith("slow"):
        time.sleep(60)
    if file.document.startswith("big"):
        bytearray(2**30)
    return parse(tell, file, settings)


def test_a_file_that_harms_its_reader_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "parse", die_on_bad)
    monkeypatch.setattr("assistant.intake.workers.PATIENCE", 4)
    names = ("a", "bad", "big", "slow", "z")
    corpus = write_files(tmp_path / "c", {f"{name}.txt": f"Some good words of {name}." for name in names})
    settings = Settings(data=tmp_path / "data", read_seconds=2, read_megabytes=512)
    events = run([corpus], settings)
    reasons = {id_: e.reason for id_, e in events.items() if e.action == "failed"}
    assert {id_: e.action for id_, e in events.items() if id_ not in reasons} == {"a.txt": "added", "z.txt": "added"}
    assert "died (SIGSEGV)" in (reasons["bad.txt"] or "")
    assert "longer than 2 s of the processor" in (reasons["slow.txt"] or "")
    assert "more than 512 MB" in (reasons["big.txt"] or "")
    assert found(settings, "good") == {"a.txt", "z.txt"}


KILLED = """
import sys
from assistant.ingest import ingest
from assistant.intake.workers import Workers
from assistant.load.progress import OnPage
from assistant.settings import Settings
import assistant.ingest as module
import assistant.intake.embedding as embedding
from tests.conftest import BagOfWords
module.open_embedder = lambda settings: BagOfWords()
embedding.TASK = 600
print("ready", flush=True)
for event in ingest([sys.argv[1]], Settings(data=sys.argv[2])):
    print(event.document, flush=True)
"""


def test_an_ingest_killed_anywhere_is_completed_by_the_next(tmp_path: Path, bag_of_words: BagOfWords, snapshot: Take) -> None:
    corpus = write_files(
        tmp_path / "c", {f"{n:02}.txt": f"Document {n} oldword.\n\n" + "A filler sentence goes here. " * 150 for n in range(8)}
    )
    settings, scratch = Settings(data=tmp_path / "killed"), Settings(data=tmp_path / "scratch")
    run([corpus], settings)
    for n in range(0, 8, 2):
        (corpus / f"{n:02}.txt").write_text(f"Document {n} newword.\n\n" + "Another sentence stands here. " * 150)
    (corpus / "01.txt").unlink()
    chance = random.Random(7)
    for attempt in range(4):
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(corpus), str(settings.data)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parent.parent,
        )
        assert child.stdout is not None and child.stdout.readline() == "ready\n"
        for _ in range(chance.randint(0, 3 + 3 * attempt)):
            child.stdout.readline()
        time.sleep(chance.random() * 0.02)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        catalog = Catalog.open_existing(settings.data)
        for info in catalog.documents():  # whatever the moment, each document is whole and its chunks are of its own text
            text = catalog.document(info.id).text
            rows = catalog.chunks_of(info.id)
            assert len(rows) == info.chunks and rows[-1].end == len(text.rstrip())
            assert ("newword" in text) != ("oldword" in text)
            assert (info.state == "ready") == all(row.vector is not None for row in rows)
        catalog.close()
    run([corpus], settings, prune=True)
    run([corpus], scratch)
    assert snapshot(settings) == snapshot(scratch)
    assert found(settings, "oldword") == {f"{n:02}.txt" for n in (3, 5, 7)}


def test_what_is_pending_elsewhere_is_completed_too(
    tmp_path: Path, settings: Settings, bag_of_words: BagOfWords, snapshot: Take
) -> None:
    one, two = write_files(tmp_path / "one", {"a.txt": "First."}), write_files(tmp_path / "two", {"b.txt": "Second."})
    steps = ingest([one], settings)
    while not isinstance(next(steps), Progress):
        pass
    steps.close()  # type: ignore[attr-defined]
    assert snapshot(settings)["documents"]["a.txt"][3] == "pending"
    assert found(settings, "first") == {"a.txt"}  # keywords find it already
    assert actions([two], settings) == {"a.txt": "updated", "b.txt": "added"}
    assert snapshot(settings)["documents"]["a.txt"][3] == "ready"


@pytest.mark.usefixtures("bag_of_words")
def test_what_is_pending_and_vanished_is_removed_if_asked(tmp_path: Path, settings: Settings) -> None:
    corpus = write_files(tmp_path / "one", {"a.txt": "First.", "b.txt": "Second."})
    steps = ingest([corpus], settings)
    while not isinstance(next(steps), Progress):
        pass
    steps.close()  # type: ignore[attr-defined]
    (corpus / "a.txt").unlink()
    assert actions([corpus], settings, prune=True) == {"a.txt": "removed", "b.txt": "updated"}


@pytest.mark.usefixtures("bag_of_words")
def test_a_second_writer_is_told_who_has_the_lock(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.1)
    corpus = write_files(tmp_path / "c", {"a.txt": "First."})
    first = ingest([corpus], settings)
    next(first)
    with pytest.raises(IndexLocked, match=f"process {os.getpid()} on .+, since 20"):
        list(ingest([corpus], settings))
    with pytest.raises(IndexLocked, match=f"process {os.getpid()}"):
        list(remove(["a.txt"], settings))
    list(first)
    assert actions([corpus], settings) == {"a.txt": "unchanged"}
