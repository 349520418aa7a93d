"""A worker does one thing at a time within its limits; what goes wrong is known, and the next worker takes over."""

from __future__ import annotations

import os
import pickle
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import UnreadableDocument
from assistant.intake.workers import Died, Limits, OutOfMemory, OutOfTime, Workers

Tell = Callable[..., None]
LIMITS = Limits(seconds=0.5, megabytes=256)


def double(tell: Tell, number: int) -> int:
    return 2 * number


def slow(tell: Tell, signs: int) -> str:
    for _ in range(signs):
        busy_until = time.process_time() + 0.4
        while time.process_time() < busy_until:
            pass
        tell(0, 0, slow=True)
    return "done"


def count_up(tell: Tell, to: int) -> str:
    for at in range(1, to + 1):
        tell(at, to)
    return "done"


def dawdle(tell: Tell) -> None:
    while True:
        tell(1, 2)


def wait_for_nothing(tell: Tell) -> None:
    time.sleep(600)


def hang(tell: Tell) -> None:
    while True:
        pass


def swell(tell: Tell) -> int:
    return len(bytearray(2**30))


def crash(tell: Tell) -> None:
    os.kill(os.getpid(), signal.SIGABRT)


def refuse(tell: Tell) -> None:
    print("what a library prints is not taken for a result")
    raise UnreadableDocument("a.pdf", "it is a picture")


class Local(Exception):
    def __reduce__(self) -> str:
        raise TypeError("cannot be sent")


def fail_in_a_way_of_its_own(tell: Tell) -> None:
    raise Local("odd")


def test_how_far_a_task_is_can_be_heard_and_buys_it_no_time() -> None:
    heard: list[tuple[int, int]] = []
    with Workers(1, LIMITS) as workers:
        assert workers.submit(count_up, 3, heard=lambda *at: heard.append(at)).result() == "done"
        assert heard == [(0, 0), (1, 3), (2, 3), (3, 3)]
        with pytest.raises(OutOfTime):
            workers.submit(dawdle).result()


def test_what_goes_wrong_is_named_and_harms_nothing_else() -> None:
    with Workers(1, LIMITS) as workers:
        bad = [
            (workers.submit(hang), OutOfTime, ""),
            (workers.submit(wait_for_nothing), OutOfTime, ""),
            (workers.submit(swell), OutOfMemory, ""),
            (workers.submit(crash), Died, "SIGABRT"),
            (workers.submit(refuse), UnreadableDocument, "a.pdf: it is a picture"),
            (workers.submit(fail_in_a_way_of_its_own), RuntimeError, "Local: odd"),
        ]
        after = workers.submit(double, 21)
        for future, kind, words in bad:
            error = future.exception(timeout=60)
            assert type(error) is kind and str(error) == words
        assert after.result(timeout=60) == 42


def test_a_task_that_gives_signs_of_life_may_take_longer() -> None:
    with Workers(1, Limits(seconds=1, megabytes=256)) as workers:
        assert workers.submit(slow, 4).result(timeout=60) == "done"


def process_of(tell: Tell) -> int:
    return os.getpid()


def test_a_worker_that_was_sent_to_rest_is_gone_and_another_does_the_next_task() -> None:
    with Workers(1, LIMITS) as workers:
        first = workers.submit(process_of).result(timeout=30)
        workers.rest()
        with pytest.raises(ProcessLookupError):
            os.kill(first, 0)
        assert workers.submit(process_of).result(timeout=30) != first


def test_leaving_the_block_ends_the_work_at_once() -> None:
    with Workers(2, Limits(60, 256)) as workers:
        futures = [workers.submit(hang) for _ in range(4)]
        time.sleep(0.5)
        started = time.monotonic()
    assert time.monotonic() - started < 5
    assert not any(future.done() and future.exception() is None for future in futures)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timers of processes")
def test_a_worker_that_nobody_waits_for_ends_by_itself(tmp_path: Path) -> None:
    code = (
        "import sys, time; from assistant.intake.workers import Limits, Workers\n"
        "from tests.intake.test_workers import note_and_hang\n"
        "with Workers(1, Limits(2, 256)) as workers:\n"
        "    workers.submit(note_and_hang, sys.argv[1]); time.sleep(60)"
    )
    note = tmp_path / "pid"
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen([sys.executable, "-c", code, str(note)], cwd=root, env={**os.environ, "PYTHONPATH": str(root)}) as parent:
        for _ in range(300):
            if note.exists() and note.read_text():
                break
            time.sleep(0.1)
        parent.kill()
    worker = int(note.read_text())
    for _ in range(400):  # at the latest by the clock, at ten times its seconds
        if not _runs(worker):
            return
        time.sleep(0.1)
    os.kill(worker, signal.SIGKILL)
    pytest.fail("the worker still runs")


def test_a_worker_that_is_only_starting_does_not_hear_ctrl_c(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sitecustomize.py").write_text("import os, signal; os.kill(os.getpid(), signal.SIGINT)")
    monkeypatch.syspath_prepend(tmp_path)
    with Workers(1, Limits(20, 512)) as workers:
        assert workers.submit(double, 21).result() == 42
    assert capfd.readouterr().err == ""


def test_a_worker_whose_result_nobody_waits_for_ends_without_a_word() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "assistant.intake.workers", "5", "512"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as worker:
        assert worker.stdin and worker.stdout and worker.stderr
        worker.stdout.close()
        task = pickle.dumps((double, (21,)))
        worker.stdin.write(struct.pack(">Q", len(task)) + task)
        worker.stdin.close()
        assert worker.stderr.read() == b""


def note_and_hang(tell: Tell, note: str) -> None:
    Path(note).write_text(str(os.getpid()))
    hang(tell)


def _runs(process: int) -> bool:
    """Say whether a process is there and no mere entry that its parent has not looked at."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{process}/stat")
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")
