"""An installation by a Python that is too old is refused in words."""

from __future__ import annotations

import runpy
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_a_python_that_is_too_old_is_told_which_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"].removeprefix(">=")
    monkeypatch.setattr(sys, "version_info", (3, 10, 13, "final", 0))
    with pytest.raises(SystemExit, match=f"needs Python {needed} or newer, and this is 3.10"):
        runpy.run_path(str(ROOT / "setup.py"))
