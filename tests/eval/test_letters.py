"""A quote is found by its letters, whatever spaces, hyphens and ligatures another tool made of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.letters import Letters, align, share_of_words, words


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("The co-\noperation of all.", "cooperation of all", "co-\noperation of all"),
        ("a ﬁnal  report", "a final report", "a ﬁnal  report"),
        ("£112 million", "112 Million", "112 million"),
        ("place-based work here", "place based work here", "place-based work here"),
    ],
)
def test_a_quote_is_found_whatever_the_other_tool_did_to_spaces_hyphens_and_ligatures(text: str, quote: str, found: str) -> None:
    assert [text[a:b] for a, b in Letters(text).find(quote)] == [found]


def test_a_short_quote_is_found_as_whole_words_only() -> None:
    assert Letters("start the art").find("art") == [(10, 13)]


def test_every_place_is_found() -> None:
    assert len(Letters("one two three four. One two three four.").find("one two three four")) == 2


def test_marks_around_the_quote_belong_to_it_where_the_text_has_them() -> None:
    text = "so: “one two three four.” Or one two three four?"
    assert [text[a:b] for a, b in Letters(text).find("“one two three four.”")] == ["“one two three four.”", "one two three four"]


def test_a_quote_without_letters_is_nowhere() -> None:
    assert Letters("a, b").find("—") == []


@given(st.text(max_size=40), st.text(alphabet="abc é\n-ﬁ", min_size=1, max_size=20), st.text(max_size=40))
def test_what_is_found_has_the_letters_of_the_quote(before: str, quote: str, after: str) -> None:
    text = f"{before} {quote} {after}"
    for start, end in Letters(text).find(quote):
        assert Letters(text[start:end]).folded == Letters(quote).folded


def test_numbers_keep_their_commas_and_points() -> None:
    assert words("In 2015, 1,200.5 people") == ["in", "2015", "1,200.5", "people"]


def test_each_word_counts_as_often_as_the_quote_has_it() -> None:
    assert share_of_words("a a b c", "a b d") == 0.5


def test_a_table_read_in_pieces_is_aligned_by_its_words() -> None:
    text = "before it all | Revenue 25,867 and note Services 17,611 Total 66,608 after"
    span = align("Revenue 25,867 Services 17,611 Total 66,608", text)
    assert span is not None
    assert text[slice(*span)] == "Revenue 25,867 and note Services 17,611 Total 66,608"


def test_words_scattered_over_a_page_are_no_span() -> None:
    assert align("alpha beta gamma delta", "alpha" + " x" * 200 + " beta gamma" + " y" * 200 + " delta") is None
