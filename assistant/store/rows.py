"""What the catalog's rows mean: values made from rows, and what is stored made from values.

Vectors are kept as 8-bit integers behind their width and scale: a quarter of the space, and cosines move by less than 0.001.
The types that documents are made of are imported where one is made: to list what there is takes none of them.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple, Self

if TYPE_CHECKING:
    import numpy as np
    import sqlalchemy as sa
    from numpy.typing import NDArray

    from assistant.types import Document, Locator, Segment

SCHEMA = 2
"""The version of the catalog whose rows these are."""
HEADER = 8
"""Bytes in front of stored vectors: their width and scale."""


@dataclass(frozen=True)
class DocumentInfo:
    """What the catalog knows of a document without opening its text. ``state`` is "ready" or "pending" (no vectors yet).

    ``revision`` is that of the catalog when the document was written: one that is read anew from the same bytes has another.
    """

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
    revision: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, for JSON."""
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


class ChunkRow(NamedTuple):
    """A chunk as it is stored; what is packed is unpacked by who needs it, since most candidates are only compared.

    ``spans`` holds the offsets of its sentences as JSON, the vectors are those of :func:`pack_vectors`, or ``None``.
    """

    key: int
    id: str
    document: str
    ordinal: int
    start: int
    end: int
    context: str
    spans: str
    packed_vector: bytes | None
    packed_sentences: bytes | None
    tabular: float = 0.0

    @property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The spans of its sentences, as offsets into the document."""
        return tuple((s, e) for s, e in json.loads(self.spans))

    @property
    def vector(self) -> NDArray[np.float32] | None:
        """The vector of the chunk, or ``None``."""
        return None if self.packed_vector is None else unpack_vectors(self.packed_vector)[0]

    @property
    def sentence_vectors(self) -> NDArray[np.float32] | None:
        """The vectors of its sentences, one a row, or ``None``."""
        return None if self.packed_sentences is None else unpack_vectors(self.packed_sentences)


@dataclass(frozen=True, slots=True)
class Postings:
    """The keys of the chunks that hold a word or a run of words, ascending, and the score that it gives to each.

    ``in_text`` is in how many of them a word stands in the text itself, not in the title or a heading; not told of a run.
    """

    keys: NDArray[np.int32]
    scores: NDArray[np.float32]
    in_text: int = 0

    @classmethod
    def of(cls, rows: Iterable[Sequence[Any]], in_text: int = 0) -> Self:
        """Make postings of rows of key and score."""
        import numpy as np

        found = list(rows)
        return cls(np.array([row[0] for row in found], np.int32), np.array([row[1] for row in found], np.float32), in_text)

    def among(self, keys: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Say of each key whether its chunk holds the word."""
        import numpy as np

        if not len(self.keys):
            return np.zeros(len(keys), bool)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        found: NDArray[np.bool_] = self.keys[at] == keys
        return found


def details_of(document: Document) -> dict[str, Any]:
    """Return what is stored of a document as JSON: all but its text, segments, id, hash and date, which have columns."""
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


def info_from(row: Any) -> DocumentInfo:
    """Return what a row of documents tells; it has its columns as attributes."""
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
        revision=details.get("revision", 0),
    )


def pages_and_receipt(details: str) -> tuple[int | None, Mapping[str, Any]]:
    """Read from the details, as they are stored, how many pages a document has, where it has any, and its receipt."""
    receipt = json.loads(details)["receipt"]
    return receipt.get("pages"), receipt


def document_from(row: sa.Row[Any]) -> Document:
    """Return the document that a row holds, its text and segments unpacked; the row has its columns as attributes."""
    from assistant.types import Document, Receipt

    details = json.loads(row.details)
    details.pop("revision", None)
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


def packed_layout(document: Document) -> bytes:
    """Store the segments by column, each place once, and recognised words, so that a long report is opened in milliseconds."""
    from assistant.types import Locator

    segments = document.segments
    places = {place: n for n, place in enumerate(dict.fromkeys(s.place for s in segments))}
    roles = {role: n for n, role in enumerate(dict.fromkeys(s.role for s in segments))}
    layout = {
        "places": [[getattr(place, f.name) for f in fields(Locator)] for place in places],
        "roles": list(roles),
        "starts": [s.start for s in segments],
        "ends": [s.end for s in segments],
        "role": [roles[s.role] for s in segments],
        "place": [places[s.place] for s in segments],
        "recognised": document.recognised,
    }
    return zlib.compress(json.dumps(layout).encode(), 1)


def _unpacked_layout(stored: bytes) -> dict[str, Any]:
    layout = json.loads(zlib.decompress(stored))
    recognised = () if isinstance(layout, list) else layout["recognised"]
    return {"segments": _segments_in(layout), "recognised": tuple(map(tuple, recognised))}


def _segments_in(layout: Any) -> Sequence[Segment]:
    from assistant.store.blocks import Blocks
    from assistant.types import Segment

    rows = layout if isinstance(layout, list) else layout.get("segments")
    if rows is not None:  # as the first catalogs have them: a row each, with its place spelt out
        return tuple(Segment(start, end, role, _place(place)) for start, end, role, *place in rows)
    places = [_place(place) for place in layout["places"]]
    starts, ends, role, place = (array("I", layout[name]) for name in ("starts", "ends", "role", "place"))
    return Blocks((starts, ends), (layout["roles"], role), (places, place))


def _place(values: Sequence[Any]) -> Locator:
    from assistant.types import Locator

    plain: list[Any] = [tuple(v) if isinstance(v, list) else v for v in values]
    return Locator(*plain)


def chunk_from(row: sa.Row[Any]) -> ChunkRow:
    """Return the chunk of a row whose columns are the fields of :class:`ChunkRow`, in their order."""
    return ChunkRow._make(row)


def pack_vectors(vectors: NDArray[np.float32]) -> bytes:
    """Store rows of equal width as 8-bit integers behind their width and scale; cosines move by less than 0.001."""
    import numpy as np

    scale = float(np.abs(vectors).max()) / 127
    scale = scale if scale >= np.finfo(np.float32).tiny else 1.0  # what is below cannot be divided by, and is nothing
    header: bytes = np.array([vectors.shape[1], scale], "<f4").tobytes()
    rows: bytes = np.rint(vectors / scale).astype(np.int8).tobytes()
    return header + rows


def unpack_vectors(blob: bytes) -> NDArray[np.float32]:
    """Return the rows that :func:`pack_vectors` stored."""
    import numpy as np

    width, scale = np.frombuffer(blob, "<f4", count=2)
    rows: NDArray[np.float32] = np.frombuffer(blob, np.int8, offset=HEADER).reshape(-1, int(width)).astype(np.float32) * scale
    return rows


def integers_in(blobs: Iterable[Sequence[bytes]]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return the vectors of blobs, given in parts, that hold one each, all of one width: a row of integers and its scale."""
    import numpy as np

    rows, scales = [np.empty((0, 0), np.int8)], [np.empty(0, np.float32)]
    for part in blobs:
        layout = np.dtype([("width", "<f4"), ("scale", "<f4"), ("integers", "i1", len(part[0]) - HEADER)])
        packed = np.frombuffer(b"".join(part), layout)
        rows.append(packed["integers"])
        scales.append(packed["scale"])
    return np.concatenate(rows[1:] or rows), np.concatenate(scales)


def unpack_rows(blobs: Sequence[bytes]) -> tuple[NDArray[np.float32], NDArray[np.float32], list[int]]:
    """Return the rows of many blobs, not yet multiplied, what each is to be multiplied with, and the first row of each blob."""
    import numpy as np

    if not blobs:
        return np.empty((0, 0), np.float32), np.empty(0, np.float32), []
    headers = np.frombuffer(b"".join([blob[:HEADER] for blob in blobs]), "<f4").reshape(-1, 2)
    width = int(headers[0, 0])
    counts = [(len(blob) - HEADER) // width for blob in blobs]
    rows: NDArray[np.float32] = (
        np.frombuffer(b"".join([blob[HEADER:] for blob in blobs]), np.int8).reshape(-1, width).astype(np.float32)
    )
    return rows, np.repeat(headers[:, 1], counts), [0, *accumulate(counts[:-1])]
