"""The figures of a row are taken as a formula means them: what is spent without its sign, a loss with it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.answer.tables.row_figures import as_meant, scale_of


@pytest.mark.parametrize(
    ("label", "cells", "meant"),
    [
        ("Cost of sales", "-700 -650", "700 650"),
        ("Total current liabilities", "-463 -420", "463 420"),
        ("Raising funds", "-742 -718", "742 718"),
        ("Net loss", "-50 -40", "-50 -40"),
        ("Net income", "-50 -40", "-50 -40"),
        ("Change in inventories", "-5 -4", "-5 -4"),
        ("Cost of sales", "-700 650", "-700 650"),
        ("Provision for income taxes", "-950 -769", "950 769"),
        ("Income tax (expense)/benefit", "-31 743", "31 -743"),
        ("Provision for (benefit from) income taxes", "1252 -1084", "1252 -1084"),
        ("Income taxes", "-31 743", ""),  # which of them is paid is not known
        ("Loss before income taxes", "-5022 -5033", "-5022 -5033"),
    ],
)
def test_the_sign_of_what_is_spent_is_left_out(label: str, cells: str, meant: str) -> None:
    figures = {n: Decimal(cell) for n, cell in enumerate(cells.split())}
    assert list(as_meant(label, figures).values()) == [Decimal(cell) for cell in meant.split()]


@pytest.mark.parametrize(
    ("unit", "scale"),
    [
        ("in millions, except per share data", 1_000_000),
        ("£000", 1_000),
        ("£'000", 1_000),
        ("€ million", 1_000_000),
        ("$bn", 1_000_000_000),
        ("(£)", 1),
        ("", None),
        ("as of June 30", None),
    ],
)
def test_a_unit_says_how_many_it_counts(unit: str, scale: int | None) -> None:
    assert scale_of(unit) == (None if scale is None else Decimal(scale))
