"""A question of degree is answered by words that say more or less."""

from __future__ import annotations

import pytest

from assistant.questions.degree import degree, not_said


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("which is biggest?", "Dover is the largest of the three.", True),
        ("which is biggest?", "They are in Greater Manchester and in Dover.", False),
        ("which of them is better?", "Most residents prefer the bridge.", True),
        ("which of them is better?", "The bridge is made of stone.", False),
        ("which is cheaper?", "Leasing costs less in the first year.", True),
        ("what matters most?", "Trust is the most important of them.", True),
        ("what matters most?", "Trust plays an important role.", False),
        ("is it enough?", "The sum is too small to last.", True),
        ("is that more than before?", "The number rose from 4 to 9.", True),
        ("is that more than before?", "More than one of them is used.", False),
        ("Which is stronger?", "The strongest of them is oak.", True),
        ("is it more popular than Deal?", "It is the most popular town.", True),
    ],
)
def test_more_or_less_must_be_said(question: str, text: str, told: bool) -> None:
    assert (form := degree(question)) is not None
    assert bool(form.search(text)) is told


@pytest.mark.parametrize(
    "question",
    ["Who was the founder?", "How long is it?", "What happened after the war?", "Which other towns pay?",
     "Why is it better to wait?", "Does the lender make money?", "What is the number?", "Are there more?"],
)  # fmt: skip
def test_other_questions_ask_for_no_degree(question: str) -> None:
    assert degree(question) is None


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("Is the ferry cheaper than the bridge?", "The ferry is not a bridge.", "cheaper"),
        ("Is the ferry cheaper than the bridge?", "The bridge costs less.", None),
        ("Are the ferries safer?", "A safer ferry was built.", None),
        ("Does it carry more than 20 people?", "It carries mail.", None),
        ("Was there a change in Best Ferries?", "There was none.", None),
        ("Which is cheaper?", "The ferry is not a bridge.", None),
        ("Is there a ferry?", "There is a bridge.", None),
    ],
)
def test_a_degree_to_be_confirmed_is_said_or_missed(question: str, text: str, lacks: str | None) -> None:
    assert not_said(question, [text]) == lacks
