"""Read what was said with the time and mostly no speaker, as speech recognisers and video sites write it out.

    [00:00:00.000 --> 00:00:04.000]  We began with      Whisper
    [00:12] We began with four streets.                 notes, other recognisers
    0:12                                                a video site, the words on the lines below
    We began with four streets.
    1                                                   captions that were put into a text or a page of Markdown
    00:00:12,000 --> 00:00:14,500
    Jo Bell: We began with four streets.

A text is read so when such marks begin most of its lines and their times count up from the start of the recording. The marks are
furniture, the words are captions: a sentence runs on from one to the next. A mark may be the text of a link, as pages have it that
lead into a video.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from assistant.load.structure import Line, blocks
from assistant.load.transcript import CLOCK, Before, said, seconds
from assistant.types import Locator, Segment

_RANGE = rf"(?P<from>{CLOCK})\s{{0,3}}-->\s{{0,3}}(?P<to>{CLOCK})(?:\s+(?:align|line|position|size|vertical|region):\S+)*"
_MARK = re.compile(
    rf"\[(?P<clock>{CLOCK})(?:\s{{0,3}}-->\s{{0,3}}(?P<until>{CLOCK}))?\](?:\([^()\s]*\))?(?=\s|$)|{_RANGE}(?=\s|$)|(?P<alone>{CLOCK})$"
)
_CLOCK_FIRST = re.compile(r"^[ \t]*\[?\d{1,3}:\d", re.MULTILINE)
_COUNTS = re.compile(r"\d{1,6}|WEBVTT\b.*")  # the number of a caption, the first line of a file of them
_FEWEST = 3  # marks
_SHARE = 0.4  # of the lines
_SHARE_OF_RANGES = 0.2  # the same where marks tell the end as well, which nothing else does
_BEGINS_BY = 300.0  # seconds; a day that is told by the clock begins later


@dataclass(frozen=True, slots=True)
class _Mark:
    """A time in a text: its span, and the seconds from which and, where it is told or the next one comes, until which it counts."""

    start: int
    end: int
    begins: float
    until: float | None


def timed(text: str, start: int = 0, *, before: Before | None = None) -> tuple[Segment, ...] | None:
    """Lay out words with times from an offset on, what stands before them by ``before``; ``None`` where the text is none."""
    if sum(1 for _ in islice(_CLOCK_FIRST.finditer(text, start), _FEWEST)) < _FEWEST:
        return None
    found = [line for block in blocks(text, start) for line in block]
    marks = [mark for line in found if (mark := _mark(text, line))]
    share = _SHARE_OF_RANGES if all(mark.until is not None for mark in marks) else _SHARE
    counts_up = all(one.begins <= other.begins for one, other in pairwise(marks))
    if len(marks) < max(_FEWEST, share * len(found)) or not counts_up or marks[0].begins > _BEGINS_BY:
        return None
    return tuple(_segments(text, found, {mark.start: mark for mark in _with_ends(marks)}, before))


def _mark(text: str, line: Line) -> _Mark | None:
    match = _MARK.match(text, line.start, line.end)
    if match is None:
        return None
    until = match["until"] or match["to"]
    begins = seconds(match["clock"] or match["from"] or match["alone"])
    return _Mark(match.start(), match.end(), begins, seconds(until) if until else None)


def _with_ends(marks: Sequence[_Mark]) -> list[_Mark]:
    ends = [*(mark.begins for mark in marks[1:]), None][: len(marks)]
    return [_Mark(m.start, m.end, m.begins, end if m.until is None else m.until) for m, end in zip(marks, ends, strict=True)]


def _segments(text: str, found: Sequence[Line], marks: dict[int, _Mark], before: Before | None) -> Iterator[Segment]:
    """Yield what stands before the first time, then each time and the words behind it, with who says them where it is written."""
    from assistant.load.text import plain_segments

    counts = {line.start for line in found if _COUNTS.fullmatch(text, line.start, line.end)}
    numbers = {one.start for one, other in pairwise(found) if other.start in marks and one.start in counts}
    first = min(marks)
    first = next((one.start for one, other in pairwise(found) if other.start == first and one.start in numbers), first)
    yield from (before or plain_segments)(text, found[0].start, first) if found[0].start < first else ()
    lines = [(line, marks.get(line.start)) for line in found if line.start >= first]
    spoken = [(line, mark, _words_from(text, line, mark)) for line, mark in lines]
    names = Counter(name for line, _, start in spoken if (name := _name(text, start, line.end)))
    place = Locator()
    for line, mark, start in spoken:
        if mark:
            place = Locator(start_seconds=mark.begins, end_seconds=mark.until)
            yield Segment(mark.start, mark.end, "furniture", place)
        if start >= line.end:
            continue
        if (who := _name(text, start, line.end)) and names[who] > 1:
            place = replace(place, speaker=who)
        yield Segment(start, line.end, "furniture" if line.start in numbers else "caption", place)


def _words_from(text: str, line: Line, mark: _Mark | None) -> int:
    """Return where the words of a line begin, behind its mark."""
    start = mark.end if mark else line.start
    return start + len(text[start : line.end]) - len(text[start : line.end].lstrip())


def _name(text: str, start: int, end: int) -> str | None:
    who = said(text[start:end])
    return who[0] if who else None
