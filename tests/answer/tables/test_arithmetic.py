"""What is worked out from cells rests on their figures as they are printed; each sum here was done by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.answer.tables.arithmetic import (
    across,
    beyond_limit,
    change,
    change_down,
    exact,
    extreme,
    in_time,
    per_cent,
    share,
    shifted,
    side_by_side,
    sums,
    written,
)
from assistant.answer.tables.asked_of_tables import Form, Limit, Wanted
from assistant.text.cells import value
from assistant.text.grid import Grid, Line

WANTED = Wanted(frozenset(), frozenset(), frozenset(), frozenset(), "cell")


def table(heads: str, *rows: str, percent: bool = False, scale: float = 1.0) -> Grid:
    """Return a table of lines whose cells stand between bars, the first of them the label."""
    corner, *columns = map(str.strip, heads.split("|"))
    parted = [[cell.strip() for cell in row.split("|")] for row in rows]
    lines = tuple(Line(n, label, tuple(cells), "", "") for n, (label, *cells) in enumerate(parted))
    return Grid("a.md", (), "", (0, 0), heads, corner, tuple(columns), lines, scale, percent, 0)


def parts(grid: Grid, *columns: int) -> list[tuple[Line, float]]:
    """Return each row with its figure in one column, or the difference between two."""
    found = []
    for line in grid.rows:
        first, last = value(line.cells[columns[0]]), value(line.cells[columns[-1]])
        assert first is not None and last is not None
        found.append((line, last - first if len(columns) > 1 else last))
    return found


def labels(lines: Sequence[Line]) -> list[str]:
    return [line.label for line in lines]


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
        ("1,234 [2]", "1234"),
        ("(5) (1)", "-5"),
        ("12 345", "12345"),
        ("12–15", None),
        ("1,412 (18%)", None),
        ("1.234,5", None),
        ("12,5", None),
        ("1,234-", None),
    ],
)
def test_a_cell_is_the_figure_that_is_printed_in_it(cell: str, number: str | None) -> None:
    assert exact(cell) == (None if number is None else Decimal(number))


def test_thousands_are_parted_and_no_digit_is_lost() -> None:
    assert [written(Decimal(n)) for n in ("1234567.80", "-1000", "0")] == ["1,234,567.80", "-1,000", "0"]


@pytest.mark.parametrize(
    ("before", "after", "in_shares", "said"),
    [
        ("1205", "988", False, "down by 217 (18.0 %)"),  # 217 / 1205 = 0.18008
        ("8", "9", False, "up by 1 (12.5 %)"),
        ("5", "5", False, "no change"),
        ("-5", "-5", True, "no change"),
        ("61.5", "58", True, "down by 3.5 points"),
        ("-2", "-5", True, "down by 3 points"),
        ("-1978", "-1377", False, "smaller by 601 (30.4 %)"),  # 601 / 1978 = 0.30384
        ("-400", "-500", False, "larger by 100 (25.0 %)"),
        ("-20", "30", False, "up by 50"),
        ("30", "-20", False, "down by 50"),
        ("0", "40", False, "up by 40"),
        ("40", "0", False, "down by 40"),
    ],
)
def test_a_change_is_told_in_figures_and_where_it_may_be_in_per_cent_of_the_first(
    before: str, after: str, in_shares: bool, said: str
) -> None:
    assert shifted(Decimal(before), Decimal(after), in_shares=in_shares) == said


@pytest.mark.parametrize(("part", "whole", "said"), [("1", "3", "33.3 %"), ("2", "3", "66.7 %"), ("25", "200", "12.5 %")])
def test_a_share_is_told_to_one_decimal(part: str, whole: str, said: str) -> None:
    assert per_cent(Decimal(part), Decimal(whole)) == said


YEARS = table("Service | 2023 | 2024 | 2025", "Ferries | 900 | 1,000 | 1,250", "Parks | (20) | n/a | 30")
FROM_TWO_CELLS = "worked out from these two cells."


@pytest.mark.parametrize(
    ("wanted", "columns", "said"),
    [
        ({}, [1], "Under “2024” this row has 1,000."),
        ({}, [0, 2], "Under “2023” and “2025” this row has 900 and 1,250."),
        ({}, [0, 1, 2], None),  # the whole row is what is asked for
        ({}, [], None),
        ({"of_change": True}, [0, 1, 2], f"From 900 under “2023” to 1,250 under “2025”: up by 350 (38.9 %), {FROM_TWO_CELLS}"),
        ({"of_change": True}, [0, 1], f"From 900 under “2023” to 1,000 under “2024”: up by 100 (11.1 %), {FROM_TWO_CELLS}"),
        ({"of_change": True}, [2], f"From 1,000 under “2024” to 1,250 under “2025”: up by 250 (25.0 %), {FROM_TWO_CELLS}"),
        (
            {"of_change": True, "says": frozenset({"since"})},
            [1],
            f"From 1,000 under “2024” to 1,250 under “2025”: up by 250 (25.0 %), {FROM_TWO_CELLS}",
        ),
        ({"of_change": True}, [0], f"From 900 under “2023” to 1,250 under “2025”: up by 350 (38.9 %), {FROM_TWO_CELLS}"),
    ],
)
def test_one_row_is_told_by_its_cell_or_by_its_change(wanted: dict[str, bool], columns: list[int], said: str | None) -> None:
    assert side_by_side(replace(WANTED, **wanted), YEARS, YEARS.rows[:1], columns) == said  # type: ignore[arg-type]


def test_the_only_column_of_a_table_is_named() -> None:
    fares = table("Route | Fare", "North | 4.10")
    assert side_by_side(WANTED, fares, fares.rows, [0]) == "Under “Fare” this row has 4.10."


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Tolls | 9 | 5", "This row has 4 more under “Free” than under “Bound”, worked out from these two cells."),
        ("Ropes | 1 | 1,001", "This row has 1,000 more under “Bound” than under “Free”, worked out from these two cells."),
        ("Sails | 3 | 3", None),
        ("Masts | 3 | n/a", None),
    ],
)
def test_two_cells_of_a_row_are_compared_where_they_are_of_no_times(row: str, said: str | None) -> None:
    grid = table("Line | Free | Bound | All", f"{row} | 0")
    assert side_by_side(replace(WANTED, compares=True), grid, grid.rows, [0, 1]) == (
        said or f"Under “Free” and “Bound” this row has {grid.rows[0].cells[0]} and {grid.rows[0].cells[1]}."
    )


def test_two_cells_that_are_not_compared_are_told_one_by_one() -> None:
    grid = table("Line | Free | Bound | All", "Tolls | 9 | 5 | 14")
    assert side_by_side(WANTED, grid, grid.rows, [0, 1]) == "Under “Free” and “Bound” this row has 9 and 5."


def test_a_ratio_is_one_cell_over_another() -> None:
    wanted = replace(WANTED, says=frozenset({"ratio"}), compares=True)
    said = side_by_side(wanted, YEARS, YEARS.rows[:1], [2, 0])
    assert said == "1,250 under “2025” over 900 under “2023” is 1.39, worked out from these two cells."
    grid = table("Line | Free", "Tolls | 8", "Ropes | 3", "Sails | (1)")
    assert side_by_side(wanted, grid, grid.rows[:2], [0]) == (
        "“Tolls” is 2.67 times “Ropes” under “Free”, worked out from the two rows."
    )
    assert side_by_side(wanted, grid, grid.rows[1:], [0]) == (
        "“Ropes” is 4 more than “Sails” under “Free”, worked out from the two rows."
    )


def test_a_change_under_two_heads_is_told_of_each() -> None:
    grid = table("Line | Group 2025 | Group 2024 | Trust 2025 | Trust 2024", "Tolls | 12 | 10 | 6 | 8")
    said = side_by_side(replace(WANTED, of_change=True), grid, grid.rows, [0, 1, 2, 3])
    assert said == (
        f"From 10 under “Group 2024” to 12 under “Group 2025”: up by 2 (20.0 %), {FROM_TWO_CELLS} "
        f"From 8 under “Trust 2024” to 6 under “Trust 2025”: down by 2 (25.0 %), {FROM_TWO_CELLS}"
    )


def test_a_row_that_is_more_than_a_sum_is_no_part_of_it() -> None:
    grid = table("Line | 2024", "Revenue | 900", "Total cost of sales | 100")
    assert share(grid, grid.rows[0], grid.rows[1], 0) is None


def test_what_was_spent_is_set_against_the_plan() -> None:
    grid = table("Item | Plan | Actual | Year", "Drugs | 22.0 | 24.7 | 1")
    said = side_by_side(replace(WANTED, says=frozenset({"plan"})), grid, grid.rows, [0, 1])
    assert said == (
        "This row has 2.7 more under “Actual” than under “Plan”, 12.3 % of what was planned, worked out from these two cells."
    )


def test_two_times_of_a_row_that_are_compared_are_no_two_things() -> None:
    wanted = replace(WANTED, compares=True, of_change=True)
    said = side_by_side(wanted, YEARS, YEARS.rows[:1], [0, 1])
    assert said == f"From 900 under “2023” to 1,000 under “2024”: up by 100 (11.1 %), {FROM_TWO_CELLS}"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("Abbey | 63", "Netherby | 49"), "“Abbey” is 14 more than “Netherby” under “Safe”, worked out from the two rows."),
        (("Abbey | 49", "Netherby | 63"), "“Netherby” is 14 more than “Abbey” under “Safe”, worked out from the two rows."),
        (("Abbey | 49", "Netherby | 49"), "Both are the same under “Safe”, worked out from the two rows."),
        (("Abbey | 49", "Netherby | n/a"), None),
        (("Abbey | 49", "Netherby | 63", "Harbour | 50"), None),
    ],
)
def test_two_rows_are_set_side_by_side(rows: tuple[str, ...], said: str | None) -> None:
    grid = table("Ward | Safe | Trust", *(f"{row} | 1" for row in rows))
    assert side_by_side(WANTED, grid, grid.rows, [0]) == said
    assert side_by_side(WANTED, grid, grid.rows, [0, 1]) is None or len(rows) == 1


@pytest.mark.parametrize(
    ("heads", "columns", "ordered"),
    [
        ("| 2025 | 2023 | 2024", [0, 1, 2], [1, 2, 0]),
        ("| 2024/25 | 2025/26", [0, 1], [0, 1]),
        ("| Visits 2023 | Loans 2023 | Visits 2024", [0, 1, 2], [0, 2]),
        ("| Visits 2023 | Loans 2023 | Visits 2024 | Loans 2024", [0, 1, 2, 3], []),
        ("| Visits 2023 | Loans 2023 | Visits 2024 | Loans 2024", [1, 3], [1, 3]),
        ("| Free | Bound", [0, 1], []),
        ("| 2023/24 | 2023", [0, 1], [1, 0]),
        ("| December 31, 2025 | 2024", [0, 1], [1, 0]),
        ("| Trust at 31 March 2025 | Trust 2024 | Fund 2025", [0, 1, 2], []),
    ],
)
def test_the_columns_of_one_thing_are_ordered_by_their_times(heads: str, columns: list[int], ordered: list[int]) -> None:
    assert in_time(table(heads), columns) == ordered


@pytest.mark.parametrize(
    ("row", "percent", "said"),
    [
        ("Bus | 44 | 47", False, "From 44 under “2021” to 47 under “2023”: up by 3 (6.8 %)"),
        ("Bus | 44 | 47", True, "From 44 under “2021” to 47 under “2023”: up by 3 points"),
        ("Bus | 44% | 47%", False, "From 44% under “2021” to 47% under “2023”: up by 3 points"),
        ("Bus | 44 | 47%", False, None),
        ("Bus | n/a | 47", False, None),
        ("Bus | 44 | n/a", False, None),
    ],
)
def test_a_row_changes_from_one_column_to_another(row: str, percent: bool, said: str | None) -> None:
    grid = table("Service | 2021 | 2023", row, percent=percent)
    assert change(grid, grid.rows[0], 0, 1) == (f"{said}, {FROM_TWO_CELLS}" if said else None)


@pytest.mark.parametrize(
    ("heads", "rows", "said"),
    [
        ("Visits", ("2021 | 400", "2022 | 500"), "From 400 in “2021” to 500 in “2022” under “Visits”: up by 100 (25.0 %)"),
        ("Visits", ("2022 | 500", "2021 | 400"), "From 400 in “2021” to 500 in “2022” under “Visits”: up by 100 (25.0 %)"),
        ("Share, %", ("2021 | 40", "2022 | 30"), "From 40 in “2021” to 30 in “2022” under “Share, %”: down by 10 points"),
        ("Visits", ("2021 | n/a", "2022 | 500"), None),
    ],
)
def test_a_column_changes_from_one_row_to_another_where_rows_are_times(heads: str, rows: tuple[str, str], said: str | None) -> None:
    grid = table(f"Year | {heads}", *rows)
    assert change_down(grid, *grid.rows, 0) == (f"{said}, {FROM_TWO_CELLS}" if said else None)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        ("81,340", "157,050", "81,340 of 157,050 under “2025” is 51.8 %, worked out from these two cells."),
        ("n/a", "100", None),
        ("5", "-", None),
        ("5", "n/a", None),
        ("(30)", "40", None),
        ("(30)", "(40)", "(30) of (40) under “2025” is 75.0 %, worked out from these two cells."),
    ],
)
def test_the_share_of_a_row_is_that_of_the_sum_in_the_same_column(part: str, whole: str, said: str | None) -> None:
    grid = table("Source | 2024 | 2025", f"Tax | 1 | {part}", f"All | 2 | {whole}")
    assert share(grid, grid.rows[0], grid.rows[1], 1) == said


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (("a | 1 | 10", "b | 2 | 20", "c | 3 | 30", "d | 6 | 60", "e | 5 | 1"), {3}),
        (("a | 1.4 | 10", "b | 2.4 | 20", "c | 3.4 | 30", "d | 8 | 61"), {3}),  # parts that were rounded: 7.2 and 60
        (("a | 1 | 10", "b | 2 | 20", "c | 3 | 30", "d | 8 | 62"), set()),  # 6 and 60: further off than three halves
        (("a | 1 | 10", "b | 2 | 20", "c | 3 | 30"), {2}),  # two parts, at the end
        (("a | 1 | 10", "b | 2 | 20", "c | 3 | 30", "d | 7 | 7"), set()),  # two parts, but not at the end
        (("a | 1 | 10", "b | 2 | 20", "c | 3 | 30", "d | 6 | 7"), set()),  # in half of the columns
        (("a | 3 | 3", "b | 3 | 3"), set()),
        (("a | 1 | 1", "b | 2 | 2", "c | 3 | 3", "d | 6 | 6", "e | 4 | 4", "f | 5 | 5", "g | 6 | 6", "h | 15 | 15"), {3, 7}),
        (("a | 1 | 1", "b | n/a | n/a", "c | 2 | 2", "d | 3 | 3", "e | 6 | 6"), {4}),
    ],
)
def test_a_row_is_a_sum_if_those_before_it_add_up_to_it_in_most_columns(rows: tuple[str, ...], found: set[int]) -> None:
    assert sums(table("| A | B", *rows)) == found


WARDS = table("Ward | Thefts | Fires", "Abbey | 12 | 3", "Dock | 1,500 | 3", "Quay | 40 | 9", "Moor | 40 | 7")
OF_FOUR = "Of the 4 figures under “Thefts” that are no sums"


@pytest.mark.parametrize(
    ("form", "first", "last", "chosen", "said"),
    [
        ("most", 1, 1, ["Dock"], "the highest is 1,500: “Dock”."),
        ("least", 1, 1, ["Abbey"], "the lowest is 12: “Abbey”."),
        ("most", 2, 2, ["Quay", "Moor"], "the second highest is 40: “Quay” and “Moor”."),
        ("least", 3, 3, ["Moor"], "the third lowest is 40: “Moor”."),
        ("most", 1, 2, ["Dock", "Quay", "Moor"], "the 3 highest are 1,500, 40 and 40: “Dock”, “Quay” and “Moor”."),
        ("least", 1, 2, ["Abbey", "Quay", "Moor"], "the 3 lowest are 12, 40 and 40: “Abbey”, “Quay” and “Moor”."),
        ("most", 1, 4, ["Dock", "Quay", "Moor", "Abbey"], None),
        ("most", 1, 5, [], None),
    ],
)
def test_the_greatest_or_least_of_a_column_are_told_with_those_that_have_the_same(
    form: Form, first: int, last: int, chosen: list[str], said: str | None
) -> None:
    lines, notice = extreme(replace(WANTED, form=form, first=first, last=last), WARDS, parts(WARDS, 0), (0,), None)
    assert labels(lines) == chosen
    assert said is None or notice == f"{OF_FOUR}, {said}"


def test_the_greatest_difference_between_two_columns_is_written_in_full() -> None:
    loans = table("Branch | 2022 | 2023", "Abbey | 1,000,000 | 3,234,567", "Dock | 5 | 2")
    lines, notice = extreme(replace(WANTED, form="most"), loans, parts(loans, 0, 1), (0, 1), None)
    assert labels(lines) == ["Abbey"]
    assert notice == "Of the 2 differences between “2022” and “2023”, the highest is 2,234,567: “Abbey”."


AGES = table("Way | 18 to 34 | 35 to 54 | Older", "Bus | 24 | 12 | 24", "Car | 3 | n/a | n/a")


@pytest.mark.parametrize(
    ("form", "columns", "said"),
    [
        ("most", [0, 1], "Of the 2 figures compared in this row, the highest is 24: “18 to 34”."),
        ("most", [0, 1, 2], "Of the 3 figures compared in this row, the highest is 24: “18 to 34” and “Older”."),
        ("least", [0, 1, 2], "Of the 3 figures compared in this row, the lowest is 12: “35 to 54”."),
        ("least", [1], None),
    ],
)
def test_the_column_in_which_a_row_has_its_greatest_or_least_figure_is_told(
    form: Form, columns: list[int], said: str | None
) -> None:
    assert across(replace(WANTED, form=form), AGES, AGES.rows[0], columns) == said
    assert across(replace(WANTED, form=form), AGES, AGES.rows[1], columns) is None


def test_figures_beyond_a_limit_are_told() -> None:
    over = replace(WANTED, form="beyond", limit=Limit(40, False, False))
    assert beyond_limit(over, WARDS, parts(WARDS, 0), (0,), None) == ([WARDS.rows[1]], f"{OF_FOUR}, 1 is above 40.")
    under = replace(over, limit=Limit(40, False, True))
    assert beyond_limit(under, WARDS, parts(WARDS, 0), (0,), None) == ([WARDS.rows[0]], f"{OF_FOUR}, 1 is below 40.")
    lines, notice = beyond_limit(replace(over, limit=Limit(12, False, False)), WARDS, parts(WARDS, 0), (0,), None)
    assert (labels(lines), notice) == (["Dock", "Quay", "Moor"], f"{OF_FOUR}, 3 are above 12.")


@pytest.mark.parametrize(
    ("limit", "chosen", "said"),
    [
        (2_000_000, ["Roads"], "1 is above 2,000."),  # of the 2,500 and 1,500 thousand that are printed
        (1_234_567, ["Roads", "Parks"], "2 are above 1,234.567."),
        (1_600, ["Roads"], "1 is above 1.6."),
        (900, ["Roads", "Parks"], "2 are above 900."),  # under a thousand: of the figures as they are printed
    ],
)
def test_a_limit_is_told_in_the_units_of_the_table(limit: float, chosen: list[str], said: str) -> None:
    grid = table("Service | 2025", "Roads | 2,500", "Parks | 1,500", scale=1000.0)
    if limit == 1_600:
        chosen = ["Roads", "Parks"]
        said = "2 are above 1.6."
    lines, notice = beyond_limit(replace(WANTED, form="beyond", limit=Limit(limit, False, False)), grid, parts(grid, 0), (0,), None)
    assert labels(lines) == chosen
    assert notice == f"Of the 2 figures under “2025” that are no sums, {said}"


def test_shares_of_a_sum_are_worked_out_row_by_row() -> None:
    grid = table("Segment | 2025", "Planes | 50", "Ships | 30", "Boats | 20", "All | 100")
    wanted = replace(WANTED, form="beyond", limit=Limit(25, True, False))
    lines, notice = beyond_limit(wanted, grid, parts(grid, 0)[:3], (0,), grid.rows[3])
    assert labels(lines) == ["Planes", "Ships"]
    assert notice == (
        "Of the 3 figures under “2025” that are no sums, 2 are above 25 % of “All”: 50.0 % and 30.0 %, worked out from the cells."
    )
    lines, notice = beyond_limit(replace(wanted, limit=Limit(25, True, True)), grid, parts(grid, 0)[:3], (0,), grid.rows[3])
    assert labels(lines) == ["Boats"]
    assert notice == (
        "Of the 3 figures under “2025” that are no sums, 1 is below 25 % of “All”: 20.0 %, worked out from the cells."
    )


def test_a_share_is_no_amount_of_a_table_of_thousands() -> None:
    grid = table("Branch | Let", "North | 64", "South | 2,000", scale=1000.0)
    wanted = replace(WANTED, form="beyond", limit=Limit(1_500, True, False))
    lines, notice = beyond_limit(wanted, grid, parts(grid, 0), (0,), None)
    assert (labels(lines), notice) == (["South"], "Of the 2 figures under “Let” that are no sums, 1 is above 1,500.")


@pytest.mark.parametrize(("form", "chosen", "said"), [("rises", ["Abbey"], "above"), ("falls", ["Dock"], "below")])
def test_rows_that_rose_or_fell_are_those_whose_difference_is_beyond_nothing(form: Form, chosen: list[str], said: str) -> None:
    loans = table("Branch | 2022 | 2023", "Abbey | 10 | 12", "Dock | 5 | 2", "Quay | 4 | 4")
    lines, notice = beyond_limit(replace(WANTED, form=form, limit=Limit(9, False, True)), loans, parts(loans, 0, 1), (0, 1), None)
    assert labels(lines) == chosen
    assert notice == f"Of the 3 differences between “2022” and “2023”, 1 is {said} 0."
