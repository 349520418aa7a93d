"""Measure how cost grows with the corpus: ``python -m benchmarks.growth [--sizes 1000 10000 100000 1000000]``.

For each size a corpus is made of real text (:mod:`benchmarks.corpora`), written by the product's own code, and asked in a process
of its own, which fetches ahead what a chat does when it opens: half of the questions to warm up, the other half timed. Prints a
table with the exponent of each figure (the slope of its logarithm over that of the size, by least squares) and, with
``--plot FILE``, draws it. ``--keep FOLDER`` keeps what is made.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.machine import machine, peak_megabytes, resident_megabytes
from eval.statistics import percentile

ROOT = Path(__file__).resolve().parent.parent
POOL = 20_000  # sentences
COLUMNS = {
    "write_rate": "written, chunks/s",
    "index_rate": "indexed, chunks/s",
    "warm_seconds": "fetched ahead, s",
    "search_p50": "search p50, ms",
    "search_p95": "search p95, ms",
    "ask_p50": "ask p50, ms",
    "ask_p95": "ask p95, ms",
    "peak_megabytes": "peak memory, MB",
    "catalog_megabytes": "catalog, MB",
    "vectors_megabytes": "Chroma, MB",
}


def make(pool: Any, chunks: int, data: Path) -> dict[str, float]:
    """Write a corpus of so many chunks, and return chunks a second of each stage; of one that is there what it took then."""
    from benchmarks.corpora import build

    kept = data / "built.json"
    if not kept.exists():
        data.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(asdict(build(pool, chunks, data))))
    built = json.loads(kept.read_text())
    seconds = built["seconds"]
    return {"write_rate": built["chunks"] / (seconds["chunk"] + seconds["write"]), "index_rate": built["chunks"] / seconds["index"]}


def measure(data: Path, questions: Sequence[str]) -> dict[str, float]:
    """Ask an index in this process and return milliseconds and megabytes."""
    from assistant.models.quiet import stay_quiet

    stay_quiet()
    from assistant.ask import Assistant
    from assistant.settings import Settings

    assistant = Assistant.open(Settings(data=data))
    warm, timed = questions[::2], questions[1::2]
    found = {"warm_seconds": milliseconds(lambda _: assistant.warm(), "") / 1000}
    verbs: dict[str, Callable[[str], object]] = {"search": assistant.search, "ask": assistant.ask}
    for name, verb in verbs.items():
        for question in warm:
            verb(question)
        spent = sorted(milliseconds(verb, question) for question in timed)
        found |= {f"{name}_p50": statistics.median(spent), f"{name}_p95": percentile(spent, 0.95)}
    found["megabytes"] = resident_megabytes()
    found["peak_megabytes"] = peak_megabytes()
    assistant.close()
    return found


def milliseconds(verb: Callable[[str], object], question: str) -> float:
    started = time.perf_counter()
    verb(question)
    return (time.perf_counter() - started) * 1000


def on_disk(data: Path) -> dict[str, float]:
    def megabytes(paths: Sequence[Path]) -> float:
        return sum(p.stat().st_size for p in paths if p.is_file()) / 2**20

    catalog = [p for p in data.iterdir() if p.name.startswith("catalog")]
    return {"catalog_megabytes": megabytes(catalog), "vectors_megabytes": megabytes(list((data / "vectors").rglob("*")))}


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """Return the slope of log(value) over log(size) by least squares: 0 where it stays, 1 where it grows with the size."""
    across, up = [math.log(s) for s in sizes], [math.log(max(v, 1e-9)) for v in values]
    middle, level = statistics.fmean(across), statistics.fmean(up)
    spread = sum((a - middle) ** 2 for a in across)
    return sum((a - middle) * (u - level) for a, u in zip(across, up, strict=True)) / spread


def table(rows: Sequence[dict[str, float]]) -> str:
    """Return the figures as Markdown: a row for each size, and the exponents."""
    lines = [f"| chunks | {' | '.join(COLUMNS.values())} |", f"|{'---:|' * (len(COLUMNS) + 1)}"]
    lines += [f"| {row['chunks']:,.0f} | {' | '.join(shown(row[name]) for name in COLUMNS)} |" for row in rows]
    if len(rows) > 1:
        sizes = [row["chunks"] for row in rows]
        slopes = (exponent(sizes, [row[name] for row in rows]) for name in COLUMNS)
        lines.append(f"| *exponent* | {' | '.join(f'{slope:.2f}' for slope in slopes)} |")
    return "\n".join(lines)


def shown(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def plot(rows: Sequence[dict[str, float]]) -> str:
    """Draw each figure over the size, both on scales of powers of ten, as one SVG."""
    drawn = [
        panel(n, name, [row["chunks"] for row in rows], [row[key] for row in rows]) for n, (key, name) in enumerate(COLUMNS.items())
    ]
    height = 170 * math.ceil(len(drawn) / 3)
    style = "text{font:11px system-ui,sans-serif;fill:#57606a}.name{fill:#1f2328;font-weight:600}"
    label = 'role="img" aria-label="How cost grows with the corpus"'
    background = f'<rect width="720" height="{height}" fill="#fff"/>'
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {height}" {label}>'
    return f"{opening}<style>{style}</style>{background}{''.join(drawn)}</svg>"


def panel(number: int, name: str, sizes: Sequence[float], values: Sequence[float]) -> str:
    left, top = 240 * (number % 3) + 46, 170 * (number // 3) + 34
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values) * 1.001))
    first, last = math.log10(min(sizes)), math.log10(max(sizes))

    def at(size: float, value: float) -> tuple[float, float]:
        across = (math.log10(size) - first) / ((last - first) or 1)
        return round(left + 180 * across, 1), round(top + 100 * (1 - (math.log10(value) - low) / ((high - low) or 1)), 1)

    parts = [f'<text class="name" x="{left - 36}" y="{top - 14}">{name}</text>']
    for power in range(low, high + 1):
        _, y = at(sizes[0], 10.0**power)
        label = f"{10.0**power:,.0f}" if power >= 0 else f"{10.0**power:g}"
        parts.append(f'<line x1="{left}" y1="{y}" x2="{left + 180}" y2="{y}" stroke="#d8dee4"/>')
        parts.append(f'<text x="{left - 5}" y="{y + 4}" text-anchor="end">{label}</text>')
    points = [at(s, v) for s, v in zip(sizes, values, strict=True)]
    parts.append(f'<polyline points="{" ".join(f"{x},{y}" for x, y in points)}" fill="none" stroke="#0f766e" stroke-width="2"/>')
    for (x, y), size, value in zip(points, sizes, values, strict=True):
        parts.append(f'<circle cx="{x}" cy="{y}" r="3.5" fill="#0f766e"><title>{size:,.0f} chunks: {shown(value)}</title></circle>')
        parts.append(f'<text x="{x}" y="{top + 116}" text-anchor="middle">{size / 1000:g}k</text>')
    return "".join(parts)


def questions_in(files: Sequence[Path], limit: int = 200) -> list[str]:
    """Return the questions of question sets that follow no other, in a fixed order of chance."""
    found = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    asked = sorted({each["question"] for each in found if not each.get("history")})
    random.Random(20261125).shuffle(asked)
    return asked[:limit]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000, 1_000_000], help="chunks")
    parser.add_argument("--text", type=Path, default=ROOT / "corpus", help="the folder whose text is recombined")
    parser.add_argument("--questions", type=Path, nargs="+", default=[ROOT / "eval" / "questions.jsonl"])
    parser.add_argument("--keep", type=Path, help="where the corpora are made and kept; thrown away if not given")
    parser.add_argument("--plot", type=Path, help="write an SVG here")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        print(json.dumps(measure(chosen.measure, questions_in(chosen.questions))))
        return
    from benchmarks.corpora import Pool

    try:
        pool = Pool.of(chosen.text, POOL)
    except ValueError as error:
        parser.error(str(error))
    with tempfile.TemporaryDirectory(prefix="growth-") as thrown_away:
        folder, rows = chosen.keep or Path(thrown_away), []
        for size in sorted(chosen.sizes):
            data = folder / f"made-{size}"
            made = make(pool, size, data)
            asked = ["--questions", *map(str, chosen.questions), "--measure", str(data)]
            done = subprocess.run([sys.executable, "-m", "benchmarks.growth", *asked], stdout=subprocess.PIPE, check=True, cwd=ROOT)
            rows.append({"chunks": size, **made, **json.loads(done.stdout), **on_disk(data)})
            print(json.dumps({name: round(value, 2) for name, value in rows[-1].items()}), file=sys.stderr, flush=True)
    print(f"{machine()}\n\n{table(rows)}")
    if chosen.plot:
        chosen.plot.write_text(plot(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
