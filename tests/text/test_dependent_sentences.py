"""A sentence leans on the one before it where it opens with a word that stands for what was said there."""

from __future__ import annotations

import pytest

from assistant.text.dependent_sentences import leans, opens_with_pronoun, says_why_before, takes_up


@pytest.mark.parametrize(
    ("text", "pronoun", "expected"),
    [
        ("It was built of stone.", True, True),
        ("It was built to last.", True, True),
        ("It is clear that ships need light.", False, False),
        ("It helps to say what a toll is not.", False, False),
        ("They are red.", True, True),
        ("The latter is dear.", False, True),
        ("The fourth is the one that is left out.", False, True),
        ("The fourth lamp is red.", False, False),
        ("None of these burns.", False, True),
        ("That is where ships come in.", False, True),
        ("There are many ships.", False, False),
        ("There is not always a ship.", False, False),
        ("There is also a ship.", False, True),
        ("Had it not, they would sink.", False, True),
        ("Had the lamp burned, they would not.", False, False),
        ("There it burns.", False, True),
        ("The lamp burns.", False, False),
        ("Its lamp burns.", True, True),
        ("Italy has harbours.", False, False),
    ],
)
def test_what_leans_on_the_sentence_before(text: str, pronoun: bool, expected: bool) -> None:
    assert opens_with_pronoun(text) == pronoun
    assert leans(text) == expected


@pytest.mark.parametrize(
    ("text", "before"), [("That is why rye is sour.", True), ("And this was why it sank.", True), ("That is sour.", False)]
)
def test_a_reason_may_stand_before(text: str, before: bool) -> None:
    assert says_why_before(text) is before


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("But the lamp is red.", True),
        ("The latter is red.", True),
        ("That is why the lamp is red.", False),
        ("So that is why it sank.", False),
        ("It is red.", False),
        ("The lamp is red.", False),
    ],
)
def test_a_contrast_takes_up_the_sentence_before_and_a_pronoun_does_not(text: str, answers: bool) -> None:
    assert takes_up(text) is answers
