"""Several things in a line of words: "Dover, Deal and Walmer"."""

from __future__ import annotations

from collections.abc import Sequence


def enumerated(things: Sequence[str], last: str = "and") -> str:
    """Return things one behind the other, with a word before the last one; "" where there are none."""
    return f" {last} ".join(filter(None, (", ".join(things[:-1]), *things[-1:])))
