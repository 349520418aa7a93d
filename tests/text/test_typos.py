"""Which words of a message may be slips of typing, and what slip lies between two words."""

from __future__ import annotations

import pytest

from assistant.text.typos import (
    DOUBLED,
    MISSED,
    OTHER,
    SWAPPED,
    TWO,
    candidates,
    distance,
    is_likely,
    one_slip_from,
    slip_between,
    with_stems_like,
)


@pytest.mark.parametrize(
    ("message", "looked_at"),
    [
        ("When did Covnetry join?", ["Covnetry"]),
        ("what is “Covnetry”, and 'Marmto'?", []),
        ("Who was there in Covnetry's hall?", ["Covnetry"]),
        ("the FY2022 COVID-19 mail of a.b@harbour.example, read_only, NATO", []),
        ("who what when their would about seven", []),
        (f"a key {'abcde' * 9}", []),
        ("WHO PAID FOR THE HARBUOR", ["HARBUOR"]),
        ("Who pays the NAHTS?", []),
    ],
)
def test_only_words_in_letters_outside_quotation_marks_are_looked_at(message: str, looked_at: list[str]) -> None:
    assert [each.text for each in candidates(message)] == looked_at


@pytest.mark.parametrize(
    ("message", "names"),
    [
        ("Who paid in Harwcih?", ["Harwcih"]),
        ("Harwcih: who paid?", []),
        ("Who Paid For The Harbuor Wall?", []),
        ("WHO PAID IN HARWCIH?", []),
    ],
)
def test_a_capital_makes_a_name_unless_it_opens_a_sentence_or_most_words_have_one(message: str, names: list[str]) -> None:
    assert [each.text for each in candidates(message) if each.is_name] == names


@pytest.mark.parametrize(
    ("typed", "word", "slip"),
    [
        ("covnetry", "coventry", SWAPPED),
        ("ocventry", "coventry", SWAPPED),
        ("comission", "commission", DOUBLED),
        ("wigann", "wigan", DOUBLED),
        ("coventy", "coventry", MISSED),
        ("coventrey", "coventry", MISSED),
        ("swindon", "swinton", OTHER),
        ("accomodaton", "accommodation", TWO),
        ("harbour", "harbour", None),
        ("marlow", "harlow", None),
        ("harbour", "hardship", None),
    ],
)
def test_a_slip_is_told_by_its_kind(typed: str, word: str, slip: int | None) -> None:
    assert slip_between(typed, word) == slip
    assert slip in (None, TWO) or word in one_slip_from(typed)


@pytest.mark.parametrize(
    ("typed", "word", "likely"),
    [
        ("sevrice", "service", True),
        ("reserch", "research", True),
        ("warranty", "warrant", False),
        ("tenan", "tenant", True),
        ("seperate", "separate", True),
        ("resrarch", "research", True),
        ("needies", "needles", False),
        ("deepen", "deeper", False),
        ("gilts", "gifts", False),
        ("instituion", "institution", True),
        ("accomodaton", "accommodation", True),
        ("pratnershp", "partnership", True),
        ("contamited", "contained", False),
        ("prioritize", "priorities", False),
    ],
)
def test_what_hands_do_is_likely_and_what_parts_two_words_is_not(typed: str, word: str, likely: bool) -> None:
    slip = slip_between(typed, word)
    assert slip is not None and is_likely(typed, word, slip) == likely


def test_a_distance_counts_letters_that_changed_places_once() -> None:
    assert (distance("partnreship", "partnership"), distance("partnreship", "partner")) == (1, 5)


@pytest.mark.parametrize(
    ("word", "stems", "may"),
    [
        ("giving", ["give"], True),
        ("running", ["run"], True),
        ("capabilities", ["capabl"], True),
        ("parties", ["parti"], True),
        ("implications", ["implic"], True),
        ("bortezomib", ["bore", "bort"], False),
        ("zirconium", ["zi", "zircon"], False),
        ("wombats", ["wo"], False),
        ("giving", [], False),
    ],
)
def test_words_are_held_against_stems_by_their_letters(word: str, stems: list[str], may: bool) -> None:
    assert with_stems_like([word], stems) == ([word] if may else [])
