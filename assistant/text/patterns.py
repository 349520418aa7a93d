"""Patterns that find words however they are typed."""

from __future__ import annotations

import re


def any_case(*forms: str) -> re.Pattern[str]:
    """Return a pattern of some forms, one or another of them, in capitals or small letters."""
    return re.compile("|".join(forms), re.IGNORECASE)
