"""A copy of a process does half of its work; what it cannot do is done here, and it is gone at the end."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from assistant.load import fork as module
from assistant.load.fork import in_fork, may_fork
from tests.load.made_pdf import column, make_pdf

HEAD = "import os, threading, time\nfrom assistant.load.fork import may_fork, in_fork\nassert may_fork()\n"
NO_MORE = "def none(): raise BlockingIOError\nos.fork = none\n"


def alone(code: str) -> str:
    """Return what a fresh process with one thread prints."""
    root = Path(module.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", HEAD + code], cwd=root, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


pytestmark = pytest.mark.skipif(sys.platform != "linux" or os.cpu_count() == 1, reason="a copy is made on Linux with two cores")


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("with in_fork(os.getpid) as other: print(other() != os.getpid(), other() == other())", "True True"),
        ("with in_fork(lambda: 'x' * 10**6) as much: print(len(much()))", "1000000"),
        (NO_MORE + "with in_fork(os.getpid) as work: print(work() == os.getpid())", "True"),
        # what goes wrong in the copy is done here: it dies, or its result cannot be sent
        ("here = os.getpid()\nwith in_fork(lambda: os.getpid() == here or os._exit(1)) as work: print(work())", "True"),
        ("with in_fork(threading.Lock) as lock: print(lock().locked())", "False"),
        ("with in_fork(lambda: 1 // 0) as work:\n try: work()\n except ZeroDivisionError as error: print(error)", "by zero"),
    ],
)
def test_what_a_copy_works_out_is_returned_or_worked_out_here(code: str, printed: str) -> None:
    assert alone(code).endswith(printed)


def test_at_the_end_no_copy_is_left_also_where_its_result_was_not_waited_for() -> None:
    code = """
started = time.monotonic()
with in_fork(lambda: time.sleep(50)): pass
try: os.waitpid(-1, 0)
except ChildProcessError: print(time.monotonic() - started < 10)"""
    assert alone(code) == "True"


def test_a_copy_has_no_more_time_than_the_process_it_was_made_of() -> None:
    code = """
import signal
signal.signal(signal.SIGALRM, lambda *_: print("rang", flush=True))
signal.setitimer(signal.ITIMER_REAL, 20)
with in_fork(lambda: signal.getitimer(signal.ITIMER_REAL)[0]) as left: print(15 < left() <= 20)"""
    assert alone(code) == "True"


def test_a_process_with_another_thread_does_the_work_itself() -> None:
    wait = threading.Event()
    thread = threading.Thread(target=wait.wait)
    thread.start()
    try:
        assert not may_fork()
        with in_fork(threading.get_ident) as work:
            assert work() == threading.get_ident()
    finally:
        wait.set()
        thread.join()


def test_a_long_pdf_reads_the_same_in_two_processes(tmp_path: Path) -> None:
    lines = [[f"Chapter {sheet} of the harbour", *(f"Line {n} of many." for n in range(sheet % 7))] for sheet in range(31)]
    file = tmp_path / "long.pdf"
    file.write_bytes(make_pdf(*(column(*page) for page in lines)))
    code = f"""
from pathlib import Path
from assistant.load import pdf
data = Path({str(file)!r}).read_bytes()
told = []
both = pdf.read_pdf(data, "long.pdf", lambda page, pages, *, slow=False: told.append(page))
assert told == list(range(1, 32, 2)), told
pdf.may_fork = lambda: False
assert both == pdf.read_pdf(data, "long.pdf")
print(both.receipt.pages, both.text.count("of many."))"""
    assert alone(code) == f"31 {sum(sheet % 7 for sheet in range(31))}"
