"""Rows of tables as they are written, and their cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.cells import cells, in_words, is_row, is_rule, row_cells


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("| St Anne | 41 | 28 |", ["St Anne", "41", "28"]),
        ("  | a |  | c |  ", ["a", "", "c"]),
        ("|  | 2018 | 2017 |", ["", "2018", "2017"]),
        ("Bakery | 900 | 120", ["Bakery", "900", "120"]),
        ("| 2017 | 2018", ["", "2017", "2018"]),  # as readers write a row without a label
        ("| one |", ["one"]),
        (r"a \| b | c", [r"a \| b", "c"]),
    ],
)
def test_a_row_has_the_cells_between_its_bars(line: str, found: list[str]) -> None:
    assert is_row(line) and not is_rule(line)
    assert row_cells(line) == found


@pytest.mark.parametrize("line", ["", "plain words", "a|b", "-", "---", "|", "this | "])
def test_what_is_no_row_is_left_alone(line: str) -> None:
    assert not is_row(line) and in_words(line) == line


@pytest.mark.parametrize("line", ["|---|:--:|", "| --- | ---: |", "--- | ---"])
def test_the_rule_under_the_heads_is_no_words(line: str) -> None:
    assert is_rule(line)
    assert in_words(f"Lead\n| Port | Depth |\n{line}\n| A | 2 m |") == "Lead\nPort · Depth;\nA · 2 m"


@given(st.text(alphabet="|\\ a-:\t", max_size=30))
def test_cells_are_spans_in_order_without_spaces_around_them(line: str) -> None:
    end = 0
    for start, stop in cells(line):
        assert end <= start <= stop <= len(line) and line[start:stop] == line[start:stop].strip()
        end = stop


def test_cells_of_a_row_within_a_text_are_spans_of_the_text() -> None:
    text = "Depths:\n| A | 2 m |\nEnd."
    assert [text[slice(*cell)] for cell in cells(text, 8, 19)] == ["A", "2 m"]
