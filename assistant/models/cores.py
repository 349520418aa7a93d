"""How many cores there are for the models."""

from __future__ import annotations

import os


def usable_cores() -> int:
    """Return how many cores this process may use: fewer than the machine has, where a container or ``taskset`` says so."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
