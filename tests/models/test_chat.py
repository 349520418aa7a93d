"""Chat models are opened by one setting, fail in words, and one of them runs in this process."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from assistant.ask import Assistant
from assistant.errors import ModelError, ModelTimeout, ModelUnavailable
from assistant.models import chat
from assistant.models.chat import chat_error, open_chat_model, probe, serve_gguf
from assistant.settings import Settings
from assistant.types import Answer
from tests.scripted import Script, serving

pytest.importorskip("langchain_openai", reason="the extra openai is not installed")


def test_a_probe_tells_context_and_speed() -> None:
    with serving(Script([f"{n} " for n in range(30)])) as served:
        found = probe(Settings(model="openai:scripted", model_url=served.url))
    assert found.context_tokens == 8192 and found.tokens_per_second and found.seconds_to_first >= 0
    assert "openai:scripted answers: 8,192 tokens of context, first word after" in str(found)


@pytest.mark.parametrize(
    ("script", "kind", "told"),
    [
        (Script(status=429), ModelUnavailable, "over its limit"),
        (Script(status=404), ModelUnavailable, "does not know this model"),
        (Script(), ModelUnavailable, "without a word"),
    ],
)
def test_a_probe_says_what_is_wrong(script: Script, kind: type[ModelError], told: str) -> None:
    with serving(script) as served, pytest.raises(kind, match=told):
        probe(Settings(model="openai:scripted", model_url=served.url))


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("mistralai:x", "pip install"),
        ("nonsense:x", r"no provider is called 'nonsense'; known are openai .*, anthropic, ollama, gguf .* init_chat_model$"),
        ("gguf:/nowhere/x.gguf", "/nowhere/x.gguf: no such file; name a GGUF file"),
    ],
)
def test_a_model_that_cannot_be_opened_says_what_to_do(model: str, told: str) -> None:
    with pytest.raises(ModelUnavailable, match=told):
        open_chat_model(Settings(model=model))


def test_a_server_of_ones_own_needs_no_key_and_a_missing_key_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert open_chat_model(Settings(model="openai:x", model_url="http://127.0.0.1:9/v1"))
    with pytest.raises(ModelUnavailable, match="openai:x cannot be opened: set its key in OPENAI_API_KEY"):
        open_chat_model(Settings(model="openai:x"))


def test_errors_are_told_apart_by_type() -> None:
    own = ModelTimeout("slow")
    assert chat_error("m", own) is own
    assert isinstance(chat_error("m", TimeoutError()), ModelTimeout)
    assert isinstance(chat_error("m", httpx.ReadTimeout("x")), ModelTimeout)
    assert str(chat_error("m", httpx.ConnectError("[Errno 111]"))).startswith("m failed: nothing answers at its address")
    assert str(chat_error("m", ValueError("a\n  b"))) == "m failed: a b"


def test_a_file_that_is_no_model_is_named(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp", reason="the extra local-llm is not installed")
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF is not enough")
    with pytest.raises(ModelUnavailable, match=r"broken\.gguf cannot be opened as a GGUF file"):
        serve_gguf(str(broken), 1024)


@pytest.fixture
def weak(ingested: Path, gguf: Path) -> Iterator[Assistant]:
    """Open the assistant with a model that is fluent and false."""
    pytest.importorskip("xllamacpp", reason="the extra local-llm is not installed")
    settings = Settings(data=ingested, model=f"gguf:{gguf}", model_context_tokens=1024, model_timeout_seconds=120)
    assistant = Assistant.open(settings)
    yield assistant
    assistant.close()


def test_a_real_weak_model_never_gets_an_unsupported_sentence_or_an_invented_citation_through(weak: Assistant) -> None:
    for question in ("When was the harbour wall rebuilt?", "How much did the new tram line cost?"):
        *pieces, answer = weak.stream(question)
        assert pieces and isinstance(answer, Answer) and answer.status == "answered"
        assert answer.writing is not None and answer.writing.tokens_in > 100 and answer.writing.tokens_out > 0
        shown = {n for sentence in answer.sentences for n in sentence.markers}
        assert shown == {c.marker for c in answer.citations} != set()
        for citation in answer.citations:
            assert weak.document(citation.document).text[citation.start : citation.end] == citation.quote
        assert answer.model or answer.notice


def test_a_local_model_says_its_context(gguf: Path) -> None:
    pytest.importorskip("xllamacpp", reason="the extra local-llm is not installed")
    found = probe(Settings(model=f"gguf:{gguf}", model_context_tokens=1024, model_timeout_seconds=120))
    assert found.context_tokens == 1024


@pytest.mark.parametrize(("cores", "threads"), [(1, 1), (2, 1), (8, 7)])
def test_a_local_model_leaves_a_core_to_retrieval(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int, threads: int
) -> None:
    class Params:
        def __init__(self) -> None:
            self.model, self.cpuparams, self.cpuparams_batch = SimpleNamespace(), SimpleNamespace(), SimpleNamespace()

    started: list[Any] = []
    fake = SimpleNamespace(
        CommonParams=Params, Server=lambda params: started.append(params) or SimpleNamespace(listening_address="here")
    )
    monkeypatch.setitem(sys.modules, "xllamacpp", fake)
    monkeypatch.setattr(chat, "usable_cores", lambda: cores)
    (file := tmp_path / "small.gguf").touch()
    assert serve_gguf(str(file), 512) == "here"
    assert [started[0].cpuparams.n_threads, started[0].cpuparams_batch.n_threads] == [threads, threads]
