"""Have a copy of this process do one half of a task while this one does the other: two cores read one long file.

A copy is made by ``fork``: it has what this process holds (an open PDF, say) at no cost, and what it works out comes back
through a pipe. That is safe where no other thread could hold a lock at that moment, so it is done on Linux in a process of
one thread only, as a reader of an ingest is with its first file; elsewhere, and where the copy fails, the work is done here.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_MOST_FILES = 256  # numbers of open files, above the pipe's, that the copy closes
_WHOLE = b"whole"  # ends what was sent to its end


def may_fork() -> bool:
    """Tell whether a copy of this process can work beside it: there are two cores, and it has no other thread."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and len(list(Path("/proc/self/task").iterdir())) == 1


@contextmanager
def in_fork(work: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Begin some work in a copy of this process, if one can be made; yields what waits for its result.

    The work must change nothing that this process looks at, and its result must be one that can be pickled. Whatever goes
    wrong in the copy, the work is done once more here, so an error is raised where it can be told. At the end of the block
    the copy is gone.
    """
    if not may_fork():
        yield cache(work)
        return
    left = {timer: signal.getitimer(timer)[0] for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL)}
    reading, writing = os.pipe()
    try:
        copy = os.fork()
    except OSError:  # no memory for one, or too many processes
        os.close(reading)
        os.close(writing)
        yield cache(work)
        return
    if not copy:
        _work(work, writing, left)
    os.close(writing)
    with os.fdopen(reading, "rb") as results:
        try:
            yield cache(lambda: _result(results.read(), work))
        finally:
            os.kill(copy, signal.SIGKILL)
            os.waitpid(copy, 0)


def _result(sent: bytes, work: Callable[[], T]) -> T:
    if not sent.endswith(_WHOLE):  # the copy has failed, before or while it sent
        return work()
    result: T = pickle.loads(sent.removesuffix(_WHOLE))
    return result


def _work(work: Callable[[], object], writing: int, left: Mapping[int, float]) -> None:
    """Do the work in the copy and send its result, within the time that this process still has; does not return."""
    try:
        for timer, seconds in left.items():  # a copy begins with none
            signal.setitimer(timer, seconds)
        os.closerange(0, writing)  # whoever waits for this process's own pipes to end need not wait for the copy
        os.closerange(writing + 1, _MOST_FILES)
        with os.fdopen(writing, "wb") as results:
            results.write(pickle.dumps(work(), pickle.HIGHEST_PROTOCOL) + _WHOLE)
    finally:
        os._exit(0)
