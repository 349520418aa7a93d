"""Titles stand in the order that people expect."""

from __future__ import annotations

from assistant.text.title_order import title_order


def test_numbers_in_titles_are_counted_and_not_spelt() -> None:
    titles = ["meeting 10", "Meeting 2", "A plan", "2 notes", "Meeting", "10 notes"]
    assert sorted(titles, key=title_order) == ["2 notes", "10 notes", "A plan", "Meeting", "Meeting 2", "meeting 10"]
