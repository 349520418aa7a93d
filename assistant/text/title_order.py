"""The order of titles in a list that people read: figures in them count as numbers, so "Meeting 2" stands before "Meeting 10"."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"([0-9]{1,18})")


def title_order(title: str) -> list[str | int]:
    """Return what titles are sorted by: words and numbers in turn, capitals like small letters."""
    return [int(part) if at % 2 else part for at, part in enumerate(_DIGITS.split(title.casefold()))]
