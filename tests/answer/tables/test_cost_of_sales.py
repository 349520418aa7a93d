"""The cost of what is sold, and inventories, may be printed in parts, with a total or without one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer.choose.figure_rows import Row
from assistant.answer.tables.account_rows import APART, Reports, RowRead, rows_of, together
from assistant.answer.tables.accounts import in_line_items
from assistant.answer.tables.asked_of_accounts import AskedFigure, Times, words_of
from assistant.answer.tables.cost_of_sales import COST, inventory_parts, whole_cost
from assistant.text.figures import Figures
from assistant.types import Role
from tests.text.test_units import laid_out

ASKED = AskedFigure(frozenset({COST}), frozenset({COST}), False, None, (), Times(frozenset(), False, None), (), False)


@pytest.mark.parametrize(
    ("rows", "whole"),
    [
        (["Cost of sales (700) (650)", "Selling expenses (90) (80)"], ["Cost of sales"]),
        (
            ["Cost of products (500) (470)", "Cost of services (200) (180)", "Research (9) (8)"],
            ["Cost of products", "Cost of services"],
        ),
        (
            [
                "Cost of products (500) (470)",
                "Cost of services (200) (180)",
                "Interest (30) (20)",
                "Total costs and expenses (730) (670)",
            ],
            ["Total costs and expenses"],
        ),
        (
            ["Cost of products (500) (470)", "Cost of services (200) (180)", "Total costs and expenses (999) (652)"],
            [],  # of what the total is, is not known
        ),
        (
            [
                "Cost of products 500 470",
                "Cost of services 200 180",
                "Selling and marketing 90 80",
                "Total costs and expenses 790 730",
            ],
            ["Cost of products", "Cost of services"],
        ),
        (["Cost of products 500 470", "Cost of services 200 180", "Total cost of revenue 700 650"], ["Total cost of revenue"]),
        (["Cost of products 500 470", "Cost of products 200 180"], []),
    ],
)
def test_the_whole_cost_is_one_row_its_total_or_its_parts(rows: list[str], whole: list[str]) -> None:
    heads: list[tuple[Role, str]] = [("row", "(in millions) 2021 2020"), ("row", "Net sales 1,250 1,100")]
    document = laid_out(*heads, *(("row", row) for row in rows))
    read = document.once(rows_of)
    first = min(
        Reports([document.id], frozenset(), lambda _: document).matching(ASKED, frozenset({COST})), key=lambda row: row.index
    )
    assert [row.figures.label for row in whole_cost(ASKED, first, read, document)] == whole


def named(*labels: str) -> list[RowRead]:
    return [
        RowRead("a.pdf", n, Figures(label, label, ()), words_of(in_line_items(label)), frozenset(), "")
        for n, label in enumerate(labels)
    ]


@pytest.mark.parametrize(
    ("section", "rows", "parts"),
    [
        ("Inventories, net:", ["Raw materials and supplies", "Work in process and finished goods", "Prepaid expenses"], 2),
        ("Inventories", ["Finished goods", "Work in process", "Raw materials", "Other"], 3),
        ("Inventories", ["Finished goods", "Prepaid expenses", "Raw materials"], 0),
        ("Current assets:", ["Finished goods", "Raw materials"], 0),
    ],
)
def test_inventories_in_parts_are_the_kinds_of_them_right_under_their_label(section: str, rows: list[str], parts: int) -> None:
    found = inventory_parts([(words_of(section), named(*rows))])
    assert [row.figures.label for row in found] == rows[:parts]


def test_statements_that_stand_far_apart_are_not_of_one_set() -> None:
    """A report may end with the statements of a part of the group: its inventories go with no cost of sales of the whole."""
    row = Row("a.pdf", 10, Figures("", "", ()), None, False, (1.0,), None, statement="income")
    near = replace(row, index=10 + APART, statement="position")
    assert together({"cost": [row], "stock": [replace(near, index=near.index + 1), near]}) == {"cost": row, "stock": near}
