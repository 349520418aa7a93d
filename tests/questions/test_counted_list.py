from __future__ import annotations

import pytest

from assistant.questions.counted_list import Listed, counted, how_far_listed, no_such_list

_AIMS = ["warm homes;", "clean air;", "good work;", "safe streets."]


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("What are the seven steps?", "seven steps"),
        ("Who are the six wardens?", "six wardens"),
        ("What are the names of the nine men?", "nine men"),
        ("Which of the three steps is the last?", None),  # one of them
        ("What are the results of the three trials?", None),
        ("How many of the seven steps are cut?", None),
        ("When were the seven steps cut?", None),
        ("What are the steps?", None),
    ],
)
def test_only_things_that_are_counted_and_to_be_named_are_a_list(question: str, things: str | None) -> None:
    assert counted(question) == things


@pytest.mark.parametrize(
    ("question", "texts", "expected"),
    [
        ("What are the three steps?", ["Knock.", "Wait.", "Go in."], "whole"),
        ("What are the three steps?", ["There are three steps: knock, wait and go in."], "whole"),
        ("What are the three steps?", ["There are three steps.", "First you knock."], "whole"),
        ("What are the seven steps?", ["It was one of seven places.", "Those who slip go down a step."], "nowhere"),
        ("Which 12 areas took part?", ["It put £112 million, over eight years, into 12 areas of England."], "nowhere"),
        ("Which five towns took part?", ["Leith, Perth and Wick took part."], "in part"),
        ("Which four towns took part?", ["There were four aims:", *_AIMS], "in part"),
        ("Which four goals were set?", ["There were four aims:", *_AIMS], "whole"),
        ("Which six towns are meant?", ["It became one in 2013, and one of the first in the land to do so on its own."], "nowhere"),
        ("What four things should we aim for?", ["The review set four policy aims:", *_AIMS], "whole"),
        ("Which towns took part?", ["It was done."], "whole"),
    ],
)
def test_a_list_is_told_by_as_many_items_as_the_question_counts(question: str, texts: list[str], expected: Listed) -> None:
    assert how_far_listed(question, texts) == expected


def test_a_list_that_stands_nowhere_is_a_reason_to_decline() -> None:
    assert no_such_list("Which 12 areas took part?", "nowhere") == "The corpus may mention this, but no list of 12 areas was found."
    assert no_such_list("Which 12 areas took part?", "in part") is None
