"""Gold is placed in what was read, by its quote and not by its offsets alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.types import Locator, Segment
from eval.gold import Gold, Span, letters_of, resolve, sheets, stale
from eval.questions import Reference
from eval.sources import Source
from tests.eval.conftest import document, passage

TEXT = "Once was enough.\nThe wall was re-\nbuilt in 1998.\nOnce was enough.\n"
SECOND = TEXT.rindex("Once")


@pytest.fixture
def source(tmp_path: Path) -> Source:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return Source(tmp_path / "a.txt")


def placed(reference: Reference, source: Source, text: str | None = TEXT) -> Gold:
    read = document(text) if text is not None else None
    return resolve(reference, read, letters_of(read) if read else (), source)


def test_offsets_that_still_hold_the_quote_are_taken(source: Source) -> None:
    assert placed(Reference("a.txt", "Once was enough.", SECOND, SECOND + 16), source).span == Span("a.txt", SECOND, SECOND + 16)


def test_offsets_that_moved_lead_to_the_nearest_place(source: Source) -> None:
    assert placed(Reference("a.txt", "Once was enough.", SECOND - 8, SECOND + 8), source).span == Span("a.txt", SECOND, SECOND + 16)


def test_a_quote_is_found_across_a_hyphen_at_a_line_end(source: Source) -> None:
    span = placed(Reference("a.txt", "the wall was rebuilt in 1998"), source).span
    assert span is not None
    assert TEXT[span.start : span.end] == "The wall was re-\nbuilt in 1998"


def test_a_quote_is_found_across_what_a_page_break_puts_into_it() -> None:
    text = "The wall was\nAnnual report\n12\nrebuilt in 1998. Annual report"
    foot = Segment(text.index("Annual"), text.index("rebuilt") - 1, "furniture")
    read = replace(document(text), segments=(Segment(0, 12, "paragraph"), foot, Segment(foot.end + 1, len(text), "paragraph")))
    found = [[text[a:b] for a, b in letters.find("the wall was rebuilt")] for letters in letters_of(read)]
    assert found == [[], ["The wall was\nAnnual report\n12\nrebuilt"]]
    assert letters_of(read)[0].find("Annual report") and len(letters_of(document("plain"))) == 1


def test_no_quote_is_the_whole_document(source: Source) -> None:
    assert placed(Reference("a.txt", None), source).span == Span("a.txt", 0, len(TEXT))


@pytest.mark.parametrize("text", [None, "", "Something else altogether."])
def test_words_that_a_reader_lost_cannot_be_touched(source: Source, text: str | None) -> None:
    gold = placed(Reference("a.txt", "The wall was rebuilt in 1998."), source, text)
    assert not gold.read
    assert not gold.touched_by(passage("a.txt", 0, 10_000))


@pytest.mark.parametrize(
    ("reference", "says"),
    [
        (Reference("a.txt", "The wall was rebuilt in 1998"), None),
        (Reference("a.txt", None), None),
        (Reference("a.txt", "The wall was painted in 2004"), "does not hold"),
        (Reference("b.txt", "The wall"), "not among the documents"),
    ],
)
def test_gold_is_stale_when_its_source_lost_it(source: Source, reference: Reference, says: str | None) -> None:
    reason = stale(reference, {"a.txt": source})
    assert reason is None if says is None else says in str(reason)


def test_gold_known_by_its_sheet_only_is_touched_on_that_sheet() -> None:
    gold = Gold(Reference("a.pdf", "x", page=3), None, (3,), True)
    assert gold.touched_by(passage("a.pdf", page=3))
    assert not gold.touched_by(passage("a.pdf", page=4))
    assert not gold.touched_by(passage("b.pdf", page=3))


def test_a_span_over_a_page_break_stands_on_both_sheets() -> None:
    assert sheets(Locator(page=3, end_page=5)) == (3, 4, 5)
    assert sheets(Locator()) == ()
