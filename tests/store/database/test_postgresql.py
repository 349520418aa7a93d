"""A catalog on a real PostgreSQL server holds, finds and ranks what one on SQLite does, for several processes at once."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from assistant.ask import Assistant
from assistant.cli import main as cli
from assistant.errors import IndexLocked, IndexMismatch, IndexMissing, SettingsError, StoreUnavailable, UsageError
from assistant.ingest import IngestEvent, ingest, remove
from assistant.intake.removed import REMOVED
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.upkeep.backup import back_up
from assistant.upkeep.doctor import examine
from assistant.upkeep.reindex import reindex
from assistant.upkeep.repair import repair
from tests.conftest import BagOfWords, write_files
from tests.postgresql import Server, running
from tests.store.test_catalog import made, put
from tests.test_chroma_server import free_port, serving

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
QUESTIONS = (
    "How many people sleep rough in Coventry?",
    "What is the Wigan Deal?",
    "Who pays for Housing First, and for how long?",
    "What did the panel say about “housing first”?",
    "What do we hold on Marmot?",
    "Who won the cup in 1966?",
)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def shared(server: Server, tmp_path: Path) -> Settings:
    """Return settings with an empty database, and a data folder of its own."""
    return Settings(data=tmp_path / "shared", catalog=server.database())


@pytest.fixture
def both(shared: Settings, tmp_path: Path) -> Iterator[tuple[Catalog, Catalog]]:
    """Return an empty catalog on PostgreSQL, and one on SQLite."""
    with closing(Catalog.open(tmp_path, shared.catalog)) as there, closing(Catalog.open(tmp_path / "here")) as here:
        yield there, here


def run(paths: list[Path], settings: Settings) -> list[tuple[str, str]]:
    return sorted((e.document, e.action) for e in ingest(paths, settings) if isinstance(e, IngestEvent))


def held(settings: Settings) -> Any:
    """Return everything that a catalog says of its documents and chunks; a document's chunks have consecutive keys."""
    with closing(Catalog.open_existing(settings.data, settings.catalog)) as catalog:
        infos = [replace(info, revision=0) for info in catalog.documents()]  # each counts its own writes
        texts = [catalog.document(info.id) for info in infos]
        chunks = [catalog.chunks_of(info.id) for info in infos]
        assert all(row.key == rows[0].key + row.ordinal for rows in chunks for row in rows)
        return infos, texts, [[row._replace(key=0) for row in rows] for rows in chunks]


# -- the same as SQLite ------------------------------------------------------------------------------------------------

TEXTS = {
    "a.txt": "Two bridges were built. The bridge of New York, New York is old. Old bridges fall.",
    "b.txt": "The café opened in New York. York is new. It's a cafe; naïve façades!",
    "c.txt": "A run of words: new york new york new york. 1998-2004, 3.5 % (C++), O'Brien\\'s. Old old old old.",
    "d.txt": "Nothing here of note, but the word the and the word of.",
    "e.txt": "bridge " * 300 + "end.",
    "f.txt": "x" * 3000 + " and \x00 a NUL.",
}
PHRASES = (
    *("bridge", "old", "new york", "new york new york", "york new", "cafe", "facades", "naive", "zzz", "the", "of", "old old", "c"),
    *("title of the report", "the york report", "old and the", "york in the new", "of the"),
    *("o brien s", "1998 2004", "3 5", "title", "annual report", "built", "annual", "two bridges", "word the and", "x" * 3000),
)


def test_keywords_find_and_score_the_same(both: tuple[Catalog, Catalog]) -> None:
    for catalog in both:
        for id_, text in TEXTS.items():
            put(catalog, made(id_, text, title=f"Annual report {id_[0]}" if id_ < "c" else None))
        put(catalog, made("a.txt", TEXTS["a.txt"] + " Bridges again.", title="The York report"))
        with catalog.writing():
            catalog.remove(["d.txt"])
        put(catalog, made("d.txt", TEXTS["d.txt"]))
    there, here = both
    ids = {catalog: {row.key: row.id for id_ in TEXTS for row in catalog.chunks_of(id_)} for catalog in both}
    for phrase in PHRASES:
        for weights in ((1.0, 1.0, 1.0), (3.0, 0.5, 1.0), (0.0, 1.0, 2.0)):
            found = [catalog.postings([phrase], weights)[0] for catalog in both]
            held = [zip(f.keys.tolist(), f.scores.tolist(), strict=True) for f in found]
            ours, theirs = ({ids[c][key]: score for key, score in h} for c, h in zip(both, held, strict=True))
            assert found[0].in_text == found[1].in_text
            assert ours == pytest.approx(theirs, rel=1e-6), (phrase, weights)
        mentioning = ({ids[c][key] for key in c.keys_mentioning(phrase)} for c in both)
        assert next(mentioning) == next(mentioning)
    for beginning in ("b", "ne", "é", "zzz"):
        assert there.stems_from(beginning) == here.stems_from(beginning)
    assert "bridg" in dict(here.stems_from("b"))
    assert [name for name, _, _ in there.key_ranges()] == [name for name, _, _ in here.key_ranges()]
    assert [ids[there][key] for key in there.keys_of(["b.txt", "gone.txt"])] == [ids[here][key] for key in here.keys_of(["b.txt"])]
    assert there.damage() is None and there.stray_words() == 0


def test_the_sample_corpus_has_the_same_chunks_and_answers(shared: Settings, settings: Settings, bag_of_words: BagOfWords) -> None:
    assert run([CORPUS], shared) == run([CORPUS], settings)
    assert held(shared) == held(settings)
    with closing(Assistant.open(shared)) as there, closing(Assistant.open(settings)) as here:
        for question in QUESTIONS:
            ours, theirs = ({**a.ask(question).to_dict(), "seconds": 0} for a in (there, here))
            assert ours == theirs


def test_an_update_a_removal_and_nothing_changed(shared: Settings, tmp_path: Path, bag_of_words: BagOfWords) -> None:
    files = {"a.txt": "The harbour wall is long.", "b.txt": "Bees make honey."}
    folder = write_files(tmp_path / "corpus", files)
    assert run([folder], shared) == [("a.txt", "added"), ("b.txt", "added")]
    assert run([folder], shared) == [("a.txt", "unchanged"), ("b.txt", "unchanged")]
    write_files(folder, {"a.txt": "The lighthouse is tall."})
    assert run([folder], shared) == [("a.txt", "updated"), ("b.txt", "unchanged")]
    list(remove(["b.txt"], shared))
    with closing(Catalog.open_existing(shared.data, shared.catalog)) as catalog:
        found = {word: len(catalog.postings([word], (1, 1, 1))[0].keys) for word in ("harbour", "lighthouse", "honey")}
        assert found == {"harbour": 0, "lighthouse": 1, "honey": 0}


# -- several processes -------------------------------------------------------------------------------------------------


def other_process(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "assistant", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_a_reader_sees_what_another_process_writes(shared: Settings, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "corpus", {"bees.txt": "Roof hives produced 31 kilograms of honey in the first summer."})
    at = ("--catalog", shared.catalog, "--data", tmp_path / "elsewhere")
    assert other_process("ingest", folder, *at).returncode == 0
    with closing(Assistant.open(shared)) as reader:
        question = "How long is the harbour wall?"
        assert reader.ask(question).status != "answered"
        write_files(folder, {"harbour.txt": "The harbour wall was rebuilt in 1998. The harbour wall is 420 metres long."})
        assert other_process("ingest", folder, *at).returncode == 0
        answer = reader.ask(question)
        assert answer.status == "answered" and "420 metres" in answer.text
        listed = other_process("list", *at)
        assert listed.returncode == 0 and "harbour.txt" in listed.stdout
        assert other_process("remove", "harbour.txt", *at).returncode == 0
        assert reader.ask(question).status != "answered"


HOLD = """
import sys, time
from dataclasses import replace
from pathlib import Path
from assistant.store.catalog import Catalog
with Catalog(sys.argv[1]).alone():
    print("held", flush=True)
    time.sleep(60)
"""


def test_one_writes_at_a_time_until_its_process_dies(
    shared: Settings, tmp_path: Path, bag_of_words: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.store.database.postgresql.WAIT_SECONDS", 0.3)
    folder = write_files(tmp_path / "corpus", {"a.txt": "The harbour wall is long."})
    assert shared.catalog is not None
    with subprocess.Popen([sys.executable, "-c", HOLD, shared.catalog], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        with pytest.raises(IndexLocked, match=f"is being written by process {holder.pid} on "):
            run([folder], shared)
        holder.kill()
    monkeypatch.setattr("assistant.store.database.postgresql.WAIT_SECONDS", 10)
    assert run([folder], shared) == [("a.txt", "added")]


def test_several_that_open_an_empty_database_at_once_make_it_once(shared: Settings) -> None:
    failures: list[BaseException] = []

    def open_it() -> None:
        try:
            Catalog(str(shared.catalog)).close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


# -- what goes wrong ---------------------------------------------------------------------------------------------------


def test_a_server_lost_in_the_middle_is_said_and_the_next_run_completes(
    server: Server, shared: Settings, settings: Settings, tiny_corpus: Path, bag_of_words: BagOfWords
) -> None:
    events = ingest([tiny_corpus], shared)
    first = next(event for event in events if isinstance(event, IngestEvent))
    assert first.action == "added"
    reader = Assistant.open(shared)
    server.stop()
    try:
        with pytest.raises(StoreUnavailable, match="is PostgreSQL up"):
            list(events)
        with pytest.raises(StoreUnavailable):
            reader.ask("How long is the harbour wall?")
        with pytest.raises(StoreUnavailable):
            Catalog.open_existing(shared.data, shared.catalog)
    finally:
        server.start()
    done = dict(run([tiny_corpus], shared))
    assert done[first.document] == "unchanged" and "failed" not in done.values()
    run([tiny_corpus], settings)
    assert held(shared) == held(settings)
    assert reader.ask("How long is the harbour wall?").status == "answered"
    reader.close()


def test_a_server_that_stands_still_is_an_error_and_not_a_question_without_end(
    server: Server, shared: Settings, tiny_corpus: Path, bag_of_words: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.store.database.postgresql.SERVER_SECONDS", 0.5)
    run([tiny_corpus], shared)
    impatient = shared.model_copy(update={"catalog": f"{shared.catalog}&connect_timeout=2"})
    with closing(Assistant.open(impatient)) as reader:
        with pytest.raises(StoreUnavailable, match=r"not answered for 0\.5 seconds"):
            reader._catalog._scalars(sa.select(sa.func.pg_sleep(3)))
        server.pause()
        try:
            with pytest.raises(StoreUnavailable, match="is PostgreSQL up"):
                reader.ask("How long is the harbour wall?")
        finally:
            server.pause(ends=True)
        assert reader.ask("How long is the harbour wall?").status == "answered"


def broken(statement: str) -> Callable[[str], None]:
    def harm(url: str) -> None:
        engine = sa.create_engine(sa.make_url(url).set(drivername="postgresql+psycopg"))
        with engine.begin() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()

    return harm


@pytest.mark.parametrize(
    ("check", "statement"),
    [
        ("keywords", "DELETE FROM words WHERE key = 1"),
        ("keywords", "UPDATE words SET terms = '''honey'':1C' WHERE key = 1"),
        ("keywords", "INSERT INTO words VALUES (999, '''stray'':1C', 1)"),
        ("keywords", "UPDATE stems SET held = held + 1 WHERE stem = 'harbour'"),
        ("chunks", "DELETE FROM chunks WHERE key = 1"),
        ("chunks", "INSERT INTO chunks SELECT 998, 'x', 'gone', 0, 0, 1, '', 0, '[]', NULL, NULL"),
        ("pending", "UPDATE documents SET state = 'pending'"),
    ],
)
def test_the_doctor_sees_and_mends(
    check: str, statement: str, shared: Settings, tiny_corpus: Path, bag_of_words: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("assistant.upkeep.repair.open_embedder", "assistant.models.embedders.open_embedder"):
        monkeypatch.setattr(module, lambda settings: bag_of_words)
    run([tiny_corpus], shared)
    assert examine(shared) == []
    before = [[(c.id, c.ordinal, c.context) for c in chunks] for chunks in held(shared)[2]]
    broken(statement)(str(shared.catalog))
    assert check in {finding.check for finding in examine(shared)}
    assert list(repair(shared))
    assert examine(shared) == []
    assert [[(c.id, c.ordinal, c.context) for c in chunks] for chunks in held(shared)[2]] == before


def test_a_new_index_takes_the_place_of_the_old(
    shared: Settings, tiny_corpus: Path, bag_of_words: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("assistant.upkeep.reindex.open_embedder", "assistant.models.embedders.open_embedder"):
        monkeypatch.setattr(module, lambda settings: bag_of_words)
    run([tiny_corpus], shared)
    smaller = shared.model_copy(update={"chunk_pieces": 32})
    before = held(shared)
    list(reindex(smaller))
    after = held(shared)
    assert len([c for chunks in after[2] for c in chunks]) > len([c for chunks in before[2] for c in chunks])
    assert after[1] == before[1] and examine(smaller) == []


def test_what_is_no_catalog_yet_or_of_another_version_is_said(shared: Settings) -> None:
    with pytest.raises(IndexMissing, match="nothing has been ingested"):
        Catalog.open_existing(shared.data, shared.catalog)
    Catalog.open(shared.data, shared.catalog).close()
    broken("UPDATE meta SET value = '99' WHERE key = 'schema'")(str(shared.catalog))
    with pytest.raises(IndexMismatch, match="of a newer version"):
        Catalog.open_existing(shared.data, shared.catalog)


@pytest.mark.parametrize(
    ("url", "error", "words"),
    [
        ("postgresql://me:secret@127.0.0.1:1/none", StoreUnavailable, "is PostgreSQL up"),
        ("mysql://me:secret@localhost/none", SettingsError, "not on mysql"),
        ("me:secret@localhost", SettingsError, "is no URL"),
    ],
)
def test_a_database_that_cannot_be_used_is_named_without_its_password(
    url: str, error: type[Exception], words: str, tmp_path: Path
) -> None:
    with pytest.raises(error, match=words) as raised:
        Catalog.open(tmp_path, url)
    assert "secret" not in str(raised.value)


def test_a_catalog_too_large_to_compare_needs_a_vector_server(
    shared: Settings, tiny_corpus: Path, bag_of_words: BagOfWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    run([tiny_corpus], shared)
    monkeypatch.setattr("assistant.retrieve.serving.FEW", 3)
    with closing(Assistant.open(shared)) as assistant, pytest.raises(StoreUnavailable, match="start a Chroma server"):
        assistant.ask("How long is the harbour wall?")


def test_a_backup_is_the_databases_own(shared: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match="pg_dump"):
        back_up(shared, tmp_path / "backup.tar")


def test_nothing_of_postgresql_is_loaded_for_sqlite(ingested: Path) -> None:
    code = f"import sys\nfrom assistant.cli import main as cli\nsys.argv = ['assistant', 'list', '--data', {str(ingested)!r}]\n" + (
        "try:\n    cli.main()\nexcept SystemExit:\n    pass\nprint([m for m in sys.modules if 'psycopg' in m or 'postgresql' in m])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_help_tells_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.app(["ingest", "--help"])
    assert "--catalog" in capsys.readouterr().out


def test_chats_of_several_machines_share_a_catalog_and_the_vectors(shared: Settings, tmp_path: Path) -> None:
    folder = write_files(tmp_path / "corpus", {"bees.txt": "Roof hives produced 31 kilograms of honey in the first summer."})
    with serving(tmp_path / "server", free_port()) as url:
        at = ("--catalog", shared.catalog, "--chroma", url)
        assert other_process("ingest", folder, *at, "--data", tmp_path / "writer").returncode == 0
        reader = shared.model_copy(update={"chroma": url})
        with closing(Assistant.open(reader)) as one, closing(Assistant.open(reader)) as other:
            write_files(folder, {"harbour.txt": "The harbour wall was rebuilt in 1998. The harbour wall is 420 metres long."})
            assert other_process("ingest", folder, *at, "--data", tmp_path / "another").returncode == 0
            assert all("420 metres" in a.ask("How long is the harbour wall?").text for a in (one, other))
        asked = other_process("ask", "How long is the harbour wall?", *at, "--data", tmp_path / "third")
        assert asked.returncode == 0 and "420 metres" in asked.stdout
    assert not [path for path in tmp_path.rglob("vectors") if path.is_dir()]


def test_what_is_removed_on_one_machine_does_not_come_back_from_another_but_may_be_added_anew(
    shared: Settings, tmp_path: Path, bag_of_words: BagOfWords
) -> None:
    here, there = (shared.model_copy(update={"data": tmp_path / name}) for name in ("here", "there"))
    files = {"uploads/a.txt": "Tolls are paid at the bridge.", "uploads/b.txt": "Nobody pays."}
    added = write_files(here.data / "added", files)

    def again() -> set[str]:
        list(ingest([added], here))
        with closing(Catalog.open_existing(here.data, here.catalog)) as catalog:
            return set(catalog.files())

    assert again() == {"uploads/a.txt", "uploads/b.txt"}
    list(remove(["uploads/a.txt"], there))
    assert again() == {"uploads/b.txt"} and not (added / "uploads/a.txt").exists()
    with closing(Catalog.open_existing(here.data, here.catalog)) as catalog:
        assert not catalog.facts(REMOVED)  # the file that it spoke of is gone
    list(ingest([write_files(tmp_path / "corpus", {"c.txt": "Everybody pays."})], there))
    list(remove(["c.txt"], here))
    with closing(Catalog.open_existing(here.data, here.catalog)) as catalog:
        assert not catalog.facts(REMOVED)  # nobody added it in a chat
    write_files(added, files)
    assert again() == {"uploads/a.txt", "uploads/b.txt"}
