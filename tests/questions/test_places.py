"""A text says where by the name of a place or by a kind of place, in other words than the question's own."""

from __future__ import annotations

import pytest

from assistant.questions.places import tells_where


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It was tried in Dundee.", True),
        ("They met at the village hall.", True),
        ("It ran in three wards: Abbey, Castle and Mill.", True),
        ("Choirs sang in two churches: Abbey and Mill.", True),
        ("Choirs sang in two churches.", False),
        ("It was tried in March.", False),
        ("They met on Monday.", False),
        ("It was announced in the Autumn Budget.", False),
        ("It was set out in the Harbour Act.", False),
        ("It took a year.", False),
    ],
)
def test_a_place_or_a_kind_of_place_is_told_and_a_month_is_none(text: str, told: bool) -> None:
    assert tells_where((), text) is told


def test_the_places_of_the_question_do_not_tell_where() -> None:
    assert not tells_where({"dundee"}, "It was tried in Dundee.")
