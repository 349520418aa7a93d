"""The vector index follows the catalog, takes everything once or twice with the same result, and fails in plain words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from chromadb import Collection
from chromadb.errors import InternalError

from assistant.errors import StoreUnavailable
from assistant.store.catalog import Catalog
from assistant.store.index import VectorIndex
from assistant.store.index_sync import follow
from assistant.store.rows import pack_vectors
from assistant.types import Chunk, Document, Locator


@pytest.fixture
def index(tmp_path: Path) -> VectorIndex:
    return VectorIndex.open(tmp_path, name="chunks-test")


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog.open(tmp_path)


def put(catalog: Catalog, document: str, **vectors: list[float]) -> None:
    chunks = [Chunk(id_, document, n, n + 1, "x", Locator(), ((n, n + 1),)) for n, id_ in enumerate(vectors)]
    with catalog.writing():
        catalog.put(
            Document("x" * len(chunks), (), id=document, sha256="0"), chunks, ["x"] * len(chunks), root="", path="", stamp=""
        )
        catalog.set_vectors(document, {i: (pack_vectors(np.array([v], np.float32)), None) for i, v in vectors.items()})


def test_nearest_come_first_with_their_cosine(index: VectorIndex) -> None:
    index.upsert(["east", "north", "northeast"], np.array([[1, 0], [0, 1], [1, 1]], np.float32))
    found = index.search(np.array([1, 0], np.float32), 3)
    assert [id_ for id_, _ in found] == ["east", "northeast", "north"]
    assert [cosine for _, cosine in found] == pytest.approx([1, 0.5**0.5, 0], abs=1e-5)
    assert len(index.search(np.array([1, 0], np.float32), 2)) == 2


def test_an_empty_index_finds_nothing(index: VectorIndex) -> None:
    assert index.search(np.array([1, 0], np.float32), 3) == [] and len(index) == 0 and index.ids() == set()


def test_the_index_follows_the_catalog(index: VectorIndex, catalog: Catalog) -> None:
    put(catalog, "d", a=[1, 0], b=[0, 1])
    assert follow(catalog, index) == 2 and index.ids() == {"a", "b"} and catalog.outbox(1) == []
    put(catalog, "d", b=[1, 0], c=[0, 1])
    follow(catalog, index)
    assert index.ids() == {"b", "c"}
    assert index.search(np.array([1, 0], np.float32), 1)[0] == ("b", pytest.approx(1, abs=1e-3))
    with catalog.writing():
        catalog.remove(["d"])
    follow(catalog, index)
    assert index.ids() == set() and follow(catalog, index) == 0


def test_a_crash_between_index_and_outbox_changes_nothing(
    index: VectorIndex, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(catalog, "d", a=[1, 0], b=[0, 1])
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(catalog, "clear_outbox", lambda up_to: (_ for _ in ()).throw(KeyboardInterrupt))
        follow(catalog, index)
    assert index.ids() == {"a", "b"} and len(catalog.outbox(10)) == 2
    assert follow(catalog, index) == 2 and index.ids() == {"a", "b"}


def test_batches_are_taken_in_order(index: VectorIndex, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.store.index_sync.BATCH", 2)
    put(catalog, "d", **{f"c{n}": [1.0, n] for n in range(5)})
    put(catalog, "d", **{f"c{n}": [1.0, n] for n in range(3, 8)})
    follow(catalog, index)
    assert index.ids() == {f"c{n}" for n in range(3, 8)}


def test_a_lost_index_is_rebuilt_from_the_catalog(index: VectorIndex, catalog: Catalog) -> None:
    put(catalog, "d", a=[1, 0], b=[0, 1])
    follow(catalog, index)
    index.delete(["a", "b"])
    with catalog.writing():
        catalog.queue_all()
    follow(catalog, index)
    assert index.ids() == {"a", "b"}


def test_indexes_of_different_embedders_never_meet(index: VectorIndex, tmp_path: Path) -> None:
    index.upsert(["a"], np.array([[1, 0]], np.float32))
    assert len(VectorIndex.open(tmp_path, name="chunks-other")) == 0


def test_a_vector_of_another_width_is_refused(index: VectorIndex) -> None:
    index.upsert(["a"], np.array([[1, 0]], np.float32))
    with pytest.raises(StoreUnavailable, match="dimension") as raised:
        index.search(np.array([1, 0, 0], np.float32), 1)
    assert "doctor --repair" in str(raised.value) and "server" not in str(raised.value)


def test_a_full_disk_is_told_with_both_folders_that_may_be_full(index: VectorIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise InternalError("error returned from database: (code: 13) database or disk is full")

    monkeypatch.setattr(Collection, "upsert", full)
    with pytest.raises(
        StoreUnavailable, match=r"disk is full; see that the data folder and .*\(TMPDIR\) have room .* run it again"
    ):
        index.upsert(["a"], np.array([[1, 0]], np.float32))


def test_a_server_that_is_not_there_is_an_error_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(
        StoreUnavailable, match=r"vector store at http://127\.0\.0\.1:9 does not answer.*is the Chroma server up"
    ) as raised:
        VectorIndex.open(tmp_path, "http://127.0.0.1:9", name="chunks-test")
    assert "refused" in str(raised.value) and str(raised.value).count("Chroma server") == 1  # what is the matter, and said once


def test_a_relative_folder_stays_the_same_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        index = VectorIndex.open(Path("data"), name="chunks-test")
        assert index.ids() == set()
        index.upsert([name], np.array([[1, 0]], np.float32))
        assert index.ids() == {name}
