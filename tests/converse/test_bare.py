"""A message that says nothing by itself is completed from the last question."""

from __future__ import annotations

import pytest

from assistant.converse.bare import bare_word, doubted, more
from assistant.converse.topic import Said

FUNDED = Said("Who funded the pilots?", "the pilots")
BEGUN = Said("When did the Bridge Levy begin?", "the Bridge Levy")
MADE = Said("When was the Bridge Levy introduced?", "the Bridge Levy")
IS = Said("What is the Bridge Levy?", "the Bridge Levy")
COUNTED = Said("How many towns took part?", "towns")
ABOUT = Said("About wicked problems: who coined the term?", "wicked problems")


@pytest.mark.parametrize(
    ("said", "message", "standalone"),
    [
        (FUNDED, "Why?", "why were the pilots funded?"),
        (FUNDED, "since when?", "since when were the pilots funded?"),
        (FUNDED, "how much?", "About the pilots: how much?"),
        (BEGUN, "Where?", "where did the Bridge Levy begin?"),
        (BEGUN, "and why", "why did the Bridge Levy begin?"),
        (BEGUN, "How much?", "About the Bridge Levy: how much?"),
        (BEGUN, "Who?", "About the Bridge Levy: who?"),
        (MADE, "By whom?", "by whom was the Bridge Levy introduced?"),
        (BEGUN, "By whom?", "About the Bridge Levy: by whom?"),
        (IS, "Why?", "What is the Bridge Levy, and why?"),
        (IS, "For how long?", "About the Bridge Levy: how long?"),
        (IS, "How come?", "What is the Bridge Levy, and why?"),
        (COUNTED, "Which towns?", "which towns (towns took part)?"),
        (
            Said("How many are in touch with both services?", "both services"),
            "what services",
            "what services (in touch with both services)?",
        ),
        (Said("How many of the homes were flooded?", "the homes"), "When?", "when were the homes flooded?"),
        (Said("How many drains will be blocked in Dover?", "Dover"), "and where?", "where will drains be blocked in Dover?"),
        (Said("How much money did Dover spend?", "Dover"), "When?", "About Dover: when?"),
        (COUNTED, "When?", "About towns: when?"),
        (COUNTED, "Which ones?", "which towns took part?"),
        (Said("How many members quit?", "members"), "who", "which members quit?"),
        (Said("How many weeks did the survey take?", "the survey"), "who", "About the survey: who?"),
        (ABOUT, "When?", "About wicked problems: when was the term coined?"),
        (Said("Who wrote about the survey?", "the survey"), "When?", "About the survey: when?"),
        (Said("Who voted against the levy?", "the levy"), "why", "Who voted against the levy, and why?"),
        (Said("Who wrote the survey?", "the survey"), "When exactly?", "when was the survey written?"),
        (Said("Did the pilot fail?", "pilot"), "Why?", "why did the pilot fail?"),
        (Said("Who wrote “Calm Waters”?", "Calm Waters"), "When?", "when was “Calm Waters” written?"),
        (Said("How much is missing?", "the levy"), "what for?", "How much is missing, and for what?"),
        (Said("How much did Dover spend?", "Dover"), "on what", "How much did Dover spend, and on what?"),
        (Said("Have they ever met?", "the pilots"), "Why not?", "why have they never met?"),
        (Said("Did the levy pass?", "the levy"), "why not", "why didn't the levy pass?"),
        (Said("Can the levy rise?", "the levy"), "why not", "why can't the levy rise?"),
        (Said("About the levy: when, in Dover?", "the levy"), "where exactly", "About the levy: where, in Dover?"),
    ],
)
def test_a_bare_word_asks_what_the_last_question_asked(said: Said, message: str, standalone: str) -> None:
    assert (found := bare_word(message, said)) and found[0] == standalone


@pytest.mark.parametrize("message", ["Why did it end?", "Where is Dover?", "How many towns?", "which one is bigger?", "who paid"])
def test_a_word_with_more_behind_it_is_not_bare(message: str) -> None:
    assert bare_word(message, FUNDED) is None


@pytest.mark.parametrize(
    "message",
    [
        "Is that true?",
        "are you sure",
        "Really?",
        "Who says so?",
        "what was that again?",
        "Please repeat that",
        "can you give me the exact quote",
        "which of these is the most recent?",
        "says who?",
        "But is it right?",
        "Which page?",
        "Where does it say that?",
        "source?",
        "source please",
        "which report was that",
        "what talk is this from?",
        "which blog says so",
        "where did you get that from?",
        "which documents did you use?",
        "what is that based on",
        "is that the latest?",
        "is there a newer report?",
        "say that again",
    ],
)
def test_a_doubt_asks_the_same_again(message: str) -> None:
    assert doubted(message, FUNDED) == ("Who funded the pilots?", ("the pilots",))


@pytest.mark.parametrize(
    "message", ["Is that true of Dover?", "Is it legal?", "Who said that bridges last?", "Really good bridges?"]
)
def test_a_question_with_matter_of_its_own_is_no_doubt(message: str) -> None:
    assert doubted(message, FUNDED) is None


@pytest.mark.parametrize("message", ["such as?", "like what?", "for example?", "can you give examples?"])
def test_examples_are_asked_for_in_several_ways(message: str) -> None:
    assert more(message, FUNDED) == ("examples: Who funded the pilots?", ("the pilots",))


def test_a_nudge_after_a_nudge_does_not_pile_up() -> None:
    assert more("go on", Said("More: Who funded the pilots?", "the pilots")) == ("more: Who funded the pilots?", ("the pilots",))
