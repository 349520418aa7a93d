"""Contents pages: what only leads elsewhere is no evidence; what looks like it and is a table stays."""

from __future__ import annotations

import pytest

from assistant.load.pdf import read_pdf
from tests.load.made_pdf import Print, bold, column, furniture_of, make_pdf

CHAPTERS = ("The first meeting", "Who paid for it", "What came of it", "What it cost", "Who was there")


def chapters(sheets: int = 5) -> list[list[Print]]:
    """Make pages that each begin with a title of their own."""
    return [[bold(title, 720), *column(f"In {title.lower()} we tell of it.", top=700)] for title in CHAPTERS[:sheets]]


@pytest.mark.parametrize(
    "lines",
    [
        [f"{title} {sheet}" for sheet, title in enumerate(CHAPTERS, 2)],
        [f"{title} . . . . . . . {sheet}" for sheet, title in enumerate(CHAPTERS, 2)],
        [f"{title}.........{sheet}" for sheet, title in enumerate(CHAPTERS, 2)],
        [f"{CHAPTERS[0]} . . . . . . . . . 2", f"{CHAPTERS[1]} . . . . . . . . 3"],
        [f"{CHAPTERS[0]} . . . . . . . . . 2"],
    ],
    ids=["plain", "spaced leaders", "close leaders", "two", "one"],
)
def test_lines_of_contents_are_furniture_and_counted(lines: list[str]) -> None:
    reading = read_pdf(make_pdf(column("Contents", *lines), *chapters()), "a.pdf")
    assert [line for line in furniture_of(reading) if line != "Contents"] == lines
    assert reading.receipt.furniture_lines == len(furniture_of(reading))


@pytest.mark.parametrize(
    "lines",
    [
        [f"{title} {sheet}" for sheet, title in enumerate(CHAPTERS[:2], 2)],
        ["Apples and pears 2", "Plums of all kinds 3", "Cherries from the south 4", "Nuts 5"],
        [f"{title} {9 - sheet}" for sheet, title in enumerate(CHAPTERS, 2)],
        [f"{title} {1000 * sheet}" for sheet, title in enumerate(CHAPTERS, 2)],
        [f"{title} . . . . . 1,{sheet}00 $ 4" for sheet, title in enumerate(CHAPTERS, 2)],
        [f"{title} {sheet} {sheet}" for sheet, title in enumerate(CHAPTERS, 2)],
        ["Apples and pears . . . . . . . . . 2"],
    ],
    ids=["two", "not there", "falling", "no such page", "two numbers", "columns", "one leader that leads nowhere"],
)
def test_what_does_not_lead_anywhere_stays_evidence(lines: list[str]) -> None:
    reading = read_pdf(make_pdf(column("In the year", *lines), *chapters()), "a.pdf")
    assert furniture_of(reading) == []


def test_a_line_of_contents_that_wraps_goes_with_those_around_it() -> None:
    lines = ["The first meeting 2", "Who paid for it, and how much of it went", "to whom 3", "What came of it 4", "What it cost 5"]
    reading = read_pdf(make_pdf(column("Contents", *lines), *chapters()), "a.pdf")
    assert set(lines) <= set(furniture_of(reading))


def test_pages_are_found_by_the_labels_that_are_printed_on_them() -> None:
    front = [column("A study of one city and its people"), column("Contents", *[f"{t} {n}" for n, t in enumerate(CHAPTERS, 1)])]
    body = [[*page, Print(300, 30, str(number))] for number, page in enumerate(chapters(), 1)]
    reading = read_pdf(make_pdf(*front, *body), "a.pdf")
    assert [f"{t} {n}" for n, t in enumerate(CHAPTERS, 1)] == [line for line in furniture_of(reading) if line[:1].isalpha()][1:]


def test_headings_of_the_contents_stand_over_nothing_that_follows() -> None:
    lines = [f"{title} {sheet}" for sheet, title in enumerate(CHAPTERS, 2)]
    after = column("This page has words, but a title of its own it has not.")
    reading = read_pdf(make_pdf([bold("What is in it", 720), *column(*lines)], after, *chapters()[1:]), "a.pdf")
    assert [s.place.heading for s in reading.segments if s.place.page == 2] == [()]
