"""An index is made anew beside the one that serves, takes its place at once, and a crash at any step leaves the old one serving."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.errors import IndexMismatch
from assistant.ingest import ingest
from assistant.settings import Settings
from assistant.store.index import VectorIndex
from assistant.store.index_config import is_being_remade
from assistant.upkeep.doctor import examine
from assistant.upkeep.reindex import reindex
from tests.conftest import BagOfWords, Here, write_files

Take = Callable[[Settings], dict[str, Any]]
NEW = "sentence-transformers:narrow"


class Narrow(BagOfWords):
    """Another embedder of words: of another name and width."""

    name = "narrow@test/1"
    width = 512


def by_setting(settings: Settings) -> BagOfWords:
    return Narrow() if settings.embedder == NEW else BagOfWords()


def use_both(patch: Callable[[str, Any], None]) -> None:
    patch("assistant.ingest.Workers", Here)
    for module in ("upkeep.doctor.embedders", "ingest", "intake.parsing", "upkeep.reindex", "upkeep.repair", "retrieve.serving"):
        patch(f"assistant.{module}.open_embedder", by_setting)


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    use_both(monkeypatch.setattr)
    texts = {f"{n}.txt": f"The crane number {n} lifts {n * 7} tonnes. " * 30 for n in range(6)}
    return write_files(tmp_path / "corpus", texts)


def scratch(corpus: Path, settings: Settings, snapshot: Take) -> dict[str, Any]:
    """Return what an index made from scratch with these settings holds."""
    fresh = settings.model_copy(update={"data": corpus.parent / "scratch"})
    list(ingest([corpus], fresh))
    return snapshot(fresh)


def test_another_embedder_takes_over_and_nothing_else_changes(
    corpus: Path, settings: Settings, snapshot: Take, tmp_path: Path
) -> None:
    list(ingest([corpus], settings))
    assistant = Assistant.open(settings)
    query = "crane number 4"
    assert assistant.search(query)[0].document == "4.txt"
    new = Settings(data=settings.data, embedder=NEW)
    with pytest.raises(IndexMismatch, match=f"assistant reindex --embedder {NEW}"):
        Assistant.open(new)
    assert list(reindex(new))[-1] == "the new index serves"
    assert snapshot(settings) == scratch(corpus, new, snapshot)
    assert assistant.search(query)[0].document == "4.txt"  # the running one has changed over
    assert assistant.fingerprint["models"]["embedder"] == Narrow.name
    assistant.close()
    with closing(Assistant.open(settings)) as again:  # no setting need be changed
        assert again.search(query)[0].document == "4.txt"
    assert examine(settings) == [] and not is_being_remade(settings.data)
    (corpus / "0.txt").write_text("Another crane.")
    assert {e.action for e in ingest([corpus], settings) if hasattr(e, "action")} == {"updated", "unchanged"}
    assert examine(settings) == []


def test_other_chunks_are_made_from_the_stored_texts(corpus: Path, settings: Settings, snapshot: Take) -> None:
    list(ingest([corpus], settings))
    smaller = Settings(data=settings.data, chunk_pieces=64)
    with pytest.raises(IndexMismatch, match="assistant reindex"):
        list(ingest([corpus], smaller))
    for file in corpus.iterdir():
        file.rename(file.with_suffix(".gone"))
    list(reindex(smaller))
    for file in corpus.iterdir():
        file.rename(file.with_suffix(".txt"))
    assert snapshot(settings) == scratch(corpus, smaller, snapshot)


def test_what_is_ingested_meanwhile_is_in_the_new_index(corpus: Path, settings: Settings, snapshot: Take) -> None:
    list(ingest([corpus], settings))
    new = Settings(data=settings.data, embedder=NEW)
    steps = reindex(new)
    next(steps)
    (corpus / "0.txt").write_text("A changed crane.")
    (corpus / "1.txt").unlink()
    write_files(corpus, {"9.txt": "A new crane."})
    list(ingest([corpus], settings, prune=True))
    list(steps)
    assert snapshot(settings) == scratch(corpus, new, snapshot)


DIES = """
import sys
from pathlib import Path
from assistant.upkeep.reindex import reindex
from assistant.settings import Settings
from tests.upkeep import test_reindex
import pytest, os, signal
patch = pytest.MonkeyPatch()
test_reindex.use_both(patch.setattr)
def dies(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] != "-":
    patch.setattr(sys.argv[2], dies)
list(reindex(Settings(data=Path(sys.argv[1]), embedder=test_reindex.NEW)))
"""
STEPS = [
    ("before the first document", "assistant.upkeep.reindex.chunked", False),
    ("before the vectors", "assistant.upkeep.reindex._Reindex.vectors", False),
    ("amid the vectors", "assistant.upkeep.reindex.settle", False),
    ("before the switch", "assistant.store.catalog.Catalog.take_over", False),
    ("after the switch", "assistant.upkeep.reindex.shutil.rmtree", True),
    ("before the old vectors go", "assistant.store.index.VectorIndex.drop_others", True),
]


@pytest.mark.parametrize(("where", "switched"), [s[1:] for s in STEPS], ids=[s[0] for s in STEPS])
def test_a_process_that_dies_leaves_one_index_serving_and_the_next_completes_it(
    where: str, switched: bool, corpus: Path, settings: Settings, snapshot: Take
) -> None:
    list(ingest([corpus], settings))
    before = snapshot(settings)
    died = subprocess.run([sys.executable, "-c", DIES, str(settings.data), where], cwd=Path(__file__).parents[2])
    assert died.returncode == -9
    with closing(Assistant.open(settings)) as assistant:
        assert assistant.fingerprint["models"]["embedder"] == (Narrow if switched else BagOfWords).name
        assert assistant.search("crane number 4")[0].document == "4.txt"
    assert (snapshot(settings) == before) != switched
    assert [(f.level, f.check) for f in examine(settings)] == [("note", "embedder")] * (where != STEPS[-1][1])
    new = Settings(data=settings.data, embedder=NEW)
    list(reindex(new))
    assert snapshot(settings) == scratch(corpus, new, snapshot)
    assert examine(settings) == [] and not is_being_remade(settings.data)
    with closing(VectorIndex.open(settings.data, name="chunks-x")) as index:
        assert len(index.others()) == 1
