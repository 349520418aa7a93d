"""Measure the product against the usual stack, in pairs on the same files: ``python -m benchmarks.paired``.

Each row is run with one and then with the other, ``--pairs`` times, so that both meet the same load of the machine, and what is
reported is the median of the ratios within the pairs. ``--quick`` takes two short reports of the sample corpus, under two minutes
in all, and exits 1 where a ratio has fallen below what it plainly should be; CI runs it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from benchmarks.machine import machine

ROOT = Path(__file__).resolve().parent.parent
FILINGS = ROOT.parent / "shared" / "corpora" / "filings"
QUICK = ["housing-first-three-areas.pdf", "residents-and-the-deal.pdf"]
LEAST = {"ingest, with sentence vectors": 1.3, "ask, cold process": 2.5}  # of the quick run; what was seen is twice as much
PATIENCE = 3600.0  # seconds until a run is given up
MANY = 1200  # short files of the folder that is ingested a second time


@dataclass
class Row:
    """One figure: seconds of the product, of the yardstick if it has it, run by run, and what is asked of it."""

    name: str
    target: str
    ours: list[float] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float | None:
        """How many times faster the product is: the median over pairs."""
        return statistics.median(p / o for p, o in zip(self.plain, self.ours, strict=True)) if self.plain else None

    def __str__(self) -> str:
        plain = f"{statistics.median(self.plain):.2f}" if self.plain else "-"
        ratio = "-" if self.ratio is None else f"{self.ratio:.1f} times"
        return f"| {self.name} | {self.target} | {plain} | {statistics.median(self.ours):.2f} | {ratio} | {len(self.ours)} |"


def done(command: Sequence[str], **environment: str) -> str:
    """Run a command to its end and return what it printed. Raises RuntimeError with what it said if it failed."""
    ended = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, check=False, text=True, timeout=PATIENCE
    )
    if ended.returncode:
        raise RuntimeError(f"{' '.join(command)} failed: {ended.stderr[-2000:]}")
    return ended.stdout


def seconds(command: Sequence[str], **environment: str) -> float:
    started = time.perf_counter()
    done(command, **environment)
    return time.perf_counter() - started


def assistant(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "assistant", *map(str, arguments)]


def plain(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks.plain", *map(str, arguments)]


class Bench:
    """The rows, measured in a folder that is thrown away."""

    def __init__(self, folder: Path, documents: Path, question: str) -> None:
        self.folder, self.documents, self.question = folder, documents, question
        self.ours, self.plain = folder / "ours", folder / "plain"

    def ingest(self, row: Row, sentences: bool, beside: Row | None = None) -> None:
        """Ingest with both; the yardstick's run may be that of another row, which was run just before."""
        shutil.rmtree(self.ours, ignore_errors=True)
        if beside is None:
            shutil.rmtree(self.plain, ignore_errors=True)
            row.plain.append(seconds(plain(self.documents, "--data", self.plain)))
        else:
            row.plain.append(beside.plain[len(row.plain)])
        command = assistant("ingest", self.documents, "--data", self.ours)
        row.ours.append(seconds(command, ASSISTANT_SENTENCE_VECTORS="true" if sentences else "false"))

    def cold(self, row: Row) -> None:
        nothing = self.folder / "nothing"
        nothing.mkdir(exist_ok=True)
        row.plain.append(seconds(plain(nothing, "--data", self.plain, "--ask", self.question)))
        row.ours.append(seconds(assistant("ask", self.question, "--data", self.ours)))

    def command(self, row: Row, *arguments: str | Path) -> None:
        row.ours.append(seconds(assistant(*arguments)))

    def serve(self, row: Row) -> None:
        """Start the chat on the index, and ask for the page until it is there with all that it is made of."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        started = time.perf_counter()
        server = subprocess.Popen(
            assistant("serve", "--data", self.ours, "--port", str(port)),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while server.poll() is None and time.perf_counter() - started < 120:
                with suppress(httpx.HTTPError):
                    if "window.gradio_config" in httpx.get(f"http://127.0.0.1:{port}/", timeout=30).text:
                        row.ours.append(time.perf_counter() - started)
                        return
                time.sleep(0.05)
        finally:
            server.terminate()
            server.wait(30)
        raise RuntimeError("the chat did not come up")

    def again(self, row: Row) -> None:
        """Ingest a folder of many short files a second time."""
        folder, data = self.folder / "many", self.folder / "many-data"
        if not folder.exists():
            folder.mkdir()
            for n in range(MANY):
                (folder / f"{n:04}.txt").write_text(f"Note {n}. The committee met and agreed {n % 97} points of the plan.\n" * 3)
            seconds(assistant("ingest", folder, "--data", data))
        row.ours.append(seconds(assistant("ingest", folder, "--data", data)))

    def first_answer(self, row: Row, file: Path, question: str, page: int) -> None:
        """Add one long file, and ask until the answer, or for the yardstick what is found, is from the right page."""
        for data in (self.folder / "first-ours", self.folder / "first-plain"):
            shutil.rmtree(data, ignore_errors=True)
        started = time.perf_counter()
        command = plain(file, "--data", self.folder / "first-plain", "--ask", question)
        if page not in [found[1] for found in json.loads(done(command))["found"]]:
            raise RuntimeError(f"the yardstick does not find page {page}")
        row.plain.append(time.perf_counter() - started)
        row.ours.append(self._until_answered(file, question, page))

    def _until_answered(self, file: Path, question: str, page: int) -> float:
        from assistant.ask import Assistant
        from assistant.errors import IndexMissing
        from assistant.settings import Settings

        settings = Settings(data=self.folder / "first-ours")
        started = time.perf_counter()
        adding = subprocess.Popen(assistant("ingest", file, "--data", settings.data), cwd=ROOT, stdout=subprocess.DEVNULL)
        try:
            while time.perf_counter() - started < PATIENCE:
                time.sleep(0.05)
                with suppress(IndexMissing):
                    asked = Assistant.open(settings)
                    cited = [c.locator.page for c in asked.ask(question).citations]
                    asked.close()
                    if page in cited:
                        return time.perf_counter() - started
                if adding.poll() not in (None, 0):
                    raise RuntimeError("the file was not ingested")
        finally:
            adding.terminate()
            adding.wait()
        raise RuntimeError(f"page {page} was not cited")


def full(bench: Bench, pairs: int) -> list[Row]:
    """Measure every row of the table."""
    longest = FILINGS / "documents" / "ACTIVISIONBLIZZARD_2019_10K.pdf"
    question = "Where are the principal corporate and administrative offices located?"
    without = Row("ingest, without sentence vectors", "4 times")
    first = Row("first correct answer about the longest filing", "20 times, 5 s")
    steps: list[tuple[Row, int, Callable[[Row], None]]] = [
        (first, 3, lambda row: bench.first_answer(row, longest, question, 27)),
        (without, pairs, lambda row: bench.ingest(row, sentences=False)),
        (Row("ingest, with sentence vectors", "2.5 times"), pairs, lambda row: bench.ingest(row, sentences=True, beside=without)),
        (Row("ask, cold process", "2 s"), 5, bench.cold),
        (Row("assistant --help", "0.3 s"), 7, lambda row: bench.command(row, "--help")),
        (Row("assistant list", "0.3 s"), 7, lambda row: bench.command(row, "list", "--data", bench.ours)),
        (Row("chat page usable after assistant serve", "6 s"), 3, bench.serve),
        (Row("second ingest, nothing changed, 1,200 files", "1 s"), 5, bench.again),
    ]
    return measured(steps)


def quick(bench: Bench) -> list[Row]:
    """Measure the two rows that tell most, on little."""
    return measured(
        [
            (Row("ingest, with sentence vectors", "not slower by plain sight"), 2, lambda r: bench.ingest(r, sentences=True)),
            (Row("ask, cold process", "not slower by plain sight"), 2, bench.cold),
        ]
    )


def measured(steps: Sequence[tuple[Row, int, Callable[[Row], None]]]) -> list[Row]:
    for row, times, measure in steps:
        for _ in range(times):
            measure(row)
        print(row, file=sys.stderr, flush=True)
    return [row for row, _, _ in steps]


def chosen_documents(folder: Path, arguments: Any) -> Path:
    """Return the folder to ingest: the whole set, or links to some of its files."""
    if not arguments.quick and arguments.files is None:
        return arguments.documents  # type: ignore[no-any-return]
    some = folder / "documents"
    some.mkdir()
    reports = ROOT / "corpus" / "reports"
    paths = [reports / n for n in QUICK] if arguments.quick else sorted(arguments.documents.iterdir())[: arguments.files]
    for path in paths:
        shutil.copy(path, some)
    return some


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, default=FILINGS / "documents", help="what is ingested; default: the filings")
    parser.add_argument("--files", type=int, help="only the first so many of them")
    parser.add_argument("--pairs", type=int, default=1, help="of each ingest")
    parser.add_argument("--quick", action="store_true")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="paired-")))
        bench = Bench(folder, chosen_documents(folder, arguments), "How much was spent on research and development?")
        rows = quick(bench) if arguments.quick else full(bench, arguments.pairs)
    print(f"{machine()}\n\n| what | asked | plain, s | ours, s | ratio | runs |\n|---|---|---:|---:|---:|---:|")
    print("\n".join(map(str, rows)))
    slow = [row.name for row in rows if arguments.quick and (row.ratio or 0) < LEAST[row.name]]
    for name in slow:
        print(f"a clear regression: {name} is less than {LEAST[name]} times as fast as the yardstick", file=sys.stderr)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
