"""What a question asks of a figure: the item, what else it is said of, the times."""

from __future__ import annotations

import pytest

from assistant.answer.tables.asked_of_accounts import asked_figure, years_in
from assistant.text.terms import stems


@pytest.mark.parametrize(
    ("question", "wanted", "years"),
    [
        ("What were Elm's net sales in fiscal 2022?", "revenueitem", {2022}),
        ("How much did Elm spend on fulfilment in FY21?", "fulfilment", {2021}),
        ("What was Elm's revenue from face masks in 2018?", "revenueitem face masks", {2018}),
        ("Use the balance sheet. What is the year end FY2018 net PP&E (in millions) for Elm? Round it.", "ppeitem", {2018}),
        ("Did Elm grow its net income between 2019 and 2020?", "netincomeitem", {2019, 2020}),
    ],
)
def test_the_item_is_what_is_left_without_names_and_times(question: str, wanted: str, years: set[int]) -> None:
    asked = asked_figure(question, frozenset(stems("Elm")))
    assert asked is not None
    assert (asked.stems, asked.times.years) == (frozenset(stems(wanted)), years)


@pytest.mark.parametrize(
    "question",
    [
        "Who leads the partnership?",
        "Why do pilots fail?",
        "What is a backbone organisation?",
        "2020?",
        "Who did Elm acquire in 2021?",
        "What acquisitions did Elm make in fiscal 2023?",
        "What are the major acquisitions that Elm has done in FY2023?",
    ],
)
def test_other_questions_ask_for_no_figure(question: str) -> None:
    assert asked_figure(question, frozenset()) is None


def test_years_are_told_from_fiscal_ones_too() -> None:
    assert years_in("FY2022, FY21 and Q2 2020, but not 12021") == {2022, 2021, 2020}
