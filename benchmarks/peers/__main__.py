"""Ours beside other engines: the same files, questions, machine and weights, one after another.

    python -m benchmarks.peers [--set excerpts|filings] [--peer NAME …] [--files N] [--out FILE] [--limit SECONDS]

Each engine is set up as its own documentation has it, with all-MiniLM-L6-v2, in an environment of its own, which is made with pip
the first time. Prints a Markdown table; ``--out`` keeps all figures as JSON. An engine that cannot be installed, fails, or
takes longer than ``--limit`` is named with the reason. Ratios are to ours.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.peers.environments import CHECKOUT, OFFLINE, PEERS, CannotInstall, python_of
from benchmarks.peers.measured import Ran, run
from benchmarks.peers.scores import K, scored, table


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", default="excerpts", choices=["excerpts", "filings"])
    parser.add_argument("--peer", action="append", choices=list(PEERS), help="only these; again for another")
    parser.add_argument("--files", type=int, help="the N smallest documents; by default all of the excerpts, 3 of the filings")
    parser.add_argument("--corpora", type=Path, default=CHECKOUT.parent / "shared" / "corpora")
    parser.add_argument("--out", type=Path, help="file for the figures as JSON")
    parser.add_argument("--cold", type=int, default=3, help="cold starts of each engine, of which the median counts; at least 1")
    parser.add_argument("--limit", type=float, default=900, help="seconds for each engine")
    chosen = parser.parse_args()
    if not (source := chosen.corpora / chosen.set).is_dir():
        print(f"peers: no folder {source}; --corpora names the folder that holds the set", file=sys.stderr)
        return 2
    files = sorted((source / "documents").iterdir(), key=lambda path: path.stat().st_size)
    files = files[: chosen.files or (3 if chosen.set == "filings" else None)]
    questions = answerable(source / "questions.jsonl", {path.name for path in files})
    results = {}
    for name in chosen.peer or PEERS:
        print(f"{name} …", file=sys.stderr)
        results[name] = measured(name, files, questions, chosen.limit, max(1, chosen.cold))
    head = {"set": chosen.set, "files": len(files), "n": len(questions), **machine()}
    if chosen.out:
        chosen.out.write_text(json.dumps({**head, "results": results}, indent=1), encoding="utf-8")
    print(", ".join(f"{key}: {value}" for key, value in head.items()), "", table(results), "", sep="\n")
    print(*(f"- {name}: {versions(result)}" for name, result in results.items() if "versions" in result), sep="\n")
    return 0


def answerable(path: Path, documents: set[str]) -> list[dict[str, Any]]:
    """Return the questions whose whole gold is quoted from these documents."""
    questions = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [q for q in questions if q["references"] and all(r["document"] in documents and r["quote"] for r in q["references"])]


def measured(name: str, files: Sequence[Path], questions: Sequence[Mapping[str, Any]], limit: float, starts: int) -> dict[str, Any]:
    """Return the figures of one engine, or ``{"failed": why}``."""
    try:
        python = python_of(name, limit)
    except CannotInstall as error:
        return {"failed": f"not installed: {error}"}
    with tempfile.TemporaryDirectory(prefix=f"peers-{name}-") as place:
        home = Path(place)
        (home / "documents").mkdir()
        for path in files:
            shutil.copy(path, home / "documents")
        (home / "questions.json").write_text(json.dumps([q["question"] for q in questions]), encoding="utf-8")
        command = [python, "-m", f"benchmarks.peers.{name}", "documents", "questions.json", str(K), "store"]
        whole = run(command, os.environ | OFFLINE, home, limit)
        if whole.code != 0:
            return {"failed": why(whole, limit)}
        cold = [run([*command, "--cold"], os.environ | OFFLINE, home, limit) for _ in range(starts)]
        if failed := [start for start in cold if start.code != 0]:
            return {"failed": f"cold start: {why(failed[0], limit)}"}
    said = json.loads(whole.output.splitlines()[-1])
    return {
        **scored(questions, said),
        "peak_mb": whole.peak / 1e6,
        "serving_mb": max(start.peak for start in cold) / 1e6,
        "cold_seconds": median(start.seconds for start in cold),
        "versions": said["versions"],
    }


def why(ran: Ran, limit: float) -> str:
    """Return the reason that a process failed, in one line: the last that it said."""
    if ran.code is None:
        return f"timeout: not done in {limit:.0f} s"
    lines = [line.strip() for line in ran.errors.splitlines() if line.strip()]
    return f"exit {ran.code}: {lines[-1][:300] if lines else 'nothing said'}"


def machine() -> dict[str, Any]:
    """Return what the figures depend on: date, processor with the features that embedding rests on, cores, load."""
    try:
        text = Path("/proc/cpuinfo").read_text()
        lines = dict(line.split(":", 1) for line in text.split("\n\n")[0].splitlines() if ":" in line)
        about = {key.strip(): value.strip() for key, value in lines.items()}
    except OSError:
        about = {}
    features = {"avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_int8", "amx_bf16"}
    return {
        "date": date.today().isoformat(),
        "processor": about.get("model name", platform.processor()),
        "features": " ".join(sorted(features & set(about.get("flags", "").split()))),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
    }


def versions(result: Mapping[str, Any]) -> str:
    packages = ", ".join(f"{package} {number}" for package, number in result["versions"].items())
    return f"{packages}; {result['chunks']} chunks, median returned text {result['characters']:.0f} characters"


if __name__ == "__main__":
    sys.exit(main())
