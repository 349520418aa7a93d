"""A question after a figure is answered by the row that names it, of the year that is asked for, or not at all."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from tests.conftest import opened_over
from tests.load.made_pdf import Print, bold, column, make_pdf


def table(*rows: tuple[str, ...], top: float) -> list[Print]:
    return [
        Print(x, top - 14 * n, cell) for n, row in enumerate(rows) for x, cell in zip((72, 320, 400), row, strict=False) if cell
    ]


INCOME = [
    bold("Consolidated Statements of Income", 730, size=14),
    *table(
        ("(in millions)", "2021", "2020"),
        ("Net sales", "$ 1,250", "$ 1,100"),
        ("Cost of sales", "(700)", "(650)"),
        ("Gross profit", "550", "450"),
        ("Marketing", "40", "35"),
        ("Earnings per share, diluted:", "", ""),
        ("Going piers", "$ 2.10", "$ 1.80"),
        ("Piers given up", "(0.10)", "0.05"),
        ("Weighted-average shares, diluted", "250", "240"),
        top=700,
    ),
    *column("See the notes to these statements, which are a part of them and tell more.", top=600),
]
BALANCE = [
    bold("Consolidated Balance Sheets", 730, size=14),
    *table(
        ("(in millions)", "2021", "2020"),
        ("Inventories", "60", "71"),
        ("Total current assets", "530", "585"),
        ("Total current liabilities", "447", "510"),
        top=700,
    ),
    *column("The company builds piers for the harbours of the north and sells them to towns.", top=600),
]
FLOWS = [
    bold("Consolidated Statements of Cash Flows", 730, size=14),
    *table(
        ("(in millions)", "2021", "2020"),
        ("Inventories", "11", "(9)"),
        ("Dividends paid", "(52)", "(41)"),
        ("Number of boats hired", "8", "6"),
        ("Total cost of boats hired", "30", "20"),
        top=700,
    ),
    *column("Dividends are paid in June of each year to those who hold shares then.", top=600),
]


EQUITY = [
    bold("Consolidated Statements of Equity", 730, size=14),
    *table(
        ("Balance, January 1, 2020", "880", "790"),
        ("Gain", "210", "190"),
        ("Tolls declared, per share: $0.20", "", ""),
        ("Balance, December 31, 2020", "970", "860"),
        ("Gain", "300", "280"),
        ("Tolls declared, per share: $0.25", "", ""),
        ("Balance, December 31, 2021", "990", "900"),
        top=700,
    ),
]
ELM = make_pdf(INCOME, BALANCE, FLOWS, EQUITY, info={"Title": "Elm Piers, annual report 2021"})
OAK = "# Oak Boats\n\nIn 2021 Elm saw how much we spent on lobbying the towns of the coast: 3 million."
assistant = opened_over({"elm-2021.pdf": ELM, "oak.md": OAK})


@pytest.mark.parametrize(
    ("question", "row", "notice"),
    [
        ("What was Elm's revenue in 2020?", "Net sales | $\u00a01,250 | $\u00a01,100", "Under “2020” this row has $ 1,100."),
        ("How much did Elm spend on marketing in 2021?", "Marketing | 40 | 35", "Under “2021” this row has 40."),
        ("How much did Elm spend on boats hired in 2021?", "Total cost of boats hired | 30 | 20", "Under “2021” this row has 30."),
        ("What is Elm's gross profit?", "Gross profit | 550 | 450", ""),
        ("What were Elm's inventories in 2021?", "Inventories | 60 | 71", "Under “2021” this row has 60."),
        (
            "How much did Elm's revenue grow in 2021?",
            "Net sales | $\u00a01,250 | $\u00a01,100",
            "From 2020 to 2021 up by 150 (13.6 %), worked out from the two cells of this row.",
        ),
        (
            "How much did Elm's revenue grow on 2020?",
            "Net sales | $\u00a01,250 | $\u00a01,100",
            "From 2020 to 2021 up by 150 (13.6 %), worked out from the two cells of this row.",
        ),
        ("Elm inventories 2021", "Inventories | 60 | 71", "Under “2021” this row has 60."),
    ],
)
def test_the_row_is_quoted_under_its_heads_and_the_cell_is_named(
    assistant: Assistant, question: str, row: str, notice: str
) -> None:
    answer = assistant.ask(question)
    lines = [line.partition(" [")[0] for line in answer.text.split("\n")]
    assert (answer.status, lines[1:]) == ("answered", ["(in millions) | 2021 | 2020", row])
    assert (answer.notice or "").startswith(notice)
    for citation in answer.citations:
        assert assistant.document(citation.document).text[citation.start : citation.end] == citation.quote
    assert answer.citations[-1].quote == row.replace(" |", "").replace("\u00a0", " ")
    assert {sentence.support for sentence in answer.sentences} == {"supported"}
    first = answer.passages[0]
    assert first.rank == 1 and first.start <= answer.citations[0].start < first.end


@pytest.mark.parametrize(
    ("question", "rows", "notice"),
    [
        (
            "What were Elm's diluted earnings per share in 2020?",
            ["Earnings per share, diluted:", "Going piers $ 2.10 $ 1.80", "Piers given up (0.10) 0.05"],
            "Under “2020” these rows have $ 1.80 and 0.05.",
        ),
        (
            "What tolls per share did Elm declare in 2020?",
            ["Tolls declared, per share: $0.20", "Balance, December 31, 2020 970 860"],
            "This row has $0.20, over the line “Balance, December 31, 2020” that closes the year.",
        ),
    ],
)
def test_the_label_of_a_section_and_the_balance_that_closes_a_year_say_of_what_a_row_is(
    assistant: Assistant, question: str, rows: list[str], notice: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.notice, [citation.quote for citation in answer.citations][-len(rows) :]) == (notice, rows)


def test_a_measure_that_is_defined_in_several_ways_is_worked_out_in_one_that_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("Has Elm's quick ratio improved between 2020 and 2021?")
    quotes = [citation.quote for citation in answer.citations]
    assert {"Inventories 60 71", "Total current assets 530 585", "Total current liabilities 447 510"} <= set(quotes)
    assert answer.notice == (
        "“quick ratio” is 1.05 in 2021, 1.01 in 2020: worked out from the rows below, taken as (“Total current assets” less "
        "“Inventories”) over “Total current liabilities”; other definitions exist. It is higher in 2021 than in 2020."
    )


def test_a_measure_of_which_a_line_is_missing_is_not_computed(assistant: Assistant) -> None:
    answer = assistant.ask("What was Elm's free cash flow conversion in 2021?")
    assert "not" in (answer.reason or answer.notice or "No passage found mentions this figure, not even in part")
    assert "%" not in (answer.notice or "")


@pytest.mark.parametrize(
    ("question", "notice"),
    [
        (
            "Is Elm's gross margin improving?",
            "“gross margin” is 44.0 % in 2021, 40.9 % in 2020: worked out from the rows below, “Gross profit” over “Net sales”. "
            "It is higher in 2021 than in 2020.",
        ),
        (
            "What was Elm's cost of sales as a percentage of revenue in 2021?",
            "“cost of sales as a percentage of revenue” is 56.0 % in 2021, 59.1 % in 2020: worked out from the rows below, “Cost "
            "of sales” over “Net sales”.",
        ),
        (
            "What was Elm's current ratio in 2021?",
            "“current ratio” is 1.19 in 2021, 1.15 in 2020: worked out from the rows below, “Total current assets” over “Total "
            "current liabilities”.",
        ),
        (
            "What was Elm's inventory turnover in 2021?",
            "“inventory turnover” is 10.69 in 2021: worked out from the rows below, taken as “Cost of sales” over the average of "
            "“Inventories”; other definitions exist.",
        ),
        (
            "Did Elm's inventory turnover improve in 2021?",
            "“inventory turnover” is 11.67 in 2021, 9.15 in 2020: worked out from the rows below, taken as “Cost of sales” over "
            "“Inventories”; other definitions exist. It is higher in 2021 than in 2020.",
        ),
        (
            "What was Elm's working capital in 2021?",
            "“working capital” is 83 in 2021, 75 in 2020: worked out from the rows below, “Total current assets” "
            "less “Total current "
            "liabilities”. The table is headed “in millions”.",
        ),
        (
            "What was the two year average of Elm's gross margin over 2020 and 2021?",
            "“gross margin” is 44.0 % in 2021, 40.9 % in 2020: worked out from the rows below, “Gross profit” "
            "over “Net sales”. The "
            "average of these 2 years is 42.5 %.",
        ),
        (
            "How much did Elm pay in dividends in total from 2020 to 2021?",
            "The total of 2020 to 2021 is 93: 41 + 52, worked out from the cells of this row. The table is headed “in millions”.",
        ),
        (
            "How much did Elm spend on boats hired in total from 2020 to 2021?",
            "The total of 2020 to 2021 is 50: 20 + 30, worked out from the cells of this row. The table is headed “in millions”.",
        ),
        (
            "What was Elm's revenue in 2020 in USD billions?",
            "Under “2020” this row has $ 1,100. The table is headed “in millions”: in billions that is 1.1.",
        ),
    ],
)
def test_a_measure_that_is_one_line_over_another_is_worked_out(assistant: Assistant, question: str, notice: str) -> None:
    assert assistant.ask(question).notice == notice


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What was Elm's revenue in 2015?", "The rows for this cover 2020 and 2021 only."),
        ("What was Elm's net income in 2021?", "No passage found mentions this figure."),
        (
            "How much did Elm spend on lobbying the towns of the coast in 2021?",
            "No passage of the document that this is about gives this figure.",
        ),
    ],
)
def test_a_year_or_an_item_that_is_not_printed_is_declined(assistant: Assistant, question: str, reason: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == ("declined", reason)


beside_others = opened_over(
    {
        "mills.pdf": make_pdf(INCOME, BALANCE, info={"Title": "Mills Inc., Form 10-K for the year ended December 31, 2021"}),
        "docks.md": "# Docks\n\nFor Quay, Inc. amortization of intangible assets was $446 million as of December 31, 2021.",
    }
)


@pytest.mark.parametrize(
    "question",
    [
        "How much was the amortization of intangible assets as of December 31, 2021?",
        "How much was the amortization of the intangible assets of Quay, Inc. in 2021?",
    ],
    ids=["a month", "Inc."],
)
def test_a_month_or_the_form_of_a_company_names_no_document(beside_others: Assistant, question: str) -> None:
    assert "$446 million" in beside_others.ask(question).text
