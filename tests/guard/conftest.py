"""Passwords are hashed with little work, so that the tests of the door are fast."""

from __future__ import annotations

import pytest

from assistant.guard import accounts


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash with little work; what is tested does not depend on how much it is."""
    monkeypatch.setattr(accounts, "LOG2N", 10)
    monkeypatch.setattr(accounts, "P", 1)
