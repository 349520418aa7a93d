"""Documents that were opened are kept within a bound of bytes, those used last."""

from __future__ import annotations

import sys

import pytest

from assistant.store.blocks import Blocks
from assistant.store.opened import OpenDocuments
from assistant.types import Document, Locator


def made(id_: str, text: str) -> tuple[tuple[str, str, str], Document]:
    return (id_, "0" * 64, id_), Document(text, (), id=id_, sha256="0" * 64)


@pytest.mark.parametrize("letter", ["a", "ż"])
def test_what_was_used_longest_ago_is_let_go_where_the_bytes_are_too_many(letter: str) -> None:
    (one, first), (two, second), (three, third) = (made(id_, letter * 1000) for id_ in ("1", "2", "3"))
    opened = OpenDocuments(kept=2 * sys.getsizeof(first.text))
    opened.put(one, first)
    opened.put(two, second)
    assert opened.get(one) is first
    opened.put(three, third)
    assert (opened.get(one), opened.get(two), opened.get(three)) == (first, None, third)


def test_a_document_longer_than_the_bound_is_kept_alone() -> None:
    (one, first), (two, second) = made("1", "a" * 10), made("2", "a" * 1000)
    opened = OpenDocuments(kept=100)
    opened.put(one, first)
    opened.put(two, second)
    assert (opened.get(one), opened.get(two)) == (None, second)


def test_putting_a_document_twice_counts_it_once() -> None:
    (one, first), (two, second) = made("1", "a" * 1000), made("2", "a" * 1000)
    opened = OpenDocuments(kept=2 * sys.getsizeof(first.text))
    for _ in range(3):
        opened.put(one, first)
    opened.put(two, second)
    assert opened.get(one) is first and opened.get(two) is second


def test_a_document_weighs_more_once_somebody_went_through_its_segments() -> None:
    spans = list(range(100)), list(range(1, 101))
    blocks = Blocks(spans, (["paragraph"], [0] * 100), ([Locator()], [0] * 100))
    first = Document("a" * 100, blocks, id="1", sha256="0" * 64)
    opened = OpenDocuments(kept=8000)
    for n in ("1", "2"):
        opened.put((n, "", ""), first)
    assert opened.get(("1", "", "")) is first and not opened.full
    assert len(list(blocks)) == 100
    assert opened.get(("2", "", "")) is first and opened.full
    opened.put(("3", "", ""), first)
    assert opened.get(("1", "", "")) is None
