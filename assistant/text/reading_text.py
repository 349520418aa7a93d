"""The reading text of a span: what a person would read aloud, with the way back to the stored text.

The stored text of a document is never rewritten. Search, ranking and display want it without running heads, with words
joined that a line end has parted, and with each run of white space as one. Of a Markdown file, whose text holds its marks, it is
without them (:mod:`assistant.text.markdown_marks`), and talk is read without the sounds that a transcriber notes
(:mod:`assistant.text.sound_marks`). Letters have one form (:mod:`assistant.text.letter_forms`). A shadow is that text plus a map
from each of its characters to the offset it came from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from assistant.text.letter_forms import OTHER_FORMS, WRITTEN_SO, read_as
from assistant.text.markdown_marks import MARKS, OPENINGS, is_marked
from assistant.text.patterns import as_written
from assistant.text.sound_marks import OPENINGS as SOUND_OPENINGS
from assistant.text.sound_marks import SOUNDED, SOUNDS
from assistant.types import Document, Segment

HYPHENS = "-\u00ad\u2010"
"""What parts a word at a line end; dropped from the reading text there, a soft hyphen within one, too."""

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Makes raised numbers of others."""
_RAISED = "⁰¹²³⁴-⁹"
NOTE = rf"[{_RAISED}]+(?:[,–-][{_RAISED}]+)*"
"""The raised number of a note; dropped behind a word, a year or a stop, and at the head of the note itself."""
SHORT = "as at by is it of on so to up us we"
"""Words of two letters behind which a raised number is that of a note, and no power as it is behind "m" or "km"."""
_SHORT = rf"(?<=\s(?:{SHORT.replace(' ', '|')}))"
_NOTED = (
    rf"(?:(?<=[^\W\d_]{{3}})|{_SHORT}|(?<=\d{{4}})|(?<=\ds)|(?<=[.,;:!?%”\"’)\]])|^(?={NOTE}[^\W\d_{_RAISED}]))(?P<note>{NOTE})"
)
_PARTED = (
    r"(?<=[^\W\d_])[-\u2010]\n\s*(?=[a-z])|(?<=[^\W\d_])\u00ad\s*(?=[^\W\d_])"
    r"|(?:(?<=\d-)|(?<=[^\W_][–—]))(?P<cut>\n)\s*(?=\w)(?!(?:and|or|to)\b)|\s{2,}|[^\S ]"
)
_QUOTE_MARK = r"[ \t]*(?:>[ \t]?)+"  # before a line that a mail quotes
_QUOTED_LINE = as_written(rf"(?:\A|\n){_QUOTE_MARK}[ \t]*\Z")
_LONGEST_MARK = 40
_NOTE = as_written(f"[{_RAISED}]")
_QUOTED = as_written(rf"(?P<quote>\n{_QUOTE_MARK})[ \t]*|{_PARTED}|{_NOTED}", re.MULTILINE)
_JOIN = as_written(rf"(?=[{HYPHENS}\s{_RAISED}])(?:{_PARTED}|{_NOTED})", re.MULTILINE)
_MARKED = as_written(rf"(?=[{HYPHENS}\s{OPENINGS}])(?:{_PARTED}|{MARKS})", re.MULTILINE)
_SPOKEN = as_written(rf"(?=[{HYPHENS}{SOUND_OPENINGS}])(?:{SOUNDS}|{_PARTED})")
_SPOKEN_MARKED = as_written(rf"(?=[{HYPHENS}{SOUND_OPENINGS}{OPENINGS}])(?:{SOUNDS}|{_PARTED}|{MARKS})", re.MULTILINE)
_RESPELT = {
    pattern: as_written(rf"{pattern.pattern}|(?P<letter>{OTHER_FORMS})", re.MULTILINE)
    for pattern in (_QUOTED, _JOIN, _MARKED, _SPOKEN, _SPOKEN_MARKED)
}
"""The same for a text that has other forms of letters, which takes longer."""
_TALK = ("turn", "caption")
_CONTINUES = frozenset({"paragraph", "item", "turn"})
_ENDED = as_written(r"[.!?:;…][\"'”’)\]]*\s*$")
_LOWER = as_written(r"\s*[a-z]")


@dataclass(frozen=True, slots=True)
class Shadow:
    """``text`` and, for each run of it, where it begins in it, and where what it was read from begins and ends in the document."""

    text: str
    starts: tuple[int, ...]
    sources: tuple[int, ...]
    ends: tuple[int, ...]

    def source(self, index: int) -> int:
        """Return the document offset of the character at ``index``."""
        run = bisect_right(self.starts, index) - 1
        return min(self.sources[run] + index - self.starts[run], self.ends[run] - 1)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the document span of ``text[start:end]``, which must not be empty."""
        run = bisect_right(self.starts, end - 1) - 1
        is_last = end == (self.starts[run + 1] if run + 1 < len(self.starts) else len(self.text))
        return self.source(start), self.ends[run] if is_last else self.source(end - 1) + 1


def shadow(document: Document, start: int, end: int) -> Shadow:
    """Return the reading text of a span of a document; blocks stand on lines of their own."""
    return of_segments(document, [s for s in document.segments_in(start, end) if s.is_body], start, end)


def of_segments(document: Document, segments: list[Segment], start: int, end: int) -> Shadow:
    """Join the reading text of consecutive body segments, clipped to the span."""
    text, marked = document.text, is_marked(document.id)
    pieces: list[str] = []
    starts: list[int] = []
    sources: list[int] = []
    ends: list[int] = []
    length = 0

    def copy(piece: str, source: int, end: int) -> None:
        nonlocal length
        if piece:
            pieces.append(piece)
            starts.append(length)
            sources.append(source)
            ends.append(end)
            length += len(piece)

    previous: Segment | None = None
    for segment in segments:
        first, last = max(segment.start, start), min(segment.end, end)
        if previous is not None:
            between = _between(text, previous, segment)
            if not between and pieces[-1].endswith("\u00ad"):
                pieces[-1] = pieces[-1][:-1]
                length -= 1
                ends[-1] -= 1
            copy(between, first - 1, first)
        position, dropped = first, _QUOTED if is_quoted(document, segment) else _dropped(segment.role, marked)
        if not text.isascii() and WRITTEN_SO.search(text, first, last):
            dropped = _RESPELT[dropped]
        for match in dropped.finditer(text, first, last):
            copy(text[position : match.start()], position, match.start())
            read = _read(match)
            copy(read, match.start(), match.start() + 1 if read == " " else match.end())
            position = match.end()
        copy(text[position:last], position, last)
        previous = segment
    return Shadow("".join(pieces), tuple(starts), tuple(sources), tuple(ends))


def _between(text: str, before: Segment, after: Segment) -> str:
    """Return what stands between two blocks: nothing within a word, a space within a sentence, else a new line."""
    if not continues(text, before, after):
        return "\n"
    return "" if text[before.end - 1] in "\u00ad-" and text[before.start : before.end - 1][-1:].isalpha() else " "


def continues(text: str, before: Segment, after: Segment) -> bool:
    """Say whether a block runs on in the next one, as a sentence does over a page or furniture, or from caption to caption."""
    if before.role == after.role == "caption":
        return before.place.speaker == after.place.speaker
    if before.role not in _CONTINUES or after.role != before.role:
        return False
    page = before.place.page
    if page == after.place.page and (page is None or before.role == "turn" or not text[before.end : after.start].strip()):
        return False
    tail = text[max(before.start, before.end - 40) : before.end]
    return not _ENDED.search(tail) and bool(
        _LOWER.match(text, after.start, after.end) or tail.rstrip().endswith(("-", "\u00ad", ","))
    )


def reading(document: Document, start: int, end: int) -> str:
    """Return only the reading text of a span."""
    touched = [s for s in document.segments_in(start, end) if s.is_body]
    if len(touched) == 1 and not _NOTE.search(document.text, start, end) and not is_quoted(document, touched[0]):
        text = document.text[max(start, touched[0].start) : min(end, touched[0].end)]
        return fold(text, marked=is_marked(document.id), spoken=touched[0].role in _TALK)
    return shadow(document, start, end).text


def is_quoted(document: Document, segment: Segment) -> bool:
    """Say whether each line of a block is behind the mark of what a mail quotes, ">", which is not read."""
    text, start = document.text, segment.start
    if is_marked(document.id) or text[max(0, start - 2) : start].strip() != ">":  # Markdown's own marks are not read anyway
        return False
    return bool(_QUOTED_LINE.search(text[max(0, start - _LONGEST_MARK) : start]))


def reading_line(document: Document, span: tuple[int, int]) -> str:
    """Return the reading text of a span on one line."""
    return " ".join(reading(document, *span).split())


def fold(text: str, *, marked: bool = False, spoken: bool = False) -> str:
    """Join words that a line end parts, and fold white space; Markdown goes if ``marked``, what is noted of sounds if heard."""
    respelt = not text.isascii() and WRITTEN_SO.search(text)
    if not (marked or respelt or "  " in text or (SOUNDED if spoken else _NOTE).search(text)) and text.isprintable():
        return text  # in which nothing is to be joined
    dropped = _dropped("turn" if spoken else "", marked)
    return (_RESPELT[dropped] if respelt else dropped).sub(_read, text)


def _dropped(role: str, marked: bool) -> re.Pattern[str]:
    """Return the pattern of what is not read in a block, or is read as a space."""
    if role in _TALK:
        return _SPOKEN_MARKED if marked else _SPOKEN
    return _MARKED if marked else _JOIN


def _read(match: re.Match[str]) -> str:
    """Return as what is read that stands so: white space as a space, unless a stop follows it that talk has apart (" ,")."""
    if match.lastgroup == "letter":
        return read_as(match[0])
    return " " if match.lastgroup == "quote" or (match[0].isspace() and match.lastgroup is None) else ""
