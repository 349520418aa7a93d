"""Filters on documents: ``kind=report``, ``date>=2010``, ``document=reports/*``, and any front-matter key."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from fnmatch import fnmatchcase
from typing import get_args

from assistant.errors import UsageError
from assistant.store.rows import DocumentInfo
from assistant.types import Kind

EVERY = "document=*"
"""The filter that every document passes."""

_FILTER = re.compile(r"\s*([\w-]+)\s*(>=|<=|!=|=|>|<)\s*(.+?)\s*")
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_DAYS = re.compile(r"[\d*?\[\]-]+")


def allowed_documents(infos: Iterable[DocumentInfo], filters: Sequence[str]) -> frozenset[str]:
    """Return the ids of the documents that pass every filter. Raises UsageError for a filter that cannot be read.

    ``=`` and ``!=`` compare without case and know ``*`` and ``?``; ``<`` and ``>`` compare as text, which puts ISO dates in
    order: ``date>=2010`` lets "2010-05" pass, and ``date<=2010`` too.
    """
    tests = [_parsed(text) for text in filters]
    return frozenset(info.id for info in infos if all(_passes(info, *test) for test in tests))


def none_left(infos: Collection[DocumentInfo], filters: Sequence[str]) -> str | None:
    """Say that no document passes the filters; ``None`` where one does, or there is none at all. Raises UsageError."""
    if not infos or allowed_documents(infos, filters):
        return None
    given = [text.strip() for text in filters if text != EVERY]
    return f"No document passes the filter{'s' if len(given) > 1 else ''} {' and '.join(given)}."


def _parsed(text: str) -> tuple[str, str, str]:
    match = _FILTER.fullmatch(text)
    if match is None:
        raise UsageError(f"filter {text!r} cannot be read; write it as kind=report, date>=2010 or document=reports/*")
    key, operator, value = match.groups()
    if wrong := _misfit(key.lower(), operator, value):
        raise UsageError(f"filter {text!r}: {wrong}")
    return key.lower(), operator, value


def _misfit(key: str, operator: str, wanted: str) -> str | None:
    """Say which values a key takes, where no document could ever have the one wanted."""
    kinds = get_args(Kind)
    if key == "kind" and not any(fnmatchcase(kind, wanted.lower()) for kind in kinds):
        return f"a kind is {', '.join(kinds[:-1])} or {kinds[-1]}"
    if key == "date" and not (_DAYS if operator in ("=", "!=") else _DAY).fullmatch(wanted):
        return "a date is a year, month or day, as in 2010, 2010-05 or 2010-05-31; with = also 2010-*"
    return None


def _passes(info: DocumentInfo, key: str, operator: str, wanted: str) -> bool:
    held = _values(info, key)
    if operator == "!=":
        return not any(fnmatchcase(value.lower(), wanted.lower()) for value in held)
    if operator == "=":
        return any(fnmatchcase(value.lower(), wanted.lower()) for value in held)
    return any(_ordered(value, operator, wanted) for value in held)


def _values(info: DocumentInfo, key: str) -> list[str]:
    if key == "document":
        return [info.id]
    if key in ("author", "authors"):
        return list(info.authors)
    value = getattr(info, key, None) if key in ("kind", "date", "title", "source", "url", "media_url") else info.metadata.get(key)
    return [str(value)] if value else []


def _ordered(value: str, operator: str, wanted: str) -> bool:
    if operator in ("<=", ">"):  # "2010" stands for all of 2010
        value = value[: len(wanted)]
    return {"<": value < wanted, "<=": value <= wanted, ">": value > wanted, ">=": value >= wanted}[operator]
