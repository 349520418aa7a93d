"""What is told of a name that stands nowhere near, where it may be the speaker's."""

from __future__ import annotations

import pytest

from assistant.answer.choose.evidence import Pick
from assistant.answer.decide.missing_name import not_on_the_name, together, with_whose_words
from assistant.questions.near_misses import QuotedSentence
from assistant.types import Locator, Passage

TOLD = "No passage speaks of it."


def pick(text: str, *, voices: tuple[str, ...] = (), speaker: str | None = None) -> Pick:
    place = Locator(speaker=speaker)
    passage = Passage(1, 1.0, "t.txt", "Tides", "blog", None, place, 0, len(text), text, "id", voices=voices)
    return Pick(passage, 0, len(text), text, "paragraph", 1.0, {})


@pytest.mark.parametrize(
    ("question", "names", "told"),
    [
        ("What does Ada Finch think of walls?", ["Ada", "Finch"], ["Ada Finch"]),
        ("What did Ada tell Finch?", ["Ada", "Finch"], ["Ada", "Finch"]),
        ("What did Dr Finch say?", ["Dr", "Finch"], ["Finch"]),
        ("What did Prime Minister Finch say?", ["Prime", "Finch"], ["Finch"]),
        ("What did the President say?", ["President"], ["President"]),
    ],
)
def test_names_side_by_side_are_told_as_one(question: str, names: list[str], told: list[str]) -> None:
    assert together(question, names) == told


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What did President Finch do about walls?", "Finch"),
        ("What did Ada Finch say about walls?", "Ada Finch"),
        ("Which walls are named in Finch's address?", "Finch"),
        ("Which walls are dear, according to Finch?", "Finch"),
    ],
)
def test_who_may_be_the_speaker_is_to_be_entered_as_the_author(question: str, name: str) -> None:
    told = with_whose_words(TOLD, question, [name.split()[-1]], [pick("We built a wall.")])
    assert told.startswith(f"{TOLD} Nothing in “Tides” says who “I” and “we” are. If that is {name}, ")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Which walls are in Dover?", pick("We built a wall.")),  # a place says nothing
        ("What did Finch say in 2019?", pick("They built a wall.")),  # nobody speaks of himself
        ("What did Finch say?", pick("We built a wall.", voices=("Jo Bell",))),  # it is known who speaks
        ("What did Finch say?", pick("We built a wall.", speaker="Jo Bell")),
    ],
)
def test_else_only_the_name_is_told(question: str, sentence: Pick) -> None:
    assert with_whose_words(TOLD, question, ["Dover", "Finch"][-1:], [sentence]) == TOLD


NO_OTHER = "none of the sentences quoted here that may answer mentions "


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("How many trees did Oxley Council plant?", QuotedSentence("The council planted 57 trees."), f"{NO_OTHER}Oxley Council"),
        ("How many trees did Oxley Council plant?", QuotedSentence("It planted 57.", "In Oxley trees are wanted."), None),
        ("How many trees did Oxley Council plant?", QuotedSentence("It planted 57 trees.", above="oxley_trees.pdf"), None),
        ("How many boats does Norland have?", QuotedSentence("Denmark has 57 boats."), f"{NO_OTHER}Norland"),
        ("How many boats does Finland have?", QuotedSentence("The Finnish fleet has 57 boats."), None),
        ("Who leads the Tide Trust in Oxley?", QuotedSentence("The Tide Trust is led by Una Lark."), f"{NO_OTHER}Oxley"),
        ("Who leads the Tide Trust Wales?", QuotedSentence("The Tide Trust is led by Una Lark."), f"{NO_OTHER}Tide Trust Wales"),
        ("When was Oxley Hill opened?", QuotedSentence("Oxley Road was opened in 1972."), f"{NO_OTHER}Oxley Hill"),
        ("When did Oxley School open?", QuotedSentence("Oxley opened in 1972."), f"{NO_OTHER}Oxley School"),
        ("When did Ada Finch write it?", QuotedSentence("Finch wrote it in 1972."), None),
        ("When was President Bell elected?", QuotedSentence("I was elected in 1972."), None),
        ("When was the pool opened in May?", QuotedSentence("The pool was opened in 1972."), None),
        ("What did Oxley Council plant?", QuotedSentence("The council planted 57 trees."), None),
        ("How many trees were planted in Oxley?", QuotedSentence("Trees | 57 | 61 | 90", above="Table 2"), f"{NO_OTHER}Oxley"),
    ],
)
def test_what_may_hold_the_fact_must_have_the_name(question: str, sentence: QuotedSentence, expected: str | None) -> None:
    assert not_on_the_name(question, [sentence]) == expected
