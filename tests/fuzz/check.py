"""What must hold of any bytes: they are read as a whole and consistent document, or refused by name."""

from __future__ import annotations

import json
import re
from dataclasses import fields

from assistant.chunk import chunk
from assistant.errors import CorpusError
from assistant.load import read
from assistant.store.rows import details_of
from assistant.types import Document, Reading


def count_pieces(texts: list[str]) -> list[int]:
    """Count words and marks, as a stand-in for the word pieces of a model."""
    return [2 + len(re.findall(r"\w{1,6}|[^\w\s]", text)) for text in texts]


def check(data: bytes, suffix: str) -> Document | None:
    """Read the bytes as a file of a format; return the document, ``None`` where it was refused.

    Raises AssertionError or whatever the reader breaks with where something is wrong.
    """
    try:
        reading = read(data, suffix, f"fuzzed{suffix}")
    except CorpusError as refused:
        assert str(refused).startswith("fuzzed") and len(str(refused)) < 2000
        return None
    return checked(reading)


def checked(reading: Reading) -> Document:
    """Return a reading as a document after checking segments, places, chunks and that it can be stored."""
    values = {field.name: getattr(reading, field.name) for field in fields(Reading)}
    document = Document(**values, id="fuzzed", sha256="0" * 64)
    text, end = document.text, 0
    for segment in document.segments:
        assert end <= segment.start < segment.end <= len(text), (end, segment)
        assert not text[end : segment.start].strip(), f"left out: {text[end : segment.start]!r}"
        place = segment.place
        assert place.page is None or 1 <= place.page <= (document.receipt.pages or 0)
        assert place.start_seconds is None or place.end_seconds is None or place.start_seconds <= place.end_seconds
        end = segment.end
    assert not text[end:].strip(), f"left out at the end: {text[end:]!r}"
    text.encode("utf-8")
    json.dumps([details_of(document), document.date], ensure_ascii=False).encode("utf-8")
    covered: set[int] = set()
    for piece in chunk(document, count_pieces, 160):  # type: ignore[arg-type]
        assert text[piece.start : piece.end] == piece.text and piece.text.strip()
        span = set(range(piece.start, piece.end))
        assert not covered & span
        covered |= span
    body = {i for s in document.segments if s.is_body for i in range(s.start, s.end) if not text[i].isspace()}
    assert body <= covered
    return document
