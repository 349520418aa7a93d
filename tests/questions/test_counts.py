"""How many things a text announces, and what they are."""

from __future__ import annotations

import pytest

from assistant.questions.counts import COUNT, counted_in, counted_thing, how_many


@pytest.mark.parametrize(
    ("text", "number", "thing"),
    [
        ("the three lessons", 3, "lesson"),
        ("3 observations", 3, "observ"),
        ("its two main aims", 2, "aim"),
        ("There were thirteen in the boat", 13, None),
        ("14 boats", None, None),  # too many to be told one by one
        ("one boat", None, None),
        ("It came in three", None, None),  # of what?
    ],
)
def test_small_numbers_announce_things(text: str, number: int | None, thing: str | None) -> None:
    assert how_many(text) == number
    assert counted_thing(text) == thing


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("about 1,200 boats", True),
        ("half of the crew", True),
        ("seventeen boats", True),
        ("one of the boats sank", True),
        ("no one came", False),
        ("one can only guess", False),
        ("the boats sank", False),
    ],
)
def test_a_count_is_any_number_of_something(text: str, counts: bool) -> None:
    assert bool(COUNT.search(text)) is counts


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("How many boats sailed?", ("boats",)),
        ("How many swimming lessons can I have?", ("lessons", "swimming")),
        ("How many of the other people came?", ("people",)),
        ("How many crew was there?", ("crew",)),
        ("How much did it cost?", ()),
    ],
)
def test_what_is_to_be_counted_is_the_noun(question: str, counted: tuple[str, ...]) -> None:
    assert counted_in(question) == counted
