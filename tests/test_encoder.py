"""The ONNX graph computes what the published model computes, within what 8-bit integers allow."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.errors import ModelUnavailable
from assistant.models import BATCH, MAX_PIECES, MiniLM, open_embedder
from assistant.settings import Settings

TEXTS = [
    "The harbour wall was rebuilt in 1998.",
    "When was the wall of the port built again?",
    "Bees make honey.",
    "",
    "x" * 500,
    "水火木金土",
    *(f"Sentence number {n} is about {'bridges ' * n}" for n in range(BATCH)),
    "word " * 1000,
]


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    return MiniLM().embed(TEXTS)


def test_vectors_are_rows_of_length_one(vectors: np.ndarray) -> None:
    assert vectors.shape == (len(TEXTS), 384) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_vector_does_not_depend_on_its_neighbours_or_the_threads(vectors: np.ndarray) -> None:
    alone = np.vstack([MiniLM(threads=1).embed([text]) for text in TEXTS])
    assert np.abs((alone * vectors).sum(axis=1) - 1).max() < 1e-2


def test_like_meanings_are_near(vectors: np.ndarray) -> None:
    cosines = vectors @ vectors[0]
    assert cosines[1] > 0.6 > 0.3 > cosines[2]


def test_the_graph_agrees_with_a_plain_computation_of_the_model(vectors: np.ndarray) -> None:
    """The published model through sentence-transformers is the reference; 8-bit integers may turn a vector a little."""
    sentence_transformers = pytest.importorskip("sentence_transformers")
    from assistant.models import _minilm_folder

    model = sentence_transformers.SentenceTransformer(str(_minilm_folder()))
    expected = model.encode(TEXTS[:6], normalize_embeddings=True, show_progress_bar=False)
    assert (vectors[:6] * expected).sum(axis=1).min() > 0.98


@pytest.mark.parametrize(("text", "count"), [("", 2), ("one two", 4), ("word " * 1000, 1002), ("x" * 500, 3)])
def test_pieces_are_counted_beyond_what_the_model_reads(text: str, count: int) -> None:
    assert MiniLM().count_pieces([text]) == [count]
    assert MAX_PIECES == 256


def test_an_unknown_embedder_is_refused() -> None:
    with pytest.raises(ModelUnavailable, match="unknown embedder 'word2vec'"):
        open_embedder(Settings(embedder="word2vec"))
