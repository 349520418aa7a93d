"""Which of several has the most is told by the rows compared, before a row of accounts, and by none of another line."""

from __future__ import annotations

from assistant.ask import Assistant
from tests.answer.tables.test_told_by_accounts import table
from tests.conftest import opened_over
from tests.load.made_pdf import bold, column, make_pdf

INCOME = [
    bold("Consolidated Statements of Income", 730, size=14),
    *table(("(in millions)", "2021", "2020"), ("Total revenues", "1,250", "1,100"), ("Gross profit", "550", "450"), top=700),
    *column("See the notes to these statements, which are a part of them and tell more.", top=640),
]
SEGMENTS = [
    bold("Revenues by segment", 730, size=14),
    *table(
        ("Segment", "2021", "2020"),
        ("Piers", "900", "500"),
        ("Boats", "250", "500"),
        ("Ropes", "100", "100"),
        ("Total revenues", "1,250", "1,100"),
        top=700,
    ),
    *column("The company builds piers for the harbours of the north and sells them to towns.", top=620),
]
assistant = opened_over({"elm-2021.pdf": make_pdf(INCOME, SEGMENTS, info={"Title": "Elm Piers, annual report 2021"})})


def test_which_grew_most_is_one_of_the_rows_and_not_their_sum(assistant: Assistant) -> None:
    answer = assistant.ask("Which Elm segment's revenue grew the most in 2021?")
    assert answer.notice == "Of the 3 differences between “2020” and “2021”, the highest is 400: “Piers”."


def test_the_most_of_one_line_is_not_told_by_another(assistant: Assistant) -> None:
    answer = assistant.ask("Which Elm segment had the highest gross profit in 2021?")
    assert "the highest is" not in (answer.notice or "")
