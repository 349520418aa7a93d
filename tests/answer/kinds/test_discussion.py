"""A discussion is told by what was said in its stretch of a meeting, in order, under who said it."""

from __future__ import annotations

import pytest

from assistant.answer.kinds.discussion import _start, discussion_asked
from assistant.ask import Assistant
from assistant.retrieve.passages import Candidate
from assistant.store.rows import ChunkRow
from tests.conftest import opened_over

TEXTS = {
    "quay-meeting.txt": (
        "Ada: First thing, the crane. Ben, you had the prices for the crane?\n\n"
        "Ben: The crane costs nine thousand pounds with the new rope.\n\n"
        "Cleo: I would sooner mend the old crane than pay for a new one.\n\n"
        "Ada: How about we mend the crane now and look at it again in June?\n\nBen: Yep. Fine by me.\n\n"
        "Ada: Good. Gulls. So the gulls are on the roof of the market again. What do you make of the gulls, Cleo.\n\n"
        "Cleo: The gulls come for the fish that is left on the stalls at night.\n\n"
        "Ben: A net over the stalls would keep the gulls off for a hundred pounds.\n\n"
        "Ada: Next one's the ferry. It has a leak below the line of the water.\n\n"
        "Ben: The ferry goes into the dry dock on Monday for the leak.\n"
    ),
    "crane-report.txt": "The crane of the quay was built of oak. It lifted stone for the harbour wall in the old days.\n",
}

meeting = opened_over(TEXTS)


@pytest.mark.parametrize(
    ("message", "subject"),
    [
        ("Summarise the discussion on gulls.", "gulls"),
        ("Please sum up what was said about the crane", "the crane"),
        ("What did the committee discuss about gulls?", "gulls"),
        ("What did the team think of the gulls?", "the gulls"),
        ("What was the debate over the ferry?", "the ferry"),
        ("Summarize their opinions on the crane.", "the crane"),
        ("Summarise the quay meeting.", None),
        ("What did Ben say about gulls?", None),
        ("What was the decision on gulls?", None),
    ],
)
def test_what_asks_for_a_discussion(message: str, subject: str | None) -> None:
    assert discussion_asked(message) == subject


def test_the_item_is_told_in_its_order_and_nothing_of_the_next(meeting: Assistant) -> None:
    answer = meeting.ask("Summarise the discussion on gulls.")
    told = [c.quote.partition(": ")[2] or c.quote for c in answer.citations]
    assert told == [
        "So the gulls are on the roof of the market again.",
        "The gulls come for the fish that is left on the stalls at night.",
        "A net over the stalls would keep the gulls off for a hundred pounds.",
    ]
    assert "Quay meeting" in (answer.notice or "")
    assert answer.text.index("Cleo") < answer.text.index("Ben")


@pytest.mark.parametrize(
    ("scores", "begins"),
    [
        ([(0, 1.0), (40_000, 0.97), (40_600, 0.9), (41_200, 0.8), (90_000, 0.0)], 40_000),  # more of it is found behind
        ([(0, 1.0), (40_000, 0.8), (40_600, 0.8), (41_200, 0.8), (90_000, 0.0)], 0),  # the best is far better
        ([(0, 1.0), (40_000, 0.97), (45_000, 0.9), (50_000, 0.8), (90_000, 0.0)], 0),  # nothing near the other
    ],
)
def test_a_stretch_begins_where_what_is_said_of_the_subject_goes_on(scores: list[tuple[int, float]], begins: int) -> None:
    found = [Candidate(ChunkRow(at, "", "talk.txt", at, at, at + 500, "", "[]", None, None), score, {}) for at, score in scores]
    assert _start(found).row.start == begins


def test_what_no_talk_speaks_of_is_not_told(meeting: Assistant) -> None:
    assert meeting.ask("Summarise the discussion on the price of helium.").status == "declined"


def test_behind_what_is_quoted_of_a_discussion_stands_what_else_was_found(meeting: Assistant) -> None:
    answer = meeting.ask("Summarise the discussion on gulls.")
    quoted = {p.rank for p in answer.passages for c in answer.citations if p.start <= c.start and c.end <= p.end}
    assert [p.rank for p in answer.passages] == list(range(1, len(answer.passages) + 1))
    assert quoted and len(answer.passages) > max(quoted)
