"""A follow-up is answered by what it asks itself, from the place where the answer before was quoted, or declined for its reason."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.ask import Assistant
from assistant.converse.pointing import WHICH_ONE
from assistant.types import Turn
from tests.conftest import after, assistant_over

TEXTS = {
    "harbour.txt": (
        "The harbour of Dover\n\nThe harbour wall was rebuilt in 1998. Its stones came from Deal. The work took three years. "
        "The Tide Fund paid for the wall.\n\nThe wall has a light. It is green.\n"
    ),
    "ferries.txt": (
        "Ferries\n\nTwo ferries run from the harbour: the Heron and the Plover. The Heron carries cars. "
        "The Heron is cheaper than the Plover. The Plover carries nobody but walkers.\n\n"
        "The boathouse was built of oak and of the stones that were left over when the wall of the harbour had been finished. "
        "It burned down.\n"
    ),
    "slipway.txt": (
        "The slipway\n\nThe warden wants to close the slipway so that nobody falls on the weed.\n\n"
        "There are two ways of mending the slipway. Stone would cost £9,000. Concrete would cost £4,000.\n\n"
        "The board would recommend stone.\n"
    ),
    "farley.txt": "Farley Light\n\nThe Farley Light shines over the marsh for nine miles. It was lit by the Gull Trust.\n",
    "ormond.txt": "Ormond Light\n\nThe Ormond Light shines over the point for two miles. It was lit by the Tide Fund.\n",
    "toll-panel.vtt": (
        "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ada Finch>Welcome to the panel on the bridge toll.\n\n"
        "00:00:05.000 --> 00:00:09.000\n<v Ben Mill>The bridge toll pays for the repair of the bridge.\n\n"
        "00:00:10.000 --> 00:00:14.000\n<v Cora Deal>I disagree, the bridge toll is unfair to those who walk.\n\n"
        "00:00:15.000 --> 00:00:19.000\n<v Ada Finch>Let us hear from the town council after lunch.\n"
    ),
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, read_here: None) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("town"), TEXTS) as assistant:
        yield assistant


WALL = "When was the harbour wall rebuilt?"
SPEAKERS = [
    "Welcome to the panel on the bridge toll.",
    "The bridge toll pays for the repair of the bridge.",
    "I disagree, the bridge toll is unfair to those who walk.",
]
TOLL = "What does the bridge toll pay for?"


@pytest.mark.parametrize(
    ("messages", "quoted"),
    [
        (
            (WALL, "what happened next?"),
            ["Its stones came from Deal.", "The work took three years.", "The Tide Fund paid for the wall."],
        ),
        (("What was the boathouse built of?", "what happened next?"), ["It burned down."]),
        ((TOLL, "and before that?"), ["Welcome to the panel on the bridge toll."]),
        ((TOLL, "what did Ada Finch say next?"), ["Let us hear from the town council after lunch."]),
        ((TOLL, "did anyone disagree?"), ["I disagree, the bridge toll is unfair to those who walk."]),
        (("Who had concerns about the bridge toll?",), ["I disagree, the bridge toll is unfair to those who walk."]),
        ((TOLL, "who took part?"), SPEAKERS),
        (("Who took part in the toll panel?",), SPEAKERS),
        (("Which ferries run from the harbour?", "which is cheaper?"), ["The Heron is cheaper than the Plover."]),
        (("Who wants to close the slipway?", "why?"), ["The warden wants to close the slipway so that nobody falls on the weed."]),
        (
            ("What are the ways of mending the slipway?", "which of these is cheapest?"),
            ["Stone would cost £9,000.", "Concrete would cost £4,000."],
        ),
        ((WALL, "how long did it take?"), ["The work took three years."]),
    ],
)
def test_a_follow_up_is_answered_from_where_the_answer_stood(messages: tuple[str, ...], quoted: list[str], town: Assistant) -> None:
    answer = after(town, *messages)
    assert answer.status == "answered"
    assert [citation.quote for citation in answer.citations] == quoted
    assert {sentence.support for sentence in answer.sentences} == {"supported"}


@pytest.mark.parametrize(
    ("messages", "reason"),
    [
        ((WALL, "and in Scotland?"), "not mention “Scotland”"),
        ((WALL, "did anyone disagree?"), "nobody objects to the harbour wall"),
        ((WALL, "the last two"), "gave no list that “the last two” could refer to"),
        ((WALL, "is it bigger than Deal?"), "says “Is the harbour wall bigger than Deal”"),
        (("Which ferries run from the harbour?", "which is older?"), "says which is older: the Heron, the Plover"),
        (("What was the boathouse built of?", "what happened next?", "and then?"), "the last sentence of"),
    ],
)
def test_a_follow_up_that_nothing_answers_is_declined_for_its_reason(
    messages: tuple[str, ...], reason: str, town: Assistant
) -> None:
    answer = after(town, *messages)
    assert answer.status == "declined"
    assert reason in (answer.reason or "")


def test_what_the_last_answer_quoted_and_says_nothing_of_what_is_asked_now_comes_last(town: Assistant) -> None:
    answer = after(town, "What are the ways of mending the slipway?", "which one do they recommend?")
    assert answer.citations[0].quote == "The board would recommend stone."


def test_whose_order_it_is_is_told(town: Assistant) -> None:
    assert "in the order of the text" in (after(town, WALL, "what happened next?").notice or "")


def test_a_question_completed_by_hand_is_understood_without_a_conversation(town: Assistant) -> None:
    answer = town.ask(after(town, WALL, "what happened next?").standalone_question)
    assert answer.citations[0].quote == "Its stones came from Deal."


def test_several_things_are_told_side_by_side(town: Assistant) -> None:
    answer = after(town, "Which ferries run from the harbour?", "both")
    assert answer.standalone_question == "What about “the Heron” and “the Plover”?"
    assert "The Heron:\n" in answer.text and "The Plover:\n" in answer.text


def test_a_remark_is_answered_with_what_the_sources_say(town: Assistant) -> None:
    answer = after(town, TOLL, "I think the bridge toll is unfair to walkers")
    assert answer.citations[0].quote.startswith("I disagree, the bridge toll is unfair")
    assert "no view of my own" in (answer.notice or "")


def test_a_question_that_somebody_introduces_is_no_remark(town: Assistant) -> None:
    answer = town.ask("I am writing a bid and want to know why the bridge toll is unfair")
    assert answer.citations
    assert "no view of my own" not in (answer.notice or "")


@pytest.mark.parametrize("message", ["I disagree", "that surprises me", "what do you think?", "is that good or bad?"])
def test_a_reaction_gets_a_short_reply(message: str, town: Assistant) -> None:
    answer = after(town, TOLL, message)
    assert answer.status == "replied"
    assert "no view of my own" in answer.text
    assert after(town, TOLL, message, "did anyone disagree?").citations


@pytest.mark.parametrize("message", ["¿y en Escocia?", "и что дальше?", "et ensuite ?", "🤷", "다음은?"])
def test_a_message_in_another_language_breaks_nothing(message: str, town: Assistant) -> None:
    assert after(town, TOLL, message).status in ("answered", "declined", "clarify", "replied")


def test_two_things_that_the_same_was_asked_of_are_answered_each_by_itself(town: Assistant) -> None:
    answer = after(town, "How far does the Farley Light shine?", "and the Ormond Light?", "compare the two")
    assert answer.standalone_question == "Compare the Farley Light and the Ormond Light"
    assert answer.text.startswith("The Farley Light:\nThe Farley Light shines over the marsh for nine miles. [1]")
    assert "The Ormond Light:\nThe Ormond Light shines over the point for two miles." in answer.text
    assert answer.notice


def test_a_sentence_that_sets_them_apart_is_better_than_each_by_itself(town: Assistant) -> None:
    answer = after(town, "What does the Heron carry?", "and the Plover?", "compare the two")
    assert "The Heron is cheaper than the Plover." in answer.text
    assert answer.notice is None


def test_a_name_answers_what_was_asked_back(town: Assistant) -> None:
    answer = town.ask("the harbour one", [Turn("user", "When was the wall rebuilt?"), Turn("assistant", WHICH_ONE)])
    assert answer.standalone_question == "About harbour: when was the wall rebuilt?"
    assert answer.citations[0].quote == "The harbour wall was rebuilt in 1998."
