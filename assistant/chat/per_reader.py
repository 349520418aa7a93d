"""What each reader is served with: an assistant and records that know only the documents which that reader may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from assistant.cite.verify import CitationId
from assistant.guard.readers import is_visible_to, person
from assistant.store.records import Records
from assistant.types import Answer, Turn


@dataclass(frozen=True, slots=True)
class ReaderRecords:
    """The records for one reader: answers are added as they are, the words of a citation told only of a visible document."""

    reader: str
    records: Records

    def add(self, answer: Answer, fingerprint: Mapping[str, Any], history: Sequence[Turn] = (), filters: Sequence[str] = ()) -> int:
        """Keep an answer, and return the id of its record. Raises StoreUnavailable."""
        return self.records.add(answer, fingerprint, history, filters)

    def quote(self, citation_id: str) -> str | None:
        """Return the words of an earlier citation; ``None`` where they are not kept, or of a document that is not visible."""
        visible = is_visible_to(self.reader, CitationId.parse(citation_id).document)
        return self.records.quote(citation_id) if visible else None


@dataclass(frozen=True, slots=True)
class PerReader:
    """Gives each reader what is theirs of one assistant and its records."""

    assistant: Any
    records: Records

    def of(self, reader: str) -> tuple[Any, ReaderRecords]:
        """Return the assistant and the records of one reader."""
        return self.answers(reader), ReaderRecords(reader, self.records)

    def answers(self, reader: str) -> Any:
        """Return the assistant for one reader: that of all documents without sign-in, else that of those which are visible."""
        return self.assistant if person(reader) is None else self.assistant.only(partial(is_visible_to, reader))
