"""What is known of a file: how it was read, its text and layout, and the chunks that it is cut into."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, Literal, Self, TypeVar
from urllib.parse import quote

from assistant.types.places import Locator, Segment

T = TypeVar("T")

Kind = Literal["report", "blog", "transcript"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a reader did with a file, so that nothing is lost silently. Pages (slides, of a presentation) count from 1.

    ``pages`` is how many there are; each of them was read, or is in ``empty_pages`` (no text on it) or in ``failed_pages`` (with
    the reason). ``ocr_pages`` are those whose text was recognised in the picture of the page. ``label_offset`` is how many
    sheets stand before the one with the number 1 printed on it. ``furniture_lines`` counts running heads, feet and contents that
    are no evidence, ``words_left_out`` the words of a web page that are not its content, ``captions_folded`` the captions that
    repeated the one before. ``language`` is a code such as "en". ``suspicious`` names what may be meant for a language model or
    to deceive a reader, ``notes`` what else a reader should know. The three lists of other documents are what it is a copy of, byte
    by byte, a later version of, and nearly the same as, see :mod:`assistant.store.relations`.
    """

    pages: int | None = None
    empty_pages: tuple[int, ...] = ()
    failed_pages: tuple[tuple[int, str], ...] = ()
    ocr_pages: tuple[int, ...] = ()
    label_offset: int | None = None
    furniture_lines: int = 0
    words_left_out: int = 0
    captions_folded: int = 0
    language: str | None = None
    duplicate_of: tuple[str, ...] = ()
    newer_edition_of: tuple[str, ...] = ()
    nearly_same_as: tuple[str, ...] = ()
    suspicious: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def pages_read(self) -> int | None:
        """How many pages have text that was read."""
        return None if self.pages is None else self.pages - len({*self.empty_pages, *(page for page, _ in self.failed_pages)})

    def to_dict(self) -> dict[str, Any]:
        """Return the entries that say something, ready for JSON."""
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        values["pages_read"] = self.pages_read
        values["failed_pages"] = [{"page": page, "reason": reason} for page, reason in self.failed_pages]
        said = {n: list(v) if isinstance(v, tuple) else v for n, v in values.items() if v or (v == 0 and n in _ZERO_SAYS)}
        return dict(sorted(said.items(), key=lambda item: _RECEIPT_ORDER.index(item[0])))

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Make a receipt of what :meth:`to_dict` returned."""
        values: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in stored.items() if n != "pages_read"}
        failed = tuple((each["page"], each["reason"]) for each in values.pop("failed_pages", ()))
        return cls(failed_pages=failed, **values)


_ZERO_SAYS = ("label_offset", "pages_read")
_RECEIPT_ORDER = ["pages", "pages_read", *(f.name for f in fields(Receipt) if f.name != "pages")]
Place = tuple[int, int, int, float, float, float, float]
"""A word that was read from a picture: start and end in the text, sheet, and left, bottom, right and top in PDF points."""


@dataclass(frozen=True)
class Reading:
    """What a reader found in the bytes of one file: its text, never rewritten, and how the text is laid out.

    ``date`` is ISO 8601, as exact as the source is: "2015", "2015-05" or "2015-05-03". ``metadata`` holds every
    front-matter key that has no field of its own. ``kind`` is ``None`` where the format does not tell. ``recognised`` holds the
    places of words that no file tells again, as they were read from pictures.
    """

    text: str
    segments: Sequence[Segment]
    title: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    kind: Kind | None = None
    source: str | None = None
    url: str | None = None
    media_url: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    recognised: tuple[Place, ...] = ()
    receipt: Receipt = Receipt()


@dataclass(frozen=True)
class Document(Reading):
    """A reading with an identity: where it was ingested from and the bytes it was read from.

    ``id`` is the path relative to the ingested folder, with "/"; ``sha256`` is the hex digest of the file's bytes. ``likeness``
    is a signature of the text that tells how much of it another document has, see :mod:`assistant.store.relations`.
    """

    id: str = ""
    sha256: str = ""
    likeness: str = ""

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where each segment starts: to look one up by its offset needs none of them made."""
        known: Sequence[int] | None = getattr(self.segments, "starts", None)  # of segments that are not made yet
        return [s.start for s in self.segments] if known is None else known

    @cached_property
    def _ends(self) -> Sequence[int]:
        known: Sequence[int] | None = getattr(self.segments, "ends", None)
        return [s.end for s in self.segments] if known is None else known

    def segments_in(self, start: int, end: int) -> tuple[Segment, ...]:
        """Return the segments that share at least one character with the span, in order."""
        return tuple(self.segments[bisect_right(self._ends, start) : bisect_left(self.starts, end)])

    def locate(self, start: int, end: int) -> Locator:
        """Return where a span stands, from the body segments that it touches; never guessed, so it may be empty."""
        touched = self.segments_in(start, end)
        return Locator.across([s.place for s in touched if s.is_body] or [s.place for s in touched])

    @cached_property
    def made(self) -> dict[Callable[[Document], Any], Any]:
        """What :meth:`once` keeps."""
        return {}

    def once(self, make: Callable[[Document], T]) -> T:
        """Return what a function makes of the document: it is made when it is first asked for, and kept as long as the document."""
        if make not in self.made:
            self.made[make] = make(self)
        made: T = self.made[make]
        return made

    def cite_id(self, start: int, end: int) -> str:
        """Return the citation id of a span, see :func:`citation_id`."""
        return citation_id(self.id, self.sha256, start, end, self.locate(start, end))


def citation_id(document: str, sha256: str, start: int, end: int, locator: Locator) -> str:
    """Name a span so that it can be found again: ``reports/a.pdf#p=12&c=340-612@3f9a2c1b04de``.

    The document is percent-encoded (RFC 3986, "/" kept); then the sheet or the seconds where there are any, the
    code-point offsets, and the first 12 hex digits of the sha256 of the file's bytes.
    """
    place = ""
    if locator.page is not None:
        place = f"p={locator.page}&"
    elif locator.start_seconds is not None and locator.end_seconds is not None:
        place = f"t={locator.start_seconds:.1f}-{locator.end_seconds:.1f}&"
    return f"{quote(document, safe='/')}#{place}c={start}-{end}@{sha256[:12]}"


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is embedded: a span of one document, at most as long as the embedder can read.

    ``text`` is ``document.text[start:end]``; ``sentences`` are the spans of its sentences, in document offsets; ``id`` is
    its citation id. ``context`` is what is put before the text when it is embedded or searched: title and headings.
    ``tabular`` is the share of its characters that stand in table rows, 0 to 1.
    """

    id: str
    document: str
    start: int
    end: int
    text: str
    locator: Locator
    sentences: tuple[tuple[int, int], ...]
    context: str = ""
    tabular: float = 0.0


Open = Callable[[str], Document]
"""What opens a document by its id."""
