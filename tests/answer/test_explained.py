"""What a thing is made up of, how it works and what came of it is told whole, by the section or the sentences that tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ask import Assistant
from tests.conftest import assistant_over

NUMBER = re.compile(r"^\d\. ")
REVIEW = """---
title: The ferry at Deal, a review
---

# The ferry at Deal, a review

# The years before

The ferry at Deal is a boat that carries bicycles over the river. It is pulled by a rope.

## What we found

The boat is full on Sundays. Children ride it for the rope.

### Money

It pays for itself in June. The rope is dear.

## Recommendations

1. Buy a second rope.
2. Ring the bell twice.

## Costs

The recommendations would save forty pounds a year on the ferry.

## Who paid

The school gave the boat. The Finch Trust pays the ferryman.

## Our mission

To bring everybody over the river dry

## Priorities

### Priority 1: Ropes

We will buy two ropes a year.

### Priority 2: Bells

We will ring the bell at noon. It is to be heard in Walmer.

## Closing

The ferry at Deal closed in May because the rope broke. Buses at Deal closed in June.
"""


@pytest.fixture
def deal(tmp_path: Path, bag_of_words: None) -> Iterator[Assistant]:
    with assistant_over(tmp_path, {"deal.md": REVIEW}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (  # no summary of the whole review
            "What were the main findings of the review of the ferry at Deal?",
            [
                "The boat is full on Sundays.",
                "Children ride it for the rope.",
                "Money",
                "It pays for itself in June.",
                "The rope is dear.",
            ],
        ),
        ("What did the review of the ferry at Deal recommend?", ["Buy a second rope.", "Ring the bell twice."]),
        ("Who paid for the ferry at Deal?", ["The school gave the boat.", "The Finch Trust pays the ferryman."]),
        ("What is the mission of the ferry at Deal?", ["To bring everybody over the river dry"]),  # a line, and no sentence
        (
            "What is the second priority of the ferry at Deal?",
            ["Priority 2: Bells", "We will ring the bell at noon.", "It is to be heard in Walmer."],
        ),
        ("Why did the ferry at Deal close?", ["The ferry at Deal closed in May because the rope broke."]),
    ],
)
def test_the_section_that_tells_it_comes_whole(deal: Assistant, question: str, told: list[str]) -> None:
    assert [NUMBER.sub("", c.quote) for c in deal.ask(question).citations] == told


def test_how_a_thing_works_is_told_by_what_it_is(deal: Assistant) -> None:
    assert deal.ask("How does the ferry at Deal work?").citations[0].quote.startswith("The ferry at Deal is a boat")


def test_a_heading_over_headings_is_no_answer(deal: Assistant) -> None:
    assert "The ferry at Deal, a review" not in [c.quote for c in deal.ask("What happened to the ferry at Deal?").citations]
