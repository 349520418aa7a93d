"""Kill a real process at random moments of a mixed run, and see whether anything is lost, mixed or left over.

    python -m tests.crash.run 200

1. change the documents on the disk: some new, some other, some gone;
2. let a process ingest, remove or repair, and kill it (SIGKILL) at a random moment after it has begun;
3. let a fresh process look: what is there must be whole and answers of one version, and after one more ingest the index must
   equal one built from scratch and the doctor find nothing.

A process that is done before it would have been killed does not count. The exit code is 1 if anything is wrong.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

WORDS = "mast rope sail tide wind wave keel deck hull oar buoy quay crane lamp chart depth anchor cargo crew port".split()
LIMIT_SECONDS = 120  # for one process
processes = get_context("forkserver")
processes.set_forkserver_preload(["tests.crash.work"])


@dataclass
class Result:
    """What came of a run: how many processes were killed, by what they were doing, and what was found wrong."""

    killed: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def run(points: int, seed: int = 1, say: Callable[[str], None] = lambda line: None) -> Result:
    """Kill ``points`` processes, and say what was found. The seed fixes the documents and the order, not the moments."""
    chance = random.Random(seed)
    home = Path(tempfile.mkdtemp(prefix="crash-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    corpus, data = home / "corpus", home / "data"
    corpus.mkdir()
    result = Result()
    seconds: defaultdict[str, float] = defaultdict(lambda: 1.0)  # how long an operation takes when it is left alone
    try:
        while result.killed.total() < points:
            operation, gone = _change(corpus, data, chance)
            moment = chance.uniform(0, seconds[operation])
            taken = _killed(operation, corpus, data, gone, moment)
            if taken is not None:
                seconds[operation] = 0.1 + (seconds[operation] + taken) / 2
                continue
            result.killed[operation] += 1
            wrong = _processed("look", corpus, data)
            result.wrong += [f"point {result.killed.total()}, {operation} killed after {moment:.3f} s: {w}" for w in wrong]
            say(f"{result.killed.total():4} of {points}  {operation:7} killed after {moment:.3f} s  {'; '.join(wrong) or 'well'}")
    finally:
        if not result.wrong:
            shutil.rmtree(home, ignore_errors=True)
    return result


def _change(corpus: Path, data: Path, chance: random.Random) -> tuple[str, list[str]]:
    """Change some documents on the disk, and choose what is to be done.

    One is always left: of a folder that is suddenly empty an ingest removes nothing, since a disk may only have come loose.
    """
    there = sorted(path.name for path in corpus.iterdir())
    operation = chance.choices(("ingest", "remove", "repair"), (7, 2, 1))[0]
    if len(there) < 2 or not (data / "catalog.sqlite").exists():
        operation = "ingest"
    gone = chance.sample(there, min(len(there) - 1, chance.randint(1, 3))) if operation == "remove" or len(there) > 8 else []
    for name in gone:
        (corpus / name).unlink()
    for _ in range(chance.randint(1, 4) if operation == "ingest" else 0):
        name = f"{chance.randrange(12):02}.txt"
        text = " ".join(
            f"The report of the harbour says that the {chance.choice(WORDS)} {n} is {chance.choice(WORDS)}."
            for n in range(chance.randint(5, 120))
        )
        (corpus / name).write_text(text)
    return operation, gone if operation == "remove" else []


def _killed(operation: str, corpus: Path, data: Path, gone: list[str], moment: float) -> float | None:
    """Start an operation and kill it; return the seconds that it took if it was done before that."""
    from tests.crash import work

    ours, theirs = processes.Pipe()
    child = processes.Process(target=work.write, args=(operation, corpus, data, gone, theirs))
    child.start()
    theirs.close()
    assert ours.poll(LIMIT_SECONDS) and ours.recv() == "begins"
    begun = time.monotonic()
    done = ours.poll(moment)
    child.kill()
    child.join()
    return time.monotonic() - begun if done else None


def _processed(task: str, *arguments: Any) -> list[str]:
    """Run a task in a process of its own and return what it says is wrong."""
    from tests.crash import work

    ours, theirs = processes.Pipe()
    child = processes.Process(target=getattr(work, task), args=(*arguments, theirs))
    child.start()
    theirs.close()
    try:
        said: list[str] = ours.recv() if ours.poll(LIMIT_SECONDS) else [f"no word for {LIMIT_SECONDS} s"]
    except EOFError:
        said = ["the process that looked died"]
    child.kill()
    child.join()
    return said


def main() -> None:
    points = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    started = time.monotonic()
    result = run(points, say=lambda line: print(line, flush=True))
    kinds = ", ".join(f"{n} {operation}" for operation, n in sorted(result.killed.items()))
    print(f"{points} processes killed ({kinds}) in {time.monotonic() - started:.0f} s; {len(result.wrong)} things wrong")
    raise SystemExit(1 if result.wrong else 0)


if __name__ == "__main__":
    if {"-h", "--help"} & {*sys.argv}:
        print(__doc__)
        sys.exit()
    main()
