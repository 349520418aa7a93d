"""Whether documents agree on a fact is asked of each; whether two views agree is another question."""

from __future__ import annotations

import pytest

from assistant.questions.agreement import agreement_asked, asks_for_another, whether_agreed


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Do the documents agree on when the mill opened?", "When did the mill opened?"),
        ("do all the sources agree on how many mills there were when it burned?", "How many mills there were when it burned?"),
        ("Do the two reports differ about who ran it?", "Who ran it?"),
        (whether_agreed("Which year was it?"), "Which year was it?"),
        ("Do the documents agree with the council?", None),
        ("Do residents agree on when it opened?", None),
        ("When do the documents say it opened?", None),
    ],
)
def test_a_fact_that_sources_may_agree_on_is_asked_of_each(question: str, asked: str | None) -> None:
    assert agreement_asked(question) == asked


@pytest.mark.parametrize(
    ("message", "asks"),
    [
        ("Is there another date in the sources?", True),
        ("and does any other report give a different figure?", True),
        ("what do the others say?", True),
        ("do others say the same?", True),
        ("is that the only number?", True),
        ("is that right? does anyone give another number", True),
        ("Is there another mill?", False),
        ("What is another name for it?", False),
        ("Do they have another date?", False),
    ],
)
def test_another_value_is_asked_of_the_other_sources(message: str, asks: bool) -> None:
    assert asks_for_another(message) is asks
