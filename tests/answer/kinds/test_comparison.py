"""A comparison gives both sides under their names, and only where the corpus speaks of both."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer.choose.evidence import Pick
from assistant.answer.kinds.comparison import Pair, contrasted, sides
from assistant.types import Locator, Passage
from tests.conftest import assistant_over

TEXTS = {
    "mill.txt": "The Mill Fund is a programme of small grants for watermills. It began with one wheel.\n",
    "lamp.txt": "The Lamp Scheme is a programme of street lights for villages. It was paid for by the tolls.\n",
}


@pytest.mark.parametrize(
    ("question", "one", "other", "topic"),
    [
        ("Compare the Mill Fund and the Lamp Scheme", "the Mill Fund", "the Lamp Scheme", ""),
        ("please compare the mill with the lamp.", "the mill", "the lamp", ""),
        ("What is the difference between tolls and taxes?", "tolls", "taxes", ""),
        ("How does the Mill Fund differ from the Lamp Scheme?", "the Mill Fund", "the Lamp Scheme", ""),
        ("How is a toll different from a tax?", "a toll", "a tax", ""),
        ("How do the Mill Fund and the Lamp Scheme differ on safety?", "the Mill Fund", "the Lamp Scheme", "safety"),
        ("What sets the mill apart from other mills?", "the mill", "other mills", ""),
        ("Mill Fund vs Lamp Scheme", "Mill Fund", "Lamp Scheme", ""),
    ],
)
def test_the_sides_of_a_comparison_are_read_from_its_form(question: str, one: str, other: str, topic: str) -> None:
    pair = sides(question)
    assert pair is not None
    assert (pair.one, pair.other, pair.topic) == (one, other, topic)


@pytest.mark.parametrize(
    "question", ["Who compared the mill with the lamp?", "Compare the and the", "How did the council compare?"]
)
def test_other_questions_compare_nothing(question: str) -> None:
    assert sides(question) is None


@pytest.mark.parametrize(
    ("other", "is_open"),
    [
        ("other mills", True),
        ("the usual mills", True),
        ("its predecessor", True),
        ("the Lamp Scheme", False),
        ("Otherworld", False),
    ],
)
def test_one_thing_may_be_set_against_whatever_there_is(other: str, is_open: bool) -> None:
    assert Pair("the mill", other).is_open == is_open


def pick(number: int, text: str) -> Pick:
    passage = Passage(1, 1.0, "mill.txt", "Mills", "report", None, Locator(), 0, 1000, "", "id")
    return Pick(passage, 100 * number, 100 * number + 98, text, "paragraph", 1 - number / 100, {"silent": 0.0, "aside": 0.0})


PROSE = [
    "The mill is old and the lamp is new.",
    "A ladder leans on the wall.",
    "A mill grinds corn for the whole town.",
    "A lamp lights a street at night.",
    "The first is loud, the second is silent.",
    "Nobody paints it.",
    "Unlike its neighbours, the mill has two wheels.",
]


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        (Pair("a mill", "a lamp"), PROSE[2:5]),  # each side opens a sentence, and the next sums both up
        (Pair("a mill", "a lamp", "the night"), PROSE[2:5]),
        (Pair("a mill", "a lamp", "wages"), None),
        (Pair("a mill", "a bridge"), None),
        (Pair("a mill", "other mills"), PROSE[6:7]),
        (Pair("a lamp", "other lamps"), None),
    ],
)
def test_sentences_that_set_one_side_against_the_other_open_the_answer(pair: Pair, expected: list[str] | None) -> None:
    told = contrasted(pair, [pick(n, text) for n, text in enumerate(PROSE)])
    assert (told and [p.text for p in told[: len(expected or [])]]) == expected
    assert told is None or len(told) == len(PROSE)


@pytest.mark.usefixtures("bag_of_words")
@pytest.mark.parametrize(
    ("question", "status", "labels"),
    [
        ("Compare the Mill Fund and the Lamp Scheme", "answered", ["The Mill Fund:", "The Lamp Scheme:"]),
        ("Compare the Mill Fund and the Zebra Pact", "declined", []),
    ],
)
def test_each_side_is_quoted_from_its_own_source(tmp_path: Path, question: str, status: str, labels: list[str]) -> None:
    with assistant_over(tmp_path, TEXTS) as assistant:
        answer = assistant.ask(question)
    assert answer.status == status
    assert (answer.reason is not None and "the Zebra Pact" in answer.reason) == (status == "declined")
    assert [line for line in answer.text.split("\n") if line.endswith(":")] == labels
    documents = [citation.document for citation in answer.citations]
    if labels:
        assert (documents[0], documents[-1]) == ("mill.txt", "lamp.txt")
