"""Patterns that are compiled when they are first used: of a thousand a question needs a third, and all take a third of a second."""

from __future__ import annotations

import re
from typing import Any, cast


class _Unread:
    """A pattern that is not compiled yet."""

    def __init__(self, form: str, flags: re.RegexFlag) -> None:
        self.pattern = form
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what copying and pickling look for
            raise AttributeError(name)
        value = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, value)  # found without this function from now on
        return value


def as_written(form: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return a pattern whose capitals and small letters count."""
    return cast("re.Pattern[str]", _Unread(form, flags))


def any_case(*forms: str) -> re.Pattern[str]:
    """Return a pattern of some forms, one or another of them, in capitals or small letters."""
    return as_written("|".join(forms), re.IGNORECASE)
