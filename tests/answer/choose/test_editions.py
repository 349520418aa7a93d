"""Of two editions of one report the newest speaks first, unless the question asks for the older one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.store.relations import newest_of
from assistant.store.rows import DocumentInfo
from tests.conftest import opened_over

OLD = """---
title: Tolls on the river (first edition)
date: 2012
---
# Tolls

The ferry toll is four pence for each barrel. The toll keeper of the quay is called Ada Finch.

# Lamps

The harbour lamps are lit with whale oil by the lamplighter.
"""
NEW = """---
title: Tolls on the river (second edition)
date: 2015-03
supersedes: tolls-2012.md
---
# Tolls

The ferry toll is now nine pence for each barrel. Cattle have crossed without a toll since the spring.

# Boats

The ferry has two boats, and both of them leak.
"""
DRAFT = """# Plan of the lighthouse

The lighthouse is to be lit by forty lamps, and its keeper lives in the tower. The stairs are to be painted white each spring.
The bell is rung in fog, and the boat is kept under the stairs. A flag is raised when a ship is seen from the tower.
"""
FINAL = DRAFT.replace("forty lamps", "ninety lamps")
OTHER = "# Gardens\n\nRoses grow along the wall of the abbey, and the monks water them each morning.\n"


FILES = {"tolls-2012.md": OLD, "tolls-2015.md": NEW, "gardens.md": OTHER, "lights v1 draft.md": DRAFT, "lights.md": FINAL}
assistant = opened_over(FILES, decline_below=0.0)  # so few words cannot make it sure


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("How much is the ferry toll for each barrel?", "nine pence"),
        ("How much was the ferry toll for each barrel in 2012?", "four pence"),
        ("How much is the ferry toll for each barrel in the first edition?", "four pence"),
        ("Who is the toll keeper of the quay?", "Ada Finch"),  # only the older edition says so
    ],
)
def test_the_newest_edition_speaks_first_unless_the_older_is_asked_for(question: str, first: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert first in answer.citations[0].quote
    assert answer.notice is not None
    assert "“Tolls on the river (second edition)” (March 2015) is the newest edition" in answer.notice
    assert "“Tolls on the river (first edition)” (2012)" in answer.notice


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("How many lamps light the lighthouse?", "ninety lamps"),
        ("How many lamps light the lighthouse in the draft?", "forty lamps"),
    ],
)
def test_what_came_of_a_draft_speaks_first(question: str, first: str, assistant: Assistant) -> None:
    answer = assistant.ask(question)
    assert first in answer.citations[0].quote
    assert "“Plan of the lighthouse” in lights.md is the newest edition" in (answer.notice or "")
    assert "“Plan of the lighthouse” in lights v1 draft.md" in (answer.notice or "")


def test_a_matter_that_only_the_newest_edition_speaks_of_needs_no_word_on_the_older(assistant: Assistant) -> None:
    answer = assistant.ask("How many boats does the ferry have?", filters=("date>=2015",))
    assert "two boats" in answer.citations[0].quote
    assert answer.notice is None


def test_an_answer_from_other_documents_says_nothing_of_editions(assistant: Assistant) -> None:
    assert assistant.ask("Where do the roses of the abbey grow?").notice is None


def info(id_: str, date: str | None, receipt: Mapping[str, Any], metadata: Mapping[str, str]) -> DocumentInfo:
    return DocumentInfo(id_, id_, "report", date, (), None, None, None, metadata, receipt, None, 1, "ready", "0" * 64, id_)


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([("a", "2010", {}, {}), ("b", "2012", {"newer_edition_of": ["a"]}, {})], {"a": "b"}),
        ([("a", None, {}, {}), ("b", None, {}, {"supersedes": "a"})], {"a": "b"}),
        (
            [("a", "2010", {}, {}), ("b", "2012", {"newer_edition_of": ["a"]}, {}), ("c", "2014", {"newer_edition_of": ["b"]}, {})],
            {"a": "c", "b": "c"},
        ),
        ([("b", "2012", {"newer_edition_of": ["gone"]}, {})], {}),
        ([("a", "2010", {}, {"supersedes": "b"}), ("b", "2012", {}, {"supersedes": "a"})], {"a": "b", "b": "a"}),
        ([("a", "2010", {}, {"supersedes": "a"})], {}),
    ],
)
def test_the_newest_of_a_chain_of_editions(documents: list[Any], expected: dict[str, str]) -> None:
    assert newest_of({document[0]: info(*document) for document in documents}) == expected
