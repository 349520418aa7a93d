"""How often and how many at once: a limit over a window of time, and a line in which those who ask wait their turn."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from typing import Any, TypeVar

from assistant.errors import AssistantError
from assistant.guard.readers import reader_of

T = TypeVar("T")

LOOPBACK = ("127.0.0.1", "::1", "localhost")
OF_AN_ADDRESS = 10  # readers
KEYS = 20_000  # readers or addresses remembered at once; the ones not seen for longest are forgotten, and all whose time is over


class Limit:
    """Let each key do something ``most`` times within ``seconds``; 0 means as often as it likes. Safe in threads."""

    def __init__(self, most: int, seconds: float, *, now: Callable[[], float] = time.monotonic) -> None:
        self.most, self.seconds = most, seconds
        self._now = now
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, key: str) -> float:
        """Return how many seconds a key has to wait before it may go on; 0 if it may now. Takes nothing."""
        with self._lock:
            times = self._recent(key)
            return max(0.0, times[0] + self.seconds - self._now()) if self.most and len(times) >= self.most else 0.0

    def take(self, key: str, *, times: int = 1) -> float:
        """Count one for a key with ``times`` as many as usual, and return 0; where none is left, the seconds to wait."""
        with self._lock:
            taken = self._recent(key)
            if self.most and len(taken) >= self.most * times:
                return max(0.001, taken[0] + self.seconds - self._now())
            taken.append(self._now())
            return 0.0

    def take_for(self, reader: str, address: str) -> float:
        """Count one for a reader and its address, which may be ten of them; return the seconds to wait, 0 for none."""
        seconds = self.take(reader)
        if not seconds and address not in LOOPBACK:
            seconds = self.take(f"@{address}", times=OF_AN_ADDRESS)
        return seconds

    def wait_of(self, scope: MutableMapping[str, Any]) -> int:
        """Count one for whoever sent a request, and return the whole seconds they have to wait first, 0 for none."""
        client = scope.get("client")
        return ceil(self.take_for(reader_of(scope), client[0] if client else ""))

    def forget(self, key: str) -> None:
        """Start a key afresh."""
        with self._lock:
            self._times.pop(key, None)

    def _recent(self, key: str) -> deque[float]:
        times = self._times.setdefault(key, deque())
        self._times.move_to_end(key)
        since = self._now() - self.seconds
        while len(self._times) > 1 and (len(self._times) > KEYS or _is_over(next(iter(self._times.values())), since)):
            self._times.popitem(last=False)
        while times and times[0] <= since:
            times.popleft()
        return times


def _is_over(times: deque[float], since: float) -> bool:
    return not times or times[-1] <= since


def too_many(what: str, seconds: int) -> str:
    """Say to a program that it has to wait: ``what`` is questions or searches, which count as one."""
    return f"too many {what} in a minute (questions and searches count together); try again in {seconds} seconds"


class Full(AssistantError):
    """There is no room left in the line; ``waiting`` says how many stand in it."""

    def __init__(self, waiting: int) -> None:
        super().__init__(f"Too many questions are waiting at the moment ({waiting}). Ask again in a minute.")
        self.waiting = waiting


@dataclass(frozen=True, slots=True)
class Ticket:
    """A place in the line."""

    number: int


class Queue:
    """Who waits to be served: ``places`` at the desk and room for ``waiting`` more. First come, first served. Safe in threads."""

    def __init__(self, places: int, waiting: int) -> None:
        self._places, self._waiting = places, waiting
        self._next = 0
        self._standing: list[int] = []  # the first ``places`` of them are being served
        self._moved = threading.Condition()

    @contextmanager
    def join(self) -> Iterator[Ticket]:
        """Stand in the line for the length of a block. Raises Full."""
        with self._moved:
            if len(self._standing) >= self._places + self._waiting:
                raise Full(len(self._standing) - self._places)
            ticket = Ticket(self._next)
            self._next += 1
            self._standing.append(ticket.number)
        try:
            yield ticket
        finally:
            with self._moved:
                self._standing.remove(ticket.number)
                self._moved.notify_all()

    def alone(self, work: Callable[[], T]) -> T:
        """Do work when it is its turn, and return what it returns. Raises Full."""
        with self.join() as ticket:
            while self.wait(ticket, 5.0):
                pass
            return work()

    def in_turn(self, work: Callable[[], Iterator[T]]) -> Iterator[T]:
        """Do work when it is its turn, and yield what it yields. Raises Full."""
        with self.join() as ticket:
            while self.wait(ticket, 5.0):
                pass
            yield from work()

    def ahead(self, ticket: Ticket) -> int:
        """Return how many have to be served before it is this one's turn; 0 when it is."""
        with self._moved:
            return self._ahead(ticket)

    def wait(self, ticket: Ticket, seconds: float) -> int:
        """Wait until the line has moved, but no longer than this, and return how many are still ahead."""
        with self._moved:
            before = self._ahead(ticket)
            if before:
                self._moved.wait_for(lambda: self._ahead(ticket) != before, seconds)
            return self._ahead(ticket)

    def _ahead(self, ticket: Ticket) -> int:
        return max(0, self._standing.index(ticket.number) - self._places + 1)
