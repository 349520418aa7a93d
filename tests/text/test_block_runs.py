"""A row of a table is read under its caption and its column heads; a list has a line over it."""

from __future__ import annotations

import pytest

from assistant.text.block_runs import first_of_run, index_at, is_head, lead, over_row, run_from
from assistant.types import Document, Role, Segment


def laid_out(*blocks: tuple[Role, str]) -> Document:
    text, segments = "", []
    for role, words in blocks:
        segments.append(Segment(len(text), len(text) + len(words), role))
        text += words + "\n"
    return Document(text, tuple(segments), title="Ports", id="ports.md", sha256="0" * 64)


TABLE = laid_out(
    ("paragraph", "All ports were measured. Table 3. Depths"),
    ("row", "Port | Depth 2019"),
    ("furniture", "Ports of the coast"),
    ("row", "North | 12 m"),
    ("row", "South | 7"),
    ("paragraph", "No ship is lost."),
    ("item", "1. One"),
    ("item", "2. Two"),
)


def words(spans: list[tuple[int, int]]) -> list[str]:
    return [TABLE.text[start:end] for start, end in spans]


def test_what_stands_over_a_row() -> None:
    assert words(over_row(TABLE, 4)) == ["Table 3. Depths", "Port | Depth 2019"]
    assert [n for n in range(len(TABLE.segments)) if is_head(TABLE, n)] == [1]


def test_a_run_is_found_from_any_of_its_blocks() -> None:
    assert [first_of_run(TABLE.segments, n) for n in (1, 3, 4, 6, 7)] == [1, 1, 1, 6, 6]
    assert words(run_from(TABLE, 6)) == ["1. One", "2. Two"]
    assert words(lead(TABLE, 6)) == ["No ship is lost."]
    assert index_at(TABLE, TABLE.text.index("South")) == 4


@pytest.mark.parametrize(
    ("head", "told"),
    [("Port Depth", True), ("Question Area A", True), ("Loans | 2021", True), ("North 12", False), ("North | £1,200", False)],
)
def test_column_heads_hold_no_figure_but_years(head: str, told: bool) -> None:
    assert is_head(laid_out(("row", head), ("row", "x 3")), 0) is told
