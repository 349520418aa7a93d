"""Sources that differ: a figure or date that another document gives for the same thing, and nothing less sure than that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer.disagreement import differing
from assistant.types import Answer, Citation, Locator, Passage

LINE = "The tram line cost 410 million euros."


def answer(quote: str, *others: str, question: str = "q") -> Answer:
    """Return an answer that cites one document, with passages of it and of others."""
    sha = "a" * 12
    cited = Citation(
        1, "a.pdf", "A", "report", None, Locator(), 0, len(quote), quote, f"a.pdf#c=0-{len(quote)}@{sha}", "supported", 1
    )
    passages = [
        Passage(n, 1 / n, id_, id_[0].upper(), "blog", None, Locator(), 100, 100 + len(text), text, f"{id_}#c=100-999@{sha}")
        for n, (id_, text) in enumerate([("a.pdf", quote), *((f"{chr(98 + i)}.md", text) for i, text in enumerate(others))], 1)
    ]
    return Answer(question, question, "answered", f"{quote} [1]", 0.9, citations=(cited,), passages=tuple(passages))


def test_another_figure_for_the_same_thing_is_a_difference_with_the_words_of_both() -> None:
    other = "It opened late. The tram line cost 450 million euros. People like it."
    (found,) = differing(answer(LINE, other))
    assert (found.one.words, found.other.words) == (LINE, "The tram line cost 450 million euros.")
    start = 100 + other.index("The tram")
    assert found.other.citation_id == f"b.md#c={start}-{start + len(found.other.words)}@{'a' * 12}"


def test_two_citations_that_differ_from_each_other_are_shown_once() -> None:
    other = "The tram line cost 450 million euros."
    told = answer(LINE, other)
    theirs = replace(told.citations[0], marker=2, document="b.md", title="B", start=100, end=100 + len(other), quote=other)
    (found,) = differing(replace(told, citations=(*told.citations, theirs)))
    assert (found.one.document, found.other.document) == ("a.pdf", "b.md")


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


WHEN = "When did the Ashby Pledge begin?"
BEGAN = "The Ashby Pledge was launched in 2014."


@pytest.mark.parametrize(
    ("question", "quote", "other"),
    [
        (WHEN, BEGAN, "The approach began in 2011, and we date the Ashby Pledge from that year."),
        (WHEN, BEGAN, "People ask about the Ashby Pledge. It started in 2011."),
        ("How many wardens has the Ashby Pledge?", "The Ashby Pledge has 12 wardens.", "There are 15 wardens in the Ashby Pledge."),
        (
            "How much did the tram line cost?",
            "The tram line cost £4 million.",
            "Some say that the cost of the tram line was £5 million.",
        ),
        (
            "How much is a limited civil claim?",
            "Limited civil claims are for $25,000 or less.",
            "A limited civil claim is up to $35,000.",
        ),
    ],
)
def test_two_answers_to_the_question_that_give_another_year_or_amount_differ(question: str, quote: str, other: str) -> None:
    (found,) = differing(answer(quote, other, question=question))
    assert found.other.words == other.split(". ")[-1]


@pytest.mark.parametrize(
    ("question", "quote", "other"),
    [
        (WHEN, BEGAN, "The Ashby Pledge began in spring 2014."),
        (WHEN, BEGAN, "The Ashby Pledge was reviewed in 2019."),
        (WHEN, BEGAN, "The Ashby Award began in 2011."),
        (WHEN, BEGAN, "Ruth Adeyemi wrote about the Ashby Pledge. It was published in 2011, and began with a question."),
        (WHEN, BEGAN, "Nothing began in 2011."),
        (
            "When was the ninth series of Harbour shown?",
            "The ninth series of Harbour was shown in 2012.",
            "Harbour was shown in 2013.",
        ),
        (
            "How many wardens has the Ashby Pledge?",
            "The Ashby Pledge has 12 wardens.",
            "The wardens of the Ashby Pledge keep 9 rules.",
        ),
        ("How much did the tram line cost?", "The tram line cost £4 million.", "The tram line carries 5 million people."),
    ],
)
def test_what_does_not_answer_the_question_otherwise_is_no_difference(question: str, quote: str, other: str) -> None:
    assert differing(answer(quote, other, question=question)) == ()


PLAN = "The port has a plan for its quay. {} Boats will moor on both sides of it, and the crane is to be painted red."


@pytest.mark.parametrize(
    ("quote", "other", "differ"),
    [
        ("Its wall will cost £58 million.", "Its wall will cost £62 million.", True),
        ("Its wall will have 12 gates and 3 doors.", "Its wall will have 12 gates and 4 doors.", True),
        ("Its wall will cost £58 million.", "Its wall will cost £58 million.", False),
        ("Its wall cost £58 million in 2019.", "Its wall cost £62 million in 2020.", False),
        ("Its wall was built in 2019.", "Its wall was built in 2020.", False),
    ],
)
def test_a_sentence_with_other_figures_in_another_version_of_its_passage_differs(quote: str, other: str, differ: bool) -> None:
    told = answer(quote, PLAN.format(other))
    mine = replace(told.passages[0], start=0, end=len(PLAN.format(quote)), text=PLAN.format(quote))
    start = mine.text.index(quote)
    cited = replace(told.citations[0], start=start, end=start + len(quote))
    assert bool(differing(replace(told, citations=(cited,), passages=(mine, *told.passages[1:])))) is differ


def test_the_same_sentence_in_passages_on_other_things_is_no_difference() -> None:
    assert (
        differing(answer("The fund has 12 staff.", "The mill is open. The fund has 14 staff. It gave nothing to the choir.")) == ()
    )


def test_what_stands_in_both_is_no_difference_however_the_rest_is_read() -> None:
    table = "Wardens 12 Rules 9 Wardens of the Ashby Pledge 15"
    assert differing(answer("The Ashby Pledge has 15 wardens.", table, question="How many wardens has the Ashby Pledge?")) == ()
