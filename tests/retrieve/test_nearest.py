"""The nearest chunks are the same whether all are compared or the index is asked, and follow what is written at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.retrieve.nearest import Nearest
from assistant.store.catalog import Catalog
from assistant.store.index import VectorIndex
from assistant.store.index_sync import follow
from assistant.store.rows import pack_vectors
from assistant.types import Chunk, Document, Locator


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    catalog = Catalog.open(tmp_path)
    yield catalog
    catalog.close()


def put(catalog: Catalog, document: str, vectors: np.ndarray | None, sentences: np.ndarray | None = None) -> None:
    """Write a document with one chunk for each vector, ``d/0``, ``d/1``; without vectors it has two and is pending."""
    number = 2 if vectors is None else len(vectors)
    chunks = [Chunk(f"{document}/{n}", document, n, n + 1, "x", Locator(), ((n, n + 1),)) for n in range(number)]
    with catalog.writing():
        catalog.put(Document("x" * number, (), id=document, sha256="0"), chunks, ["x"] * number, root="", path="", stamp="")
        if vectors is not None:
            packed = None if sentences is None else pack_vectors(sentences)
            catalog.set_vectors(document, {c.id: (pack_vectors(v[None]), packed) for c, v in zip(chunks, vectors, strict=True)})


def no_index() -> VectorIndex:
    raise AssertionError("the index was opened")


def ids(catalog: Catalog, keys: list[int]) -> list[str]:
    return [catalog.chunks([key])[0].id for key in keys]


def random_vectors(number: int) -> np.ndarray:
    vectors = np.random.default_rng(7).normal(size=(number, 32)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_all_are_compared_while_they_are_few_and_best_come_first(catalog: Catalog) -> None:
    put(catalog, "d", np.array([[1, 0], [0, 1], [0.6, 0.8]], np.float32))
    found = Nearest(catalog, no_index).search(np.array([1, 0], np.float32), 2)
    assert ids(catalog, found) == ["d/0", "d/2"]


def test_nothing_is_found_where_nothing_is(catalog: Catalog) -> None:
    assert Nearest(catalog, no_index).search(np.array([1, 0], np.float32), 2) == []
    put(catalog, "d", None)
    assert Nearest(catalog, no_index).search(np.array([1, 0], np.float32), 2) == []


def test_what_is_written_or_removed_is_seen_by_the_next_search(catalog: Catalog) -> None:
    nearest = Nearest(catalog, no_index)
    for document in ("a", "b"):
        put(catalog, document, np.array([[1, 0]], np.float32))
        assert f"{document}/0" in ids(catalog, nearest.search(np.array([1, 0], np.float32), 9))
    with catalog.writing():
        catalog.remove(["a"])
    assert ids(catalog, nearest.search(np.array([1, 0], np.float32), 9)) == ["b/0"]


def test_the_index_finds_what_the_comparison_of_all_finds(catalog: Catalog, tmp_path: Path) -> None:
    put(catalog, "d", random_vectors(300))
    index = VectorIndex.open(tmp_path, name="chunks-test")
    follow(catalog, index)
    for question in random_vectors(5):
        compared = Nearest(catalog, no_index).search(question, 10)
        asked = Nearest(catalog, lambda: index, few=299).search(question, 10)
        assert len(set(compared) & set(asked)) >= 9 and compared[0] == asked[0]
