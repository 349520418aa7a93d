"""A reply is quoted with its question where it cannot be read without, a motion with its second and its vote."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.answer.choose.sentence_context import with_context
from assistant.answer.choose.term_coverage import replied
from assistant.ask import Assistant
from assistant.load import load
from assistant.retrieve.retriever import Query
from assistant.text.replies import RepliedTo
from tests.answer.choose.test_sentence_context import picked
from tests.conftest import opened_over

TALK = """Host: You took over the quay, Ada. Have the lenders been paid?

Ada Finch: All but three. They will not take it. It is in the wall, they say.

Host: Did you name them?

Ada Finch: Oh, no. Never. They know it.

Host: What is the wall made of, is it only stone?

Ada Finch: It is stone below the tide and brick above it, with lime from the kiln between them.
"""
MINUTES = """Present: Ada Finch, Jo Bell, Max Crane

24/1 Dredging of the basin

The master had three tenders. It was moved by Ada Finch and seconded by Jo Bell that the cheapest be accepted. For 4, against 1.
Max Crane left the room.

Adoption of the accounts

Jo Bell proposed acceptance seconded by Max Crane. Approved.

24/3 Berths

Jo Bell asked why the fuel berth had been shut. The master replied that the pump had failed. It will be mended in May.

The gulls on the mole

No action was taken.
"""


@pytest.mark.parametrize(
    ("name", "text", "question", "words", "brought"),
    [
        (
            "talk.txt",
            TALK,
            "Did Ada pay the lenders?",
            "Ada Finch: All but",
            ["Have the lenders been paid?", "Ada Finch: All but three.", "They will not take it.", "It is in the wall, they say."],
        ),
        (
            "talk.txt",
            TALK,
            "Did Ada name the lenders?",
            "They know",
            ["Host: Did you name them?", "Ada Finch: Oh, no.", "Never.", "They know it."],  # "no" is no filler
        ),
        (
            "talk.txt",
            TALK,
            "What is the wall made of?",
            "Ada Finch: It is stone",
            ["Ada Finch: It is stone below the tide and brick above it, with lime from the kiln between them."],
        ),
        (
            "minutes.txt",
            MINUTES,
            "Who moved the motion on dredging?",
            "It was moved",
            [
                "24/1 Dredging of the basin",
                "It was moved by Ada Finch and seconded by Jo Bell that the cheapest be accepted.",
                "For 4, against 1.",
            ],
        ),
        (
            "minutes.txt",
            MINUTES,
            "Who proposed to adopt the accounts?",
            "Jo Bell proposed",
            ["Adoption of the accounts", "Jo Bell proposed acceptance seconded by Max Crane.", "Approved."],
        ),
        (
            "minutes.txt",
            MINUTES,
            "Why was the fuel berth shut?",
            "Jo Bell asked",
            ["Jo Bell asked why the fuel berth had been shut.", "The master replied that the pump had failed."],
        ),
    ],
)
def test_the_halves_of_an_exchange_come_together(
    tmp_path: Path, name: str, text: str, question: str, words: str, brought: list[str]
) -> None:
    (tmp_path / name).write_text(text)
    document = load(tmp_path / name, name)
    pick = picked(document, words)
    pick = replace(pick, features={**pick.features, "replied": float(name == "talk.txt"), "coverage": 0.0})
    assert [document.text[start:end] for start, end in with_context(question, pick, document)] == brought


harbour = opened_over({"talk.txt": TALK, "minutes.txt": MINUTES})


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who moved the motion on dredging?", "moved by Ada Finch"),
        ("What was the vote on the dredging?", "For 4, against 1"),
        ("Who seconded the adoption of the accounts?", "seconded by Max Crane"),
        ("Jo Bell asked why the fuel berth was shut, what was the answer?", "the pump had failed"),
        ("Have the lenders been paid?", "All but three."),
        ("What did Ada say when asked about the wall?", "stone below the tide"),
    ],
)
def test_what_was_answered_and_voted_is_told(harbour: Assistant, question: str, told: str) -> None:
    answer = harbour.ask(question)
    assert answer.status == "answered"
    assert told in answer.text


@pytest.mark.parametrize("question", ["What was the vote on the fuel berth?", "Who voted against mending the pump?"])
def test_a_vote_that_nothing_reports_is_declined_however_much_is_said_of_the_matter(harbour: Assistant, question: str) -> None:
    answer = harbour.ask(question)
    assert answer.status == "declined" and "no passage found reports a vote" in (answer.reason or "")


@pytest.mark.parametrize(
    ("question", "asked", "is_reply"),
    [
        ("What is Harbour First?", "Who has paid for Harbour First?", False),
        ("What is Harbour First?", "So, what is Harbour First?", True),
        ("Who paid for Harbour First?", "Who has paid for Harbour First?", True),
    ],
)
def test_what_a_thing_is_is_not_told_by_the_reply_to_another_question_on_it(question: str, asked: str, is_reply: bool) -> None:
    weights = {"harbour": 1.0, "first": 1.0}
    query = Query(question, np.zeros(1), (), {}, list(weights), weights, weights, rarest=1.0)
    assert bool(replied(query, "Ada Finch", frozenset(), RepliedTo((asked,), (0, 9), 9, 1.0, "Host"))) == is_reply
