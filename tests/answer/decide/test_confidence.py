"""Much said of a thing is no answer to what is said nowhere of it."""

from __future__ import annotations

import pytest

from assistant.answer.choose.bare_followups import held_in
from assistant.answer.decide.confidence import FEATURES, parted, says_nothing_of, unspoken
from assistant.ask import Assistant
from tests.answer.decide.test_readings import found
from tests.conftest import opened_over

REPORT = """# The Elm Deal

The Elm Deal is a promise between the council of Elm and its residents. The Elm Deal was launched in 2014.
Residents of Elm keep the streets tidy under the Deal. The council of Elm cut its tax twice under the Elm Deal.
Ada Brook of the council drew it up. The Elm Deal is kept in the English fens of England.
"""


assistant = opened_over(
    {
        "deal.md": REPORT,
        "bees.md": "# Bees\n\nRoof hives gave 31 kilograms of honey in June.",
        "oak.md": "# Oak\n\nThe Oak Trust ran a place-based scheme in Leeds. It paid for a bridge.",
    }
)


@pytest.mark.parametrize(
    ("question", "unsaid", "astray"),
    [
        ("Who funded the Elm Deal?", True, False),
        ("When was the Elm Deal launched?", False, False),
        ("When was the Elm Deal launched in York?", False, True),
        ("When was the Elm Deal launched in 1980?", False, True),
        ("What is the Elm Deal in Leeds?", False, False),  # no person, date, number or place is asked for
    ],
)
def test_what_is_asked_and_said_nowhere_is_seen(assistant: Assistant, question: str, unsaid: bool, astray: bool) -> None:
    weighed = assistant.weigh(question)
    assert set(weighed) == set(FEATURES)
    assert (bool(weighed["unsaid"]), bool(weighed["astray"])) == (unsaid, astray)


def test_another_word_for_what_is_asked_tells_it_too(assistant: Assistant) -> None:
    trimmed, painted = (assistant.weigh(f"Was it {done}?")["told"] for done in ("trimmed", "painted"))
    assert trimmed > painted == 0.0  # "cut its tax"


def test_what_is_said_nowhere_is_declined_with_what_is_missing(assistant: Assistant) -> None:
    declined, answered = assistant.ask("Who funded the Elm Deal?"), assistant.ask("When was the Elm Deal launched?")
    assert (declined.status, answered.status) == ("declined", "answered")
    assert declined.reason == "The corpus mentions this, but no passage found says who."
    assert "2014" in answered.text


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Explain the badgers of Elm.", "No document here has the word “badgers”."),
        ("Explain the badgers and foxes of Elm.", "No document here has the word “badgers” or “foxes”."),
        ("Explain the badgers per hive of Elm.", "No document here has the word “badgers”."),
        ("Who funded the Elm Deal?", "The corpus mentions this, but no passage found says who."),  # "paid"
    ],
)
def test_a_decline_names_the_words_that_stand_nowhere(assistant: Assistant, question: str, reason: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == ("declined", reason)


def test_a_name_may_be_that_of_the_file(assistant: Assistant) -> None:
    assert assistant.weigh("What honey did the Bees of June give?")["names"] == 1.0
    assert assistant.weigh("When was the scheme in Oak, Deal.md and York run?")["names"] < 1.0


def test_a_people_is_known_by_its_country(assistant: Assistant) -> None:
    assert assistant.weigh("Who keeps the English deal?")["names"] == 1.0
    assert assistant.weigh("Who keeps the Danish deal?")["names"] == 0.0


@pytest.mark.parametrize(
    ("question", "apart"),
    [
        ("Where is the Elm Deal based?", True),  # the scheme of somebody else is place-based
        ("When was the Elm Deal launched?", False),
        ("Who drew up the Elm Deal?", False),  # said of "it"
        ("What is the Elm Deal based on?", False),  # no person, date, number or place is asked for
    ],
)
def test_what_is_said_of_something_else_is_seen(assistant: Assistant, question: str, apart: bool) -> None:
    assert bool(assistant.weigh(question)["apart"]) is apart


def test_an_answer_that_nothing_says_in_so_many_words_is_shown_with_a_notice(assistant: Assistant) -> None:
    daring = Assistant.open(assistant.settings.model_copy(update={"decline_below": 0.0}))
    answer, plain = daring.ask("Where is the Elm Deal based?"), daring.ask("When was the Elm Deal launched?")
    daring.close()
    assert answer.status == plain.status == "answered"
    assert answer.notice == "No sentence found says where in so many words; the closest are quoted."
    assert plain.notice is None


@pytest.mark.parametrize(
    ("question", "quote", "held"),
    [
        ("When was the pier built?", "It dates from March 1910.", "the date"),
        ("When was the pier built?", "It is long.", None),
        ("How many lamps are there?", "It has forty lamps.", "the number"),
        ("Who built the pier?", "Ada Finch drew it.", "the name"),
        ("Where is the pier?", "It stands in Dover.", None),
        ("Why is there a pier?", "Ada Finch drew it in 1910.", None),
    ],
)
def test_a_notice_does_not_deny_the_date_that_is_quoted(question: str, quote: str, held: str | None) -> None:
    assert held_in(question, [quote]) == held


@pytest.mark.parametrize(
    ("question", "texts", "expected"),
    [
        ("What did Ada Finch say about Dover?", ("Ada Finch drew a ladder.", "Dover has a wall."), ("Ada Finch", "Dover")),
        ("What did Ada Finch say about Dover?", ("Ada Finch drew a ladder.", "Dover has a wall that Finch saw."), ()),
        ("What did Ada Finch say about Dover?", ("Ada Finch drew a ladder.",), ()),  # that is told of Dover alone
        (
            "What did Ada Finch say about the Tide Programme?",
            ("Ada Finch ran a programme.", "The Tide Programme ended."),
            ("Ada Finch", "Tide Programme"),
        ),
        ("What did Ada Finch say?", ("Ada Finch drew a ladder.", "Dover has a wall."), ()),
        ("What do Ada Finch and Dover have?", ("Ada Finch drew a ladder.", "Dover has a wall."), ()),
        ("About Dover: what did Ada Finch say?", ("Ada Finch drew a ladder.", "Dover has a wall."), ()),
    ],
)
def test_two_names_that_no_passage_brings_together_are_told(
    question: str, texts: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    read = found(question, {f"Text {n}": text for n, text in enumerate(texts)})
    assert parted(read) == expected
    assert says_nothing_of(read) is bool(expected)


@pytest.mark.parametrize(
    ("question", "text", "missed"),
    [
        ("How were the 293T cells grown?", "293T cells were grown in broth.", []),
        ("How were the 293T cells grown?", "The 777T cells were grown in broth.", ["293T"]),
        ("What was built in the 1990s?", "In the 1990s a pier was built.", []),
        ("What fell on 19 April?", "On April 19th the pier fell.", []),
        ("Who gave £5m?", "The council gave £5 million.", []),
        ("How many houses were wet in 2015?", "That was twenty fifteen, and 31 were wet.", []),
        ("Who found 37 roosts?", "He found thirty-seven roosts.", []),
        ("Who found 37 roosts?", "He found thirty-six roosts.", ["37"]),
        ("How were the 293 cells grown?", "The 293T cells were grown in broth.", ["293"]),  # those may be others
        ("What was built in 1994?", "In the 1990s a pier was built.", ["1994"]),
    ],
)
def test_a_number_is_met_with_the_letters_it_is_asked_with(question: str, text: str, missed: list[str]) -> None:
    assert unspoken(found(question, {"Text": text})) == missed
