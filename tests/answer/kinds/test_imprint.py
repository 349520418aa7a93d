"""Questions on a document itself: told from its text, from its title page, from its catalogue entry, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer.kinds.imprint import FactAsked, about_document, which
from assistant.ask import Assistant
from assistant.store.rows import DocumentInfo
from tests.conftest import opened_over
from tests.load.made_pdf import Print, bold, column, make_pdf

WALL = """---
title: The harbour wall
authors: Ada Finch and Bo Reed
date: 1998
---
# The harbour wall

The wall keeps out the sea. Its stones were cut by hand.
"""
BYLINE = """---
title: Notes from Dover
authors: Cy Dunn
---
# Notes from Dover

By Cy Dunn

Gulls nest on the white cliffs in May.
"""
NAMELESS = "# Letters home\n\nThe post boat leaves at noon. Letters home cost a penny.\n"
GUIDE = """---
title: Old maps: a guide
authors: Di Moss
date: 2020
---
# Old maps

Old Maps was written by Eve Lund in 1731. It has forty sheets.
"""


COVER = [bold("Tides and tolls", 700, size=24), Print(72, 660, "Harbour Office | May 2015")]
TIDES = make_pdf(
    COVER,
    column("The ferry toll is nine pence for each barrel.", "Cattle cross without a toll."),
    info={"Author": "Harbour Office", "Title": "Tides and tolls"},
)
FILES = {"wall.md": WALL, "dover.md": BYLINE, "letters.md": NAMELESS, "maps.md": GUIDE, "tides.pdf": TIDES}
assistant = opened_over({**FILES, "corpus.csv": "path,date\ntides.pdf,2015-05\n"})


@pytest.mark.parametrize(
    ("question", "status", "words"),
    [
        ("Who wrote “The harbour wall”?", "replied", "is given as Ada Finch, Bo Reed."),
        ("When was The harbour wall published?", "replied", "is dated 1998."),
        ("How long is “The harbour wall”?", "replied", "has 15 words."),
        ("Who is the author of Notes from Dover?", "answered", "By Cy Dunn [1]"),
        ("Who wrote the tides report?", "answered", "Harbour Office | May 2015 [1]"),
        ("How old is the tides report?", "answered", "Harbour Office | May 2015 [1]"),
        ("How many pages does the tides report have?", "replied", "has 2 pages."),
        ("Who wrote Old Maps?", "answered", "Old Maps was written by Eve Lund in 1731. [1]"),  # the work, not the guide to it
    ],
)
def test_a_fact_on_a_document_is_quoted_where_it_stands_else_given_as_the_catalogue_has_it(
    question: str, status: str, words: str, assistant: Assistant
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, words in answer.text) == (status, True)
    assert bool(answer.citations) is (status == "answered")
    for citation in answer.citations:
        assert assistant.document(citation.document).text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize("question", ["Who wrote Letters home?", "When was Letters home published?"])
def test_what_neither_text_nor_catalogue_says_is_not_guessed(question: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.status == "declined"
    assert "Neither Letters home" in (answer.reason or "")


def info(id_: str, title: str, kind: str = "report") -> DocumentInfo:
    return DocumentInfo(id_, title, kind, None, (), None, None, None, {}, {}, None, 3, "ready", "0" * 64, f"/corpus/{id_}")


INFOS = [info("reports/wall.pdf", "The harbour wall"), info("blogs/dover.md", "Notes from Dover: a walk", "blog")]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who wrote the harbour report?", FactAsked("author", ("reports/wall.pdf",), "the harbour report")),
        ("Who wrote “Notes from Dover”?", FactAsked("author", ("blogs/dover.md",), "Notes from Dover")),
        ("When was the Dover blog published?", FactAsked("date", ("blogs/dover.md",), "the Dover blog")),
        ("Who published the harbour report?", FactAsked("publisher", ("reports/wall.pdf",), "the harbour report")),
        ("How many pages are there in the harbour report?", FactAsked("length", ("reports/wall.pdf",), "the harbour report")),
        ("How old is the report?", None),  # which one?
        ("How long is the harbour wall?", None),  # the wall may be meant
        ("Who wrote to the harbour master?", None),
        ("When was the harbour built?", None),
        ("How old is Dover?", None),
    ],
)
def test_what_is_asked_of_a_document_itself(question: str, expected: FactAsked | None) -> None:
    assert about_document(question, INFOS) == expected


@pytest.mark.parametrize(
    ("question", "what", "expected"),
    [
        ("Who wrote the harbour reports?", "the harbour reports", "Who wrote “The harbour wall”?"),
        ("How long is “harbour”?", "harbour", "How long is “The harbour wall”?"),
    ],
)
def test_a_question_that_several_documents_fit_is_read_as_on_each(question: str, what: str, expected: str) -> None:
    infos = {each.id: each for each in INFOS}
    assert which(question, FactAsked("author", tuple(infos), what), infos)[0] == expected


def test_documents_of_one_title_are_told_apart_in_the_readings() -> None:
    one = INFOS[0]
    infos = {each.id: each for each in (one, replace(one, id="blogs/again.md"))}
    readings = which("Who wrote it?", FactAsked("author", tuple(infos), "it"), infos)
    assert [about_document(r, list(infos.values())) for r in readings] == [FactAsked("author", (id_,), id_) for id_ in infos]
