"""Read captions, VTT and SRT: one line of text for each, with when it is spoken and by whom.

1. Cut the file into cues: webvtt-py in its strict mode, and where it refuses, a reader that takes what it can get.
2. Take the tags out of the lines and keep what ``<v Name>`` or "[Name]:" says; a speaker written in the words ("Funder: ...")
   stays there, but where each caption names one, as those of Zoom do, once for all that follow by the same: a sentence runs on
   over them.
3. Fold rolling captions. Live captions show each line twice or more while the next one is written below it, or grow a line
   word by word; where a file does that, a line that is still on the screen is the same line and not said again. In any
   other file words that come again after the first caption has ended were said again, and stay.
"""

from __future__ import annotations

import html
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.errors import UnreadableDocument
from assistant.load.metadata import describe, written_pairs
from assistant.load.structure import Writer
from assistant.load.text import decode
from assistant.load.transcript import NEW_SPEAKER, is_name, said, seconds
from assistant.types import Locator, Reading, Receipt

_TIME = r"\d{1,10}(?::\d{1,2}){0,2}(?:[.,]\d{1,9})?"
_TIMING = re.compile(rf"\s*({_TIME})\s*-+>\s*({_TIME})(?=\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?\s([^<>]{0,200})>")
_BRACKETED = re.compile(r"^\s*\[(?P<name>\w[^\[\]<>:]{0,60})\]:\s+(?=\S)")  # "[SPEAKER_00]: words"
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|v|ruby|rt|lang|font|span)(?:[.\s][^<>]{0,200})?>|<\d[\d:.]{0,20}>|\{\\[^{}]{0,200}\}", re.IGNORECASE
)
_CONTIGUOUS_SECONDS = 0.5  # between captions that go on without a pause
_PAUSE_SECONDS = 5.0  # between captions, up to which an old line may be shown once more above a new one
_NEARLY_ALL = 0.9  # as Zoom writes them: a name before the words of each caption
_ON_ONE_LINE = re.compile(  # the words behind the times, where only settings ("align:start", "X1:100") belong
    rf"^([ \t]*{_TIME}[ \t]*-+>[ \t]*{_TIME})[ \t]+(?!(?:\w+:\S+[ \t]*)+$)(?=\S)", re.MULTILINE
)
_NOT_CUES = ("NOTE", "STYLE", "REGION", "WEBVTT")


@dataclass(frozen=True, slots=True)
class _Cue:
    """A block of a caption file: its times where they can be read, and the lines on the screen."""

    start_seconds: float | None
    end_seconds: float | None
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cue with its tags taken out."""

    words: str
    voice: str | None


@dataclass(frozen=True, slots=True)
class _Caption:
    """What is said once, and by whom where the file says so."""

    start_seconds: float | None
    end_seconds: float | None
    lines: tuple[_Line, ...]


def read_captions(data: bytes, name: str) -> Reading:
    """Read a VTT or SRT file. Raises UnreadableDocument if it has no captions with words in them."""
    text, notes = decode(data, name)
    cues, more, comments = _cues(_ON_ONE_LINE.sub(r"\1\n", text))
    captions, folded = _fold([_Caption(c.start_seconds, c.end_seconds, _voiced(c.lines)) for c in cues])
    writer = Writer()
    speakers = _speakers(captions)
    for caption, words, speaker in zip(captions, _words(captions, speakers), speakers, strict=True):
        writer.add("caption", words, Locator(start_seconds=caption.start_seconds, end_seconds=caption.end_seconds, speaker=speaker))
    if not writer.segments:
        raise UnreadableDocument(name, "no text: there are no captions with words in them")
    receipt = Receipt(captions_folded=folded, notes=(*notes, *more))
    return describe(Reading(writer.text, tuple(writer.segments), receipt=receipt), written_pairs(comments), "NOTE")


def _cues(text: str) -> tuple[list[_Cue], tuple[str, ...], str]:
    """Return the cues in order, notes on what could not be read, and the comments and the header as one text."""
    from webvtt import WebVTT
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    header = text.lstrip().partition("\n\n")[0] if text.lstrip().startswith("WEBVTT") else ""
    title = re.match(r"WEBVTT[ \t]+-?[ \t]*(\S.*)", header)
    try:
        if not header:
            raise MalformedFileError("not WebVTT")
        read = WebVTT.from_buffer(io.StringIO(text.lstrip()), format="vtt", strict=True)
        cues = [_cue(c.start_time.in_milliseconds() / 1000, c.end_time.in_milliseconds() / 1000, c.lines) for c in read.captions]
    except (MalformedFileError, MalformedCaptionError, ValueError, IndexError):
        return _tolerant_cues(text)
    comments = [*(read.header_comments or ()), *(comment for cue in read.captions for comment in cue.comments)]
    return cues, (), "\n".join([*comments, f"title: {title[1]}" if title and ":" not in title[1] else ""])


def _cue(start: float | None, end: float | None, lines: Sequence[str]) -> _Cue:
    """Return a cue; an end before the start is no time at all."""
    return _Cue(start, end if start is not None and end is not None and end >= start else None, tuple(lines))


def _tolerant_cues(text: str) -> tuple[list[_Cue], tuple[str, ...], str]:
    """Read cues from a file that breaks the rules: every line with an arrow begins one, up to the next blank line."""
    cues: list[_Cue] = []
    comments: list[str] = []
    untimed = stray = 0
    current: list[str] | None = None
    comment = False
    for line in [*text.split("\n"), ""]:
        if (times := _TIMING.match(line)) or "-->" in line:
            start, end = (seconds(times[1]), seconds(times[2])) if times else (None, None)
            untimed += times is None
            current, comment = [], False
            cues.append(_cue(start, end, ()))
        elif not line.strip():
            current, comment = None, False
        elif current is not None:
            current.append(line)
            cues[-1] = replace(cues[-1], lines=tuple(current))
        elif comment or line.startswith(_NOT_CUES):
            comment = True
            comments.append(line.removeprefix("NOTE").strip())
        elif not re.fullmatch(r"[\w-]{1,40}", line.strip()):
            stray += 1
    notes = [f"with times that cannot be read: {untimed} {'caption' if untimed == 1 else 'captions'}"] if untimed else []
    notes += [f"outside any caption, and left out: {stray} {'line' if stray == 1 else 'lines'}"] if stray else []
    return [_without_next_number(cue) for cue in cues], tuple(notes), "\n".join(comments)


def _without_next_number(cue: _Cue) -> _Cue:
    """Drop the number of the next cue, which ends up in this one where no blank line parts them."""
    lines = cue.lines
    return replace(cue, lines=lines[:-1]) if len(lines) > 1 and lines[-1].strip().isdecimal() else cue


def _voiced(lines: Sequence[str]) -> tuple[_Line, ...]:
    """Return the lines of a cue that have words, each with the voice that is open in it; a new voice begins a new line."""
    found: list[_Line] = []
    voice: str | None = None
    for line in lines:
        parts = _VOICE.split(_BRACKETED.sub(r"<v \g<name>>", line))
        for index, part in enumerate(parts):
            if index % 2:
                voice = " ".join(html.unescape(part).split()) or None
            elif words := " ".join(html.unescape(_TAG.sub("", part)).split()):
                found.append(_Line(words, voice))
    return tuple(found)


def _fold(cues: Sequence[_Caption]) -> tuple[list[_Caption], int]:
    """Return captions that each say their words once, and how many cues repeated something."""
    cues = [cue for cue in cues if cue.lines]
    pairs = list(pairwise(cues))
    rolling = sum(_rolls(before, cue) for before, cue in pairs)
    is_rolling = rolling >= 1 and 3 * rolling >= min(len(pairs), 6)
    said_once: list[_Caption] = []
    folded = 0
    # Where each line now on the screen stands in said_once.
    shown: list[int] = []
    before: _Caption | None = None
    for cue in cues:
        repeated = _repeated(before, cue, is_rolling) if before else 0
        kept = shown[len(shown) - repeated :] if repeated else []
        for index in kept:
            said_once[index] = _lasting(said_once[index], cue)
        new = cue.lines[repeated:]
        grows = is_rolling and not repeated and before is not None and _grows(before, cue)
        folded += bool(repeated or grows)
        if grows:
            said_once[shown[-1]] = replace(_lasting(said_once[shown[-1]], cue), lines=new[:1])
            kept, new = shown[-1:], new[1:]
        groups = [(line,) for line in new] if is_rolling else _by_voice(new)
        shown = list(kept)
        for group in groups:
            shown += [len(said_once)] * (1 if is_rolling else len(group))
            said_once.append(_Caption(cue.start_seconds, cue.end_seconds, group))
        before = cue
    return said_once, folded


def _lasting(caption: _Caption, cue: _Caption) -> _Caption:
    """Return a caption that stays on the screen until a later cue ends; a cue that ends earlier changes nothing."""
    if caption.end_seconds is None or cue.end_seconds is None or cue.end_seconds < caption.end_seconds:
        return caption
    return replace(caption, end_seconds=cue.end_seconds)


def _by_voice(lines: Sequence[_Line]) -> Sequence[tuple[_Line, ...]]:
    """Group the lines of a cue by who says them."""
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and groups[-1][-1].voice == line.voice:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [tuple(group) for group in groups]


def _gap(before: _Caption, cue: _Caption) -> float:
    """Return the seconds between two cues, below zero where they overlap; infinite where a time is missing."""
    if before.end_seconds is None or cue.start_seconds is None:
        return float("inf")
    return round(cue.start_seconds - before.end_seconds, 3)


def _rolls(before: _Caption, cue: _Caption) -> bool:
    """Say whether a cue shows the last lines of the one before, or grows its last line, and adds something."""
    if _gap(before, cue) > _CONTIGUOUS_SECONDS:
        return False
    overlap = _overlap(before, cue)
    return 0 < overlap < len(cue.lines) or _grows(before, cue)


def _repeated(before: _Caption, cue: _Caption, is_rolling: bool) -> int:
    """Return how many lines at the head of a cue are still on the screen from the one before."""
    gap, overlap = _gap(before, cue), _overlap(before, cue)
    if is_rolling:
        # After a pause the old line is shown once more above the new one; a line alone after a pause was said again.
        return overlap if gap <= (_PAUSE_SECONDS if overlap < len(cue.lines) else _CONTIGUOUS_SECONDS) else 0
    return overlap if gap < 0 and overlap == len(cue.lines) == len(before.lines) else 0


def _overlap(before: _Caption, cue: _Caption) -> int:
    """Return the most lines that are both the last of one cue and the first of the next."""
    most = min(len(before.lines), len(cue.lines))
    return next((k for k in range(most, 0, -1) if before.lines[-k:] == cue.lines[:k]), 0)


def _grows(before: _Caption, cue: _Caption) -> bool:
    """Say whether the first line of a cue is the last line of the one before with more words."""
    return _gap(before, cue) <= _CONTIGUOUS_SECONDS and cue.lines[0].words.startswith(before.lines[-1].words + " ")


def _speakers(captions: Sequence[_Caption]) -> list[str | None]:
    """Return who says each caption, where the file tells.

    A written name counts if it comes back, stands after ">>" or is in capitals, or if nearly every caption has one. Captions
    without one are the same person's where the file marks each change of speaker: with ">>", or with names from the first
    caption with words on and at least two of them; but not where dashes show that several speak.
    """
    written = [_written(caption) for caption in captions]
    names = Counter(name for _, name in written if name)
    certain = {name for mark, name in written if name and (mark or names[name] > 1 or name.isupper())}
    certain |= set(names) if len(captions) > 2 and names.total() >= _NEARLY_ALL * len(captions) else set()
    certain |= set(names) if len(names) == 1 and " " in next(iter(names)) else set()
    first = next((name for caption, (_, name) in zip(captions, written, strict=True) if not _is_sound(caption)), None)
    lasts = any(mark for mark, _ in written) or (len(certain) > 1 and first in certain)
    speakers: list[str | None] = []
    current: str | None = None
    for caption, (mark, name) in zip(captions, written, strict=True):
        if mark or name:
            current = name if name in certain else None
        elif caption.lines[0].words.startswith(("- ", "– ")):
            current = None
        speakers.append(caption.lines[0].voice or (current if (lasts or name) and not _is_sound(caption) else None))
    return speakers


def _is_sound(caption: _Caption) -> bool:
    return re.fullmatch(r"[\[(♪].*[\])♪]", caption.lines[0].words) is not None


def _words(captions: Sequence[_Caption], speakers: Sequence[str | None]) -> Iterator[str]:
    """Yield the words of each caption; where nearly all name their speaker, without the name that the one before has as well."""
    each = _NEARLY_ALL * len(captions) <= sum(_written(caption)[1] is not None for caption in captions)
    for at, (caption, speaker) in enumerate(zip(captions, speakers, strict=True)):
        words = " ".join(line.words for line in caption.lines)
        again = each and at and speaker and speakers[at - 1] == speaker
        yield words.removeprefix(f"{speaker}:").lstrip() or words if again else words


def _written(caption: _Caption) -> tuple[bool, str | None]:
    words = caption.lines[0].words
    mark = NEW_SPEAKER.match(words)
    words = words[mark.end() :] if mark else words.removeprefix("- ")
    found = said(words)
    return bool(mark), found[0] if found and is_name(found[0]) else None
