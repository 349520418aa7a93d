"""A summary covers the parts of its document in order, in its words; a listing counts what the corpus holds."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from assistant.answer.kinds.holdings import Order, Request
from assistant.answer.kinds.overview import MOST, PASSAGE_CHARS, _askers, listing, summary
from assistant.cite.trace import resolve
from assistant.retrieve.passages import Candidate
from assistant.retrieve.retriever import Found, Query, View
from assistant.store.rows import ChunkRow, DocumentInfo
from assistant.text.sentences import units
from assistant.text.terms import stem, terms
from assistant.types import Document, Locator, Segment
from tests.documents import documents

PARTS = {
    "The wall": "The harbour wall was rebuilt in 1998 after the great storm of that winter. It held. The harbour wall is 420 "
    "metres long and carries two lighthouses. Read more at https://example.org/wall today, friends of the harbour.",
    "Tolls": "Who pays for the harbour? The tolls of the harbour are paid by every ship above forty tonnes. Tolls were raised in "
    "2004 and again in 2009 by the harbour board.",
    "Birds": "Gulls nest on the outer harbour wall from April to July each year. Nobody counts them. The gulls of the harbour were "
    "counted once, in 2011, by a school.",
    "References": "Finch, A. (1999) A survey of the harbour wall and of the harbour tolls, Harwich, Tide Press.",
}


def document(parts: dict[str, str], id_: str = "reports/wall.txt", role: str = "paragraph") -> Document:
    """Lay out headed paragraphs as a reader would."""
    text, segments = "", []
    for heading, body in parts.items():
        for words, kind in ((heading, "heading"), (body, role)):
            segments.append(Segment(len(text), len(text) + len(words), kind, Locator(heading=(heading,))))  # type: ignore[arg-type]
            text += words + "\n\n"
    return Document(text, tuple(segments), title="Harbour wall and tolls", id=id_, sha256="0" * 64)


def described(held: Document, kind: str = "report", date: str | None = "2012") -> DocumentInfo:
    title = held.title or held.id
    return DocumentInfo(held.id, title, kind, date, (), None, None, None, {}, {}, None, 4, "ready", held.sha256, held.id)


WALL = document(PARTS)


def test_a_summary_has_a_sentence_of_each_part_in_order() -> None:
    told = summary(WALL, described(WALL))
    first, *lines = told.text.splitlines()
    assert first == "Harbour wall and tolls (report, 2012), in its own words:"
    at = [WALL.text.index(re.sub(r" \[\d+\]$", "", line)) for line in lines]
    assert at == sorted(at)
    assert {WALL.locate(a, a + 1).heading for a in at} == {("The wall",), ("Tolls",), ("Birds",)}
    assert "https" not in told.text
    assert "?" not in told.text


@pytest.mark.parametrize("role", ["paragraph", "turn", "item"])
def test_every_line_of_a_summary_is_a_supported_quote(role: str) -> None:
    held = document(PARTS, role=role)
    told = summary(held, described(held))
    cited = resolve(told.text, told.passages, lambda _: held)
    assert cited.citations
    assert not cited.unresolved
    assert {s.support for s in cited.sentences if s.markers} == {"supported"}


def test_a_long_document_gets_no_more_sentences_than_asked_for() -> None:
    words = "gulls tolls walls lamps ships ropes nets crews tides rocks".split()
    said = {word: f"Of the {word}, {word * 2} and {word * 3} the board of {word * 4} spoke at length." for word in words}
    parts = {f"Part {word}": sentence for word, sentence in said.items()}
    told = summary(document(parts), described(WALL))
    assert len(told.text.splitlines()) == 1 + MOST
    assert len(summary(document(parts), described(WALL), most=3).text.splitlines()) == 4


def test_a_long_document_is_summarised_from_what_it_tells_in_short_itself() -> None:
    ships = [f"Ship {n} of the harbour carries its own cargo of rope and salt to the isles." for n in range(320)]
    told = [f"The harbour earned {n} thousand pounds from the {n}th of its quays and tolls." for n in range(10, 26)]
    parts = {"Ships": " ".join(ships), "1. OVERVI EW": " ".join(told), "Crews": " ".join(ships[:9])}
    lines = summary(document(parts), described(WALL)).text.splitlines()[1:]
    assert lines and all(re.sub(r" \[\d+\]$", "", line) in told for line in lines)
    short = {"Ships": " ".join(ships[:20]), "Overview": " ".join(told)}
    assert any("Ship" in line for line in summary(document(short), described(WALL)).text.splitlines()[1:])


@pytest.mark.parametrize(
    "points_elsewhere",
    [
        "Indicate by check mark if the harbour is not required to keep a record of tolls.",
        "For further discussion of the tolls of the harbour, see Note 14 on the harbour wall.",
        "The record of the harbour tolls is incorporated by reference in this report.",
        "Unless the context requires otherwise, “we” and “the harbour” mean the harbour board.",
        "The following table has the tolls of the harbour for the years 2004 and 2009.",
    ],
)
def test_what_only_points_elsewhere_is_not_told_in_a_summary(points_elsewhere: str) -> None:
    held = document({"Tolls": f"{points_elsewhere} The tolls of the harbour are paid by every ship above forty tonnes."})
    assert [line[:9] for line in summary(held, described(held)).text.splitlines()[1:]] == ["The tolls"]


def test_a_document_without_sentences_has_no_summary() -> None:
    assert summary(document({"Empty": "12 34"}), described(WALL)).text == ""


@settings(max_examples=40)
@given(documents(max_blocks=12))
def test_passages_are_of_the_document_and_hold_what_is_quoted(held: Document) -> None:
    told = summary(held, described(held))
    assert [p.rank for p in told.passages] == list(range(1, len(told.passages) + 1))
    longest = max((u.end - u.start for u in units(held)), default=0)
    for passage in told.passages:
        assert held.text[passage.start : passage.end] == passage.text
        assert len(passage.text) <= max(PASSAGE_CHARS, longest)
    assert len(told.text.splitlines()) <= 1 + MOST
    assert summary(held, described(held)) == told


def found(topic: str, *held: Document) -> Found:
    """Find every section of the documents, as a search that leaves out nothing would."""
    candidates = []
    for n, one in enumerate(held):
        sections: dict[str, list[tuple[int, int]]] = {}
        for unit in units(one):
            sections.setdefault(one.segments[unit.segment].place.heading[0], []).append((unit.start, unit.end))
        for m, spans in enumerate(sections.values()):
            row = ChunkRow(100 * n + m, f"{n}-{m}", one.id, m, spans[0][0], spans[-1][1], "", json.dumps(spans), None, None)
            candidates.append(Candidate(row, 1.0 - 0.01 * m, {}))
    query = Query(topic, np.zeros(3, np.float32), (), {}, terms(topic), {stem(t): 1.0 for t in terms(topic)}, focus={}, rarest=1.0)
    return Found(query, (), tuple(candidates))


def test_a_listing_counts_passages_and_quotes_the_best_sentence_of_each_document() -> None:
    blog = document({"Gulls": "The gulls of Dover are louder than those of Harwich. I like them."}, "blogs/gulls.md")
    infos = {WALL.id: described(WALL), blog.id: described(blog, "blog", "2015-03")}
    held = {WALL.id: WALL, blog.id: blog}
    told = listing(Request("listing", tuple(infos), "tolls"), found("tolls", WALL, blog), View(infos, held.__getitem__))
    assert told.text == (
        "Harbour wall and tolls (report, 2012, 2 passages):\nTolls were raised in 2004 and again in 2009 by the harbour board. [1]"
    )
    told = listing(Request("listing", tuple(infos), "the gulls"), found("gulls", WALL, blog), View(infos, held.__getitem__))
    assert told.text.splitlines()[0::3] == [
        "Harbour wall and tolls (report, 2012, 1 passage):",
        "Harbour wall and tolls (blog, March 2015, 1 passage):",
    ]
    cited = resolve(told.text, told.passages, held.__getitem__)
    assert [c.document for c in cited.citations] == [WALL.id, blog.id]
    assert {s.support for s in cited.sentences if s.markers} == {"supported"}


def test_a_listing_keeps_to_the_documents_asked_for_and_is_empty_where_none_speaks_of_it() -> None:
    infos = {WALL.id: described(WALL)}
    assert listing(Request("listing", (), "gulls"), found("gulls", WALL), View(infos, lambda _: WALL)).text == ""
    assert listing(Request("listing", tuple(infos), "physics"), found("physics", WALL), View(infos, lambda _: WALL)).text == ""


def test_a_listing_without_a_subject_names_the_documents_by_kind() -> None:
    infos = {
        i: described(document(PARTS, i), kind, date)
        for i, kind, date in (("a", "report", "2012"), ("b", "report", None), ("c", "blog", "2015"))
    }
    told = listing(Request("listing", ("a", "b", "c")), None, View(infos, lambda _: WALL))
    assert told.text == (
        "1 blog:\n- Harbour wall and tolls (2015)\n\n2 reports:\n- Harbour wall and tolls\n- Harbour wall and tolls (2012)"
    )
    assert told.passages == ()


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ("newest", "By date, the newest first (1 without a date left out):\n- c (2015)\n- a (2012)"),
        ("oldest", "By date, the oldest first (1 without a date left out):\n- a (2012)\n- c (2015)"),
        ("longest", "By length, the longest first:\n- b (40 pages)\n- c (9 passages)\n- a (1 page)"),
        ("shortest", "By length, the shortest first:\n- a (1 page)\n- c (9 passages)\n- b (40 pages)"),
    ],
)
def test_the_first_documents_are_named_by_date_or_length(order: Order, told: str) -> None:
    held = (("a", "2012", 1, 2), ("b", None, 40, 90), ("c", "2015", None, 9))
    infos = {
        id_: replace(described(WALL), id=id_, title=id_, date=date, pages=pages, chunks=chunks) for id_, date, pages, chunks in held
    }
    assert listing(Request("listing", tuple(infos), order=order), None, View(infos, lambda _: WALL)).text == told


def test_an_interviewer_is_left_out_of_a_summary_and_one_who_asks_a_room_is_not() -> None:
    asked = ["What is the harbour wall made of?", "How long is it then?", "Who pays for it, do you know?", "The harbour is near."]
    told = [
        "The harbour wall was rebuilt in 1998 after the great storm of that winter by the town.",
        "The harbour wall is 420 metres long and carries two lighthouses of the Tide Fund.",
        "The tolls of the harbour are paid by every ship above forty tonnes that comes in.",
        "Gulls nest on the outer harbour wall from April to July each year in great numbers.",
    ] * 2
    turns = [("Ada", words) for words in asked] + [("Ben", words) for words in told]
    text, segments = "", []
    for who, words in turns:
        segments.append(Segment(len(text), len(text) + len(words), "turn", Locator(speaker=who)))
        text += words + "\n\n"
    assert _askers(Document(text, tuple(segments))) == {"Ada"}
    alone = [replace(s, place=Locator(speaker="Ada")) for s in segments[:-1]]
    assert _askers(Document(text, (*alone, segments[-1]))) == frozenset()
