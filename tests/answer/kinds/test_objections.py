"""Who objects is told by words that object, and a question on what sources say of a fact asks for no objection."""

from __future__ import annotations

import pytest

from assistant.answer.choose.evidence import Pick
from assistant.answer.kinds.objections import asks_for_objections, objections
from assistant.types import Locator, Passage


def pick(text: str) -> Pick:
    passage = Passage(1, 1.0, "a.md", "A", "blog", None, Locator(), 0, len(text), text, "a.md#c=0-9@3f9a2c1b04de")
    return Pick(passage, 0, len(text), text, "paragraph", 1.0, {})


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Who had concerns about the bridge toll?", "the bridge toll"),
        ("Did anyone disagree with it?", ""),
        ("Did anyone vote against the toll?", "the toll"),
        ("Do the sources agree on the toll?", "the toll"),
        ("Do the sources agree on when the bridge was built?", None),
        ("Do the documents agree on how many bridges there are?", None),
        ("Who built the bridge?", None),
    ],
)
def test_which_questions_ask_for_objections(question: str, about: str | None) -> None:
    assert asks_for_objections(question) == about


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        ("The toll is unfair to those who walk.", True),
        ("Some quarrel with the toll.", True),
        ("There is no quarrel over the toll.", False),
        ("Ms Finch asked that her objection to paying the toll be recorded.", True),
        ("Not everyone agrees that the toll pays.", True),
        ("There were no objections, and the toll was carried.", False),
        ("The toll house is an object of pride.", False),
        ("Nobody pays the toll twice.", False),
    ],
)
def test_what_objects_does_so_in_words(text: str, objects: bool) -> None:
    assert bool(objections("the toll", [pick(text)], [])) == objects


@pytest.mark.parametrize(
    ("vote", "told"),
    [
        ("The motion was carried by 4 votes to 1.", True),
        ("Carried, 3-2.", True),
        ("For 4, against 1, abstentions 1.", True),
        ("Two councillors were opposed.", True),
        ("Ms Finch voted against.", True),
        ("The motion was carried by 5 votes to 0.", False),
        ("The motion was carried unanimously.", False),
        ("For 4, against 0.", False),
        ("It passed from one to two owners.", False),
    ],
)
def test_a_divided_vote_on_what_is_spoken_of_is_an_objection(vote: str, told: bool) -> None:
    text = f"Mr Bell moved that the toll be raised. {vote}"
    moved, ended = "Mr Bell moved that the toll be raised.", text.index(vote)
    passage = pick(text).passage
    picks = [Pick(passage, 0, len(moved), moved, "paragraph", 1.0, {}), Pick(passage, ended, len(text), vote, "paragraph", 1.0, {})]
    assert [p.text for p in objections("the toll", picks, [])] == ([vote] if told else [])
    far = [picks[0], Pick(passage, ended + 2000, len(text) + 2000, vote, "paragraph", 1.0, {})]
    assert not objections("the toll", far, [])
