"""A cache that lets go of the values used longest ago, once all weigh more than a bound (least recently used, LRU)."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class LruCache(Generic[Key, Value]):
    """Keep values by key, and let go of those used longest ago while all weigh more than ``limit``; one always stays.

    Without ``weigh`` each weighs 1. What a value weighs must not change while it is kept. All that is kept is of one state of its
    source, the ``mark`` (a revision, say): :meth:`look` forgets what is of another, and what was read at another is not kept.
    Safe to share between threads.
    """

    def __init__(self, limit: int, weigh: Callable[[Value], int] = lambda value: 1) -> None:
        self._limit = limit
        self._weigh = weigh
        self._lock = threading.Lock()
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._weight = 0
        self._mark: object = None

    @property
    def mark(self) -> object:
        """The state of the source that all values are of."""
        return self._mark

    @property
    def weight(self) -> int:
        """What all values weigh together."""
        return self._weight

    @property
    def full(self) -> bool:
        """Whether hardly anything more would find room."""
        return self._weight > self._limit * 9 // 10

    def look(self, mark: object) -> bool:
        """Forget everything if the source is in another state by now, and say whether it is."""
        with self._lock:
            if mark == self._mark:
                return False
            self._mark = mark
            self._values.clear()
            self._weight = 0
            return True

    def get(self, key: Key, mark: object = None) -> Value | None:
        """Return the value that is kept under a key, if it is of this state, as the one used last."""
        with self._lock:
            if mark != self._mark:
                return None
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def of(self, keys: Iterable[Key], mark: object = None) -> dict[Key, Value]:
        """Return the values that are kept under some keys, if they are of this state, as the ones used last."""
        with self._lock:
            if mark != self._mark:
                return {}
            values = self._values
            found = {key: values[key] for key in keys if key in values}
            for key in found:
                values.move_to_end(key)
            return found

    def keep(self, fresh: Mapping[Key, Value], mark: object = None) -> None:
        """Keep values that were made or read, if they are of the state that all are of."""
        with self._lock:
            if mark != self._mark:
                return
            for key, value in fresh.items():
                if key in self._values:
                    self._weight -= self._weigh(self._values.pop(key))
                self._values[key] = value
                self._weight += self._weigh(value)
            while self._weight > self._limit and len(self._values) > 1:
                self._weight -= self._weigh(self._values.popitem(last=False)[1])

    def drop(self, is_over: Callable[[Value], bool]) -> None:
        """Let go of the values of which this is true."""
        with self._lock:
            for key in [key for key, value in self._values.items() if is_over(value)]:
                self._weight -= self._weigh(self._values.pop(key))
