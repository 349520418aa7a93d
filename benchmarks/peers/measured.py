"""Run one process and say what it took: seconds to its end, and the memory of it and its children together."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread, Timer
from time import perf_counter
from typing import IO

EVERY = 0.25  # seconds between two looks at the memory
UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Ran:
    """``peak`` is in bytes; ``code`` is ``None`` if the time limit ended it."""

    seconds: float
    peak: int
    code: int | None
    output: str
    errors: str


def run(command: Sequence[str], environment: Mapping[str, str], folder: Path, limit: float) -> Ran:
    """Run a command for ``limit`` seconds at most; what it started ends with it.

    The peak is the most that was seen of the sum of proportional set sizes (what processes share counts once), looked at four
    times a second, or the largest resident set of one process, whichever is more. Without /proc it is the latter alone.
    """
    over, late, sizes = Event(), Event(), [0]
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        started = perf_counter()
        child = subprocess.Popen(command, env=environment, cwd=folder, stdout=output, stderr=errors, start_new_session=True)
        watch = Thread(target=_watch, args=(child.pid, over, sizes))
        timer = Timer(limit, _stop, (child.pid, late))
        watch.start()
        timer.start()
        try:
            _, status, usage = os.wait4(child.pid, 0)
            seconds = perf_counter() - started
            child.returncode = os.waitstatus_to_exitcode(status)
        finally:
            timer.cancel()
            over.set()
            watch.join()
            _end(child.pid)
        code = None if late.is_set() else child.returncode
        return Ran(seconds, max(*sizes, usage.ru_maxrss * UNIT), code, _all(output), _all(errors))


def _watch(session: int, over: Event, sizes: list[int]) -> None:
    while not over.wait(EVERY):
        sizes.append(_memory(session))


def _memory(session: int) -> int:
    """Return the bytes that the processes of a session hold; those that end meanwhile count nothing."""
    total = 0
    for stat in PROC.glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[3]) == session:
                lines = (stat.parent / "smaps_rollup").read_text().splitlines()
                total += next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
    return total


def _stop(group: int, late: Event) -> None:
    late.set()
    _end(group)


def _end(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _all(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")
