"""Gaps are grouped by what was asked, ranked by how many asked it, and closed by an answer."""

from __future__ import annotations

import time

import pytest

from assistant.store.gaps import PastQuestion, ranked


def asked(*pairs: tuple[str, str]) -> list[PastQuestion]:
    return [PastQuestion(question, f"2026-01-{day:02}", outcome) for day, (question, outcome) in enumerate(pairs, 1)]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Who funded the pilot?", "who has funded the Pilot", True),
        ("What did the bridge cost?", "And what were the costs of the bridge?", True),
        ("Who funded the pilot?", "When was the pilot funded?", False),
        ("What did the bridge cost in 2019?", "What did the bridge cost in 2020?", False),
        ("What did the bridge cost?", "How long is the tunnel?", False),
        ("Why?", "Who?", False),
        ("水はどこですか", "水はどこですか", True),
        ("?", "?", True),
    ],
)
def test_questions_are_one_gap_when_they_ask_the_same(first: str, second: str, same: bool) -> None:
    gaps = ranked(asked((first, "declined"), (second, "declined")))
    assert [g.asked for g in gaps] == ([2] if same else [1, 1])


def test_what_most_people_miss_comes_first_and_a_logged_gap_counts_double() -> None:
    gaps = ranked(
        asked(
            *[("How tall is the dam?", "declined")] * 2,
            ("Who owns the mill?", "declined"),
            ("Who owns the mill", "logged"),
            ("What do otters eat?", "declined"),
            ("Where do voles live?", "declined"),
        )
    )
    assert [(g.question, g.asked, g.logged) for g in gaps] == [
        ("Who owns the mill", 1, 1),
        ("How tall is the dam?", 2, 0),
        ("Where do voles live?", 1, 0),
        ("What do otters eat?", 1, 0),
    ]
    assert gaps[0].wordings == ("Who owns the mill?", "Who owns the mill")


@pytest.mark.parametrize(
    ("message", "is_gap"),
    [
        ("More: What is the mill?", False),
        ("Examples: What is the mill?", False),
        ("About the mill: why?", False),
        ("I think that is a good idea.", False),
        ("About the mill: the council should do more for people.", False),
        ("They sound similar.", False),
        ("About the mill: how many wheels?", True),
        ("Why?", True),
        ("I want to know the age of the mill.", True),
        ("The age of the mill", True),
        ("water rights", True),
        ("Is the mill open?", True),
        ("The mill is open?", True),
        ("The number of mills that are listed", True),
        ("Tell me about the mill.", True),
    ],
)
def test_what_asks_for_nothing_is_no_gap_unless_a_reader_logs_it(message: str, is_gap: bool) -> None:
    assert len(ranked(asked((message, "declined")))) == is_gap
    assert len(ranked(asked((message, "logged")))) == 1


def test_an_answer_closes_a_gap_until_it_is_declined_again() -> None:
    history = asked(("Who owns the mill?", "declined"), ("Who owns the mill?", "answered"))
    assert ranked(history) == []
    reopened = [*history, PastQuestion("Who owns the mill?", "2026-02-01", "declined", "nothing names an owner")]
    (gap,) = ranked(reopened)
    assert (gap.asked, gap.reason, gap.last) == (2, "nothing names an owner", "2026-02-01")


def test_thousands_of_questions_are_grouped_in_seconds() -> None:
    started = time.perf_counter()
    many = [PastQuestion(f"What did the q{n % 1000} cost in year {n // 1000}?", "", "declined") for n in range(3000)]
    assert len(ranked(many)) == 3000
    assert time.perf_counter() - started < 5
