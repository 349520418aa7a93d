"""Chat models through LangChain's ``init_chat_model``, or from a file served in this process; their errors told by type."""

from __future__ import annotations

import logging
import os
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelError, ModelTimeout, ModelUnavailable
from assistant.models.cores import usable_cores

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.settings import Settings

log = logging.getLogger(__name__)

GGUF = "gguf:"
"""Before the path of a weights file that is served in this process, as the extra local-llm can."""

EXTRAS = ("openai", "anthropic", "ollama", "local-llm")
KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}


def open_chat_model(settings: Settings) -> BaseChatModel:
    """Return the chat model that the settings name, through LangChain. Raises ModelUnavailable with what to install or set."""
    name, options = settings.model, _options(settings)
    if name is None:
        raise ModelUnavailable("no chat model is configured; set ASSISTANT_MODEL=provider:name")
    provider = name.partition(":")[0]
    if name.startswith(GGUF):
        address = serve_gguf(name.removeprefix(GGUF), settings.model_context_tokens)
        name, options = "openai:gguf", options | {"base_url": f"{address}/v1", "api_key": "none", "stream_usage": True}
    from langchain.chat_models import base, init_chat_model

    try:
        model: BaseChatModel = init_chat_model(name, **options)
    except ImportError as error:
        extra = {"gguf": "local-llm"}.get(provider, provider)
        needed = f"{_needed(error)}; run: pip install 'research-assistant[{extra}]'" if extra in EXTRAS else _one_line(error)
        raise ModelUnavailable(f"{settings.model}: {needed}") from error
    except Exception as error:  # each provider raises its own kinds when a key or an address is missing
        if isinstance(error, ValueError) and provider not in (*base._BUILTIN_PROVIDERS, "gguf"):
            raise ModelUnavailable(
                f"{settings.model}: no provider is called {provider!r}; known are openai (with model_url a server of your own"
                " too), anthropic, ollama, gguf (a file) and the others of LangChain's init_chat_model"
            ) from error
        key = KEYS.get(provider, "")
        wants = f"set its key in {key}" if key and key not in os.environ else _one_line(error)
        raise ModelUnavailable(f"{settings.model} cannot be opened: {wants}") from error
    return model


def _needed(error: ImportError) -> str:
    """Return what is missing, without how others would have it installed."""
    return _one_line(error).partition(". ")[0]


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


def serve_gguf(path: str, context_tokens: int) -> str:
    """Serve a GGUF file in this process, on loopback, until it ends; return the address. Raises ModelUnavailable."""
    return str(_server(path, context_tokens).listening_address)


@cache
def _server(path: str, context_tokens: int) -> Any:
    """Start a server, once for each file and size of context; it ends when nothing holds it, so it is held here.

    Its threads stay below the number of cores and do not spin while they wait: with two spinning on two cores, generation was
    seen to fall from 73 to 0.8 tokens a second beside another busy process, and retrieval with it.
    """
    if not Path(path).expanduser().is_file():
        raise ModelUnavailable(f"{path}: no such file; name a GGUF file, as in ASSISTANT_MODEL={GGUF}/models/name.gguf")
    try:
        import xllamacpp
    except ImportError as error:
        raise ModelUnavailable(f"{GGUF}{path}: {_needed(error)}; run: pip install 'research-assistant[local-llm]'") from error
    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(Path(path).expanduser())
    wanted.n_ctx, wanted.n_parallel, wanted.port, wanted.ui, wanted.verbosity = context_tokens, 1, 0, False, -1
    for threads in (wanted.cpuparams, wanted.cpuparams_batch):
        threads.n_threads, threads.poll = max(1, usable_cores() - 1), 0
    try:
        return xllamacpp.Server(wanted)
    except Exception as error:  # it has no kinds of its own
        raise ModelUnavailable(f"{path} cannot be opened as a GGUF file: {_one_line(error)}") from error


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
