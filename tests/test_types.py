"""Values say where they stand, in words for a reader and in names that can be found again."""

from __future__ import annotations

import json
import pickle
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import errors
from assistant.types import Answer, Citation, Document, Locator, Passage, Receipt, Segment, Sentence, citation_id, clock
from tests.documents import documents

SHA = "3f9a2c1b04de" + "0" * 52


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Locator(), ""),
        (Locator(page=4), "p. 4"),
        (Locator(page=4, page_label="4"), "p. 4"),
        (Locator(page=4, page_label="iv"), "p. iv (sheet 4)"),
        (Locator(page=4, end_page=5, page_label="iv–v", heading=("Aims",)), "p. iv–v (sheet 4–5)"),
        (Locator(slide=3), "slide 3"),
        (Locator(start_seconds=725.4, end_seconds=751, speaker="Funder"), "12:05 to 12:31, Funder"),
        (Locator(start_seconds=3725), "1:02:05"),
        (Locator(heading=("Lessons", "People")), "Lessons > People"),
    ],
)
def test_a_place_in_words(place: Locator, words: str) -> None:
    assert str(place) == words


def test_only_the_terms_that_apply_are_given() -> None:
    assert Locator(page=1, heading=("A", "B")).to_dict() == {"page": 1, "heading": ["A", "B"]}
    assert Locator(start_seconds=0.0, end_seconds=2.5).to_dict() == {"start_seconds": 0.0, "end_seconds": 2.5}
    assert Locator().to_dict() == {}


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], Locator()),
        ([Locator(page=1)], Locator(page=1)),
        ([Locator(page=1, page_label="i"), Locator(page=2, page_label="ii")], Locator(page=1, end_page=2, page_label="i–ii")),
        ([Locator(page=1), Locator(page=1)], Locator(page=1)),
        (
            [Locator(start_seconds=1, end_seconds=5, speaker="Ada"), Locator(start_seconds=4, end_seconds=4.5, speaker="Bo")],
            Locator(start_seconds=1, end_seconds=5, speaker="Ada; Bo"),
        ),
    ],
)
def test_a_span_over_several_segments_names_all_of_it(places: list[Locator], expected: Locator) -> None:
    assert Locator.across(places) == expected


@pytest.mark.parametrize(
    ("document", "place", "expected"),
    [
        ("reports/a.pdf", Locator(page=12), "reports/a.pdf#p=12&c=340-612@3f9a2c1b04de"),
        ("talks/b.vtt", Locator(start_seconds=845.2, end_seconds=872), "talks/b.vtt#t=845.2-872.0&c=340-612@3f9a2c1b04de"),
        ("a b/ü#1&.md", Locator(heading=("X",)), "a%20b/%C3%BC%231%26.md#c=340-612@3f9a2c1b04de"),
    ],
)
def test_a_citation_id_names_document_place_offsets_and_version(document: str, place: Locator, expected: str) -> None:
    assert citation_id(document, SHA, 340, 612, place) == expected


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (59.9, "0:59"), (61, "1:01"), (3600, "1:00:00")])
def test_seconds_are_written_as_a_clock_shows_them(seconds: float, text: str) -> None:
    assert clock(seconds) == text


@given(documents(), st.data())
def test_segments_in_a_span_are_those_that_share_a_character_with_it(made: Document, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(made.text) - 1))
    end = data.draw(st.integers(start + 1, len(made.text)))
    assert made.segments_in(start, end) == tuple(s for s in made.segments if s.start < end and s.end > start)


def test_a_span_is_located_by_its_body_not_by_furniture() -> None:
    segments = (Segment(0, 3, "paragraph", Locator(page=1)), Segment(4, 6, "furniture", Locator(page=2)))
    assert Document("abc 12", segments).locate(0, 6) == Locator(page=1)
    assert Document("abc 12", segments).locate(4, 6) == Locator(page=2)


def test_an_answer_has_the_keys_of_the_contract() -> None:
    passage = Passage(1, 0.5, "a.md", "A", "blog", None, Locator(), 0, 3, "abc", "a.md#c=0-3@00")
    citation = Citation(1, "a.md", "A", "blog", None, Locator(), 0, 3, "abc", "a.md#c=0-3@00", "supported", 0.5)
    sentence = Sentence("abc [1]", (1,), "supported")
    found = Answer(
        "q", "q", "answered", "abc [1]", 0.9, citations=(citation,), sentences=(sentence,), passages=(passage,)
    ).to_dict()
    contract = (
        "question standalone_question status reason confidence text citations sentences passages unresolved_markers model seconds"
    )
    assert set(contract.split()) <= set(found)
    assert set("marker document title locator start end quote citation_id support score".split()) <= set(found["citations"][0])
    assert {"text", "markers", "support"} <= set(found["sentences"][0])
    assert set("rank score document title locator start end text citation_id".split()) <= set(found["passages"][0])


def test_values_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Locator().page = 1  # type: ignore[misc]


def test_every_error_is_drawn_in_the_tree_and_has_the_one_root() -> None:
    defined = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, Exception)]
    assert all(issubclass(e, errors.AssistantError) for e in defined)
    assert [e.__name__ for e in defined if e.__name__ not in (errors.__doc__ or "")] == []


def test_a_bad_document_can_be_reported_from_another_process() -> None:
    error = pickle.loads(pickle.dumps(errors.UnreadableDocument("a.pdf", "empty")))
    assert (error.name, error.reason, str(error)) == ("a.pdf", "empty", "a.pdf: empty")


def test_a_receipt_is_whole_again_after_it_was_stored() -> None:
    receipt = Receipt(
        pages=9, empty_pages=(2,), failed_pages=((3, "damaged"),), ocr_pages=(4, 5), label_offset=0, language="en", notes=("a",)
    )
    stored = json.loads(json.dumps(receipt.to_dict()))
    assert (
        stored["pages_read"] == 7 and stored["label_offset"] == 0 and stored["failed_pages"] == [{"page": 3, "reason": "damaged"}]
    )
    assert list(stored)[:2] == ["pages", "pages_read"] and "captions_folded" not in stored
    assert Receipt.from_dict(stored) == receipt
    assert Receipt().to_dict() == {}


@pytest.mark.parametrize(
    ("text", "heading", "shown"),
    [
        ("The next step\nYet a system must act.", ("Lesson two", "The next step"), "Yet a system must act."),
        ("# Lesson two\n\n## The next step\n\nYet a system", ("Lesson two", "The next step"), "Yet a system"),
        ("Yet a system\nThe next step", ("The next step",), "Yet a system\nThe next step"),
        ("The next step", ("The next step",), "The next step"),
    ],
)
def test_a_passage_is_shown_without_the_headings_that_open_it(text: str, heading: tuple[str, ...], shown: str) -> None:
    passage = Passage(1, 0.5, "a.md", "A", "blog", None, Locator(heading=heading), 0, len(text), text, "a.md#c=0-3@00")
    assert passage.under_headings == shown


@pytest.mark.parametrize(
    ("typed", "read", "otherwise"),
    [
        ("who paid for it", "Who paid for it?", False),
        ("Whats a link worker?", "What’s a link worker", False),
        ("and in Wigan?", "Who paid for it in Wigan?", True),
    ],
)
def test_a_mark_and_capitals_make_no_other_question(typed: str, read: str, otherwise: bool) -> None:
    assert Answer(typed, read, "declined", "", 0.0).is_read_otherwise is otherwise
