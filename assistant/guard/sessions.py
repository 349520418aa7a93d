"""Who is signed in: sessions that end by themselves, kept in memory, so that a restart signs everybody out."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

MOST = 10_000  # sessions; the oldest end first
LONGEST_SECONDS = 7 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Session:
    """One person in one browser. ``proof`` is the account's hash at sign-in: a new password ends the session."""

    name: str
    proof: str
    begun: float
    used: float


class Sessions:
    """The sessions of one server. Only digests of their tokens are kept. Safe to use from several threads."""

    def __init__(self, idle_seconds: float, *, now: Callable[[], float] = time.monotonic) -> None:
        self._idle = idle_seconds
        self._now = now
        self._kept: OrderedDict[str, Session] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, name: str, proof: str, token: str | None = None) -> str:
        """Begin a session and return its token, a random one unless one is given."""
        token = token or secrets.token_urlsafe(32)
        now = self._now()
        with self._lock:
            self._kept[_digest(token)] = Session(name, proof, now, now)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return token

    def find(self, token: str) -> Session | None:
        """Return the session of a token if it has not ended, and note that it was used."""
        key, now = _digest(token), self._now()
        with self._lock:
            session = self._kept.get(key)
            if session is None:
                return None
            if now - session.used > self._idle or now - session.begun > LONGEST_SECONDS:
                del self._kept[key]
                return None
            self._kept[key] = replace(session, used=now)
            self._kept.move_to_end(key)
            return session

    def end(self, token: str) -> None:
        """End a session; nothing happens if there is none."""
        with self._lock:
            self._kept.pop(_digest(token), None)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
