"""Running heads, running feet and page numbers, and the labels that they print on the sheets."""

from __future__ import annotations

import pytest

from assistant.load.pdf import read_pdf
from tests.load.made_pdf import Print, column, furniture_of, make_pdf

WORDS = ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliet")


def pages(count: int, *furniture: tuple[float, str], numbers: list[str] | None = None) -> list[list[Print]]:
    """Make pages of their own prose; ``furniture`` is (height, words), "#" in it the page's number."""
    made = []
    for sheet in range(count):
        number = numbers[sheet] if numbers else str(sheet + 1)
        prints = column(f"{WORDS[sheet]} is the word of this page and", f"nobody but {WORDS[sheet]} says it here.")
        made.append(prints + [Print(72, y, words.replace("#", number)) for y, words in furniture if words.replace("#", number)])
    return made


@pytest.mark.parametrize(
    "furniture",
    [
        (760, "A study of cities"),
        (30, "A study of cities"),
        (30, "Annual report 2012 | #"),
        (30, "Page # of 4"),
        (30, "- # -"),
        (30, "#"),
    ],
)
def test_what_comes_again_at_the_edge_of_pages_is_furniture(furniture: tuple[float, str]) -> None:
    reading = read_pdf(make_pdf(*pages(4, furniture)), "a.pdf")
    assert furniture_of(reading) == [furniture[1].replace("#", str(number)) for number in range(1, 5)]
    assert reading.receipt.furniture_lines == 4


@pytest.mark.parametrize("words", ["Handbook 2023, page # of 2", "PIL 417 v3, May 2025, #/2"])
def test_a_foot_with_several_numbers_is_furniture_on_two_pages_if_one_of_them_runs(words: str) -> None:
    reading = read_pdf(make_pdf(*pages(2, (30, words))), "a.pdf")
    assert furniture_of(reading) == [words.replace("#", number) for number in "12"]


def test_the_same_numbers_at_the_head_of_two_pages_may_be_those_of_a_table() -> None:
    assert furniture_of(read_pdf(make_pdf(*pages(2, (760, "2021 2020 2019"))), "a.pdf")) == []


def test_a_foot_with_many_numbers_is_furniture_where_it_comes_word_for_word_on_most_pages() -> None:
    words = "11/27/26, 9:19 PM Strategic Plan 2024-2029"
    assert furniture_of(read_pdf(make_pdf(*pages(3, (30, words))), "a.pdf")) == [words] * 3
    some = [*pages(2, (30, words)), *pages(5)[2:]]
    assert furniture_of(read_pdf(make_pdf(*some), "a.pdf")) == []


def test_two_heads_and_a_foot_are_all_furniture_and_the_prose_is_not() -> None:
    reading = read_pdf(make_pdf(*pages(3, (770, "A study"), (755, "of cities"), (30, "#"))), "a.pdf")
    assert reading.receipt.furniture_lines == 9
    assert [s.role for s in reading.segments].count("paragraph") == 3


@pytest.mark.parametrize("height", [400, 650])
def test_what_comes_again_in_the_middle_of_pages_is_not_furniture(height: float) -> None:
    reading = read_pdf(make_pdf(*pages(4, (height, "In sum, it was worth it."), (100, "The last words of the page."))), "a.pdf")
    assert "In sum, it was worth it." not in furniture_of(reading)


def test_one_page_has_no_running_heads() -> None:
    assert furniture_of(read_pdf(make_pdf(*pages(1, (760, "A study of cities"))), "a.pdf")) == []


def test_a_page_number_that_floats_under_the_text_is_furniture() -> None:
    made = [[*page, Print(300, 600 - 20 * i, str(i + 1))] for i, page in enumerate(pages(5))]
    assert furniture_of(read_pdf(make_pdf(*made), "a.pdf")) == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("line", ["_" * 40, "- - - - - - -", "_63ec2b48-c0c9-11ec-a4ba-aeec1c83ea00"])
def test_rules_and_machine_marks_are_furniture(line: str) -> None:
    reading = read_pdf(make_pdf(column("Some words over the rule.", line, "Some words under the rule.")), "a.pdf")
    assert furniture_of(reading) == [line]


@pytest.mark.parametrize(
    ("numbers", "labels"),
    [
        (["", "", "1", "2", "3", "4"], [None, None, "1", "2", "3", "4"]),
        (["ii", "iii", "1", "2", "3", "4"], ["ii", "iii", "1", "2", "3", "4"]),
        (["", "1", "2", "", "4", "5"], [None, "1", "2", "3", "4", "5"]),
        (["F-1", "F-2", "F-3", "F-4", "F-5", "F-6"], ["F-1", "F-2", "F-3", "F-4", "F-5", "F-6"]),
        (["7", "3", "19", "4", "11", "2"], [None] * 6),
        (["", "", "", "", "", "6"], [None] * 6),
    ],
    ids=["offset", "roman", "gap", "section", "no order", "one"],
)
def test_printed_numbers_are_the_labels_where_they_keep_their_distance(numbers: list[str], labels: list[str | None]) -> None:
    reading = read_pdf(make_pdf(*pages(6, (30, "#"), numbers=numbers)), "a.pdf")
    found = {s.place.page: s.place.page_label for s in reading.segments}
    assert [found[sheet] for sheet in range(1, 7)] == labels


def test_the_receipt_notes_how_labels_differ_from_sheets() -> None:
    reading = read_pdf(make_pdf(*pages(6, (30, "#"), numbers=["", "", "1", "2", "3", "4"])), "a.pdf")
    assert reading.receipt.notes == ("page labels are the printed ones: sheet 3 is page 1",)


def test_labels_of_the_file_come_before_printed_numbers() -> None:
    data = make_pdf(*pages(4, (30, "#")), labels=[(0, "ROMAN_LOWER", 1)])
    assert [s.place.page_label for s in read_pdf(data, "a.pdf").segments if s.role == "paragraph"] == ["i", "ii", "iii", "iv"]
