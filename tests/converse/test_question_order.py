"""A clause that asks is turned round into a question where its verb is beyond doubt, and nothing else is."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.converse.question_order import in_question_order
from tests.conftest import opened_over

assistant = opened_over({
    "toll.txt": "Ada Finch: The toll is a burden on the fishers, and I said so to the mayor in spring.\n\n"
    "Jo Bell: The mayor told us what she thinks. I never heard what Finch thought of the toll, or of the fishers.",
})  # fmt: skip


@pytest.mark.parametrize(
    ("clause", "question"),
    [
        ("what Ada Finch thought of the toll that went up", "What did Ada Finch think of the toll that went up?"),
        ("How much the town paid for the wall.", "How much did the town pay for the wall?"),
        ("in which year Dover became a port?", "In which year did Dover become a port?"),
        ("what the new law adds to the old one", "What does the new law add to the old one?"),
        ("which boats the council funded", "Which boats did the council fund?"),
        ("how many areas there were", "How many areas were there?"),
        ("where the closed harbour was first built", "Where was the closed harbour first built?"),
        ("whether a skipper has to pay", "Does a skipper have to pay?"),
        ("who the red bus led to Dover", "who the red bus led to Dover"),
        ("whether Dover has improved its quay", "Has Dover improved its quay?"),
        ("whether they offer lessons", "Do they offer lessons?"),
        ("if I borrow money, can I sail", "if I borrow money, can I sail"),
        ("Whether I should pay. What is your opinion?", "Whether I should pay. What is your opinion?"),
        ("Why I am asked to pay?", "Why am I asked to pay?"),
        ("whether the Tide Corps provides boats when I join", "Does the Tide Corps provide boats when I join?"),
        ("How many Tide Towns are there?", "How many Tide Towns are there?"),
        ("How many boats that the towns had sent were late?", "How many boats that the towns had sent were late?"),
        ("what they do", "What do they do?"),
        ("When Dover become a port?", "When did Dover become a port?"),
        ("What Ada Finch think about the toll", "What did Ada Finch think about the toll?"),
        ("What the plan work is", "What is the plan work?"),
        ("and why it planned this", "and why did it plan this?"),
        ("what the report published by Dover said", "What did the report published by Dover say?"),
        ("What did Dover pay?", "What did Dover pay?"),
        ("How many people took part?", "How many people took part?"),
        ("How many boats of Dover were mended?", "How many boats of Dover were mended?"),
        ("Which Dover boats won the most?", "Which Dover boats won the most?"),
        ("What works in Dover?", "What works in Dover?"),
        ("What a difference it made", "What a difference it made"),
        ("When the fund closed, who paid?", "When the fund closed, who paid?"),
        ("How much it cost and who paid", "How much it cost and who paid"),
        ("How to use the page", "How to use the page"),
        ("How Did Dover Save Money", "How Did Dover Save Money"),
        ("What IT systems did Dover use?", "What IT systems did Dover use?"),
        ("What IT systems were bought?", "What IT systems were bought?"),
        ("What IT systems failed", "What IT systems failed"),
        ("When Dover did it", "When Dover did it"),
        ("How Long Is One Day in Dover?", "How Long Is One Day in Dover?"),
        ("what the bill that Dover wrote said", "what the bill that Dover wrote said"),
        ("Why the toll matters", "Why the toll matters"),
    ],
)
def test_a_clause_is_put_in_the_order_of_a_question(clause: str, question: str) -> None:
    assert in_question_order(clause) == question


def test_a_question_in_a_clause_is_answered_as_the_question_is(assistant: Assistant) -> None:
    plain = assistant.ask("What did Ada Finch say about the toll?")
    within = assistant.ask("Can you tell me what Ada Finch said about the toll?")
    assert plain.status == "answered" and within.standalone_question == plain.question and within.text == plain.text
