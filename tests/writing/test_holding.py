"""Numbers, names and quotations must stand in a passage that is cited."""

from __future__ import annotations

import pytest

from assistant.writing.holding import states, unheld

SOURCE = (
    "Dr. Ada Finch led the survey of 2004. It found cracks in 37 of the 112 granite blocks, about a third. "
    "“Nobody had looked for years,” she said. Lankelly Chase paid £1.2 million in May 2011."
)


@pytest.mark.parametrize(
    ("sentence", "lost"),
    [
        ("Ada Finch led the survey in 2004.", []),
        ("The survey found cracks in 37 of 112 blocks.", []),
        ("It found 38 cracked blocks.", ["38"]),
        ("Lankelly Chase paid 1,200,000 pounds.", []),
        ("Lankelly Chase paid £1.3 million.", ["£1.3 million"]),
        ("The Gulbenkian Foundation paid in 2011.", ["Gulbenkian Foundation"]),
        ("It was paid in June 2011.", ["June 2011"]),
        ("She said that “nobody had looked for years”.", []),
        ("She said that “everybody had looked”.", ["everybody had looked"]),
        ("It was a so-called “audit”.", []),
    ],
)
def test_what_a_source_does_not_hold_is_found(sentence: str, lost: list[str]) -> None:
    assert list(unheld(sentence, SOURCE)) == lost


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Ada Finch led the survey.", True),
        ("It costs little.", True),
        ("Ada Finch.", False),
        ("The National Lottery Community Fund", False),
        ("Leeds, Hull and Greater Manchester", False),
        ("7.", False),
        ("Who led the survey?", False),
        ("The four areas are:", False),
    ],
)
def test_a_bare_name_a_number_a_question_or_an_announcement_states_nothing(text: str, stated: bool) -> None:
    assert states(text) is stated
