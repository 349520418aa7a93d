"""Where words stand: blocks of a document, and the terms in which a reader would find them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, Self

Span = tuple[int, int]
"""Where something begins and ends in a text."""
Role = Literal["heading", "paragraph", "item", "row", "caption", "turn", "furniture", "front_matter"]

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

    @property
    def sheets(self) -> str:
        """Its page, or the first and the last of them: "4", "4–5"."""
        return f"{self.page}" if self.end_page is None else f"{self.page}–{self.end_page}"

    def __str__(self) -> str:
        """Say the place in words: "p. iv (sheet 4)", "12:05 to 12:31, Funder", "Lessons > People"."""
        parts = []
        if self.page is not None:
            is_plain = self.page_label in (None, self.sheets)
            parts.append(f"p. {self.sheets}" if is_plain else f"p. {self.page_label} (sheet {self.sheets})")
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

    @property
    def span(self) -> tuple[int, int]:
        """Where it begins and ends."""
        return self.start, self.end
