"""Sources that differ: a figure or date that another document gives for the same thing, and nothing less sure than that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.differ import differing
from assistant.types import Answer, Citation, Locator, Passage

LINE = "The tram line cost 410 million euros."


def answer(quote: str, *others: str) -> Answer:
    """Return an answer that cites one document, with passages of it and of others."""
    sha = "a" * 12
    cited = Citation(
        1, "a.pdf", "A", "report", None, Locator(), 0, len(quote), quote, f"a.pdf#c=0-{len(quote)}@{sha}", "supported", 1
    )
    passages = [
        Passage(n, 1 / n, id_, id_[0].upper(), "blog", None, Locator(), 100, 100 + len(text), text, f"{id_}#c=100-999@{sha}")
        for n, (id_, text) in enumerate([("a.pdf", quote), *((f"{chr(98 + i)}.md", text) for i, text in enumerate(others))], 1)
    ]
    return Answer("q", "q", "answered", f"{quote} [1]", 0.9, citations=(cited,), passages=tuple(passages))


def test_another_figure_for_the_same_thing_is_a_difference_with_the_words_of_both() -> None:
    other = "It opened late. The tram line cost 450 million euros. People like it."
    (found,) = differing(answer(LINE, other))
    assert (found.one.words, found.other.words) == (LINE, "The tram line cost 450 million euros.")
    start = 100 + other.index("The tram")
    assert found.other.citation_id == f"b.md#c={start}-{start + len(found.other.words)}@{'a' * 12}"


@pytest.mark.parametrize(
    ("quote", "other"),
    [
        (LINE, "The tram line cost 410 million euros, a tenth less than planned."),
        (LINE, "The tram line cost more than people had thought."),
        (LINE, "The bridge over the river cost 450 million euros."),
        (LINE, "It cost 450 million euros."),
        (LINE, "In 1957 the first tram line was closed."),
        ("It was announced in the 2009 Budget.", "The pilots were announced in the 2017 Budget."),
        ("The tram line was never built.", "The tram line was built."),
    ],
)
def test_what_may_be_something_else_is_no_difference(quote: str, other: str) -> None:
    assert differing(answer(quote, other)) == ()


def test_a_document_does_not_differ_from_itself() -> None:
    one = answer(LINE, "The tram line cost 450 million euros.")
    assert differing(replace(one, passages=tuple(replace(p, document="a.pdf") for p in one.passages))) == ()
