"""Lines, blocks and headings: what every reader needs to say how a text is laid out.

There are two kinds of format. A text file *is* its text: its readers mark spans in it and never rewrite it (:func:`lines`,
:func:`blocks`). A web page, a caption file or a slide has no text of its own: its reader composes one with :class:`Writer`,
block by block, and the segments come out beside it. Either way only white space is left between segments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.types import Locator, Role, Segment

NOWHERE = Locator()


@dataclass(frozen=True, slots=True)
class Line:
    """A line that has something on it: its span without the white space around it, and how far it is indented."""

    start: int
    end: int
    indent: int

    def __len__(self) -> int:
        return self.end - self.start


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Line | None]:
    """Yield the lines of a span in order, ``None`` for a blank one. Lines end at ``\\n`` only."""
    stop = len(text) if end is None else end
    while start < stop:
        newline = text.find("\n", start, stop)
        line_end = stop if newline < 0 else newline
        line = text[start:line_end]
        words = line.strip()
        if words:
            indent = len(line) - len(line.lstrip())
            yield Line(start + indent, start + indent + len(words), indent)
        else:
            yield None
        start = line_end + 1


def blocks(text: str, start: int = 0, end: int | None = None) -> list[tuple[Line, ...]]:
    """Group the lines of a span into blocks: lines with no blank line between them."""
    found: list[tuple[Line, ...]] = []
    block: list[Line] = []
    for line in lines(text, start, end):
        if line is not None:
            block.append(line)
        elif block:
            found.append(tuple(block))
            block = []
    return [*found, tuple(block)] if block else found


class Headings:
    """The path of titles that is open at a point of a document, outermost first."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    @property
    def path(self) -> tuple[str, ...]:
        """The titles of the sections that are open, outermost first."""
        return tuple(title for _, title in self._open)

    def enter(self, level: int, title: str) -> tuple[str, ...]:
        """Close every section of this level or deeper, open a new one, and return the path. Level 1 is outermost."""
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        self._open.append((level, " ".join(title.split())))
        return self.path


class Writer:
    """Compose the text of a format that has none of its own, and mark its segments on the way."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._last: Role | None = None
        self._headings = Headings()
        self.segments: list[Segment] = []

    @property
    def text(self) -> str:
        """What has been written so far."""
        return "".join(self._parts)

    def add(self, role: Role, words: str, place: Locator = NOWHERE, *, keep_lines: bool = False) -> None:
        """Append a block; its white space is folded, by line if ``keep_lines``. A block with no words adds nothing.

        The headings entered so far become its place, unless the place has its own. Items, rows and captions follow one
        another on the next line, everything else after a blank one.
        """
        folded = [" ".join(line.split()) for line in (words.split("\n") if keep_lines else [words])]
        body = "\n".join(line for line in folded if line)
        if not body:
            return
        close = role in ("item", "row", "caption") and role == self._last
        gap = "" if not self.segments else "\n" if close else "\n\n"
        self._parts += [gap, body]
        start = self._length + len(gap)
        self._length = start + len(body)
        self._last = role
        self.segments.append(Segment(start, self._length, role, replace(place, heading=place.heading or self._headings.path)))

    def heading(self, level: int, title: str, place: Locator = NOWHERE) -> None:
        """Append a heading and make it the section of what follows. Level 1 is outermost."""
        if title.strip():
            self._headings.enter(level, title)
            self.add("heading", title, place)
