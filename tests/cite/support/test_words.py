"""Words, names and sentences are read as people write them."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cite.support.lexicon import SYNONYMS
from assistant.cite.support.words import keys, names, normalise, sentences, stem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Fair” – the council’s plan…", '"Fair" - the council\'s plan...'),
        ("commis-\n  sioning and soft\u00adhyphen", "commissioning and softhyphen"),
        ("a  b\u00a0c\n d", "a b c d"),
        ("the ﬁrst", "the first"),
    ],
)
def test_one_form_for_quotes_dashes_spaces_and_line_end_hyphens(text: str, expected: str) -> None:
    assert normalise(text) == expected


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The work was paid for by Lankelly Chase in Coventry.", ["Lankelly Chase", "Coventry"]),
        ("Interviewees said so. People agreed.", []),
        ("NHS trusts and the Department for Communities", ["NHS", "Department for Communities"]),
        ("It began in May 2018.", []),
        ("Infection with P. falciparum fell, in the U.S. sites too.", ["P. falciparum", "U", "S"]),
    ],
)
def test_names_are_runs_of_capitals_that_a_sentence_start_does_not_explain(text: str, expected: list[str]) -> None:
    assert [n.text for n in names(text)] == expected


@given(st.text(alphabet="AaBb .,'Of-"))
def test_names_point_at_their_own_words(text: str) -> None:
    assert all(text[n.start : n.end] == n.text for n in names(text))


def test_sentences_end_at_full_stops_but_not_after_abbreviations_or_initials() -> None:
    text = "Dr. Finch led it (see No. 4). J. Kania wrote. Why?\n\nA heading\n\nThe end"
    assert [text[a:b] for a, b in sentences(text)] == [
        "Dr. Finch led it (see No. 4).",
        "J. Kania wrote.",
        "Why?",
        "A heading",
        "The end",
    ]


def test_a_word_in_lower_case_opens_a_sentence_only_on_a_line_without_capitals() -> None:
    text = "acme inc. and its u.s. units grew. they paid no. 7. it fell.\nAt the end. it rose"
    assert [text[a:b] for a, b in sentences(text)] == [
        "acme inc. and its u.s. units grew.",
        "they paid no. 7.",
        "it fell.",
        "At the end. it rose",
    ]


@given(st.text(alphabet="ab. !?\nA"))
def test_sentences_lose_nothing_but_white_space(text: str) -> None:
    assert "".join(text[a:b] for a, b in sentences(text)).split() == text.split() or "".join(
        "".join(text[a:b].split()) for a, b in sentences(text)
    ) == "".join(text.split())


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("paid", "pays"),
        ("funding", "funded"),
        ("families", "family"),
        ("led", "leading"),
        ("controlled", "controls"),
        ("said", "says"),
    ],
)
def test_inflections_share_a_stem(a: str, b: str) -> None:
    assert stem(a) == stem(b)


def test_synonyms_share_a_key_and_other_words_do_not() -> None:
    assert keys("paid") & keys("funded")
    assert not keys("rose") & keys("fell")


def test_every_row_of_synonyms_says_something_of_its_own() -> None:
    rows = [frozenset(map(stem, row.split())) for row in SYNONYMS.strip().split("\n")]
    assert [row for row in rows if len(row) < 2] == []
    assert [(one, other) for one, other in permutations(rows, 2) if one <= other] == []
