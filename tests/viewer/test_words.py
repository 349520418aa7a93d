"""Places, evidence and receipts are said as a reader would say them."""

from __future__ import annotations

import pytest

from assistant.types import Answer, Citation, Locator, Sentence
from assistant.viewer.words import count, place_in_words, receipt_in_words, remarks_in_words, strength, verdict, warning
from tests.browser.stage import Info


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Locator(page=4, page_label="iv"), "page iv, sheet 4"),
        (Locator(page=4, page_label="4"), "page 4"),
        (Locator(page=4, end_page=5, page_label="iv–v"), "pages iv–v, sheets 4–5"),
        (Locator(start_seconds=845.2, speaker="Funder"), "at 14:05, Funder"),
        (Locator(heading=("A", "B", "C")), "B › C"),
        (Locator(slide=3), "slide 3"),
        (Locator(), ""),
    ],
)
def test_places_are_said_in_words(place: Locator, words: str) -> None:
    assert place_in_words(place) == words


def citation(document: str, kind: str, date: str | None) -> Citation:
    return Citation(1, document, document, kind, date, Locator(), 0, 1, "x", f"{document}#c=0-1@0", "supported", 1.0)


def test_strength_counts_sources_not_citations() -> None:
    cited = [
        citation("a", "report", "2013"),
        citation("a", "report", "2013"),
        citation("b", "report", "2018-05"),
        citation("c", "blog", None),
    ]
    known = {"a": Info("a", "a", "report", "2013", ("Ann", "Bo")), "b": Info("b", "b", "report", "2018", ("Ann",))}
    assert strength(cited, known) == "1 blog, 2 reports, 2013 to 2018, two authors"
    assert warning(cited) == "" and warning(cited[:2]) == "This rests on one source."
    assert strength([], known) == warning([]) == ""


def test_a_verdict_sums_up_every_sentence() -> None:
    def judged(*support: str) -> Answer:
        sentences = tuple(Sentence("x", (1,), s) for s in support)  # type: ignore[arg-type]
        return Answer("q", "q", "answered", "x", 1.0, sentences=sentences)

    assert verdict(judged("supported", "supported")) == "Checked word for word."
    assert verdict(judged("supported", "partly")) == "Of 2 sentences: 1 checked word for word, 1 partly supported."
    assert verdict(judged()) == ""


def test_a_receipt_says_what_was_not_read() -> None:
    receipt = {
        "pages": 9, "pages_read": 6, "empty_pages": [2, 3], "failed_pages": [{"page": 7, "reason": "damaged"}], "ocr_pages": [4],
        "label_offset": 3, "furniture_lines": 9, "captions_folded": 1, "language": "en", "duplicate_of": ["b.pdf"],
        "suspicious": ["hidden text"], "notes": ["two columns"],
    }  # fmt: skip
    assert receipt_in_words(receipt) == [
        "6 of 9 pages read",
        "the page numbers in print are 3 behind the sheets",
        "9 lines of running heads, feet and contents set aside",
        "1 caption that repeated the one before folded",
        "in English",
        *(remarks := remarks_in_words(receipt)),
    ]
    assert remarks == [
        "no text on pages 2-3",
        "read from the picture: page 4",
        "page 7 not read: damaged",
        "the same file as b.pdf, so one of the two can be removed",
        "suspicious: hidden text",
        "two columns",
    ]
    assert count(2, "page") == "2 pages"
    assert count(1152, "document") == "1,152 documents"
