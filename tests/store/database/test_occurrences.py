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
from assistant.store.database import occurrences
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


@settings(max_examples=40, deadline=None)
@given(
    texts=st.lists(TEXTS, min_size=1, max_size=8),
    run=st.lists(st.sampled_from(WORDS), min_size=2, max_size=3),
    many=st.sampled_from([1, 1000]),
)
def test_a_run_of_words_is_scored_as_the_index_does(
    texts: list[str], run: list[str], many: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file, phrase = tmp_path_factory.mktemp("runs") / "c.sqlite", " ".join(run)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(occurrences, "MANY", many)
        patch.setattr(occurrences, "KEPT", 6)
        with closing(Catalog(f"sqlite:///{file}")) as catalog:
            for n, text in enumerate(texts):
                put(catalog, f"{n}.txt", text, title=WORDS[n % len(WORDS)])
            for _ in range(2):  # a second time from what was kept
                [found] = catalog.postings([phrase], FIELDS)
                assert list(zip(found.keys.tolist(), found.scores.tolist(), strict=True)) == own_scores(file, f'"{phrase}"', FIELDS)
                with closing(sqlite3.connect(file)) as connection:
                    expected = connection.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY 1", (f'body : "{phrase}"',))
                    assert catalog.keys_mentioning(phrase) == [key for (key,) in expected]


def test_a_word_that_stands_everywhere_may_be_any_word_in_a_run(tmp_path: Path) -> None:
    with closing(Catalog.open(tmp_path)) as catalog:
        for n, text in enumerate(("State of the Union address", "state in a union address", "state union address", "the union")):
            put(catalog, f"{n}.txt", text)
        keys = [catalog.chunks_of(f"{n}.txt")[0].key for n in range(4)]
        assert catalog.keys_mentioning("state of the union address") == keys[:2]
        assert catalog.keys_mentioning("the union") == [keys[0], keys[3]]  # one word tells: the ends must be there


@pytest.mark.parametrize("run", ["what is the union address", "the union address", "union address", "union address of the"])
def test_a_run_that_opens_with_such_words_is_found_at_the_beginning_of_a_title(run: str, tmp_path: Path) -> None:
    with closing(Catalog.open(tmp_path)) as catalog:
        for n, text in enumerate(("ash", "union address", "elm")):
            put(catalog, f"{n}.txt", text, title="Union address" if n else "")
        keys = [catalog.chunks_of(f"{n}.txt")[0].key for n in range(3)]
        [found] = catalog.postings([run], FIELDS)
        assert (found.keys.tolist(), catalog.keys_mentioning(run)) == (keys[1:], keys[1:2])
        assert found.scores.tolist() == catalog.postings(["union address"], FIELDS)[0].scores.tolist()


def test_what_was_kept_is_forgotten_when_the_catalog_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(occurrences, "MANY", 1)
    with closing(Catalog.open(tmp_path)) as catalog:
        for n in range(3):
            put(catalog, f"{n}.txt", "ash elm")
            assert len(catalog.keys_mentioning("ash elm")) == n + 1


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
