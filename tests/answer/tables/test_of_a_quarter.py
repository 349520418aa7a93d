"""What a report on a quarter tells of it: the cell under that quarter's newest head, and a margin worked out from such cells."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from tests.conftest import opened_over
from tests.load.made_pdf import Print, bold, column, make_pdf

PLACES = (72, 250, 340, 430, 520)


def wide(*rows: tuple[str, ...], top: float) -> list[Print]:
    return [Print(x, top - 14 * n, cell, 9) for n, row in enumerate(rows) for x, cell in zip(PLACES, row, strict=False) if cell]


EARNINGS = [
    bold("Condensed Consolidated Statements of Earnings", 730, size=14),
    *wide(("$ in millions", "", "", "", ""), top=716),
    *wide(("", "Three Months Ended", "", "Six Months Ended", ""), top=702),
    *wide(
        ("", "July 29, 2023", "July 30, 2022", "July 29, 2023", "July 30, 2022"),
        ("Revenue", "$ 900", "$ 1,000", "$ 1,900", "$ 2,100"),
        ("Gross profit", "180", "190", "390", "430"),
        ("Net earnings", "27", "30", "51", "64"),
        top=688,
    ),
    *column("See the notes to these statements, which are a part of them and tell more.", top=600),
]
RECONCILED = [
    bold("Reconciliation of measures", 730, size=14),
    *wide(("", "Jan 2, 2022", "", "", ""), ("Net earnings", "47", "9", "2", "58"), ("Revenue", "90", "2", "1", "93"), top=702),
]
RESULTS = [
    bold("Overall results", 730, size=14),
    *wide(
        ("", "2022", "2021", "% Change", "2022"),
        ("Net earnings", "35", "47", "(25.5)%", "179"),
        ("Tolls", "3", "4", "7%", "8"),
        top=702,
    ),
]
alder = opened_over({"alder.pdf": make_pdf(RECONCILED, RESULTS, info={"Title": "Alder Looms, results"})})
assistant = opened_over({"ELDER_2024Q2_10Q.pdf": make_pdf(EARNINGS, info={"Title": "Elder Mills, quarter ended July 29, 2023"})})


@pytest.mark.parametrize(
    ("question", "notice"),
    [
        ("Elder net income Q2 fiscal 2024", "Under “Three Months, July 29, 2023” this row has 27."),
        (
            "What was Elder's revenue in the second quarter of fiscal 2024?",
            "Under “Three Months, July 29, 2023” this row has $ 900.",
        ),
        (
            "elder gross margin q2 fiscal 2024",
            "“gross margin” is 20.0 % in 2023: worked out from the rows below, “Gross profit” over “Revenue”. "
            "The cells are those under “Three Months, July 29, 2023”.",
        ),
        (
            "What was Elder's gross profit rate in Q2 of fiscal 2024?",
            "“gross profit rate” is 20.0 % in 2023: worked out from the rows below, “Gross profit” over “Revenue”. "
            "The cells are those under “Three Months, July 29, 2023”.",
        ),
    ],
)
def test_the_quarter_that_the_report_is_on_is_told(assistant: Assistant, question: str, notice: str) -> None:
    assert (assistant.ask(question).notice or "").startswith(notice)


@pytest.mark.parametrize(
    "question",
    [
        "What was Elder's gross margin in Q2 of fiscal 2023?",  # which date that is nobody says
        "What was Elder's gross margin in Q3 of fiscal 2024?",
    ],
)
def test_another_quarter_is_not_worked_out(assistant: Assistant, question: str) -> None:
    assert "worked out from the rows below" not in (assistant.ask(question).notice or "")


def test_one_date_over_a_row_of_many_cells_heads_none_of_them(alder: Assistant) -> None:
    assert "179" in alder.ask("What was Alder's net income in 2022?").text
