"""The words of a citation are shown without what a page prints between them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.cite.shown import shown
from assistant.types import Answer, Citation, Locator, Sentence

WHOLE = "The harbour may say so, and need not hide it in the scoring."
OVER_PAGES = "The harbour may say so, and need not hide it in the\n\nHarbours of the north\n3\nscoring."


@pytest.mark.parametrize(
    ("quote", "said", "model", "words"),
    [
        (OVER_PAGES, WHOLE, None, WHOLE),
        (OVER_PAGES, WHOLE, "a:model", OVER_PAGES),  # its words are its own
        (OVER_PAGES, "It may say so.", None, OVER_PAGES),
        ("The harbour\nmay say so.", "The harbour may say so.", None, "The harbour\nmay say so."),
    ],
)
def test_a_quote_over_two_pages_is_shown_as_it_is_read(quote: str, said: str, model: str | None, words: str) -> None:
    citation = Citation(
        1, "a.pdf", "Harbours", "report", None, Locator(), 0, len(quote), quote, "a.pdf#c=0-9@0", support="supported", score=1.0
    )
    answer = Answer("q", "q", "answered", said, 1.0, citations=(citation,), sentences=(Sentence(said, (1,), "supported", ()),))
    assert shown(replace(answer, model=model), citation) == words
