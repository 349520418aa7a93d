"""What is found under a path, and the ids that it gets: they last, whatever comes later or in another order."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from unicodedata import normalize

import pytest

from assistant.ingest import IngestEvent, ingest, remove
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from tests.conftest import BagOfWords, write_files
from tests.ingesting import actions, found, run


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize("together", [True, False])
def test_two_roots_with_the_same_paths_get_an_alias_that_never_changes(together: bool, tmp_path: Path, settings: Settings) -> None:
    one = write_files(tmp_path / "one", {"a.txt": "First."})
    two = write_files(tmp_path / "two", {"a.txt": "Second.", "b.txt": "Third."})
    same = write_files(tmp_path / "x" / "two", {"a.txt": "Fourth."})
    if together:
        assert set(run([one, two, same], settings)) == {"a.txt", "two/a.txt", "two/b.txt", "two-2/a.txt"}
    else:
        assert [set(run([folder], settings)) for folder in (one, two, same)] == [
            {"a.txt"}, {"two/a.txt", "two/b.txt"}, {"two-2/a.txt"}
        ]  # fmt: skip
    list(remove(["a.txt"], settings))  # also when what it was given for is gone
    assert set(run([two], settings)) == {"two/a.txt", "two/b.txt"}
    assert found(settings, "fourth") == {"two-2/a.txt"}


@pytest.mark.usefixtures("bag_of_words")
def test_a_file_that_comes_later_never_takes_the_id_of_another(tmp_path: Path, settings: Settings) -> None:
    one, two = write_files(tmp_path / "one", {"a.txt": "First."}), write_files(tmp_path / "two", {"b.txt": "Second."})
    run([one, two], settings)
    write_files(one, {"b.txt": "Third."})
    assert actions([one], settings) == {"a.txt": "unchanged", "one/b.txt": "added"}
    assert actions([one, two], settings) == {"a.txt": "unchanged", "b.txt": "unchanged", "one/b.txt": "unchanged"}
    assert found(settings, "second") == {"b.txt"}


@pytest.mark.usefixtures("bag_of_words")
def test_a_file_inside_a_known_root_has_its_known_id(tmp_path: Path, settings: Settings) -> None:
    corpus = write_files(tmp_path / "c", {"sub/a.txt": "First.", "sub/deep/b.txt": "Second."})
    run([corpus], settings)
    assert actions([corpus / "sub" / "a.txt"], settings) == {"sub/a.txt": "unchanged"}
    assert actions([corpus / "sub"], settings) == {"sub/a.txt": "unchanged", "sub/deep/b.txt": "unchanged"}


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize("first", ["sub", "sub/a.txt"])
def test_ingesting_the_folder_around_a_known_root_keeps_its_ids(first: str, tmp_path: Path, settings: Settings) -> None:
    corpus = write_files(tmp_path / "c", {"sub/a.txt": "First.", "top.txt": "Second."})
    assert actions([corpus / first], settings) == {"a.txt": "added"}
    assert actions([corpus], settings, prune=True) == {"a.txt": "unchanged", "top.txt": "added"}


@pytest.mark.usefixtures("bag_of_words")
def test_a_name_has_one_id_on_every_system(tmp_path: Path, settings: Settings) -> None:
    as_typed = "Caf\u00e9.md"
    on_a_mac = normalize("NFD", as_typed)
    corpus = write_files(tmp_path / "c", {on_a_mac: "First.", "corpus.csv": f"path,title\n{as_typed},The caf\u00e9\n"})
    assert on_a_mac != as_typed and actions([corpus], settings) == {as_typed: "added"}
    assert actions([corpus], settings) == {as_typed: "unchanged"}
    with closing(Catalog.open_existing(settings.data)) as catalog:
        assert [info.title for info in catalog.documents()] == ["The caf\u00e9"]
    write_files(corpus, {as_typed: "Second."})
    assert actions([corpus], settings) == {as_typed: "unchanged", f"c/{as_typed}": "added"}


def test_hidden_files_and_the_corpus_table_are_no_documents(tmp_path: Path, settings: Settings, bag_of_words: BagOfWords) -> None:
    corpus = write_files(
        tmp_path / "c", {"a.txt": "First.", ".b.txt": "x", "~$a.docx": "x", ".git/c.txt": "x", "corpus.csv": "path,title\n"}
    )
    write_files(corpus, {"._a.txt": "x", "desktop.ini": "x", "in/Thumbs.db": "x"})
    assert actions([corpus], settings) == {"a.txt": "added"}


def test_a_file_that_is_in_icloud_alone_is_named_and_what_was_read_of_it_stays(
    tmp_path: Path, settings: Settings, bag_of_words: BagOfWords
) -> None:
    corpus = write_files(tmp_path / "c", {"a.txt": "First.", "b.txt": "Second."})
    assert actions([corpus], settings) == {"a.txt": "added", "b.txt": "added"}
    (corpus / "a.txt").rename(corpus / ".a.txt.icloud")
    write_files(corpus, {".c.txt.icloud": "x"})
    found = {e.document: e for e in ingest([corpus], settings, prune=True) if isinstance(e, IngestEvent)}
    assert {id_: e.action for id_, e in found.items()} == {"a.txt": "failed", "b.txt": "unchanged", "c.txt": "failed"}
    assert "in iCloud and not on this disk; download it, and run it again" in (found["c.txt"].reason or "")
    assert (found["a.txt"].reason or "").endswith("its earlier version stays in the index")
    (corpus / ".a.txt.icloud").rename(corpus / "a.txt")
    (corpus / ".c.txt.icloud").unlink()
    assert actions([corpus], settings)["a.txt"] == "updated"


def test_a_pipe_that_is_named_is_no_folder(settings: Settings, bag_of_words: BagOfWords, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (event,) = [e for e in ingest([tmp_path / "pipe.txt"], settings) if isinstance(e, IngestEvent)]
    assert (event.action, event.reason) == ("failed", "it is not a file that can be read: a pipe, a socket or a device")


def test_a_link_out_of_the_folder_is_named_and_not_followed(settings: Settings, bag_of_words: BagOfWords, tmp_path: Path) -> None:
    corpus = write_files(tmp_path / "corpus", {"a.txt": "One sentence about bees.\n"})
    outside = write_files(tmp_path / "outside", {"secret.txt": "Not to be read.\n"})
    (corpus / "link.txt").symlink_to(outside / "secret.txt")
    (corpus / "inner.txt").symlink_to(corpus / "a.txt")
    found = {e.document: (e.action, e.reason or "") for e in ingest([corpus], settings) if isinstance(e, IngestEvent)}
    assert found["link.txt"][0] == "failed" and "leads out of the folder" in found["link.txt"][1]
    assert found["a.txt"][0] == found["inner.txt"][0] == "added"
