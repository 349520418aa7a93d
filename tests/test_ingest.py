"""Ingest loses nothing, mixes nothing and stops at nothing: updates, deletions, crashes, bad files, two writers."""

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
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assistant import ingest as module
from assistant.errors import DocumentNotFound, IndexLocked, IndexMismatch, UsageError
from assistant.ingest import IngestEvent, Progress, ingest, remove
from assistant.intake import parsing
from assistant.intake.parsing import parse
from assistant.intake.workers import Workers
from assistant.load.signs import Tell
from assistant.settings import Settings
from assistant.store import lock
from assistant.store.catalog import Catalog
from tests.conftest import BagOfWords, write_files, write_tiny_corpus
from tests.load.made_pdf import column, make_pdf

Take = Callable[[Settings], dict[str, Any]]


def run(paths: Sequence[Path], settings: Settings, *, prune: bool = False) -> dict[str, IngestEvent]:
    events = [e for e in ingest(paths, settings, prune=prune) if isinstance(e, IngestEvent)]
    assert len({e.document for e in events}) == len(events), events
    return {e.document: e for e in events}


def actions(paths: Sequence[Path], settings: Settings, *, prune: bool = False) -> dict[str, str]:
    return {id_: event.action for id_, event in run(paths, settings, prune=prune).items()}


def found(settings: Settings, word: str) -> set[str]:
    """Return the documents in which the keyword index finds a word."""
    catalog = Catalog.open_existing(settings.data)
    keys = catalog.postings([word], (1.0, 1.0, 1.0))[0].keys.tolist()
    documents = {row.document for row in catalog.chunks(keys=keys)}
    catalog.close()
    return documents


@pytest.mark.usefixtures("bag_of_words")
def test_a_folder_is_added_then_unchanged(tiny_corpus: Path, settings: Settings, snapshot: Take) -> None:
    first = run([tiny_corpus], settings)
    assert {e.action for e in first.values()} == {"added"} and len(first) == 7
    assert first["reports/water.pdf"].pages == 2
    held = snapshot(settings)
    assert held["indexed"] == set(held["chunks"]) and held["outbox"] == []
    assert {state for *_, state, _ in held["documents"].values()} == {"ready"}
    assert {e.action for e in run([tiny_corpus], settings).values()} == {"unchanged"}
    assert snapshot(settings) == held


@pytest.mark.usefixtures("bag_of_words")
def test_ids_do_not_depend_on_the_order_or_on_where_the_folder_stands(tmp_path: Path, snapshot: Take) -> None:
    here, there = write_tiny_corpus(tmp_path / "here"), write_tiny_corpus(tmp_path / "some" / "where else")
    straight, shuffled = Settings(data=tmp_path / "a"), Settings(data=tmp_path / "b")
    run([here], straight)
    names = sorted(p for p in there.rglob("*") if p.is_file())
    with_one = write_files(tmp_path / "moved", {})
    with_one.mkdir()
    run([with_one], shuffled)  # the root is known, and its files come one by one, last name first
    for name in reversed(names):
        target = with_one / name.relative_to(there)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(name.read_bytes())
        run([target], shuffled)
    one, other = snapshot(straight), snapshot(shuffled)
    assert one["documents"] == other["documents"]
    assert one["chunks"] == other["chunks"]
    assert one["vectors"] == other["vectors"]
    assert one["indexed"] == other["indexed"]


@pytest.mark.usefixtures("bag_of_words")
def test_a_changed_file_is_found_only_in_its_new_version(tmp_path: Path, settings: Settings, snapshot: Take) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "The oldword stands here.", "b.txt": "Nothing changes."})
    run([corpus], settings)
    (corpus / "a.txt").write_text("The newword stands here, twice as long.")
    assert actions([corpus], settings) == {"a.txt": "updated", "b.txt": "unchanged"}
    assert found(settings, "oldword") == set()
    assert found(settings, "newword") == {"a.txt"}
    held = snapshot(settings)
    assert held["indexed"] == set(held["chunks"])


@pytest.mark.usefixtures("bag_of_words")
def test_no_receipt_names_a_document_that_is_gone_or_no_longer_the_same(tmp_path: Path, settings: Settings) -> None:
    def copies() -> dict[str, tuple[str, ...]]:
        with closing(Catalog.open(settings.data)) as catalog:
            return {info.id: tuple(info.receipt.get("duplicate_of", ())) for info in catalog.documents()}

    texts = {"a.txt": "Some words.", "b.txt": "Some words.", "c.txt": "Some words.", "d.txt": "Other words."}
    corpus = write_files(tmp_path / "c", texts)
    run([corpus], settings)
    assert copies() == {"a.txt": (), "b.txt": ("a.txt",), "c.txt": ("a.txt", "b.txt"), "d.txt": ()}
    (corpus / "a.txt").rename(corpus / "e.txt")
    run([corpus], settings, prune=True)
    assert copies() == {"b.txt": (), "c.txt": ("b.txt",), "d.txt": (), "e.txt": ("b.txt", "c.txt")}
    (corpus / "b.txt").write_text("Now others.")
    run([corpus], settings)
    assert copies() == {"b.txt": (), "c.txt": (), "d.txt": (), "e.txt": ("c.txt",)}
    list(remove(["c.txt"], settings))
    assert copies() == {"b.txt": (), "d.txt": (), "e.txt": ()}


@pytest.mark.usefixtures("bag_of_words")
def test_a_touched_file_is_unchanged(tmp_path: Path, settings: Settings) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "Some words."})
    run([corpus], settings)
    os.utime(corpus / "a.txt", (1, 1))
    assert actions([corpus], settings) == {"a.txt": "unchanged"}


@pytest.mark.usefixtures("bag_of_words")
def test_a_file_changed_while_it_is_read_is_read_again(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "The oldword."})
    chunked = parsing.chunked

    def edited_meanwhile(*arguments: Any) -> Any:
        (corpus / "a.txt").write_text("The newword came.")
        return chunked(*arguments)

    monkeypatch.setattr(parsing, "chunked", edited_meanwhile)
    run([corpus], settings)
    monkeypatch.undo()
    for place in (module, parsing):
        monkeypatch.setattr(place, "open_embedder", lambda settings: BagOfWords())
    assert actions([corpus], settings) == {"a.txt": "updated"}
    assert found(settings, "oldword") == set()


@pytest.mark.usefixtures("bag_of_words")
def test_a_vanished_file_is_reported_and_removed_only_when_asked(tmp_path: Path, settings: Settings, snapshot: Take) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "Here is goneword.", "b.txt": "Here stays."})
    other = write_files(tmp_path / "d", {"z.txt": "Elsewhere."})
    run([corpus, other], settings)
    (corpus / "a.txt").unlink()
    (other / "z.txt").unlink()
    events = run([corpus], settings)
    assert events["a.txt"].action == "missing" and "no longer there" in (events["a.txt"].reason or "")
    assert found(settings, "goneword") == {"a.txt"}
    assert actions([corpus], settings, prune=True) == {"a.txt": "removed", "b.txt": "unchanged"}
    assert found(settings, "goneword") == set()
    assert found(settings, "elsewhere") == {"z.txt"}  # another root is never touched
    held = snapshot(settings)
    assert held["indexed"] == set(held["chunks"])


@pytest.mark.usefixtures("bag_of_words")
def test_a_file_that_has_become_unreadable_is_not_found_in_its_old_version(tmp_path: Path, settings: Settings) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "The oldword.", "b.txt": "The other."})
    run([corpus], settings)
    (corpus / "a.txt").write_bytes(b"")
    event = run([corpus], settings)["a.txt"]
    assert event.action == "failed" and "earlier version was taken out" in (event.reason or "")
    assert found(settings, "oldword") == set() and found(settings, "other") == {"b.txt"}


def denied(tell: Tell, file: Any, settings: Settings) -> Any:
    if file.document == "a.txt":
        raise PermissionError(errno.EACCES, "Permission denied")
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
def test_only_a_few_documents_are_in_memory_at_once(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = write_files(tmp_path / "c", {f"{n:02}.txt": f"The file {n}." for n in range(20)})
    most, put = 0, module._Ingest._put

    def counting(self: Any, parsed: Any, file: Any) -> Any:
        nonlocal most
        most = max(most, len(self.pending) + len(self.reading) + 1)  # and the one that is put
        return put(self, parsed, file)

    monkeypatch.setattr(module._Ingest, "_put", counting)
    assert set(actions([corpus], settings).values()) == {"added"}
    assert most == module.AHEAD


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
def test_progress_moves_within_a_long_document_and_never_back(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "Workers", Workers)  # in processes of their own, as everybody else's
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.005)
    monkeypatch.setattr("assistant.intake.embedding.TASK", 600)
    embed = BagOfWords.embed
    monkeypatch.setattr(BagOfWords, "embed", lambda self, texts: (time.sleep(0.02), embed(self, texts))[1])
    pages = [column(f"Sheet {n} tells of harbour number {n}. Its wall was built in {1700 + n}.") for n in range(200)]
    corpus = write_files(tmp_path / "c", {"b.txt": "A short one."})
    (corpus / "a.pdf").write_bytes(make_pdf(*pages))
    steps = [step for step in ingest([corpus], settings) if isinstance(step, Progress)]
    assert [s.done + s.share for s in steps] == sorted(s.done + s.share for s in steps)
    of_long = [s for s in steps if s.document == "a.pdf"]
    read = [s.at for s in of_long if s.step == "reading" and s.of == 200]
    indexed = [s.at for s in of_long if s.step == "indexing"]
    assert len(set(read)) > 1 and read[-1] <= 200
    assert len(set(indexed)) > 2 and indexed[-1] < of_long[-1].of


@pytest.mark.parametrize(
    ("step", "at", "of", "share"),
    [("reading", 0, 0, 0.0), ("reading", 1, 20, 0.0), ("reading", 11, 20, 0.05), ("indexing", 30, 40, 0.775)],
)
def test_reading_is_the_first_tenth_of_a_document_and_indexing_the_rest(step: Any, at: int, of: int, share: float) -> None:
    assert Progress(0, 1, "a.pdf", step, at, of).share == pytest.approx(share)


UNGUARDED = """
import sys
from assistant.ingest import ingest
from assistant.intake.workers import Workers
from assistant.load.signs import Tell
from assistant.settings import Settings
for event in ingest([sys.argv[1]], Settings(data=sys.argv[2])):
    print(getattr(event, "action", "progress"))
"""


def test_a_script_needs_no_guard_around_its_main_part(tmp_path: Path) -> None:
    script = write_files(tmp_path, {"script.py": UNGUARDED, "c/a.txt": "Some words.", "c/b.txt": "Other words."}) / "script.py"
    command = [sys.executable, str(script), str(tmp_path / "c"), str(tmp_path / "data")]
    root = str(Path(module.__file__).parent.parent)
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, env={**os.environ, "PYTHONPATH": root})
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("added") == 2


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


def die_on_bad(tell: Tell, file: Any, settings: Settings) -> Any:
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
from assistant.load.signs import Tell
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
def test_a_changed_row_of_the_corpus_table_reads_just_that_document_again(
    tmp_path: Path, settings: Settings, snapshot: Take
) -> None:
    corpus = write_files(
        tmp_path / "c", {"a.txt": "First.", "b.txt": "Second.", "corpus.csv": "path,title\na.txt,Old\nb.txt,Same\n"}
    )
    run([corpus], settings)
    write_files(corpus, {"corpus.csv": "path,title\na.txt,New\nb.txt,Same\n"})
    assert actions([corpus], settings) == {"a.txt": "updated", "b.txt": "unchanged"}
    assert [d[1] for d in snapshot(settings)["documents"].values()] == ["New", "Same"]


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


def test_another_make_of_index_is_refused(tmp_path: Path, settings: Settings, bag_of_words: BagOfWords) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "First."})
    run([corpus], settings)
    with pytest.raises(IndexMismatch, match="chunking 1/160, the settings say 1/100"):
        list(ingest([corpus], settings.model_copy(update={"chunk_pieces": 100})))
    bag_of_words.name = "other"
    with pytest.raises(IndexMismatch, match="embedder bag-of-words@test/1, the settings say other"):
        list(ingest([corpus], settings))


@pytest.mark.usefixtures("bag_of_words")
def test_a_path_that_does_not_exist_is_a_usage_error(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(UsageError, match="nowhere: no such file or folder"):
        list(ingest([tmp_path / "nowhere"], settings))


@pytest.mark.usefixtures("bag_of_words")
def test_remove_takes_all_or_nothing(tmp_path: Path, settings: Settings, snapshot: Take) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "First.", "b.txt": "Second."})
    run([corpus], settings)
    with pytest.raises(DocumentNotFound, match=r"'c\.txt'"):
        list(remove(["a.txt", "c.txt"], settings))
    assert [(e.document, e.action) for e in remove(["a.txt"], settings)] == [("a.txt", "removed")]
    held = snapshot(settings)
    assert set(held["documents"]) == {"b.txt"} and held["indexed"] == set(held["chunks"])
    assert (corpus / "a.txt").exists()


def test_a_second_ingest_imports_no_heavy_library(ingested: Path) -> None:
    code = (
        "import sys; from assistant.ingest import ingest; from assistant.settings import Settings\n"
        "actions = {e.action for e in ingest([sys.argv[1]], Settings(data=sys.argv[2]))}\n"
        "heavy = {'onnxruntime', 'onnx', 'torch', 'chromadb', 'gradio', 'langchain', 'tokenizers'}\n"
        "print(actions, sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, str(ingested.parent / "corpus"), str(ingested)], capture_output=True, text=True, check=True
    )
    assert result.stdout == "{'unchanged'} []\n"


@pytest.mark.usefixtures("bag_of_words")
def test_receipts_say_what_a_document_is_a_copy_or_a_newer_edition_of(tmp_path: Path, settings: Settings) -> None:
    body = " ".join(f"Sentence {n} says that the wall of {n} metres was built." for n in range(60))
    corpus = write_files(
        tmp_path / "c",
        {
            "b.md": f"---\ndate: 2015\n---\n{body}",
            "a.md": f"---\ndate: 2018\n---\n{body} And one more.",
            "c.md": f"---\ndate: 2015\n---\n{body}",
        },
    )
    run([corpus], settings)
    with closing(Catalog.open_existing(settings.data)) as catalog:
        receipts = {info.id: info.receipt for info in catalog.documents()}
        assert catalog.document("a.md").receipt.newer_edition_of == ("b.md", "c.md")
    assert receipts["a.md"]["newer_edition_of"] == ["b.md", "c.md"] and receipts["c.md"]["duplicate_of"] == ["b.md"]
    assert not {"duplicate_of", "newer_edition_of", "nearly_same_as"} & set(receipts["b.md"])
