"""Tables as financial statements print them: labels that wrap, column heads, captions, and the statement over all rows."""

from __future__ import annotations

import pytest

from assistant.load.pdf import read_pdf
from assistant.types import Reading
from tests.load.made_pdf import Print, bold, column, make_pdf

PROSE = ("We make anvils and send them to whoever orders them, and", "what we earn by that is told in the statements below.")


def rows(*lines: tuple[str, ...], top: float = 600, x: float = 72) -> list[Print]:
    return [
        Print(at, top - 12 * i, cell) for i, line in enumerate(lines) for at, cell in zip((x, 380, 460), line, strict=False) if cell
    ]


def cells(*lines: tuple[str, ...], top: float) -> list[Print]:
    return [
        Print(at, top - 12 * i, cell)
        for i, line in enumerate(lines)
        for at, cell in zip((72, 250, 330), line, strict=False)
        if cell
    ]


def read(*pages: list[Print]) -> Reading:
    return read_pdf(make_pdf(*pages), "a.pdf")


def roles(reading: Reading) -> list[tuple[str, str]]:
    return [(s.role, " ".join(reading.text[s.start : s.end].split())) for s in reading.segments]


@pytest.mark.parametrize("title", ["Consolidated Statements of Operations", "CONSOLIDATED BALANCE SHEETS"])
def test_rows_stand_under_the_statement_they_are_of(title: str) -> None:
    table = rows(("(Dollars in millions)",), ("Years ended December 31,", "2022", "2021"), ("Sales", "120", "110"))
    reading = read([*column(*PROSE), Print(220, 630, title), *table])
    assert roles(reading)[1:] == [
        ("heading", title),
        ("row", "(Dollars in millions)"),
        ("row", "Years ended December 31, 2022 2021"),
        ("row", "Sales 120 110"),
    ]
    assert {s.place.heading for s in reading.segments if s.role == "row"} == {(title,)}


def test_a_sentence_that_speaks_of_a_statement_is_no_heading() -> None:
    lines = ("Such gains are shown in the line of other income of our", "Consolidated statements of operations and are small.")
    assert [role for role, _ in roles(read(column(*lines)))] == ["paragraph"]


def test_a_statement_ends_where_the_next_page_has_a_title_and_notes_go_on() -> None:
    statement = [
        *column(*PROSE),
        Print(220, 630, "Consolidated Statements of Income"),
        *rows(("Sales", "120", "110"), ("Tax", "9", "8")),
    ]
    after = [bold("Quarterly results", 740), *column(*PROSE)]
    notes = [bold("Notes to Consolidated Financial Statements", 740), *column(*PROSE)]
    headings = {s.place.page: s.place.heading for s in read(statement, after).segments}
    assert headings == {1: ("Consolidated Statements of Income",), 2: ("Quarterly results",)}
    headings = {
        s.place.page: s.place.heading for s in read(column("Some words, and pages of them.", *PROSE * 3), notes, after).segments
    }
    assert headings[3] == ("Notes to Consolidated Financial Statements", "Quarterly results")


def test_a_running_head_that_names_the_notes_opens_them() -> None:
    def page(title: str) -> list[Print]:
        return [Print(200, 770, "Notes to Consolidated Financial Statements"), bold(title, 740), *column(*PROSE)]

    reading = read(*[page(f"Note {word}") for word in ("one", "two", "three")])
    assert [s.place.heading for s in reading.segments if s.role == "paragraph"] == [
        ("Notes to Consolidated Financial Statements", f"Note {word}") for word in ("one", "two", "three")
    ]


def test_a_label_over_two_lines_is_one_row_with_its_cells() -> None:
    table = rows(
        ("Cost of sales", "80", "70"),
        ("Additions to property and equipment, net of",),
        ("non-cash expenditures", "12", "11"),
        ("Adjustments to reconcile net earnings to",),
        ("cash provided by operations:",),
        ("Depreciation", "5", "4"),
    )
    assert roles(read([*column(*PROSE), *table]))[1:] == [
        ("row", "Cost of sales 80 70"),
        ("row", "Additions to property and equipment, net of non-cash expenditures 12 11"),
        ("row", "Adjustments to reconcile net earnings to cash provided by operations:"),
        ("row", "Depreciation 5 4"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "Year Ended December 31,",
        "As of December 31,",
        "(MILLIONS, EXCEPT SHARE DATA)",
        "$ in millions",
        "For the Three Months Ended June 30,",
    ],
)
def test_what_stands_over_the_columns_is_a_row(head: str) -> None:
    reading = read([*column(*PROSE), *rows((head,), ("Sales", "120", "110"), ("Tax", "9", "8"))])
    assert roles(reading)[1] == ("row", head)


def test_all_centred_lines_over_a_table_are_captions_and_the_last_names_its_rows() -> None:
    table = rows(("(Dollars in millions)",), ("Sales", "120", "110"), ("Tax", "9", "8"))
    reading = read([*column(*PROSE), Print(228, 640, "The Acme Company"), Print(210, 628, "Summary of Segment Data"), *table])
    assert [role for role, _ in roles(reading)] == ["paragraph", "caption", "caption", "row", "row", "row"]
    assert {s.place.heading for s in reading.segments if s.role == "row"} == {("Summary of Segment Data",)}


def test_a_bold_line_between_rows_is_a_row() -> None:
    table = [
        *rows(("Sales", "120", "110")),
        bold("Investing", 588),
        *rows(("Anvils bought", "9", "8"), ("Anvils sold", "3", "2"), top=576),
    ]
    assert ("row", "Investing") in roles(read([*column(*PROSE), *table]))


def test_a_date_that_ends_a_sentence_makes_no_row() -> None:
    assert [
        role for role, _ in roles(read(column("We have told this in our report for", "the fiscal year ended December 31, 2022.")))
    ] == ["paragraph"]


def test_a_long_path_keeps_its_ends() -> None:
    sizes = {"Part II": 20, "Item 8. Statements": 18, "Notes": 16, "Note 16": 14, "Masks": 13, "Lawsuits": 12}
    prints = [bold(title, 740 - 24 * i, size=size) for i, (title, size) in enumerate(sizes.items())]
    reading = read([*prints, *column(*PROSE, *PROSE, *PROSE, top=580)])
    assert reading.segments[-1].place.heading == ("Item 8. Statements", "Note 16", "Masks", "Lawsuits")


WRAPPED = [  # written cell by cell, as word processors do: a line of a cell, then the next line of the same cell
    *cells(("Effort", "Reach", "Whose lead"), top=700),
    *cells(("Total Place", "13 areas", "Public bodies in"), ("", "", "each area"), top=680),
    *[Print(72, 648, "Troubled"), Print(72, 636, "Families"), Print(250, 648, "Up to"), Print(250, 636, "400,000")],
    Print(330, 648, "A programme"),
    *cells(("Big Local", "150 areas", "Residents"), top=616),
]


def test_a_row_whose_cells_hold_several_lines_is_one_row() -> None:
    found = read([*WRAPPED, *column("Those who remember it will see both the likeness and the difference.", top=580)])
    assert [text for role, text in roles(found) if role == "row"] == [
        "Effort Reach Whose lead",
        "Total Place 13 areas Public bodies in each area",
        "Troubled Families Up to 400,000 A programme",
        "Big Local 150 areas Residents",
    ]
    assert roles(found)[-1][0] == "paragraph"


def test_a_table_of_figures_and_a_list_under_a_line_are_left_as_they_are() -> None:
    lines = cells(("Basic", "1.50", "1.52"), ("Weighted average", "", ""), ("Shares", "340", "341"), top=700)
    assert "Basic 1.50 1.52" in [text for _, text in roles(read(lines))]
    contents = [*cells(("Part one", "3", ""), top=700), Print(120, 688, "a) Tolls of the harbour"), Print(120, 676, "b) Ships")]
    assert [text for _, text in roles(read(contents))] == ["Part one 3", "a) Tolls of the harbour", "b) Ships"]
