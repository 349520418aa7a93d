"""Every hostile file ends as declared, within its limits, and its neighbours are unharmed."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import Settings
from tests.hostile.check import outcomes
from tests.hostile.make import cases, write
from tests.ingesting import found


def test_there_are_many_of_them_and_no_two_have_one_name() -> None:
    names = [case.name for case in cases()]
    assert len(names) == len(set(names)) >= 100


def test_each_ends_as_declared_in_workers_with_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.conftest import BagOfWords

    monkeypatch.setattr("assistant.ingest.open_embedder", lambda settings: BagOfWords())
    written = write(tmp_path / "corpus", slow=False)
    settings = Settings(data=tmp_path / "data", read_seconds=60)
    ended = list(outcomes(tmp_path / "corpus", written, settings))
    assert [str(outcome) for outcome in ended if not outcome.as_declared] == []
    assert "utf16.txt" in found(settings, "lighthouses") and "script.html" not in found(settings, "alert")
