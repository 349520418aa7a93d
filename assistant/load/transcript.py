"""Read who says what in a written transcript: "Name (role): words", and the text exports of Teams, Zoom and Otter.

Five ways of naming the speaker are known; the one that most lines of a text use is taken for all of it:

    Lynne Neagle AM: Good morning.                 words after the name
    Lynne Neagle   0:05                            Otter, Teams: name and time, words below
    Lynne Neagle (00:00:05): Good morning.         podcasts, recorders: the same, words below or after them
    00:01:07 From Lynne Neagle to Everyone: Hello  Zoom chat: time, name, words
    0:0:1.5 --> 0:0:4.2                            older Teams: times, name below, words below that
    Lynne Neagle AM                                Hansard, pages of talk: the name alone, words below

A text is a transcript when such lines begin most of its paragraphs and at least one name comes back; so are a web page and a PDF,
whose blocks are known already (:func:`turns_in`). Times are kept where they count from the start of the recording; times of day
are not positions and are left out. Lines that tell of the talk ("Room: 4", "Presenter: Jo Bell") and words behind ">>" without a
name are nobody's of those who are named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.load.structure import Headings, Line, blocks, lines
from assistant.types import Locator, Segment

CLOCK = r"\d{1,3}(?::\d{1,2}){1,2}(?:[.,]\d{1,3})?"
_ROLE = r"(?:\s{0,3}\((?:[^()\n]|\([^()\n]{0,120}\)){0,160}\))?"
_NAME = r"[^\s:|<>()\[\]*#\d][^:|<>()\[\]*\n]{0,59}?"
_SAID = re.compile(rf"(?P<bold>\*\*|__)?(?P<name>{_NAME}{_ROLE})(?:\*\*|__)?:(?:\*\*|__)?(?=\s|$)")
_GAP = r"(?:\s{2,40}|\t|\s?[\[(]|\s(?=\d))"
_TIMED = re.compile(rf"\[?(?P<name>{_NAME}{_ROLE})\]?{_GAP}\s{{0,3}}(?P<clock>{CLOCK})[\])]?")
_TIMED_SAID = re.compile(
    rf"(?P<bold>\*\*|__)?(?P<name>{_NAME}{_ROLE})(?:\*\*|__)?\s{{0,3}}[\[(](?P<clock>{CLOCK})[\])](?:\*\*|__)?:?(?:\*\*|__)?(?=\s|$)"
)
_TO = r"(?:\s{1,3}to\s{1,3}[^:\n]{1,60})?"
_CHAT = re.compile(rf"\[?(?P<clock>{CLOCK})\]?\s{{1,9}}(?:From\s{{1,3}})?(?P<name>{_NAME}{_ROLE}){_TO}\s{{0,3}}:(?=\s|$)")
_RANGE = re.compile(rf"(?P<clock>{CLOCK})\s{{0,9}}-->\s{{0,9}}(?P<until>{CLOCK})")
_LABEL = re.compile(
    r"date|time|title|subject|source|url|https?|present|attendees|apologies|location|venue|notes?|project|recorded|duration"
    r"|agenda|abstract|(?:[\w'’]+ ){0,2}summary|keywords|warning|example|figure|table|ps|authors?|license|citation|retracted"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|for example|for instance|that is|in short",
    re.IGNORECASE,
)
_ELAPSED_AT_MOST = 1800.0  # seconds of the first time, up to which it counts from the beginning and is no time of day
_FULL = r"[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){1,3}"
_INITIALS = re.compile(rf"\b(?P<name>{_FULL}) \((?P<short>[A-Z]{{2,4}})\)|\b(?P<before>[A-Z]{{2,4}}) ?[=–-] ?(?P<behind>{_FULL})")
_HEAD = 3000  # characters in which a text says whose initials it has
NEW_SPEAKER = re.compile(r"(?:>>|≫|&gt;&gt;)\s*")
_HASHED = re.compile(r"#{1,6}\s+\S")
_VALUE = re.compile(  # what a label is followed by where nobody says it: names, a place, a time
    r"(?=.*[a-z])(?:(?:[A-Z]\.|[A-Z\d(][\w'’:–-]*[),]*)(?:\s+(?:(?:and|&|of|de|the|van|von|in)\s+)?|$)){2,8}"
)
_BARE = re.compile(r"(?:[A-Z][\w.’'-]*)(?: (?:(?:of|the|for|and) )*[A-Z(][\w.,’'()&-]*){0,7}")  # a name without a colon
_SMALL = re.compile(r"(?<![\w’'-])[a-z][\w’'-]*")
_CALLED = re.compile(
    r"(?:The |Madam )?(?:Vice-?|Deputy )?(?:Chair\w*|Speaker|Interviewer|Interviewee|Host|Moderator|Facilitator|Presenter)(?: \d+)?"
)
_IN_PERSON = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Oo]ur|[Mm]y|[Uu]s|[Mm]e)\b")
_LINE = 60  # characters; what is longer is no heading or label
_OPENING = 200  # characters in which a name and a colon, or a time, begin a turn
_WORDED = ("paragraph", "item")  # blocks that may be said by somebody
Before = Callable[[str, int, int], Sequence[Segment]]


@dataclass(frozen=True, slots=True)
class _Heard:
    """A line that names a speaker, or ends the words of the one before ("" for a name).

    ``alone``: the words come on the lines below it; ``head_end``: where the words begin behind a name and a time.
    """

    name: str
    alone: bool
    start_seconds: float | None = None
    end_seconds: float | None = None
    head_end: int | None = None


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


def turns(text: str, start: int = 0, *, expected: bool = False, before: Before | None = None) -> tuple[Segment, ...] | None:
    """Lay out a transcript from an offset on, or return ``None`` if the text is not one.

    Args:
        expected: the document says that it is a transcript, so a fifth of its paragraphs is enough.
        before: lays out what stands before the first speaker; as plain text where it is left out.
    """
    found = _parted(text, blocks(text, start))
    heard = _heard(text, found, expected)
    names = _initials(text[start : start + _HEAD]) if heard else {}
    heard = {at: replace(h, name=names.get(h.name, h.name)) for at, h in heard.items()}
    return tuple(_segments(text, found, heard, before)) if heard else None


def turns_in(text: str, laid_out: Sequence[Segment]) -> tuple[Segment, ...] | None:
    """Return the blocks of a page or report with who says them, up to a heading; ``None`` where nothing is said in person."""
    worded = [segment for segment in laid_out if segment.role in _WORDED]
    long = [segment.start for segment in worded if segment.end - segment.start > _LINE]
    opened = sum(":" in text[at : at + _OPENING] or "\n" in text[at : at + _LINE] for at in long)
    if max(opened, len(worded) - len(long)) * 2 < len(long):
        return None
    heard = _heard(text, [_lines_of(text, segment) for segment in worded], expected=False)
    return tuple(_with_speakers(text, laid_out, heard)) if heard and _is_in_person(text, heard) else None


def _lines_of(text: str, segment: Segment) -> tuple[Line, ...]:
    return tuple(line for line in lines(text, *segment.span) if line is not None)


def _with_speakers(text: str, laid_out: Sequence[Segment], heard: dict[int, _Heard]) -> Iterator[Segment]:
    speaker: _Heard | None = None
    for segment in laid_out:
        if segment.role == "heading":
            speaker = None
        for start, end, opening in _runs(_lines_of(text, segment), heard) if segment.role in _WORDED else ():
            speaker = opening or speaker
            if speaker is None:
                yield replace(segment, start=start, end=end)
            else:
                yield from _turn(text, start, end, speaker, opening, segment.place)
        if segment.role not in _WORDED:
            yield segment


def _initials(head: str) -> dict[str, str]:
    """Return the names that the head of a text gives initials for: "Morag Sinclair (MS), weaver", "PH = Peter Hale"."""
    found = ((m["short"] or m["before"], m["name"] or m["behind"]) for m in _INITIALS.finditer(head))
    return {short: name for short, name in found if short == "".join(part[0] for part in name.split())}


def _heard(text: str, found: Sequence[tuple[Line, ...]], expected: bool) -> dict[int, _Heard]:
    """Return the lines that name a speaker by the offset they start at; none where the text is no transcript."""
    share = 0.2 if expected else 0.5
    count = sum(map(len, found))
    for form in (_ranges, _timed, _chats, _saids, _alone):
        named = form(text, found)
        heard = {offset: h for offset, h in named.items() if h.name}
        heads = sum(block[0].start in heard for block in found) * (2 if form is _alone else 1)  # a paragraph for each, the least
        paragraphs = sum(len(block) > 1 or len(block[0]) > _LINE or block[0].start in heard for block in found)
        most = heads >= share * paragraphs or len(heard) >= share * count
        if (
            most
            and len(heard) >= 2
            and (expected or _is_conversation(text, heard))
            and (form is not _alone or _is_in_person(text, heard))
        ):
            return {offset: h for offset, h in _with_ends(named).items() if h.name or offset > min(heard)}
    return {}


def _is_conversation(text: str, heard: dict[int, _Heard]) -> bool:
    """Tell a conversation, of two people at least whose names come back, from a list of values, or of questions and answers."""
    names = Counter(h.name for h in heard.values() if len(h.name) > 1)
    spoken = sum(len(_first_words(text, start, h).split()) > 2 for start, h in heard.items())
    timed = any(h.start_seconds is not None for h in heard.values())
    come_back = names.total() >= 4 / 3 * len(names)
    return (len(names) > 1 or timed) and come_back and len(heard) >= 3 and 2 * spoken > len(heard)


def _is_in_person(text: str, heard: Mapping[int, _Heard]) -> bool:
    """Say whether a third of the turns say "I", "we" or "you", as talk does."""
    return 3 * sum(bool(_IN_PERSON.search(_first_words(text, start, h))) for start, h in heard.items()) >= len(heard)


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
        offset: replace(h, end_seconds=end if end is None or end >= (h.start_seconds or 0) else None)
        if elapsed
        else replace(h, start_seconds=None, end_seconds=None)
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
    """Lines of a name and a time, alone or with what is said behind them."""
    return _clocked(
        found, lambda line: _TIMED.fullmatch(text, line.start, line.end) or _TIMED_SAID.match(text, line.start, line.end)
    )


def _chats(text: str, found: Sequence[tuple[Line, ...]]) -> dict[int, _Heard]:
    """Lines as a chat is saved: a time, then a name."""
    return _clocked(found, lambda line: _CHAT.match(text, line.start, line.end))


def _clocked(found: Sequence[tuple[Line, ...]], head: Callable[[Line], re.Match[str] | None]) -> dict[int, _Heard]:
    """Return who is heard where lines begin with such a head, which has a name and a clock."""
    heard = {}
    for line in (line for block in found for line in block):
        match = head(line)
        if match and is_name(match["name"]):
            alone = match.end() == line.end
            name = " ".join(match["name"].split())
            heard[line.start] = _Heard(name, alone, seconds(match["clock"]), head_end=None if alone else match.end())
    return heard


def _saids(text: str, found: Sequence[tuple[Line, ...]]) -> dict[int, _Heard]:
    """Lines that begin with ">>" or a name and a colon; within a paragraph if it comes back or begins one, or every other line."""
    spoken = [(i, line, *_said_in(text, line)) for block in found for i, line in enumerate(block)]
    tell = _tell_of_the_talk(text, found, [(line, who) for _, line, who, _ in spoken if who])
    names = Counter(who[0] for _, _, who, _ in spoken if who and who[0] not in tell)
    leading = {who[0] for i, _, who, _ in spoken if who and i == 0}
    by_line = 2 * names.total() >= len(spoken)
    heard = {}
    for _, line, who, changes in spoken:
        if (changes and who is None) or (who and who[0] in tell):
            heard[line.start] = _Heard("", False)
        if who is None or who[0] in tell or _LABEL.fullmatch(who[0]):
            continue
        if by_line or names[who[0]] > 1 or who[0] in leading:
            heard[line.start] = _Heard(who[0], line.start + who[1] >= line.end)
    return heard


def _alone(text: str, found: Sequence[tuple[Line, ...]]) -> dict[int, _Heard]:
    """Names on a line of their own, over the words: in a text where most lines of that look that come back are names.

    A name has a word that the text never writes small ("Key findings" has none), and seldom follows itself. A line of that
    look over another is a heading, and one that is no name ends the words of the one before.
    """
    heads = [pair for block, below in pairwise([*found, ()]) if len(pair := (*block, *below)[:2]) > 1]
    bare = {line.start: text[line.start : line.end] for head in heads for line in head}
    bare = {start: words for start, words in bare.items() if _BARE.fullmatch(words) and is_name(words)}
    named = {line.start: bare[line.start] for line, below in heads if line.start in bare and below.start not in bare}
    often = Counter(named.values())
    often -= Counter(dict.fromkeys(often, 1))
    small = frozenset(_SMALL.findall(text)) if len(often) > 1 else frozenset()
    names = {
        n
        for n in named.values()
        if _CALLED.match(n) or any(len(w) > 2 and w.lower() not in small for w in n.split(" (")[0].split())
    }
    again = sum(name == later for name, later in pairwise(named.values()))
    if len(often) < 2 or 2 * sum(often[name] for name in names) <= often.total() or 4 * again > len(named):
        return {}
    names.update(often)
    return {start: _Heard(words if words in names else "", words in names) for start, words in bare.items()}


def _said_in(text: str, line: Line) -> tuple[tuple[str, int] | None, bool]:
    """Return the speaker of a line and where the words begin in it, and whether ">>" marks a change of speaker."""
    mark = NEW_SPEAKER.match(text, line.start, line.end)
    at = mark.end() if mark else line.start
    who = said(text[at : line.end])
    return (who[0], who[1] + at - line.start) if who else None, mark is not None


def _tell_of_the_talk(text: str, found: Sequence[Sequence[Line]], spoken: Sequence[tuple[Line, tuple[str, int]]]) -> set[str]:
    """Return the labels that are no speakers: only names, places or times stand behind them ("Presenter: Jo Bell")."""
    behind: dict[str, list[str]] = {}
    for line, (name, at) in spoken:
        behind.setdefault(name, []).append(text[line.start + at : line.end].strip())
    tell = {name for name, told in behind.items() if all(map(_VALUE.fullmatch, told))}
    labels = {line: name for line, (name, _) in spoken}
    for block in found:
        first = [labels[line] for line in block if line in labels]
        if any(len(behind[name]) > 1 for name in first):
            break
        if 1 < len(first) == len(block):
            tell.update(first)
    return tell


def _parted(text: str, found: Sequence[tuple[Line, ...]]) -> list[tuple[Line, ...]]:
    """Part blocks of lines where a "## Heading" stands: it is a block by itself."""
    parted: list[tuple[Line, ...]] = []
    for block in found:
        alone = [i for i, line in enumerate(block) if _HASHED.match(text, line.start, line.end)]
        marks = sorted({0, len(block), *alone, *(i + 1 for i in alone)})
        parted += [block[a:b] for a, b in pairwise(marks)]
    return parted


def _segments(text: str, found: Sequence[tuple[Line, ...]], heard: dict[int, _Heard], before: Before | None) -> Iterator[Segment]:
    """Yield a turn for each paragraph that is spoken, and what stands before and between the turns as its format has it."""
    from assistant.load.text import plain_segments

    first = min(heard)
    if found[0][0].start < first:
        yield from (before or plain_segments)(text, found[0][0].start, first)
    headings = Headings()
    speaker: _Heard | None = None
    for index, block in enumerate(found):
        lines = [line for line in block if line.start >= first]
        following = found[index + 1][0].start if index + 1 < len(found) else -1
        hashed = bool(lines) and _HASHED.match(text, lines[0].start, lines[0].end)
        alone = lines and len(block) == 1 and lines[0].start not in heard
        if hashed or (alone and following in heard and _is_heading(text, lines[0])):
            title = text[lines[0].start : lines[0].end]
            level = len(title) - len(title.lstrip("#")) or 2
            yield Segment(lines[0].start, lines[0].end, "heading", Locator(heading=headings.enter(level, title.lstrip("# "))))
            continue
        for start, end, opening in _runs(lines, heard):
            speaker = opening or speaker
            yield from _turn(text, start, end, speaker, opening, Locator(heading=headings.path))


def _runs(lines: Sequence[Line], heard: dict[int, _Heard]) -> Iterator[tuple[int, int, _Heard | None]]:
    """Cut the lines of a block where the speaker changes; yield start, end and the line that opens the run."""
    start = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index].start in heard:
            yield lines[start].start, lines[index - 1].end, heard.get(lines[start].start)
            start = index


def _turn(text: str, start: int, end: int, speaker: _Heard | None, opening: _Heard | None, place: Locator) -> Iterator[Segment]:
    """Yield the words of a paragraph of a turn, without a name and a time in front; behind a label of nobody it is one itself."""
    if speaker and speaker.name:
        place = replace(place, start_seconds=speaker.start_seconds, end_seconds=speaker.end_seconds, speaker=speaker.name)
    head_end = _head_end(text, start, end, opening)
    if head_end is not None:
        yield Segment(start, start + len(text[start:head_end].rstrip()), "furniture", place)
        rest = text[head_end:end]
        start = head_end + len(rest) - len(rest.lstrip())
    if start < end:
        yield Segment(start, end, "paragraph" if opening and not opening.name else "turn", place)


def _head_end(text: str, start: int, end: int, opening: _Heard | None) -> int | None:
    """Return where the head of a turn ends that nobody said: the line with the name alone, or name and time before the words."""
    if opening is None or not opening.alone:
        return opening.head_end if opening else None
    line_end = text.find("\n", start, end)
    if _RANGE.match(text, start):
        line_end = text.find("\n", line_end + 1, end)
    return end if line_end < 0 else line_end


def _is_heading(text: str, line: Line) -> bool:
    words = text[line.start : line.end]
    return words.startswith("#") or (len(line) <= 80 and words[0].isupper() and words[-1] not in ".,;:!?…")
