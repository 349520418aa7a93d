"""A running Assistant sees what another process writes without a restart, and never two versions at once."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.errors import StoreUnavailable
from assistant.ingest import ingest, remove
from assistant.settings import Settings
from assistant.store.index import VectorIndex
from assistant.types import Passage
from tests.conftest import write_files

WRITER = """
import sys
from pathlib import Path
from assistant.ingest import ingest
from assistant.settings import Settings
from tests.conftest import BagOfWords
from tests.retrieve.test_serving import versioned
import assistant.ingest as module
module.open_embedder = lambda settings: BagOfWords()
corpus, settings = Path(sys.argv[1]), Settings(data=sys.argv[2])
for version in range(2, int(sys.argv[3]) + 1):
    versioned(corpus, version)
    list(ingest([corpus], settings, prune=True))
"""
WORDS = ("zero one two three four five six seven eight nine".split(), "red green blue black white grey pink brown".split())


def word(version: int) -> str:
    return f"tide{WORDS[0][version % 10]}{WORDS[1][version // 10 % 8]}"


def versioned(corpus: Path, version: int) -> None:
    """Write the corpus as of a version: each chunk of the tide tables says which, and every second version has an extra file."""
    for name in ("north.txt", "south.txt"):
        paragraphs = [
            f"The table of {name[:5]} harbour, part {n}, gives {word(version)} for the {n}th day. "
            + "It is read from a gauge. " * 24
            for n in range(5)
        ]
        (corpus / name).write_text("\n\n".join(paragraphs))
    extra = corpus / "extra.txt"
    if version % 2:
        extra.write_text("The lamp of the lighthouse is of Swedish make.")
    else:
        extra.unlink(missing_ok=True)


@pytest.fixture(params=[20_000, 0], ids=["exact search", "the index"])
def settings(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Return settings for a corpus that is searched exactly, and for one that is searched by its index."""
    monkeypatch.setattr("assistant.retrieve.serving.FEW", request.param)
    return Settings(data=tmp_path / "data", keyword_weight=0.0, decline_below=0.0)  # vectors alone, so that keywords hide nothing


def documents(passages: Sequence[Passage]) -> set[str]:
    return {p.document for p in passages}


@pytest.mark.usefixtures("bag_of_words")
def test_answers_are_of_one_version_while_another_process_writes(tmp_path: Path, settings: Settings) -> None:
    corpus = write_files(tmp_path / "corpus", {"still.txt": "The harbour has one crane."})
    versioned(corpus, 1)
    list(ingest([corpus], settings))
    assistant = Assistant.open(settings)
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(corpus), str(settings.data), "6"], cwd=Path(__file__).parents[2])
    seen: defaultdict[str, list[str]] = defaultdict(list)
    asked = 0
    while writer.poll() is None:
        answer = assistant.ask("What does the table of the harbour give for the 3th day?")
        asked += 1
        versions: defaultdict[str, set[str]] = defaultdict(set)
        for passage in answer.passages:
            versions[passage.document].add(passage.citation_id[-12:])
        for citation in answer.citations:
            versions[citation.document].add(citation.citation_id[-12:])
            assert citation.quote in next(
                p.text for p in answer.passages if p.document == citation.document and p.start <= citation.start < p.end
            )
        assert all(len(shas) == 1 for shas in versions.values()), versions
        for name, (sha,) in versions.items():
            if seen[name][-1:] != [sha]:
                assert sha not in seen[name], "a version that was gone has come back"
                seen[name].append(sha)
    assert writer.returncode == 0 and asked > 10 and len(seen["north.txt"]) > 2, (asked, seen)
    passages = assistant.search("The table of north harbour, part 2", k=3)
    assert passages[0].document == "north.txt" and word(6) in passages[0].text
    assistant.close()


@pytest.mark.usefixtures("bag_of_words")
def test_what_another_process_adds_changes_and_removes_is_found_by_its_vectors(tmp_path: Path, settings: Settings) -> None:
    corpus = write_files(tmp_path / "corpus", {"still.txt": "The harbour has one crane."})
    versioned(corpus, 2)
    list(ingest([corpus], settings))
    assistant = Assistant.open(settings)
    query = "The lamp of the lighthouse is of Swedish make."
    assert "extra.txt" not in documents(assistant.search(query))
    versioned(corpus, 3)
    subprocess.run([sys.executable, "-c", WRITER, str(corpus), str(settings.data), "2"], check=True, cwd=Path(__file__).parents[2])
    assert "extra.txt" not in documents(assistant.search(query))  # version 2 again
    versioned(corpus, 3)
    list(ingest([corpus], settings))
    assert assistant.search(query)[0].document == "extra.txt"
    list(remove(["extra.txt"], settings))
    assert "extra.txt" not in documents(assistant.search(query))
    assistant.close()


@pytest.mark.usefixtures("bag_of_words")
def test_an_index_that_cannot_be_opened_again_leaves_the_earlier_one(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("assistant.retrieve.serving.FEW", 0)
    corpus = write_files(tmp_path / "corpus", {"still.txt": "The harbour has one crane."})
    list(ingest([corpus], settings))
    assistant = Assistant.open(settings)
    assert documents(assistant.search("crane")) == {"still.txt"}
    write_files(corpus, {"more.txt": "The lighthouse has two lamps."})
    list(ingest([corpus], settings))
    with monkeypatch.context() as patch:
        patch.setattr(VectorIndex, "_opened", lambda self: (_ for _ in ()).throw(StoreUnavailable("broken")))
        assert documents(assistant.search("crane")) == {"still.txt"}
    assert "the earlier one is used: broken" in caplog.text
    list(remove(["still.txt"], settings))
    assert documents(assistant.search("lamps")) == {"more.txt"}
    assistant.close()
