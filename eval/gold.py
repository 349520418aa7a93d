"""Resolve the references of a question: where its gold stands in the text that offsets count in, and on which sheets.

Gold is a quote, so it is looked up twice. In the source, opened by the judge: if it is not there any more the gold is
stale, and nothing can be measured with it. In the text the product has read: if it is in the source but not there, a
reader has lost it, and whatever the product answers, it cannot rest on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.types import Document, Locator
from eval.letters import Letters, align, share_of_words
from eval.questions import Reference
from eval.sources import Source

ALIGNED = 0.9
"""Share of the words of a quote that a text must hold, in order, to be the place of it."""
ALIGNED_ON_A_PAGE = 0.8
"""The same where the sheet is known: another tool reads the cells of a table in another order."""


class Placed(Protocol):
    """Anything that names a span of a document: a passage, a citation."""

    @property
    def document(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def locator(self) -> Locator: ...


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text: code-point offsets, end exclusive."""

    document: str
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start

    def shared(self, other: Placed | Span) -> int:
        """Return how many characters the two have in common."""
        return max(0, min(self.end, other.end) - max(self.start, other.start)) if self.document == other.document else 0


@dataclass(frozen=True, slots=True)
class Gold:
    """A reference, resolved. ``span`` is ``None`` where only the sheet is known; ``pages`` is empty where there are none.

    For words that the product has not read, the span stands before the text begins, so that nothing can cover it.
    """

    reference: Reference
    span: Span | None
    pages: tuple[int, ...]
    read: bool

    def touched_by(self, place: Placed) -> bool:
        """Say whether a passage or a citation holds any of the gold: a shared character, or the sheet if no span is known."""
        if self.span is not None:
            return self.span.shared(place) > 0
        return place.document == self.reference.document and not set(self.pages).isdisjoint(sheets(place.locator))

    def to_dict(self) -> dict[str, Any]:
        known = {} if self.span is None or not self.read else {"start": self.span.start, "end": self.span.end}
        return self.reference.to_dict() | known | {"pages": list(self.pages), "read": self.read}


def sheets(locator: Locator) -> tuple[int, ...]:
    """Return the sheets that a locator names, from the first to the last."""
    return () if locator.page is None else tuple(range(locator.page, (locator.end_page or locator.page) + 1))


def stale(reference: Reference, sources: Mapping[str, Source]) -> str | None:
    """Say why a reference no longer names anything in the sources, or return ``None``."""
    source = sources.get(reference.document)
    if source is None:
        return f"{reference.document} is not among the documents"
    if reference.quote is None:
        return None
    if not source.holds(reference.quote, reference.page):
        where = f"{reference.document}, page {reference.page}," if reference.page else reference.document
        return f"{where} does not hold the words {shortened(reference.quote)!r}"
    return None


def letters_of(document: Document) -> tuple[Letters, ...]:
    """Return the letters of a text as it is, and as it is read over a page break, without the furniture that stands in between."""
    furniture = [segment.span for segment in document.segments if segment.role == "furniture"]
    return (Letters(document.text), Letters(document.text, furniture)) if furniture else (Letters(document.text),)


def resolve(reference: Reference, document: Document | None, letters: Sequence[Letters], source: Source) -> Gold:
    """Place a reference that is not stale. ``letters`` are those of the document, () where it was not read."""
    quote = reference.quote
    pages: tuple[int, ...] = ()
    if source.has_pages and quote is not None:
        pages = (reference.page,) if reference.page else source.pages_with(quote)
    if document is None or not document.text.strip():
        length = len(source.text if quote is None else quote) if not source.has_pages or quote else 1
        return Gold(reference, Span(reference.document, -max(1, length), 0), pages, read=False)
    if quote is None:
        return Gold(reference, Span(reference.document, 0, len(document.text)), pages, read=True)
    span = _span(reference, quote, document, letters)
    if span is not None:
        return Gold(reference, Span(reference.document, *span), pages, read=True)
    low, high = _part(reference, document)
    if pages and share_of_words(quote, document.text[low:high]) >= 0.8:
        return Gold(reference, None, pages, read=True)
    return Gold(reference, Span(reference.document, -len(quote), 0), pages, read=False)


def _span(reference: Reference, quote: str, document: Document, letters: Sequence[Letters]) -> tuple[int, int] | None:
    start, end = reference.start, reference.end
    if start is not None and end is not None and document.text[start:end] == quote:
        return start, end
    low, high = _part(reference, document)
    for each in letters:
        if places := [place for place in each.find(quote) if low <= place[0] and place[1] <= high]:
            return min(places, key=lambda place: abs(place[0] - (start or 0)))
    aligned = align(quote, document.text[low:high], ALIGNED_ON_A_PAGE if reference.page else ALIGNED)
    return (low + aligned[0], low + aligned[1]) if aligned else None


def _part(reference: Reference, document: Document) -> tuple[int, int]:
    """Return the stretch of the text that the reference's sheet covers, or all of it."""
    on_page = [s for s in document.segments if reference.page and s.place.page == reference.page]
    return (on_page[0].start, on_page[-1].end) if on_page else (0, len(document.text))


def shortened(text: str, longest: int = 80) -> str:
    """Return a text on one line, cut after so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
