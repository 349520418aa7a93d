"""A message that says nothing by itself is completed from the last question, and answered only by what it asks for."""

from __future__ import annotations

import pytest

from assistant.bare import bare_word, doubted, fresh, more, names_nobody, nothing_new, repeated, who_says
from assistant.evidence import Pick
from assistant.topic import Said
from assistant.types import Locator, Passage

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
        (IS, "Why?", "About the Bridge Levy: why?"),
        (IS, "For how long?", "About the Bridge Levy: how long?"),
        (IS, "How come?", "About the Bridge Levy: why?"),
        (COUNTED, "Which ones?", "which towns took part?"),
        (ABOUT, "When?", "About wicked problems: when was the term coined?"),
        (Said("Who wrote about the survey?", "the survey"), "When?", "About the survey: when?"),
        (Said("Who wrote the survey?", "the survey"), "When exactly?", "when was the survey written?"),
        (Said("Did the pilot fail?", "pilot"), "Why?", "why did the pilot fail?"),
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
        "says who?",
        "But is it right?",
        "Which page?",
        "Where does it say that?",
    ],
)
def test_a_doubt_asks_the_same_again(message: str) -> None:
    assert doubted(message, FUNDED) == ("Who funded the pilots?", ("the pilots",))


@pytest.mark.parametrize(
    "message", ["Is that true of Dover?", "Is it legal?", "Who said that bridges last?", "Really good bridges?"]
)
def test_a_question_with_matter_of_its_own_is_no_doubt(message: str) -> None:
    assert doubted(message, FUNDED) is None


def test_a_nudge_after_a_nudge_does_not_pile_up() -> None:
    assert more("go on", Said("More: Who funded the pilots?", "the pilots")) == ("more: Who funded the pilots?", ("the pilots",))


def pick(text: str, score: float, focus: float = 0.0) -> Pick:
    passage = Passage(1, score, "a.md", "A", "blog", None, Locator(), 0, len(text), text, "a.md#c=0-9@3f9a2c1b04de")
    return Pick(passage, 0, len(text), text, "paragraph", score, {"focus": focus})


PAID, BECAUSE, YEAR, FAR = (
    pick("The Tide Fund paid for\nthe pilots.", 1.0, focus=0.5),
    pick("It paid because the walls were old.", 0.9),
    pick("The pilots began in Dover in 1998.", 0.8),
    pick("In 1950 it closed, because of rain.", 0.3),
)
TOLD = ("The Tide Fund paid for the pilots. And so on.",)


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("Why were the pilots funded?", [BECAUSE]),  # the far one is too far
        ("When were the pilots funded?", [YEAR]),
        ("Where were the pilots funded?", [YEAR]),
        ("By whom were the pilots funded?", [PAID]),  # what was said before may hold the name; Dover has no part in it
        ("About the pilots: how much?", []),
        ("More: Who funded the pilots?", [BECAUSE, YEAR, FAR]),
        ("How were the pilots funded?", [BECAUSE, YEAR, FAR]),
    ],
)
def test_only_what_holds_the_thing_asked_for_answers_a_bare_word(question: str, texts: list[Pick]) -> None:
    assert fresh(question, [PAID, BECAUSE, YEAR, FAR], TOLD) == texts


def test_an_example_may_be_of_any_kind() -> None:
    assert fresh("Examples: Where were the pilots funded?", [PAID, BECAUSE], TOLD) == [BECAUSE]


def test_a_name_alone_is_nobody_who_did_it() -> None:
    assert names_nobody("Who funded the pilots?", [BECAUSE, YEAR])
    assert not names_nobody("Who funded the pilots?", [PAID, YEAR])
    assert not names_nobody("When were the pilots funded?", [BECAUSE])


def test_nothing_found_is_nothing_fresh() -> None:
    assert fresh("Why?", [], TOLD) == []


def test_a_doubt_is_answered_with_what_was_said() -> None:
    assert repeated("Who funded the pilots?", [PAID, BECAUSE], TOLD) == [PAID]
    assert repeated("When did they begin?", [BECAUSE, YEAR], TOLD) == [YEAR]  # nothing was quoted: what would answer


@pytest.mark.parametrize(
    ("question", "picks", "words"),
    [
        ("Why was it built?", [], "a reason"),
        ("When was it built?", [PAID], "when"),
        ("Where was it built?", [PAID], "where"),
        ("Which towns took part?", [PAID], "which"),
        ("How was it built?", [], "no more"),
        ("More: Who built it?", [PAID], "no more"),
    ],
)
def test_what_is_lacking_is_named(question: str, picks: list[Pick], words: str) -> None:
    assert words in (nothing_new(question, picks) or "")


def test_a_weak_answer_is_declined_for_its_own_reason() -> None:
    assert nothing_new("How was it built?", [PAID]) is None


def test_who_says_it_is_named_once_each() -> None:
    assert "“A” and “B”" in who_says(["A", "B", "A"]) and "“A”;" in who_says(["A"])
