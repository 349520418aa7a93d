"""What is no evidence by itself."""

from __future__ import annotations

import pytest

from assistant.answer.choose.read_sentence import _silent
from assistant.types import Segment


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        ("Figure 1 Growth of the harbour by decade", True),
        ("Fig. 2b: Depths in the two basins", True),
        ("Figure 1 shows that the harbour grew.", False),
        ("Figure skating is popular in the harbour", False),
        ("[Laughter]", True),
        ("It grew", False),
    ],
)
def test_the_caption_of_a_picture_answers_nothing(text: str, silent: bool) -> None:
    assert _silent(text, Segment(1000, 1000 + len(text), "paragraph")) is silent


@pytest.mark.parametrize(
    ("text", "silent"),
    [("A harbour that thrives needs these three things.", False), ("What a harbour needs", True), ("It needs a wall.", True)],
)
def test_a_heading_answers_nothing_unless_it_is_a_sentence(text: str, silent: bool) -> None:
    assert _silent(text, Segment(1000, 1000 + len(text), "heading")) is silent
