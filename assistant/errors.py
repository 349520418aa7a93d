"""Everything that can go wrong and be told to a user.

AssistantError
├── UsageError              the command or the question cannot be understood (exit 2)
├── SettingsError           a setting is unknown or out of range (exit 2)
├── CorpusError
│   ├── UnsupportedFormat   no reader for this kind of file
│   ├── UnreadableDocument  a reader cannot get text out of the file
│   └── DocumentNotFound    no such document in the catalog
├── IndexStateError
│   ├── IndexMissing        nothing has been ingested here yet
│   ├── IndexMismatch       the index was made by another embedder, chunking or version
│   ├── IndexLocked         another ingest is writing
│   └── StoreUnavailable    the vector store or the catalog does not answer
│       └── StoreDamaged    the catalog's file is damaged, or is none
├── ModelError
│   ├── ModelUnavailable    weights or endpoint cannot be opened
│   └── ModelTimeout        the model stopped answering
└── CannotListen            the address of the chat is taken, or is none of this machine

A message says what happened, where, and what to do next. Declining to answer is not an error.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Mapping
from typing import Self

_CREDENTIALS = re.compile(r"(?<=://)[^\s/@]+@")
_SECRET_NAME = re.compile(r"KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL")
MAKE_ROOM = "make room on the disk, and run it again"
SHORTEST_SECRET = 8  # characters of a value of the environment that may be a secret
_FOLDERS = re.compile(r"(?:sqlite:/+|(?<![\w:/.…>)])(?:[A-Za-z]:)?[/\\])(?=[^\s/\\])(?:[^/\\\n:;'\"]+[/\\])*(?=[^\s/\\])")
"""Where an absolute path begins, up to its last part, which names the file; what follows ``http:`` is an address and none."""

_SERVERS = re.compile(
    r"postgresql[\w+]*://\S+?(?=:?(?:\s|$))|(?<=vector store) at https?://\S+|(?<=server) at \"[^\"]*\"(?: \([^()]*\))?, port \d+"
)
"""The address of a server that only this one asks: of the catalog, of the vectors."""


def redacted(text: str, environment: Mapping[str, str] | None = None) -> str:
    """Return a text without secrets: user and password in addresses, and the values of variables named like one.

    What a library says of a failed request may repeat them, and it ends up in logs, records, exports and on the page.
    """
    text = _CREDENTIALS.sub("…@", text)
    for name, value in (os.environ if environment is None else environment).items():
        if len(value) >= SHORTEST_SECRET and value in text and _SECRET_NAME.search(name.upper()):
            text = text.replace(value, "…")
    return text


def for_readers(text: object) -> str:
    """Return what an error says without the folders and servers of this machine: its reader may be anybody in the network."""
    return _FOLDERS.sub("…", _SERVERS.sub(lambda found: "the catalog" if "postgresql" in found[0] else "", str(text)))


def of_system(error: OSError) -> str:
    """Return what the system says, and what to do where it does not allow something or has no room for it."""
    advice = "; ask its owner for the right to, or name another folder with --data" if isinstance(error, PermissionError) else ""
    advice = f"; {MAKE_ROOM}" if error.errno in (errno.ENOSPC, errno.EDQUOT) else advice
    return f"{error.strerror or error}{advice}"


def first_line(error: object) -> str:
    """Return the first line of what an error of a library says, 200 characters at most; its type where it says nothing."""
    said = str(error).strip()
    return said.splitlines()[0][:200] if said else type(error).__name__


class AssistantError(Exception):
    """Root of every error that this package raises on purpose; what it says holds no secrets."""

    def __str__(self) -> str:
        return redacted(super().__str__())


class UsageError(AssistantError):
    """The command or its arguments cannot be understood."""


class SettingsError(AssistantError):
    """A setting is unknown, of the wrong type, or out of range."""


class CorpusError(AssistantError):
    """A document cannot be used."""


class UnsupportedFormat(CorpusError):
    """No reader knows this kind of file."""


class UnreadableDocument(CorpusError):
    """A reader cannot get text out of the file; ``reason`` says why in words for the user."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason

    def __reduce__(self) -> tuple[type[UnreadableDocument], tuple[str, str]]:
        return type(self), (self.name, self.reason)


class DocumentNotFound(CorpusError):
    """The catalog holds no such document."""

    @classmethod
    def named(cls, id_: str) -> Self:
        """Return the error for an id that is not there, with what tells which are."""
        return cls(f"no document {id_!r}; `assistant list` shows what there is")


class IndexStateError(AssistantError):
    """The index cannot serve this request as it stands."""


class IndexMissing(IndexStateError):
    """Nothing has been ingested here yet."""


class IndexMismatch(IndexStateError):
    """The index was made with another embedder, chunking or version."""


class IndexLocked(IndexStateError):
    """Another process is writing to the index."""


class StoreUnavailable(IndexStateError):
    """The vector store or the catalog does not answer."""


class StoreDamaged(StoreUnavailable):
    """The catalog's file is damaged, or is something else."""


class ModelError(AssistantError):
    """A language or embedding model failed."""


class ModelUnavailable(ModelError):
    """Weights cannot be loaded or an endpoint cannot be reached."""


class ModelTimeout(ModelError):
    """A model stopped answering in time."""


class CannotListen(AssistantError):
    """The address that the chat should have is taken, forbidden, or none of this machine's."""
