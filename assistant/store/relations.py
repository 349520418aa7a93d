"""Say of a document which others it is a duplicate of, a newer edition of, or nearly the same as, as its receipt has it.

Of two documents that are alike, one receipt names the other: that of the later one, by date for editions, else by id. So the
receipts come out the same in whatever order the files were read.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from assistant.store.duplicates import NEAR, signature
from assistant.store.versions import is_of_a_day, later
from assistant.types import Document, Receipt

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.store.rows import DocumentInfo


_RELATIONS = ("duplicate_of", "newer_edition_of", "nearly_same_as")
_NAMED = 5  # documents that a receipt names in one relation
VERSIONS = 0.3  # likeness from which on two documents whose names differ only as versions do are versions of one


@dataclass(frozen=True, slots=True)
class Kin:
    """What is needed of a document to compare it; ``likeness`` is :func:`packed_signature` of its text."""

    id: str
    title: str | None
    sha256: str
    date: str | None
    supersedes: str | None
    likeness: str

    @classmethod
    def of(cls, document: Document) -> Kin:
        """Take from a document what comparing it needs."""
        return cls(
            document.id, document.title, document.sha256, document.date, document.metadata.get("supersedes"), document.likeness
        )


def packed_signature(text: str) -> str:
    """Return the signature of a text in few letters: 16 bits of each place, which agree by chance once in 65,536 times."""
    return base64.b85encode((signature(text) & 0xFFFF).astype("<u2").tobytes()).decode("ascii")


class Relations:
    """The documents known so far, in one matrix. ``related`` compares one with all of them."""

    def __init__(self, known: Iterable[Kin]) -> None:
        self._kin = {kin.id: kin for kin in known}
        self._signatures = {id_: _unpacked(kin.likeness) for id_, kin in self._kin.items()}

    def add(self, document: Document) -> None:
        """Make a document known, in the place of one with its id."""
        kin = Kin.of(document)
        self._kin[kin.id], self._signatures[kin.id] = kin, _unpacked(kin.likeness)

    def related(self, document: Document) -> Iterator[tuple[str, str, str]]:
        """Yield for each pair that this document makes whose receipt names the other, in which of its fields, and that other."""
        here = Kin.of(document)
        for there in (kin for id_, kin in sorted(self._kin.items()) if id_ != here.id):
            if found := self._relation(here, there):
                yield found

    def _relation(self, here: Kin, there: Kin) -> tuple[str, str, str] | None:
        first, second = sorted((here, there), key=lambda kin: kin.id)
        for newer, older in ((here, there), (there, here)):
            if newer.supersedes == older.id:
                return newer.id, "newer_edition_of", older.id
        if here.sha256 == there.sha256:
            return second.id, "duplicate_of", first.id
        likeness = _likeness(_unpacked(here.likeness), self._signatures[there.id])
        if likeness >= VERSIONS and (order := _later(here, there)):
            newer, older = (here, there) if order > 0 else (there, here)
            return newer.id, "newer_edition_of", older.id
        if likeness < NEAR:
            return None
        if here.date and there.date and here.date[:4] != there.date[:4]:
            older, newer = sorted((here, there), key=lambda kin: kin.date or "")
            return newer.id, "newer_edition_of", older.id
        return second.id, "nearly_same_as", first.id


def naming(receipt: Receipt, relation: str, other: str) -> Receipt:
    """Return a receipt that names another document in one of its relations; the first few by id are named."""
    change: dict[str, Any] = {relation: tuple(sorted({*getattr(receipt, relation), other})[:_NAMED])}
    return replace(receipt, **change)


def outdated(documents: Sequence[DocumentInfo]) -> dict[str, set[str]]:
    """Return the documents whose receipts name others that are no longer there, or no longer the same file, and those others."""
    files = {info.id: info.sha256 for info in documents}
    found: dict[str, set[str]] = {}
    for info in documents:
        named_there = {other for relation in _RELATIONS for other in info.receipt.get(relation, ())}
        copies = info.receipt.get("duplicate_of", ())
        if gone := {o for o in named_there if o not in files or (o in copies and files[o] != info.sha256)}:
            found[info.id] = gone
    return found


def newest_of(infos: Mapping[str, DocumentInfo]) -> dict[str, str]:
    """Return, for each document that a later edition replaces, the newest of its editions, by id."""
    replacing = {
        info.id: (*info.receipt.get("newer_edition_of", ()), info.metadata.get("supersedes", "")) for info in infos.values()
    }
    following: dict[str, str] = {}
    for new in sorted((id_ for id_, old in replacing.items() if any(old)), key=lambda id_: (infos[id_].date or "", id_)):
        following |= {old: new for old in replacing[new] if old in infos and old != new}
    return {id_: newest for id_ in following if (newest := _end(id_, following)) != id_}


def _end(id_: str, following: Mapping[str, str]) -> str:
    met = {id_}
    while (then := following.get(id_)) is not None and then not in met:
        met.add(then)
        id_ = then
    return id_


def without(receipt: Receipt, others: Collection[str]) -> Receipt:
    """Return a receipt that names none of some documents."""
    change: dict[str, Any] = {
        relation: tuple(other for other in getattr(receipt, relation) if other not in others) for relation in _RELATIONS
    }
    return replace(receipt, **change)


def _unpacked(likeness: str) -> NDArray[np.uint16]:
    import numpy as np

    return np.frombuffer(base64.b85decode(likeness), "<u2") if likeness else np.empty(0, "<u2")


def _likeness(one: NDArray[np.uint16], other: NDArray[np.uint16]) -> float:
    return float((one == other).mean()) if len(one) == len(other) > 0 else 0.0


def _later(one: Kin, other: Kin) -> int:
    """Return 1 where the names or the titles of two documents say that the first is the later version, -1 the earlier, else 0.

    What is of one day ("Draft minutes", "Minutes") has no version of another day.
    """
    titles = one.title or "", other.title or ""
    if all(map(is_of_a_day, titles)) and one.date and other.date and not _agree(one.date, other.date):
        return 0
    stems = (PurePosixPath(kin.id).stem for kin in (one, other))
    return later(*stems) or later(*titles)


def _agree(one: str, other: str) -> bool:
    """Say whether two dates may be the same: one may be more exact than the other."""
    return one.startswith(other) or other.startswith(one)
