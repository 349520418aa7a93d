"""A message that says nothing by itself is answered only by what it asks for, and by what was not said before."""

from __future__ import annotations

import pytest

from assistant.answer.choose.bare_followups import fresh, holding, names_nobody, nothing_new, repeated, who_says
from assistant.answer.choose.evidence import Pick
from assistant.types import Locator, Passage


def pick(text: str, score: float, focus: float = 0.0, cosine: float = 0.0, aside: float = 0.0, silent: float = 0.0) -> Pick:
    passage = Passage(1, score, "a.md", "A", "blog", None, Locator(), 0, len(text), text, "a.md#c=0-9@3f9a2c1b04de")
    features = {"focus": focus, "otherwise": 0.0, "cosine": cosine, "aside": aside, "silent": silent}
    return Pick(passage, 0, len(text), text, "paragraph", score, features)


PAID, BECAUSE, YEAR, FAR = (
    pick("The Tide Fund paid for\nthe pilots.", 1.0, focus=0.5),
    pick("It paid because the walls were old.", 0.9),
    pick("The pilots began in Dover in 1998.", 0.8),
    pick("In 1950 it closed, because of rain.", 0.3),
)
TOLD = ("The Tide Fund paid for the pilots. And so on.",)


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("Why were the pilots funded?", [BECAUSE]),  # the far one is too far
        ("When were the pilots funded?", [YEAR]),
        ("Where were the pilots funded?", [YEAR]),
        ("By whom were the pilots funded?", [PAID]),  # what was said before may hold the name; Dover has no part in it
        ("About the pilots: how much?", []),
        ("More: Who funded the pilots?", [BECAUSE, YEAR, FAR]),
        ("How were the pilots funded?", [BECAUSE, YEAR, FAR]),
    ],
)
def test_only_what_holds_the_thing_asked_for_answers_a_bare_word(question: str, texts: list[Pick]) -> None:
    assert fresh(question, [PAID, BECAUSE, YEAR, FAR], TOLD) == texts


def test_an_example_may_be_of_any_kind() -> None:
    assert fresh("Examples: Where were the pilots funded?", [PAID, BECAUSE], TOLD) == [BECAUSE]


def test_a_name_alone_is_nobody_who_did_it() -> None:
    assert names_nobody("Who funded the pilots?", [BECAUSE, YEAR])
    assert not names_nobody("Who funded the pilots?", [PAID, YEAR])
    assert names_nobody("Who funded the pilots?", [pick("Who in Dover funded them?", 0.9, focus=1.0, silent=1.0)])
    assert not names_nobody("When were the pilots funded?", [BECAUSE])


def test_nothing_found_is_nothing_fresh() -> None:
    assert fresh("Why?", [], TOLD) == []


def test_a_doubt_is_answered_with_what_was_said() -> None:
    assert repeated("Who funded the pilots?", [PAID, BECAUSE], TOLD) == [PAID]
    assert repeated("When did they begin?", [BECAUSE, YEAR], TOLD) == [YEAR]  # nothing was quoted: what would answer


@pytest.mark.parametrize(
    ("question", "picks", "words"),
    [
        ("Why was it built?", [], "says why"),
        ("When was it built?", [PAID], "when"),
        ("How long did it take?", [PAID], "how long"),
        ("Where was it built?", [PAID], "where"),
        ("Which towns took part?", [PAID], "which"),
        ("How was it built?", [], "no more"),
        ("More: Who built it?", [PAID], "no more"),
    ],
)
def test_what_is_lacking_is_named(question: str, picks: list[Pick], words: str) -> None:
    assert words in (nothing_new(question, picks) or "")


def test_a_weak_answer_is_declined_for_its_own_reason() -> None:
    assert nothing_new("How was it built?", [PAID]) is None


SPENT, ON_WALL, THREE, ASIDE, BUILDER, BYSTANDER = (
    pick("It came to £2 million over three years.", 0.6),
    pick("The wall came to £2 million over three years.", 0.6),
    pick("It ran in three harbours.", 0.6),
    pick("Set in 12 points.", 0.9, aside=1.0),
    pick("Ada Finch put the walls up.", 0.7, cosine=0.6),
    pick("Bo Lind came to tea.", 0.8, cosine=0.3),
)


@pytest.mark.parametrize(
    ("question", "picks", "closest", "words"),
    [
        ("How large was the budget?", [PAID, ASIDE, SPENT], SPENT, "check whether the closest with a number in it"),
        ("How large was the budget of Sea Wall?", [SPENT], None, "no passage found says how much"),  # of something else
        ("How large was the budget of Sea Wall?", [ON_WALL], ON_WALL, "check whether the closest with a number in it"),
        (
            "How many towns took part?",
            [YEAR, THREE],
            THREE,
            "check whether the closest with a number in it",
        ),  # a year counts nothing
        ("When was it spent?", [SPENT], None, "no passage found says when"),
        ("Who built it?", [BYSTANDER, BUILDER], BUILDER, "check whether the closest with a name in it"),
        ("Who built it?", [BYSTANDER], None, "no passage found says who"),
        ("Why was it built?", [BUILDER], None, "no passage found says why"),
    ],
)
def test_what_may_tell_it_in_other_words_is_pointed_to(question: str, picks: list[Pick], closest: Pick | None, words: str) -> None:
    assert holding(question, picks) is closest
    assert words in (nothing_new(question, picks) or "")


def test_who_says_it_is_named_once_each() -> None:
    assert "“A” and “B”" in who_says(["“A”", "“B”", "“A”"]) and "“A”;" in who_says(["“A”"])
