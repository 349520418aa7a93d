"""Compare a catalog on PostgreSQL with one on SQLite: ``python -m benchmarks.shared --catalog postgresql://…``.

The same made corpus (:mod:`benchmarks.corpora`) is written to both, and the same questions are asked of both: once when their
words are new, and once when what each word says is kept. The database has to be empty for each size; its URL may hold ``{size}``.
Up to 150,000 chunks no vector index is needed, so none is measured.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.corpora import Pool, build
from benchmarks.growth import POOL, ROOT, questions_in
from benchmarks.machine import machine
from eval.statistics import percentile


def asked(questions: Sequence[str], data: Path, at: str | None) -> list[str]:
    """Ask every question twice, and return the median and 95th percentile of the milliseconds of each round."""
    from assistant.ask import Assistant
    from assistant.settings import Settings

    found: list[str] = []
    with closing(Assistant.open(Settings(data=data, catalog=at))) as assistant:
        assistant.search("a word that opens what is to be opened")
        for _round in range(2):
            spent = []
            for question in questions:
                began = time.perf_counter()
                assistant.search(question)
                spent.append(1000 * (time.perf_counter() - began))
            spent.sort()
            found += [f"{statistics.median(spent):.1f}", f"{percentile(spent, 0.95):.1f}"]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--catalog", required=True, help="postgresql://… of an empty database, {size} standing for the size")
    parser.add_argument("--sizes", type=int, nargs="+", default=[2000, 20_000], help="chunks")
    chosen = parser.parse_args()
    pool, questions = Pool.of(ROOT / "corpus", POOL), questions_in([ROOT / "eval" / "questions.jsonl"], 100)
    print(f"{machine()}\n\n| chunks | catalog | written, chunks/s | new words p50, ms | p95 | known words p50, ms | p95 |")
    print("|---:|---|---:|---:|---:|---:|---:|")
    for size in chosen.sizes:
        for name, at in (("SQLite", None), ("PostgreSQL", chosen.catalog.format(size=size))):
            with tempfile.TemporaryDirectory() as folder:
                built = build(pool, size, Path(folder), at)
                rate = built.chunks / built.seconds["write"]
                cells = [f"{size:,}", name, f"{rate:,.0f}", *asked(questions, Path(folder), at)]
                print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
