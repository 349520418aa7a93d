"""What several years come to is told where each has its figure, and not otherwise."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.answer.tables.asked_of_tables import Time, wanted_of
from assistant.answer.tables.several_years import Over, asked_over, of_table, told_over
from tests.answer.tables.test_arithmetic import table

FIGURES: dict[Time, Decimal] = {(year, None): Decimal(figure) for year, figure in ((2018, 685), (2019, 742), (2020, 787))}


@pytest.mark.parametrize(
    ("question", "kind", "years", "number"),
    [
        ("What is the FY2017 - FY2019 3 year average of capex?", "average", [2017, 2018, 2019], 3),
        ("How much was paid in total from 2018 to 2020?", "total", [2018, 2019, 2020], None),
        ("What was the average over 2023 and 2024?", "average", [2023, 2024], None),
        ("How much was spent altogether from 2022/23 to 2024/25?", "total", [2022, 2023, 2024], None),
        ("What is the average per year over the five years?", "average", [], 5),
    ],
)
def test_the_years_of_an_average_or_a_total_are_read(question: str, kind: str, years: list[int], number: int | None) -> None:
    over = asked_over(question)
    assert over is not None
    assert (over.kind, [time[0] for time in over.times], over.number) == (kind, years, number)


@pytest.mark.parametrize(
    "question",
    [
        "How did revenue change from 2018 to 2020?",
        "What was the difference in total expense between 2009 and 2010?",
        "What was the total expense between 2009 and 2010?",
        "By how much did total visits grow from 2018 to 2020?",
        "What was the average age in 2020?",
        "What is the total for 2020?",
        "What is the two year average from 2018 to 2020?",  # which two?
        "What was spent in total from 2019/20 to 2021?",
    ],
)
def test_most_questions_ask_nothing_over_several_years(question: str) -> None:
    assert asked_over(question) is None


def test_an_average_and_a_total_show_their_figures() -> None:
    times = tuple(FIGURES)
    assert told_over(Over("total", times, None), FIGURES, "") == (
        "The total of 2018 to 2020 is 2,214: 685 + 742 + 787, worked out from the cells of this row."
    )
    assert (told_over(Over("average", times, None), FIGURES, "to one decimal") or "").startswith(
        "The average of 2018 to 2020 is 738.0: (685 + 742 + 787) / 3"
    )


def test_a_year_without_a_figure_is_not_made_up() -> None:
    assert told_over(Over("total", ((2017, None), *FIGURES), None), FIGURES, "") is None
    assert told_over(Over("average", (), 4), FIGURES, "") is None


@pytest.mark.parametrize(
    ("heads", "row", "years"),
    [
        ("Item | 2022 | 2023 | 2024", "Books | 1 | 2 | 3", [2022, 2023, 2024]),
        ("Item | Grants 2022 | Grants 2023 | Number of grants 2023", "Youth | 1 | 2 | 3", [2022, 2023]),
        ("Item | 2022 | 2023 | Change", "Books | 1 | 2 | 1", [2022, 2023]),
        ("Item | 2022 | 2023 | 2024", "Books | 1 | – | 3", [2022, 2024]),  # a dash may be what is not known
        ("Item | 2022 | 2023", "Average stay | 1 | 2", []),
        ("Item | 2022 | 2023", "Response | 40% | 50%", []),
        ("Item | North | South", "Books | 1 | 2", []),
    ],
)
def test_the_figures_are_those_of_one_thing_at_several_times(heads: str, row: str, years: list[int]) -> None:
    grid = table(heads, row)
    assert sorted(time[0] for time in of_table(Over("total", (), None), grid, grid.rows[0], [0])) == years


def test_over_two_years_is_no_more_than() -> None:
    wanted = wanted_of("What is the average of council tax over 2025/26 and 2026/27?")
    assert wanted is not None and (wanted.form, wanted.times) == ("cell", {(2025, 26), (2026, 27)})
