"""Ingest hostile files and compare what becomes of each with what is declared."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.ingest import IngestEvent, ingest
from assistant.settings import Settings
from tests.hostile.make import Case


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case and what became of it, ``None`` where nothing was said of it: it was lost."""

    case: Case
    event: IngestEvent | None

    @property
    def as_declared(self) -> bool:
        if self.event is None:
            return False
        told = json.dumps(self.event.receipt, ensure_ascii=False) if self.case.reads else self.event.reason or ""
        return (self.event.action == ("added" if self.case.reads else "failed")) and self.case.says in told

    def __str__(self) -> str:
        mark = "as declared" if self.as_declared else "WRONG      "
        event = self.event
        became = (
            "nothing was said of it"
            if event is None
            else f"{event.action} {event.seconds:.1f} s {event.reason or dict(event.receipt)}"
        )
        return f"{mark}  {self.case.name[:50]!r}: {became:.200}"


def outcomes(folder: Path, written: Mapping[str, Case], settings: Settings) -> Iterator[Outcome]:
    """Ingest the folder; yield what became of each case, those last of which nothing was said."""
    left = dict(written)
    for event in ingest([folder], settings):
        if isinstance(event, IngestEvent):
            name = next(name for name in left if name == event.document)
            yield Outcome(left.pop(name), event)
    yield from (Outcome(case, None) for case in left.values())
