"""A table is read from rows of print: heads of any kind over cells, a title, sections, a unit."""

from __future__ import annotations

import pytest

from assistant.text.cells import value
from assistant.text.grid import Grid, grids
from assistant.types import Document, Locator, Role, Segment


def laid_out(*blocks: tuple[Role, str], new_page_at: int | None = None) -> Document:
    text, segments = "", []
    for n, (role, words) in enumerate(blocks):
        page = 1 if new_page_at is None or n < new_page_at else 2
        segments.append(Segment(len(text), len(text) + len(words), role, Locator(page=page)))
        text += f"{words}\n"
    return Document(id="harbour.pdf", title="Harbour", kind="report", sha256="0" * 64, text=text, segments=tuple(segments))


def only(*blocks: tuple[Role, str]) -> Grid:
    (grid,) = grids(laid_out(*blocks))
    return grid


@pytest.mark.parametrize(
    ("heads", "row", "corner", "columns"),
    [
        (
            ["Pier 2024/25 Outturn 2025/26 Budget Change"],
            "Old pier 5 4 (1)",
            "Pier",
            ("2024/25 Outturn", "2025/26 Budget", "Change"),
        ),
        (["2025 2024"], "Old pier 5 4", "", ("2025", "2024")),
        (["Note Free funds Bound funds Total 2025"], "Gifts 5 4 9", "Note", ("Free funds", "Bound funds", "Total 2025")),
        (["Pier", "Visits 2024", "Visits", "2025"], "Old pier 5 4", "Pier", ("Visits 2024", "Visits 2025")),
        (["Age 16-24 25-64 65 and over All"], "Often swims 5 4 3 4", "Age", ("16-24", "25-64", "65 and over", "All")),
        (["Giver Purpose 2025 £ 2024 £"], "Elm Trust Tolls 5 4", "Giver Purpose", ("2025 £", "2024 £")),
        (["Tide 31 March 2025 31 March 2026"], "Spring tide 5 4", "Tide", ("31 March 2025", "31 March 2026")),
        (
            ["Pier Boats Ferries", "2024 2025 2024 2025"],
            "Old pier 5 4 3 2",
            "Pier",
            ("Boats 2024", "Boats 2025", "Ferries 2024", "Ferries 2025"),
        ),
        (
            ["Three Months Ended Six Months Ended", "July 29, 2023 July 30, 2022 July 29, 2023 July 30, 2022"],
            "Tolls 5 4 10 9",
            "",
            (
                "Three Months Ended July 29, 2023",
                "Three Months Ended July 30, 2022",
                "Six Months Ended July 29, 2023",
                "Six Months Ended July 30, 2022",
            ),
        ),
        (
            ["Pier April to September October to March", "In Out In Out"],
            "Old pier 5 4 3 2",
            "Pier",
            ("April to September In", "April to September Out", "October to March In", "October to March Out"),
        ),
        (
            ["Share Retained", "£ thousand capital earnings Total"],
            "Loss 5 4 9",
            "£ thousand",
            ("Share capital", "Retained earnings", "Total"),
        ),
        (["Fund Share Retained", "capital earnings"], "Loss 5 4", "Fund", ("Share capital", "Retained earnings")),
        (["Pool Mon to Fri Sat–Sun"], "Swims 5 4", "Pool", ("Mon to Fri", "Sat–Sun")),
        (["Pier 2024 2025", "In Out In Out"], "Old pier 5 4 3 2", "Pier", ("2024 In", "2024 Out", "2025 In", "2025 Out")),
        (["Pier | Q1 | Q2"], "Old pier | 5 | 4", "Pier", ("Q1", "Q2")),
        (
            ["Note Group Trust", "2025 2024 2025 2024", "£000 £000 £000 £000", "Income"],
            "Tolls 5 4 3 2",
            "Note",
            ("Group 2025", "Group 2024", "Trust 2025", "Trust 2024"),
        ),
        (
            ["Yes Yes, with", "changes", "No Don't", "know", "Base"],
            "Old pier 5 4 3 2 14",
            "",
            ("Yes", "Yes, with changes", "No", "Don't know", "Base"),
        ),
        (["Pier 2023 2025 Change since", "2023"], "Old pier 5 4 (1)", "Pier", ("2023", "2025", "Change since 2023")),
        (
            ["Boats", "Three months ended", "31 March 2025", "Nine months ended", "31 March 2025"],
            "Old pier 5 14",
            "Boats",
            ("Three months ended 31 March 2025", "Nine months ended 31 March 2025"),
        ),
        (
            ["Shore | Pier | Boats | Cars", "2024 | 2025 | 2024 | 2025"],
            "North | Old pier | 5 | 4 | 3 | 2",
            "Shore | Pier",
            ("Boats 2024", "Boats 2025", "Cars 2024", "Cars 2025"),
        ),
        (
            ["| Boats | | Cars |", "| 2024 | 2025 | 2024 | 2025"],
            "Old pier | 5 | 4 | 3 | 2",
            "",
            ("Boats 2024", "Boats 2025", "Cars 2024", "Cars 2025"),
        ),
        (
            ["| £ | Borough | County |", "| Band | (2021/22) | (2021/22) |"],
            "| A | 5 | 4 |",
            "£ |  | Band",
            ("Borough (2021/22)", "County (2021/22)"),
        ),
        (["Boats Cars", "Pier 2024 2025 2024 2025"], "Old 5 4 3 2", "Pier", ("Boats 2024", "Boats 2025", "Cars 2024", "Cars 2025")),
        (["Pier | 2024 | 2025", "Income from"], "Old pier | 5 | 4", "Pier", ("2024", "2025")),
    ],
)
def test_heads_are_cut_where_they_give_one_to_a_column(heads: list[str], row: str, corner: str, columns: tuple[str, ...]) -> None:
    grid = only(("caption", "Table 1: Use"), *(("row", head) for head in heads), ("row", row), ("row", row))
    assert (grid.corner, grid.columns, grid.named.startswith("Table 1: Use")) == (corner, columns, True)
    assert [len(line.cells) for line in grid.rows] == [len(columns)] * 2


def test_a_run_of_rows_is_parted_where_heads_begin_again_and_sections_are_kept() -> None:
    rows = ("Tolls 5 4", "Spent on:", "Paint 2 1", "Balance sheet", "2025 2024", "£ £", "Boats 7 6", "Ropes 1 1")
    first, second = grids(laid_out(("heading", "Accounts"), ("row", "2025 2024"), *(("row", row) for row in rows)))
    assert [(line.section, line.label) for line in first.rows] == [("", "Tolls"), ("Spent on", "Paint")]
    assert ("Balance sheet" in second.named, [line.label for line in second.rows]) == (True, ["Boats", "Ropes"])


@pytest.mark.parametrize("between", [("Boat Trips Fare",), ("Boats", "Boat Trips Fare")])
def test_heads_without_a_time_begin_another_table_too(between: tuple[str, ...]) -> None:
    rows = ("2025 2024", "Tolls 5 4", "Gifts 2 1", *between, "Lugger 96 £18", "Cutter 41 £19")
    first, second = grids(laid_out(("heading", "Accounts"), *(("row", row) for row in rows)))
    assert ([line.label for line in first.rows], second.columns) == (["Tolls", "Gifts"], ("Trips", "Fare"))


def test_a_heading_right_under_the_heads_opens_a_section_and_notes_part_no_table() -> None:
    rows = ("Tolls 3 5 4", "Gifts 7 6", "Spent", "Paint 4 2 1", "All 12 10")
    grid = only(("heading", "Accounts"), ("row", "Note 2025 2024"), ("heading", "INCOME"), *(("row", row) for row in rows))
    assert [(line.section, line.label) for line in grid.rows] == [
        ("", "Tolls"),
        ("", "Gifts"),
        ("Spent", "Paint"),
        ("Spent", "All"),
    ]


@pytest.mark.parametrize(("between", "tables"), [("furniture", 1), ("paragraph", 2)])
def test_a_table_that_goes_on_over_the_page_is_one(between: Role, tables: int) -> None:
    rows = ("Pier 2025 2024", "Old pier 5 4", "New pier 3 2")
    more = ("Pier 2025 2024", "Long pier 9 8", "West pier 1 1")
    blocks = [*(("row", row) for row in rows), (between, "The harbour's accounts."), *(("row", row) for row in more)]
    found = list(grids(laid_out(("heading", "Use"), *blocks, new_page_at=5)))
    assert (len(found), len(found[0].rows)) == (tables, 4 // tables)


def test_heads_stand_on_the_page_of_their_rows() -> None:
    rows = ("Pier January 28, 2025 January 29, 2024", "Old pier 5 4", "New pier 3 2")
    blocks = [("paragraph", "Whitby, Yorkshire"), ("paragraph", "March 17, 2025"), *(("row", row) for row in rows)]
    (grid,) = grids(laid_out(*blocks, new_page_at=2))
    assert grid.columns == ("January 28, 2025", "January 29, 2024")


def test_the_label_of_a_section_takes_two_lines_and_stands_under_heads_between_bars() -> None:
    rows = ("Pier | 2025 | 2024", "Earned by", "Tolls | 5 | 4", "Spent on ropes and", "on paint:", "Masts | 2 | 1")
    grid = only(("heading", "Accounts"), *(("row", row) for row in rows))
    assert [(line.section, line.label) for line in grid.rows] == [("Earned by", "Tolls"), ("Spent on ropes and on paint", "Masts")]


def test_a_label_that_goes_on_in_small_letters_begins_in_the_row_above() -> None:
    rows = ("2025 2024", "Spent:", "Wear of the piers and", "of the boats 5 4", "Paint 2 1")
    grid = only(("heading", "Accounts"), *(("row", row) for row in rows))
    assert [(line.label, line.section, line.begins) for line in grid.rows] == [
        ("Wear of the piers and of the boats", "Spent", 3),
        ("Paint", "Spent", None),
    ]


def test_a_cell_over_several_rows_is_a_section_of_those_under_it() -> None:
    rows = ("Shore | Pier | 2025", "North | Old pier | 5", "New pier | 4", "South | Long pier | 3", "West pier | 2")
    grid = only(("heading", "Use"), *(("row", row) for row in rows))
    assert [(line.section, line.parts[-1]) for line in grid.rows] == [
        ("", "Old pier"),
        ("North", "New pier"),
        ("", "Long pier"),
        ("South", "West pier"),
    ]


def test_a_link_in_a_label_is_read_without_its_target() -> None:
    rows = ("| Day | What | In |", "| 1 May | [Tolls](https://example.org/1) | 5 |", "| 2 May | Ropes | 4 |")
    grid = only(("heading", "Ledger"), *(("row", row) for row in rows))
    assert (grid.rows[0].label, grid.rows[0].parts) == ("1 May Tolls", ("1 May", "Tolls"))


def test_an_empty_cell_between_bars_keeps_its_column() -> None:
    rows = ("| Day | What | In | Out |", "| 1 May | Tolls | 5 | |", "| 2 May | Paint | | 4 |", "| 3 May | Ropes | | 1 |")
    grid = only(("heading", "Ledger"), *(("row", row) for row in rows))
    assert grid.columns == ("In", "Out")
    assert [(line.label, line.cells) for line in grid.rows] == [
        ("1 May Tolls", ("5", "")),
        ("2 May Paint", ("", "4")),
        ("3 May Ropes", ("", "1")),
    ]


def test_a_row_with_more_cells_than_columns_is_of_none() -> None:
    rows = ("2025 2024", "Tolls 5 4", "Gifts 2 1", "Boats 96 64 18")
    grid = only(("heading", "Accounts"), *(("row", row) for row in rows))
    assert [line.label for line in grid.rows] == ["Tolls", "Gifts"]


def test_a_label_may_end_in_a_figure() -> None:
    rows = (
        "2025 2024",
        "Adults 50 44",
        "Families 9 8",
        "Groups 7 6",
        "Schools 5 4",
        "Members 3 2",
        "Children under 16 20 18",
        "Ages 5 to 8 7 6",
        "Balance at 4 May 9 8",
    )
    grid = only(("heading", "Visits"), *(("row", row) for row in rows))
    assert [(line.label, line.cells) for line in grid.rows][5:] == [
        ("Children under 16", ("20", "18")),
        ("Ages 5 to 8", ("7", "6")),
        ("Balance at 4 May", ("9", "8")),
    ]


def test_a_figure_of_a_column_of_notes_is_no_cell() -> None:
    grid = only(
        ("heading", "Accounts"), ("row", "Note 2025 2024"), ("row", "Tolls 3 5 4"), ("row", "Gifts 7 6"), ("row", "All 12 10")
    )
    assert [(line.label, line.cells) for line in grid.rows][:2] == [("Tolls", ("5", "4")), ("Gifts", ("7", "6"))]


@pytest.mark.parametrize(
    ("caption", "scale", "percent"),
    [("Spending (£000)", 1000.0, False), ("Spending (£ million)", 1e6, False), ("Visitors, per cent", 1.0, True)],
)
def test_the_unit_is_said_over_the_table(caption: str, scale: float, percent: bool) -> None:
    grid = only(("caption", caption), ("row", "2025 2024"), ("row", "Tolls 5 4"), ("row", "Gifts 7 6"))
    assert (grid.scale, grid.percent) == (scale, percent)


def test_what_has_no_heads_for_its_columns_is_no_table() -> None:
    prose = ("paragraph", "The harbour was measured again in the year after that, and it was deeper.")
    assert list(grids(laid_out(prose, ("row", "Tolls 5 4"), ("row", "Gifts 7 6")))) == []


@pytest.mark.parametrize(
    ("cell", "number"), [("$ 1,250", 1250.0), ("(13.5)", -13.5), ("-", 0.0), ("–4%", -4.0), ("n/a", None), ("1.2.3", None)]
)
def test_a_cell_is_a_number(cell: str, number: float | None) -> None:
    assert value(cell) == number
