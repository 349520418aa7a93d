"""What the catalog's rows mean: values made from rows, and what is stored made from values.

Vectors are kept as 8-bit integers behind their width and scale: a quarter of the space, and cosines move by less than 0.001.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assistant.types import Document, Locator, Receipt, Segment

if TYPE_CHECKING:
    import numpy as np
    import sqlalchemy as sa
    from numpy.typing import NDArray


@dataclass(frozen=True)
class DocumentInfo:
    """What the catalog knows of a document without opening its text. ``state`` is "ready" or "pending" (no vectors yet)."""

    id: str
    title: str
    kind: str
    date: str | None
    authors: tuple[str, ...]
    source: str | None
    url: str | None
    media_url: str | None
    metadata: Mapping[str, str]
    receipt: Mapping[str, Any]
    pages: int | None
    chunks: int
    state: str
    sha256: str
    path: str

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What tells whether a file has changed since it was ingested."""

    root: str
    path: str
    sha256: str
    stamp: str
    state: str
    chunks: int
    pages: int | None
    receipt: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChunkRow:
    """A chunk as ranking needs it; vectors are float32, one row each for the chunk and for its sentences, or ``None``."""

    key: int
    id: str
    document: str
    ordinal: int
    start: int
    end: int
    context: str
    sentences: tuple[tuple[int, int], ...]
    vector: NDArray[np.float32] | None
    sentence_vectors: NDArray[np.float32] | None
    tabular: float = 0.0


def details_of(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "kind": document.kind,
        "authors": list(document.authors),
        "source": document.source,
        "url": document.url,
        "media_url": document.media_url,
        "metadata": dict(document.metadata),
        "receipt": document.receipt.to_dict(),
        "likeness": document.likeness,
    }


def info_from(row: sa.Row[Any]) -> DocumentInfo:
    details = json.loads(row.details)
    pages, receipt = pages_and_receipt(row.details)
    return DocumentInfo(
        id=row.id,
        title=row.title,
        kind=row.kind,
        date=row.date,
        authors=tuple(details["authors"]),
        source=details["source"],
        url=details["url"],
        media_url=details["media_url"],
        metadata=details["metadata"],
        receipt=receipt,
        pages=pages,
        chunks=row.chunks,
        state=row.state,
        sha256=row.sha256,
        path=row.path,
    )


def pages_and_receipt(details: str) -> tuple[int | None, Mapping[str, Any]]:
    receipt = json.loads(details)["receipt"]
    return receipt.get("pages"), receipt


def document_from(row: sa.Row[Any]) -> Document:
    details = json.loads(row.details)
    receipt = Receipt.from_dict(details.pop("receipt"))
    authors = tuple(details.pop("authors"))
    return Document(
        text=zlib.decompress(row.text).decode("utf-8", "surrogatepass"),
        **_unpacked_layout(row.segments),
        date=row.date,
        id=row.id,
        sha256=row.sha256,
        receipt=receipt,
        authors=authors,
        **details,
    )


_PLACE = [f.name for f in fields(Locator)]


def packed_layout(document: Document) -> bytes:
    """Store the segments, and behind them the places of recognised words where there are any."""
    segments: list[Any] = [packed(s) for s in document.segments]
    layout = {"segments": segments, "recognised": document.recognised} if document.recognised else segments
    return zlib.compress(json.dumps(layout).encode(), 1)


def _unpacked_layout(stored: bytes) -> dict[str, Any]:
    layout = json.loads(zlib.decompress(stored))
    segments = layout if isinstance(layout, list) else layout["segments"]
    recognised = () if isinstance(layout, list) else layout["recognised"]
    return {"segments": tuple(map(unpacked, segments)), "recognised": tuple(map(tuple, recognised))}


def packed(segment: Segment) -> list[Any]:
    return [segment.start, segment.end, segment.role, *(getattr(segment.place, name) for name in _PLACE)]


def unpacked(values: list[Any]) -> Segment:
    start, end, role, *place = values
    return Segment(start, end, role, _place(tuple(tuple(v) if isinstance(v, list) else v for v in place)))


@lru_cache(maxsize=4096)
def _place(values: tuple[Any, ...]) -> Locator:
    return Locator(*values)


def chunk_from(row: sa.Row[Any]) -> ChunkRow:
    return ChunkRow(
        key=row.key,
        id=row.id,
        document=row.document,
        ordinal=row.ordinal,
        start=row.start,
        end=row.end,
        context=row.context,
        tabular=row.tabular,
        sentences=tuple((s, e) for s, e in json.loads(row.sentences)),
        vector=None if row.vector is None else unpack_vectors(row.vector)[0],
        sentence_vectors=None if row.sentence_vectors is None else unpack_vectors(row.sentence_vectors),
    )


def pack_vectors(vectors: NDArray[np.float32]) -> bytes:
    """Store rows of equal width as 8-bit integers behind their width and scale; cosines move by less than 0.001."""
    import numpy as np

    scale = float(np.abs(vectors).max()) / 127 or 1.0
    header: bytes = np.array([vectors.shape[1], scale], "<f4").tobytes()
    rows: bytes = np.rint(vectors / scale).astype(np.int8).tobytes()
    return header + rows


def unpack_vectors(blob: bytes) -> NDArray[np.float32]:
    """Return the rows that :func:`pack_vectors` stored."""
    import numpy as np

    width, scale = np.frombuffer(blob, "<f4", count=2)
    rows: NDArray[np.float32] = np.frombuffer(blob, np.int8, offset=8).reshape(-1, int(width)).astype(np.float32) * scale
    return rows
