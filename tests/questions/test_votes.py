"""What is asked of a motion, and which sentences of minutes tell it."""

from __future__ import annotations

import pytest

from assistant.questions.votes import Part, is_of_motion, motion_asked, tells_vote


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Who moved the motion on tolls?", "mover"),
        ("Who proposed adopting the accounts?", "mover"),
        ("Who seconded it?", "seconder"),
        ("What was the vote on item 7?", "vote"),
        ("What was the result of the vote on tolls?", "vote"),
        ("Who voted against the tolls?", "voter"),
        ("How many members abstained?", "voter"),
        ("What happened to the motion on lamps?", "vote"),
        ("Was the amendment carried?", "vote"),
        ("How did Ada Finch vote?", "voter"),
        ("How did the vote on tolls go?", "vote"),
        ("How did the final vote turn out?", "vote"),
        ("What was decided about tolls?", None),
        ("Who moved to Dover?", "mover"),  # its form does not tell; no sentence of minutes tells it either
        ("What happened to the lamp?", None),
        ("What happened to the main motion?", "vote"),
        ("What happened to Resolution 5?", "vote"),
        ("What happened to Community Resolution?", None),
    ],
)
def test_what_is_asked_of_a_motion(question: str, part: Part | None) -> None:
    assert motion_asked(question) == part


@pytest.mark.parametrize(
    ("part", "text", "told"),
    [
        ("mover", "It was moved by Ada Finch and seconded by Jo Bell that tolls rise.", True),
        ("mover", "Cllr Finch proposed acceptance seconded by Cllr Bell.", True),
        ("mover", "Ada move motion to have no auditor", True),
        ("mover", "The mast moves in the wind.", False),
        ("seconder", "Member Finch moved to adopt it; Member Bell seconded.", True),
        ("seconder", "Bell second", True),
        ("seconder", "The second lamp was lit.", False),
        ("voter", "For 4, against 1 (Ada Finch), abstentions 1.", True),
        ("voter", "The motion was carried.", False),
        ("vote", "For 4, against 1 (Ada Finch), abstentions 1.", True),
        ("vote", "The motion passed.", True),
        ("vote", "There was no seconder and the motion fell.", True),
        ("vote", "Upon voice vote, the motion carried unanimously.", True),
        ("vote", "Approved.", True),
        ("vote", "A ship passed the wall.", False),
    ],
)
def test_which_sentences_tell_it(part: Part, text: str, told: bool) -> None:
    assert tells_vote(part, text) is told
    assert is_of_motion(text) or not told
