"""Keyword scores that are kept add up to those of the catalog's own search, and are fetched anew when it has changed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.retrieve.keywords import Keywords
from assistant.store.catalog import Catalog
from assistant.store.rows import Postings
from assistant.types import Chunk, Document, Segment

FIELDS = (0.5, 0.25, 1.0)
WORDS = "ash beech cedar dogwood elm".split()


def put(catalog: Catalog, id_: str, text: str, title: str | None = None) -> None:
    document = Document(text, (Segment(0, len(text), "paragraph"),), id=id_, sha256=id_[0] * 64, title=title)
    chunk = Chunk(f"{id_}#0-{len(text)}@{id_[0] * 12}", id_, 0, len(text), text, document.locate(0, len(text)), ((0, len(text)),))
    with catalog.writing():
        catalog.put(document, [chunk], [text], root="/r", path=f"/r/{id_}", stamp="1-1-")


@settings(max_examples=25, deadline=None)
@given(
    texts=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join), min_size=1, max_size=8),
    wanted=st.lists(st.sampled_from([*WORDS, "ash beech", "elm elm"]), min_size=1, max_size=4, unique=True),
    limit=st.integers(1, 9),
)
def test_a_search_gives_what_one_query_of_the_index_gives(
    texts: list[str], wanted: list[str], limit: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("keywords") / "c.sqlite"
    catalog = Catalog(f"sqlite:///{file}")
    for n, text in enumerate(texts):
        put(catalog, f"{n}.txt", text, title=WORDS[n % len(WORDS)])
    found = Keywords(catalog, FIELDS).search(wanted, limit)
    connection = sqlite3.connect(file)
    expected = connection.execute(
        "SELECT rowid, -bm25(words, ?, ?, ?) AS score FROM words WHERE words MATCH ? ORDER BY score DESC, rowid",
        (*FIELDS, " OR ".join(f'"{w}"' for w in wanted)),
    ).fetchall()
    connection.close()
    catalog.close()
    assert len(found) == min(limit, len(expected))
    assert list(found.values()) == pytest.approx([score for _, score in expected[:limit]], rel=1e-5)
    assert all(found[key] == pytest.approx(score, rel=1e-5) for key, score in expected if key in found)


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    made = Catalog.open(tmp_path)
    put(made, "a.txt", "An ash stands by an elm.")
    put(made, "b.txt", "An ash, an ash, an ash.")
    return made


def test_only_the_documents_named_are_searched(catalog: Catalog) -> None:
    keywords = Keywords(catalog, FIELDS)
    keywords.look(catalog.revision)
    (a,), (b,) = catalog.keys_of(["a.txt"]), catalog.keys_of(["b.txt"])
    assert set(keywords.search(["ash"], 5)) == {a, b}
    assert set(keywords.search(["ash"], 5, {"a.txt"})) == {a} and keywords.search(["ash"], 5, {"c.txt"}) == {}
    assert keywords.search(["oak"], 5) == keywords.search([], 5) == {}


def test_what_was_fetched_is_used_until_the_catalog_changes(catalog: Catalog) -> None:
    keywords = Keywords(catalog, FIELDS)
    keywords.look(catalog.revision)
    assert len(keywords.of("elm").keys) == 1 and keywords.counts(["elm", "oak"]) == ([1, 0], 2)
    assert keywords.of("elm") is keywords.of("elms") and keywords.mentions("elm") == {"a.txt": 1}
    put(catalog, "c.txt", "Another elm.")
    assert len(keywords.of("elm").keys) == 1  # one question sees one state from beginning to end
    keywords.look(catalog.revision)
    assert len(keywords.of("elm").keys) == 2 and keywords.counts(["elm"]) == ([2], 3)
    assert keywords.mentions("elm") == {"a.txt": 1, "c.txt": 1}


def test_mentions_are_counted_for_the_document_that_each_chunk_is_of(catalog: Catalog) -> None:
    chunks = [Chunk(f"d#{n}", "d.txt", n, n + 1, "x", Document("x", ()).locate(0, 1), ()) for n in range(4)]
    with catalog.writing():
        catalog.put(Document("x" * 9, (), id="d.txt"), chunks, ["oak", "oak elm", "elm", "oak"], root="/r", path="/r/d", stamp="1")
    put(catalog, "e.txt", "No tree.", title="Oak")
    put(catalog, "b.txt", "An oak, an ash.")  # replaced, so that its key comes after all others
    keywords = Keywords(catalog, FIELDS)
    assert keywords.mentions("oak") == {"d.txt": 3, "b.txt": 1} and keywords.mentions("oak elm") == {"d.txt": 1}
    assert keywords.mentions("yew") == {}


def test_mentions_are_as_old_as_the_last_look(catalog: Catalog) -> None:
    keywords = Keywords(catalog, FIELDS)
    keywords.look(catalog.revision)
    assert keywords.mentions("ash") == {"a.txt": 1, "b.txt": 1}
    put(catalog, "c.txt", "An elm.")
    assert keywords.mentions("elm") == {"a.txt": 1}  # the range of c.txt is not known yet: left out, not given to another
    keywords.look(catalog.revision)
    assert keywords.mentions("elm") == {"a.txt": 1, "c.txt": 1}


def test_what_was_used_longest_ago_is_let_go_first(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.retrieve.keywords.OVERHEAD", 1)
    keywords = Keywords(catalog, FIELDS, kept=6)  # "ash" takes three, "elm" two, a word that nobody holds one
    keywords.look(catalog.revision)
    ash, elm = keywords.of("ash"), keywords.of("elm")
    keywords.of("oak")
    assert keywords.of("ash") is ash  # used again, so it is now "elm" whose use is the oldest
    keywords.of("yew")
    assert keywords.of("ash") is ash and keywords.of("elm") is not elm


@pytest.mark.parametrize(("held", "asked", "expected"), [([2, 5], [1, 2, 5, 9], [0, 1, 1, 0]), ([], [1, 2], [0, 0])])
def test_postings_say_which_chunks_hold_the_word(held: list[int], asked: list[int], expected: list[int]) -> None:
    postings = Postings(np.array(held, np.int32), np.ones(len(held), np.float32))
    assert postings.among(np.array(asked, np.int32)).astype(int).tolist() == expected


@pytest.fixture
def ashes(tmp_path: Path) -> Catalog:
    """Twelve chunks hold "ash", ten of them "elms" too, one "yew"."""
    made = Catalog.open(tmp_path / "ashes")
    for n in range(12):
        put(made, f"{n:02}.txt", "An ash by the elms." if n < 10 else "An ash, a yew." if n == 10 else "An ash.")
    return made


def test_words_that_were_fetched_ahead_are_those_of_a_search(ashes: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = Keywords(ashes, FIELDS).search(["ash", "elm", "yew"], 20)
    keywords = Keywords(ashes, FIELDS)
    keywords.warm(lambda: True)
    fetched: list[str] = []
    monkeypatch.setattr(ashes, "postings", lambda wanted, fields: fetched.extend(wanted) or [Postings.of([])] * len(wanted))
    assert keywords.counts(["ash", "elms", "yew"]) == ([12, 10, 1], 12) and not fetched
    keywords.counts(["oak"])
    assert fetched == ["oak"]
    monkeypatch.undo()
    again = Keywords(ashes, FIELDS)
    again.warm(lambda: True)
    assert again.search(["ash", "elm", "yew"], 20) == expected


@pytest.mark.parametrize(("kept", "going_on", "held"), [(100, True, {"ash", "elm"}), (13, True, {"ash"}), (100, False, set())])
def test_no_more_is_fetched_ahead_than_is_kept_and_wanted(
    ashes: Catalog, kept: int, going_on: bool, held: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.retrieve.keywords.AT_ONCE", 1)  # a word at a time
    monkeypatch.setattr("assistant.retrieve.keywords.OVERHEAD", 1)
    keywords = Keywords(ashes, FIELDS, kept=kept)
    keywords.warm(lambda: going_on)
    fetched: list[str] = []
    monkeypatch.setattr(ashes, "postings", lambda wanted, fields: fetched.extend(wanted) or [Postings.of([])] * len(wanted))
    keywords.of_each(["ash", "elm"])
    assert {"ash", "elm"}.difference(fetched) == held
