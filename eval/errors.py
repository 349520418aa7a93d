"""What stops a measurement. A product that answers badly is a result; only what makes the figures meaningless is here."""

from __future__ import annotations


class CannotMeasure(Exception):
    """The figures would mean nothing: the set is missing or malformed, its gold is stale, or the corpus is another one.

    Ends the command with exit code 3. The message says what is wrong and what to do about it.
    """
