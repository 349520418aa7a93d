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
        ("", {"ASSISTANT_PORT": "many"}, {}, "setting 'port' in the environment should be a valid integer; it is 'many'"),
        ("decline_below = 2", {}, {}, r"setting 'decline_below' in .*assistant\.toml should be less than or equal to 1; it is 2"),
        ("data = 1", {}, {}, r"setting 'data' in .*assistant\.toml should be a path; it is 1"),
        ("", {}, {"model": "qwen3"}, "setting 'model' in the command line should be provider:name, such as ollama:qwen3; it is"),
        ("", {}, {"chroma": "vectors:8000"}, "setting 'chroma' in the command line should be an address, such as http://"),
        ("", {"ASSISTANT_HOST": ""}, {}, "setting 'host' in the environment should name an address; it is ''"),
        ("", {"ASSISTANT_CORPUS": " "}, {}, "setting 'corpus' in the environment should name a folder; it is ' '"),
        ("", {"ASSISTANT_READ_SECONDS": "inf"}, {}, "setting 'read_seconds' in the environment should be less than or equal to"),
        ("", {"ASSISTANT_KEEP_DAYS": "999999"}, {}, "setting 'keep_days' in the environment should be less than or equal to"),
        ("port =", {}, {}, r"assistant\.toml cannot be read as TOML: Invalid value"),
    ],
)
def test_a_wrong_setting_is_named_with_its_place(
    toml: str, environment: dict[str, str], flags: dict[str, Any], message: str, tmp_path: Path
) -> None:
    file = tmp_path / "assistant.toml"
    file.write_text(toml)
    with pytest.raises(SettingsError, match=message):
        Settings.load(file=file, environment=environment, **flags)


@pytest.mark.parametrize(("content", "why"), [(None, "Is a directory"), (b"\xff\xfe", "it is not UTF-8 text")])
def test_a_file_that_is_none_is_named_without_the_words_of_the_system(content: bytes | None, why: str, tmp_path: Path) -> None:
    file = tmp_path / "assistant.toml"
    file.mkdir() if content is None else file.write_bytes(content)
    with pytest.raises(SettingsError, match=rf"assistant\.toml cannot be read: {why}$"):
        Settings.load(file=file, environment={})


@pytest.mark.parametrize("name", ["model", "judge"])
@pytest.mark.parametrize("value", ["", "none"])
def test_a_model_is_taken_back_by_naming_none(name: str, value: str, tmp_path: Path) -> None:
    file = tmp_path / "assistant.toml"
    file.write_text(f'{name} = "ollama:qwen3"')
    assert getattr(Settings.load(file=file, environment={f"ASSISTANT_{name.upper()}": value}), name) is None


def test_a_missing_file_means_defaults(tmp_path: Path) -> None:
    assert Settings.load(file=tmp_path / "none.toml", environment={}) == Settings()


def test_settings_cannot_be_changed_and_each_is_described() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 1
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
