"""Who is asking, and which documents are theirs to see.

A reader is a person who has signed in ("user:ada") or, without sign-in, a browser by the random name in its cookie. Files
that a person adds belong to that person: their ids begin with ``uploads/~ada/``, and nobody else finds, cites, opens or
removes them unless they were shared when they were added. Without sign-in there is nothing to keep apart.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

PERSON = "user:"
UPLOADS = "uploads/"
NOBODY = "nobody"
KEY = "assistant.reader"  # in the ASGI scope
_OWN = re.compile(r"(?:^|/)uploads/~([^/]+)/.")


def reader_of(scope: MutableMapping[str, Any]) -> str:
    """Return the reader that the sign-in found behind a request, "nobody" where it did not look."""
    return str(scope.get(KEY) or NOBODY)


def person(reader: str) -> str | None:
    """Return the name of the person who has signed in, ``None`` for a browser without sign-in."""
    return reader.removeprefix(PERSON) if reader.startswith(PERSON) else None


def folder_of(reader: str, *, shared: bool) -> str:
    """Return the folder, ending in "/", that the files which this reader adds go into."""
    name = person(reader)
    return UPLOADS if name is None or shared else f"{UPLOADS}~{name}/"


def is_visible_to(reader: str, document: str) -> bool:
    """Tell whether a reader may find and open a document."""
    owner = _owner(document)
    name = person(reader)
    return owner is None or name is None or owner == name


def may_be_named(document: str, other: str) -> bool:
    """Tell whether all who see a document may know of another, as that it is the same file."""
    return _owner(other) in (None, _owner(document))


def may_remove(reader: str, document: str) -> bool:
    """Tell whether a reader may take a document out: with sign-in, only what that person added."""
    name = person(reader)
    return name is None or _owner(document) == name


def _owner(document: str) -> str | None:
    """Return whose document this is, ``None`` for everybody's.

    The folder of a person may stand behind the alias of a root (:mod:`assistant.intake.discover`), as where two machines with
    one catalog were given files of one name.
    """
    own = _OWN.search(document)
    return own[1] if own else None
