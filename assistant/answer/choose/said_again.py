"""Whether what would join an answer has been said in it: by another edition, or as a second definition in the same words."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.text.terms import STOP_WORDS, overlap

ALIKE = 0.75  # share of the words of the shorter of two sentences from which on they say the same


def said_again(lines: Sequence[frozenset[str]], said: Sequence[frozenset[str]]) -> bool:
    """Say whether a list has been told, by another edition, say: three quarters of the words of most lines are in others."""
    known = sum(any(overlap(line, other) >= ALIKE for other in said) for line in lines if line)
    return len(lines) > 2 and known > len(lines) / 2


def mostly_said(lines: Sequence[frozenset[str]], said: Sequence[frozenset[str]]) -> bool:
    """Say whether more than half of the words of some lines have been said: a second definition in the words of the first."""
    new = frozenset().union(*lines) - STOP_WORDS
    return 2 * len(new.difference(*said)) < len(new)
