"""Rows that are kept are the catalog's, in one order whatever was kept, within a bound, and read anew when it has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.retrieve.recent import AROUND, Recent
from assistant.store.catalog import Catalog
from assistant.store.rows import ChunkRow
from tests.retrieve.test_nearest import put, random_vectors


class Counted(Catalog):
    """A catalog that says which chunks it was asked for."""

    def chunks(self, keys: Iterable[int] = (), ids: Iterable[str] = ()) -> list[ChunkRow]:
        keys, ids = list(keys), list(ids)
        self.asked = [*keys, *ids]
        return super().chunks(keys, ids)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Counted]:
    catalog = Counted.open(tmp_path)
    put(catalog, "d", random_vectors(6))
    put(catalog, "e", None)
    yield catalog
    catalog.close()


def test_what_was_read_is_not_read_again(catalog: Counted) -> None:
    recent = Recent(catalog)
    recent.look(catalog.revision)
    assert [row.key for row in recent.chunks([3, 1, 2, 3, 6, 99])] == [1, 2, 3, 6]
    assert catalog.asked == [1, 2, 3, 6, 99]
    assert [row.key for row in recent.chunks([6, 4, 1])] == [1, 4, 6]
    assert catalog.asked == [4]
    recent.look(catalog.revision)
    catalog.asked = []
    assert [row.id for row in recent.chunks([4, 2])] == ["d/1", "d/3"]
    assert catalog.asked == []


def test_what_has_changed_is_read_anew(catalog: Counted) -> None:
    recent = Recent(catalog)
    recent.look(catalog.revision)
    assert [row.vector is None for row in recent.chunks(catalog.keys_of_chunks(["e/0", "d/0"]))] == [False, True]
    put(catalog, "e", random_vectors(2))
    with catalog.writing():
        catalog.remove(["d"])
    recent.look(catalog.revision)
    assert [row.vector is None for row in recent.chunks(catalog.keys_of_chunks(["e/0", "d/0"]))] == [False]


def test_what_is_kept_stays_within_its_bound(catalog: Counted) -> None:
    one = AROUND + len("[[0,1]]") + len(catalog.chunks([1])[0].packed_vector or b"") + 10
    recent = Recent(catalog, kept=2 * one)
    recent.look(catalog.revision)
    for key in (1, 2, 1, 3):
        recent.chunks([key])
    catalog.asked = []
    assert [row.key for row in recent.chunks([1, 2, 3])] == [1, 2, 3]
    assert catalog.asked == [2]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.integers(0, 9)), max_size=5))
def test_the_rows_are_those_of_the_catalog_whatever_was_asked_before(catalog: Counted, searches: list[list[int]]) -> None:
    recent = Recent(catalog, kept=3000)
    recent.look(catalog.revision)
    for keys in searches:
        expected = {row.key: row for row in catalog.chunks(keys)}
        assert recent.chunks(keys) == [expected[key] for key in sorted(expected)]


def test_what_was_read_ahead_is_not_read_again(catalog: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.retrieve.recent.AT_ONCE", 3)
    recent = Recent(catalog)
    recent.warm(lambda: True)
    catalog.asked = []
    assert [row.key for row in recent.chunks(range(9))] == list(range(1, 9))
    assert catalog.asked == [0]  # which there is not


@pytest.mark.parametrize(("kept", "going_on", "held"), [(3300, True, 5), (10**6, True, 8), (10**6, False, 0)])
def test_no_more_is_read_ahead_than_is_kept_and_wanted(
    catalog: Counted, kept: int, going_on: bool, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.retrieve.recent.AT_ONCE", 1)
    recent = Recent(catalog, kept=kept)
    recent.warm(lambda: going_on)
    catalog.asked = []
    recent.chunks(range(1, 9))
    assert len(catalog.asked) == 8 - held
