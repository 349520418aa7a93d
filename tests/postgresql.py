"""A real PostgreSQL server for tests, in a folder of its own and on a Unix socket there, started and stopped by them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

_SECONDS = 60
_NAMES = count(1)


def binaries() -> Path | None:
    """Return the folder of the server's programs, which Debian keeps off the path, or ``None``."""
    folders = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), Path(shutil.which("initdb") or "/none").parent]
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


class Server:
    """A server that can be stopped, as by a power cut, and started again on what it has kept."""

    def __init__(self, folder: Path, programs: Path, user: str | None) -> None:
        self._folder = folder
        self._programs = programs
        self._user = user
        self._process: subprocess.Popen[bytes] | None = None
        self._run("initdb", "-D", folder / "data", "-U", "assistant", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self.start()

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self._programs / program), *map(str, arguments)]
        subprocess.run(command, check=True, user=self._user, cwd=self._folder, capture_output=True, timeout=_SECONDS)

    def start(self) -> None:
        command = [str(self._programs / "postgres"), "-D", str(self._folder / "data"), "-k", str(self._folder)]
        options = ["-c", "listen_addresses=", "-c", "fsync=off"]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen([*command, *options], user=self._user, cwd=self._folder, stdout=log, stderr=log)
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end:
            try:
                return self._execute("SELECT 1")
            except sa.exc.OperationalError:
                time.sleep(0.1)
        raise AssertionError((self._folder / "log").read_text())

    def stop(self) -> None:
        """Stop at once: every connection is cut off."""
        if self._process is not None:
            self._process.send_signal(3)  # SIGQUIT: immediate shutdown
            self._process.wait(_SECONDS)
            self._process = None

    def pause(self, *, ends: bool = False) -> None:
        """Let every process of the server stand still, as where its disk does not answer, or go on."""
        assert self._process is not None
        parent = str(self._process.pid)
        found = subprocess.run(["pgrep", "-P", parent], capture_output=True, text=True, check=False).stdout.split()
        for process in (parent, *found):
            os.kill(int(process), signal.SIGCONT if ends else signal.SIGSTOP)

    def database(self) -> str:
        """Make an empty database, and return its URL."""
        name = f"test_{next(_NAMES)}"
        self._execute(f"CREATE DATABASE {name}")
        return self._url(name)

    def _url(self, name: str) -> str:
        return f"postgresql://assistant@/{name}?host={self._folder}"

    def _execute(self, statement: str) -> None:
        engine = sa.create_engine(
            sa.make_url(self._url("postgres")).set(drivername="postgresql+psycopg"), poolclass=sa.pool.NullPool
        )
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text(statement))
        engine.dispose()


@contextmanager
def running() -> Iterator[Server]:
    """Yield a new server; skip where PostgreSQL or its driver is not installed."""
    pytest.importorskip("psycopg", reason="no driver: pip install '.[postgres]'")
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL here: apt-get install postgresql")
    user = "nobody" if os.geteuid() == 0 else None  # the server refuses to run as root
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if user is not None:
        shutil.chown(folder, user)
    server = None
    try:
        server = Server(folder, programs, user)
        yield server
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
