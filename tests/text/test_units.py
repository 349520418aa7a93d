"""What the figures of a table count is told in the words that stand over it."""

from __future__ import annotations

import pytest

from assistant.text.units import unit_in, unit_over, without_unit
from assistant.types import Document, Locator, Role, Segment


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("(In millions, except per share data) 2022 2021", "In millions, except per share data"),
        ("Table 3. Cost in thousand US dollars", "in thousand US dollars"),
        ("€ million unless stated otherwise", "€ million unless stated otherwise"),
        ("Volumes by mode, thousand loads", "thousand loads"),
        ("Net budget (£000)", "£000"),
        ("(Dollars in millions)", "Dollars in millions"),
        ("Revenue 2022 2021", ""),
        ("It has a million friends in the town.", "million"),
    ],
)
def test_a_unit_is_read_as_it_is_printed(line: str, unit: str) -> None:
    assert unit_in(line) == unit
    assert unit == "" or unit not in without_unit(line)


def laid_out(*blocks: tuple[Role, str]) -> Document:
    text, segments = "", []
    for role, words in blocks:
        segments.append(Segment(len(text), len(text) + len(words), role, Locator(page=1)))
        text += f"{words}\n"
    return Document(text, tuple(segments))


def test_the_unit_of_the_table_above_is_not_that_of_the_one_below() -> None:
    document = laid_out(
        ("row", "(in millions)"),
        ("row", "Year ended December 31,"),
        ("row", "2025 2024"),
        ("row", "Tolls 5 4"),
        ("row", "2025 2024"),
        ("row", "Boats 7 6"),
    )
    assert [unit_over(document, 2, 2, 3, "Tolls"), unit_over(document, 4, 4, 5, "Boats")] == ["in millions", ""]
    assert unit_over(document, 2, 2, 3, "Tolls per boat") == ""
