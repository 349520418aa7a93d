"""Adding and removing documents: a receipt for each, and examples drawn from what is there."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.chat.quota import Quota
from assistant.chat.shelf import Ingest, Shelf, examples, safe_name
from assistant.chat.shelf import Reading as Shown
from assistant.errors import DocumentNotFound, IndexLocked, StoreUnavailable
from assistant.ingest import IngestEvent, Progress, ingest, remove
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.store.lock import writing_to
from tests.browser.stage import Info, StagedAssistant
from tests.conftest import write_files


class Reading:
    """An ingest that reads nothing and says what it was told to say."""

    def __init__(self, *events: IngestEvent | Progress, error: Exception | None = None) -> None:
        self.events, self.error = events, error

    def __call__(self, paths: Sequence[Path]) -> Iterator[IngestEvent | Progress]:
        yield from self.events
        if self.error:
            raise self.error


def shelf(tmp_path: Path, reading: Reading, documents: StagedAssistant | None = None) -> Shelf:
    shelves = documents or StagedAssistant({})
    return Shelf(shelves, Quota(tmp_path / "added"), reading, shelves.remove)


def test_each_added_file_gets_a_receipt_and_a_bad_one_does_not_stay(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.pdf"
    for file in (good, bad):
        file.write_text("x")
    events = (
        Progress(0, 2, "uploads/good.txt"),
        IngestEvent("uploads/good.txt", "added", pages=2, chunks=3),
        IngestEvent("uploads/bad.pdf", "failed", reason="it is locked with a password"),
        IngestEvent("uploads/older.txt", "unchanged"),
    )
    *_, (reading, receipts) = shelf(tmp_path, Reading(*events)).add([good, bad])
    assert not reading.active
    assert [(r.name, r.state) for r in receipts] == [("good.txt", "added"), ("bad.pdf", "could not be read")]
    assert receipts[0].words == "2 pages; 3 passages." and "locked with a password" in receipts[1].words
    assert [f.name for f in (tmp_path / "added" / "uploads").iterdir()] == ["good.txt"]


def test_a_file_that_was_told_to_have_failed_does_not_come_in_later(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    *_, (_, receipts) = shelf(tmp_path, Reading(error=IndexLocked("it is being written"))).add([tmp_path / "a.txt"])
    assert [(r.name, r.state) for r in receipts] == [("a.txt", "failed")]
    assert list((tmp_path / "added" / "uploads").iterdir()) == []


@pytest.mark.parametrize(("names", "others"), [(["a.pdf"], False), (["a.pdf", "b.pdf"], True)], ids=["alone", "with others"])
def test_other_files_are_spoken_of_only_where_there_are_any(tmp_path: Path, names: list[str], others: bool) -> None:
    for name in names:
        (tmp_path / name).write_text("x")
    failed = [IngestEvent(f"uploads/{name}", "failed", reason="it is empty") for name in names]
    *_, (_, receipts) = shelf(tmp_path, Reading(*failed)).add([tmp_path / name for name in names])
    assert ["The other files" in receipt.words for receipt in receipts] == [others] * len(names)


def test_progress_of_added_files_counts_them_alone_moves_within_one_and_stays_when_another_is_done(tmp_path: Path) -> None:
    file = tmp_path / "long.pdf"
    file.write_text("x")
    events = (
        IngestEvent("uploads/older.txt", "unchanged"),
        Progress(1, 2, "uploads/long.pdf", "reading", 11, 20),
        IngestEvent("uploads/elsewhere.txt", "failed"),
        Progress(1, 2, "uploads/long.pdf", "indexing", 64, 128, read=1),
        Progress(1, 2, "uploads/of-another.pdf", "indexing", 64, 128, read=1),
    )
    seen = [reading for reading, _ in shelf(tmp_path, Reading(*events)).add([file])]
    assert [(r.document, r.done, r.read, r.total, r.share, r.part) for r in seen[:-1]] == [
        ("long.pdf", 0, 0, 1, 0.0, ""),
        *[("long.pdf", 0, 0, 1, 0.05, ", page 11 of 20")] * 2,
        ("long.pdf", 0, 1, 1, 0.55, ", 64 of 128 passages indexed"),
        ("other documents", 0, 1, 1, 0.0, ""),
    ]


def test_a_receipt_begins_with_what_is_out_of_the_ordinary(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x")
    copy = IngestEvent("uploads/a.txt", "updated", pages=2, chunks=1, receipt={"language": "en", "duplicate_of": ["b.txt"]})
    *_, (_, (receipt,)) = shelf(tmp_path, Reading(copy)).add([file])
    assert receipt.state == "updated" and receipt.words == (
        "It replaced the file of that name; the same file as b.txt, so one of the two can be removed;"
        " 2 pages; in English; 1 passage."
    )


@pytest.mark.parametrize(
    ("within", "quota", "says"),
    [
        ("uploads/~ada/", (3, 0), "Your files may take 3 MB together, and with this one they would take 4 MB"),
        ("uploads/~ada/", (0, 3), "All added files may take 3 MB together, and with this they would take 4 MB"),
        ("uploads/", (3, 3), "All added files may take 3 MB together"),
    ],
)
def test_what_there_is_no_room_for_is_not_added_and_the_receipt_names_the_bound(
    within: str, quota: tuple[int, int], says: str, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_bytes(b"x" * 2_000_000)
    shelves = StagedAssistant({})
    there = IngestEvent(f"{within}one.txt", "added", chunks=1)
    room = Shelf(shelves, Quota(tmp_path / "added", *quota), Reading(there), shelves.remove)
    *_, (_, receipts) = room.add([tmp_path / "one.txt", tmp_path / "two.txt"], within)
    states = {r.name: r.state for r in receipts}
    assert states == {"one.txt": "added", "two.txt": "not added"}
    assert says in receipts[0].words and "Remove some" in receipts[0].words
    assert [f.name for f in (tmp_path / "added" / within).iterdir()] == ["one.txt"] and not (tmp_path / "two.txt").exists()


@pytest.mark.parametrize(
    ("replaces", "state", "words"), [(True, "updated", "It replaced"), (False, "not added", "Another file already has this name")]
)
def test_a_file_takes_the_place_of_an_earlier_one_only_where_it_may(tmp_path: Path, replaces: bool, state: str, words: str) -> None:
    there, file = tmp_path / "added" / "uploads" / "a.txt", tmp_path / "a.txt"
    there.parent.mkdir(parents=True)
    there.write_text("old")
    file.write_text("new")
    room = shelf(tmp_path, Reading(*[IngestEvent("uploads/a.txt", "updated", chunks=1)] * replaces))
    *_, (_, (receipt,)) = room.add([file], replaces=replaces)
    assert receipt.state == state and receipt.words.startswith(words)
    assert there.read_text() == ("new" if replaces else "old") and not file.exists()


def test_a_broken_file_under_the_name_of_a_good_one_leaves_that_where_it_is(tmp_path: Path) -> None:
    settings = Settings.load(data=tmp_path / "data", environment={})
    shelves = StagedAssistant({})
    room = Shelf(shelves, Quota(settings.data / "added"), lambda paths: ingest(paths, settings), shelves.remove)
    states = []
    for words in ("Tolls are paid at the bridge.", "", "Tolls are paid at the gate."):
        (tmp_path / "a.txt").write_text(words)
        *_, (_, (receipt,)) = room.add([tmp_path / "a.txt"])
        states.append((receipt.state, (settings.data / "added" / "uploads" / "a.txt").read_text()))
        assert ("before stays" in receipt.words) is (not words)
        catalog = Catalog.open(settings.data)
        assert [info.id for info in catalog.documents()] == ["uploads/a.txt"]
        catalog.close()
    bridge, gate = "Tolls are paid at the bridge.", "Tolls are paid at the gate."
    assert states == [("added", bridge), ("could not be read", bridge), ("updated", gate)]
    assert not any((settings.data / "replaced").rglob("*.txt"))


def test_a_file_whose_name_the_corpus_has_already_is_added_beside_it_and_gets_its_receipt(tmp_path: Path) -> None:
    settings = Settings.load(data=tmp_path / "data", environment={})
    list(ingest([write_files(tmp_path / "corpus", {"uploads/a.txt": "Tolls are paid at the bridge."})], settings))
    shelves = StagedAssistant({})
    room = Shelf(shelves, Quota(settings.data / "added"), lambda paths: ingest(paths, settings), shelves.remove)
    for words, state in (("Tolls are paid at the gate.", "added"), ("Nobody pays.", "updated"), ("", "could not be read")):
        (tmp_path / "a.txt").write_text(words)
        *_, (_, (receipt,)) = room.add([tmp_path / "a.txt"])
        assert (receipt.name, receipt.state) == ("a.txt", state)
    with closing(Catalog.open(settings.data)) as catalog:
        assert [info.id for info in catalog.documents()] == ["added/uploads/a.txt", "uploads/a.txt"]


@pytest.mark.parametrize(("fixed", "words"), [(False, "old"), (True, "new")], ids=["kept", "only read"])
def test_a_chat_that_ended_while_a_file_replaced_another_begins_with_the_earlier_one(
    tmp_path: Path, fixed: bool, words: str
) -> None:
    for folder, content in (("added", "new"), ("replaced", "old")):
        write_files(tmp_path / folder, {"uploads/a.txt": content})
    shelves = StagedAssistant({})
    Shelf(shelves, Quota(tmp_path / "added"), Reading(), shelves.remove, fixed=fixed).start(tmp_path / "none")
    assert (tmp_path / "added" / "uploads" / "a.txt").read_text() == words
    assert (tmp_path / "replaced" / "uploads" / "a.txt").exists() is fixed


def test_a_chat_that_begins_leaves_what_another_on_the_same_folder_is_about_to_replace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.store.lock.WAIT_SECONDS", 0.1)
    for folder, content in (("added", "new"), ("replaced", "old")):
        write_files(tmp_path / folder, {"uploads/a.txt": content})
    with writing_to(tmp_path):
        shelves = StagedAssistant({})
        Shelf(shelves, Quota(tmp_path / "added"), Reading(), shelves.remove).start(tmp_path / "none")
    assert (tmp_path / "added" / "uploads" / "a.txt").read_text() == "new"


def test_of_two_files_of_one_name_the_second_is_refused_and_none_is_lost_unsaid(tmp_path: Path) -> None:
    files = [tmp_path / "one" / "a.txt", tmp_path / "two" / "a.txt"]
    for file in files:
        file.parent.mkdir()
        file.write_text(file.parent.name)
    *_, (_, receipts) = shelf(tmp_path, Reading(IngestEvent("uploads/a.txt", "added", chunks=1))).add(files)
    assert sorted((r.name, r.state) for r in receipts) == [("a.txt", "added"), ("a.txt", "not added")]
    assert (tmp_path / "added" / "uploads" / "a.txt").read_text() == "one"


def test_a_table_of_other_files_is_not_kept_and_the_reader_is_told(tmp_path: Path) -> None:
    file = tmp_path / "corpus.csv"
    file.write_text("path,title")
    *_, (_, (receipt,)) = shelf(tmp_path, Reading()).add([file])
    assert (receipt.name, receipt.state) == ("corpus.csv", "not added") and "no document itself" in receipt.words
    assert list((tmp_path / "added" / "uploads").iterdir()) == []


def test_an_ingest_that_cannot_start_is_said_for_every_file(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x")
    *_, (_, receipts) = shelf(tmp_path, Reading(error=IndexLocked("process 7 is writing"))).add([file])
    assert [(r.name, r.state, r.words) for r in receipts] == [("a.txt", "failed", "process 7 is writing")]


def test_a_file_stays_where_the_catalog_is_away_and_the_reader_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    away = StoreUnavailable("is PostgreSQL up?")

    def documents(_: object) -> Sequence[Info]:
        raise away

    monkeypatch.setattr(StagedAssistant, "documents", documents)
    (tmp_path / "a.txt").write_text("x")
    *_, (_, receipts) = shelf(tmp_path, Reading(error=away)).add([tmp_path / "a.txt"])
    assert [(r.name, r.state, r.words) for r in receipts] == [("a.txt", "failed", "is PostgreSQL up?")]
    assert (tmp_path / "added" / "uploads" / "a.txt").exists()


def test_removing_an_added_document_removes_its_copy(tmp_path: Path) -> None:
    staged = StagedAssistant()
    staged.shelves["uploads/a.txt"] = staged.shelves["blogs/lessons.html"]
    copy = tmp_path / "added" / "uploads" / "a.txt"
    copy.parent.mkdir(parents=True)
    copy.write_text("x")
    shelf(tmp_path, Reading(), staged).remove("uploads/a.txt")
    assert not copy.exists() and "uploads/a.txt" not in staged.shelves


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a.pdf", "a.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("..", "file"),
        (".hidden.txt", "hidden.txt"),
        ("a\x00b?.txt", "a_b_.txt"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_file_names_stay_in_their_folder(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_the_first_start_reads_the_corpus_and_says_how_far_it_is(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("x")
    hold, seen = threading.Event(), threading.Event()

    def reading(paths: Sequence[Path]) -> Iterator[Progress]:
        yield Progress(1, 3, "b.txt", read=1)
        seen.set()
        hold.wait(10)

    opened = Shelf(StagedAssistant({}), Quota(tmp_path / "added"), reading, lambda _: None)
    opened.start(corpus)
    assert seen.wait(10)
    assert (opened.reading.done, opened.reading.read, opened.reading.total, opened.reading.document) == (1, 1, 3, "b.txt")
    hold.set()
    for _ in range(100):
        if not opened.reading.active:
            break
        time.sleep(0.05)
    assert not opened.reading.active


@pytest.mark.parametrize("case", ["documents already", "no folder", "empty folder"])
def test_nothing_is_read_at_a_start_where_there_is_nothing_to_do(tmp_path: Path, case: str) -> None:
    if case == "empty folder":
        (tmp_path / "corpus").mkdir()
    opened = shelf(tmp_path, Reading(error=AssertionError("read")), StagedAssistant() if case == "documents already" else None)
    opened.start(tmp_path / "corpus")
    assert not opened.reading.active


def started(opened: Shelf, corpus: Path) -> Shelf:
    """Start a shelf, and wait until it has read what there is."""
    opened.start(corpus)
    until = time.monotonic() + 60
    while opened.reading.active and time.monotonic() < until:
        time.sleep(0.02)
    return opened


class Stopped(BaseException):
    """The chat ended: what no part of it handles."""


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.usefixtures("bag_of_words")
def test_a_chat_that_ended_while_it_read_goes_on_at_its_next_start(tmp_path: Path) -> None:
    corpus = write_files(tmp_path / "corpus", {f"{n}.txt": f"Word {n}." for n in range(4)})
    settings, added = Settings(data=tmp_path / "data"), tmp_path / "data" / "added"
    catalog = Catalog.open(settings.data)
    read: list[list[str]] = []

    def until_first(paths: Sequence[Path]) -> Iterator[IngestEvent | Progress]:
        for event in ingest(list(paths), settings):
            if isinstance(event, IngestEvent):
                raise Stopped
            yield event

    def to_the_end(paths: Sequence[Path]) -> Iterator[IngestEvent | Progress]:
        read.append([path.name for path in paths])
        yield from ingest(list(paths), settings)

    def states() -> dict[str, str]:
        return {info.id: info.state for info in catalog.documents()}

    def opened(reading: Ingest) -> Shelf:
        return Shelf(catalog, Quota(added), reading, lambda _: None)

    opened(until_first).start(corpus)
    next(thread for thread in threading.enumerate() if thread.name == "first ingest").join()
    assert "pending" in states().values()
    write_files(added, {"uploads/new.txt": "It was being added."})
    started(opened(to_the_end), corpus)
    assert states() == {**{f"{n}.txt": "ready" for n in range(4)}, "uploads/new.txt": "ready"}
    list(remove(["0.txt"], settings))
    started(opened(to_the_end), corpus)
    assert read == [["corpus", "added"]]  # nothing is left, and what was removed from the index stays out of it


def test_a_fault_while_the_corpus_is_read_is_told_and_ends_the_wait(tmp_path: Path) -> None:
    corpus = write_files(tmp_path / "corpus", {"a.txt": "Words."})
    assert "log of the server" in started(shelf(tmp_path, Reading(error=OSError("no disk"))), corpus).reading.error


def test_a_disk_that_is_full_while_the_corpus_is_read_is_told_to_readers_and_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    corpus = write_files(tmp_path / "corpus", {"a.txt": "Words."})
    full = StoreUnavailable("/home/me/catalog.sqlite: database or disk is full")
    assert started(shelf(tmp_path, Reading(error=full)), corpus).reading.error == "…catalog.sqlite: database or disk is full"
    assert "/home/me/catalog.sqlite: database or disk is full" in caplog.text


def test_another_process_that_reads_is_waited_for_without_an_alarm(tmp_path: Path) -> None:
    pending = StagedAssistant()
    pending.documents = lambda: [replace(info, state="pending") for info in StagedAssistant().documents()]  # type: ignore[method-assign]
    waited = started(shelf(tmp_path, Reading(error=IndexLocked("it is being written")), pending), tmp_path / "corpus")
    assert waited.reading == Shown()


def test_examples_come_from_the_corpus_one_document_after_the_other() -> None:
    documents = {n: Info(n, n.title(), kind, None) for n, kind in (("a", "blog"), ("b", "report"))}
    headings = {
        "a": [
            "Whom was the fund meant for?",
            "Who paid for the fund?",
            "Who is it for?",
            "Part two: who paid for the fund?",
            "Lessons",
        ],
        "b": ["What did the first pilot cost?", "Why?"],
    }
    drawn = list(examples(documents, headings.__getitem__))
    assert drawn == [
        "Whom was the fund meant for?",
        "What did the first pilot cost?",
        "Who paid for the fund?",
        "What is “A” about?",
        "What does “B” conclude?",
    ]
    reports = {n: Info(n, n * 100, "report", None) for n in ("ab", "c", "d")}
    asked = list(examples(reports, lambda _: []))
    assert asked == [
        f"What does “{'c' * 100}” conclude?",
        f"What is “{'d' * 100}” about?",
    ]  # whole titles, or the document is not found


def test_removing_what_is_not_there_is_said(tmp_path: Path) -> None:
    def remove(document: str) -> None:
        raise DocumentNotFound("no such document")

    with pytest.raises(DocumentNotFound):
        Shelf(StagedAssistant({}), Quota(tmp_path / "added"), Reading(), remove).remove("x")
