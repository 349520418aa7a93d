"""Measure what an ingest gains by cores: ``python -m benchmarks.cores FOLDER [--cores 2 4 8 16]``.

The command of the product ingests the documents of FOLDER anew on so many cores of this machine. Prints of each the seconds, how
many times as quick it was as the first, and the most memory.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from benchmarks.machine import machine
from benchmarks.memory import watched_ingest


def main() -> None:
    usable = sorted(os.sched_getaffinity(0))
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cores")
    parser.add_argument("documents", type=Path, metavar="FOLDER")
    parser.add_argument("--cores", type=int, nargs="+", default=sorted({1, 2, len(usable)}), help=f"1 to {len(usable)}")
    asked = parser.parse_args()
    if not all(1 <= cores <= len(usable) for cores in asked.cores):
        parser.error(f"this process may use 1 to {len(usable)} cores")
    print(f"{machine()}\n\n| cores | seconds | times as quick | most memory, MB |\n|---:|---:|---:|---:|")
    first = None
    for cores in asked.cores:
        os.sched_setaffinity(0, usable[:cores])  # what is started from here has no more
        with tempfile.TemporaryDirectory() as scratch:
            seen = watched_ingest(asked.documents, Path(scratch))
        if seen.code:
            raise SystemExit(f"the ingest ended with exit code {seen.code}")
        first = first or seen.seconds
        print(f"| {cores} | {seen.seconds:.1f} | {first / seen.seconds:.2f} | {seen.together:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
