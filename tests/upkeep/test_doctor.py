"""The doctor sees each way in which an index can be wrong, and a repair makes it what it was without reading a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.cli import main as cli
from assistant.errors import IndexMissing, ModelUnavailable
from assistant.ingest import ingest
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.store.index import VectorIndex, collection_name
from assistant.upkeep.doctor import Finding, examine
from assistant.upkeep.repair import repair
from tests.conftest import BagOfWords, write_files, write_tiny_corpus

Take = Callable[[Settings], dict[str, Any]]


@pytest.fixture
def well(tmp_path: Path, bag_of_words: BagOfWords, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Return the settings of an index that is well."""
    for module in ("assistant.upkeep.repair.open_embedder", "assistant.models.embedders.open_embedder"):
        monkeypatch.setattr(module, lambda settings: bag_of_words)
    settings = Settings(data=tmp_path / "data")
    list(ingest([write_tiny_corpus(tmp_path / "corpus")], settings))
    assert examine(settings) == []
    return settings


def sql(*statements: str) -> Callable[[Settings], None]:
    def run(settings: Settings) -> None:
        with sqlite3.connect(settings.data / "catalog.sqlite") as connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()

    return run


def words_filed(settings: Settings) -> int:
    with closing(sqlite3.connect(settings.data / "catalog.sqlite")) as connection:
        return int(connection.execute("SELECT count(*) FROM words").fetchone()[0])


def index(settings: Settings) -> VectorIndex:
    return VectorIndex.open(settings.data, name=collection_name(BagOfWords.name))


def lose_vectors(settings: Settings) -> None:
    index(settings).delete(sorted(index(settings).ids())[:3])


def add_strange_vector(settings: Settings) -> None:
    index(settings).upsert(["gone.txt#c=0-9@000000000000"], np.eye(1, BagOfWords.width, dtype=np.float32))


def turn_vector(settings: Settings) -> None:
    (known, *_) = sorted(index(settings).ids())
    index(settings).upsert([known], np.eye(1, BagOfWords.width, 7, dtype=np.float32))


ONE = "(SELECT min(key) FROM chunks WHERE document = 'notes/harbour.txt')"
FAULTS: list[tuple[str, Callable[[Settings], None], set[str], str]] = [
    ("words of a chunk are gone", sql(f"DELETE FROM words WHERE rowid = {ONE}"), {"keywords"}, "other words for 1"),
    ("a chunk has other words", sql(f"UPDATE words SET body = 'nothing' WHERE rowid = {ONE}"), {"keywords"}, "other words"),
    ("words of nobody", sql("INSERT INTO words (rowid, title, heading, body) VALUES (99, '', '', 'x')"), {"keywords"}, "1 entries"),
    ("a broken keyword index", sql("UPDATE words_data SET block = x'00ff00ff' WHERE id > 10"), {"keywords"}, "damaged"),
    ("a chunk is gone", sql(f"DELETE FROM words WHERE rowid = {ONE}", f"DELETE FROM chunks WHERE key = {ONE}"),
     {"chunks", "vectors"}, "should have"),
    ("chunks of another text", sql(f"UPDATE chunks SET \"end\" = \"end\" - 3 WHERE key = {ONE}"),
     {"chunks", "keywords"}, "not of this version"),
    ("chunks of nobody", sql("INSERT INTO chunks (id, document, ordinal, start, \"end\", context, tabular, sentences)"
                             " VALUES ('x', 'gone.txt', 0, 0, 1, '', 0, '[]')"), {"chunks"}, "not there"),
    ("no vector", sql(f"UPDATE chunks SET vector = NULL WHERE key = {ONE}"), {"chunks", "vectors"}, "no vector"),
    ("a vector of another width", sql(f"UPDATE chunks SET vector = x'0000404000000000010203' WHERE key = {ONE}"),
     {"chunks", "vectors"}, "another width"),
    ("pending", sql("UPDATE documents SET state = 'pending' WHERE id = 'notes/harbour.txt'"), {"pending"}, "no vectors yet"),
    ("an index that lags", sql("INSERT INTO outbox (action, chunk) VALUES ('delete', 'gone')"), {"vectors"}, "still to take 1"),
    ("a process died", sql("INSERT OR REPLACE INTO meta VALUES ('vectors_unsettled', 'yes')"), {"vectors"}, "died while it wrote"),
    ("an index that lacks", lose_vectors, {"vectors"}, "lacks the vectors of 3"),
    ("an index that has more", add_strange_vector, {"vectors"}, "1 vectors of chunks that are not there"),
    ("an index that differs", turn_vector, {"vectors"}, "other vectors than the catalog for 1"),
]  # fmt: skip


@pytest.mark.parametrize(("harm", "checks", "words"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_each_harm_is_seen_and_mended_without_reading_a_file(
    harm: Callable[[Settings], None], checks: set[str], words: str, well: Settings, snapshot: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(well)
    harm(well)
    found = examine(well)
    assert {f.check for f in found} == checks, found
    assert any(words in f.message for f in found), found
    assert {f.repair for f in found} == {f"assistant doctor --repair --data {well.data}"}
    monkeypatch.setattr("assistant.load.load", None)  # reading a file now would break
    assert list(repair(well))
    assert examine(well) == []
    assert snapshot(well) == before


def test_a_vector_folder_that_cannot_be_read_is_rebuilt(tmp_path: Path, snapshot: Take) -> None:
    settings = Settings(data=tmp_path / "data")
    list(ingest([write_files(tmp_path / "corpus", {"a.txt": "First words.", "b.txt": "Second words."})], settings))
    before = snapshot(settings)
    broken = Settings(data=tmp_path / "broken")  # a path that Chroma has not open in this process
    settings.data.rename(broken.data)
    (broken.data / "vectors" / "chroma.sqlite3").write_bytes(b"no database at all" * 100)
    assert [f.check for f in examine(broken)] == ["vectors"]
    assert "the vector index cannot be read: it is rebuilt" in list(repair(broken))
    assert examine(broken) == []
    assert snapshot(broken) == before


def test_a_damaged_catalog_is_a_case_for_the_backup(tmp_path: Path, settings: Settings, bag_of_words: BagOfWords) -> None:
    text = " ".join(f"word{n}" for n in range(20_000))
    list(ingest([write_files(tmp_path / "corpus", {"a.txt": text})], settings))
    with (settings.data / "catalog.sqlite").open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 60_000)
    (finding,) = examine(settings)
    assert finding.check == "catalog" and finding.repair == f"assistant restore BACKUP --overwrite --data {settings.data}"


def test_files_that_have_changed_vanished_or_come_are_named_with_the_command(tmp_path: Path, well: Settings) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "notes" / "harbour.txt").write_text("Now something else.")
    (corpus / "blogs" / "bees.md").unlink()
    write_files(corpus, {"new.txt": "A new one."})
    found = examine(well)
    assert {f.check for f in found} == {"files"}
    said = {f.document: (f.message, f.repair) for f in found}
    assert said["notes/harbour.txt"] == ("its file has changed since", f"assistant ingest {corpus} --data {well.data}")
    again = f"assistant ingest {corpus} --data {well.data}"
    assert said["new.txt"] == ("it is not in the index: new, or it could not be read", again)
    assert said[None] == ("files that are no longer there: blogs/bees.md", f"assistant ingest {corpus} --prune --data {well.data}")
    list(ingest([corpus], well, prune=True))
    assert examine(well) == []


def test_another_embedder_or_width_is_named(well: Settings, bag_of_words: BagOfWords, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bag_of_words, "width", 512)
    assert ["its vectors have 512 dimensions" in f.message for f in examine(well)] == [True]
    monkeypatch.setattr(bag_of_words, "name", "other")
    assert ["made by bag-of-words@test/1, the settings say other" in f.message for f in examine(well)] == [True]


def test_a_chat_model_that_does_not_answer_is_named(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(settings: Settings) -> None:
        raise ModelUnavailable("nobody at home")

    monkeypatch.setattr("assistant.models.chat.probe", refuses)
    assert [(f.check, f.message) for f in examine(well.model_copy(update={"model": "ollama:x"}))] == [("model", "nobody at home")]


def test_near_duplicates_and_older_editions_are_notes(tmp_path: Path, well: Settings) -> None:
    words = " ".join(f"The {n}th stone of the wall was laid in {1900 + n} by the {n}th mason." for n in range(40))
    corpus = write_files(
        tmp_path / "more",
        {"one.txt": words, "two.txt": words.replace("10th stone", "tenth stone"), "old.txt": "An old view.",
         "new.txt": "A new view.", "plan-draft.txt": words.replace("stone", "brick"),
         "plan.txt": words.replace("stone", "brick").replace("10th brick", "tenth brick"),
         "corpus.csv": "path,supersedes\nnew.txt,old.txt\n"},
    )  # fmt: skip
    list(ingest([corpus], well))
    found = examine(well)
    assert all(f.level == "note" for f in found)
    assert [(f.check, f.document, f.message.split(" (")[0]) for f in found] == [
        ("edition", "old.txt", "an older edition of new.txt"),
        ("edition", "plan-draft.txt", "an older edition of plan.txt"),
        ("likeness", "one.txt", "nearly the same as two.txt"),
    ]


def test_what_mends_a_fault_names_the_servers_that_are_used(well: Settings) -> None:
    served = well.model_copy(update={"chroma": "http://127.0.0.1:1"})
    with sqlite3.connect(well.data / "catalog.sqlite") as catalog:
        catalog.execute("INSERT INTO outbox (action, chunk) VALUES ('delete', 'gone')")
    assert f"assistant doctor --repair --data {well.data} --chroma http://127.0.0.1:1" in {f.repair for f in examine(served)}


def test_nothing_ingested_is_said_so(settings: Settings) -> None:
    with pytest.raises(IndexMissing):
        examine(settings)


@pytest.mark.parametrize(
    ("findings", "code"), [([], 0), ([Finding("edition", "old", level="note")], 0), ([Finding("files", "x")], 1)]
)
def test_the_exit_code_is_for_faults_alone(
    findings: list[Finding], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("assistant.upkeep.doctor.examine", lambda settings: findings)
    monkeypatch.setattr("sys.argv", ["assistant", "doctor", "--json"])
    with pytest.raises(SystemExit) as done:
        cli.main()
    assert (done.value.code or 0) == code
    assert f'"faults": {code}' in capsys.readouterr().out


def test_a_word_index_made_anew_is_whole_or_as_it_was(well: Settings) -> None:
    catalog = Catalog.open_existing(well.data)
    before = words_filed(well)
    with pytest.raises(ZeroDivisionError), catalog.writing():
        catalog.rewrite_words({"key": 1 // n, "title": "", "heading": "", "body": ""} for n in (1, 0))
    assert words_filed(well) == before > 1
    catalog.close()
