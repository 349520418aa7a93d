"""Logs without secrets, and without alarm where nothing is wrong."""

from __future__ import annotations

import logging
from asyncio import CancelledError

from assistant.errors import redacted


class Redacting(logging.Formatter):
    """Format a record, its traceback included, and take secrets out of it."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def says_something(record: logging.LogRecord) -> bool:
    """Tell whether a record says something: not that a page was still open when the server ended, which it reports as an error."""
    kind = record.exc_info[0] if record.exc_info else None
    cut_off = kind is not None and issubclass(kind, CancelledError)
    return not (record.name == "uvicorn.error" and (cut_off or str(record.msg).startswith("Cancel %s running task")))


def log_redacted() -> None:
    """Send warnings and errors of everything, the server included, to stderr without secrets."""
    handler = logging.StreamHandler()
    handler.addFilter(says_something)
    handler.setFormatter(Redacting("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
