"""Limits over a window of time, and the line: first come, first served, and never longer than it may be."""

from __future__ import annotations

import threading
import time

import pytest

from assistant.guard import limits
from assistant.guard.limits import Full, Limit, Queue


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_key_may_go_on_once_its_first_is_a_window_ago() -> None:
    clock = Clock()
    limit = Limit(2, 60, now=clock)
    assert (limit.take("a"), limit.take("b")) == (0, 0)
    clock.now += 10
    assert limit.take("a") == 0
    assert limit.take("a") == 50 == limit.wait("a")  # 160 - 110; nothing was counted
    assert limit.wait("b") == 0
    clock.now += 50
    assert limit.take("a") == 0
    limit.forget("a")
    assert limit.wait("a") == 0


def test_none_is_no_limit() -> None:
    limit = Limit(0, 60)
    assert not any(limit.take_for("a", "10.0.0.1") for _ in range(200))


def test_whoever_sends_too_much_waits_whole_seconds_and_never_none() -> None:
    clock = Clock()
    limit = Limit(1, 60, now=clock)
    scope = {"client": ("127.0.0.1", 50000)}
    assert limit.wait_of(scope) == 0
    clock.now += 59.8
    assert limit.wait_of(scope) == 1
    clock.now += 0.2
    assert limit.wait_of({}) == 0, "who sends from nowhere is nobody, as who has not signed in"


@pytest.mark.parametrize(("address", "taken"), [("10.0.0.1", 10), ("127.0.0.1", 25), ("::1", 25)])
def test_an_address_stands_for_ten_readers_and_this_machine_for_any_number(address: str, taken: int) -> None:
    limit = Limit(1, 60)
    assert sum(limit.take_for(f"reader {n}", address) == 0 for n in range(25)) == taken


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "KEYS", 3)
    limit = Limit(1, 60)
    for key in "abcd":
        limit.take(key)
    assert limit.wait("a") == 0 < limit.wait("d")


def test_who_has_not_asked_for_a_while_is_no_longer_remembered() -> None:
    clock = [0.0]
    limit = Limit(1, 60, now=lambda: clock[0])
    for key in "abc":
        assert limit.take(key) == 0 and limit.wait("a") == 60
    clock[0] = 60
    assert limit.take("d") == 0 < limit.wait("d") and list(limit._times) == ["d"]


def test_the_line_serves_in_order_and_is_bounded() -> None:
    line = Queue(places=2, waiting=2)
    with line.join() as first, line.join() as second, line.join() as third:
        with line.join() as fourth:
            assert [line.ahead(t) for t in (first, second, third, fourth)] == [0, 0, 1, 2]
            with pytest.raises(Full) as full, line.join():
                pass
            assert full.value.waiting == 2
        assert line.ahead(third) == 1
    with line.join() as later:
        assert line.ahead(later) == 0


def test_what_is_done_alone_waits_for_its_turn_and_leaves_its_place() -> None:
    line = Queue(1, 0)
    with line.join(), pytest.raises(Full):
        line.alone(lambda: "never")
    assert line.alone(lambda: "done") == line.alone(lambda: "done") == "done"


def test_a_place_is_free_after_a_failure() -> None:
    line = Queue(1, 0)
    with pytest.raises(ZeroDivisionError), line.join():
        raise ZeroDivisionError
    with line.join() as ticket:
        assert line.ahead(ticket) == 0


def test_those_who_wait_are_told_when_the_line_moves() -> None:
    line = Queue(1, 1)
    served = threading.Event()

    def wait() -> None:
        with line.join() as ticket:
            if line.wait(ticket, 10) == 0:
                served.set()

    with line.join():
        waiting = threading.Thread(target=wait)
        waiting.start()
        time.sleep(0.05)
        assert not served.is_set()
    assert served.wait(5)
    waiting.join()
