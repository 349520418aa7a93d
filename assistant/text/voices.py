"""Who speaks in a document: the person that "I" and "we" stand for where no label says so turn by turn.

A speech does not name its speaker, nor an essay its author; what stands around the text does:

1. the authors that are known of it;
2. its title, where that is of something spoken or written by one person: "Remarks by Jo Bell", "Interview with Jo Bell", "Jo
   Bell's diary";
3. a line among the first ones that only says by whom: "By Jo Bell", "Remarks by Jo Bell, harbour master";
4. the name of its file, of the same form: "keynote-jo-bell-2023.txt".
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.text.block_runs import index_at
from assistant.text.patterns import any_case
from assistant.text.reading_text import reading
from assistant.text.terms import STOP_WORDS
from assistant.types import Document

TALK = ("turn", "caption")  # roles of what is spoken
NAME_LINES = 3  # lines above a turn, among which the last of the one before stands
FRONT = 6  # blocks from the beginning among which a byline stands
LONGEST = 120  # characters of a byline

STYLES = frozenset(
    "mr mrs ms miss mx dr doctor prof professor sir dame lord lady judge justice president minister prime captain colonel general"
    " rev reverend father sister bishop rabbi imam cllr councillor councilor senator mayor governor chair chairman hon".split()
)
"""Words before a name that are none of it."""

_SPOKEN = (
    r"(?:remarks|speech|address|keynote|lecture|talk|sermon|homily|testimony|statement|interview|conversation|oral history|memoirs?"
    r"|diary|diaries|letters?|recollections|reflections|eulogy|monologue|presentation|podcast|blog|column|essay)"
)
_PART = r"(?:[A-Z][\w’'-]*\.?|[A-Z]\.)"
_NAME = rf"(?P<name>{_PART}(?: (?:(?:de|da|la|le|van|von|der|den|al|bin) ){{0,2}}{_PART}){{0,5}})"
_TITLES = (
    re.compile(rf"\b(?i:{_SPOKEN})\b(?: [\w’'-]+){{0,4}}? (?:by|with|from|of|by the) {_NAME}"),
    re.compile(rf"{_NAME}['’]s? (?:[\w-]+ ){{0,6}}?(?i:{_SPOKEN})\b"),
    re.compile(rf"\bby {_NAME}\W*$"),
)
_BYLINE = re.compile(
    rf"\W*(?:(?i:{_SPOKEN}|words|text|written|spoken|given|delivered|told)\b[^.\n]{{0,30}}? )?(?i:by) {_NAME}"
    r"(?:[,;|–—-][^.\n]*)?\W*"
)
_FILE = any_case(rf"(?:^|/)(?=[^/]*(?<![a-z]){_SPOKEN}(?![a-z]))(?P<words>[^/]+?)(?:\.\w+)?$")
_FIRST = re.compile(
    r"\b(?:I(?:['’](?:m|ve|d|ll))?|[Mm]y|[Mm]e|[Ww]e(?:['’](?:re|ve|d|ll))?|[Oo]ur|us|mine|ours|myself|ourselves)\b"
)


def in_first_person(text: str) -> bool:
    """Say whether somebody speaks of himself in a text, or for those he is one of."""
    return bool(_FIRST.search(text))


def voices(document: Document, title: str, authors: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of those by whom a whole document is, as far as something tells."""
    return _told(document.id, title, authors, _opening(document))


def words_over(document: Document, start: int, end: int) -> str:
    """Return what a span is found by beside its words: the headings over it, and who speaks in it without being named there."""
    text = document.text[start:end]
    speakers = dict.fromkeys(s.place.speaker for s in document.segments_in(start, end) if s.is_body and s.place.speaker)
    unnamed = [speaker for speaker in speakers if speaker and speaker not in text]
    return " | ".join([*document.locate(start, end).heading, *unnamed])


def with_who_begins(document: Document, start: int, end: int) -> str:
    """Return a sentence, behind the name of who begins to speak with it where its words have none: captions tell it beside them."""
    words, at = reading(document, start, end), index_at(document, start)
    speaker = document.segments[at].place.speaker
    if not speaker or speaker in words or document.segments[at].start != start:
        return words
    before = next((s.place.speaker for s in reversed(document.segments[max(0, at - NAME_LINES) : at]) if s.is_body), None)
    return words if speaker == before else f"{speaker}: {words}"


def _opening(document: Document) -> tuple[str, ...]:
    """Return the short lines among the first blocks, headings and front matter left out."""
    front = [s for s in document.segments[: 2 * FRONT] if s.role in ("paragraph", "item")][:FRONT]
    return tuple(document.text[s.start : s.end] for s in front if s.end - s.start <= LONGEST)


@lru_cache(maxsize=4096)
def _told(id_: str, title: str, authors: tuple[str, ...], opening: tuple[str, ...]) -> tuple[str, ...]:
    named = [match["name"] for form in _TITLES if (match := form.search(title))]
    signed = [match["name"] for line in opening if (match := _BYLINE.fullmatch(line))]
    return tuple(dict.fromkeys(filter(None, map(without_style, [*authors, *named, *signed, *_in_the_file_name(id_)]))))


def _in_the_file_name(id_: str) -> list[str]:
    """Return the words of a file name but those that say what it is: "jo bell" of "keynote-jo-bell-2023.txt"."""
    match = _FILE.search(id_)
    if match is None:
        return []
    left = re.sub(rf"(?<![a-z]){_SPOKEN}(?![a-z])|[\W\d_]+", " ", match["words"], flags=re.IGNORECASE).split()
    return [" ".join(word for word in left if word.lower() not in STOP_WORDS)]


def without_style(name: str) -> str:
    """Return a name without what stands before it: "Marisol Enright" of "Judge Marisol Enright"."""
    parts = name.split()
    while parts and parts[0].lower().strip(".") in STYLES:
        parts.pop(0)
    return " ".join(parts)
