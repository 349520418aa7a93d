"""Lines that are printed like headings and are none: names over offices, labels over values, items of a list."""

from __future__ import annotations

import pytest

from tests.load.made_pdf import Print, bold, column
from tests.load.test_layout import BODY, read, roles

UNDER = [*column(*BODY, top=500)]


def printed(*lines: Print) -> list[tuple[str, str]]:
    """Return what the lines are that stand between a heading and prose."""
    return roles(read([bold("From the chair", 720, size=16), *lines, *UNDER]))[1:-1]


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("Rhodri Pask", "Chief Executive"),
        ("Dr Ineke Osei-Bonsu", "Chair of the Board"),
        ("Robin Carnahan:", "Administrator"),
        ("Kevin K. McAleenan:", "Acting Secretary, Department of the Interior"),
        ("Ana de la Cruz, PhD", "Director for Evidence and Evaluation"),
        ("Office of Human Capital :", "Contributing Program"),
    ],
)
def test_a_name_in_bold_is_read_with_the_office_or_the_part_under_it(name: str, office: str) -> None:
    assert printed(bold(name, 690), *column(office, top=678)) == [("paragraph", f"{name} {office}")]


def test_an_office_in_bold_under_the_name_is_read_with_it_too() -> None:
    lines = bold("Rhodri Pask", 690), bold("Chief Executive", 678), bold("(Accounting Officer)", 666)
    assert printed(*lines) == [("paragraph", "Rhodri Pask Chief Executive (Accounting Officer)")]


@pytest.mark.parametrize(
    ("title", "under"),
    [
        ("Vision:", ["A secure homeland"]),
        ("Shared Services", ["Head office is where they are bought."]),
        ("Coast Guard :", ["Director of all that is done at sea, and that", "goes on in a second line of the same words."]),
        ("THE BRACK COMPANY", ["EXECUTIVE SAVINGS PLAN"]),
    ],
)
def test_a_title_stays_a_heading_over_prose_and_what_is_no_office(title: str, under: list[str]) -> None:
    assert printed(bold(title, 690), *column(*under, top=678))[0][0] == "heading"


def test_headings_with_nothing_under_any_of_them_are_the_items_of_the_one_above() -> None:
    values = [bold(word, 690 - 25 * n) for n, word in enumerate(("Candour", "Care", "Patience"))]
    reading = read([bold("Our values", 720, size=16), *values, *UNDER])
    assert roles(reading)[:-1] == [("heading", "Our values"), ("item", "Candour"), ("item", "Care"), ("item", "Patience")]
    assert {s.place.heading for s in reading.segments} == {("Our values",)}


@pytest.mark.parametrize(
    "words",
    [("Candour", "Care"), ("1. Access", "2. Value", "3. People"), ("Who may apply?", "How much?", "By when?")],
    ids=["two", "numbered", "questions"],
)
def test_two_headings_and_those_that_are_numbered_or_ask_stay_headings(words: tuple[str, ...]) -> None:
    assert {role for role, _ in printed(*(bold(word, 690 - 25 * n) for n, word in enumerate(words)))} == {"heading"}
