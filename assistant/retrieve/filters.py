"""Filters on documents: ``kind=report``, ``date>=2010``, ``document=reports/*``, and any front-matter key."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import get_args
from unicodedata import normalize

from assistant.errors import UsageError
from assistant.store.rows import DocumentInfo
from assistant.text.enumeration import enumerated
from assistant.types import Kind

KEYS = ("author", "authors", "date", "document", "kind", "media_url", "source", "title", "url")
"""What every document may be asked for, besides the keys of its front matter."""

EVERY = "document=*"
"""The filter that every document passes."""

_FILTER = re.compile(r"\s*([\w-]+)\s*(>=|<=|!=|=|>|<)\s*(.+?)\s*")
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_DAYS = re.compile(r"[\d*?\[\]-]+")
_SAID = {"=": ("", ""), "!=": ("other than ", ""), "<": ("before ", ""), ">": ("after ", "")}
_SAID |= {"<=": ("", " or before"), ">=": ("", " or after")}


def allowed_documents(infos: Iterable[DocumentInfo], filters: Sequence[str]) -> frozenset[str]:
    """Return the ids of the documents that pass every filter. Raises UsageError for a filter that cannot be read.

    ``=`` and ``!=`` compare without case and know ``*``, ``?`` and ``[…]``, which a name may also have itself; ``<`` and ``>``
    compare as text, which puts ISO dates in order. A year or a month stands for all of its days: ``date=2010``, ``date>=2010``
    and ``date<=2010`` let "2010-05" pass.
    """
    tests = [_parsed(text) for text in filters]
    return frozenset(info.id for info in infos if all(_passes(info, *test) for test in tests))


def none_left(infos: Collection[DocumentInfo], filters: Sequence[str]) -> str | None:
    """Say in words that no document passes the filters; ``None`` where one does, or there is none at all. Raises UsageError."""
    if not infos or allowed_documents(infos, filters):
        return None
    tests = [_parsed(text) for text in filters if text != EVERY]
    here = {key for info in infos for key in info.metadata}
    if strange := [key for key, _, _ in tests if key not in (*KEYS, *here)]:
        return f"No document says anything of “{strange[0]}”. A filter goes by {enumerated(sorted({*KEYS, *here}), 'or')}."
    return f"There is no document of {' and '.join(_in_words(tests))}."


def _in_words(tests: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    """Say what the filters ask for, all those of the kind at once: "kind report", "date 2010 or later"."""
    of_kind = [test for test in tests if test[0] == "kind"]
    if of_kind:
        left = [kind for kind in get_args(Kind) if all(_compared([kind], *test[1:]) for test in of_kind)]
        yield f"kind {' or '.join(left) or ' and '.join(wanted for _, _, wanted in of_kind)}"
    for key, operator, wanted in tests:
        if key != "kind":
            before, after = _SAID[operator]
            yield f"{key} {before}{wanted}{after}"


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
        return f"a kind is {enumerated(kinds, 'or')}"
    if key == "date" and not (_DAYS if operator in ("=", "!=") else _DAY).fullmatch(wanted):
        return "a date is a year, month or day, as in 2010, 2010-05 or 2010-05-31; with = also 2010-*"
    return None


def _passes(info: DocumentInfo, key: str, operator: str, wanted: str) -> bool:
    held = _values(info, key)
    if key == "date" and operator in ("=", "!=") and _DAY.fullmatch(wanted):  # "2010" stands for all of 2010
        held = [value[: len(wanted)] for value in held]
    return _compared(held, operator, wanted)


def _compared(held: Sequence[str], operator: str, wanted: str) -> bool:
    if operator == "!=":
        return not _compared(held, "=", wanted)
    if operator == "=":
        wanted = _folded(wanted)
        return any(value == wanted or fnmatchcase(value, wanted) for value in map(_folded, held))
    return any(_ordered(value, operator, wanted) for value in held)


def _folded(text: str) -> str:
    """Return text as it is compared: without case, and in Unicode's form C, in which ids are."""
    return normalize("NFC", text.lower())


def _values(info: DocumentInfo, key: str) -> list[str]:
    if key == "document":
        return [info.id]
    if key in ("author", "authors"):
        return list(info.authors)
    value = getattr(info, key, None) if key in KEYS else info.metadata.get(key)
    return [str(value)] if value else []


def _ordered(value: str, operator: str, wanted: str) -> bool:
    if operator in ("<=", ">"):  # "2010" stands for all of 2010
        value = value[: len(wanted)]
    return {"<": value < wanted, "<=": value <= wanted, ">": value > wanted, ">=": value >= wanted}[operator]
