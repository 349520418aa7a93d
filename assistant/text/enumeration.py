"""Several things in a line of words: "Dover, Deal and Walmer", "1-3, 7"."""

from __future__ import annotations

from collections.abc import Sequence


def enumerated(things: Sequence[str], last: str = "and") -> str:
    """Return things one behind the other, with a word before the last one; "" where there are none."""
    return f" {last} ".join(filter(None, (", ".join(things[:-1]), *things[-1:])))


def ranges(numbers: Sequence[int]) -> str:
    """Write sorted numbers as "1-3, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
