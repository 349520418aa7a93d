"""A formula is read as it is written, worked out in decimals, and never where it can be read in two ways."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.tables.asked_of_tables import Time
from assistant.answer.tables.formula import Formula, LineNamed, Sum, in_figures, in_words, lines, parsed, worked_out

YEAR: Time = (2021, None)
FIGURES = {"revenue": 90, "costs": 60, "PP&E": 20, "total current assets": 53, "inventories": 20}


def figure(name: str, time: Time) -> Decimal | None:
    """Return a figure that is 10 less the year before."""
    return Decimal(FIGURES[name] - (10 if time[0] == 2020 else 0)) if name in FIGURES else None


@pytest.mark.parametrize(
    ("text", "result", "written"),
    [
        ("revenue / costs", "1.5", "90 / 60"),
        ("revenue over costs", "1.5", "90 / 60"),
        ("the revenue divided by the costs", "1.5", "90 / 60"),
        ("revenue less costs", "30", "90 − 60"),
        ("revenue - costs", "30", "90 − 60"),
        ("(revenue minus costs) / revenue × 90", "30", "(90 − 60) / 90 × 90"),
        ("revenue / (costs / 12)", "18", "90 / (60 / 12)"),
        ("revenue times 12", "1080", "90 × 12"),
        ("2 * revenue + costs", "240", "2 × 90 + 60"),
        ("FY2021 revenue / (average PP&E between FY2020 and FY2021)", "6", "90 / ((10 + 20) / 2)"),
        ("365 days * average PP&E / costs", "91.25", "365 × ((10 + 20) / 2) / 60"),
        ("costs in 2021 + change in inventories between 2020 and 2021", "70", "60 + (20 − 10)"),
        ("(total current assets - inventories) / costs in 2020", "0.66", "(53 − 20) / 50"),
    ],
)
def test_a_formula_is_worked_out_and_written_with_its_figures(text: str, result: str, written: str) -> None:
    formula = parsed(text)
    assert formula is not None
    assert worked_out(formula, YEAR, figure) == Decimal(result)
    assert in_figures(formula, YEAR, figure) == written


@pytest.mark.parametrize(
    "text",
    [
        "revenue",
        "12 * 3",
        "revenue / ",
        "(revenue / costs",
        "revenue) / costs",
        "people over 65",
        "fewer visits, less than half of them",
        "revenue plus costs divided by inventories",  # of one of them, or of both
        "average of what is spent",
        "the share of it which is spent on something that nobody has ever heard of before / costs",
        "",
    ],
)
def test_what_is_no_formula_or_may_be_read_in_two_ways_is_not_read(text: str) -> None:
    formula = parsed(text)
    assert formula is None or (isinstance(formula, LineNamed) and formula.kind == "average")


def test_a_missing_figure_and_a_division_by_nothing_give_no_result() -> None:
    for text in ("revenue / goodwill", "revenue / (PP&E - inventories)"):
        formula = parsed(text)
        assert formula is not None and worked_out(formula, YEAR, figure) is None


def test_a_year_of_two_calendar_years_has_the_one_before() -> None:
    formula = parsed("average visits / households in 2025/26")
    assert formula is not None
    asked: list[tuple[str, Time]] = []

    def noted(name: str, time: Time) -> Decimal:
        asked.append((name, time))
        return Decimal(1)

    worked_out(formula, (2026, 27), noted)
    assert asked == [("visits", (2025, 26)), ("visits", (2026, 27)), ("households", (2025, 26))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("revenue / costs", "“Revenue” over “Costs”"),
        ("(revenue - costs) / revenue", "(“Revenue” less “Costs”) over “Revenue”"),
        ("365 * average inventories / costs", "365 times the average of “Inventories” over “Costs”"),
    ],
)
def test_a_formula_is_written_in_words_with_the_labels_of_its_lines(text: str, words: str) -> None:
    formula = parsed(text)
    assert formula is not None and in_words(formula, str.capitalize) == words


NAMES = st.sampled_from(sorted(FIGURES))
LINES: st.SearchStrategy[Formula] = st.builds(LineNamed, NAMES)
NUMBERS: st.SearchStrategy[Formula] = st.integers(1, 999).map(Decimal)
SIGNS: st.SearchStrategy[Literal["+", "-", "*", "/"]] = st.sampled_from(("+", "-", "*", "/"))
FORMULAS = st.recursive(LINES | NUMBERS, lambda inner: st.builds(Sum, SIGNS, inner, inner), max_leaves=6)
NOISE = st.text(alphabet="abc FY2019()*/+-,.%×÷&'", max_size=60)


def in_signs(formula: Formula) -> str:
    """Write a formula with every bracket."""
    if isinstance(formula, Sum):
        return f"({in_signs(formula.left)} {formula.sign} {in_signs(formula.right)})"
    return formula.name if isinstance(formula, LineNamed) else str(formula)


@given(FORMULAS.filter(lambda formula: isinstance(formula, Sum) and any(True for _ in lines(formula))))
def test_what_is_written_is_read_again(formula: Formula) -> None:
    assert parsed(in_signs(formula)) == formula


@given(FORMULAS.filter(lambda formula: isinstance(formula, Sum) and any(True for _ in lines(formula))))
def test_what_is_shown_is_what_was_worked_out(formula: Formula) -> None:
    """The figures that are shown, worked out by Python, give the result that is told."""
    shown = in_figures(formula, YEAR, figure).replace("−", "-").replace("×", "*").replace(",", "")
    result = worked_out(formula, YEAR, figure)
    try:
        told = eval(shown)  # of digits, signs and brackets only
    except ZeroDivisionError:
        assert result is None
    else:
        assert result is not None and float(result) == pytest.approx(told, rel=1e-9, abs=1e-9)


@given(NOISE)
def test_nothing_that_is_typed_breaks_the_reading(text: str) -> None:
    formula = parsed(text)
    if formula is not None:
        worked_out(formula, YEAR, lambda name, time: Decimal(1))
        assert all(line.name.strip() for line in lines(formula))
