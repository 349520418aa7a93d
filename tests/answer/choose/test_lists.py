"""A list that is asked for and only spoken of is looked for, and given whole, with passages that hold it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer.choose.compose import quote
from assistant.answer.choose.evidence import Pick
from assistant.answer.choose.lists import in_steps
from assistant.cite.trace import resolve
from assistant.load import load
from assistant.text.sentences import units
from assistant.types import Document, Locator, Passage

NUMBERED = """# The harbour

The report ends with three lessons on tolls.

## What it holds

Ships pay tolls.

## Three lessons

1. Tolls keep the wall.
2. Masters pay late.
3. Storms cost more.

## Two wishes

- A lamp.
- A bell.

## The end

Nobody knows it.
"""
HEADED = """# The harbour

The report ends with three lessons on tolls.

## Lesson one: the wall

Tolls keep the wall. It is old.

## Lesson two: masters

Masters pay late. They always did.

## Lesson three: storms

Storms cost more. Nobody asks why.
"""


PLAN = """# Harbour plan

The harbour has goals for its wall.

## 1. Access

### Make every berth reachable

This goal is the first of the harbour.

### 1.1. Ramps

Ramps are built.

### 1.2. Lamps

Lamps are lit.

## 2. Safety

Nobody drowns. It is old.

## 3. Money

Tolls are paid.
"""
COUNTED = """# Harbour plan

The harbour has goals for its wall.

## Goal 1: a dry quay

The wall is raised. It is old.

## Goal 2: a lit quay

Lamps are lit.
"""


def read(tmp_path: Path, text: str) -> Document:
    (tmp_path / "harbour.md").write_text(text)
    return load(tmp_path / "harbour.md", "harbour.md")


def found(document: Document, first: str) -> tuple[list[Pick], Passage]:
    """Return all units as picks, the one that begins so first, and the passage that holds that one alone."""
    features = dict.fromkeys(("silent", "aside", "spoken"), 0.0) | {"news": 1.0}
    spans = sorted(units(document), key=lambda u: not document.text[u.start : u.end].startswith(first))
    start, end = spans[0].start, spans[0].end
    passage = Passage(1, 1.0, document.id, "Harbour", "report", None, Locator(), start, end, document.text[start:end], "id")
    picks = [
        Pick(passage, u.start, u.end, document.text[u.start : u.end], document.segments[u.segment].role, 1 / (n + 1), features)
        for n, u in enumerate(spans)
    ]
    return picks, passage


@pytest.mark.parametrize(
    ("text", "question", "lines"),
    [
        (
            NUMBERED,
            "What are the three lessons on tolls?",
            ["Three lessons", "Tolls keep the wall.", "Masters pay late.", "Storms cost more."],
        ),
        (
            HEADED,
            "What are the lessons on tolls?",
            [
                "Lesson one: the wall",
                "Tolls keep the wall.",
                "Lesson two: masters",
                "Masters pay late.",
                "Lesson three: storms",
                "Storms cost more.",
            ],
        ),
        (HEADED, "What are the four lessons on tolls?", []),
        (NUMBERED, "Which wish did the masters have?", []),
        (NUMBERED, "Who drew the three lessons on tolls?", []),
    ],
)
def test_the_list_that_is_owed_follows_the_sentence_that_speaks_of_it(
    tmp_path: Path, text: str, question: str, lines: list[str]
) -> None:
    document = read(tmp_path, text)
    picks, passage = found(document, "The report ends")
    composed = quote(question, picks, [passage], lambda _: document)
    cited = resolve(composed.text, composed.passages, lambda _: document)
    assert [c.quote for c in cited.citations] == ["The report ends with three lessons on tolls.", *lines]
    assert all(document.text[c.start : c.end] == c.quote for c in cited.citations)
    assert [p.rank for p in composed.passages] == list(range(1, len(composed.passages) + 1))
    assert all(document.text[p.start : p.end] == p.text for p in composed.passages)


@pytest.mark.parametrize(
    ("question", "score", "lines"),
    [
        ("What are the steps to a dry quay?", 1.0, 4),
        ("steps to a dry quay", 1.0, 4),
        ("What are the steps to a dry quay?", 0.5, 0),  # its items are far from the best
        ("What are the risks to a dry quay?", 1.0, 0),
    ],
)
def test_steps_are_told_by_a_numbered_list_whatever_it_calls_them(tmp_path: Path, question: str, score: float, lines: int) -> None:
    document = read(tmp_path, NUMBERED)
    picks, _ = found(document, "Ships pay")
    told = in_steps(
        question, [replace(p, score=1.0 if p is picks[0] else score) for p in picks[:1] + picks[3:]], lambda _: document
    )
    assert len(told[1] if told else []) == lines


def test_a_list_of_what_is_asked_for_is_the_whole_answer(tmp_path: Path) -> None:
    document = read(tmp_path, "The board keeps three rules.\n\n- No ship is turned away.\n- Tolls are paid.\n- Nobody fishes.\n")
    picks, passage = found(document, "The board")
    picks = [*picks, replace(picks[0], start=0, end=9, text="The board", score=0.9)]
    assert len(quote("What are the three rules?", picks, [passage], lambda _: document).text.split("\n")) == 4


@pytest.mark.parametrize(
    ("text", "question", "lines"),
    [
        (PLAN, "What are the harbour's strategic goals?", ["1. Access", "Make every berth reachable", "2. Safety", "3. Money"]),
        (PLAN, "What are the objectives under access?", ["1.1. Ramps", "1.2. Lamps"]),
        (
            PLAN,
            "What are the goals of the plan for the next five years?",
            ["1. Access", "Make every berth reachable", "2. Safety", "3. Money"],
        ),
        (COUNTED, "What are the goals?", ["Goal 1: a dry quay", "The wall is raised.", "Goal 2: a lit quay", "Lamps are lit."]),
    ],
)
def test_the_outline_of_a_plan_tells_its_goals(tmp_path: Path, text: str, question: str, lines: list[str]) -> None:
    document = read(tmp_path, text)
    picks, passage = found(document, "The harbour has")
    told = quote(question, picks, [passage], lambda _: document).text
    assert [line.partition(" [")[0] for line in told.split("\n")] == lines


@pytest.mark.parametrize(
    "question",
    ["What are the pillars?", "What is the goal?", "Which goals were met last year?", "What are the goals for clean air?"],
)
def test_an_outline_tells_only_what_its_sections_call_themselves(tmp_path: Path, question: str) -> None:
    document = read(tmp_path, PLAN)
    picks, passage = found(document, "The harbour has")
    assert "2. Safety" not in quote(question, picks, [passage], lambda _: document).text
