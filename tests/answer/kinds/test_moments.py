"""When a recording speaks of something is told by its times; what has none, and a date, are other matters."""

from __future__ import annotations

import pytest

from assistant.answer.kinds.moments import MomentAsked, moment_asked
from assistant.ask import Assistant
from tests.conftest import opened_over

TALK = (
    (1, "Ada Finch", "Welcome to the talk on the harbour."),
    (40, "Ben Mill", "The bridge toll pays for the repair of the bridge."),
    (50, "Ben Mill", "A toll is a small thing to pay."),
    (125, "Ada Finch", "Let us come back to the toll once more."),
    (200, "Ben Mill", "Gulls nest on the wall."),
)
TEXTS = {
    "harbour-talk.vtt": "WEBVTT\n\n"
    + "".join(
        f"0:{n // 60:02}:{n % 60:02}.000 --> 0:{n // 60:02}:{n % 60 + 5:02}.000\n<v {who}>{said}\n\n" for n, who, said in TALK
    ),
    "lamp.txt": "The lamp\n\nThe lamp board discussed the lantern in 1998. The lantern was made of brass and of old glass.\n",
}


harbour = opened_over(TEXTS)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("When does Ben Mill talk about the toll?", MomentAsked("the toll", frozenset({"ben", "mill"}), False)),
        ("When did Ben Mill first mention gulls?", MomentAsked("gulls", frozenset({"ben", "mill"}), True)),
        ("At what minute does he mention the toll?", MomentAsked("the toll", frozenset(), False)),
        ("When does the talk turn to gulls?", MomentAsked("gulls", frozenset(), False)),
        ("How far in is the toll mentioned?", MomentAsked("the toll", frozenset(), False)),
        ("When was the toll introduced?", None),
        ("When did the council introduce the toll?", None),
        ("When was the wall built?", None),
        ("What did Ben Mill say about the toll?", None),
    ],
)
def test_what_asks_for_a_moment(question: str, wanted: MomentAsked | None) -> None:
    assert moment_asked(question) == wanted


def test_the_moments_of_a_subject_come_in_order_and_what_follows_soon_is_the_same_one(harbour: Assistant) -> None:
    answer = harbour.ask("When does the talk turn to the toll?")
    assert answer.text.startswith(
        "Harbour talk (transcript) first mentions “the toll” at 0:40, again at 2:05:\nAt 0:40, Ben Mill:\n"
    )
    assert [(c.quote, c.locator.start_seconds) for c in answer.citations] == [
        ("The bridge toll pays for the repair of the bridge.", 40.0),
        ("Let us come back to the toll once more.", 125.0),
    ]


def test_a_speaker_who_is_named_has_moments_of_his_own(harbour: Assistant) -> None:
    answer = harbour.ask("When does Ada Finch mention the toll?")
    assert [c.quote for c in answer.citations] == ["Let us come back to the toll once more."]
    assert answer.text.startswith("Harbour talk (transcript) mentions “the toll” at 2:05:\nAda Finch:\n")  # the time once


def test_what_has_no_times_is_answered_as_any_question(harbour: Assistant) -> None:
    answer = harbour.ask("When did the lamp board discuss the lantern?")
    assert [c.quote for c in answer.citations] == ["The lamp board discussed the lantern in 1998."]
