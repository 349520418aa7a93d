"""A message that asks several things one after the other is taken apart; one that asks one is not."""

from __future__ import annotations

import time

import pytest

from assistant.converse.meaning import understand
from assistant.converse.several_questions import parted
from assistant.types import Turn


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("Who approved the levy, and when?", ("Who approved the levy?", "when?")),
        ("What did it cost and who paid?", ("What did it cost?", "who paid?")),
        ("When was it built and by whom?", ("When was it built?", "by whom?")),
        ("Who ran it? And for how long?", ("Who ran it?", "for how long?")),
        (
            "What are the pros and cons of the toll?",
            ("What are the advantages of the toll?", "What are the disadvantages of the toll?"),
        ),
        ("arguments for and against tolls", ("What are the advantages of tolls?", "What are the disadvantages of tolls?")),
        ("When and where was it held?", ("When was it held?", "Where was it held?")),
        ("What is a weir, what is a sluice, and who keeps them?", ()),
        ("Who ran it, and when, and why?", ("Who ran it?", "when?", "why?")),
        ("What worked and what did not?", ()),
        ("Do we know who paid and who gained?", ()),
        ("What is known of who paid and who gained?", ()),
        ("Which rung is the lowest and which the highest?", ("Which rung is the lowest?", "Which rung is the highest?")),
        (
            "What is the lowest and what the highest rung of the stair?",
            ("What is the lowest rung of the stair?", "What is the highest rung of the stair?"),
        ),
        ("Which mill did best and which worst?", ("Which mill did best?", "Which mill did worst?")),
        ("Which is the oldest mill and which the newest?", ("Which is the oldest mill?", "Which is the newest mill?")),
        ("How do the two differ in reach and in who leads them?", ()),
        ("Was it approved, and when?", ()),
        ("Who paid for locks and weirs?", ()),
        ("the levy and when it began", ()),
        (
            "1) Who ran the toll in Dover? 2) Does the ferry take boats?",
            ("Who ran the toll in Dover?", "Does the ferry take boats?"),
        ),
        (
            "Besides Ada Finch, who ran the toll? Also, does the ferry take boats?",
            ("Besides Ada Finch, who ran the toll?", "Does the ferry take boats?"),
        ),
        (
            "Whose list ranks the places where boats land, and how would you describe the toll?",
            ("Whose list ranks the places where boats land?", "How would you describe the toll?"),
        ),
        (
            "Did the toll bring money in 1998, and did the ferry take boats?",
            ("Did the toll bring money in 1998?", "Did the ferry take boats?"),
        ),
        ("Who chaired the council, which met in 1998, and was the first of its kind?", ()),
        ("During which war was Ada Finch born, and what did the town stand for at that time?", ()),
        ("Really? Who funded the ferry in Dover?", ()),
        ("Does the ferry take boats? Why?", ()),
        ("", ()),
    ],
)
def test_a_message_is_taken_apart_where_each_part_asks(message: str, parts: tuple[str, ...]) -> None:
    assert parted(message) == parts


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ("Who approved the Bridge Levy, and when?", ["Who approved the Bridge Levy?", "When was the Bridge Levy approved?"]),
        ("What is the Bridge Levy and who invented it?", ["What is the Bridge Levy?", "Who invented the Bridge Levy?"]),
        ("When did the Bridge Levy begin, and why?", ["When did the Bridge Levy begin?", "Why did the Bridge Levy begin?"]),
        ("What did the Bridge Levy cost and who paid?", ["What did the Bridge Levy cost?", "About the Bridge Levy: who paid?"]),
        ("Who was it led by, and when did it end?", ["Who was the Tide Fund led by?", "When did the Tide Fund end?"]),
    ],
)
def test_what_a_part_lacks_is_put_in_from_the_one_before_or_from_what_was_said(message: str, meant: list[str]) -> None:
    history = [Turn("user", "What is the Tide Fund?"), Turn("assistant", "A fund [1].")]
    assert [part.question for _, part in understand(message, history).parts] == meant


def test_a_long_line_is_parted_as_soon_as_a_short_one() -> None:
    began = time.process_time()
    assert not parted(f"the pros and cons of {'-' * 20_000} x;1")
    assert time.process_time() - began < 1.0  # it takes some milliseconds
