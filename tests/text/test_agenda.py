"""The item of a meeting's minutes that a sentence stands under."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.load import load
from assistant.text.agenda import REACH, above_in_item
from tests.text.test_sentences import one_block

MINUTES = """Present: Ada Finch, Jo Bell

Tolls on the north quay

The master tabled a paper. Ada Finch proposed acceptance.

Public comment: None

Carried.

Lamps on the wall

Jo Bell moved that they be lit.

24/3 Berths
The master said that one was shut. It will be mended
in May, and then Ada Finch moved that it be let.
"""


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("Ada Finch proposed", "Tolls on the north quay"),
        ("Carried", "Tolls on the north quay"),  # a label with its value is no head
        ("Jo Bell moved", "Lamps on the wall"),
        ("and then Ada Finch", "24/3 Berths"),  # the first line of a block, broken off before it is full
    ],
)
def test_a_sentence_stands_under_the_head_of_its_item(tmp_path: Path, words: str, head: str) -> None:
    (tmp_path / "minutes.txt").write_text(MINUTES)
    document = load(tmp_path / "minutes.txt", "minutes.txt")
    start = document.text.index(words)
    assert above_in_item(document, start).startswith(head)


MEETING = (
    "Ada: First thing, the boiler. Jo, you had the prices?\n\nJo: Three of them. The oil one is dear.\n\n"
    "Ada: How about we mend the old one?\n\nJo: Yep. Fine by me.\n\nAda: Good. Lodgers. Ben, this is yours.\n\n"
    "Ben: I have a room.\n\nAda: Let's look at it in July.\n"
)


@pytest.mark.parametrize(
    ("sentence", "opens"),
    [
        ("How about we mend", "First thing, the boiler."),
        ("I have a room.", "Good. Lodgers."),
        ("Let's look at it", "Good. Lodgers."),
    ],
)
def test_somebody_in_a_meeting_opens_the_next_item(tmp_path: Path, sentence: str, opens: str) -> None:
    (tmp_path / "meeting.txt").write_text(MEETING)
    document = load(tmp_path / "meeting.txt", "meeting.txt")
    assert above_in_item(document, document.text.index(sentence)).startswith(opens)


def test_what_stands_far_above_in_a_block_without_a_break_is_of_no_item() -> None:
    document = one_block(f"{'they heard it all. ' * REACH}this is the end.")
    assert len(above_in_item(document, document.text.index("this is"))) == REACH
