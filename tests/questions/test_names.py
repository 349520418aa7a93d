"""Capitalised words are names, unless they only open a sentence."""

from __future__ import annotations

import pytest

from assistant.questions.names import names_in


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Who ran the Deal in Dover?", ["Deal", "Dover"]),
        ("What did it cost? Answer in pounds. Wigan counts.", []),
        ("How did it go? NASA pays.", ["NASA"]),
        ("Who was J. Finch?", ["J", "Finch"]),
        ("since I've asked, who was I’m told Finch?", ["Finch"]),
        ("How common is P. falciparum?", ["P. falciparum"]),
        ("Who chose plan B. what did it cost?", ["B"]),
        ("About the Deal: Compare Dover and Deal", ["Deal", "Dover", "Deal"]),
    ],
)
def test_a_capital_that_opens_a_sentence_is_no_name(question: str, names: list[str]) -> None:
    assert names_in(question) == names
