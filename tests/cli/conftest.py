"""A command is run in this process, and what it printed and its exit code are told."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from assistant.cli import main as cli

QUESTION = "When was the harbour wall rebuilt?"


class Result(NamedTuple):
    """The exit code of a command and what it printed."""

    code: int
    out: str
    err: str

    def lines(self) -> list[dict[str, Any]]:
        """Return the JSON object of each line."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Return a function that runs a command in this process, in a folder without settings."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["assistant", *map(str, arguments)])
        with pytest.raises(SystemExit) as done:
            cli.main()
            raise SystemExit(0)
        captured = capsys.readouterr()
        return Result(done.value.code or 0, captured.out, captured.err)  # type: ignore[arg-type]

    return command
