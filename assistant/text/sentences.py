"""Cut a document into the units that a citation may quote: sentences, list items, headings, captions, table rows.

1. blocks that run on (over a page break, from caption to caption) are taken together;
2. a heading, a table row or a short list item is one unit;
3. anything else is cut after ``. ! ?`` where a new sentence begins, but not after an abbreviation or an initial; in a text
   that is in lower case throughout any word may begin one;
4. captions with hardly any punctuation are cut before the words that open a clause in talk ("so I …", "but what …"), else after
   a few captions: a caption of a recogniser is a line of print and no sentence;
5. what is still longer than ``LONGEST_SENTENCE`` is cut at its last semicolon, comma or space before that.

The cuts are found in the reading text and mapped back, so every unit is an exact span of the stored text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.text.markdown_marks import LINK_END, is_marked
from assistant.text.months import SHORT_MONTH
from assistant.text.patterns import any_case, as_written
from assistant.text.reading_text import HYPHENS, NOTE, Shadow, continues, of_segments, shadow
from assistant.text.years import YEAR
from assistant.types import Document, Segment

LONGEST_SENTENCE = 900  # characters; the embedder reads about a thousand
SHORT_ITEM = 400  # characters up to which a list item is one unit
UNPUNCTUATED = 50  # words to a sentence, from which on captions have no punctuation to speak of
CLAUSE = (12, 32)  # words of a unit of such captions, at least and at most

ENDED = re.compile(r"[.!?…][\"'”’)\]]*$")
"""The end of a text that is not broken off: a stop, and what closes behind it."""

_NOTE = as_written(NOTE)
_MARKED_END = as_written(LINK_END)  # of a link that holds the end of a sentence: "[Read on.](a.html)"
_NOTE_BEFORE = as_written(rf"(?<!\S){NOTE}\Z")
_LONGEST_NOTE = 12  # characters of the numbers of notes
_STOP = re.compile(r"(?<=[.!?])\s+")
_WORDED = re.compile(r"\w")
_SOURCE = (  # "[Smith, Ports, p. 7]"
    rf"\[(?=[^\[\]]{{0,160}}(?:\bpp?\.\s?\d|\b{YEAR}\b|\b[Cc]it\.|\b[Ii]bid\b))[^\[\]]{{3,200}}\]"
)
_NOTED = (  # the number of a footnote behind the stop, raised in print: "the regulator.2", "since 1911.1"
    rf"(?:(?<=[^\W\d_][.!?])|(?<=[.!?][\"'”’)\]])|(?<=(?<![$£€\d.,]){YEAR}\.))\d{{1,3}}(?:[,–-]\d{{1,3}})*"
)
_END = re.compile(
    rf"(?<![.!?…])[.!?…]++[\"'”’)\]]*(?:\[\u2060?\d+\]|{_NOTED})*(?:\s+{_SOURCE}(?=\s))?\s+(?=[\"'“‘(\[—–•▪●-]*\s*[A-Z0-9£$€À-Þ])"
)
_OPENERS = "\"'“‘([—–•▪●- \t"  # what may stand between the end of a sentence and the first letter of the next
_LEADS_ON = r"Mr|Mrs|Ms|Messrs|Dr|Prof|Rev|Hon|Gov|Sen|Rep|Maj|Cllrs?|St|[Oo]p|e\.g|i\.e|cf|vs|Figs?|Nos?|pp"  # ends no sentence
_ABBREVIATION = re.compile(
    rf"(?:\b(?:{_LEADS_ON}|{SHORT_MONTH}|Gen|Brig|Adm|Cmdr|Col|Capt|Lt|Sgt|Mt|Jr|Sr|Inc|Ltd|Co|Corp|LLC|plc|Eq|Sec|Ch|Vol|Ed|Eds|p|al"
    r"|etc|approx|viz|ca|[Ii]bid|Art|para|Dept|Univ|Assn|Bros|Ave|Blvd)"
    r"|(?:^|[\s(])[A-Z](?:\.[A-Z])*"
    r"|(?:^|[\s(])(?![ap]\.m\.)[A-Za-z](?:\.[A-Za-z])+"  # "Sp. z o.o. Poland"
    r"|(?<=[\w.)] )v)\.$"  # "Roe v. Wade"
)
_END_IN_LOWER_CASE = re.compile(_END.pattern.replace(f"|{_NOTED}", "").replace("[A-Z0-9", "[a-z0-9"))
_ABBREVIATION_IN_LOWER_CASE = any_case(_ABBREVIATION.pattern)
_ALWAYS_MID_SENTENCE = re.compile(rf"\b(?:{_LEADS_ON}|(?<=[\w.)] )v)\.$")
_PROVISION = re.compile(r"\b(?:ss?|cl|sch|reg|para|paras|r|ch)\.$")  # before a number: "a s. 106 agreement"
_WORD = re.compile(r"\S+")
_OPENS_CLAUSE = any_case(  # what begins a clause in talk, where a word follows that a clause begins with
    r"(?<=\s)(?:(?:and|but|or|so|now|then|well|okay|because|all right|you know)\s+){1,3}"
    r"(?=(?:I|we|you|he|she|it|they|there|here|this|that|these|those|the|what|when|where|if|how|in|over|after|before|let|my|our|some|everybody|nobody)"
    r"(?:['’]\w+)?\b)"
)
_NUMBER = any_case(  # "in four ways: 1. By rail", "Table 1. Harbours"
    r"(?:(?:\A|\n)\W*(?:\d{1,2}\.){0,3}|[:;.!?]\s+\W*)(?:\d{1,2}|(?:Table|Figure|Box|Chart|Exhibit)\s+[A-Z]?\d+(?:\.\d+)*)\.\Z"
)
_ENUMERATED = re.compile(r"(?<=[:;])\s+(?=\(?\d{1,2}[.)]\s+[A-Z])|(?<=\S)\s+(?=[•▪●]\s+[^\W\d])")


@dataclass(frozen=True, slots=True)
class Unit:
    """A quotable span and the segment that it begins in (its index in the document's segments)."""

    start: int
    end: int
    segment: int

    @property
    def span(self) -> tuple[int, int]:
        """Where it begins and ends."""
        return self.start, self.end


def units(document: Document) -> list[Unit]:
    """Return the units of the body in order; together they hold every character of it that is not white space."""
    found: list[Unit] = []
    for block in _blocks(document):
        text = of_segments(document, block, block[0].start, block[-1].end)
        found += (_unit(document, text, start, stop) for start, stop in _cuts(text, block))
    return found


def parts(document: Document, unit: Unit) -> list[Unit]:
    """Cut a unit that is too long for the embedder into two or three, at its softest points; one character stays whole."""
    text = shadow(document, *unit.span)
    longest = max(1, len(text.text) * 2 // 3)
    return [_unit(document, text, start, stop) for start, stop in _shortened(text.text, 0, len(text.text), longest)]


def _unit(document: Document, text: Shadow, start: int, stop: int) -> Unit:
    begin, end = text.span(start, stop)
    if stop < len(text.text) and end < text.source(stop) and document.text[end] in HYPHENS:
        end += 1  # cut inside a word that a line end has parted: the reading text does not have its hyphen
    if behind := (_MARKED_END if is_marked(document.id) else _NOTE).match(document.text, end):
        end = behind.end()
    if note := _NOTE_BEFORE.search(document.text, max(0, begin - _LONGEST_NOTE), begin):
        begin = note.start()
    return Unit(begin, end, bisect_right(document.starts, begin) - 1)


def _blocks(document: Document) -> Iterator[list[Segment]]:
    """Group body segments that run on into each other."""
    block: list[Segment] = []
    for segment in document.segments:
        if not segment.is_body:
            continue
        if block and not continues(document.text, block[-1], segment):
            yield block
            block = []
        block.append(segment)
    if block:
        yield block


def _cuts(text: Shadow, block: list[Segment]) -> Iterator[tuple[int, int]]:
    """Yield the spans of the units within the reading text of one block."""
    role, length = block[0].role, len(text.text.rstrip())
    if role in ("heading", "row") or (role == "item" and length <= SHORT_ITEM):
        marks = [0, length]
    else:
        ends = sentence_ends(text.text)
        spoken = role == "caption" and len(block) > 1 and len(text.text.split()) >= UNPUNCTUATED * (1 + len(ends))
        marks = [0, *(_clause_starts(text, block) if spoken else ends), length]
    for start, end in pairwise(marks):
        yield from _shortened(text.text, start, end)


def _clause_starts(text: Shadow, block: list[Segment]) -> Iterator[int]:
    """Yield where the clauses of talk without punctuation begin, the first left out: of ``CLAUSE`` words each, as far as may be."""
    fewest, most = CLAUSE
    opens = {match.start() for match in _OPENS_CLAUSE.finditer(text.text)}
    begins = set(_run_starts(text, block))
    count, caption = 0, 0
    for word in _WORD.finditer(text.text):
        at = word.start()
        if at in begins:
            caption, since = at, count
        if count >= fewest and at in opens:
            yield at
            count = 0
        elif count >= most and caption:
            yield caption
            count, caption = count - since, 0
        count += 1


def _run_starts(text: Shadow, block: list[Segment]) -> Iterator[int]:
    begins = {segment.start for segment in block}
    return (start for start, source in zip(text.starts, text.sources, strict=True) if source in begins)


def sentence_ends(text: str) -> list[int]:
    """Return the offsets at which a new sentence begins, but the first; what is counted out begins at its number or bullet."""
    if text.islower():
        return sorted([*(match.end() for match in _ENUMERATED.finditer(text)), *_ends_in_lower_case(text)])
    return _ends_in_mixed_case(text)


def sentence_ends_as_written(text: str) -> list[int]:
    """Return the offsets at which a new sentence begins, none of which is moved by what is written behind it.

    As :func:`sentence_ends`, but what stands before the first capital is read as a text without any, whether or not one follows.
    """
    capital = next((at for at, letter in enumerate(text) if letter.isupper()), len(text))
    opened = len(text[:capital].rstrip(_OPENERS))
    before = [end for end in sentence_ends(text[:capital]) if end <= opened]
    return [*before, *(end for end in _ends_in_mixed_case(text) if end > opened)] if capital < len(text) else before


def _ends_in_mixed_case(text: str) -> list[int]:
    ends = [match.end() for match in _ENUMERATED.finditer(text)]
    for match in _END.finditer(text):
        before = text[max(0, match.start() - 24) : match.start() + 1]
        if _ALWAYS_MID_SENTENCE.search(before) or _numbers(text, match.start() + 1):
            continue
        if text[match.end()].isdigit() and _PROVISION.search(before):
            continue
        if _ABBREVIATION.search(before) and not _STARTER.match(text, match.end()):
            continue  # "U.S. Senate", but not "… in the U.S. The next"
        ends.append(match.end())
    return sorted(set(ends))


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the sentences of ``text[start:end]``, without the white space around them; a mark by itself is none."""
    part = text[start:end]
    pieces = ((a, part[a:b]) for a, b in pairwise([0, *sentence_ends(part), len(part)]))
    return [(start + a + len(p) - len(p.lstrip()), start + a + len(p.rstrip())) for a, p in pieces if _WORDED.search(p)]


def sentences_over(document: Document, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the sentences, and of the parts of a list, that a stretch of a document touches."""
    touched = (unit for unit in units(document) if unit.start < end and start < unit.end)
    spans = (span for unit in touched for span in sentence_spans(document.text, *unit.span))
    return [span for span in spans if span[0] < end and start < span[1]]


def cut_at_stops(text: str) -> list[str]:
    """Cut a text behind each stop that white space follows, that of "Dr." too: rougher than :func:`sentence_spans`, and quicker."""
    return _STOP.split(text)


def without_capitals(text: str, at: int) -> bool:
    """Say whether the line of a text that an offset stands in is in lower case throughout."""
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)].islower()


def _ends_in_lower_case(text: str) -> Iterator[int]:
    """Yield where sentences begin in a text without a capital: whatever follows an abbreviation belongs to its sentence."""
    for match in _END_IN_LOWER_CASE.finditer(text):
        before = text[max(0, match.start() - 24) : match.start() + 1]
        if not _ABBREVIATION_IN_LOWER_CASE.search(before) and not _numbers(text, match.start() + 1):
            yield match.end()


def _numbers(text: str, end: int) -> bool:
    """Say whether a full stop belongs to the number of what follows it: "1. By rail", "Table 1. Harbours"."""
    if not text[end - 2 : end - 1].isdigit():
        return False
    return bool(_NUMBER.search(text[max(0, end - 40) : end]))


_STARTER = re.compile(
    r"[\"'“‘(]*(?:The|A|An|In|On|At|It|This|That|These|Those|We|He|She|They|But|And|However|If|When|For|There|Our|As|To|By|From|With)\b"
)


def _shortened(text: str, start: int, end: int, longest: int = LONGEST_SENTENCE) -> Iterator[tuple[int, int]]:
    """Trim white space, and cut what is too long at its softest point."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > longest:
        cut = _softest(text, start, start + longest)
        yield start, start + len(text[start:cut].rstrip())
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        yield start, end


def _softest(text: str, start: int, limit: int) -> int:
    """Return where to cut: after a newline, semicolon, comma or space in the second half, else at the limit."""
    window = text[start:limit]
    for mark in ("\n", "; ", ", ", " "):
        found = window.rfind(mark)
        if found > len(window) // 2:
            return start + found + len(mark)
    return limit
