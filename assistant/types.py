"""The values that flow down the line, from a file to an answer.

    file -> Document -> Chunk -> Passage -> Citation -> Answer

Everything here is frozen: a stage takes values and makes new ones. Offsets count Unicode code points of the
document's text, start inclusive, end exclusive, so that ``document.text[start:end]`` is always the thing meant.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cached_property
from typing import Any, Literal, Self, TypeVar
from urllib.parse import quote

T = TypeVar("T")

Kind = Literal["report", "blog", "transcript"]
Role = Literal["heading", "paragraph", "item", "row", "caption", "turn", "furniture", "front_matter"]
Support = Literal["supported", "partly", "not_found", "contradicted"]
Status = Literal["answered", "declined", "clarify", "replied"]

NOT_BODY: frozenset[str] = frozenset({"furniture", "front_matter"})
"""Roles that are part of the text but never evidence: running heads, page numbers, metadata blocks."""


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a span stands, in the terms a reader would use to find it; ``None`` where a term does not apply.

    ``page``, ``end_page`` and ``slide`` count sheets from 1; ``page_label`` is what is printed on the sheet ("iv"), and
    "iv–v" over a page break. ``heading`` lists the section titles, outermost first. Times are seconds from the start.
    """

    page: int | None = None
    end_page: int | None = None
    page_label: str | None = None
    slide: int | None = None
    heading: tuple[str, ...] = ()
    start_seconds: float | None = None
    end_seconds: float | None = None
    speaker: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return only the terms that apply, ready for JSON."""
        pairs = ((f.name, getattr(self, f.name)) for f in fields(self))
        return {name: list(value) if isinstance(value, tuple) else value for name, value in pairs if value not in (None, ())}

    def beneath(self, title: str) -> Locator:
        """Return the place as seen from within a document: without a heading that only repeats its title."""
        return replace(self, heading=tuple(h for h in self.heading if h != title))

    def __str__(self) -> str:
        """Say the place in words: "p. iv (sheet 4)", "12:05 to 12:31, Funder", "Lessons > People"."""
        parts = []
        if self.page is not None:
            sheets = f"{self.page}" if self.end_page is None else f"{self.page}–{self.end_page}"
            parts.append(f"p. {sheets}" if self.page_label in (None, sheets) else f"p. {self.page_label} (sheet {sheets})")
        if self.slide is not None:
            parts.append(f"slide {self.slide}")
        if self.start_seconds is not None:
            until = "" if self.end_seconds is None else f" to {clock(self.end_seconds)}"
            parts.append(clock(self.start_seconds) + until)
        if self.speaker:
            parts.append(self.speaker)
        if self.heading and self.page is None:
            parts.append(" > ".join(self.heading))
        return ", ".join(parts)

    @classmethod
    def across(cls, places: Sequence[Locator]) -> Self:
        """Join the places of consecutive segments into the place of the span that covers them."""
        if not places:
            return cls()
        first, last = places[0], places[-1]
        crosses = first.page is not None and last.page is not None and last.page != first.page
        label = first.page_label
        if crosses and label is not None and last.page_label not in (None, label):
            label = f"{label}–{last.page_label}"
        ends = [p.end_seconds for p in places if p.end_seconds is not None]
        speakers = dict.fromkeys(p.speaker for p in places if p.speaker)
        return cls(
            page=first.page,
            end_page=last.page if crosses else None,
            page_label=label,
            slide=first.slide,
            heading=next((p.heading for p in places if p.heading), ()),
            start_seconds=next((p.start_seconds for p in places if p.start_seconds is not None), None),
            end_seconds=max(ends, default=None),
            speaker="; ".join(speakers) or None,
        )


def clock(seconds: float) -> str:
    """Format seconds as m:ss, or h:mm:ss from one hour on."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@dataclass(frozen=True, slots=True)
class Segment:
    """A block of a document as its author laid it out: a heading, paragraph, list item, table row, caption or turn.

    Segments stand in the order of the text and never overlap. Only white space lies between them. A heading's own
    place already names it as the innermost heading.
    """

    start: int
    end: int
    role: Role
    place: Locator = Locator()

    @property
    def is_body(self) -> bool:
        """Whether it can be evidence, see :data:`NOT_BODY`."""
        return self.role not in NOT_BODY


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
    def _starts(self) -> Sequence[int]:
        known: Sequence[int] | None = getattr(self.segments, "starts", None)  # of segments that are not made yet
        return [s.start for s in self.segments] if known is None else known

    @cached_property
    def _ends(self) -> Sequence[int]:
        known: Sequence[int] | None = getattr(self.segments, "ends", None)
        return [s.end for s in self.segments] if known is None else known

    def segments_in(self, start: int, end: int) -> tuple[Segment, ...]:
        """Return the segments that share at least one character with the span, in order."""
        return tuple(self.segments[bisect_right(self._ends, start) : bisect_left(self._starts, end)])

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


@dataclass(frozen=True, slots=True)
class Passage:
    """What is returned and shown: a chunk, possibly joined with neighbours. ``rank`` counts from 1.

    ``voices`` are the names of those by whom its whole document is, see :mod:`assistant.text.voices`.
    """

    rank: int
    score: float
    document: str
    title: str
    kind: str
    date: str | None
    locator: Locator
    start: int
    end: int
    text: str
    citation_id: str
    features: Mapping[str, float] = field(default_factory=dict)
    voices: tuple[str, ...] = ()

    @property
    def around(self) -> str:
        """What its text may leave unsaid: the title, the name of the file, who speaks in it or wrote it."""
        return f"{self.title} {self.document} {self.locator.speaker or ''} {' '.join(self.voices)}"

    @property
    def under_headings(self) -> str:
        """Its text without the headings that open it, where there is more: they would run into the first sentence."""
        lines = self.text.split("\n")
        first = next((n for n, line in enumerate(lines) if line.strip(" #") not in ("", *self.locator.heading)), 0)
        return "\n".join(lines[first:])

    def to_dict(self) -> dict[str, Any]:
        """Return all that it holds but its features and voices, ready for JSON."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("features", "voices")} | {
            "locator": self.locator.to_dict(),
            "score": round(self.score, 6),
        }


@dataclass(frozen=True, slots=True)
class Citation:
    """An exact span that a sentence of the answer rests on; ``marker`` is the n of its [n], counted from 1."""

    marker: int
    document: str
    title: str
    kind: str
    date: str | None
    locator: Locator
    start: int
    end: int
    quote: str
    citation_id: str
    support: Support
    score: float

    def to_dict(self) -> dict[str, Any]:
        """Return it ready for JSON."""
        return {f.name: getattr(self, f.name) for f in fields(self)} | {
            "locator": self.locator.to_dict(),
            "score": round(self.score, 6),
        }


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody else than the check of words says of a sentence.

    ``by`` is "likeness" or the name of a model; ``support`` is ``None`` if it gave no answer. ``words`` are those of the sources
    that it goes by, under ``citation_id``; ``score`` is how like they are, 0 to 1.
    """

    by: str
    support: Support | None
    reason: str
    words: str = ""
    citation_id: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, the markers it carries, and whether the words it cites bear it out.

    ``reasons`` are those of the check of words; ``opinions`` are further ones, where that left a doubt.
    """

    text: str
    markers: tuple[int, ...]
    support: Support
    reasons: tuple[str, ...] = ()
    opinions: tuple[Opinion, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it ready for JSON."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Said:
    """What one document says: exact words of it, and the citation id that opens them."""

    document: str
    title: str
    words: str
    citation_id: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Two documents that say the same thing differently; ``one`` is what the answer cites."""

    one: Said
    other: Said


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Writing:
    """What a chat model did for an answer, and what it cost, in tokens.

    ``sentences`` counts what it wrote, ``unsupported`` those of them that the passages they named did not bear out,
    ``left_out`` those that are not shown; ``kept`` tells whether the answer is in its words.
    """

    model: str
    tokens_in: int
    tokens_out: int
    sentences: int = 0
    unsupported: int = 0
    left_out: int = 0
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Respelling:
    """A word of a question that the corpus does not hold, as it was typed, and the one that it was read as."""

    typed: str
    read: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply whose every sentence can be traced. Only ``answered`` has citations and sentences.

    ``confidence`` is the calibrated probability, 0 to 1, that the corpus supports an answer. ``notice`` tells the reader
    what went wrong on the way (a model that failed, say) when an answer could be given all the same. ``nearest`` are the
    sentences nearest to a question that is declined, best first, each as a passage of its own. ``about`` names what was
    carried over from earlier turns; ``readings`` are the questions that an underspecified one may have meant; ``searches`` what
    was looked for one by one, where a question asks for several things; ``differences`` where another document says otherwise;
    ``respelt`` are the words that were taken for slips of typing.
    """

    question: str
    standalone_question: str
    status: Status
    text: str
    confidence: float
    reason: str | None = None
    citations: tuple[Citation, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    passages: tuple[Passage, ...] = ()
    nearest: tuple[Passage, ...] = ()
    readings: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()
    unresolved_markers: tuple[int, ...] = ()
    differences: tuple[Difference, ...] = ()
    respelt: tuple[Respelling, ...] = ()
    model: str | None = None
    notice: str | None = None
    writing: Writing | None = None
    seconds: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return the answer in the shape of the JSON contract."""
        return {f.name: getattr(self, f.name) for f in fields(self)} | {
            "confidence": round(self.confidence, 6),
            "citations": [c.to_dict() for c in self.citations],
            "sentences": [s.to_dict() for s in self.sentences],
            "passages": [p.to_dict() for p in self.passages],
            "nearest": [p.to_dict() for p in self.nearest],
            "readings": list(self.readings),
            "about": list(self.about),
            "searches": list(self.searches),
            "writing": asdict(self.writing) if self.writing else None,
            "unresolved_markers": list(self.unresolved_markers),
            "differences": [asdict(difference) for difference in self.differences],
            "respelt": [asdict(each) for each in self.respelt],
            "seconds": round(self.seconds, 4),
        }


Open = Callable[[str], Document]
"""What opens a document by its id."""
