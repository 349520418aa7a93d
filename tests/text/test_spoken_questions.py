"""A sentence of talk may ask without a question mark."""

from __future__ import annotations

import pytest

from assistant.text.spoken_questions import asks


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("How deep is the dock?", True),
        ("Um, what's your view of the toll, and which of the quays should go first.", True),
        ("So how do you keep the gulls off.", True),
        ("Okay, are there any ideas for the rope.", True),
        ("Any other thoughts.", True),
        ("I'm just wondering how well the crane is kept.", True),
        ("I'm wondering whether you think that a net would help.", True),
        ("We want to know what those tolls will be.", True),
        ("On the last point, could you tell us who holds the key.", True),
        ("My first question is on the ferry.", True),
        ("What's important is that the crane was kept.", False),
        ("What we need is a rope.", False),
        ("When the dock is dry we go down.", False),
        ("Which is the reason for the toll.", False),
        ("I wonder if a net over the stalls might be of use.", False),
        ("Do it before the tide turns.", False),
        ("Why don't we mend the crane.", False),
        ("The master told us what the tolls were.", False),
    ],
)
def test_what_asks_in_talk(text: str, is_asked: bool) -> None:
    assert asks(text) is is_asked
