"""What a meeting decided is told by all the decisions of its minutes, in order; what a talk says of deciding is none."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.types import Answer
from tests.conftest import opened_over

TAKEN = [
    "The board approved the accounts.",
    "It was agreed to rent the boat shed on Tar Road.",
    "Resolved: that the clerk write to the harbour office.",
    "Action: Lee Marsh to count the oars.",
]
TERMS = ["They agreed to share the tolls.", "Long after that a mayor of Sandwich rejected a bridge."]
minutes = opened_over(
    {
        "board.md": (
            "# Minutes of the board of Wharf Rowers, 12 June 2024\n\nPresent: Ama Reed, Lee Marsh.\n\n## Money\n\n"
            f"Income rose a little. {TAKEN[0]} Members asked about the fees.\n\n## Boats\n\n{TAKEN[1]} The shed is dry.\n\n"
            f"## Harbour\n\nThe wall is cracked.\n\n{TAKEN[2]}\n\n{TAKEN[3]}\n"
        ),
        "essay.txt": (
            f"The treaty of Hythe\n\nIn 1702 the envoys met at Hythe. {TERMS[0]} Nobody was asked.\n\n"
            f"Ferries crossed twice a day. The weather was fair. {TERMS[1]}\n"
        ),
        "talk.txt": (
            "Host: Welcome to the talk on tide mills.\n\nGuest: Thank you. As we agreed, I speak of the mill at Sandwich.\n\n"
            "Host: Who has to decide on repairs of tide mills?\n\nGuest: The owner of the tide mill has to.\n"
        ),
    }
)


@pytest.mark.parametrize(
    "question",
    [
        "What was decided at the June board meeting?",
        "what did the board of Wharf Rowers decide",
        "Which decisions were made at the board meeting on 12 June?",
        "List the decisions of the Wharf Rowers board",
        "What actions came out of the board meeting in June?",
    ],
)
def test_all_decisions_of_the_minutes_are_quoted_in_order(question: str, minutes: Assistant) -> None:
    answer = minutes.ask(question)
    assert [citation.quote for citation in answer.citations] == TAKEN
    assert answer.confidence >= 0.9 and answer.notice is None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What did the board decide about the boat shed?", [TAKEN[1]]),
        ("What was agreed at Hythe in 1702?", TERMS[:1]),  # an essay is no minutes
    ],
)
def test_what_was_decided_on_one_matter_or_elsewhere_is_no_list_of_the_meeting(
    question: str, told: list[str], minutes: Assistant
) -> None:
    answer = minutes.ask(question)
    assert decisions_told(answer) == told


def decisions_told(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations if citation.quote in (*TAKEN, *TERMS)]


def test_a_talk_that_decides_nothing_is_no_sure_answer(minutes: Assistant) -> None:
    answer = minutes.ask("What was decided in the talk on tide mills?")
    assert answer.status == "declined" or "none of the sentences quoted here tells of a decision" in (answer.notice or "")
