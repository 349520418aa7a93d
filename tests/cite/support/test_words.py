"""Words, names, sentences, numbers and dates are read as people write them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cite.support.quantities import dates, numbers
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
    ("text", "value", "unit"),
    [
        ("over a quarter of a million people", 250_000, ""),
        ("half a million", 500_000, ""),
        ("£112m over eight", 112e6, "£"),
        ("£28 million", 28e6, "£"),
        ("1,850 young people", 1850, ""),
        ("sixty-three authorities", 63, ""),
        ("a hundred and twenty days", 120, ""),
        ("12 per cent", 0.12, "%"),
        ("37%", 0.37, "%"),
        ("two thirds of it", 2 / 3, "fraction"),
        ("a fifth of it", 0.2, "fraction"),
        ("the third lesson", 3, "ordinal"),
        ("10 pounds", 10, "£"),
        ("to 10 of them", 10, ""),
        ("3.2 visits", 3.2, ""),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, value: float, unit: str) -> None:
    first = numbers(text)[0]
    assert (first.value, first.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize(
    ("a", "b", "same"), [("a fifth", "20%", True), ("£28", "28", False), ("three", "3", True), ("£28m", "£28bn", False)]
)
def test_amounts_are_compared_by_value_and_unit(a: str, b: str, same: bool) -> None:
    assert numbers(a)[0].same(numbers(b)[0]) is same


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 3 May 2011", (2011, 5, 3)),
        ("on May 3, 2011", (2011, 5, 3)),
        ("in May 2011", (2011, 5, None)),
        ("2011-05-03", (2011, 5, 3)),
        ("the 2009 Budget", (2009, None, None)),
        ("in October of the same year", (None, 10, None)),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(text: str, expected: tuple[int | None, int | None, int | None]) -> None:
    (date,) = dates(text)
    assert (date.year, date.month, date.day) == expected
    assert numbers(text) == ()


def test_a_financial_year_is_one_date() -> None:
    (date,) = dates("by the end of 2020/21")
    assert (date.year, date.to_year) == (2020, 2021)


def test_a_vaguer_date_holds_for_a_more_exact_one_but_not_the_other_way() -> None:
    day, month = dates("1 July 2022")[0], dates("July 2022")[0]
    assert month.within(day)
    assert not day.within(month)


@pytest.mark.parametrize("text", ["may 2011 people", "they may 20 times"])
def test_the_verb_may_is_no_month(text: str) -> None:
    assert all(d.month is None for d in dates(text))


@given(st.text(alphabet="0123456789£%,. abcdefmk/-May20"))
def test_numbers_and_dates_point_at_their_own_words_and_never_overlap(text: str) -> None:
    found = sorted([*numbers(text), *dates(text)], key=lambda f: f.start)
    assert all(text[f.start : f.end] == f.text for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


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
