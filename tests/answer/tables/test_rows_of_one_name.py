"""Which row is told where several could be meant: the one named in full, of the year, of the company; else all of that name."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from tests.answer.tables.test_told_by_accounts import table
from tests.conftest import opened_over
from tests.load.made_pdf import bold, column, make_pdf

INCOME = [
    bold("Consolidated Statements of Income", 730, size=14),
    *table(
        ("(in millions)", "2022", "2021"),
        ("Revenues", "1,000", "900"),
        ("Cost of products", "(500)", "(450)"),
        ("Cost of services", "(100)", "(90)"),
        ("Total costs", "(600)", "(540)"),
        ("Net loss of lent mills", "—", "(2)"),
        ("Research and development expenses", "50", "36"),
        ("Net income before gifts to the towns", "80", "75"),
        ("Net income attributable to common shareholders", "70", "64"),
        top=700,
    ),
    *column("See the notes to these statements, which are a part of them and tell more.", top=580),
]
BALANCE = [
    bold("Consolidated Balance Sheets", 730, size=14),
    *table(
        ("(in millions)", "2022", "2021"),
        ("Trade receivables, net of allowances of $2 and $1", "210", "190"),
        ("Inventories", "", ""),
        ("Raw materials", "30", "28"),
        ("Finished goods", "50", "41"),
        ("Goodwill", "15", "14"),
        ("Current liabilities:", "", ""),
        ("Deferred fees", "53", "47"),
        ("Long-term liabilities:", "", ""),
        ("Deferred fees", "11", "14"),
        ("Total shareholders' equity", "339", "1,656"),
        ("Noncontrolling interests", "71", "57"),
        ("Total equity", "410", "1,713"),
        top=700,
    ),
    *column("The company builds mills on the rivers of the north and lends them to towns.", top=500),
]
FLOWS = [
    bold("Consolidated Statements of Cash Flows", 730, size=14),
    *table(
        ("(in millions)", "2022", "2021"),
        ("Changes in assets and liabilities:", "", ""),
        ("Trade receivables", "(20)", "(43)"),
        ("Prepaid tolls", "(9)", "(4)"),
        ("Net cash provided by operating activities", "90", "70"),
        ("Lent weirs", "(52)", "(41)"),
        top=700,
    ),
    *column("Dividends are paid in June of each year to those who hold shares then.", top=620),
]
ANALYSIS = [
    bold("Analysis of the Consolidated Statements of Income", 730, size=14),
    *table(
        ("", "2022", "2021"),
        ("Percentage of Revenues", "60.0 %", "60.0 %"),
        ("Sales of flour % change", "(9.9)%", "10.4 %"),
        top=700,
    ),
    *column("The shares above are of the year, and hold for the whole of the company.", top=640),
]
LENT = [
    bold("Note 9. A mill of which a third is held", 730, size=14),
    *table(("(in millions)", "2022", "2021"), ("Net income", "16", "13"), ("Inventories", "6", "7"), top=700),
    *column("Of the mill at the ford a third is held, and its accounts are given here.", top=640),
]
FEES = [
    bold("Fees by kind", 730, size=14),
    *table(
        ("(in millions)", "2022", "2021"),
        ("Net fees:", "", ""),
        ("Weirs", "40", "30"),
        ("Dams", "20", "10"),
        ("Mix of net fees:", "", ""),
        ("Weirs", "67", "75"),
        ("Dams", "33", "25"),
        top=700,
    ),
    *column("The fees are those of the towns on the river, which pay them each spring.", top=580),
]
QUARTER = [
    bold("Consolidated Balance Sheets", 730, size=14),
    *table(("(in millions)", "June 30, 2022", "June 30, 2021"), ("Goodwill", "17", "16"), ("Weirs", "5", "4"), top=700),
    *column("These are the accounts of the company for the second quarter of the year.", top=640),
]
assistant = opened_over(
    {
        "elder-2022.pdf": make_pdf(ANALYSIS, INCOME, BALANCE, FLOWS, LENT, FEES, info={"Title": "Elder Mills, annual report 2022"}),
        "a-elder-2022.pdf": make_pdf(QUARTER, info={"Title": "Elder Mills, quarterly report June 2022"}),
    }
)


@pytest.mark.parametrize(
    ("question", "rows", "notice"),
    [
        ("Elder revenues 2022", ["Revenues | 1,000 | 900"], "Under “2022” this row has 1,000."),
        ("What percentage of Elder's revenues were costs in 2022?", ["Percentage of Revenues | 60.0 % | 60.0 %"], None),
        ("Elder cost of services 2022", ["Cost of services | (100) | (90)"], "Under “2022” this row has (100)."),
        ("Elder cost of sales 2022", ["Total costs | (600) | (540)"], "Under “2022” this row has (600)."),
        (
            "What was Elder's R&D as a percentage of revenue in 2022?",
            ["Research and development expenses | 50 | 36", "Revenues | 1,000 | 900"],
            "“R&D as a percentage of revenue” is 5.0 % in 2022, 4.0 % in 2021: worked out from the rows below,",
        ),
        ("How much lower was Elder's goodwill in 2021 than in 2022?", ["Goodwill | 15 | 14"], "From 2021 to 2022 up by 1 (7.1 %)"),
        ("Elder total equity 2022", ["Total equity | 410 | 1,713"], "Under “2022” this row has 410."),
        ("Elder net income 2022", ["Net income attributable to common shareholders | 70 | 64"], "Under “2022” this row has 70."),
        ("Elder goodwill 2022", ["Goodwill | 15 | 14"], "Under “2022” this row has 15."),
        ("Elder goodwill June 30, 2022", ["Goodwill | 17 | 16"], "Under “June 30, 2022” this row has 17."),
        (
            "Elder deferred fees 2022",
            ["Current liabilities:", "Deferred fees | 53 | 47", "Long-term liabilities:", "Deferred fees | 11 | 14"],
            "Under “2022” these rows have 53 and 11.",
        ),
        ("Elder current deferred fees 2022", ["Current liabilities:", "Deferred fees | 53 | 47"], "Under “2022” this row has 53."),
        (
            "How did Elder's deferred fees change from 2021 to 2022?",
            ["Current liabilities:", "Deferred fees | 53 | 47", "Long-term liabilities:", "Deferred fees | 11 | 14"],
            "The rows are quoted as printed; no change was computed.",
        ),
        (
            "Elder inventories 2022",
            ["Inventories", "Raw materials | 30 | 28", "Finished goods | 50 | 41"],
            "Under “2022” these rows have 30 and 50. Together that is 80.",
        ),
        (
            "How did Elder's trade receivables change from 2021 to 2022?",
            ["Trade receivables, net of allowances of $2 and $1 | 210 | 190"],
            "From 2021 to 2022 up by 20 (10.5 %), worked out from the two cells of this row.",
        ),
        (
            "How did Elder's prepaid tolls change from 2021 to 2022?",
            ["Prepaid tolls | (9) | (4)"],
            "The row is quoted as printed; no change was computed.",
        ),
        (
            "How did Elder's lent weirs change from 2021 to 2022?",
            ["Lent weirs | (52) | (41)"],
            "From 2021 to 2022 larger by 11 (26.8 %), worked out from the two cells of this row.",
        ),
        ("Elder net fees of weirs growth 2022", ["Net fees:", "Weirs | 40 | 30"], "From 2021 to 2022 up by 10 (33.3 %)"),
        (
            "By how much did Elder's sales of flour decline in 2022?",
            ["Sales of flour % change | (9.9)% | 10.4 %"],
            "Under “2022” this row has (9.9)%.",
        ),
        ("Elder net loss of lent mills 2021", ["Net loss of lent mills | — | (2)"], "Under “2021” this row has (2)."),
    ],
)
def test_the_row_that_is_meant_is_told_or_all_of_its_name(
    assistant: Assistant, question: str, rows: list[str], notice: str | None
) -> None:
    answer = assistant.ask(question)
    lines = [line.partition(" [")[0].replace("\u00a0", " ") for line in answer.text.split("\n")]
    assert [line for line in lines if line in rows or "|" in line][-len(rows) :] == rows
    assert notice is None or (answer.notice or "").startswith(notice)


@pytest.mark.parametrize("question", ["What was Elder's capex as a percentage of revenue in 2022?", "Elder asset turnover 2022"])
def test_a_line_of_a_measure_is_not_told_for_the_measure(assistant: Assistant, question: str) -> None:
    assert "this row has" not in (assistant.ask(question).notice or "")
