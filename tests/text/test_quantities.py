"""Numbers and dates are read as people write them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.quantities import dates, numbers


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("over a quarter of a million people", 250_000, ""),
        ("half a million", 500_000, ""),
        ("£112m over eight", 112e6, "£"),
        ("£28 million", 28e6, "£"),
        ("1,850 young people", 1850, ""),
        ("sixty-three authorities", 63, ""),
        ("a hundred and twenty days", 120, ""),
        ("12 per cent", 0.12, "%"),
        ("37%", 0.37, "%"),
        ("two thirds of it", 2 / 3, "fraction"),
        ("a fifth of it", 0.2, "fraction"),
        ("the third lesson", 3, "ordinal"),
        ("10 pounds", 10, "£"),
        ("to 10 of them", 10, ""),
        ("3.2 visits", 3.2, ""),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, value: float, unit: str) -> None:
    first = numbers(text)[0]
    assert (first.value, first.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize(
    ("a", "b", "same"), [("a fifth", "20%", True), ("£28", "28", False), ("three", "3", True), ("£28m", "£28bn", False)]
)
def test_amounts_are_compared_by_value_and_unit(a: str, b: str, same: bool) -> None:
    assert numbers(a)[0].same(numbers(b)[0]) is same


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 3 May 2011", (2011, 5, 3)),
        ("on May 3, 2011", (2011, 5, 3)),
        ("in May 2011", (2011, 5, None)),
        ("2011-05-03", (2011, 5, 3)),
        ("the 2009 Budget", (2009, None, None)),
        ("in October of the same year", (None, 10, None)),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(text: str, expected: tuple[int | None, int | None, int | None]) -> None:
    (date,) = dates(text)
    assert (date.year, date.month, date.day) == expected
    assert numbers(text) == ()


def test_a_financial_year_is_one_date() -> None:
    (date,) = dates("by the end of 2020/21")
    assert (date.year, date.to_year) == (2020, 2021)


def test_a_vaguer_date_holds_for_a_more_exact_one_but_not_the_other_way() -> None:
    day, month = dates("1 July 2022")[0], dates("July 2022")[0]
    assert month.within(day)
    assert not day.within(month)


@pytest.mark.parametrize("text", ["may 2011 people", "they may 20 times"])
def test_the_verb_may_is_no_month(text: str) -> None:
    assert all(d.month is None for d in dates(text))


@given(st.text(alphabet="0123456789£%,. abcdefmk/-May20"))
def test_numbers_and_dates_point_at_their_own_words_and_never_overlap(text: str) -> None:
    found = sorted([*numbers(text), *dates(text)], key=lambda f: f.start)
    assert all(text[f.start : f.end] == f.text for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
