"""The catalog gives back what was put in, changes a document at once or not at all, and says when something has changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.chat.history import Conversations
from assistant.chunk import chunk
from assistant.errors import DocumentNotFound, IndexMismatch, IndexMissing, StoreUnavailable
from assistant.store.catalog import Catalog
from assistant.store.records import Records
from assistant.store.rows import pack_vectors, unpack_vectors
from assistant.text.reading_text import reading
from assistant.types import Chunk, Document, Receipt, Segment
from tests.conftest import BagOfWords
from tests.documents import documents

EQUAL = (1.0, 1.0, 1.0)


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog.open(tmp_path / "data")


def made(id_: str, text: str, **more: object) -> Document:
    return Document(text, (Segment(0, len(text), "paragraph"),), id=id_, sha256=id_[0] * 64, **more)  # type: ignore[arg-type]


def put(catalog: Catalog, document: Document, pieces: int = 32) -> list[Chunk]:
    chunks = chunk(document, BagOfWords().count_pieces, pieces)
    with catalog.writing():
        bodies = [reading(document, c.start, c.end) for c in chunks]
        catalog.put(document, chunks, bodies, root="/r", path=f"/r/{document.id}", stamp="1-1-")
    return chunks


def keys_holding(catalog: Catalog, word: str) -> list[int]:
    (found,) = catalog.postings([word], EQUAL)
    assert len(found.keys) == len(found.scores) and (found.scores > 0).all()
    return found.keys.tolist()


def embed(catalog: Catalog, document: str, chunks: list[Chunk]) -> None:
    vectors = {c.id: (pack_vectors(np.full((1, 4), 0.5, np.float32)), None) for c in chunks}
    with catalog.writing():
        catalog.set_vectors(document, vectors)


@settings(max_examples=20)
@given(made=documents())
def test_a_document_comes_back_as_it_was_put(made: Document, tmp_path_factory: pytest.TempPathFactory) -> None:
    catalog = Catalog(f"sqlite:///{tmp_path_factory.mktemp('catalog') / 'c.sqlite'}")
    document = replace(
        made,
        authors=("Ada Finch", "Bo"),
        date="2019-05",
        kind="blog",
        url="https://example.org/a",
        metadata={"topic": "bees"},
        receipt=Receipt(pages=3, empty_pages=(2,), notes=("a note",)),
    )
    chunks = put(catalog, document)
    assert catalog.document(document.id) == document
    rows = catalog.chunks_of(document.id)
    assert [(r.id, r.start, r.end, r.context, r.sentences) for r in rows] == [
        (c.id, c.start, c.end, c.context, c.sentences) for c in chunks
    ]
    (info,) = catalog.documents()
    assert (info.title, info.kind, info.date, info.authors, info.pages) == ("Annual report", "blog", "2019-05", document.authors, 3)
    assert (info.metadata, info.chunks, info.state) == ({"topic": "bees"}, len(chunks), "pending")
    catalog.close()


def test_a_document_is_replaced_whole(catalog: Catalog) -> None:
    embed(catalog, "a.txt", put(catalog, made("a.txt", "The oldword stood here.")))
    put(catalog, made("a.txt", "The newword stands here."))
    assert keys_holding(catalog, "oldword") == []
    (key,) = keys_holding(catalog, "newword")
    assert [row.document for row in catalog.chunks(keys=[key])] == ["a.txt"]
    assert [info.state for info in catalog.documents()] == ["pending"]
    assert [action for _, action, _ in catalog.outbox(10)] == ["upsert", "delete"]


def test_what_fails_within_a_transaction_leaves_the_old_version(catalog: Catalog) -> None:
    put(catalog, made("a.txt", "The oldword stood here."))
    before = catalog.revision
    with pytest.raises(ZeroDivisionError), catalog.writing():
        catalog.put(made("a.txt", "The newword."), [], [], root="/r", path="/r/a.txt", stamp="2-2-")
        raise ZeroDivisionError
    assert catalog.document("a.txt").text == "The oldword stood here."
    assert len(keys_holding(catalog, "oldword")) == 1 and catalog.revision == before


def test_a_reader_sees_the_old_version_until_the_new_one_is_complete(catalog: Catalog, tmp_path: Path) -> None:
    put(catalog, made("a.txt", "The oldword stood here."))
    reader = Catalog.open_existing(tmp_path / "data")
    before = reader.revision
    with catalog.writing():
        catalog.remove(["a.txt"])
        assert reader.document("a.txt").text == "The oldword stood here." and reader.revision == before
    with pytest.raises(DocumentNotFound, match=r"'a\.txt'"):
        reader.document("a.txt")
    assert reader.revision > before


def test_vectors_make_a_document_ready_and_fill_the_outbox(catalog: Catalog) -> None:
    chunks = put(catalog, made("a.txt", "One sentence. " * 40))
    assert catalog.count_chunks() == len(chunks) > 1 and catalog.outbox(10) == []
    embed(catalog, "a.txt", chunks)
    assert [(action, id_) for _, action, id_ in catalog.outbox(10)] == [("upsert", c.id) for c in chunks]
    assert catalog.documents()[0].state == "ready" and catalog.files()["a.txt"].state == "ready"
    with catalog.writing():
        catalog.clear_outbox(catalog.outbox(10)[0][0])
    assert len(catalog.outbox(10)) == len(chunks) - 1
    with catalog.writing():
        catalog.remove(["a.txt"])
    assert catalog.count_chunks() == 0 and catalog.outbox(99)[-1][1] == "delete"


def test_a_key_never_comes_to_mean_another_chunk(catalog: Catalog) -> None:
    put(catalog, made("a.txt", "First."))
    (old,) = keys_holding(catalog, "first")
    with catalog.writing():
        catalog.remove(["a.txt"])
    put(catalog, made("b.txt", "Second."))
    assert catalog.chunks(keys=[old]) == []


def test_chunks_are_found_by_key_and_by_id_in_any_number(catalog: Catalog) -> None:
    chunks = put(catalog, made("a.txt", "Ten words stand in this sentence right here, you see. " * 1200), pieces=32)
    ids = [c.id for c in chunks]
    assert len(ids) > 500 and {row.id for row in catalog.chunks(ids=[*ids, "gone"])} == set(ids)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("bridges", {"a.txt"}), ("bridge", {"a.txt"}), ("cafe", {"b.txt"}), ("annual", {"b.txt"}), ("zzz", set())],
)
def test_words_are_found_by_their_stem_without_accents(word: str, expected: set[str], catalog: Catalog) -> None:
    put(catalog, made("a.txt", "Two bridges were built."))
    put(catalog, made("b.txt", "The café opened.", title="Annual report"))
    assert {row.document for row in catalog.chunks(keys=keys_holding(catalog, word))} == expected


def test_chunks_are_counted_that_hold_a_word_in_their_text(catalog: Catalog) -> None:
    put(catalog, made("a.txt", "Bridges and bridges."))
    put(catalog, made("b.txt", "A bridge.", title="A bridge"))
    put(catalog, made("c.txt", "A ferry.", title="Of bridges"))
    assert [found.in_text for found in catalog.postings(["bridge", "zzz", "ferries"], EQUAL)] == [2, 0, 1]


@given(st.lists(st.lists(st.floats(-1, 1, width=32), min_size=8, max_size=8), min_size=1, max_size=5))
@example([[5e-44] * 8])  # a scale that single precision holds as nothing
def test_packed_vectors_come_back_nearly_as_they_were(rows: list[list[float]]) -> None:
    vectors = np.array(rows, np.float32)
    back = unpack_vectors(pack_vectors(vectors))
    assert back.shape == vectors.shape and back.dtype == np.float32
    assert np.abs(back - vectors).max() <= np.abs(vectors).max() / 127 * 0.51 + 1e-30


def test_a_missing_catalog_is_no_empty_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="run: assistant ingest"):
        Catalog.open_existing(tmp_path)


def test_another_schema_is_refused(tmp_path: Path) -> None:
    Catalog.open(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "catalog.sqlite")
    connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    connection.commit()
    connection.close()
    with pytest.raises(IndexMismatch, match="of a newer version"):
        Catalog.open(tmp_path)


def test_a_file_that_is_no_catalog_is_named(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_bytes(b"something else " * 100)
    with pytest.raises(StoreUnavailable, match=r"catalog\.sqlite"):
        Catalog.open(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="file"):
        Catalog.open(tmp_path / "file")


def test_runs_of_words_are_found_and_scores_fall_with_length(catalog: Catalog) -> None:
    put(catalog, made("a.txt", "Bees make honey. Honey keeps for many years if it is kept dry.", title="Hives"))
    put(catalog, made("b.txt", "A beekeeper's honey keeps."))
    put(catalog, made("c.txt", "Honey is kept, it keeps."))
    a, b = (catalog.chunks_of(id_)[0].key for id_ in ("a.txt", "b.txt"))
    (found,) = catalog.postings(["honey keeps"], EQUAL)
    assert found.keys.tolist() == [a, b] and 0 < found.scores[0] < found.scores[1]
    assert catalog.keys_of(["b.txt", "gone.txt"]) == [b]


@pytest.mark.parametrize("name", ["what?mode=ro", "100% of it", "a#b", "%41", "two words"])
def test_a_data_folder_may_be_named_as_a_user_likes(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name

    with closing(Catalog.open(folder)), closing(Conversations.open(folder)), closing(Records.open(folder)):
        assert [path.name for path in tmp_path.iterdir()] == [name]
        assert {path.name for path in folder.glob("*.sqlite")} == {"catalog.sqlite", "conversations.sqlite", "records.sqlite"}


def test_facts_are_found_by_what_their_keys_begin_with_and_forgotten(tmp_path: Path) -> None:
    with closing(Catalog.open(tmp_path)) as catalog:
        with catalog.writing():
            for key in ("gone a", "gone b_%", "Gone c", "going"):
                catalog.set_fact(key, key.upper())
        assert catalog.facts("gone ") == {"a": "GONE A", "b_%": "GONE B_%"}
        with catalog.writing():
            catalog.drop_facts(["gone a", "never"])
        assert catalog.facts("gone ") == {"b_%": "GONE B_%"} and catalog.fact("going") == "GOING"
