"""Years that are spelt out."""

from __future__ import annotations

import pytest

from assistant.text.years import years_said


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("That was twenty fifteen.", {"2015"}),
        ("I came in nineteen ninety-eight, and left in two thousand and nine.", {"1998", "2009"}),
        ("Since nineteen oh four.", {"1904"}),
        ("Twenty ten. After the second one.", {"2010"}),
        ("In the spring of twenty twenty-one.", {"2021"}),
        ("Twenty four people came.", set()),
        ("Nineteen or twenty.", set()),
        ("Two thousand nights.", set()),
        ("Two thousand three hundred pounds.", set()),
        ("Two thousand nine hundred.", set()),
        ("Twenty forty pound notes.", set()),
    ],
)
def test_a_year_is_read_as_it_is_spoken(text: str, years: set[str]) -> None:
    assert years_said(text) == years
