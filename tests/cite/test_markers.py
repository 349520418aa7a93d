"""Markers in every bracket are understood, belong to the right sentence, and stream without ever being half-shown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cite.markers import JOINER, Claim, Draft, claims, literal, markers, numbers_in


@pytest.mark.parametrize(
    ("inside", "numbers"),
    [
        ("1", [1]),
        ("1, 3", [1, 3]),
        ("1,3;5", [1, 3, 5]),
        ("2-4", [2, 3, 4]),
        ("2 – 4", [2, 3, 4]),
        ("1 and 2", [1, 2]),
        ("3, 3", [3]),
        ("1-9999", list(range(1, 11))),
        ("5-1", []),
    ],
)
def test_the_numbers_of_a_marker(inside: str, numbers: list[int]) -> None:
    assert numbers_in(inside) == numbers


@pytest.mark.parametrize(
    "marker",
    [
        *(
            "[1]",
            "[ 1 ]",
            "[[1]]",
            "【1】",
            "【1†source】",
            "［1］",
            "〔1〕",
            "[^1]",
            "[#1]",
            "[passage 1]",
            "[Source 1]",
            "(source 1)",
        ),
        *("(Passage no. 1)", "[1](https://example.org/a)", "[1: page 3]"),
    ],
)
def test_a_marker_in_any_bracket_is_understood(marker: str) -> None:
    assert claims(f"Bees sleep {marker}. They wake.") == [
        Claim("", "Bees sleep.", (1,), len(f"Bees sleep {marker}.")),
        Claim("", "They wake.", (), len(f"Bees sleep {marker}. They wake.")),
    ]


@pytest.mark.parametrize("text", ["(1) first", "(2019)", "[sic]", "[12345]", "`a[1]`", "``x[2]`y``", "a[i]", "[a 1]"])
def test_what_only_looks_like_a_marker_is_left_alone(text: str) -> None:
    assert list(markers(text)) == []
    assert [claim.lead + claim.text for claim in claims(text)] == [text]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("One. [1] Two. [2]", [("One.", (1,)), ("Two.", (2,))]),
        ("One [1]. Two [2][3].", [("One.", (1,)), ("Two.", (2, 3))]),
        ("[1] One. Two.", [("One.", (1,)), ("Two.", ())]),
        ("One [1] and two [2]. Three", [("One and two.", (1, 2)), ("Three", ())]),
        ("1. One stands here. [1] Two does.", [("One stands here.", (1,)), ("Two does.", ())]),
        ("[4]", [("", (4,))]),
        ("  ", []),
    ],
)
def test_each_marker_belongs_to_its_sentence(line: str, found: list[tuple[str, tuple[int, ...]]]) -> None:
    assert [(claim.text, claim.numbers) for claim in claims(line)] == found


@given(
    st.lists(
        st.sampled_from([" ", "[1]", " [2, 3]", "【4】", "One.", "Two!", " 3.5 [5", "]", "\u2003", " Dr. Who"]), max_size=12
    ).map("".join)
)
def test_no_number_of_a_marker_is_lost(line: str) -> None:
    written = {n for m in markers(line) for n in numbers_in(m["square"] or m["round"])}
    assert {n for claim in claims(line) for n in claim.numbers} == written


def test_what_marks_an_item_or_a_heading_is_no_part_of_the_claim() -> None:
    assert [(c.lead, c.text) for line in ("- Bees. [1]", "2) Ants.", "## The hive") for c in claims(line)] == [
        ("- ", "Bees."),
        ("2) ", "Ants."),
        ("## ", "The hive"),
    ]


def numbered(claim: Claim) -> str:
    return claim.lead + claim.text + "".join(f" <{n}>" for n in claim.numbers)


def streamed(pieces: list[str], *, whole: bool = False) -> list[str]:
    draft = Draft(numbered, whole=whole)
    return [*(draft.feed(piece) for piece in pieces), draft.finish()]


def test_words_are_shown_as_they_come_and_markers_once_their_sentence_is_over() -> None:
    assert streamed(["Bees sl", "eep [", "1", "] at nigh", "t. [2]", " They ", "wake up", "."]) == [
        "Bees sl", "eep", "", " at nigh", "t.", "", " <1> <2> They wake up", ".", ""
    ]  # fmt: skip


def test_whole_sentences_are_shown_when_they_are_over() -> None:
    assert streamed(["Bees sleep [1]. Th", "ey wake up."], whole=True) == ["", "Bees sleep. <1>", " They wake up."]


def test_lines_are_kept_apart_and_blank_ones_are_one() -> None:
    assert "".join(streamed(["\n\nOne. [1]\r\n\n\n\nTwo.\n- Three [2]\n\n"])) == "One. <1>\n\nTwo.\n- Three <2>"


def test_a_fenced_block_is_left_as_it_is() -> None:
    assert "".join(streamed(["See:\n```\nx = a[1]\n  y = b[2]. C\n```\nOne [3]."])) == (
        "See:\n```\nx = a[1]\n  y = b[2]. C\n```\nOne. <3>"
    )


def test_a_sentence_left_out_leaves_no_gap() -> None:
    draft = Draft(lambda claim: "" if "Two" in claim.text else claim.text, whole=True)
    assert draft.feed("One. Two. Three.\nTwo.\nFour.") + draft.finish() == "One. Three.\nFour."


PIECES = (
    "[1]|[|]|1|2|,|【3】|(|)|source | |. |! |\n|`|```|- |1. |Dr. |The |bees|U.S. |There|# |*|'|”|…|a|Z|\r\n|[2-4]|](http://a)|and "
    "|it |. it |. “The "
)
LIKELY = st.lists(st.sampled_from(PIECES.split("|")), max_size=40).map("".join)


def test_a_capital_that_comes_late_takes_no_word_from_what_was_shown() -> None:
    text = "it sleeps [1]. it wakes [2]. “The bee” flies [3]."
    assert "".join(streamed(list(text))) == "".join(streamed([text])) == "it sleeps. <1> it wakes. <2> “The bee” flies. <3>"


@given(text=st.one_of(LIKELY, st.text(max_size=80)), cuts=st.lists(st.integers(0, 200), max_size=30), whole=st.booleans())
def test_however_it_is_cut_the_same_is_shown(text: str, cuts: list[int], whole: bool) -> None:
    at = sorted({min(cut, len(text)) for cut in cuts})
    pieces = [text[a:b] for a, b in zip([0, *at], [*at, len(text)], strict=True)]
    assert "".join(streamed(pieces, whole=whole)) == "".join(streamed([text]))
    assert "".join(streamed(list(text), whole=whole)) == "".join(streamed([text]))


@given(text=LIKELY)
def test_no_marker_is_shown_but_those_that_were_settled(text: str) -> None:
    shown = "".join(streamed(list(text)))
    outside_code = re.sub(r"```.*?(```|$)|`+[^`\n]*`+", "", shown, flags=re.DOTALL)
    assert not list(markers(outside_code)) or "`" in text


BRACKETED = st.lists(
    st.sampled_from(["[", "]", "【", "】", "(", ")", "1", "3", ", ", "source ", "†", " ", "\n", "a", ". ", ":"])
).map("".join)


@given(BRACKETED)
def test_the_brackets_of_a_source_look_the_same_and_are_no_markers(text: str) -> None:
    written = literal(text)
    assert written.replace(JOINER, "") == text
    assert list(markers(written)) == [] and not any(claim.numbers for line in written.split("\n") for claim in claims(line))


def test_a_bracket_of_a_source_is_kept_where_the_sentence_is_cited() -> None:
    text = literal("It fell by half.[3] It was “a [2015] matter” (source 4).") + " [1]"
    assert [(c.text.replace(JOINER, ""), c.numbers) for c in claims(text)] == [
        ("It fell by half.[3]", ()),
        ("It was “a [2015] matter” (source 4).", (1,)),
    ]
