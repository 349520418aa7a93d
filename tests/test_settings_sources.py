"""Whether anything was chosen is told by the file and the environment, and ``list`` checks no settings where nothing was."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings_sources import DATA, is_all_default, typed


@pytest.mark.parametrize(
    ("environment", "file", "expected"),
    [
        ({}, None, True),
        ({"HOME": "/"}, "# nothing yet\n", True),
        ({"ASSISTANT_DATA": "here"}, None, False),
        ({"ASSISTANT_DATE": "misspelt"}, None, False),
        ({}, 'data = "here"\n', False),
    ],
)
def test_a_run_is_all_default_if_neither_the_file_nor_the_environment_says_anything(
    environment: dict[str, str], file: str | None, expected: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("os.environ", environment)
    if file is not None:
        (tmp_path / "assistant.toml").write_text(file)
    assert is_all_default() is expected


def test_a_file_that_cannot_be_read_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "assistant.toml").write_text("data =")
    with pytest.raises(SettingsError, match=r"assistant\.toml cannot be read"):
        is_all_default()


def test_a_command_names_the_folder_and_the_servers_that_it_would_not_take_by_itself_and_no_password() -> None:
    assert typed("assistant list", DATA) == "assistant list"
    said = typed("assistant list", Path("my data"), "http://u:p@h:1", "postgresql://u:p@h/d")
    assert said == "assistant list --data 'my data' --chroma 'http://…@h:1' --catalog URL"
