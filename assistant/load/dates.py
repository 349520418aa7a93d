"""When a document is from, where all that its format tells for certain is when the file was made.

A file may be made long after its document: scanned, saved again, exported anew. So, of what is there:

1. the publication date that its XMP metadata declares;
2. the date printed on its first page, in a line that is an imprint and no sentence: "Transport Commons, March 2021",
   "Published 3 May 2016", "© 2016";
3. the day the file was made; but where its title or its name bears a year of its own ("Spending together 2012") or a day
   ("2014-08-07 press conference") and the file was made later than in the year after, that year or day.

A text or Markdown that names no date in its front matter is dated by what it prints, else by the day in the name of its file.

The day the file was made is kept wherever it is only more exact than what was found. A date after it is not believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.load.metadata import iso_date
from assistant.text.cells import is_row
from assistant.text.years import RECENT_YEAR

FRONT = 20  # lines of the first page among which an imprint stands
LONGEST = 120  # characters of such a line
FIRST_FILES = 1993  # no PDF is older, so a file made then or later of a document from before tells nothing of it

_YEAR = re.compile(rf"(?<!\d){RECENT_YEAR}(?!\d)")
_DAY = re.compile(rf"(?<!\d)(?P<year>{RECENT_YEAR})(?P<gap>[-_. ]?)(?P<month>[01]\d)(?P=gap)(?P<day>[0-3]\d)(?!\d)")
_LABEL = re.compile(
    r"(?:(?:first |re-?)?(?:published|issued|released|revised|updated|dated)|(?:publication |release |issue )?date|last \w+"
    r"|(?:minutes|notice|letter|memo|memorandum|circular|bulletin|statement) (?:of|dated))"
    r"(?: (?:in|on))?\W+",
    re.IGNORECASE,
)
_RIGHTS = re.compile(rf"(?:©|\(c\)|copyright)\W*(?P<year>{RECENT_YEAR})\b(?!\s*[-–]\s*\d)", re.IGNORECASE)
_DATE = re.compile(
    r"\d{4}(?:-\d\d){0,2}|\d{1,2}[./]\d{1,2}[./]\d{4}"
    r"|(?:\w{3,9},? )?(?:\d{1,2}(?:st|nd|rd|th|\.)? (?:of )?)?[^\W\d_]{3,10}\.?,? (?:\d{1,2}(?:st|nd|rd|th)?,? )?\d{4}"
)
_PART = re.compile(r"(?:,|;|:|\||·|•|–|—| -) +")
_IN_A_DATE = re.compile(r"\d(?:st|nd|rd|th)?, +\Z")
_LEANS = frozenset("from of in on since after before until till to for by about and through during at vs".split())
_DECLARED = re.compile(
    rb"(?:prism:publicationDate|prism:coverDate|dc:date)"
    rb"(?:\s*=\s*[\"']|\s*>\s*(?:<rdf:(?:Seq|Bag|Alt|li)[^>]{0,80}>\s*){0,3})(\d{4}[\d-]{0,6})"
)


def dated(made: str | None, front: str, names: Sequence[str] = (), declared: str | None = None) -> str | None:
    """Return the date of a document: what it says of itself, else when its file was made.

    Args:
        made: when the file was made, ISO 8601, or ``None`` where it does not tell.
        front: the text of its first page, or of its first blocks.
        names: its title and the name of its file, without a suffix.
        declared: the publication date in its XMP metadata, see :func:`declared_in`.
    """
    told = next((date for date in (declared, *_printed(front)) if date and _may_be(date, made)), None)
    if told:
        return made if made and made.startswith(told) else told
    named = next(filter(None, (own(name) for own in (own_day, _own_year) for name in names)), None)
    if named and (made is None or int(made[:4]) > int(named[:4]) + 1):
        return named
    return made


def declared_in(data: bytes) -> str | None:
    """Return the publication date in the XMP metadata of a file; several packets may be those of its pictures, and tell nothing."""
    start, end = data.find(b"<x:xmpmeta"), data.find(b"</x:xmpmeta")
    if start < 0 or data.find(b"<x:xmpmeta", start + 1) >= 0:
        return None
    found = _DECLARED.search(data, start, max(start, end))
    return iso_date(found[1].decode("ascii")) if found else None


def _may_be(date: str, made: str | None) -> bool:
    """Say whether a document can be from then: in print, and not from after its file."""
    return date >= "1900" and (made is None or date <= made or made.startswith(date))


def _printed(front: str) -> Iterator[str]:
    """Yield the dates of the imprints in a text: first those that say that they are one, then those of lines of their own."""
    lines = [" ".join(line.split()) for line in front.split("\n")]
    lines = _out_of_tables([line for line in lines if line])[:FRONT]
    plain: list[str] = []
    rights: list[str] = []
    for line in lines:
        if len(line) > LONGEST or len(set(_YEAR.findall(line))) != 1:
            continue
        if found := _RIGHTS.search(line):
            rights.append(found["year"])
        elif (label := _LABEL.match(line)) and (date := _date(line[label.end() :])):
            yield date
        elif not line.endswith(("?", "!")):
            plain += filter(None, [_last(line)])
    yield from plain
    yield from rights


def _out_of_tables(lines: list[str]) -> list[str]:
    """Return the lines that are no rows one under the other: a year in a cell is the year of what its row is about."""
    rows = [False, *map(is_row, lines), False]
    return [line for at, line in enumerate(lines, 1) if not (rows[at] and (rows[at - 1] or rows[at + 1]))]


def _last(line: str) -> str | None:
    """Return the date that a line is, or that is the last of its parts: "Harrow Vale, March 3, 2021"."""
    for begin in [0, *(match.end() for match in _PART.finditer(line))]:
        if _IN_A_DATE.search(line[:begin]) and line[begin:].isdigit():
            return None  # "ended December 31, 2020"
        if date := _date(line[begin:]):
            return date
    return None


def _date(words: str) -> str | None:
    words = words.strip(" .()[]")
    return iso_date(words) if _DATE.fullmatch(words) else None


def own_day(name: str) -> str | None:
    """Return the day that opens or closes a name, where it holds no other: "2014-08-07_press-conference", "council 20240109"."""
    days = list(_DAY.finditer(name))
    if len(days) != 1 or (days[0].start() and days[0].end() < len(name)):
        return None
    return iso_date("-".join(days[0].group("year", "month", "day")))


def _own_year(name: str) -> str | None:
    """Return the only year in a name, if it opens or closes it and nothing leans to it, as in "Lessons from 2008"."""
    words = re.findall(r"[^\W_]+", name)
    years = [word for word in words if _YEAR.fullmatch(word)]
    if len(years) != 1 or int(years[0]) < FIRST_FILES or len(_YEAR.findall(name)) != 1:
        return None
    if words[0] == years[0]:
        return years[0] if len(words) > 1 else None
    return years[0] if words[-1] == years[0] and words[-2].lower() not in _LEANS else None
