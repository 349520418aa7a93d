"""See what an older processor makes of the embedder, and how fast: ``python -m benchmarks.older [COMMAND…]``.

8-bit arithmetic runs on instructions that a laptop of ten years ago does not have (AVX-512, VNNI). The same sentences are embedded
here and as by a processor that has AVX2 only, and the vectors compared. Integers come out the same; the few sums between them that
are not integers may differ in their last bit, and a value that lay between two integers is then rounded the other way. Exits 1 if
that turns a vector by more than 8 bits do anyway.

Where Linux can hide instructions from a program (``cpuid_fault`` in /proc/cpuinfo) and there is a C compiler, ``older.c`` does
that: the older code then runs at the speed of this machine, so times are told as well, and any COMMAND can be run so. Elsewhere
the processor is emulated (``qemu-user``, Debian's package), which says nothing about speed.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.machine import machine

ROOT = Path(__file__).resolve().parent.parent
PROCESSOR = "Haswell"  # 2013: AVX2 and nothing after it
EMULATOR = "qemu-x86_64"
SENTENCES = 100
LEAST = 0.99  # cosine; between the model in 8 bits and in 32 it is 0.994 in the mean
TURNS = 5


@dataclass(frozen=True)
class Older:
    """How a command is run as by the older processor."""

    before: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    as_fast: bool = False

    def run(self, command: Sequence[str], quiet: bool = True) -> int:
        """Run a command and return its exit code; what it prints is shown if not ``quiet``."""
        told = subprocess.PIPE if quiet else None
        ended = subprocess.run(
            [*self.before, *command], cwd=ROOT, env=os.environ | self.environment, stdout=told, stderr=told, check=quiet
        )
        return ended.returncode


def older(folder: Path) -> Older | None:
    """Return how to be older on this machine, built in a folder, or None where there is no way."""
    info, compiler = Path("/proc/cpuinfo"), shutil.which("cc")
    if compiler and info.exists() and "cpuid_fault" in info.read_text().split():
        library = folder / "older.so"
        subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", library, ROOT / "benchmarks" / "older.c"], check=True)
        return Older(environment={"LD_PRELOAD": str(library)}, as_fast=True)
    if shutil.which(EMULATOR) is None:
        return None
    paths = os.pathsep.join([str(ROOT), sysconfig.get_path("purelib")])
    return Older(before=[EMULATOR, "-cpu", PROCESSOR, "-E", f"PYTHONPATH={paths}"])


def embed(file: Path) -> None:
    """Embed sentences of the sample corpus, all in batches as an ingest has them and each alone, and keep vectors and seconds."""
    from assistant.models.embedders import MiniLM

    text = " ".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "corpus" / "blogs").glob("*.md")))
    sentences, model = re.split(r"(?<=[.!?])\s+", text)[:SENTENCES], MiniLM()
    vectors = model.embed(sentences)
    started = time.perf_counter()
    model.embed(sentences)
    together = time.perf_counter() - started
    alone = []
    for sentence in sentences:
        started = time.perf_counter()
        model.embed([sentence])
        alone.append(time.perf_counter() - started)
    np.savez(file, vectors=vectors, seconds=[together, statistics.median(alone)])


def embedded(how: Older, file: Path) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Return the vectors that are made so, and the seconds of all sentences together and of one at the median."""
    how.run([os.path.realpath(sys.executable) if how.before else sys.executable, "-m", "benchmarks.older", "--to", str(file)])
    kept = np.load(file)
    return kept["vectors"], kept["seconds"]


def compare(here: Older, there: Older, folder: Path) -> int:
    """Print how the vectors of two processors differ and, if both are as fast as they are, the times in turn."""
    turns = [
        (embedded(here, folder / "here.npz"), embedded(there, folder / "there.npz")) for _ in range(TURNS if there.as_fast else 1)
    ]
    (now, _), (then, _) = turns[0]
    cosines = (now * then).sum(axis=1) / np.linalg.norm(now, axis=1) / np.linalg.norm(then, axis=1)
    same = int((now == then).all(axis=1).sum())
    how_near = f"cosine {np.median(cosines):.6f} in the median, {cosines.min():.4f} at least"
    print(f"{machine()}\n{len(now)} sentences, {PROCESSOR}: {same} the same bit for bit, {how_near}")
    if there.as_fast:
        for n, what in enumerate([f"{len(now)} sentences on one core", "one sentence"]):
            spent = [(float(a[1][n]), float(b[1][n])) for a, b in turns]
            ratio = statistics.median(b / a for a, b in spent)
            a, b = (statistics.median(each) * 1000 for each in zip(*spent, strict=True))
            print(f"{what}: {a:.1f} ms here, {b:.1f} ms with AVX2 and nothing after it, {ratio:.2f} times ({TURNS} turns)")
    return 0 if cosines.min() > LEAST else 1


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.older", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", nargs=argparse.REMAINDER, metavar="COMMAND", help="run so, instead of the comparison")
    parser.add_argument("--to", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.to:
        embed(asked.to)
        return 0
    command = asked.command
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        there = older(folder)
        if there is None:
            print(f"No way to be older: {EMULATOR} is not installed; on Debian: apt-get install qemu-user", file=sys.stderr)
            return 2
        if command and not there.as_fast:
            print(
                "Only times are of use here, and an emulator tells none: it needs cc, and cpuid_fault in /proc/cpuinfo",
                file=sys.stderr,
            )
            return 2
        return there.run(command, quiet=False) if command else compare(Older(), there, folder)


if __name__ == "__main__":
    sys.exit(main())
