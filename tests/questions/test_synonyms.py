"""A word of a question is met by another word for the same, and by no other."""

from __future__ import annotations

import pytest

from assistant.questions.synonyms import akin, synonyms
from assistant.text.terms import stem


@pytest.mark.parametrize(
    ("asked", "told", "same"),
    [
        ("paid", "funded", True),
        ("began", "launched", True),
        ("begin", "began", True),
        ("wrote", "author", True),
        ("barriers", "difficulties", True),
        ("cost", "spending", True),
        ("risks", "danger", True),
        ("limits", "cautions", True),
        ("bargain", "deal", True),
        ("laws", "act", True),
        ("set", "established", True),  # up, and so on: the first word of such a verb is left of it
        ("carried", "conducted", True),
        ("turned", "rejected", True),
        ("drew", "drafted", True),
        ("headed", "director", True),
        ("runs", "administered", True),
        ("upsides", "benefits", True),
        ("households", "families", True),
        ("fine", "penalties", True),
        ("warning", "notices", True),
        ("founded", "found", False),  # they share a stem already; "found" must not come to mean "began"
        ("began", "found", False),
        ("harbour", "funded", False),
    ],
)
def test_other_words_for_the_same_are_known(asked: str, told: str, same: bool) -> None:
    assert (stem(told) in synonyms(stem(asked))) == same
    assert (stem(asked) in synonyms(stem(told))) == same


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("invented", "published"),
        ("devised", "author"),
        ("start", "announced"),
        ("household", "home"),
        ("reapply", "again"),
        ("holiday", "leave"),
    ],
)
def test_what_tells_a_word_need_not_be_told_by_it(asked: str, told: str) -> None:
    assert stem(told) in synonyms(stem(asked))
    assert stem(asked) not in synonyms(stem(told))


def test_who_founded_a_thing_set_it_up_and_what_was_found_is_nothing_set_up() -> None:
    assert stem("founded") in synonyms(stem("set"))
    assert stem("set") not in synonyms(stem("found"))


def test_who_chairs_is_told_by_no_other_word_but_tells_who_leads() -> None:
    assert synonyms(stem("chairs")) == frozenset()
    assert stem("chair") in synonyms(stem("leads"))


def test_a_word_is_no_synonym_of_itself() -> None:
    assert stem("fund") not in synonyms(stem("funded"))


@pytest.mark.parametrize(
    ("asked", "told", "same"),
    [
        ("paid", "funded", True),  # written down
        ("altered", "changed", True),
        ("repairs", "mended", True),  # of WordNet
        ("vessels", "boat", True),
        ("salary", "wages", True),
        ("annual", "yearly", True),
        ("accepted", "rejected", False),  # opposites are near to each other, too
        ("late", "early", False),
        ("patient", "doctor", False),  # nor is what only belongs together the same
        ("coventry", "city", False),
    ],
)
def test_many_more_words_are_known_from_wordnet(asked: str, told: str, same: bool) -> None:
    assert (stem(told) in akin(stem(asked))) == same
    assert (stem(asked) in akin(stem(told))) == same
