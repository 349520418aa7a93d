"""Logs without secrets."""

from __future__ import annotations

import logging

from assistant.errors import redacted


class Discreet(logging.Formatter):
    """Format a record, its traceback included, and take secrets out of it."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def log_discreetly() -> None:
    """Send warnings and errors of everything, the server included, to stderr without secrets."""
    handler = logging.StreamHandler()
    handler.setFormatter(Discreet("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
