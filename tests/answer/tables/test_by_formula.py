"""A formula in a question is worked out from the cells of quoted rows, or it is said what is missing."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.types import Turn
from tests.answer.tables.test_told_by_accounts import table
from tests.conftest import opened_over
from tests.load.made_pdf import bold, column, make_pdf

INCOME = [
    bold("Consolidated Statements of Income", 730, size=14),
    *table(
        ("(in millions)", "2021", "2020"),
        ("Net sales", "$ 1,250", "$ 1,100"),
        ("Cost of products", "(500)", "(470)"),
        ("Cost of services", "(200)", "(180)"),
        ("Research", "(50)", "(45)"),
        ("Operating income", "500", "405"),
        ("Interest expense", "(40)", "(30)"),
        top=700,
    ),
    *column("See the notes to these statements, which are a part of them and tell more.", top=580),
]
BALANCE = [
    bold("Consolidated Balance Sheets", 730, size=14),
    bold("ASSETS", 716, size=11),
    *table(
        ("(in millions)", "2021", "2020"),
        ("Accounts receivable, net of allowances of $4 and $3", "120", "100"),
        ("Inventories", "60", "70"),
        ("Total current assets", "530", "585"),
        ("Total current liabilities", "400", "500"),
        top=700,
    ),
    *column("The company builds piers for the harbours of the north and sells them to towns.", top=580),
]
FLOWS = [
    bold("Consolidated Statements of Cash Flows", 730, size=14),
    *table(("(in millions)", "2021", "2020"), ("Inventories", "10", "(9)"), ("Bridges", "7", "6"), top=700),
    *column("Dividends are paid in June of each year to those who hold shares then.", top=620),
]
ELM = make_pdf(INCOME, BALANCE, FLOWS, info={"Title": "Elm Piers, annual report 2021"})
assistant = opened_over({"elm-2021.pdf": ELM})


@pytest.mark.parametrize(
    ("question", "notice", "rows"),
    [
        (
            "What was Elm's DSO in 2021? DSO is defined as: 365 * (average accounts receivable between 2020 and "
            "2021) / 2021 revenue.",
            "“DSO” is 32.12 in 2021 (365 × ((100 + 120) / 2) / 1,250): worked out from the cells below by the "
            "formula in the question.",
            {"Accounts receivable, net of allowances of $4 and $3 120 100", "Net sales $ 1,250 $ 1,100"},
        ),
        (
            "Define interest cover as operating income divided by interest expense. What was Elm's in 2021 and "
            "2020, to one decimal?",
            "“interest cover” is 13.5 in 2020 (405 / 30), 12.5 in 2021 (500 / 40): worked out from the cells below by the formula "
            "in the question.",
            {"Operating income 500 405", "Interest expense (40) (30)"},
        ),
        (
            "What was Elm's gross profit in 2021, i.e. revenue less cost of sales?",
            "“gross profit” is 550 in 2021 (1,250 − 700): worked out from the cells below by the formula in the "
            "question. The table "
            "is headed “in millions”.",
            {"Cost of products (500) (470)", "Cost of services (200) (180)"},
        ),
        (
            "What was Elm's stock turnover in 2021, that is revenue / average inventories between 2020 and 2021?",
            "“stock turnover” is 19.23 in 2021 (1,250 / ((70 + 60) / 2)): worked out from the cells below by the formula in the "
            "question.",
            {"Inventories 60 70"},
        ),
    ],
)
def test_a_formula_is_worked_out_from_the_rows_that_are_quoted(
    assistant: Assistant, question: str, notice: str, rows: set[str]
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.notice) == ("answered", notice)
    assert rows <= {citation.quote for citation in answer.citations}


@pytest.mark.parametrize(
    "question",
    [
        "Define the margin as operating income / revenue. What was the margin of Elm's bridges segment in 2021?",
        "What was Elm's margin in the third quarter of 2021, i.e. operating income / revenue?",
        "What was the margin in Scotland of Elm in 2021, i.e. operating income / revenue?",
    ],
)
def test_a_part_of_the_company_is_not_told_by_rows_of_the_whole(assistant: Assistant, question: str) -> None:
    assert "40.0 %" not in (assistant.ask(question).notice or "")
    whole = "Define the margin as operating income / revenue. What was the margin of Elm in 2021?"
    assert "40.0 %" in (assistant.ask(whole).notice or "")


@pytest.mark.parametrize(
    ("question", "notice"),
    [
        (
            "What was Elm's advertising ratio in 2021, defined as advertising costs / revenue?",
            "“advertising ratio” was not worked out: no row was found that is just “advertising costs”, of the time needed.",
        ),
        (
            "What was Elm's stock turnover in 2020, that is revenue / average inventories between 2019 and 2020?",
            "“stock turnover” was not worked out: no row was found that is just “inventories”, of the time needed.",
        ),
    ],
)
def test_a_line_that_is_missing_is_named_and_nothing_is_worked_out(assistant: Assistant, question: str, notice: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.notice) == ("answered", notice)


@pytest.mark.parametrize("doubt", ["who says so?", "can you repeat that", "on which page?"])
def test_a_figure_that_was_worked_out_is_shown_again_where_it_is_doubted(doubt: str, assistant: Assistant) -> None:
    told = assistant.ask("What was Elm's DSO in 2021? DSO is defined as: 365 * accounts receivable / revenue.")
    again = assistant.ask(doubt, [Turn("user", told.question), Turn("assistant", told.text)])
    assert again.text == told.text
    assert "This is said in" in (again.notice or "")
    assert told.notice and told.notice in (again.notice or "")
