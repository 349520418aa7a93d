"""Settings come from defaults, assistant.toml, the environment and flags, in that order; an unknown name is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from assistant.errors import SettingsError
from assistant.settings import Settings


@pytest.mark.parametrize(
    ("toml", "environment", "flags", "expected"),
    [
        ("", {}, {}, 7860),
        ("port = 1000", {}, {}, 1000),
        ("port = 1000", {"ASSISTANT_PORT": "2000"}, {}, 2000),
        ("port = 1000", {"ASSISTANT_PORT": "2000"}, {"port": 3000}, 3000),
        ("port = 1000", {"ASSISTANT_PORT": "2000"}, {"port": None}, 2000),
        ("", {"PORT": "1", "OTHER_PORT": "2"}, {}, 7860),
    ],
)
def test_the_nearest_source_wins(
    toml: str, environment: dict[str, str], flags: dict[str, Any], expected: int, tmp_path: Path
) -> None:
    file = tmp_path / "assistant.toml"
    file.write_text(toml)
    assert Settings.load(file=file, environment=environment, **flags).port == expected


@pytest.mark.parametrize(
    ("toml", "environment", "flags", "message"),
    [
        ("prot = 1", {}, {}, r"unknown setting 'prot' in .*assistant\.toml; did you mean 'port'\?"),
        ("", {"ASSISTANT_MODLE": "x"}, {}, "unknown setting 'modle' in the environment; did you mean 'model'"),
        ("", {}, {"zzz": 1}, "unknown setting 'zzz' in the command line; known are data, corpus"),
        ("", {"ASSISTANT_PORT": "many"}, {}, "setting 'port': .*'many'"),
        ("decline_below = 2", {}, {}, "setting 'decline_below': .*less than or equal to 1"),
        ("port =", {}, {}, r"assistant\.toml cannot be read"),
    ],
)
def test_a_wrong_setting_is_named_with_its_place(
    toml: str, environment: dict[str, str], flags: dict[str, Any], message: str, tmp_path: Path
) -> None:
    file = tmp_path / "assistant.toml"
    file.write_text(toml)
    with pytest.raises(SettingsError, match=message):
        Settings.load(file=file, environment=environment, **flags)


def test_a_missing_file_means_defaults(tmp_path: Path) -> None:
    assert Settings.load(file=tmp_path / "none.toml", environment={}) == Settings()


def test_settings_cannot_be_changed_and_each_is_described() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 1
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
