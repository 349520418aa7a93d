"""Chunks tile the body, fit the embedder together with their context, and are named by where they stand."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings

from assistant.chunk import CONTEXT_CHARS, CONTEXT_PIECES, chunk, context
from assistant.models.embedders import MAX_PIECES, MiniLM
from assistant.settings import Settings
from assistant.text.reading_text import reading
from assistant.text.sentences import parts, units
from assistant.types import Document, Locator, Segment
from tests.conftest import BagOfWords
from tests.documents import body_characters, documents

DEFAULT = Settings().chunk_pieces
LARGEST = next(m.le for m in Settings.model_fields["chunk_pieces"].metadata if hasattr(m, "le"))
COUNT = BagOfWords().count_pieces


def one_block(text: str, title: str | None = None, heading: tuple[str, ...] = ()) -> Document:
    return Document(
        text, (Segment(0, len(text), "paragraph", Locator(heading=heading)),), title=title, id="a.txt", sha256="ab" * 32
    )


@given(documents(dense=True))
def test_chunks_tile_the_body_of_any_document(made: Document) -> None:
    chunks = chunk(made, COUNT, 32)
    assert all(made.text[c.start : c.end] == c.text for c in chunks)
    assert all(before.end <= after.start for before, after in pairwise(chunks))
    assert body_characters(made) <= {i for c in chunks for i in range(c.start, c.end)}
    assert [c.sentences[0][0] for c in chunks] == [c.start for c in chunks]
    assert [c.sentences[-1][1] for c in chunks] == [c.end for c in chunks]
    assert body_characters(made) <= {i for c in chunks for start, end in c.sentences for i in range(start, end)}
    assert len({c.id for c in chunks}) == len(chunks)


@given(documents(dense=True))
def test_no_chunk_is_longer_than_asked_for(made: Document) -> None:
    assert all(n - 2 <= 32 for n in COUNT([reading(made, c.start, c.end) for c in chunk(made, COUNT, 32)]))


@settings(max_examples=25)
@given(documents(dense=True, max_blocks=4))
def test_context_and_chunk_fit_the_model_together(made: Document) -> None:
    count = MiniLM().count_pieces
    for limit in (DEFAULT, LARGEST):
        found = chunk(made, count, limit)
        assert max(count([f"{c.context}\n{reading(made, c.start, c.end)}" for c in found] or [""])) <= MAX_PIECES


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("7 " * 2000, id="figures"),
        pytest.param("1,2;3.4-" * 300, id="figures without a space"),
        pytest.param("水火木金土" * 400, id="no spaces, every character a piece"),
        pytest.param("x" * 5000, id="one endless word"),
        pytest.param("ab+/9Zq=" * 500, id="base64"),
        pytest.param("\U0001f41d" * 1200, id="pictures"),
    ],
)
@pytest.mark.parametrize("limit", [DEFAULT, LARGEST])
def test_dense_text_is_cut_until_it_fits_the_model(text: str, limit: int) -> None:
    made, count = one_block(text, title="3 1 4 1 5 9 2 6 " * 20, heading=("水" * 100,)), MiniLM().count_pieces
    found = chunk(made, count, limit)
    assert max(count([f"{c.context}\n{c.text}" for c in found])) <= MAX_PIECES
    assert body_characters(made) == {i for c in found for i in range(c.start, c.end) if not text[i].isspace()}


def test_a_long_unit_is_cut_at_soft_points() -> None:
    made = one_block("one two three, four five six")
    (unit,) = units(made)
    assert [made.text[u.start : u.end] for u in parts(made, unit)] == ["one two three,", "four five six"]


def test_a_heading_opens_a_chunk_once_the_last_one_is_a_quarter_full() -> None:
    text, segments = "", []
    for role, body in (("paragraph", "word " * 7 + "end."), ("heading", "Next"), ("paragraph", "Short."), ("heading", "Last")):
        segments.append(Segment(len(text), len(text) + len(body), role))  # type: ignore[arg-type]
        text += body + "\n"
    made = Document(text, tuple(segments), id="a.txt", sha256="ab" * 32)
    assert [c.text.split("\n")[0][:4] for c in chunk(made, COUNT, 32)] == ["word", "Next"]


def test_the_context_is_the_title_and_the_headings_each_once() -> None:
    made = one_block("Text.", title="Report")
    assert context(made, ("Report", "Aims")) == "Report | Aims"
    assert context(one_block("Text."), ()) == ""
    assert len(context(made, ("long " * 100,))) == CONTEXT_CHARS


def test_a_context_of_many_pieces_is_cut_short() -> None:
    (found,) = chunk(one_block("Text.", title=". " * 80), COUNT, 32)
    assert 0 < COUNT([found.context])[0] - 2 <= CONTEXT_PIECES


def test_ids_name_document_span_and_content() -> None:
    made = one_block("One. Two.")
    assert [c.id for c in chunk(made, COUNT, 32)] == ["a.txt#c=0-9@abababababab"]
    assert chunk(replace(made, sha256="cd" * 32), COUNT, 32)[0].id == "a.txt#c=0-9@cdcdcdcdcdcd"


def test_a_document_without_body_has_no_chunks() -> None:
    assert chunk(Document("---\nx: 1\n---", (Segment(0, 12, "front_matter"),)), COUNT, 32) == []
