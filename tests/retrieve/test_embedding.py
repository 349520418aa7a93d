"""A question is embedded once while it is among the last ones, and what is nearest to it is looked for each time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from assistant.retrieve import embedding
from assistant.retrieve.embedding import Embedding
from assistant.retrieve.nearest import Nearest
from assistant.store.catalog import Catalog
from tests.retrieve.test_nearest import no_index, put

SIDES = {"across": [1.0, 0.0], "along": [0.0, 1.0]}


class Sides:
    """Embeds two words, and remembers what it was asked."""

    name = "sides"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        return np.array([SIDES[text] for text in texts], np.float32)

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        raise AssertionError("nothing is cut here")


class Slow(Sides):
    """Goes on when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.going_on = Event(), Event()

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.begun.set()
        assert self.going_on.wait(10)
        return super().embed(texts)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    catalog = Catalog.open(tmp_path)
    put(catalog, "a", np.array([[1, 0], [0.6, 0.8]], np.float32))
    put(catalog, "b", np.array([[0, 1]], np.float32))
    yield catalog
    catalog.close()


def found(search: Embedding, catalog: Catalog, text: str, *allowed: str) -> tuple[str, ...]:
    infos = {info.id: info for info in catalog.documents()}
    keys = search.begin(text, infos, frozenset(allowed) or None).result().nearest
    return tuple(catalog.chunks([key])[0].id for key in keys)


def test_the_nearest_come_first_among_all_or_among_those_allowed(catalog: Catalog) -> None:
    search = Embedding(catalog, Nearest(catalog, no_index), Sides())
    assert found(search, catalog, "across") == ("a/0", "a/1", "b/0")
    assert found(search, catalog, "along") == ("b/0", "a/1", "a/0")
    assert found(search, catalog, "along", "a") == ("a/1", "a/0")


def test_the_same_question_is_embedded_once_and_searched_for_each_time(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "KEPT", 1)
    sides = Sides()
    search = Embedding(catalog, Nearest(catalog, no_index), sides)
    assert found(search, catalog, "along") == ("b/0", "a/1", "a/0")
    with catalog.writing():
        catalog.remove(["b"])
    assert found(search, catalog, "along") == ("a/1", "a/0")
    assert sides.asked == ["along"]
    found(search, catalog, "across")
    found(search, catalog, "along")  # which had to go
    assert sides.asked == ["along", "across", "along"]


def test_what_is_expected_is_embedded_once_however_soon_it_is_searched_for(catalog: Catalog) -> None:
    sides = Slow()
    search = Embedding(catalog, Nearest(catalog, no_index), sides)
    search.expect("across")
    assert sides.begun.wait(10)
    begun = search.begin("across", {}, None)
    sides.going_on.set()
    assert begun.result().vector.tolist() == SIDES["across"]
    assert sides.asked == ["across"]


def test_what_could_not_be_embedded_is_tried_again(catalog: Catalog) -> None:
    search = Embedding(catalog, Nearest(catalog, no_index), Sides())
    with pytest.raises(KeyError):
        search.begin("askew", {}, None).result()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(SIDES, "askew", [0.6, 0.8])
        assert found(search, catalog, "askew") == ("a/1", "b/0", "a/0")
