"""A block that only asks stands over the one that answers it, in a form that was filled in as in questions and answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.load import load
from assistant.text.answered_blocks import asked_over, only_asks
from assistant.types import Document

TEXT = """# The ferry

> How long did the trial take? (in months)

9

> Please list the partners of the trial

- The town
- The school

> Did it work? What would you change?

It did. We would begin in spring.

Nobody knows. Was it worth it? We think so, and so do most of the masters who were asked about it in the winter.

The end was near.
"""


@pytest.fixture
def ferry(tmp_path: Path) -> Document:
    (tmp_path / "ferry.md").write_text(TEXT, encoding="utf-8")
    return load(tmp_path / "ferry.md", "ferry.md")


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("9", "How long did the trial take?"),
        ("The town", "Please list the partners"),
        ("The school", "Please list the partners"),
        ("It did.", "Did it work?"),
        ("Nobody knows.", None),
        ("The end was near.", None),  # what stands over it says something too
    ],
)
def test_a_block_is_asked_for_by_the_one_over_it(ferry: Document, words: str, asks: str | None) -> None:
    at = next(n for n, s in enumerate(ferry.segments) if words in ferry.text[s.start : s.end])
    over = asked_over(ferry, at)
    assert (over is not None and asks is not None and asks in ferry.text[over.start : over.end]) or over is asks


def test_a_block_that_says_something_does_not_only_ask(ferry: Document) -> None:
    asking = [ferry.text[s.start : s.end] for s in ferry.segments if only_asks(ferry, s)]
    assert [text.startswith("> ") for text in asking] == [True, True, True]
