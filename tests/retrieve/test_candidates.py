"""What is gathered for a question is each chunk once, and its cosines are those of its own vectors, whenever it came in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.retrieve.candidates import Cosines, Gathered
from assistant.retrieve.recent import Recent
from assistant.store.catalog import Catalog
from assistant.store.rows import pack_vectors
from tests.retrieve.test_nearest import put


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    catalog = Catalog.open(tmp_path)
    put(catalog, "with", np.array([[1, 0]], np.float32), np.array([[0, 1], [0.8, 0.6]], np.float32))
    put(catalog, "without", np.array([[0, 1]], np.float32))
    put(catalog, "pending", None)
    yield catalog
    catalog.close()


def test_a_chunk_is_as_near_as_it_and_its_nearest_sentence_are(catalog: Catalog) -> None:
    rows = [*catalog.chunks_of("with"), *catalog.chunks_of("pending"), *catalog.chunks_of("without")]
    chunks, sentences = Cosines(rows).to(np.array([1, 0], np.float32))
    assert chunks == pytest.approx([1, 0, 0, 0], abs=0.01)
    assert sentences == pytest.approx([0.8, 0, 0, 0], abs=0.01)
    assert [len(found) for found in Cosines([]).to(np.array([1, 0], np.float32))] == [0, 0]


@pytest.mark.parametrize("steps", [["with/0 without/0 pending/0"], ["without/0", "with/0 without/0", "gone pending/0"]])
def test_what_comes_in_later_is_compared_as_if_all_had_come_at_once(catalog: Catalog, steps: list[str]) -> None:
    gathered = Gathered(Recent(catalog), lambda row: True)
    for ids in steps:
        gathered.add(catalog.keys_of_chunks(ids.split()))
    chunks, sentences = gathered.cosines(np.array([1, 0], np.float32))
    each = zip(gathered.rows, chunks, sentences, strict=True)
    found = {row.id: (round(chunk, 1), round(sentence, 1)) for row, chunk, sentence in each}
    assert found == {"with/0": (1.0, 0.8), "without/0": (0.0, 0.0), "pending/0": (0.0, 0.0)}
    assert len(gathered.rows) == 3


def test_what_is_not_wanted_is_not_taken(catalog: Catalog) -> None:
    gathered = Gathered(Recent(catalog), lambda row: row.document != "with")
    gathered.add(catalog.keys_of_chunks(["with/0", "without/0"]))
    assert [row.id for row in gathered.rows] == ["without/0"]


def test_a_chunk_that_has_got_its_vectors_is_compared_by_them_and_kept_until_the_catalog_changes(catalog: Catalog) -> None:
    recent = Recent(catalog)
    recent.look(catalog.revision)
    gathered = Gathered(recent, lambda row: True)
    keys = catalog.keys_of_chunks(["with/0", "pending/0"])
    gathered.add(keys)
    bare = next(row for row in gathered.rows if row.packed_vector is None)
    gathered.renew([bare._replace(packed_vector=pack_vectors(np.array([[0.6, 0.8]], np.float32)))])
    chunks, _ = gathered.cosines(np.array([1, 0], np.float32))
    assert dict(zip([row.id for row in gathered.rows], chunks.round(1).tolist(), strict=True)) == {"with/0": 1.0, "pending/0": 0.6}
    assert all(row.vector is not None for row in recent.chunks(keys))
    put(catalog, "more", None)
    recent.look(catalog.revision)
    gathered.renew(gathered.rows)  # which were read before that
    assert sum(row.vector is None for row in recent.chunks(keys)) == 1
