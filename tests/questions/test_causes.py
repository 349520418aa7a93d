from __future__ import annotations

import pytest

from assistant.questions.causes import change_asked, takes_up_a_change, tells_cause
from assistant.questions.form import asked_for
from assistant.text.terms import stems, terms


@pytest.mark.parametrize(
    ("question", "way", "years"),
    [
        ("Why did Elm's net sales fall in 2023?", "down", {"2023"}),
        ("What drove the increase in rent arrears in 2022?", "up", {"2022"}),
        ("Which factors contributed to the decline in attendance?", "down", set()),
        ("What is behind the change in the gross margin?", "", set()),
        ("What caused the library's costs to rise?", "up", set()),
    ],
)
def test_a_question_after_the_cause_of_a_change_says_which_way_it_went_and_when(question: str, way: str, years: set[str]) -> None:
    asked = change_asked(question)
    assert asked is not None
    assert (asked.way, asked.years) == (way, frozenset(years))
    assert asked_for(question) == "reason"


@pytest.mark.parametrize(
    "question",
    [
        "Why is the bridge closed?",
        "How much did sales fall?",
        "What did the driver say?",
        "Did the margin improve? If not, say why.",
    ],
)
def test_other_questions_ask_for_the_cause_of_no_change(question: str) -> None:
    assert change_asked(question) is None


def told(question: str, text: str, before: str = "", heading: str = "") -> float:
    asked = change_asked(question)
    assert asked is not None
    wanted = dict.fromkeys(stems(" ".join(terms(question))), 1.0)
    return tells_cause(asked, (before, text), wanted, frozenset(stems("Elm plc annual report")), frozenset(stems(heading)))


NET_SALES = "Why did Elm's net sales fall in 2023?"


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Net sales declined by 4% in 2023, primarily due to lower volumes.", ""),
        ("The decrease in net sales in 2023 was driven by lower volumes.", ""),
        ("The decrease was primarily driven by lower volumes.", "Net sales declined by 4% in 2023."),
        ("Our net sales decline was due to lower volumes.", ""),
        ("Net sales decreased 4% in 2023 compared with 2022 because volumes were lower.", ""),
    ],
)
def test_the_cause_is_told_where_what_changed_is_the_subject(text: str, before: str) -> None:
    assert told(NET_SALES, text, before) > 0.9


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Operating expenses declined in 2023 due to lower net sales.", ""),
        ("Net sales increased in 2023 due to higher prices.", ""),
        ("Net sales declined in 2021 due to lower volumes.", ""),
        ("Net sales declined by 4% in 2023.", ""),
        ("Lower volumes were due to the weather.", ""),
        ("The decrease was due to lower volumes.", "Interest expense declined by 4% in 2023."),
    ],
)
def test_no_cause_of_it_is_told_of_another_thing_the_other_way_in_another_year_or_without_one(text: str, before: str) -> None:
    assert told(NET_SALES, text, before) < 0.5


def test_a_part_of_the_thing_tells_less_and_a_heading_half() -> None:
    whole = told(NET_SALES, "Net sales declined due to lower volumes.")
    part = told(NET_SALES, "Garden furniture: net sales declined due to lower volumes.")
    assert part < 0.6 * whole
    assert 0.5 < told(NET_SALES, "Sales declined due to lower volumes.", heading="Net sales") < whole


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("This increase was due to rain.", True), ("The net decline reflects rain.", True), ("The increase in rent was due.", False)],
)
def test_a_sentence_may_take_up_the_change_that_the_one_before_tells(text: str, is_one: bool) -> None:
    assert takes_up_a_change(text) is is_one
