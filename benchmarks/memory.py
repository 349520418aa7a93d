"""Measure the memory of ingesting one very long PDF: ``python -m benchmarks.memory [--pages 5000] [--words 60]``.

The command of the product runs in a process of its own; what it and the processes that read for it hold is looked at four times
a second, and the most of each and of both together is said.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import family_megabytes, machine

ROOT = Path(__file__).resolve().parent.parent
SYLLABLES = "bar lo min ta re dun se vor ka pel".split()


def write_pdf(target: Path, pages: int, words: int) -> None:
    """Write a PDF of pages with so many words each, no two pages the same; the same file each time."""
    from reportlab.pdfgen.canvas import Canvas

    chance = random.Random(0)
    canvas = Canvas(str(target), invariant=True)
    for page in range(1, pages + 1):
        text = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(words)]
        for line in range(0, words, 10):
            canvas.drawString(60, 780 - 1.3 * line, f"{' '.join(text[line : line + 10]).capitalize()} on {page}.")
        canvas.showPage()
    canvas.save()


def own_megabytes(pid: int) -> float:
    """Return the memory that a process alone holds, in megabytes."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(int(line.split()[1]) for line in status if line.startswith("VmRSS:")) / 1000


@dataclass(frozen=True, slots=True)
class Watched:
    """An ingest by the command of the product: seconds, exit code, and most megabytes alone and with those that read for it."""

    seconds: float
    code: int
    own: float
    together: float


def watched_ingest(documents: Path, data: Path) -> Watched:
    """Ingest a folder into another and watch what that takes."""
    command = [sys.executable, "-m", "assistant", "ingest", str(documents), "--data", str(data), "--json"]
    started, own, together = time.monotonic(), 0.0, 0.0
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            own = max(own, own_megabytes(process.pid))
            together = max(together, family_megabytes(process.pid))
            time.sleep(0.25)
    return Watched(time.monotonic() - started, process.returncode, own, together)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory")
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--words", type=int, default=60, help="words of a page")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "corpus"
        folder.mkdir()
        write_pdf(folder / "long.pdf", asked.pages, asked.words)
        seen = watched_ingest(folder, Path(scratch) / "data")
    print(machine())
    print(f"{asked.pages:,} pages of {asked.words} words in {seen.seconds:.0f} s, exit code {seen.code}")
    print(f"most memory: {seen.own:,.0f} MB in the main process, {seen.together:,.0f} MB with those that read for it")


if __name__ == "__main__":
    main()
