"""A section is summed up by its own sentences; the newest documents on a subject come first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ask import Assistant
from tests.conftest import assistant_over

OLD = """---
title: Harbours of the coast
date: 2011
---

# Tolls

The tolls of the harbour are paid by every ship above forty tonnes. A master who cannot pay his tolls is given a month by the board.

# Lamps

A lamp burns on the wall of the harbour from dusk until dawn. The lamp is painted every second spring by the school of the town.
Two ships have been lost on the outer rocks since the lamp was lit. The rocks are known to all masters as the Three Sisters.
"""
NEW = """---
title: Tides of the coast
date: 2019
---

# Water

The tolls were raised by the board after the great flood of that winter. Nobody has asked the masters what they think of the tolls.
"""


@pytest.fixture
def coast(tmp_path: Path, bag_of_words: None) -> Iterator[Assistant]:
    with assistant_over(tmp_path, {"old.md": OLD, "new.md": NEW}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "heading", "document"),
    [
        ("Summarise the section on tolls", ("Tolls",), "old.md"),  # headed by it, though others speak of it too
        ("Summarise the chapter about the outer rocks", ("Lamps",), "old.md"),  # the one that names it
        ("Summarise the section on tolls in “Tides of the coast”", ("Water",), "new.md"),
        ("Summarise the section on tolls in the text on tides", ("Water",), "new.md"),
    ],
)
def test_a_section_is_summed_up_in_its_own_words(coast: Assistant, question: str, heading: tuple[str, ...], document: str) -> None:
    answer = coast.ask(question)
    assert answer.status == "answered"
    assert answer.text.splitlines()[0].endswith(f"“{heading[-1]}”, in its own words:")
    assert len(answer.citations) == 2
    assert {(c.document, c.locator.heading) for c in answer.citations} == {(document, heading)}


def test_a_heading_that_repeats_the_title_is_not_what_a_summary_is_of(tmp_path: Path, bag_of_words: None) -> None:
    held = OLD.replace("Harbours of the coast", "Harbours, Form 10").replace("# Lamps", "# Form 10")
    with assistant_over(tmp_path, {"old.md": held}) as assistant:
        assert assistant.ask("Summarise “Harbours, Form 10”").text.startswith("Harbours, Form 10 (")


def test_a_section_that_there_is_not_is_not_made_up(coast: Assistant) -> None:
    assert coast.ask("Summarise the section on zebras").status == "declined"
    answer = coast.ask("Summarise the section on lamps in “Tides of the coast”")
    assert (answer.status, answer.reason) == ("declined", "No section of it is about lamps.")


def test_the_newest_on_a_subject_comes_first(coast: Assistant) -> None:
    answer = coast.ask("What is the newest on tolls?")
    assert [c.document for c in answer.citations] == ["new.md", "old.md"]


def test_the_newest_on_nothing_is_a_decline(coast: Assistant) -> None:
    assert coast.ask("What is the latest on zebras?").status == "declined"
