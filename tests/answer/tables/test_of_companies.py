"""A figure of two companies is told of each, and asked back where none is named and several have it; of others it is declined."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.types import Answer, Turn
from tests.answer.tables.test_told_by_accounts import table
from tests.conftest import opened_over
from tests.load.made_pdf import bold, column, make_pdf


def accounts(title: str, unit: str, years: tuple[str, str], sales: tuple[str, str], research: tuple[str, str], last: str) -> bytes:
    page = [
        bold("Consolidated Statements of Income", 730, size=14),
        *table((unit, *years), ("Net sales", *sales), ("Research and development", *research), ("Net loss", "(7)", "(6)"), top=700),
        *column(last, top=600),
    ]
    return make_pdf(page, info={"Title": title})


YEARS = ("2021", "2020")
FILES = {
    "elm-2021.pdf": accounts(
        "ELM PIERS PLC, annual report 2021",
        "(in millions)",
        YEARS,
        ("1,250", "1,100"),
        ("(50)", "(45)"),
        "Dagmar Lund leads the company. Its rivals are Willow and Rowan, which trade in the north.",
    ),
    "ash-2021.pdf": accounts(
        "ASH AND SONS, annual report 2021", "(in millions)", YEARS, ("900", "800"), ("70", "60"), "The boats are built by hand."
    ),
    "birch-2019.pdf": accounts(
        "Birch Ferries Ltd, annual report 2019",
        "(in thousands)",
        ("2019", "2018"),
        ("250,000", "240,000"),
        ("900", "800"),
        "The ferries run all year. In 2020 Alder spent 3 million on research and development.",
    ),
}
assistant = opened_over(FILES)
ELM_2017 = accounts(
    "ELM PIERS PLC, annual report 2017", "(in millions)", ("2017", "2016"), ("700", "650"), ("30", "20"), "The piers are of oak."
)
reports = opened_over({"ash-2021.pdf": FILES["ash-2021.pdf"], "elm-2021.pdf": FILES["elm-2021.pdf"], "elm-2017.pdf": ELM_2017})
alone = opened_over({"elm-2021.pdf": FILES["elm-2021.pdf"], "oak.md": "# Oak\n\nOak had a revenue of 3 million in 2021."})


@pytest.mark.parametrize(
    ("question", "rows", "notice"),
    [
        (
            "How much more did Ash spend on R&D than Elm in 2021?",
            ["Ash:", "Research and development | 70 | 60", "Elm:", "Research and development | (50) | (45)"],
            "The figure of Ash is 20 more than that of Elm, worked out from the two cells.",
        ),
        (
            "Which had the higher revenue in 2020, Elm or Ash?",
            ["Elm:", "Net sales | 1,250 | 1,100", "Ash:", "Net sales | 900 | 800"],
            "The figure of Elm is 300 more than that of Ash, worked out from the two cells. Elm: Under “2020” this row has 1,100. "
            "The table is headed “in millions”. Ash: Under “2020” this row has 800. The table is headed “in millions”.",
        ),
        (
            "How many times Ash's revenue was Elm's in 2020?",
            ["Ash:", "Net sales | 900 | 800", "Elm:", "Net sales | 1,250 | 1,100"],
            "The figure of Elm is 1.38 times that of Ash, worked out from the two cells.",
        ),
        (
            "Compare the revenue of Elm and Birch Ferries in 2020",
            ["Elm:", "Net sales | 1,250 | 1,100"],
            "Birch Ferries: The rows for this cover 2018 and 2019 only.",
        ),
        (
            "Which of Ash, Elm and Birch had the highest revenue in 2020?",
            ["Ash:", "Net sales | 900 | 800", "Elm:", "Net sales | 1,250 | 1,100"],
            "Birch: The rows for this cover 2018 and 2019 only.",
        ),
        ("Elm and Willow R&D 2021", ["Elm:", "Research and development | (50) | (45)"], "No document here is of Willow."),
    ],
)
def test_each_company_has_its_row_and_the_difference_is_that_of_the_cells(
    assistant: Assistant, question: str, rows: list[str], notice: str
) -> None:
    answer = assistant.ask(question)
    lines = [line.partition(" [")[0] for line in answer.text.split("\n")]
    assert [line for line in lines if line.endswith(":") or line.startswith(("Net sales", "Research"))] == rows
    assert (answer.notice or "").startswith(notice)
    for citation in answer.citations:
        assert assistant.document(citation.document).text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    "question",
    [
        "Which had the higher net loss in 2021, Elm or Ash?",  # a loss is not higher for being less
        "What was the revenue of Elm and Birch Ferries?",  # of no year
    ],
)
def test_nothing_is_worked_out_of_losses_and_of_other_years(assistant: Assistant, question: str) -> None:
    assert "worked out" not in (assistant.ask(question).notice or "")


def in_turn(assistant: Assistant, *messages: str) -> Answer:
    history: list[Turn] = []
    answer = assistant.ask(messages[0])
    for message in messages[1:]:
        history += [Turn("user", answer.question), Turn("assistant", answer.text)]
        answer = assistant.ask(message, history)
    return answer


@pytest.mark.parametrize("question", ["What was the revenue?", "How much was spent on R&D?"])
def test_a_figure_of_no_company_is_asked_back_where_several_have_it(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    asked = f"{question[:1].lower()}{question[1:]}"
    assert answer.status == "clarify"
    assert set(answer.readings) == {f"About {name}: {asked}" for name in ("Elm Piers", "Ash And Sons", "Birch Ferries")}
    chosen = assistant.ask(f"About Elm Piers: {asked}")
    assert chosen.status == "answered"
    assert {citation.document for citation in chosen.citations} == {"elm-2021.pdf"}


def test_only_companies_with_that_year_are_offered(assistant: Assistant) -> None:
    answer = assistant.ask("What was the revenue in 2021?")
    assert {reading.split(":")[0] for reading in answer.readings} == {"About Elm Piers", "About Ash And Sons"}


@pytest.mark.parametrize("before", ["What was Ash's revenue in 2021?", "Which boats does Ash build?"])
def test_the_company_that_was_spoken_of_is_meant(assistant: Assistant, before: str) -> None:
    answer = in_turn(assistant, before, "How much was spent on R&D?")
    assert (answer.status, {citation.document for citation in answer.citations}) == ("answered", {"ash-2021.pdf"})


def test_where_one_company_alone_has_it_nothing_is_asked(alone: Assistant) -> None:
    assert alone.ask("What was the revenue in 2021?").status == "answered"


@pytest.mark.parametrize("question", ["Willow R&D expense 2021", "What was Rowan's revenue in 2021?"])
def test_a_company_that_is_not_held_is_no_other(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "declined"
    assert "No document here is of" in (answer.reason or "")


def test_a_sentence_may_tell_of_a_company_that_is_not_held(assistant: Assistant) -> None:
    answer = assistant.ask("How much did Alder spend on research and development in 2020?")
    assert "Alder spent 3 million" in answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is Elm's revenue?", "Net sales | 1,250 | 1,100"),
        ("What was Elm's revenue in 2016?", "Net sales | 700 | 650"),
        ("Compare Ash and Elm on revenue", "Net sales | 1,250 | 1,100"),
    ],
)
def test_of_several_reports_the_latest_goes_first_where_no_year_is_asked(reports: Assistant, question: str, told: str) -> None:
    assert told in reports.ask(question).text


@pytest.mark.parametrize("question", ["Elm revenue 2017 vs 2021", "How did Elm's revenue change from 2017 to 2021?"])
def test_two_years_of_two_reports_are_both_told(reports: Assistant, question: str) -> None:
    answer = reports.ask(question)
    assert all(row in answer.text for row in ("Net sales | 700 | 650", "Net sales | 1,250 | 1,100"))
    assert (answer.notice or "").startswith(
        "The figure of Elm, 2021 is 550 more than that of Elm, 2017, worked out from the two cells."
    )


@pytest.mark.parametrize(
    ("question", "notice"),
    [
        (
            "Which company had the highest revenue in 2021?",
            "Of the 2 companies here whose accounts tell this for 2021, the highest is that of Elm Piers: "
            "Elm Piers 1,250 million and Ash And Sons 900 million.",
        ),
        (
            "Which company spent the least on R&D in 2020?",
            "Of the 2 companies here whose accounts tell this for 2020, the lowest is that of Elm Piers: "
            "Elm Piers 45 million and Ash And Sons 60 million.",
        ),
    ],
)
def test_the_companies_here_are_compared(assistant: Assistant, question: str, notice: str) -> None:
    assert assistant.ask(question).notice == notice


@pytest.mark.parametrize("question", ["Which company had the highest revenue?", "Which company had the lowest net loss in 2021?"])
def test_companies_of_other_years_or_with_losses_are_not_compared(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.citations) == ("declined", ())
