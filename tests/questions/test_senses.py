"""Found and founded have one stem, and are two verbs."""

from __future__ import annotations

import pytest

from assistant.questions.senses import names_only_bodies, other_sense
from assistant.text.terms import stem


@pytest.mark.parametrize(
    ("root", "question", "text", "other"),
    [
        ("found", "When was Collaborate founded?", "Researchers found that it mattered in 2018.", True),
        ("found", "When was Collaborate founded?", "An agency founded in 2012.", False),
        ("found", "When was Collaborate founded?", "She came to found an agency in 2012.", False),
        ("found", "Which agency did Ada found?", "Ada was founding it in 1999.", False),
        ("found", "Which agency did Ada found?", "Ada found a key.", True),
        ("found", "Who found the key?", "Ada founded an agency.", True),
        ("found", "Who found the key?", "It was found by Ada.", False),
        ("found", "Where were the innovators found?", "They were mostly to be found outside.", False),
        ("found", "Where were the innovators found?", "They will be found outside.", False),
        ("wound", "How many were wounded?", "They wound the clock and counted two wounds.", False),  # a plural may be either
        ("wound", "How many were wounded?", "They wound the clock.", True),
        ("fund", "Who funded it?", "A fund of theirs.", False),  # one verb
    ],
)
def test_the_form_tells_which_verb_it_is(root: str, question: str, text: str, other: bool) -> None:
    assert other_sense(root, question, text) is other


@pytest.mark.parametrize(
    ("question", "text", "bodies"),
    [
        ("How do you build trust?", "It brought together 34 primary care trusts.", True),
        ("How do you build trust?", "A trust stands behind it, the Elm Trust.", True),
        ("How do you build trust?", "It rests on trust, says the Elm Trust.", False),
        ("How do you build trust?", "They trusted a lender.", False),
        ("How do trusts build trust?", "It brought together 34 primary care trusts.", False),  # both are asked about
        ("How do you build walls?", "It brought together 34 primary care trusts.", False),
    ],
)
def test_trust_is_not_told_by_trusts(question: str, text: str, bodies: bool) -> None:
    assert names_only_bodies(question, text) is bodies


def test_the_words_told_apart_have_one_stem() -> None:
    assert stem("found") == stem("founded") == stem("founding") == "found"
