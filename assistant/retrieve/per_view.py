"""What is made of a view of the corpus, kept for the views that were seen lately: each reader has one, until it changes."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from operator import is_
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from assistant.store.rows import DocumentInfo

Made = TypeVar("Made")


class PerView(Generic[Made]):
    """Keep what is made of the last ``most`` views. Safe to share between threads."""

    def __init__(self, make: Callable[[Mapping[str, DocumentInfo]], Made], most: int = 1) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._kept: deque[tuple[Mapping[str, DocumentInfo], Made]] = deque(maxlen=most)

    def of(self, infos: Mapping[str, DocumentInfo]) -> Made:
        """Return what is made of a view; it is known where each of its documents is the very same object as then."""
        with self._lock:
            known = next((kept for kept in self._kept if _same(kept[0], infos)), None)
        if known is None:
            known = infos, self._make(infos)
            with self._lock:
                self._kept.appendleft(known)
        return known[1]


def _same(some: Mapping[str, DocumentInfo], others: Mapping[str, DocumentInfo]) -> bool:
    return some is others or (len(some) == len(others) and all(map(is_, some.values(), others.values())))
