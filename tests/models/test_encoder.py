"""The ONNX graph computes what the published model computes, within what 8-bit integers allow."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
import pytest
from safetensors.numpy import load_file

from assistant.models.embedders import BATCH_PIECES, MiniLM, _minilm_folder, minilm_tokenizer

TEXTS = [
    "The harbour wall was rebuilt in 1998.",
    "When was the wall of the port built again?",
    "Bees make honey.",
    "",
    "x" * 500,
    "水火木金土",
    *(f"Sentence number {n} is about {'bridges ' * n}" for n in range(BATCH_PIECES // 64)),
    "word " * 1000,
]


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    return MiniLM().embed(TEXTS)


def test_vectors_are_rows_of_length_one(vectors: np.ndarray) -> None:
    assert vectors.shape == (len(TEXTS), 384) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_vector_hardly_depends_on_its_batch_and_not_on_what_runs_beside_it(vectors: np.ndarray) -> None:
    alone = np.vstack([MiniLM().embed([text]) for text in TEXTS])
    assert (alone * vectors).sum(axis=1).min() > 0.95
    with ThreadPoolExecutor(3) as pool:
        assert all(np.array_equal(vectors, beside) for beside in pool.map(MiniLM().embed, [TEXTS] * 6))


def test_like_meanings_are_near(vectors: np.ndarray) -> None:
    cosines = vectors @ vectors[0]
    assert cosines[1] > 0.5 > 0.2 > cosines[2]


def test_the_graph_computes_the_published_model(vectors: np.ndarray) -> None:
    cosines = [float(vectors[row] @ bert(TEXTS[row])) for row in range(6)]
    assert min(cosines[:3]) > 0.985, cosines  # sentences
    assert min(cosines) > 0.95, cosines  # an empty text, one unknown word, characters without a sentence


@cache
def published_weights() -> dict[str, np.ndarray]:
    return {k: v.astype(np.float64) for k, v in load_file(str(_minilm_folder() / "model.safetensors")).items()}


def bert(text: str) -> np.ndarray:
    """Compute the model as Devlin et al. (2019) have it, in float64, one text at a time."""
    weights = published_weights()

    def linear(x: np.ndarray, name: str) -> np.ndarray:
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def normalised(x: np.ndarray, name: str) -> np.ndarray:
        centred = x - x.mean(axis=-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
        return scaled * weights[f"{name}.LayerNorm.weight"] + weights[f"{name}.LayerNorm.bias"]

    ids = minilm_tokenizer().encode(text).ids
    tables = [weights[f"embeddings.{kind}_embeddings.weight"] for kind in ("word", "position", "token_type")]
    hidden = normalised(tables[0][ids] + tables[1][: len(ids)] + tables[2][0], "embeddings")
    for number in range(6):
        layer = f"encoder.layer.{number}"
        query, key, value = (
            linear(hidden, f"{layer}.attention.self.{part}").reshape(len(ids), 12, 32).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        shares = np.exp(query @ key.transpose(0, 2, 1) / np.sqrt(32))
        mixed = (shares / shares.sum(axis=-1, keepdims=True) @ value).transpose(1, 0, 2).reshape(len(ids), 384)
        hidden = normalised(linear(mixed, f"{layer}.attention.output.dense") + hidden, f"{layer}.attention.output")
        inner = linear(hidden, f"{layer}.intermediate.dense")
        gelu = inner / 2 * (1 + np.vectorize(math.erf)(inner / math.sqrt(2)))
        hidden = normalised(linear(gelu, f"{layer}.output.dense") + hidden, f"{layer}.output")
    mean = hidden.mean(axis=0)
    return mean / np.linalg.norm(mean)
