"""Measure whether retrieval stays quick while every core has other work: ``python -m benchmarks.busy DATA``.

DATA is the data folder of an index. The product and ``benchmarks/plain.py``, whose store is filled with the same vectors and texts,
answer the same questions in turn, each in a process of its own: a round while nothing else runs, and a round beside one process for
each core that does nothing but count. Prints the median and the 95th percentile of a search in milliseconds.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.growth import milliseconds, questions_in
from benchmarks.machine import machine
from eval.statistics import percentile

ROOT = Path(__file__).resolve().parent.parent
ROUNDS, SEARCHES, WARM = 8, 25, 50
COUNT = "import os; parent = os.getppid()\nwhile os.getppid() == parent: sum(range(100_000))"  # it ends with who began it
NAMES = ("plain", "ours")


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """Keep so many cores busy for the length of a block."""
    counting = [subprocess.Popen([sys.executable, "-c", COUNT]) for _ in range(processes)]
    time.sleep(0.3)  # until they have started
    try:
        yield
    finally:
        for process in counting:
            process.kill()
            process.wait()


def ours(data: Path, _: Path) -> Callable[[str], object]:
    """Return the product's search."""
    from assistant.models.quiet import stay_quiet

    stay_quiet()
    from assistant.ask import Assistant
    from assistant.settings import Settings

    assistant = Assistant.open(Settings(data=data))
    assistant.warm()  # as a chat does when it opens
    return assistant.search


def plain(data: Path, folder: Path) -> Callable[[str], object]:
    """Return the search of the yardstick over the vectors and texts of the same chunks."""
    from assistant.store.catalog import Catalog
    from benchmarks.plain import SLICE, Plain

    catalog, found = Catalog.open_existing(data), Plain(folder)
    for info in catalog.documents():
        text, rows = catalog.document(info.id).text, [row for row in catalog.chunks_of(info.id) if row.vector is not None]
        for first in range(0, len(rows), SLICE):
            some = rows[first : first + SLICE]
            found.chunks.add(
                ids=[row.id for row in some],
                embeddings=[row.vector for row in some if row.vector is not None],
                documents=[text[row.start : row.end] for row in some],
                metadatas=[{"document": info.id, "page": 1} for _ in some],
            )
    return found.search


def serve(name: str, data: Path) -> None:
    """Answer each question on standard input with the milliseconds that its search took."""
    with tempfile.TemporaryDirectory(prefix="busy-", ignore_cleanup_errors=True) as folder:
        search = {"ours": ours, "plain": plain}[name](data, Path(folder))
        for line in sys.stdin:
            print(milliseconds(search, line.strip()), flush=True)


class Side:
    """One of the two that are compared, in a process of its own."""

    def __init__(self, name: str, data: Path) -> None:
        command = [sys.executable, "-m", "benchmarks.busy", str(data), "--serve", name]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)

    def search(self, question: str) -> float:
        """Return milliseconds."""
        told, heard = self._process.stdin, self._process.stdout
        assert told and heard
        told.write(f"{question}\n")
        told.flush()
        return float(heard.readline())

    def close(self) -> None:
        self._process.communicate()


def measure(data: Path, questions: Sequence[str], processes: int, rounds: int = ROUNDS) -> dict[tuple[str, str], list[float]]:
    """Return milliseconds, sorted, by who searched and beside what."""
    sides = {name: Side(name, data) for name in NAMES}
    found: dict[tuple[str, str], list[float]] = {(name, when): [] for name in NAMES for when in ("alone", "busy")}
    for question in questions[:WARM]:
        for side in sides.values():
            side.search(question)
    for number in range(rounds):
        asked = [questions[WARM + (number * SEARCHES + n) % (len(questions) - WARM)] for n in range(SEARCHES)]
        for when in ("alone", "busy"):
            with busy(processes if when == "busy" else 0):
                for question in asked:
                    for name, side in sides.items():
                        found[name, when].append(side.search(question))
    for side in sides.values():
        side.close()
    return {key: sorted(values) for key, values in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the data folder of an index")
    parser.add_argument("--questions", type=Path, nargs="+", default=[ROOT / "eval" / "questions.jsonl"])
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="how many keep a core busy")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"of {SEARCHES} searches each")
    parser.add_argument("--serve", choices=NAMES, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        serve(chosen.serve, chosen.data)
        return
    found = measure(chosen.data.resolve(), questions_in(chosen.questions, 400), chosen.processes, chosen.rounds)
    print(f"{machine()}; {chosen.processes} busy processes, {chosen.rounds * SEARCHES} searches each\n")
    print("| who | alone p50 / p95, ms | all cores busy p50 / p95, ms |\n|---|---:|---:|")
    for name in NAMES:
        shown = (f"{median(found[name, when]):.1f} / {percentile(found[name, when], 0.95):.1f}" for when in ("alone", "busy"))
        print(f"| {name} | {' | '.join(shown)} |")


if __name__ == "__main__":
    main()
