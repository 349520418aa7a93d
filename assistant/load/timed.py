"""Read what was said with the time and no speaker, as speech recognisers and video sites write it out.

    [00:00:00.000 --> 00:00:04.000]  We began with      Whisper
    [00:12] We began with four streets.                 notes, other recognisers
    0:12                                                a video site, the words on the lines below
    We began with four streets.

A text is read so when such marks begin most of its lines and their times count up from the start of the recording. The marks are
furniture, the words are captions: a sentence runs on from one to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from assistant.load.structure import Line, blocks
from assistant.load.transcript import CLOCK, seconds
from assistant.types import Locator, Segment

_MARK = re.compile(rf"\[(?P<clock>{CLOCK})(?:\s{{0,3}}-->\s{{0,3}}(?P<until>{CLOCK}))?\](?=\s|$)|(?P<alone>{CLOCK})$")
_CLOCK_FIRST = re.compile(r"^[ \t]*\[?\d{1,3}:\d", re.MULTILINE)
_FEWEST = 3  # marks
_SHARE = 0.4  # of the lines
_BEGINS_BY = 300.0  # seconds; a day that is told by the clock begins later


@dataclass(frozen=True, slots=True)
class _Mark:
    """A time in a text: its span, and the seconds from which and, where it is told or the next one comes, until which it counts."""

    start: int
    end: int
    begins: float
    until: float | None


def timed(text: str, start: int = 0) -> tuple[Segment, ...] | None:
    """Lay out words with times from an offset on; ``None`` where the text is not one of them."""
    if sum(1 for _ in islice(_CLOCK_FIRST.finditer(text, start), _FEWEST)) < _FEWEST:
        return None
    found = [line for block in blocks(text, start) for line in block]
    marks = _with_ends([mark for line in found if (mark := _mark(text, line))])
    counts_up = all(one.begins <= other.begins for one, other in pairwise(marks))
    if len(marks) < max(_FEWEST, _SHARE * len(found)) or not counts_up or marks[0].begins > _BEGINS_BY:
        return None
    return tuple(_segments(text, found, {mark.start: mark for mark in marks}))


def _mark(text: str, line: Line) -> _Mark | None:
    match = _MARK.match(text, line.start, line.end)
    if match is None:
        return None
    until = seconds(match["until"]) if match["until"] else None
    return _Mark(match.start(), match.end(), seconds(match["clock"] or match["alone"]), until)


def _with_ends(marks: Sequence[_Mark]) -> list[_Mark]:
    ends = [*(mark.begins for mark in marks[1:]), None][: len(marks)]
    return [_Mark(m.start, m.end, m.begins, end if m.until is None else m.until) for m, end in zip(marks, ends, strict=True)]


def _segments(text: str, found: Sequence[Line], marks: dict[int, _Mark]) -> Iterator[Segment]:
    """Yield what stands before the first time as plain text, then each time and the words behind it."""
    from assistant.load.text import plain_segments

    first = min(marks)
    yield from plain_segments(text, found[0].start, first) if found[0].start < first else ()
    place = Locator()
    for line in (line for line in found if line.start >= first):
        start = line.start
        if mark := marks.get(line.start):
            place = Locator(start_seconds=mark.begins, end_seconds=mark.until)
            yield Segment(mark.start, mark.end, "furniture", place)
            start = mark.end + len(text[mark.end : line.end]) - len(text[mark.end : line.end].lstrip())
        if start < line.end:
            yield Segment(start, line.end, "caption", place)
