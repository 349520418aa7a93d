"""Ingest brings the index up to date and nothing else: what is new, changed, vanished, corrected or asked to be removed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest

from assistant import ingest as module
from assistant.errors import DocumentNotFound, IndexMismatch, UsageError
from assistant.ingest import IngestEvent, Progress, ingest, remove
from assistant.intake import parsing
from assistant.intake.discover import File
from assistant.intake.embedding import Embedding
from assistant.intake.parsing import Parsed
from assistant.intake.workers import Workers
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.types import Document
from tests.conftest import BagOfWords, write_files, write_tiny_corpus
from tests.ingesting import Take, actions, found, run
from tests.load.made_pdf import column, make_pdf


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
def test_what_has_not_changed_is_read_as_this_version_reads_it_only_when_asked(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "Here is oldword."})
    run([corpus], settings)
    monkeypatch.setattr("assistant.load.text.decode", lambda data, name: ("Here is newword.", ()))
    assert actions([corpus], settings) == {"a.txt": "unchanged"}
    assert actions([corpus], settings, again=True) == {"a.txt": "updated"}
    assert (found(settings, "oldword"), found(settings, "newword")) == (set(), {"a.txt"})


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
def test_words_find_every_file_before_any_is_embedded_where_reading_leaves_no_core(tmp_path: Path, settings: Settings) -> None:
    corpus = write_files(tmp_path / "c", {f"{n:02}.txt": f"Word{n} stands here." for n in range(20)})
    steps = ingest([corpus], settings)
    first = next(step for step in steps if isinstance(step, Progress) and step.step == "indexing")
    assert (first.done, first.read, first.total) == (0, 20, 20)
    assert found(settings, "word7") == {"07.txt"} and found(settings, "word19") == {"19.txt"}
    assert sum(isinstance(step, IngestEvent) and step.action == "added" for step in steps) == 20


class Beside(list[str]):
    """Stands for the documents that are being embedded; one is enough."""

    @property
    def nearly_done(self) -> bool:
        return not self

    def add(self, parsed: Parsed) -> None:
        self.append(parsed.document.id)


@pytest.mark.parametrize(("cores", "reading", "begun"), [(1, 1, []), (2, 2, []), (2, 1, ["a.txt"]), (4, 2, ["a.txt"])])
@pytest.mark.usefixtures("bag_of_words")
def test_embedding_begins_while_files_are_read_if_that_leaves_a_core(
    cores: int, reading: int, begun: list[str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BagOfWords, "cores", cores)
    embedded = Beside()
    with closing(Catalog.open(settings.data)) as catalog:
        work = module._Ingest(catalog, settings)
        work.reading = {Future(): File(f"{n}.txt", "c", Path(f"{n}.txt"), {}) for n in range(reading)}
        work.waiting["a.txt"] = Parsed(Document("Some words.", (), id="a.txt"), [], [], 0.0)
        work._embed_next(cast("Embedding", embedded))
    assert embedded == begun


@pytest.mark.parametrize(("held", "kept"), [(10_000, 20), (60, 4), (0, 0)])
@pytest.mark.usefixtures("bag_of_words")
def test_what_waits_to_be_embedded_is_in_memory_up_to_a_bound_and_taken_from_the_catalog_beyond_it(
    held: int, kept: int, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, snapshot: Take
) -> None:
    corpus = write_files(tmp_path / "c", {f"{n:02}.txt": f"File {n:02} here." for n in range(20)})  # 13 characters each
    run([corpus], alike := Settings(data=tmp_path / "alike"))
    seen, embed_next = [0], module._Ingest._embed_next

    def counting(self: Any, embedding: Any) -> None:
        seen.append(sum(parsed is not None for parsed in self.waiting.values()))
        embed_next(self, embedding)
        assert len(self.reading) <= module.AHEAD and len(self.pending) <= module.AHEAD

    monkeypatch.setattr(module._Ingest, "_embed_next", counting)
    monkeypatch.setattr(module, "HELD", held)
    assert set(actions([corpus], settings).values()) == {"added"}
    assert max(seen) == kept
    assert snapshot(settings)["vectors"] == snapshot(alike)["vectors"]


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
    ("step", "at", "of", "read", "share"),
    [
        ("reading", 0, 0, 0, 0.0),
        ("reading", 1, 20, 0, 0.0),
        ("reading", 11, 20, 0, 0.05),
        ("reading", 11, 20, 3, 0.35),
        ("indexing", 30, 40, 1, 0.775),
        ("indexing", 30, 40, 4, 1.075),
    ],
)
def test_reading_is_the_first_tenth_of_a_document_and_indexing_the_rest(
    step: Any, at: int, of: int, read: int, share: float
) -> None:
    assert Progress(0, 5, "a.pdf", step, at, of, read).share == pytest.approx(share)


UNGUARDED = """
import sys
from assistant.ingest import ingest
from assistant.intake.workers import Workers
from assistant.load.progress import OnPage
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


@pytest.mark.usefixtures("bag_of_words")
def test_what_is_removed_comes_back_neither_from_the_corpus_nor_from_what_was_added(tmp_path: Path, settings: Settings) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "Kept by its owner."})
    added = write_files(settings.data / "added", {"uploads/b.txt": "Added in the chat.", "uploads/c.txt": "Added, too."})
    run([corpus, added], settings)
    list(remove(["a.txt", "uploads/b.txt"], settings))
    assert (corpus / "a.txt").is_file() and not (added / "uploads" / "b.txt").exists()
    assert actions([added], settings) == {"uploads/c.txt": "unchanged"}


@pytest.mark.usefixtures("bag_of_words")
def test_no_receipt_tells_a_person_of_what_another_has_added(tmp_path: Path, settings: Settings) -> None:
    names = ("~ada/a.txt", "~ada/b.txt", "~bob/a.txt", "all.txt")
    added = write_files(settings.data / "added", {f"uploads/{name}": "The same words." for name in names})
    run([added], settings)
    with closing(Catalog.open(settings.data)) as catalog:
        told = {info.id: set(info.receipt.get("duplicate_of", ())) for info in catalog.documents()}
    assert set().union(*told.values()) and not told["uploads/all.txt"]
    assert told["uploads/~ada/a.txt"] | told["uploads/~ada/b.txt"] <= {
        "uploads/all.txt",
        "uploads/~ada/a.txt",
        "uploads/~ada/b.txt",
    }
    assert told["uploads/~bob/a.txt"] <= {"uploads/all.txt"}
