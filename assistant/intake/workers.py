"""Run a task on values in processes of their own, each run within limits of time and memory, so that none harms another.

A worker is this file run by a fresh interpreter: it reads a task and its arguments from stdin, and writes what came of it to
stdout. It does one thing at a time, so whatever it dies of is known; then, or when its time is up and it is killed, only the
one task has failed, and a new worker takes its place.

Time is that of the processor, so that a busy machine fails no honest task; the system stops the worker itself, also when
nobody waits for it any more. In all a task may take ``PATIENCE`` times as long, for waiting may never end; that is kept by
the system, and by whoever waits, where the system has no such timers. Memory is limited by the system (Linux: RLIMIT_AS,
counted from what a worker has when it starts).
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

Task = Callable[..., Any]
"""A function of a module, called with what it tells how far it is with (at, of, slow=…), then with the arguments.

What is slow starts the clock anew: it is a sign of life, given before a step that takes long."""

Heard = Callable[[int, int], None]
"""Called with (at, of) whenever a task tells how far it is, in the thread that tends its worker."""

_SIZE = struct.Struct("!Q")
_TOLD, _ALIVE, _DONE, _FAILED, _FULL = range(5)
PATIENCE = 10  # times its seconds of the processor that a task may take by the clock
_TASKS_OF_A_WORKER = 100  # then a fresh one takes over, and what libraries have leaked is given back
_START_SECONDS = 60  # for the interpreter and the imports, on a machine that is busy with other things


class OutOfTime(Exception):
    """The task gave no sign of life for longer than allowed."""


class OutOfMemory(Exception):
    """The task asked for more memory than allowed."""


class Died(Exception):
    """The process of the task died; the message says of what."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a task may use: ``seconds`` of processor time from one sign of life to the next, ``megabytes`` beyond what a worker
    needs itself."""

    seconds: float
    megabytes: int


def why_unread(error: Exception, limits: Limits) -> str:
    """Say in words why a file could not be read."""
    if isinstance(error, OutOfTime):
        all_in_all = f"{PATIENCE * limits.seconds:g} s in all"
        return f"reading it took longer than {limits.seconds:g} s of the processor or {all_in_all} (setting read_seconds)"
    if isinstance(error, OutOfMemory):
        return f"reading it took more than {limits.megabytes:,} MB of memory (setting read_megabytes)"
    if isinstance(error, Died):
        return f"the process that read it died ({error}): the file is broken, or needs more memory than read_megabytes allows"
    return getattr(error, "reason", None) or str(error)


class Workers:
    """A number of workers. They start when there is something to do, and are killed at the end of the ``with`` block."""

    def __init__(self, number: int, limits: Limits) -> None:
        self._limits = limits
        self._waiting: SimpleQueue[tuple[Future[Any], Heard, bytes] | None] = SimpleQueue()
        self._workers = [_Worker(limits) for _ in range(number)]
        self._tenders = [threading.Thread(target=self._tend, args=(worker,), daemon=True) for worker in self._workers]
        self._stopped = False

    def __enter__(self) -> Workers:
        for tender in self._tenders:
            tender.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped = True
        for worker in self._workers:
            worker.close()
        for _tender in self._tenders:
            self._waiting.put(None)
        for tender in self._tenders:
            tender.join()

    def submit(self, task: Task, *arguments: Any, heard: Heard = lambda *_: None) -> Future[Any]:
        """Have a task run. The future has what it returns or raises, or raises OutOfTime, OutOfMemory or Died."""
        future: Future[Any] = Future()
        self._waiting.put((future, heard, pickle.dumps((task, arguments))))
        return future

    def rest(self) -> None:
        """End the processes, whose memory others may need; a task that still comes gets a new one. None may be running."""
        for worker in self._workers:
            worker.kill()

    def _tend(self, worker: _Worker) -> None:
        while (waiting := self._waiting.get()) is not None:
            future, heard, job = waiting
            if self._stopped or not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(worker.run(job, heard))
            except BaseException as error:  # whatever it is, it belongs to whoever waits for the future
                future.set_exception(error)
        worker.close()


class _Worker:
    """One process and its successors."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._tasks = 0
        self._closed = False
        self._lock = threading.Lock()

    def run(self, job: bytes, heard: Heard) -> Any:
        """Have the process do a task, and return its result. Raises OutOfTime, OutOfMemory, Died, or what the task raised."""
        process = self._started()
        # its first sign of life comes when it begins the task
        watch = _Watch(process, PATIENCE * self._limits.seconds + _START_SECONDS)
        try:
            assert process.stdin is not None and process.stdout is not None
            _write(process.stdin, job)
            while True:
                kind, value = pickle.loads(_read(process.stdout))
                if kind not in (_TOLD, _ALIVE):
                    break
                if kind == _ALIVE:
                    watch.restart(PATIENCE * self._limits.seconds)
                heard(*value)
        except (EOFError, OSError, ValueError) as error:
            status = process.wait()
            self.kill()
            if watch.rang or -status in (getattr(signal, "SIGALRM", 0), getattr(signal, "SIGPROF", 0)):
                raise OutOfTime from error
            raise Died(_cause(status)) from error
        finally:
            watch.stop()
        if kind == _FULL:
            self.kill()
            raise OutOfMemory
        if kind == _FAILED:
            raise value
        return value

    def _started(self) -> subprocess.Popen[bytes]:
        """Return the process, a new one where there is none or it has done enough. Raises Died where none may start any more."""
        self._tasks += 1
        if self._tasks % _TASKS_OF_A_WORKER == 0:
            self.kill()
        with self._lock:
            if self._closed:
                raise Died("the work was stopped")
            if self._process is None:
                command = [sys.executable, "-P", "-m", __name__, str(self._limits.seconds), str(self._limits.megabytes)]
                paths = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
                with _no_interrupts():
                    self._process = subprocess.Popen(
                        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths}
                    )
            return self._process

    def close(self) -> None:
        """Kill the process, and start no other."""
        with self._lock:
            self._closed = True
        self.kill()

    def kill(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):  # what could not be sent any more
                    pipe.close()  # type: ignore[union-attr]


@contextlib.contextmanager
def _no_interrupts() -> Iterator[None]:
    """Let a process that is started here not hear Ctrl-C, which it would before it can say that it does not want to."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Watch:
    """Kill a process unless the watch is restarted in time."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._process = process
        self._timer: threading.Timer | None = None
        self.rang = False
        self.restart(seconds)

    def restart(self, seconds: float) -> None:
        self.stop()
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _ring(self) -> None:
        self.rang = True
        self._process.kill()


def _cause(status: int) -> str:
    if status >= 0:
        return f"it ended with status {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"


def _write(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_SIZE.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes:
    """Return the next message; raises EOFError where there is none, or not all of one."""
    head = pipe.read(_SIZE.size)
    data = pipe.read(_SIZE.unpack(head)[0]) if len(head) == _SIZE.size else b""
    if not data:
        raise EOFError
    return data


# -- in the worker -----------------------------------------------------------------------------------------------------


def _work(seconds: float, megabytes: int) -> None:
    """Do what is asked on stdin until it ends."""
    tasks, results = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not be taken for a result
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever waits, who then ends this process
    _limit_memory(megabytes)

    def tell(at: int, of: int, *, slow: bool = False) -> None:
        _write(results, pickle.dumps((_ALIVE if slow else _TOLD, (at, of))))
        if slow:
            _alarm(seconds)

    with contextlib.suppress(EOFError, BrokenPipeError):  # whoever waited is gone
        while True:
            task, arguments = pickle.loads(_read(tasks))
            tell(0, 0, slow=True)
            try:
                message = pickle.dumps((_DONE, task(tell, *arguments)))
            except MemoryError:
                message = pickle.dumps((_FULL, None))
            except Exception as error:
                message = _failure(error)
            _alarm(0)
            _write(results, message)
            del message, arguments
    with Path(os.devnull).open("wb") as nowhere:  # takes what is still held for who is gone
        os.dup2(nowhere.fileno(), results.fileno())


def _failure(error: Exception) -> bytes:
    try:
        return pickle.dumps((_FAILED, error))
    except Exception:  # an error that cannot be sent is sent in words
        return pickle.dumps((_FAILED, RuntimeError(f"{type(error).__name__}: {error}")))


def _alarm(seconds: float) -> None:
    """Have the system kill this process when its time is up, 0 for never, also if it does not come back to Python."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE * seconds)


def _limit_memory(megabytes: int) -> None:
    if sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + megabytes * 2**20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


if __name__ == "__main__":
    _work(float(sys.argv[1]), int(sys.argv[2]))
