"""Rows that a question names together are added up, one row over all its columns too; sums and shares are not."""

from __future__ import annotations

import pytest

from assistant.answer.tables.across_columns import across_columns
from assistant.ask import Assistant
from tests.answer.tables.test_arithmetic import table
from tests.conftest import opened_over

BUDGET = """# Northbridge budget book

What the council spends and how it is paid for.

## Net spending by service (£000)

| Service | Budget 2025/26 | Budget 2026/27 |
| --- | ---: | ---: |
| Adult social care | 43,900 | 46,750 |
| Children's services | 29,310 | 31,480 |
| Libraries and culture | 3,115 | 2,960 |
| Parks | – | 410 |
| Net spending | 76,325 | 81,600 |

## Outturn against budget (£000)

| Directorate | Budget 2024/25 | Actual 2024/25 |
| --- | ---: | ---: |
| Works | 66,400 | 69,860 |
| Places | 17,900 | 17,185 |

## Homes in three wards

| Measure | Abbey | Netherby | Stoke |
| --- | ---: | ---: | ---: |
| Homes let | 20 | 35 | 12 |
| Homes empty | 2 | 4 | 1 |
"""
assistant = opened_over({"northbridge-budget.md": BUDGET})


@pytest.mark.parametrize(
    ("question", "notice"),
    [
        (
            "What is spent on adult social care and children's services together in 2026/27?",
            "“Adult social care” and “Children's services” are 78,230 together under “Budget 2026/27”: 46,750 + 31,480, worked out "
            "from the rows below. The table is headed “£000”.",
        ),
        (
            "What is the total of adult social care and libraries and culture in 2025/26?",
            "“Adult social care” and “Libraries and culture” are 47,015 together under “Budget 2025/26”: 43,900 "
            "+ 3,115, worked out "
            "from the rows below. The table is headed “£000”.",
        ),
        (
            "By how many per cent was the Works directorate over budget in 2024/25?",
            "This row has 3,460 more under “Actual 2024/25” than under “Budget 2024/25”, 5.2 % of what was "
            "planned, worked out from "
            "these two cells. The table is headed “£000”.",
        ),
        (
            "How much more is spent on adult social care in 2026/27 than in 2025/26?",
            "From 43,900 under “Budget 2025/26” to 46,750 under “Budget 2026/27”: up by 2,850 (6.5 %), worked out from these two "
            "cells. The table is headed “£000”.",
        ),
        ("How many homes are let in the three wards together?", "The 3 cells of this row come to 67: 20 + 35 + 12."),
        (
            "How many homes are empty on average in the three wards?",
            "The average of the 3 cells of this row is 2.33: (2 + 4 + 1) / 3.",
        ),
    ],
)
def test_what_is_asked_for_together_is_told_with_its_parts(assistant: Assistant, question: str, notice: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.notice) == ("answered", notice)


def test_a_row_without_a_figure_is_not_added_up(assistant: Assistant) -> None:
    answer = assistant.ask("What was spent on parks and adult social care together in 2025/26?")
    assert "together" not in (answer.notice or "")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many in the three areas together?", "The 3 cells of this row come to 6: 1 + 2 + 3."),
        ("How many in A, B and C together?", "The 3 cells of this row come to 6: 1 + 2 + 3."),
        (
            "How many on average across the three areas, to one decimal?",
            "The average of the 3 cells of this row is 2.0: (1 + 2 + 3) / 3.",
        ),
        ("How many in the two areas together?", None),
        ("How many in A and B together?", None),
        ("How many in the three areas?", None),
    ],
)
def test_a_row_is_added_up_over_as_many_columns_as_are_asked_for(question: str, said: str | None) -> None:
    grid = table("Thing | Area A | Area B | Area C", "Homes | 1 | 2 | 3")
    assert across_columns(question, grid, grid.rows[0]) == said


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("Thing | 2022 | 2023 | 2024", "Homes | 1 | 2 | 3"),
        ("Thing | North | South | Total", "Homes | 1 | 2 | 3"),
        ("Thing | North | South | West", "Homes | 1 | – | 3"),
        ("Thing | North | South | West", "Homes | 1% | 2% | 3%"),
    ],
)
def test_times_sums_and_shares_are_not_added_up(heads: str, row: str) -> None:
    grid = table(heads, row)
    assert across_columns("How many in the three areas together?", grid, grid.rows[0]) is None
