"""The theme of a broad question: the things that a sentence must speak of, and the words that speak of them."""

from __future__ import annotations

import pytest

from assistant.questions.broad import broad
from assistant.questions.theme import Theme, rarity, share, theme_of
from assistant.text.terms import stems


def theme(question: str) -> Theme:
    asked = broad(question)
    assert asked is not None
    return theme_of(asked)


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("How do harbours work with volunteers?", ["volunteers"]),
        ("What works in reducing rough sleeping?", ["rough sleeping"]),
        ("What have towns learned about short term funding?", ["short term", "funding"]),
        ("What do keepers need?", ["keepers"]),  # who acts makes it where nothing else does
        ("What are the risks of handing services over to communities?", ["handing", "services", "communities"]),
        ("What are the drawbacks of the Lamp Scheme?", ["Lamp Scheme"]),  # a name is one thing
        ("What is wrong with Tanby's Lamp Scheme for pensioners?", ["Lamp Scheme", "Tanby", "pensioners"]),
    ],
)
def test_what_a_theme_is_on(question: str, things: list[str]) -> None:
    assert [thing.asked for thing in theme(question).things] == [tuple(stems(thing)) for thing in things]


@pytest.mark.parametrize(
    ("question", "on_it", "not_on_it"),
    [
        ("What are the challenges for rural areas?", "The last bus leaves the village at six.", "The bus leaves town at six."),
        ("What have towns learned about short term funding?", "The money was for eighteen months.", "The money was late."),
        ("What role does food play?", "They talk over a hot meal.", "They talk over a game of darts."),
        ("What helps with loneliness?", "Most came for company.", "Most came for the heating."),
    ],
)
def test_a_theme_is_told_in_other_words(question: str, on_it: str, not_on_it: str) -> None:
    weights = rarity(theme(question).things, [stems("The money was late."), stems("It rained."), stems("It snowed.")])
    assert share(weights, stems(on_it)) > 0.5
    assert share(weights, stems(not_on_it)) < 0.5


def test_the_rarer_thing_counts_more() -> None:
    of_two = theme("What have towns learned about short term funding?")
    weights = rarity(
        of_two.things, [*map(stems, ("funding for walls", "more funding", "it rained", "a short contract", "it snowed"))]
    )
    short, funding = (weights[thing] for thing in of_two.things)
    assert short > funding


def test_nouns_stand_side_by_side_as_asked() -> None:
    assert theme("How long does it take to train a social worker?").runs == (tuple(stems("social worker")),)
    assert theme("What concerns were raised about the toll bill?").runs == ()
