"""A word of a question is met by another word for the same, and by no other."""

from __future__ import annotations

import pytest

from assistant.answer.evidence import KIN, weight_met
from assistant.text.synonyms import synonyms
from assistant.text.terms import stem, stems


@pytest.mark.parametrize(
    ("asked", "told", "same"),
    [
        ("paid", "funded", True),
        ("began", "launched", True),
        ("begin", "began", True),
        ("wrote", "author", True),
        ("barriers", "difficulties", True),
        ("cost", "spending", True),
        ("founded", "found", False),  # they share a stem already; "found" must not come to mean "began"
        ("began", "found", False),
        ("harbour", "funded", False),
    ],
)
def test_other_words_for_the_same_are_known(asked: str, told: str, same: bool) -> None:
    assert (stem(told) in synonyms(stem(asked))) == same
    assert (stem(asked) in synonyms(stem(told))) == same


def test_a_word_is_no_synonym_of_itself() -> None:
    assert stem("fund") not in synonyms(stem("funded"))


def test_another_word_for_the_same_counts_nearly_as_much_as_the_word() -> None:
    wanted = {stem("paid"): 3.0, stem("harbour"): 1.0}
    assert weight_met(wanted, stems("The Tide Fund funded the harbour.")) == pytest.approx((3 * KIN + 1) / 4)
