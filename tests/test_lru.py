"""What was used longest ago is let go first, within a bound, and what is of another state of the source at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.lru import LruCache


def held(values: LruCache[str, str], mark: object = None) -> set[str]:
    return set(values.of("abcdefgh", mark))


@pytest.mark.parametrize(("used", "left"), [("", {"b", "c"}), ("a", {"a", "c"}), ("b", {"b", "c"}), ("ba", {"a", "c"})])
def test_what_was_used_longest_ago_is_let_go_first(used: str, left: set[str]) -> None:
    values: LruCache[str, str] = LruCache(2)
    values.keep({"a": "A", "b": "B"})
    for key in used:
        assert values.get(key) == key.upper()
    values.keep({"c": "C"})
    assert held(values) == left and values.weight == 2


def test_values_that_are_asked_for_together_are_all_used() -> None:
    values: LruCache[str, str] = LruCache(3)
    values.keep({"a": "A", "b": "B", "c": "C"})
    assert values.of(["b", "a", "z"]) == {"b": "B", "a": "A"}
    values.keep({"d": "D", "e": "E"})
    assert held(values) == {"a", "d", "e"}


def test_what_is_kept_stays_within_its_weight_but_for_a_single_value() -> None:
    values: LruCache[str, str] = LruCache(10, len)
    values.keep({"a": "four", "b": "five!"})
    assert values.weight == 9 and not values.full
    values.keep({"c": "x"})
    assert values.weight == 10 and values.full
    values.keep({"d": "more than ten"})
    assert held(values) == {"d"} and values.weight == 13


def test_a_value_in_the_place_of_another_is_weighed_in_its_place() -> None:
    values: LruCache[str, str] = LruCache(10, len)
    for text in ("long text", "x", "text"):
        values.keep({"a": text})
        assert (values.get("a"), values.weight) == (text, len(text))


def test_what_is_of_another_state_of_the_source_is_neither_given_nor_kept() -> None:
    values: LruCache[str, str] = LruCache(10)
    assert values.look(1) and not values.look(1)
    values.keep({"a": "A"}, 1)
    values.keep({"b": "B"}, 0)  # read before it moved
    assert held(values, 1) == {"a"} and held(values, 0) == set() and values.get("a", 0) is None
    assert values.look(2) and held(values, 2) == set() and (values.weight, values.mark) == (0, 2)


def test_values_are_dropped_by_what_they_are() -> None:
    values: LruCache[str, str] = LruCache(10, len)
    values.keep({"a": "old", "b": "new", "c": "old"})
    values.drop(lambda value: value == "old")
    assert held(values) == {"b"} and values.weight == 3


def test_threads_that_share_it_keep_its_weight_right() -> None:
    values: LruCache[int, str] = LruCache(50, len)

    def use(first: int) -> None:
        for n in range(2000):
            if values.get((first * n) % 37) is None:
                values.keep({(first * n) % 37: "x" * (n % 7 + 1)})

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(use, (1, 2, 3, 5)))
    assert values.weight == sum(map(len, values.of(range(37)).values())) <= 50
