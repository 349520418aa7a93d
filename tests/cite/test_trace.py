"""Markers to citations: numbers read as they are meant, exact spans, and nothing invented is shown or lost."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.cite.trace import Cited, resolve
from assistant.types import Document, Locator, Passage, Segment
from tests.documents import documents

FUNDED = "Lankelly Chase paid for the work in Coventry."
LASTED = "It lasted for 18 months."
REPORT = Document(
    f"{FUNDED} {LASTED}\n\nThe council gave rooms.",
    (Segment(0, 70, "paragraph", Locator(page=3)), Segment(72, 95, "paragraph", Locator(page=4))),
    title="Report",
    id="reports/work.pdf",
    sha256="ab" * 32,
)


def passage(document: Document, start: int, end: int, rank: int) -> Passage:
    return Passage(
        rank, 1.0, document.id, document.title or "", "report", None, document.locate(start, end),
        start, end, document.text[start:end], document.cite_id(start, end),
    )  # fmt: skip


def cited(text: str) -> Cited:
    """Resolve a text against two passages, one a page."""
    return resolve(text, [passage(REPORT, 0, 70, 1), passage(REPORT, 72, 95, 2)], lambda id_: REPORT)


def test_a_quoted_sentence_gets_its_exact_span_page_and_id() -> None:
    (citation,) = cited(f"{LASTED} [1]").citations
    assert citation.quote == LASTED == REPORT.text[citation.start : citation.end]
    assert citation.locator == Locator(page=3) and citation.support == "supported"
    assert citation.citation_id == f"reports/work.pdf#p=3&c=46-70@{'ab' * 6}"


def test_citations_are_numbered_in_order_of_first_use_and_the_same_words_share_one() -> None:
    found = cited(f"The council gave rooms. [2] {FUNDED} [1] The council gave rooms. [2]")
    assert found.text == f"The council gave rooms. [1] {FUNDED} [2] The council gave rooms. [1]"
    assert [c.locator.page for c in found.citations] == [4, 3]


def test_a_marker_that_names_no_passage_is_taken_out_and_reported_once() -> None:
    found = cited(f"{FUNDED} [1][9] {LASTED} [9]")
    assert found.text == f"{FUNDED} [1] {LASTED}"
    assert found.unresolved == (9,)
    assert [s.support for s in found.sentences] == ["supported", "not_found"]


def test_a_number_that_the_source_does_not_hold_is_never_supported() -> None:
    (sentence,) = cited("It lasted for 24 months. [1]").sentences
    assert sentence.support in ("contradicted", "not_found", "partly")
    assert any("24" in reason for reason in sentence.reasons)


@given(documents(max_blocks=4), st.data())
def test_every_citation_is_exact_and_every_marker_shown_has_one(made: Document, data: st.DataObject) -> None:
    spans = [(s.start, s.end) for s in made.segments if s.is_body]
    given_ = [passage(made, start, end, rank) for rank, (start, end) in enumerate(spans, 1)]
    claim = st.one_of(st.sampled_from([p.text for p in given_] or ["x"]), st.text(max_size=30), st.just("A claim of its own."))
    written = " ".join(
        f"{data.draw(claim)} [{', '.join(map(str, data.draw(st.lists(st.integers(0, 9), max_size=3))))}]" for _ in range(3)
    )
    found = resolve(written, given_, lambda id_: made)
    assert [c.marker for c in found.citations] == list(range(1, len(found.citations) + 1))
    for citation in found.citations:
        assert made.text[citation.start : citation.end] == citation.quote != ""
        assert citation.locator == made.locate(citation.start, citation.end)
        assert any(p.start <= citation.start and citation.end <= p.end for p in given_)
    assert {m for s in found.sentences for m in s.markers} == {c.marker for c in found.citations}
    assert all(number > len(given_) or number == 0 for number in found.unresolved)
    ours = {m for s in found.sentences for m in re.findall(r" \[(\d+)\]", re.sub("`.*`", "", s.text))}
    assert not ours  # the sentences are without markers; what stands in code is none
