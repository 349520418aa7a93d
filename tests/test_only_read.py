"""A data folder that may only be read: it is asked, searched and listed all the same, and what it cannot keep is said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.store.catalog import Catalog
from tests.conftest import only_read, write_files, write_tiny_corpus
from tests.test_faults import ROOT, Take, assistant

ASKED = "How long is the harbour wall?"
READS = (
    ["list"],
    ["search", "harbour"],
    ["ask", ASKED],
    ["show", "reports/water.pdf"],
    ["gaps"],
    ["explain"],
    ["export"],
    ["replay"],
)
WRITES = (["purge", "--all"], ["remove", "reports/water.pdf"], ["correct", "reports/water.pdf", "--title", "X"], ["reindex"])


def test_what_may_only_be_read_is_asked_all_the_same_and_what_is_not_kept_is_said(
    tmp_path: Path, obeying: tuple[str, ...], snapshot: Take
) -> None:
    corpus, data = write_tiny_corpus(tmp_path / "corpus"), tmp_path / "data"
    for command in (["ingest", str(corpus)], ["ask", ASKED]):
        assert assistant(*command, "--data", str(data)).returncode == 0
    before = snapshot(Settings(data=data))
    with only_read(data):
        for command in READS:
            done = assistant(*command, "--data", str(data), before=obeying)
            assert done.returncode == 0 and (command == ["gaps"] or done.stdout), (command, done.stderr)
            assert done.stderr.count("may only be read") == (command[0] == "ask"), (command, done.stderr)
        for command in (*WRITES, ["ingest", str(corpus)]):
            done = assistant(*command, "--data", str(data), before=obeying)
            assert done.returncode == 1 and "may only be read" in done.stderr, (command, done.stderr)
        assert assistant("backup", str(tmp_path / "b.tar"), "--data", str(data), before=obeying).returncode == 0
    assert snapshot(Settings(data=data)) == before
    assert assistant("restore", str(tmp_path / "b.tar"), "--data", str(tmp_path / "again")).returncode == 0


LOOKS = """
import sys
from pathlib import Path
from assistant.store.catalog import Catalog
catalog = Catalog.open_existing(Path(sys.argv[1]))
for _ in sys.stdin:
    print(catalog.revision, len(catalog.documents()), flush=True)
"""


def test_who_may_only_read_sees_what_others_write_meanwhile(tmp_path: Path, obeying: tuple[str, ...]) -> None:
    if os.getuid():
        pytest.skip("only root may write where others may not")
    corpus, data = write_files(tmp_path / "corpus", {"a.txt": "The first."}), tmp_path / "data"
    assert assistant("ingest", str(corpus), "--data", str(data)).returncode == 0
    command = [*obeying, sys.executable, "-c", LOOKS, str(data)]
    with only_read(data), subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as looking:
        assert looking.stdin is not None and looking.stdout is not None
        seen = []
        for name in ("b.txt", "c.txt", ""):
            print(file=looking.stdin, flush=True)
            seen.append(looking.stdout.readline().split())
            write_files(corpus, {name: f"In {name} there is more."} if name else {})
            assert assistant("ingest", str(corpus), "--data", str(data)).returncode == 0
        looking.stdin.close()
    assert [number for _, number in seen] == ["1", "2", "3"] and len({revision for revision, _ in seen}) == 3


def test_a_log_left_alone_where_nothing_can_be_written_is_not_passed_over(tmp_path: Path, obeying: tuple[str, ...]) -> None:
    corpus, data, copy = write_files(tmp_path / "corpus", {"a.txt": "The first."}), tmp_path / "data", tmp_path / "copy"
    assert assistant("ingest", str(corpus), "--data", str(data)).returncode == 0
    catalog = Catalog.open_existing(data)
    with catalog.writing():
        catalog.set_fact("said", "last")
    copy.mkdir()
    for name in ("catalog.sqlite", "catalog.sqlite-wal"):  # as when a process was killed, or the folder was copied under it
        (copy / name).write_bytes((data / name).read_bytes())
    catalog.close()
    with only_read(copy):
        done = assistant("ask", "Which?", "--data", str(copy), before=obeying)
    assert done.returncode == 1 and "a file ending in -wal was left beside it" in done.stderr
