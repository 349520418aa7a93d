"""A question that gives a formula says what it is of, what it is called and of when it is asked; most questions give none."""

from __future__ import annotations

import pytest

from assistant.answer.tables.by_formula import formula_given
from assistant.answer.tables.formula import in_words


@pytest.mark.parametrize(
    ("question", "name", "formula", "years"),
    [
        (
            "What is Elm's FY2019 turnover? Asset turnover is defined as: FY2019 revenue / (average PP&E between "
            "FY2018 and FY2019).",
            "Asset turnover",
            "“revenue” over the average of “PP&E”",
            [2019],
        ),
        (
            "Define the current ratio as total current assets divided by total current liabilities. What was Elm's in 2016?",
            "current ratio",
            "“total current assets” over “total current liabilities”",
            [2016],
        ),
        ("What was the cost per visit at Oak, i.e. total spend over visits?", "cost per visit", "“total spend” over “visits”", []),
        (
            "Months of reserves means free reserves / (total expenditure / 12). How many had it in 2025 and 2024?",
            "Months of reserves",
            "“free reserves” over (“total expenditure” over 12)",
            [2024, 2025],
        ),
        ("What is net spend divided by population?", "net spend divided by population", "“net spend” over “population”", []),
        ("What was Elm's DSO in 2020 (that is 365 * receivables / sales)?", "DSO", "365 times “receivables” over “sales”", [2020]),
    ],
)
def test_the_formula_its_name_and_the_years_are_read(question: str, name: str, formula: str, years: list[int]) -> None:
    given = formula_given(question)
    assert given is not None
    assert (given.name, in_words(given.formula, str), [time[0] for time in given.times]) == (name, formula, years)


@pytest.mark.parametrize(
    "question",
    [
        "What was Elm's revenue in 2019?",
        "How is homelessness defined as a legal term?",
        "Define a Marmot City.",
        "What is the share of people over 65?",
        "Which services, i.e. those for adults and children, cost more?",
        "What does the council spend on parks and/or trees?",
        "What happened between 2019 and 2021, that is after the fire?",
    ],
)
def test_most_questions_give_no_formula(question: str) -> None:
    assert formula_given(question) is None
