"""What people correct about a document: its title, authors, date and kind.

Corrections are kept in the catalog, apart from the document, and outrank what it and its ``corpus.csv`` say; the next time it is
read they still hold. Taking one back brings back what the document says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.errors import DocumentNotFound, UsageError

if TYPE_CHECKING:
    from assistant.store.catalog import Catalog

FIELDS = ("title", "authors", "date", "kind")
MAX_CHARS = 500  # of a value that somebody corrects
_KEY = "corrections:"


def corrections(catalog: Catalog) -> dict[str, dict[str, str]]:
    """Return the corrections of every document that has some, by its id."""
    return {document: json.loads(values) for document, values in catalog.facts(_KEY).items()}


def correct(catalog: Catalog, document: str, values: Mapping[str, str]) -> None:
    """Keep corrections of a document, which is to be read again; an empty value takes one back. Raises UsageError."""
    if document not in catalog.files():
        raise DocumentNotFound.named(document)
    plain = {name: " ".join(value.split()) for name, value in values.items()}
    _check(plain)
    kept = corrections(catalog).get(document, {}) | plain
    with catalog.writing():
        catalog.set_fact(f"{_KEY}{document}", json.dumps({n: v for n, v in sorted(kept.items()) if v}, ensure_ascii=False))


def _check(values: Mapping[str, str]) -> None:
    from assistant.load.metadata import check_value

    for name, value in values.items():
        if name not in FIELDS:
            raise UsageError(f"{name!r} cannot be corrected; what can is {', '.join(FIELDS)}")
        if len(value) > MAX_CHARS:
            raise UsageError(f"{name} can have {MAX_CHARS} characters at most")
        try:
            check_value(name, value)
        except ValueError as error:
            raise UsageError(str(error)) from error
