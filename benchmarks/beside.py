"""Measure whether retrieval stays quick while a language model writes in the same process.

    python -m benchmarks.beside MODEL.gguf [DOCUMENTS]

Searches are timed in turns, a round with the model silent and a round with it writing, so that whatever else the machine does
meets both alike. Prints one JSON object: the median and the 95th percentile of a search in milliseconds, alone and beside, their
ratios with a 95 % bootstrap interval over the rounds, and how many tokens a second the model wrote meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from assistant.ask import Assistant
from assistant.ingest import ingest
from assistant.models.chat import GGUF, open_chat_model
from assistant.settings import Settings

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
PROMPT = "Tell the story of a city and its people, at length. Begin with the river. "
ROUNDS, SEARCHES = 12, 25


class Writing:
    """A model that writes without a pause while it is told to, and counts its pieces."""

    def __init__(self, settings: Settings) -> None:
        self._model = open_chat_model(settings)
        self.pieces = 0
        self.seconds = 0.0

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Write for the length of a block; it begins when the first word has come."""
        begun, enough = threading.Event(), threading.Event()

        def write() -> None:
            while not enough.is_set():
                for _ in self._model.stream([("human", PROMPT * 30)]):
                    begun.set()
                    self.pieces += 1
                    if enough.is_set():
                        return

        thread = threading.Thread(target=write, daemon=True)
        thread.start()
        begun.wait(120)
        started = time.perf_counter()
        yield
        self.seconds += time.perf_counter() - started
        enough.set()
        thread.join()


def milliseconds(assistant: Assistant, questions: Sequence[str]) -> list[float]:
    """Return how long each search took."""
    found = []
    for question in questions:
        started = time.perf_counter()
        assistant.search(question)
        found.append(1000 * (time.perf_counter() - started))
    return found


def measured(weights: Path, documents: Path, questions: Sequence[str]) -> dict[str, object]:
    """Return the figures."""
    with tempfile.TemporaryDirectory(prefix="beside-", ignore_cleanup_errors=True) as folder:
        settings = Settings(data=Path(folder), model=f"{GGUF}{weights}")
        list(ingest([documents], settings))
        assistant, writing = Assistant.open(settings), Writing(settings)
        milliseconds(assistant, questions[:SEARCHES])
        alone, beside = [], []
        for number in range(ROUNDS):
            asked = [questions[(number * SEARCHES + n) % len(questions)] for n in range(SEARCHES)]
            alone.append(milliseconds(assistant, asked))
            with writing.going_on():
                beside.append(milliseconds(assistant, asked))
        assistant.close()
    told = {
        name: {"p50": round(p50(rounds), 1), "p95": round(p95(rounds), 1)}
        for name, rounds in (("alone", alone), ("beside", beside))
    }
    ratios = {name: ratio(of, alone, beside) for name, of in (("p50", p50), ("p95", p95))}
    return {"n": ROUNDS * SEARCHES, **told, "ratio": ratios, "tokens_a_second": round(writing.pieces / writing.seconds, 1)}


def p50(rounds: Sequence[Sequence[float]]) -> float:
    return median(value for one in rounds for value in one)


def p95(rounds: Sequence[Sequence[float]]) -> float:
    return quantiles([value for one in rounds for value in one], n=20)[-1]


def ratio(of: object, alone: Sequence[Sequence[float]], beside: Sequence[Sequence[float]]) -> list[float]:
    """Return the ratio of beside to alone, and the ends of its interval over rounds drawn in pairs."""
    assert callable(of)
    chance = random.Random(0)
    drawn = []
    for _ in range(2000):
        at = chance.choices(range(len(alone)), k=len(alone))
        drawn.append(of([beside[i] for i in at]) / of([alone[i] for i in at]))
    low, *_, high = quantiles(drawn, n=40)
    return [round(value, 2) for value in (of(beside) / of(alone), low, high)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("weights", type=Path, help="a GGUF file")
    parser.add_argument("documents", type=Path, nargs="?", default=CORPUS)
    told = parser.parse_args()
    lines = (CORPUS.parent / "eval" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    figures = measured(told.weights, told.documents, [json.loads(line)["question"] for line in lines])
    print(json.dumps({"date": date.today().isoformat(), "cores": os.cpu_count(), "model": told.weights.name, **figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
