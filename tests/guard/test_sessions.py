"""Sessions end after a while without use, after a week in any case, and when they are ended."""

from __future__ import annotations

import pytest

from assistant.guard import sessions
from assistant.guard.sessions import LONGEST_SECONDS, Sessions


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_session_ends_after_a_while_without_use_and_after_a_week_in_any_case() -> None:
    clock = Clock()
    kept = Sessions(3600, now=clock)
    token = kept.begin("ada", "proof")
    assert len(token) > 40 and kept.find("another") is None
    while clock.now < LONGEST_SECONDS:
        session = kept.find(token)
        assert session is not None and session.name == "ada"
        clock.now += 3000
    assert kept.find(token) is None
    token = kept.begin("ada", "proof")
    clock.now += 3601
    assert kept.find(token) is None


def test_a_session_can_be_ended() -> None:
    kept = Sessions(3600)
    one, two = kept.begin("ada", ""), kept.begin("ada", "")
    kept.end(one)
    assert kept.find(one) is None and kept.find(two) is not None


def test_sessions_are_bounded_and_the_longest_unused_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MOST", 2)
    kept = Sessions(3600)
    first, second = kept.begin("a", ""), kept.begin("b", "")
    kept.find(first)
    kept.begin("c", "")
    assert kept.find(first) is not None and kept.find(second) is None
