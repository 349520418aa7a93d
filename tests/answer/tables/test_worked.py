"""What is worked out from cells rests on their figures as they are printed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.answer.tables.worked import exact


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1,250", "1250"),
        ("£ 12.50", "12.50"),
        ("(35)", "-35"),
        ("$ (1,000)", "-1000"),
        ("−7", "-7"),
        ("–", "0"),
        ("", None),
        ("n/a", None),
    ],
)
def test_a_cell_is_the_figure_that_is_printed_in_it(cell: str, number: str | None) -> None:
    assert exact(cell) == (None if number is None else Decimal(number))
