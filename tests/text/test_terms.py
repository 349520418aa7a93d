"""Words and stems are those that the keyword index files a text under."""

from __future__ import annotations

import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.terms import STOP_WORDS, cosine, overlap, rarity, stem, stems, terms, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bees' honey", ["the", "bees", "honey"]),
        ("Ada’s café isn't open", ["ada", "cafe", "isnt", "open"]),
        ("in 2019-20, £3.5m", ["in", "2019", "20", "3", "5m"]),
        ("snake_case\t3.5%", ["snake", "case", "3", "5"]),
        ("", []),
    ],
)
def test_words_are_lowered_and_without_accents_and_apostrophes(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What did the bees do in the winter?", ("bees", "winter")),
        ("revenue in FY2022", ("revenue", "fy2022", "2022")),
        ("bees and bees", ("bees",)),
        ("How much did the bees cost, and how many were there?", ("bees", "cost")),
        ("What is it?", ("what", "is", "it")),
        ("How much did the tolls go up?", ("tolls",)),
        ("?!", ()),
    ],
)
def test_terms_are_the_words_that_tell_each_once_or_all_where_none_does(text: str, expected: tuple[str, ...]) -> None:
    assert terms(text) == expected


CORPUS = Path(__file__).parents[2] / "corpus"


def sqlite_stems(text: str) -> set[str]:
    connection = sqlite3.connect(":memory:")
    connection.execute('CREATE VIRTUAL TABLE t USING fts5(body, tokenize = "porter unicode61 remove_diacritics 2")')
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, row)")
    connection.execute("INSERT INTO t VALUES (?)", (text,))
    found = {row[0] for row in connection.execute("SELECT term FROM v")}
    connection.close()
    return found


@pytest.mark.parametrize(
    "text",
    ["families relational organizations hopping generously", "café déjà naïve Ñandú", "universities communities 2019 running"],
)
def test_stems_are_those_of_the_keyword_index(text: str) -> None:
    assert set(stems(text)) == sqlite_stems(text)


def test_stems_of_every_word_of_the_sample_corpus_are_those_of_the_keyword_index() -> None:
    files = [path for path in CORPUS.rglob("*") if path.suffix in (".md", ".html", ".vtt", ".srt", ".txt", ".py")]
    known = sorted({word for path in files for word in words(path.read_text(encoding="utf-8"))})
    assert len(known) > 2000
    assert {stem(word) for word in known} == sqlite_stems(" ".join(known))


@given(
    st.text(alphabet="abeilory", max_size=4),
    st.sampled_from(["log", "bl", "abl", "ibl", "l"]),
    st.sampled_from(["y", "i", "ies", "ied", "ys", "ily", "ying", "ical", "ity"]),
)
def test_stems_of_words_like_technology_and_possibly_are_those_of_the_keyword_index(start: str, middle: str, end: str) -> None:
    assert stems(start + middle + end) == sorted(sqlite_stems(start + middle + end))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("technology", "technolog"),
        ("biology", "biologi"),
        ("possibly", "possibl"),
        ("incredibly", "incred"),
        ("us", "us"),
        ("ies", "ie"),
        ("eed", "e"),
        ("x" * 65 + "ing", "x" * 65 + "ing"),
    ],
)
def test_where_sqlite_departs_from_the_paper(word: str, expected: str) -> None:
    assert stem(word) == expected
    assert sqlite_stems(word) == {expected}


@given(st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12), min_size=1, max_size=20))
def test_stems_of_any_plain_word_are_those_of_the_keyword_index(texts: list[str]) -> None:
    assert set(stems(" ".join(texts))) == sqlite_stems(" ".join(texts))


def test_stop_words_are_in_the_form_that_words_gives() -> None:
    assert all(words(word) == [word] for word in STOP_WORDS)


def test_many_threads_stem_as_one_does() -> None:
    ends = ("ational", "fulness", "ies", "ed", "ing", "s", "ement", "izer")
    draw = random.Random(7)
    made = ["".join(draw.choices("abcdefghiklmnoprstu", k=6)) + draw.choice(ends) for _ in range(4000)]
    alone = [stem(word) for word in made]
    stem.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda _: [stem.__wrapped__(word) for word in made], range(8)))
    assert all(words == alone for words in together)


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("harbour tolls rise", "tolls", 1.0),
        ("harbour tolls", "harbour rents rise", 0.5),
        ("harbour", "rents", 0.0),
        ("", "rents", 1.0),
    ],
)
def test_the_overlap_is_that_of_the_shorter(one: str, other: str, share: float) -> None:
    assert overlap(set(one.split()), set(other.split())) == share


def test_sentences_are_alike_by_the_rare_words_that_they_share() -> None:
    harbour, crane, gulls = ({"harbour", "toll", "wall"}, {"harbour", "toll", "crane"}, {"harbour", "gull", "nest"})
    weights = rarity([harbour, crane, gulls])
    assert weights["harbour"] < weights["toll"] < weights["gull"]
    assert cosine(harbour, harbour, weights) == pytest.approx(1.0)
    assert cosine(harbour, crane, weights) > cosine(harbour, gulls, weights) > cosine(harbour, set(), weights) == 0.0
