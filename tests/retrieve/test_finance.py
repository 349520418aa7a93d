"""What an analyst asks for rests on statements that the reports print under other names."""

from __future__ import annotations

import pytest

from assistant.retrieve.finance import statement_named, statements_behind


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Is the gross profit margin improving?", {"statements of income"}),
        ("What is its EBITDA?", {"statements of income"}),
        ("What was the quick ratio at the end of the year?", {"balance sheets"}),
        ("Give the fixed asset turnover", {"balance sheets", "statements of income"}),
        ("What is the ROE of the fund?", {"balance sheets", "statements of income"}),
        ("How large was capex?", {"statements of cash flows"}),
        ("Show the statement of financial position", {"balance sheets"}),
    ],
)
def test_a_measure_rests_on_the_statements_that_it_is_worked_out_from(question: str, names: set[str]) -> None:
    found = statements_behind(question)
    assert names <= set(found)
    assert ("balance sheets" in found, "statements of income" in found, "statements of cash flows" in found) == (
        "balance sheets" in names,
        "statements of income" in names,
        "statements of cash flows" in names,
    )


@pytest.mark.parametrize(
    "question",
    [
        "What did the overturning of Roe v. Wade change?",  # not return on equity
        "Who hoarded PPE in the pandemic?",  # not property, plant and equipment
        "What was the revenue in 2020?",  # which the report calls by the same word
        "Why do families live on the margins?",
        "What ratio of fellows to partners did they choose?",
    ],
)
def test_other_questions_rest_on_none(question: str) -> None:
    assert statements_behind(question) == ()


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Consolidated Statement of Cash Flow s", "cash"),
        ("Consolidated Balance Shee t", "position"),
        ("CONSOLIDATED STATEMENTS OF OPERATIONS", "income"),
        ("Notes to the accounts", None),
    ],
)
def test_a_statement_is_known_by_its_heading_however_the_print_is_parted(heading: str, kind: str | None) -> None:
    assert statement_named(heading) == kind
