"""What a meeting comes to: which questions ask who will do what, which sentences decide, which take a thing on."""

from __future__ import annotations

import pytest

from assistant.questions.commitments import settles, takes_on, wants_actions


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What are the actions from the ferry meeting?", True),
        ("What were the action points?", True),
        ("What is Jo going to do?", True),
        ("What did Jo promise to do?", True),
        ("Who will paint the lamp?", True),
        ("Who is doing what?", True),
        ("What does Jo have to do?", True),
        ("What does an applicant have to do?", False),  # a rule, and no action of a meeting
        ("What actions did the government take?", False),
        ("What was decided about the lamp?", False),
    ],
)
def test_who_will_do_what_may_be_asked_for(question: str, expected: bool) -> None:
    assert wants_actions(question) is expected


@pytest.mark.parametrize(
    ("text", "surely"),
    [
        ("Jo Bell: Okay, so we're going with the second lamp.", 1.0),
        ("Right, so no lamp, and they bring torches.", 1.0),
        ("So how about we mend the old one for now?", 1.0),
        ("Push it to next time.", 1.0),
        ("We put that off until June.", 1.0),
        ("A request for a second lamp was not granted.", 1.0),
        ("Let's leave the tolls until January.", 1.0),
        ("RESOLVED to accept the offer.", 1.0),
        ("Seconded by Cllr Finch; carried.", 1.0),
        ("Tolls to stay as they are.", 1.0),
        ("The lamp should be green.", 0.5),
        ("Bids are decided within two days.", 0.5),
        ("The lamp is green.", 0.0),
    ],
)
def test_some_sentences_settle_a_thing_more_surely_than_others(text: str, surely: float) -> None:
    assert settles("What was decided?", text) == surely


def test_what_was_agreed_is_no_recommendation() -> None:
    asked = "What are the recommendations of the board?"
    assert settles(asked, "The partners agreed to act.") == 0.5
    assert settles(asked, "We recommend a green lamp.") == 1.0
    assert settles(asked, "The main recommendation is a green lamp.") == 1.0
    assert settles(asked, "The recommendations would save money.") == 0.0  # and say not which they are
    assert settles("What was decided?", "The study was carried out in May.") == 0.0


@pytest.mark.parametrize(
    ("text", "heading", "taken"),
    [
        ("I'll find out what a lamp costs.", "", True),
        ("Jo Bell: I can ring the harbour.", "", True),
        ("Jo, could you put a list together?", "", True),
        ("Jo, you'll get that back to the yard by Thursday?", "", True),
        ("Clerk to place the order.", "", True),
        ("Cllr Finch to get prices.", "", True),
        ("Cllr Finch will paint it at the weekend.", "", True),
        ("To be passed to the county.", "", True),
        ("Renew the lamp", "Action points", True),
        ("The county will not pay for a lamp.", "", False),
        ("I'll begin with the lamp.", "", False),
        ("Not to begin with.", "", False),
        ("The lamp was painted.", "Notes", False),
    ],
)
def test_some_sentences_take_a_thing_on(text: str, heading: str, taken: bool) -> None:
    assert takes_on(text, heading) is taken
