"""The stage without a browser, and conversations that are kept in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

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
