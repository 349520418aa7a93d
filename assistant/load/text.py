"""Read plain text: the file is the text, and its layout is read from blank lines, line widths and bullets.

1. Decode the bytes (:func:`decode`); newlines become ``\\n`` and nothing else changes, so offsets are offsets into the file. The
   layout of a mail is read without the ">" before the lines that it quotes, which are furniture.
2. Front matter is metadata, and so is the head of a mail. If most of the rest is "Name: words", it is a transcript and
   :mod:`.transcript` reads it.
3. Otherwise cut at blank lines, and each block where its author broke the line on purpose: at a bullet, a table row, or a
   line that ends although the next word would have fitted. A line broken only for width stays in its paragraph.
4. A short line that stands alone, is not a sentence and has text below it is a heading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.errors import UnreadableDocument
from assistant.load.metadata import Value, describe, front_matter, iso_date
from assistant.load.structure import Headings, Line, blocks
from assistant.types import Locator, Reading, Receipt, Role, Segment

BULLET = re.compile(r"(?:\\?[•◦▪‣●○∙·–—*+-]|--|\(?\d{1,3}\\?[.)]|\(?[a-z]\)|\(?[ivx]{1,4}\))(?:\s+|$)")
_WIKI_HEADING = re.compile(r"((?:= ?)+)(?P<title>[^=].*?)((?: ?=)+)")
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)\\?[.)]?\s+(?=[A-Z])")
_NUMBERED_SENTENCE = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\t\s*(?=[A-Z].*[.?!]$)")  # as minutes number their paragraphs
_SENTENCE_WITHIN = re.compile(r"[^\W\d_]{2}[.!?]['\"’”)]?\s+\S")
_REFERENCES = re.compile(r"\s*(?:\[\d+\])+$")  # a sentence that ends in "[1][4]" is one all the same
_NO_HEADING = re.compile(
    r"@|://|^\(.*\)$|^[A-Z][A-Z .]+: |^(?:Also )?(?:[Pp]resent|In attendance|Attendees|Apologies)\b.*: |^[Bb]y |[£$€]\s?\d[\d.,]*$"
)
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]:")
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")  # between the columns of a table that is set with spaces
_LABELLED = re.compile(r"[A-Z][\w’' -]{1,30}: \S")
_LEADS_ON = frozenset("a an at by from in of on the with".split())  # no long line is ended on purpose behind one
_HYPHENATED = re.compile(r"[^\W\d_]-$")  # "Lawrence-" over "Anderson"
_QUOTED = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
_FEWEST_QUOTED, _QUOTED_SHARE = 5, 0.1  # lines with such marks, and their share, from which on a text is a mail
_MAIL_FIELD = re.compile(r"^(From|To|Cc|Bcc|Reply-To|Date|Sent|Subject|Attachments?):[ \t]*(.*)", re.MULTILINE)
_MAIL_HEAD = re.compile(
    rf"\s*(?:{_MAIL_FIELD.pattern.replace('(From', '(?:From').replace('(.*)', '.*')}\n(?:[ \t]+\S.*\n)*){{3,}}", re.MULTILINE
)
_ANSWERED = re.compile(r"(?i)^(?:(?:re|fwd?|aw|wg)\s*:\s*)+")
_WRAPPED_WIDTHS = range(40, 121)
_TITLE_CHARS, _HEADING_CHARS, _HEADING_WORDS = 120, 80, 12


def read_text(data: bytes, name: str) -> Reading:
    """Read a plain text file. Raises UnreadableDocument if it holds no text."""
    from assistant.load.timed import timed
    from assistant.load.transcript import turns

    text, notes = decode(data, name)
    start, values, more = front_matter(text)
    if not start and not more:
        start, values = _mail_head(text)
    quoted = _quoted_lines(text)
    reading = Reading(text, (), receipt=Receipt(notes=(*notes, *_left_out(quoted), *more)))
    reading = describe(reading, values, "front matter")
    said = _QUOTED.sub(lambda mark: " " * len(mark[0]), text) if quoted else text
    segments = turns(said, start, expected=reading.kind == "transcript") or timed(said, start) or plain_segments(said, start)
    return with_segments(reading, start, sorted((*segments, *_outside(quoted, segments)), key=lambda s: s.start), name)


def _quoted_lines(text: str) -> Sequence[tuple[int, int]]:
    """Return the spans of the marks of quoted lines, where a text has them as a mail does."""
    found = [(mark.start(), mark.start() + len(mark[0].rstrip())) for mark in _QUOTED.finditer(text)]
    return () if len(found) < _FEWEST_QUOTED or len(found) < _QUOTED_SHARE * text.count("\n") else found


def _left_out(quoted: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    return (f'the ">" of {len(quoted)} quoted lines are left out',) if quoted else ()


def _outside(spans: Sequence[tuple[int, int]], segments: Sequence[Segment]) -> Iterator[Segment]:
    """Yield furniture for the spans that no segment holds."""
    starts = [segment.start for segment in segments]
    for start, end in spans:
        index = bisect_right(starts, start) - 1
        if index < 0 or segments[index].end <= start:
            yield Segment(start, end, "furniture", segments[max(index, 0)].place)


def _mail_head(text: str) -> tuple[int, Mapping[str, Value]]:
    """Return where the head of a mail ends, and what it says: the subject is its title, who it is from its author."""
    head = _MAIL_HEAD.match(text)
    said = {} if head is None else {key.lower(): words for key, words in _MAIL_FIELD.findall(head[0])}
    subject = _ANSWERED.sub("", said.get("subject", "")).strip()
    if head is None or not subject:
        return 0, {}
    sent = iso_date(said.get("date", said.get("sent", "")).partition(",")[2].strip()) or ""
    author = re.sub(r"\s*[<\[(].*", "", said.get("from", "")).strip('" ')
    return head.end(), {"title": subject, "author": author, "date": sent}


def with_segments(reading: Reading, body_start: int, segments: Sequence[Segment], name: str) -> Reading:
    """Return the reading with its layout, the front matter before ``body_start`` included. Raises UnreadableDocument."""
    if not any(segment.is_body for segment in segments):
        raise UnreadableDocument(
            name, f"no text in the file{' besides its front matter' if body_start else ''}; get it again, or remove it"
        )
    head = _span(reading.text, 0, body_start, "front_matter")
    return replace(reading, segments=(*head, *segments))


def _span(text: str, start: int, end: int, role: Role) -> tuple[Segment, ...]:
    words = text[start:end].strip()
    first = text.find(words, start) if words else start
    return (Segment(first, first + len(words), role),) if words else ()


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file with ``\\n`` newlines and no byte order mark, and notes on how it was decoded.

    A byte order mark decides; then UTF-8; then what charset-normalizer finds most likely. UTF-8 with a few broken bytes is
    read as UTF-8, and the note counts them. Raises UnreadableDocument for bytes that are no text.
    """
    text, notes = _decoded(data, name)
    if "\0" in text:
        raise UnreadableDocument(name, "the file holds zero bytes: it is not text; if it is, save it as UTF-8")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), notes


def _decoded(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of some bytes, and notes on how they were read. Raises UnreadableDocument."""
    for mark, encoding in (
        (b"\xff\xfe\0\0", "utf-32"),
        (b"\0\0\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace")
            broken = text.count("\ufffd")
            return text, (_replaced(broken, encoding.upper()),) if broken else ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if broken * 10 <= sum(character > "\x7f" for character in text) - broken:
        return text, (_replaced(broken, "UTF-8"),)
    from charset_normalizer import from_bytes

    found = from_bytes(data).best()
    if found is None:
        raise UnreadableDocument(name, "the bytes are no text in any known encoding; if they are, save it as UTF-8")
    # A short text in a single-byte encoding looks the same to the detector in a dozen of them; on the web it is cp1252.
    single_byte = len(str(found)) == len(data)
    for encoding in ("cp1252", found.encoding) if single_byte and _is_latin(str(found)) else (found.encoding,):
        try:
            return data.decode(encoding), (f"decoded as {encoding}",)
        except UnicodeDecodeError:
            continue
    raise UnreadableDocument(name, f"the bytes are no valid {found.encoding}")


def _replaced(places: int, encoding: str) -> str:
    return f"what is not valid {encoding} is shown as \ufffd, at {places} {'place' if places == 1 else 'places'}"


def _is_latin(text: str) -> bool:
    letters = [c for c in text if c > "\x7f" and c.isalpha()]
    return all(c < "\u0250" for c in letters)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A span of the text and what it is; ``level`` is that of a heading, from 1."""

    start: int
    end: int
    role: Role
    level: int = 0
    title: str = ""


def plain_segments(text: str, start: int = 0, end: int | None = None) -> tuple[Segment, ...]:
    """Lay out plain text from an offset on; up to ``end`` if the text goes on there in another way."""
    headings = Headings()
    segments: list[Segment] = []
    for piece in _pieces(text, blocks(text, start, end), goes_on=end is not None):
        path = headings.enter(piece.level, piece.title) if piece.role == "heading" else headings.path
        segments.append(Segment(piece.start, piece.end, piece.role, Locator(heading=path)))
    return tuple(segments)


def _pieces(text: str, found: Sequence[tuple[Line, ...]], *, goes_on: bool) -> Iterator[_Piece]:
    levels = _heading_levels(text, found, goes_on)
    for index, block in enumerate(found):
        level = levels.get(index)
        if level is not None:
            head = block[0]
            title = text[head.start : head.end]
            yield _Piece(head.start, block[1].end if _is_underlined(text, block) else head.end, "heading", level, title)
            block = block[2:] if _is_underlined(text, block) else block[1:]
        for start, end, role in line_pieces(text, block):
            wiki = wiki_heading(text[start:end])
            yield _Piece(start, end, "heading", *wiki) if wiki else _Piece(start, end, role)


def wiki_heading(line: str) -> tuple[int, str] | None:
    """Return level and title of a "= Title =" line, as in wiki text; ``None`` for any other."""
    if not (line.startswith("=") and line.endswith("=")):
        return None
    marked = _WIKI_HEADING.fullmatch(line)
    return (marked[1].count("="), marked["title"]) if marked and len(line) <= _TITLE_CHARS else None


def _is_underlined(text: str, block: Sequence[Line]) -> bool:
    return len(block) > 1 and len(block[1]) > 2 and set(text[block[1].start : block[1].end]) in ({"="}, {"-"}, {"~"}, {"*"})


def line_pieces(text: str, block: Sequence[Line]) -> Iterator[tuple[int, int, Role]]:
    """Cut a block of lines where its author broke them on purpose; yield start, end and role of each piece."""
    if not block:
        return
    width = max(map(len, block))
    rows = {line for line in block if _is_row(text[line.start : line.end])}
    rows |= _in_columns(text, block)
    rows = rows if len(rows) > 1 else set()
    start, indent = block[0].start, 0
    previous: Line | None = None
    role: Role = "paragraph"
    for line in block:
        new_role: Role | None = _own_role(text, line, rows)
        if previous is not None and (
            new_role
            or role == "row"
            or _is_deliberate_break(text, previous, line, width=width, start=start, role=role, indent=indent)
        ):
            yield start, previous.end, role
            start, role, indent = line.start, new_role or "paragraph", line.indent
        elif previous is None:
            role, indent = new_role or "paragraph", line.indent
        previous = line
    assert previous is not None
    yield start, previous.end, role


def _in_columns(text: str, block: Sequence[Line]) -> set[Line]:
    """Return the lines in parts set apart by spaces, most of a block with a part that begins or ends at one column."""
    edges: dict[Line, set[int]] = {}
    for line in block:
        begins = {line.indent + gap.end() - line.start for gap in _GAP.finditer(text, line.start, line.end)}
        if begins:
            edges[line] = {*begins, line.indent + len(line)}
    common = Counter(edge for line in edges.values() for edge in line).most_common(1)
    return {line for line, own in edges.items() if common[0][0] in own} if common and 2 * common[0][1] > len(block) else set()


def is_flowing(text: str, block: Sequence[Line]) -> bool:
    """Say whether the lines of a block could be one wrapped paragraph: none is long, a table row or a heading."""
    words = [text[line.start : line.end] for line in block]
    return all(len(line) < _WRAPPED_WIDTHS.stop and wiki_heading(line) is None for line in words) and sum(map(_is_row, words)) < 2


def _is_row(line: str) -> bool:
    """Say whether a line has cells; an item and a numbered sentence are none, though a tab stands behind their number or bullet."""
    head = BULLET.match(line) or _NUMBERED_SENTENCE.match(line)
    return line.startswith("|") or " | " in line or "\t" in line[head.end() if head else 0 :].strip()


def _own_role(text: str, line: Line, rows: set[Line]) -> Role | None:
    """Return the role that a line has by its own looks, or ``None`` if it may belong to the line before."""
    words = text[line.start : line.end]
    if line in rows:
        return "row"
    if (BULLET.match(words) and any(c.isalnum() for c in words[1:])) or words in ("•", "▪", "●"):
        return "item"
    if not any(c.isalnum() for c in words):
        return "furniture"
    return "paragraph" if wiki_heading(words) or _FOOTNOTE.match(words) or _NUMBERED_SENTENCE.match(words) else None


def _is_deliberate_break(text: str, line: Line, following: Line, *, width: int, start: int, role: str, indent: int) -> bool:
    """Say whether the author ended ``line``, in a piece of ``start``, ``role`` and ``indent``, on purpose and not for ``width``."""
    words, next_words = text[line.start : line.end], text[following.start : following.end]
    if role == "furniture" or wiki_heading(words) or (_LABELLED.match(words) and _LABELLED.match(next_words)):
        return True
    if role == "item" and (following.indent > indent or BULLET.fullmatch(text[start : line.end])):
        return False
    if width not in _WRAPPED_WIDTHS:
        return True
    first_word = len(next_words.split(None, 1)[0])
    leads_on = len(line) > 0.6 * width and (words.rsplit(None, 1)[-1] in _LEADS_ON or _HYPHENATED.search(words))
    if leads_on or len(line) + 1 + first_word > width:
        return False
    return not (next_words[0].islower() and words[-1] not in ".!?:" and len(line) > width / 2)


def _heading_levels(text: str, found: Sequence[tuple[Line, ...]], goes_on: bool) -> dict[int, int]:
    """Return the level of each block that is, or begins with, a heading, by the index of the block.

    Lines that end in "!" or "?" count only in a text that has other headings, and only right above a paragraph: a speaker's
    "Who are we?" is no title. Of three or more candidates in a row only the last is one, the others are a list or an address.
    """
    plain, emphatic = set[int](), set[int]()
    for index, block in enumerate(found):
        words = text[block[0].start : block[0].end]
        if _is_underlined(text, block) or (index == 0 and _is_title(text, block)):
            plain.add(index)
        elif len(block) == 1 and _is_heading_like(words):
            (emphatic if words[-1] in "!?" else plain).add(index)
    last = len(found) - (not goes_on)
    if not plain - {0, last}:
        emphatic = set()
    candidates = plain | emphatic
    levels = {}
    for index in sorted(candidates):
        below = index + 1 in candidates
        in_run = below and (index + 2 in candidates or index - 1 in candidates)
        stands = index < last or len(found[index]) > 1
        if index == 0 and index in plain and stands:
            levels[index] = 1
        elif stands and not (in_run or (below and index in emphatic)):
            numbered = _NUMBERED.match(text[found[index][0].start : found[index][0].end])
            levels[index] = 2 + (numbered["number"].count(".") if numbered else 0)
    return levels | _agenda(text, found)


def _agenda(text: str, found: Sequence[tuple[Line, ...]]) -> dict[int, int]:
    """Return the level of each block that opens with an item of an agenda right above what minutes tell of it: "12. Dental access".

    Two at least follow in number, each above a sentence.
    """
    items = {}
    for index, block in enumerate(found):
        head = text[block[0].start : block[0].end]
        numbered = _NUMBERED.match(head)
        if numbered and numbered["number"].isdigit() and len(block) > 1 and _is_heading_like(head):
            below = text[block[1].start : block[1].end]
            if len(below) > len(head) and not _NUMBERED.match(below) and not BULLET.match(below):
                items[index] = int(numbered["number"])
    numbers = set(items.values())
    return {index: 2 for index, number in items.items() if {number - 1, number + 1} & numbers and len(numbers) == len(items)}


def _is_title(text: str, block: Sequence[Line]) -> bool:
    """Say whether the first block begins with a title: a short line alone, above much longer lines, or in capitals above others."""
    words = text[block[0].start : block[0].end]
    alone = len(block) == 1 or min(map(len, block[1:])) > max(80, 1.5 * len(words)) or _in_capitals(text, block)
    return alone and _is_heading_like(words, _TITLE_CHARS, 20) and words[-1] not in "!?"


def _in_capitals(text: str, block: Sequence[Line]) -> bool:
    first, second = (text[line.start : line.end] for line in block[:2])
    return first.isupper() and len(first.split()) > 2 and not second.isupper() and not second.startswith("MINUTES")


def _is_heading_like(words: str, max_chars: int = _HEADING_CHARS, max_words: int = _HEADING_WORDS) -> bool:
    last = _REFERENCES.sub("", words).rstrip("'\"’”)]")[-1:]
    if len(words) > max_chars or last in ".,;:…—–" or _NO_HEADING.search(words) or _is_row(words):
        return False
    if words[-1] in "!?" and len(words.split()) > 8:
        return False
    numbered = _NUMBERED.match(words)
    if BULLET.match(words) and not numbered:
        return False
    letters = words[numbered.end() :] if numbered else words.lstrip("'\"‘’“”([")
    starts_well = letters[:1].isupper() or (letters[:1].isdigit() and any(c.isalpha() for c in letters))
    short = len(words.split()) <= max_words and not _SENTENCE_WITHIN.search(words)
    return starts_well and short and iso_date(words) is None
