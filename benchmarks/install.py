"""Measure what a newcomer waits for: from a checkout and nothing else to the first cited answer.

    python -m benchmarks.install

Makes a fresh environment, installs the checkout into it, ingests the sample corpus into a folder that is thrown away, and asks one
question in a process of its own. Prints the seconds of each step as JSON; exits 1 if the answer has no citation.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from datetime import date
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
QUESTION = "How many people have contact with all three systems?"
LEFT_BEHIND = shutil.ignore_patterns(".*", "build", "*.egg-info", "__pycache__")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="install-") as folder:
        seconds, answer = measured(Path(folder))
    total = round(sum(seconds.values()), 1)
    print(json.dumps({"date": date.today().isoformat(), "cores": os.cpu_count(), "seconds": seconds, "total": total}))
    return 0 if answer["citations"] else 1


def measured(home: Path) -> tuple[dict[str, float], dict[str, list[object]]]:
    """Return the seconds of each step, and the answer."""
    source = home / "source"  # a copy, so that the build leaves nothing in the checkout
    shutil.copytree(CHECKOUT, source, ignore=LEFT_BEHIND)
    binaries = home / "venv" / ("Scripts" if os.name == "nt" else "bin")
    data = ["--data", str(home / "data")]
    steps: dict[str, list[str]] = {
        "pip install .": [str(binaries / "python"), "-m", "pip", "install", "-q", str(source)],
        "assistant ingest corpus": [str(binaries / "assistant"), "ingest", str(CHECKOUT / "corpus"), *data],
        "assistant ask": [str(binaries / "assistant"), "ask", QUESTION, "--json", *data],
    }
    started = time.perf_counter()
    venv.create(home / "venv", with_pip=True)
    seconds = {"python -m venv": round(time.perf_counter() - started, 1)}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    for name, command in steps.items():
        started = time.perf_counter()
        done = subprocess.run(command, cwd=home, env=environment, stdout=subprocess.PIPE, check=True, text=True)
        seconds[name] = round(time.perf_counter() - started, 1)
    return seconds, json.loads(done.stdout)


if __name__ == "__main__":
    if {"-h", "--help"} & {*sys.argv}:
        print(__doc__)
        sys.exit()
    sys.exit(main())
