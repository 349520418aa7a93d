"""A line item is known under each of its names, and a measure by the items that it is worked out from."""

from __future__ import annotations

import pytest

from assistant.answer.tables.accounts import in_line_items, measure
from assistant.answer.tables.ratio import is_told_in


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("revenue", "Total net sales"),
        ("capex", "Purchases of property, plant and equipment (PP&E)"),
        ("net PP&E", "Property,\u00a0plant\u00a0and equipment, net"),
        ("net income", "Net earnings"),
        ("operating profit", "Income from operations"),
        ("cost of goods sold", "Cost of sales"),
        ("EPS", "Net income (loss) per common share"),
    ],
)
def test_names_of_one_item_are_one_word(asked: str, printed: str) -> None:
    words = [word for word in in_line_items(asked).split() if word.endswith("item")]
    assert words == [word for word in in_line_items(printed).split() if word.endswith("item")] != []


@pytest.mark.parametrize(
    ("one", "other"), [("gross profit", "net profit"), ("sales", "Sales and marketing"), ("cost of sales", "sales")]
)
def test_names_of_two_items_are_two(one: str, other: str) -> None:
    assert in_line_items(one).split() != in_line_items(other).split()


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Is its gross margin improving?", "gross margin"),
        ("What was the quick ratio in 2020?", "quick ratio"),
        ("What did the overturning of Roe v. Wade change?", None),
        ("What was the revenue in 2020?", None),
    ],
)
def test_a_measure_is_known_by_name(question: str, name: str | None) -> None:
    found = measure(question)
    assert (found and found[0]) == name


@pytest.mark.parametrize(
    ("question", "name", "items"),
    [
        (
            "What was R&D expense as a percentage of revenue in 2021?",
            "R&D expense as a percentage of revenue",
            ("rditem", "revenueitem"),
        ),
        ("Give SG&A as a share of the total net sales.", "SG&A as a share of the total net sales", ("sgaitem", "revenueitem")),
    ],
)
def test_any_item_may_be_asked_for_as_a_share_of_another(question: str, name: str, items: tuple[str, ...]) -> None:
    assert measure(question) == (name, items)
    assert is_told_in(name, "share")


def test_a_share_of_what_is_no_item_is_no_measure() -> None:
    assert measure("What is revenue as a percentage of all piers?") is None
