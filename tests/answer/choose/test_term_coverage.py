"""What counts as met of a question."""

from __future__ import annotations

import pytest

from assistant.answer.choose.term_coverage import KIN, weight_met
from assistant.text.terms import stem, stems


@pytest.mark.parametrize(
    ("asked", "text", "met"),
    [
        ("Finnish", "Finland tried it.", KIN),
        ("Wales", "The Welsh tried it.", KIN),
        ("Finnish", "Norway tried it.", 0.0),
        ("Finnish", "The Finnish tried it.", 1.0),
        ("experiment", "Finland tried it.", 0.0),
    ],
)
def test_a_people_is_met_by_its_land(asked: str, text: str, met: float) -> None:
    assert weight_met({stem(asked.lower()): 2.0}, frozenset(stems(text))) == met
