"""What came of a thing: which questions ask for it, and which sentences tell it."""

from __future__ import annotations

import pytest

from assistant.questions.outcome import asking_words, outcome_asked, tells_outcome


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("Did the harbour levy work?", "any"),
        ("Was the levy effective?", "any"),
        ("What was the impact of the levy?", "any"),
        ("What difference did the levy make?", "any"),
        ("What worked in the harbour?", "good"),
        ("What has the levy achieved?", "good"),
        ("Why did the levy fail?", "bad"),
        ("What went wrong in the harbour?", "bad"),
        ("Was there any change in the number of ships?", None),
        ("Was the crane installed?", None),
        ("How does the levy work?", None),
        ("Who paid the levy?", None),
        ("What did the board want to achieve?", "aim"),
        ("What is the main goal of the levy?", "aim"),
        ("What is the levy for?", "aim"),
        ("What is the harbour famous for?", None),
        ("What has the board to look for?", None),
    ],
)
def test_which_questions_ask_what_came_of_a_thing(question: str, outcome: str | None) -> None:
    assert outcome_asked(question) == outcome


@pytest.mark.parametrize(
    ("question", "text", "heading", "told"),
    [
        ("Did the levy work?", "The levy reduced waiting by a third.", "Impact", 1.0),
        ("Did the levy work?", "There was no evidence that ships stayed away.", "The levy", 0.5),
        ("Did the levy work?", "The levy is paid at the quay.", "What was the impact?", 0.5),
        ("Did the levy work?", "The levy is paid at the quay.", "The levy", 0.0),
        ("Why did the levy fail?", "Too few ships came.", "", 0.5),
        ("Why did the levy fail?", "The levy reduced waiting.", "", 0.0),
        ("Who paid the levy?", "The levy reduced waiting.", "Impact", 0.0),
        ("What is the levy for?", "Its purpose was to keep the quay dry.", "", 1.0),
        ("What is the levy for?", "The board set out to keep the quay dry.", "Our aims", 1.0),
        ("What is the levy for?", "The quay is dry.", "Our aims", 0.5),
        ("What is the levy for?", "The levy is paid at the quay.", "The levy", 0.0),
    ],
)
def test_how_far_a_sentence_tells_it(question: str, text: str, heading: str, told: float) -> None:
    assert tells_outcome(question, text, heading) == told


def test_an_aim_need_not_be_told_in_the_words_that_ask_for_it() -> None:
    assert {"want", "achiev"} <= asking_words("What did the board want to achieve?")
    assert not asking_words("Did the levy work?")
