"""Documents that were opened are kept within a bound of bytes, those used last."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.store.blocks import Blocks
from assistant.store.opened import OpenDocuments
from assistant.store.rows import DocumentInfo
from assistant.types import Document, Locator, Segment


def info(id_: str) -> DocumentInfo:
    return DocumentInfo(id_, id_, "report", None, (), None, None, None, {}, {}, None, 1, "ready", "0" * 64, f"/{id_}")


def made(id_: str, text: str) -> tuple[DocumentInfo, Document]:
    return info(id_), Document(text, (), id=id_, sha256="0" * 64)


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


def test_a_document_of_which_the_catalog_tells_otherwise_is_not_the_one_that_is_kept() -> None:
    (one, first), (_, second) = made("1", "a" * 1000), made("1", "b" * 1000)
    opened = OpenDocuments(kept=2 * sys.getsizeof(first.text))
    opened.put(one, first)
    dated = replace(one, date="2001-02")
    assert opened.get(dated) is None
    opened.put(dated, second)
    assert opened.get(dated) is second and opened.get(one) is None and not opened.full


def blocks(id_: str) -> Document:
    spans = list(range(100)), list(range(1, 101))
    return Document("a" * 100, Blocks(spans, (["paragraph"], [0] * 100), ([Locator()], [0] * 100)), id=id_, sha256="0" * 64)


def segments_of(document: Document) -> list[Segment]:
    return list(document.segments)


def rows_of(document: Document) -> list[str]:
    return [document.text]


@pytest.mark.parametrize("use", [segments_of, lambda document: document.once(rows_of)])
def test_a_document_weighs_more_once_somebody_went_through_its_segments_or_made_something_of_them(
    use: Callable[[Document], object],
) -> None:
    first = blocks("1")
    opened = OpenDocuments(kept=8000)
    opened.put(info("1"), first)
    opened.put(info("2"), blocks("2"))
    assert opened.get(info("1")) is first and not opened.full
    use(first)
    assert opened.get(info("1")) is first and opened.full
    opened.put(info("3"), blocks("3"))
    assert opened.get(info("1")) is None
