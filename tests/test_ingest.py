"""Ingest brings the index up to date and nothing else: what is new, changed, vanished, corrected or asked to be removed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assistant import ingest as module
from assistant.errors import DocumentNotFound, IndexMismatch, UsageError
from assistant.ingest import Progress, ingest, remove
from assistant.intake import parsing
from assistant.intake.workers import Workers
from assistant.settings import Settings
from assistant.store.catalog import Catalog
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
