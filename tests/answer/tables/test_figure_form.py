"""A figure is given as the question wants it: rounded, in per cent, in thousands, millions or billions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.answer.tables.figure_form import converted, decimals, rounded, wants_per_cent


@pytest.mark.parametrize(
    ("question", "cell", "unit", "said"),
    [
        ("… in USD billions?", "8738", "Dollars in millions", "in billions that is 8.74"),
        ("… in billions of dollars?", "389", "In millions", "in billions that is 0.389"),
        ("… in £m?", "2960", "£000", "in millions that is 2.96"),
        ("… in pounds?", "163.2", "£000", "in pounds that is 163,200"),
        ("… (in USD thousands) …?", "6098", "In millions, except per share data", "in thousands that is 6,098,000"),
        ("… in USD billions, to one decimal place?", "8738", "millions", "in billions that is 8.7"),
        ("… in £ thousand?", "864200", "(£)", "in thousands that is 864.2"),
        ("… in USD millions?", "1577", "Millions", ""),
        ("… in millions?", "1577", "", ""),  # what the table counts in is not known
        ("… in 2020?", "1577", "Millions", ""),
    ],
)
def test_a_cell_is_given_in_the_unit_that_is_asked_for(question: str, cell: str, unit: str, said: str) -> None:
    assert converted(question, Decimal(cell), unit) == said


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("Round your answer to two decimal places.", 2),
        ("… rounded to 1 decimal", 1),
        ("… to the nearest whole number", 0),
        ("… over two decades", None),
    ],
)
def test_decimals_are_those_asked_for(question: str, places: int | None) -> None:
    assert decimals(question) == places


@pytest.mark.parametrize(
    ("number", "places", "shown"),
    [
        ("24.2542", None, "24.25"),
        ("24.255", 2, "24.26"),
        ("0.004567", None, "0.00457"),
        ("0.004567", 2, "0.00"),
        ("1234.5", 0, "1,235"),
    ],
)
def test_a_number_is_rounded_half_up_and_one_near_nothing_keeps_three_digits(number: str, places: int | None, shown: str) -> None:
    assert rounded(Decimal(number), places) == shown


def test_per_cent_is_asked_for_by_any_of_its_names() -> None:
    assert all(map(wants_per_cent, ("in %?", "in per cent", "as a percentage")))
    assert not wants_per_cent("the cents of a dollar")
