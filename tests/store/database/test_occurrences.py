"""The score of a word is the one that FTS5's own function gives, to the last bit that is kept."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.store.catalog import Catalog
from assistant.store.database.occurrences import _numbers
from tests.retrieve.test_keywords import WORDS, put

FIELDS = (0.5, 0.25, 1.0)
TEXTS = st.lists(st.sampled_from([*WORDS, "elm " * 200]), min_size=1, max_size=9).map(" ".join)


def own_scores(file: Path, word: str, fields: tuple[float, float, float]) -> list[tuple[int, float]]:
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT rowid, -bm25(words, ?, ?, ?) FROM words WHERE words MATCH ? ORDER BY 1", (*fields, word))
        return [(key, float(np.float32(score))) for key, score in found]


@settings(max_examples=25, deadline=None)
@given(before=st.lists(TEXTS, max_size=6), after=st.lists(TEXTS, max_size=4), gone=st.integers(0, 6))
def test_scores_are_those_of_the_index(
    before: list[str], after: list[str], gone: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("occurrences") / "c.sqlite"
    with closing(Catalog(f"sqlite:///{file}")) as catalog:
        for texts in (before, after):  # a second time, when what was kept of the first no longer holds
            for n, text in enumerate(texts):
                put(catalog, f"{n}.txt", text, title=WORDS[n % len(WORDS)])
            found = catalog.postings(WORDS, FIELDS)
            for word, postings in zip(WORDS, found, strict=True):
                assert list(zip(postings.keys.tolist(), postings.scores.tolist(), strict=True)) == own_scores(file, word, FIELDS)
            with catalog.writing():
                catalog.remove([f"{gone}.txt"])


def test_a_word_is_found_while_the_catalog_is_written_to(tmp_path: Path) -> None:
    with closing(Catalog.open(tmp_path)) as catalog:
        put(catalog, "a.txt", "An ash.")
        with catalog.writing():
            catalog.remove(["a.txt"])
            assert [len(found.keys) for found in catalog.postings(["ash", "elm"], FIELDS)] == [0, 0]


@pytest.mark.parametrize(
    ("stored", "expected"),
    [("00", [0]), ("7f05", [127, 5]), ("8100", [128]), ("CE1086A57200C6FF6B", [10000, 103154, 0, 1163243]), ("", [])],
)
def test_numbers_are_read_in_the_form_that_sqlite_has(stored: str, expected: list[int]) -> None:
    assert _numbers(bytes.fromhex(stored)).tolist() == expected
