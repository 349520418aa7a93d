"""What a document says several times is embedded once, and its vectors depend on the document alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import wait
from typing import Any

import numpy as np
import pytest

from assistant.errors import ModelUnavailable
from assistant.intake import embedding as room
from assistant.intake.embedding import Embedding, Packed, Texts, embed_document
from assistant.intake.parsing import Parsed
from assistant.store.rows import unpack_vectors
from assistant.types import Chunk, Document, Kind, Locator, Segment
from tests.conftest import BagOfWords

TEXT = "The sea rose. The wall held.\nThe sea rose. The mast broke."


def parsed(id_: str = "a.txt", *, context: str = "Storms", kind: Kind = "report", tabular: float = 0.0) -> Parsed:
    """Return two chunks of two sentences each; the first sentence of both is the same."""
    lines = (Segment(0, 28, "paragraph", Locator()), Segment(29, 58, "paragraph", Locator()))
    document = Document(TEXT, lines, id=id_, sha256="0" * 64, title="Storms", kind=kind)
    spans = [((0, 13), (14, 28)), ((29, 42), (43, 58))]
    chunks = [
        Chunk(f"{id_}-{n}", id_, s[0][0], s[1][1], TEXT[s[0][0] : s[1][1]], Locator(), s, context, tabular)
        for n, s in enumerate(spans)
    ]
    return Parsed(document, chunks, [chunk.text for chunk in chunks], 0.0)


class Counting(BagOfWords):
    """Keeps what it is asked to embed."""

    def __init__(self, cores: int = 1) -> None:
        self.cores = cores
        self.asked: list[list[str]] = []

    def embed(self, texts: Sequence[str]) -> Any:
        self.asked.append(list(texts))
        return super().embed(texts)


def cosines(packed: bytes | None, *texts: str) -> list[float]:
    assert packed is not None
    return [float(v) for v in (unpack_vectors(packed) * BagOfWords().embed(texts)).sum(axis=1)]


SENTENCES = [("The sea rose.", "The wall held."), ("The sea rose.", "The mast broke.")]
WHOLE = [f"Storms\n{' '.join(sentences)}" for sentences in SENTENCES]


def right(packed: Packed, id_: str = "a.txt") -> bool:
    """Say whether each chunk has a vector of its own and those of its sentences, in their order."""
    found = [
        cosine
        for n, (whole, sentences) in enumerate(zip(WHOLE, SENTENCES, strict=True))
        for cosine in (*cosines(packed[f"{id_}-{n}"][0], whole), *cosines(packed[f"{id_}-{n}"][1], *sentences))
    ]
    return len(found) == 6 and min(found) > 0.99


@pytest.mark.parametrize("task", [1, 40, 10_000])
def test_each_text_is_embedded_once_wherever_its_task_ends(task: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "TASK", task)
    embedder = Counting()
    assert right(embed_document(parsed(kind="transcript"), embedder, True))
    assert sorted(text for texts in embedder.asked for text in texts) == sorted({*WHOLE, *SENTENCES[0], *SENTENCES[1]})
    assert len(embedder.asked) == {1: 5, 40: 4, 10_000: 1}[task]


@pytest.mark.parametrize(
    ("what", "document", "first"),
    [
        ("prose", parsed(), {"Storms"}),
        ("prose with a few rows", parsed(tabular=0.5), {"Storms"}),
        ("prose without a context", parsed(context=""), set()),
        ("mostly rows of a table", parsed(tabular=0.6), set(WHOLE)),
        ("what is said", parsed(kind="transcript"), set(WHOLE)),
    ],
)
def test_a_chunk_of_prose_is_embedded_by_its_sentences_and_any_other_as_a_whole_too(
    what: str, document: Parsed, first: set[str]
) -> None:
    embedder = Counting()
    embed_document(document, embedder, True)
    assert {text for texts in embedder.asked for text in texts} == {*first, *SENTENCES[0], *SENTENCES[1]}, what


@pytest.mark.parametrize(
    ("context", "text", "expected"),
    [
        ("Storms", "Storms", 0.3 / (0.3**2 + 0.7**2) ** 0.5),  # the context has no word of the sentences
        ("Storms", "The wall held. The sea rose.", 0.7 / (0.3**2 + 0.7**2) ** 0.5),
        ("", "The wall held. The sea rose.", 1.0),
        ("", "The sea rose.", (13 + 14 / 3) / (13**2 + 14**2 + 2 * 13 * 14 / 3) ** 0.5),  # one word of three in both, by length
    ],
)
def test_a_composed_vector_is_the_mean_of_the_sentences_by_length_moved_towards_the_context(
    context: str, text: str, expected: float
) -> None:
    vector, _ = embed_document(parsed(context=context), BagOfWords(), True)["a.txt-0"]
    assert cosines(vector, text) == [pytest.approx(expected, abs=0.01)]


def test_the_longest_texts_come_first_and_a_task_holds_no_more_characters_than_it_may_unless_one_text_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room, "TASK", 30)
    assert [[len(text) for text in task] for task in Texts(parsed(kind="transcript"), True).tasks] == [[36], [35], [15, 14], [13]]


def test_without_sentences_the_chunks_alone_are_embedded() -> None:
    embedder = Counting()
    packed = embed_document(parsed(context=""), embedder, False)
    assert embedder.asked == [["The sea rose. The mast broke.", "The sea rose. The wall held."]]
    assert [sentences for _, sentences in packed.values()] == [None, None]


def test_a_document_without_chunks_needs_no_vectors() -> None:
    empty = Parsed(parsed().document, [], [], 0.0)
    with Embedding(Counting(), True) as embedding:
        embedding.add(empty)
        assert [(e.document, e.vectors) for e in embedding.finished()] == [("a.txt", {})]


class Slow(Counting):
    """Waits with the document named before it is told to go on."""

    def __init__(self, slow: str) -> None:
        super().__init__(cores=2)
        self.slow, self.go = slow, threading.Event()

    def embed(self, texts: Sequence[str]) -> Any:
        if any(text.startswith(self.slow) for text in texts):
            assert self.go.wait(10)
        return super().embed(texts)


def test_documents_are_embedded_side_by_side_and_finished_in_their_order() -> None:
    embedder = Slow("First")
    with Embedding(embedder, False) as embedding:
        embedding.add(parsed("first.txt", context="First"))
        embedding.add(parsed("second.txt", context="Second"))
        wait(embedding.awaited[1:], timeout=10)
        assert list(embedding.finished()) == [] and len(embedding) == 2
        assert embedding.progress == ("first.txt", 0, 2)
        embedder.go.set()
        wait(embedding.awaited, timeout=10)
        assert [done.document for done in embedding.finished()] == ["first.txt", "second.txt"]
        assert len(embedding) == 0


def test_what_the_embedder_raises_is_raised_when_its_document_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: BagOfWords, texts: Sequence[str]) -> Any:
        raise ModelUnavailable("the weights are gone")

    monkeypatch.setattr(BagOfWords, "embed", broken)
    with Embedding(BagOfWords(), True) as embedding, pytest.raises(ModelUnavailable, match="the weights are gone"):
        embedding.add(parsed())
        wait(embedding.awaited, timeout=10)
        list(embedding.finished())


def test_leaving_lets_go_of_what_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "TASK", 1)
    asked: list[float] = []
    monkeypatch.setattr(BagOfWords, "embed", lambda self, texts: (asked.append(time.sleep(0.05) or 0.0), np.zeros((1, 4)))[1])
    with Embedding(BagOfWords(), True) as embedding:
        for number in range(20):
            embedding.add(parsed(f"{number}.txt"))
    assert len(asked) < 10
