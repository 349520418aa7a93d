"""The names of documents tell which of them is the later version of another."""

from __future__ import annotations

import pytest

from assistant.store.versions import later


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("Housing strategy", "Housing strategy DRAFT"),
        ("housing_strategy-final", "Housing Strategy"),
        ("Minutes 2023-05-12", "Draft minutes 2023-05-12"),
        ("Plan v2", "Plan v1.3"),
        ("Plan v10", "Plan v9"),
        ("Plan v1", "Plan"),
        ("Plan, version 3 (1)", "Plan rev. 2 - Copy"),
        ("Plan v1 final", "Plan v4 draft"),
    ],
)
def test_the_later_version_is_told_by_its_name(newer: str, older: str) -> None:
    assert (later(newer, older), later(older, newer)) == (1, -1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Plan", "Plan (1)"),  # a copy is no version
        ("Plan 2022", "Plan 2023"),  # another year's
        ("Phase 1 report", "Phase 2 report"),
        ("Draft minutes 2023-05-12", "Minutes 2023-06-12"),
        ("Draft", "Final"),  # no name is left
        ("Overdraft v", "Overdraft"),
    ],
)
def test_other_names_are_of_other_documents(one: str, other: str) -> None:
    assert later(one, other) == later(other, one) == 0
