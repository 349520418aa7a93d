"""A row of figures is read from its end: cells, then a label; the line of years over it says what each cell is of."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.text.figures import barred, columns, figures, fitted, heads_over
from assistant.types import Document, Locator, Role, Segment


@pytest.mark.parametrize(
    ("text", "label", "cells"),
    [
        ("Net sales $ 32,765 $ 31,657", "Net sales", ["$ 32,765", "$ 31,657"]),
        ("Balance at December 31, 2018 $1,241 $3,254", "Balance at December 31, 2018", ["$1,241", "$3,254"]),
        ("Margins (5.3)% 21.0 % ($1,057)", "Margins", ["(5.3)%", "21.0 %", "($1,057)"]),
        ("Impairment — - 57", "Impairment", ["—", "-", "57"]),
        ("Losses (Note\u00a03) (25) 17", "Losses (Note\u00a03)", ["(25)", "17"]),
        ("3,502 3,017 (5,685)", "", ["3,502", "3,017", "(5,685)"]),
        ("Boats of the harbour: 12", "Boats of the harbour", ["12"]),
        ("Loss of lent boats — — (2)", "Loss of lent boats", ["—", "—", "(2)"]),
        ("Prepaid tolls (9) (4)", "Prepaid tolls", ["(9)", "(4)"]),
    ],
)
def test_the_figures_at_the_end_are_the_cells(text: str, label: str, cells: list[str]) -> None:
    row = figures(text)
    assert row is not None
    assert (row.label, [row.cell(n) for n in range(len(row.cells))]) == (label, cells)


@pytest.mark.parametrize(
    "text", ["", "Total revenue in 2022", "Cost of sales", "— —", "2022 2021 2020", "Stores (1)", "Stores (1) (2)"]
)
def test_what_ends_in_no_figure_is_no_such_row(text: str) -> None:
    assert figures(text) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("(in millions) 2018 2017", [("2018", 2018), ("2017", 2017)]),
        ("Years ended June 30, 2023 2022", [("2023", 2023), ("2022", 2022)]),  # the day is of both years
        ("Ended January 28, 2023 January 29, 2022", [("January 28, 2023", 2023), ("January 29, 2022", 2022)]),
        ("2022 2021 % Change", [("2022", 2022), ("2021", 2021), ("% Change", None)]),
        ("Balance sheets at December 31, 2019 and 2018", []),
        ("Total in 2018 1,250", []),
        ("Balance, January 1, 2020 88 79", []),
        ("December 31, 2020 — —", []),  # "none issued at December 31, 2021 and" before it
        ("Stores at the end of fiscal 2018 were as follows:", []),
        ("2018 2017 Reported", [("2018", 2018), ("2017", 2017)]),
        ("Cost of sales", []),
    ],
)
def test_a_line_of_years_names_the_columns(text: str, named: list[tuple[str, int | None]]) -> None:
    assert [(text[slice(*column.span)], column.year) for column in columns(text)] == named


def laid_out(*blocks: tuple[Role, str]) -> Document:
    text, segments = "", []
    for role, words in blocks:
        segments.append(Segment(len(text), len(text) + len(words), role, Locator(page=1)))
        text += words + "\n"
    return Document(text, tuple(segments), title="Ports", id="ports.pdf", sha256="0" * 64)


TABLE: tuple[tuple[Role, str], ...] = (
    ("heading", "Statement of income"),
    ("row", "Three Months Ended Six Months Ended"),
    ("row", "July 29, 2023 July 30, 2022 July 29, 2023 July 30, 2022"),
    ("row", "Tolls:"),
    ("row", "Ships of $95 and $103 5 4 9 8"),
)


def test_the_heads_of_a_row_are_the_years_above_it_and_what_stands_over_them() -> None:
    document = laid_out(*TABLE)
    heads = heads_over(document, 4)
    assert heads is not None
    assert (heads.lines, [column.year for column in heads.columns]) == ((1, 2), [2023, 2022, 2023, 2022])
    row = figures(TABLE[4][1])
    assert row is not None
    whole = fitted(row, len(heads.columns))
    assert whole is not None
    assert (whole.label, len(whole.cells)) == ("Ships of $95 and $103", 4)


@pytest.mark.parametrize("between", ["The harbour was measured again in the year after that.", "x" * 200])
def test_prose_between_a_row_and_years_ends_the_table(between: str) -> None:
    assert heads_over(laid_out(*TABLE[:3], ("paragraph", between), TABLE[4]), 4) is None


def test_a_row_with_other_cells_than_columns_is_not_said_to_be_of_them() -> None:
    heads = heads_over(laid_out(*TABLE), 4)
    row = figures("Boats 5 4")
    assert heads is not None
    assert row is not None
    assert fitted(row, len(heads.columns)) is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Tolls, net of gifts of $95 5 4", "Tolls, net of gifts of $95"),
        ("Tolls, net (26) — 71 1", None),
        ("Tolls than — 5 4", None),
    ],
)
def test_a_label_takes_in_figures_and_no_dash(text: str, label: str | None) -> None:
    row = figures(text)
    assert row is not None
    held = fitted(row, 2)
    assert (held.label if held else None) == label


@given(st.text(alphabet="ab $€%()-—.,0123456789\u00a0\n", max_size=60))
@example("$ 5")
def test_cells_are_spans_of_the_row_in_order_and_bars_take_nothing_away(text: str) -> None:
    row = figures(text)
    if row is None:
        return
    edges = [edge for cell in row.cells for edge in cell]
    assert edges == sorted(edges)
    assert 0 <= edges[0] <= edges[-1] <= len(text)
    assert barred(text, row.cells).replace("|", " ").split() == text.split()


def test_a_line_without_a_label_begins_with_an_empty_cell() -> None:
    assert barred("2018 2017", tuple(column.span for column in columns("2018 2017"))) == "|  | 2018 | 2017 |"
    assert barred("Tolls 5 4", ((6, 7), (8, 9))) == "Tolls | 5 | 4"
