"""A heading is the name of what a question asks for, or bears the number that it asks for."""

from __future__ import annotations

import pytest

from assistant.questions.named_part import bears_number, names_part
from assistant.questions.sections import heads


@pytest.mark.parametrize(
    ("question", "heading", "named"),
    [
        ("What is the mission of the ferry?", "Mission", True),
        ("What is the ferry's mission?", "Our mission", True),
        ("what was its mission", "Mission statement", True),
        ("What is the vision of the Finch Trust?", "Vision and mission", True),
        (
            "What was the purpose of the review?",
            "2. Purpose of the review",
            False,
        ),  # a number of its own is no word of the question
        ("What was the purpose of the review?", "Purpose of the review", True),
        ("What were the terms of reference of the review?", "Terms of reference", True),
        ("What are Deal's opening hours?", "Opening hours", True),
        ("What are Deal's opening hours?", "Opening", False),
        ("What is the mission of the ferry?", "Mission creep", False),
        ("What is the mission of the ferry?", "The ferry", False),
        ("What is the theory of change of the trust?", "Change", False),
        ("Who wrote the mission of the ferry?", "Mission", False),
        ("What is Housing First?", "Housing First", False),
        ("What is the mission of the ferry?", "", False),
    ],
)
def test_a_heading_names_what_is_asked_for(question: str, heading: str, named: bool) -> None:
    assert bool(names_part(question, heading)) is heads(question, heading) is named


@pytest.mark.parametrize(
    ("question", "heading", "by"),
    [
        ("What is the third priority?", "Priority 3: Homes", {"third", "prioriti"}),
        ("What does priority three say?", "Priority 3: Homes", {"prioriti", "three"}),
        ("What is aim 2 of the trust?", "Aim two. Longer grants", {"aim", "2"}),
        ("What is the third priority?", "Priority 2: Work", set()),
        ("What is the third priority?", "Aim 3: Work", set()),
        ("What is the third priority?", "The third way", set()),
        ("What are the priorities?", "Priority 3: Homes", set()),
        ("How should one use the ten ideas?", "The ten ideas", set()),
    ],
)
def test_a_heading_bears_the_number_asked_for(question: str, heading: str, by: set[str]) -> None:
    assert bears_number(question, heading) == by
    assert heads(question, heading) is bool(by)
