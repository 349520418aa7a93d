"""The nearest of many vectors are those that a product of floats gives, before the graphs are made and after."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.retrieve import quantised
from assistant.retrieve.quantised import SMALL, Comparison


def packed(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    scales = np.abs(vectors).max(axis=1) / 127
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def unit(number: int, width: int, seed: int = 0) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(number, width)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_the_products_can_be_worked_out_by_hand() -> None:
    compared = Comparison(np.array([[127, 0], [0, 127], [-127, 0], [64, 64]], np.int8), np.full(4, 1 / 127, np.float32))
    for _ in range(12):  # by floats, then by the graph
        rows, products = compared.nearest(np.array([0.6, 0.8], np.float32), 3)
        assert dict(zip(rows.tolist(), products.tolist(), strict=True)) == pytest.approx(
            {0: 0.6, 1: 0.8, 3: 1.4 * 64 / 127}, abs=1e-4
        )


@settings(max_examples=40, deadline=None)
@given(number=st.integers(1, 90), width=st.sampled_from([1, 3, 32]), limit=st.integers(1, 100), seed=st.integers(0, 9))
def test_the_graph_finds_what_floats_find(number: int, width: int, limit: int, seed: int) -> None:
    integers, scales = packed(unit(number, width, seed))
    compared, question = Comparison(integers, scales), unit(1, width, seed + 100)[0]
    exact = np.sort(integers.astype(np.float32) @ question * scales)[::-1][:limit]
    compared.make_ready()
    products = np.sort(compared.nearest(question, limit)[1])[::-1]
    assert products[: len(exact)] == pytest.approx(exact, abs=2e-4)
    assert (products[len(exact) :] == products[len(exact) - 1]).all()  # more only where the last are equal


def test_of_many_those_that_are_best_along_the_main_axes_are_compared_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quantised, "BLOCK", 500)
    monkeypatch.setattr(quantised, "AXES", 24)
    falling = np.linspace(1, 0.05, 48, dtype=np.float32)  # as the axes of real vectors do
    vectors = unit(2300, 48) * falling
    integers, scales = packed(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
    compared, missed = Comparison(integers, scales), 0
    compared.make_ready()
    for question in unit(20, 48, 1) * falling:
        exact = integers.astype(np.float32) @ question * scales
        rows, products = compared.nearest(question, 20)
        assert products == pytest.approx(exact[rows], abs=1e-5)
        missed += len(set(np.argsort(-exact)[:20].tolist()) - set(rows.tolist()))
    assert missed <= 12  # of 400; those that are picked at random would miss 383


@pytest.mark.parametrize("ready", [False, True])
def test_nothing_is_nearest_where_nothing_is(ready: bool) -> None:
    compared = Comparison(np.empty((0, 0), np.int8), np.empty(0, np.float32))
    if ready:
        compared.make_ready()
    assert len(compared.nearest(np.ones(3, np.float32), 5)[0]) == 0


@pytest.mark.parametrize(("rows", "often", "made"), [(SMALL, 30, 0), (SMALL + 1, 10, 0), (SMALL + 1, 11, 1)])
def test_graphs_are_made_of_itself_where_rows_are_many_and_asked_often(
    monkeypatch: pytest.MonkeyPatch, rows: int, often: int, made: int
) -> None:
    begun = []
    monkeypatch.setattr(Comparison, "make_ready", lambda self: begun.append(self))
    compared = Comparison(np.ones((rows, 2), np.int8), np.ones(rows, np.float32))
    for _ in range(often):
        compared.nearest(np.ones(2, np.float32), 1)
    assert len(begun) == made


def test_equals_are_all_given() -> None:
    compared = Comparison(np.full((SMALL + 300, 4), 127, np.int8), np.full(SMALL + 300, 1 / 127, np.float32))
    for _ in range(12):
        assert len(compared.nearest(np.ones(4, np.float32), 2)[0]) == SMALL + 300


def test_it_may_be_asked_while_the_graphs_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quantised, "BLOCK", 200)
    integers, scales = packed(unit(3000, 32))
    compared, question = Comparison(integers, scales), unit(1, 32, 5)[0]
    best = int(np.argmax(integers.astype(np.float32) @ question * scales))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: compared.nearest(question, 1)[0].tolist(), range(40)))
    assert found == [[best]] * 40
