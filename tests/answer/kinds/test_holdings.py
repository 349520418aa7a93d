"""Requests for whole documents are told from questions, and name the documents that are meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from assistant.answer.kinds.holdings import Request, clarified, complete, matching, requested
from assistant.store.rows import DocumentInfo


def info(
    id_: str, title: str, kind: str = "report", date: str | None = None, metadata: Mapping[str, str] | None = None
) -> DocumentInfo:
    """Describe a document of which only this much matters."""
    return DocumentInfo(
        id_, title, kind, date, ("Ada Finch",), None, None, None, metadata or {}, {}, None, 3, "ready", "0" * 64, f"/corpus/{id_}"
    )  # fmt: skip


WALL = info("reports/harbour-wall-1998.pdf", "The harbour wall", date="1998")
OLD = info("reports/tides-2012.pdf", "Tides and tolls (first edition)", date="2012")
NEW = info("reports/tides-2015.pdf", "Tides and tolls (second edition)", date="2015-03", metadata={"supersedes": OLD.id})
BLOG = info("blogs/dover.md", "Notes from Dover", "blog", "2015")
PANEL = info("transcripts/harbour-panel.vtt", "Harbour days: a panel", "transcript", "2015")
INFOS = [WALL, OLD, NEW, BLOG, PANEL]
EVERY = tuple(i.id for i in INFOS)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Summarise the Dover blog", Request("summary", (BLOG.id,))),
        ("Please summarize Notes from Dover", Request("summary", (BLOG.id,))),
        ("Can you give me a short summary of the harbour panel?", Request("summary", (PANEL.id,))),
        ("What does the harbour report say?", Request("summary", (WALL.id,))),
        ("What did the harbour wall find?", Request("summary", (WALL.id,))),
        ("What do the harbour days show?", Request("summary", (PANEL.id,))),
        ("What is “The harbour wall” about?", Request("summary", (WALL.id,))),
        ("What's 'Harbour days' about?", Request("summary", (PANEL.id,))),
        ("What are the main findings of the tides report?", Request("summary", (NEW.id,))),
        ("summarise the tides report of 2012", Request("summary", (OLD.id,))),
        ("Summarise blogs/dover.md", Request("summary", (BLOG.id,))),
        ("Summarise the harbour", Request("summary", (WALL.id, PANEL.id))),
        ("Summarise the report", Request("summary", (WALL.id, NEW.id))),  # any may be meant; the superseded edition is not
        ("What was said in the harbour panel?", Request("summary", (PANEL.id,))),
        ("What happened at the harbour panel?", Request("summary", (PANEL.id,))),
        ("What does the transcript say?", Request("summary", (PANEL.id,))),
        ("What documents do you have?", Request("listing", EVERY)),
        ("how many documents are there?", Request("listing", EVERY)),
        ("What is this collection about?", Request("listing", EVERY)),
        ("what's in here?", Request("listing", EVERY)),
        ("What topics do you cover?", Request("listing", EVERY)),
        ("What do we hold on Dover?", Request("listing", EVERY, "Dover")),
        ("do you have anything on Dover?", Request("listing", EVERY, "Dover")),
        ("Summarise everything you have on Dover", Request("listing", EVERY, "Dover")),
        ("tell me all that there is about tolls please", Request("listing", EVERY, "tolls")),
        ("What should I read first?", Request("listing", EVERY)),
        ("What should I read about Tolls First?", Request("listing", EVERY, "Tolls First")),
        ("Which report is best on tolls?", Request("listing", (WALL.id, OLD.id, NEW.id), "tolls")),
        ("Which blog should I read first?", Request("listing", (BLOG.id,))),
        ("What are the main themes?", Request("listing", EVERY)),
        ("What are the main themes of the tides report?", Request("summary", (NEW.id,))),
        ("Is there anything in the documents about the toll?", Request("listing", EVERY, "the toll")),
        ("any information about tolls?", Request("listing", EVERY, "tolls")),
        ("What is the newest on Dover?", Request("listing", EVERY, "Dover", order="newest")),
        ("Show me the latest report on tolls", Request("listing", EVERY, "tolls", order="newest")),
        ("What is the oldest report on tolls?", Request("listing", EVERY, "tolls", order="oldest")),
        ("Which report is the most recent?", Request("listing", (WALL.id, OLD.id, NEW.id), order="newest")),
        ("what's the latest document we have?", Request("listing", EVERY, order="newest")),
        ("Which of these documents is the longest one?", Request("listing", EVERY, order="longest")),
        ("Which blog is the shortest?", Request("listing", (BLOG.id,), order="shortest")),
        ("Summarise the section on tolls", Request("section", EVERY, "tolls")),
        ("Give me a short summary of the chapter called “The wall”.", Request("section", EVERY, "The wall")),
        ("List the reports from 2015", Request("listing", (NEW.id,))),
        ("show me all transcripts", Request("listing", (PANEL.id,))),
        ("List the blogs about tolls", Request("listing", (BLOG.id,), "tolls")),
        ("Which documents mention tolls?", Request("listing", EVERY, "tolls")),
        ("list the documents by Ada Finch", Request("listing", EVERY)),
    ],
)
def test_a_request_for_documents_is_understood(question: str, expected: Request) -> None:
    assert requested(question, INFOS) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Who funded the harbour wall?",
        "List the sources of income",
        "anything about how the wall was funded?",
        "What is the latest?",
        "What is the latest toll?",
        "Which wall is the oldest?",
        "What does the council say?",
        "What did Days say?",  # one of the three words of a title
        "What did Ada Finch find?",  # who wrote one
        "What did Total Harbour conclude?",  # a name of its own
        "What was the research in Dover about?",
        "List the three lessons from Dover",
        "Name the areas that took part",
        "What does the harbour report say about granite?",
        "Which report was published in 1998?",
        "Summarise the funding of libraries",
        "What is the wall made of?",
        "What do you think of it?",
        "Where is the document kept?",
        "What was said at the summit?",
        "What happened at the summit?",
        "What was decided in the harbour panel?",
        "What should I do about tolls?",
        "Which report is best known?",
        "What are the main themes of the funding?",
    ],
)
def test_a_question_about_a_fact_is_none(question: str) -> None:
    assert requested(question, INFOS) is None


@pytest.mark.parametrize(
    ("message", "is_complete"),
    [
        ("summarise the harbour wall", True),
        ("Which documents do you have?", True),
        ("what do we have on tolls?", True),
        ("summarise the report", False),
        ("summarise it", False),
        ("summarise the second one", False),
        ("what do you have on it?", False),
        ("list the risks", False),
        ("who built the harbour wall", False),
    ],
)
def test_what_is_asked_for_by_itself_leans_on_nothing_said_before(message: str, is_complete: bool) -> None:
    assert bool(complete(message, INFOS)) == is_complete


def test_an_exact_title_comes_alone() -> None:
    assert matching("the harbour wall", INFOS) == (WALL.id,)


def test_a_superseded_edition_gives_way_unless_it_is_the_one_named() -> None:
    assert matching("tides and tolls", INFOS) == (NEW.id,)
    assert matching("tides and tolls first edition", INFOS) == (OLD.id,)


def test_each_reading_of_an_unclear_request_is_clear() -> None:
    unclear = requested("Summarise the harbour", INFOS)
    assert unclear is not None
    readings = clarified(unclear, {i.id: i for i in INFOS})
    assert [requested(r, INFOS) for r in readings] == [Request("summary", (id_,)) for id_ in unclear.documents]


def test_documents_of_one_title_are_told_apart_by_their_ids() -> None:
    infos = [WALL, replace(WALL, id="blogs/wall.md", kind="blog")]
    unclear = requested("Summarise the harbour wall", infos)
    assert unclear is not None and len(unclear.documents) == 2
    readings = clarified(unclear, {i.id: i for i in infos})
    assert [requested(r, infos) for r in readings] == [Request("summary", (id_,)) for id_ in unclear.documents]
