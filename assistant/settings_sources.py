"""What the user has chosen and where, before it is judged: a file, the environment.

It is apart from :mod:`assistant.settings` for commands that only want to know whether anything was chosen: to check settings takes
a library that takes a third of the time of ``assistant list`` to load.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from typing import Any

from assistant.errors import SettingsError, redacted

PREFIX = "ASSISTANT_"
FILE = Path("assistant.toml")
MOST_DAYS = 100_000.0  # that anything is kept; a day before the first year cannot be told
DATA = Path(".assistant")
"""The data folder where none is chosen."""


def typed(command: str, data: Path, chroma: str | None = None, catalog: str | None = None) -> str:
    """Return a command as it is to be typed: with the data folder and the servers that it would not take by itself.

    The address of a catalog may hold a password, and is only named.
    """
    command += "" if data == DATA else f" --data {quote(str(data))}"
    command += f" --chroma {quote(redacted(chroma))}" if chroma else ""
    return f"{command} --catalog URL" if catalog else command


def nothing_in(data: Path) -> str:
    """Say that a data folder holds nothing yet, and what fills it."""
    return f"nothing has been ingested into {data} yet; run: {typed('assistant ingest FOLDER', data)}"


def from_file(file: Path) -> dict[str, Any]:
    """Return what a settings file says; nothing if there is none. Raises SettingsError."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} cannot be read: it is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file} cannot be read as TOML: {error}") from error


def from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what the environment says, by the names of settings."""
    return {name[len(PREFIX) :].lower(): value for name, value in environment.items() if name.startswith(PREFIX)}


def is_all_default() -> bool:
    """Say whether this run has neither a settings file nor settings in its environment. Raises SettingsError."""
    return not from_file(FILE) and not from_environment(os.environ)
