"""A message that asks what stands beside what was quoted names the sentence."""

from __future__ import annotations

import pytest

from assistant.converse.sequel import beside
from assistant.converse.topic import Said

SAID = Said(
    "When did the levy begin?", "the levy", answer="The chair:\nIt began in 2004. The board met twice.\n\nThe mill has a wheel."
)


@pytest.mark.parametrize(
    ("message", "standalone"),
    [
        ("what happened next?", "About the levy: what comes after “It began in 2004.”?"),
        ("And then what?", "About the levy: what comes after “It began in 2004.”?"),
        ("what came after that", "About the levy: what comes after “It began in 2004.”?"),
        ("and before that?", "About the levy: what comes before “It began in 2004.”?"),
        ("What happened before that?", "About the levy: what comes before “It began in 2004.”?"),
        ("what did the chair say next?", "About the levy: what does the chair say after “It began in 2004.”?"),
        ("what did they do next?", "About the levy: what comes after “It began in 2004.”?"),
    ],
)
def test_the_sentence_beside_which_something_stands_is_named(message: str, standalone: str) -> None:
    assert (found := beside(message, SAID)) and found == (standalone, ("the levy",))


@pytest.mark.parametrize(
    "message", ["What happened in Dover?", "what came after it?", "What happens if it rains?", "What comes next in the plan?"]
)
def test_a_question_with_matter_of_its_own_is_left_alone(message: str) -> None:
    assert beside(message, SAID) is None


def test_nothing_stands_beside_nothing() -> None:
    assert beside("what happened next?", Said("Who?", "the levy")) is None


def test_a_long_sentence_is_named_by_its_beginning() -> None:
    said = Said("Who ran it?", "the levy", answer=f"It was run {'by the board and ' * 20}by nobody.")
    standalone, _ = beside("what happened next?", said) or ("", ())
    assert standalone.endswith("by the board and…”?") and len(standalone) < 140
