"""What Windows does otherwise than Linux: open files, folders, names, and the letters of pipes and text files."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import StoreUnavailable
from assistant.settings import Settings
from assistant.store.catalog import Catalog
from assistant.upkeep.backup import back_up, restore
from assistant.upkeep.reindex import reindex
from tests import windows_rules
from tests.conftest import write_files
from tests.ingesting import actions, found

Take = Callable[[Settings], dict[str, Any]]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the rules are laid over Linux, which tells what is open in /proc")


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    windows_rules.lay_over(monkeypatch)


def test_the_rules_are_those_of_windows(tmp_path: Path, on_windows: None) -> None:
    file = write_files(tmp_path, {"in/a.txt": "words"}) / "in" / "a.txt"
    with file.open("rb") as held:
        for forbidden in (file.unlink, lambda: file.parent.rename(tmp_path / "out"), lambda: os.fsync(held.fileno())):
            with pytest.raises(OSError, match=r"used by another|Bad file"):
                forbidden()
    with pytest.raises(PermissionError):
        os.open(tmp_path, os.O_RDONLY)
    with pytest.raises(OSError, match="syntax is incorrect"):
        (tmp_path / "a:b").mkdir()
    file.parent.rename(tmp_path / "out")


@pytest.mark.usefixtures("bag_of_words", "on_windows")
def test_an_archive_lives_through_all_that_writes_to_it(tmp_path: Path, settings: Settings, snapshot: Take) -> None:
    corpus = write_files(tmp_path / "corpus", {"a.txt": "The first word. " * 60, "b.txt": "The second word."})
    assert actions([corpus], settings) == {"a.txt": "added", "b.txt": "added"}
    write_files(corpus, {"b.txt": "The third word."})
    assert actions([corpus], settings) == {"a.txt": "unchanged", "b.txt": "updated"}
    before = snapshot(settings)
    back_up(settings, tmp_path / "backup.tar")
    (corpus / "b.txt").unlink()
    assert actions([corpus], settings, prune=True) == {"a.txt": "unchanged", "b.txt": "removed"}
    assert len(list(restore(tmp_path / "backup.tar", settings, overwrite=True))) == 3
    assert snapshot(settings) == before
    list(reindex(settings))
    assert found(settings, "third") == {"b.txt"}


@pytest.mark.usefixtures("bag_of_words", "on_windows")
def test_a_folder_that_is_open_elsewhere_is_not_replaced_and_stays_as_it_was(
    tmp_path: Path, settings: Settings, snapshot: Take
) -> None:
    actions([write_files(tmp_path / "corpus", {"a.txt": "The first word."})], settings)
    back_up(settings, tmp_path / "backup.tar")
    before = snapshot(settings)
    with closing(Catalog.open_existing(settings.data)) as running:
        assert running.revision
        with pytest.raises(StoreUnavailable, match=r"cannot be replaced: .*; end what runs on the folder"):
            list(restore(tmp_path / "backup.tar", settings, overwrite=True))
    assert snapshot(settings) == before


@pytest.mark.parametrize(
    ("environment", "printed"),
    [({"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}, "Łódź → ½"), ({"PYTHONIOENCODING": "cp1252"}, "?ód? ? ½")],
    ids=["a pipe of one region's letters", "an encoding that was chosen"],
)
@pytest.mark.usefixtures("bag_of_words")
def test_a_letter_that_a_pipe_lacks_ends_no_command(
    tmp_path: Path, settings: Settings, environment: dict[str, str], printed: str
) -> None:
    actions([write_files(tmp_path / "corpus", {"a.md": "# Łódź → ½\n\nThe city began in 2014."})], settings)
    command = [sys.executable, "-m", "assistant", "list", "--data", str(settings.data)]
    done = subprocess.run(command, capture_output=True, env={**os.environ, **environment}, check=False)
    assert done.returncode == 0, done.stderr
    assert printed in done.stdout.decode(environment.get("PYTHONIOENCODING", "utf-8"))


def test_a_mark_of_byte_order_is_no_part_of_a_text(tmp_path: Path) -> None:
    chosen = tmp_path / "assistant.toml"
    chosen.write_text("decline_below = 0.3\n", encoding="utf-8-sig")
    assert Settings.load(file=chosen, environment={}).decline_below == 0.3
