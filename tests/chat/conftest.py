"""The stage without a browser, conversations that are kept in a folder, and the last of what a screen shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.chat.desk import Screen
from assistant.chat.history import Conversations
from tests.browser.stage import StagedAssistant


@pytest.fixture(scope="module")
def staged() -> StagedAssistant:
    return StagedAssistant()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Conversations]:
    conversations = Conversations.open(tmp_path)
    yield conversations
    conversations.close()


def last(screens: Iterator[Screen]) -> Screen:
    *_, screen = screens
    return screen
