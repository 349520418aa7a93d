"""What a meeting comes to: which sentences decide."""

from __future__ import annotations

import pytest

from assistant.questions.commitments import settles, undecided


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


NOTHING = ("As we agreed, no examples.", "Somebody has to speak first.")


@pytest.mark.parametrize(
    ("question", "said", "above", "nothing"),
    [
        ("What was decided at the harbour meeting?", NOTHING, "", True),
        ("So what was agreed on the tolls?", NOTHING, "", True),
        ("What is decided?", NOTHING, "", True),  # what is asked of "the webinar"
        ("What did the trustees decide?", NOTHING, "", True),
        ("What decisions were made at the harbour meeting?", NOTHING, "", True),
        ("What did the trustees decide?", (*NOTHING, "The board awarded £4,000 to the school."), "", False),
        ("What did the trustees decide?", (*NOTHING, "RESOLVED to accept the offer."), "", False),
        ("What was decided at the harbour meeting?", ("New lamps for the quay.",), "Minutes of June Decisions", False),
        ("What did Jo Bell say on the tolls?", NOTHING, "", False),
        ("What was recommended on the tolls?", NOTHING, "", False),
        ("Who decided on the tolls?", NOTHING, "", False),
    ],
)
def test_what_was_decided_is_not_told_by_sentences_that_decide_nothing(
    question: str, said: tuple[str, ...], above: str, nothing: bool
) -> None:
    assert undecided(question, [(text, above) for text in said]) is nothing
