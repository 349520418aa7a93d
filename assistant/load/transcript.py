"""Read who says what in a written transcript: "Name (role): words", and the text exports of Teams, Zoom and Otter.

Four ways of naming the speaker are known; the one that most lines of a text use is taken for all of it:

    Lynne Neagle AM: Good morning.                 words after the name
    Lynne Neagle   0:05                            Otter, Teams: name and time, words below
    00:01:07 From Lynne Neagle to Everyone: Hello  Zoom chat: time, name, words
    0:0:1.5 --> 0:0:4.2                            older Teams: times, name below, words below that

A text is a transcript when such lines begin most of its paragraphs and at least one name comes back. Times are kept where
they count from the start of the recording; times of day are not positions and are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.load.structure import Headings, Line, blocks
from assistant.types import Locator, Segment

CLOCK = r"\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,3})?"
_ROLE = r"(?:\s{0,3}\((?:[^()\n]|\([^()\n]{0,120}\)){0,160}\))?"
_NAME = r"[^\s:|<>()\[\]*#\d][^:|<>()\[\]*\n]{0,59}?"
_SAID = re.compile(rf"(?P<bold>\*\*|__)?(?P<name>{_NAME}{_ROLE})(?:\*\*|__)?:(?:\*\*|__)?(?=\s|$)")
_GAP = r"(?:\s{2,40}|\t|\s?[\[(]|\s(?=\d))"
_TIMED = re.compile(rf"\[?(?P<name>{_NAME}{_ROLE})\]?{_GAP}\s{{0,3}}(?P<clock>{CLOCK})[\])]?")
_TO = r"(?:\s{1,3}to\s{1,3}[^:\n]{1,60})?"
_CHAT = re.compile(rf"\[?(?P<clock>{CLOCK})\]?\s{{1,9}}(?:From\s{{1,3}})?(?P<name>{_NAME}{_ROLE}){_TO}\s{{0,3}}:(?=\s|$)")
_RANGE = re.compile(rf"(?P<clock>{CLOCK})\s{{0,9}}-->\s{{0,9}}(?P<until>{CLOCK})")
_LABEL = re.compile(
    r"date|time|title|subject|source|url|https?|present|attendees|apologies|location|venue|notes?|project|recorded|duration"
    r"|agenda|abstract|summary|keywords|warning|example|figure|table|ps|authors?|license|citation|retracted"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|for example|for instance|that is|in short",
    re.IGNORECASE,
)
_ELAPSED_AT_MOST = 1800.0


@dataclass(frozen=True, slots=True)
class _Heard:
    """A line that names a speaker. ``alone``: the words come on the lines below it."""

    name: str
    alone: bool
    start_seconds: float | None = None
    end_seconds: float | None = None


def seconds(clock: str) -> float:
    """Return the seconds of "1:02:03.5", "02:03,500" or "62.5"."""
    total = 0.0
    for part in clock.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return round(total, 3)


def is_name(words: str) -> bool:
    """Say whether words could name a speaker: few of them, the first with a capital, and no sentence."""
    bare = re.sub(r"\s*\(.*\)\s*$", "", words)
    return bare[:1].isupper() and len(bare.split()) <= 6 and not re.search(r"[!?;\"“”]|[^\W\d_]{4,}\. |://", bare)


def said(line: str) -> tuple[str, int] | None:
    """Return the speaker of a "Name (role): words" line, and where the words begin."""
    found = _SAID.match(line)
    return (" ".join(found["name"].split()), found.end()) if found and is_name(found["name"]) else None


def turns(text: str, start: int = 0, *, expected: bool = False) -> tuple[Segment, ...] | None:
    """Lay out a transcript from an offset on, or return ``None`` if the text is not one.

    Args:
        expected: the document says that it is a transcript, so a fifth of its paragraphs is enough.
    """
    found = blocks(text, start)
    heard = _heard(text, found, expected)
    return tuple(_segments(text, found, heard)) if heard else None


def _heard(text: str, found: Sequence[tuple[Line, ...]], expected: bool) -> dict[int, _Heard]:
    """Return the lines that name a speaker by the offset they start at; none where the text is no transcript."""
    share = 0.2 if expected else 0.5
    count = sum(map(len, found))
    for form in (_ranges, _timed, _chats, _saids):
        heard = form(text, found)
        heads = sum(block[0].start in heard for block in found)
        paragraphs = sum(len(block) > 1 or len(block[0]) > 60 or block[0].start in heard for block in found)
        most = heads >= share * paragraphs or len(heard) >= share * count
        if most and len(heard) >= 2 and (expected or _is_conversation(text, heard)):
            return _with_ends(heard)
    return {}


def _is_conversation(text: str, heard: dict[int, _Heard]) -> bool:
    """Tell a conversation from a list of labelled values or of questions and answers, which have colons as well.

    Two people at least, names that come back and are more than a letter, and mostly more than two words said at a time.
    """
    names = Counter(h.name for h in heard.values() if len(h.name) > 1)
    spoken = sum(len(_first_words(text, start, h).split()) > 2 for start, h in heard.items())
    timed = any(h.start_seconds is not None for h in heard.values())
    come_back = names.total() >= 4 / 3 * len(names)
    return (len(names) > 1 or timed) and come_back and len(heard) >= 3 and 2 * spoken > len(heard)


def _first_words(text: str, start: int, heard: _Heard) -> str:
    """Return the words on the line after the name, or where it stands alone those on the next lines."""
    line, _, below = text[start : start + 500].partition("\n")
    return below.strip().partition("\n\n")[0] if heard.alone else line[len(heard.name) + 1 :]


def _with_ends(heard: dict[int, _Heard]) -> dict[int, _Heard]:
    """Let each timed turn last until the next one begins; drop times of day, which do not count from the start."""
    starts = [h.start_seconds for h in heard.values()]
    elapsed = starts[0] is not None and starts[0] <= _ELAPSED_AT_MOST
    ends = [
        h.end_seconds if h.end_seconds is not None else later for h, later in zip(heard.values(), [*starts[1:], None], strict=True)
    ]
    return {
        offset: _Heard(h.name, h.alone, h.start_seconds, end if end is None or end >= (h.start_seconds or 0) else None)
        if elapsed
        else _Heard(h.name, h.alone)
        for (offset, h), end in zip(heard.items(), ends, strict=True)
    }


def _ranges(text: str, found: Sequence[tuple[Line, ...]]) -> dict[int, _Heard]:
    """Older Teams exports: "0:0:1.5 --> 0:0:4.2" and the name on the next line."""
    heard = {}
    for block in found:
        for line, following in pairwise(block):
            times = _RANGE.fullmatch(text, line.start, line.end)
            name = text[following.start : following.end]
            if times and is_name(name) and ":" not in name:
                heard[line.start] = _Heard(name, True, seconds(times["clock"]), seconds(times["until"]))
    return heard


def _timed(text: str, found: Sequence[tuple[Line, ...]]) -> dict[int, _Heard]:
    heard = {}
    for line in (line for block in found for line in block):
        match = _TIMED.fullmatch(text, line.start, line.end)
        if match and is_name(match["name"]):
            heard[line.start] = _Heard(" ".join(match["name"].split()), True, seconds(match["clock"]))
    return heard


def _chats(text: str, found: Sequence[tuple[Line, ...]]) -> dict[int, _Heard]:
    heard = {}
    for line in (line for block in found for line in block):
        match = _CHAT.match(text, line.start, line.end)
        if match and is_name(match["name"]):
            heard[line.start] = _Heard(" ".join(match["name"].split()), match.end() == line.end, seconds(match["clock"]))
    return heard


def _saids(text: str, found: Sequence[tuple[Line, ...]]) -> dict[int, _Heard]:
    """Lines that begin with a name and a colon.

    Within a paragraph only names count that also begin one or come back, unless every other line begins with a name.
    """
    spoken = [(i, line, said(text[line.start : line.end])) for block in found for i, line in enumerate(block)]
    names = Counter(who[0] for _, _, who in spoken if who)
    leading = {who[0] for i, _, who in spoken if who and i == 0}
    by_line = 2 * names.total() >= len(spoken)
    heard = {}
    for _, line, who in spoken:
        if who is None or _LABEL.fullmatch(who[0]) or not (by_line or names[who[0]] > 1 or who[0] in leading):
            continue
        heard[line.start] = _Heard(who[0], line.start + who[1] >= line.end)
    return heard


def _segments(text: str, found: Sequence[tuple[Line, ...]], heard: dict[int, _Heard]) -> Iterator[Segment]:
    """Yield a turn for each paragraph that is spoken, and what stands between the turns as plain text."""
    from assistant.load.text import plain_segments

    first = min(heard)
    if found[0][0].start < first:
        yield from plain_segments(text, found[0][0].start, first)
    headings = Headings()
    speaker: _Heard | None = None
    for index, block in enumerate(found):
        lines = [line for line in block if line.start >= first]
        following = found[index + 1][0].start if index + 1 < len(found) else -1
        if lines and len(block) == 1 and lines[0].start not in heard and following in heard and _is_heading(text, lines[0]):
            title = text[lines[0].start : lines[0].end]
            yield Segment(lines[0].start, lines[0].end, "heading", Locator(heading=headings.enter(2, title.lstrip("# "))))
            continue
        for start, end, opening in _runs(lines, heard):
            speaker = opening or speaker
            yield from _turn(text, start, end, speaker, opening, headings.path)


def _runs(lines: Sequence[Line], heard: dict[int, _Heard]) -> Iterator[tuple[int, int, _Heard | None]]:
    """Cut the lines of a block where the speaker changes; yield start, end and the line that opens the run."""
    start = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index].start in heard:
            yield lines[start].start, lines[index - 1].end, heard.get(lines[start].start)
            start = index


def _turn(
    text: str, start: int, end: int, speaker: _Heard | None, opening: _Heard | None, path: tuple[str, ...]
) -> Iterator[Segment]:
    """Yield the words of one paragraph of a turn. A line with the name and the time alone is furniture: nobody said it."""
    place = Locator(heading=path)
    if speaker:
        place = Locator(None, None, None, None, path, speaker.start_seconds, speaker.end_seconds, speaker.name)
    if opening and opening.alone:
        head_end = text.find("\n", start, end)
        if _RANGE.match(text, start):
            head_end = text.find("\n", head_end + 1, end)
        head_end = end if head_end < 0 else head_end
        yield Segment(start, start + len(text[start:head_end].rstrip()), "furniture", place)
        rest = text[head_end:end]
        start = head_end + len(rest) - len(rest.lstrip())
    if start < end:
        yield Segment(start, end, "turn", place)


def _is_heading(text: str, line: Line) -> bool:
    words = text[line.start : line.end]
    return words.startswith("#") or (len(line) <= 80 and words[0].isupper() and words[-1] not in ".,;:!?…")
