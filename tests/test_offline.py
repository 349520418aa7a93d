"""Nothing leaves the machine: a corpus is ingested and asked while every way out is shut."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.models.quiet import QUIET, stay_quiet

SHUT = """
import json, socket, sys

tried = []
connect, look_up = socket.socket.connect, socket.getaddrinfo

def guarded(self, address):
    if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1"):
        tried.append(repr(address))
        raise ConnectionRefusedError("shut")
    return connect(self, address)

def guarded_look_up(host, *rest, **more):
    if host not in ("127.0.0.1", "::1", "localhost", None):
        tried.append(repr(host))
        raise socket.gaierror("shut")
    return look_up(host, *rest, **more)

socket.socket.connect = socket.socket.connect_ex = guarded
socket.getaddrinfo = guarded_look_up
try:
    socket.create_connection(("example.org", 80), timeout=1)
except OSError:
    assert tried == ["'example.org'"], tried
    tried.clear()

from assistant.models.quiet import stay_quiet
stay_quiet()
from assistant.ask import Assistant
from assistant.ingest import ingest
from assistant.settings import Settings

settings = Settings(data=sys.argv[2])
actions = [e.action for e in ingest([sys.argv[1]], settings) if hasattr(e, "action")]
assistant = Assistant.open(settings)
answer = assistant.ask("When was the harbour wall rebuilt?")
import time
time.sleep(1)  # telemetry goes out from threads
print(json.dumps({"actions": actions, "status": answer.status, "text": answer.text, "tried": tried}))
"""


def test_ingest_and_ask_open_no_connection(tiny_corpus: Path, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in QUIET}
    result = subprocess.run(
        [sys.executable, "-c", SHUT, str(tiny_corpus), str(tmp_path / "data")],
        capture_output=True,
        text=True,
        env=environment,
        cwd=Path(__file__).resolve().parent.parent,
    )
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["actions"] == ["added"] * 7
    assert found["status"] == "answered" and "1998" in found["text"]
    assert found["tried"] == []


def test_telemetry_is_off_unless_the_user_has_said_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in QUIET:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    stay_quiet()
    off = {name: os.environ[name] for name in QUIET}
    assert off == {**QUIET, "HF_HUB_OFFLINE": "0"}
    assert {"ANONYMIZED_TELEMETRY", "GRADIO_ANALYTICS_ENABLED", "LANGSMITH_TRACING", "ORT_DISABLE_TELEMETRY"} <= set(QUIET)
