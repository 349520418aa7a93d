"""Headings of a PDF: which rows are headings, and which headings a block stands under.

The outline of the file comes first: its titles are looked for on their pages, and its levels are the hierarchy. Below it,
or where there is none, a heading is brief and larger or bolder than the body; the heavier of two stands over the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.load.furniture import Row
from assistant.load.hyphens import SOFT_HYPHEN
from assistant.text.months import MONTH
from assistant.types import Role

BULLET = re.compile(r"(?:[•‣⁃∙·†‡\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff\uf000-\uf0ff–—*-]|o)(?=\s)")  # arrows, shapes, signs
PART = re.compile(r"(?i)(?:(part|chapter|appendix|annex)|item)\s+(?:[ivxlc]+|\d+[a-z]?|[a-z])\b")
NUMBERING = re.compile(r"(\d{1,2}(?:\.\d+)*)\.?\s")
_COUNTED = re.compile(r"(\d{1,2})\s+(?=\S)")
COLUMN_HEAD = re.compile(
    r"(?i)(?:for (?:the )?)?(?:fiscal )?(?:(?:three|six|nine|twelve) (?:months|and)|years?|quarters?|as (?:of|at)|at)\b"
    rf"[^.;:]{{0,30}}\b(?:ended|ending|{MONTH})\b"
    r"[^.;:]{0,40}|\(?(?:in |u\.s\. |us )?(?:[$€£]|dollars?|amounts?|shares|millions|thousands|unaudited)"
    r"(?=.*(?:million|thousand|billion|data|amount|unaudited))[^.:]{0,70}"
)
"""What stands over the columns of a table: the times they are of, the measure of their numbers."""
_STATEMENT = re.compile(
    r"(?i)(?:\S+ ){0,6}?consolidated (?:statements?|balance shee ?t ?s?|income statements?)(?: of [^.;:]{3,60})?(?: \([a-z]+\))*"
    r"(?: .{0,60}\bsubsidiar(?:ies|y companies))?|notes to (?:the )?(?:condensed )?(?:consolidated )?financial statements.{0,20}"
)
_SAYS_STATEMENT = re.compile(r"onsolidated|ONSOLIDATED|otes|OTES")
_MAX_STATEMENT = 130  # characters of the title of a financial statement
_ABOUT_STATEMENTS = re.compile(r"(?i)\b(?:analysis|data|discussion|index|overview|impact|reconciliation)\b")
_CONTINUED = re.compile(r"(?i)\s*\((?:continued|cont[.’']?d?)\)$")
_COMPANIES = re.compile(r"(?i).{2,60}\b(?:subsidiaries|subsidiary companies)")
_BARE_PART = re.compile(r"(?i)(?:part|chapter|appendix|annex)\s+\w{1,4}")
_STATEMENT_WEIGHT = (0, 0.5, 0.0, False, False, 0)
_MAX_PATH = 4  # headings that a block stands under
_WORD = re.compile(r"\w+")
_TITLED = ("paragraph", "item")
_PULLED = re.compile(r"[“\"‘].*[.!?…][”\"’]")  # words out of the text, printed large
_SENTENCE_ENDS = re.compile(r"[a-z)][.!?]\s+[A-Z]")
MAX_HEADING = 200  # characters of a line of print that may be a heading
_MAX_HEADING_LINES = 3  # lines of print of one heading


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the file's own table of contents; ``level`` counts from 0, ``sheet`` from 1."""

    title: str
    level: int
    sheet: int | None


@dataclass(frozen=True, slots=True)
class Style:
    """The size in points and the weight that most of a document's words are printed in."""

    size: float
    bold: bool


@dataclass(slots=True)
class Mark:
    """What a row is; ``goes_on`` joins it to the row before, ``opens`` are outline entries that begin at it."""

    role: Role
    goes_on: bool = False
    opens: tuple[OutlineEntry, ...] = ()
    level: int | None = None


class HeadingPath:
    """The headings in force while a document is read; a heading closes those of its own weight and below."""

    def __init__(self) -> None:
        self._open: list[tuple[tuple[float, ...], str]] = []
        self._caption = ""

    def open(self, title: str, weight: tuple[float, ...]) -> None:
        """Open a section, and close those that it does not stand in: of its weight or a lesser one."""
        while self._open and self._open[-1][0] <= weight:
            self._open.pop()
        self._open.append((weight, title))

    def open_running(self, text: str) -> None:
        """Open the section that a running head names ("Notes to Consolidated Financial Statements"), unless it is open."""
        title = title_line(text)
        if is_statement(title) and _letters(title) not in {_letters(opened) for _, opened in self._open}:
            self.open(title, weight(title, 0.0, bold=False))

    def turn_page(self) -> None:
        """Close a financial statement at the head of a page that has a title of its own; the notes to them go on."""
        at = next((i for i, (weight, title) in enumerate(self._open) if weight == _STATEMENT_WEIGHT and title[0] not in "Nn"), None)
        if at is not None:
            del self._open[at:]

    def close(self) -> None:
        """Close what the print alone has opened, at the end of a cover or the contents; the outline's stay."""
        self._open = [(weight, title) for weight, title in self._open if weight[0]]
        self._caption = ""

    def at(self, text: str, mark: Mark, row: Row) -> tuple[str, ...]:
        """Return the headings over a block, its own last if it is one; the rows of a table stand under its caption."""
        if mark.role == "heading":
            title = title_line(text)
            self.open(title, weight(title, row.size, bold=row.bold) if mark.level is None else (1, -mark.level))
        if mark.role in ("heading", "paragraph", "item", "caption"):
            self._caption = title_line(text) if mark.role == "caption" else ""
        titles = [title for _, title in self._open]
        return _brief([*titles, self._caption] if mark.role == "row" and self._caption else titles)


def _brief(titles: list[str]) -> tuple[str, ...]:
    """Leave out of a long path what says least: bare parts ("Part II"), then those between the first and the last."""
    if len(titles) > _MAX_PATH:
        titles = [title for title in titles[:-1] if not _BARE_PART.fullmatch(title)] + titles[-1:]
    return tuple(titles if len(titles) <= _MAX_PATH else titles[:1] + titles[1 - _MAX_PATH :])


def is_statement(title: str) -> bool:
    """Tell whether a line is the title of a financial statement, or of the notes to them, in title case or capitals."""
    if (
        not 18 < len(title) <= _MAX_STATEMENT
        or title[-1] in ".,;:"
        or not _STATEMENT.fullmatch(title)
        or _ABOUT_STATEMENTS.search(title)
    ):
        return False
    return all(word[0].isupper() for word in title.split() if len(word) > 3 and word[0].isalpha())


def title_line(text: str) -> str:
    """Write a title on one line, without "(continued)", the words whole that a line end has parted."""
    words = " ".join(text.replace(SOFT_HYPHEN, "").split())
    return _CONTINUED.sub("", words) if words.endswith(")") else words


def weight(text: str, size: float, *, bold: bool) -> tuple[float, ...]:
    """Weigh a heading by what it says ("Part", "Item", a statement), then size, capitals, bold, depth of its numbering."""
    if part := PART.match(text):
        return (0, 2 if part[1] else 1, round(size * 2) / 2, False, False, 0)
    if is_statement(text):
        return _STATEMENT_WEIGHT
    numbering = NUMBERING.match(text)
    depth = numbering[1].count(".") if numbering else 0
    return (0, 0, round(size * 2) / 2, text.isupper(), bold, -depth)


def body_style(rows: Iterable[Row]) -> Style:
    """Return the size that most characters have outside of tables, and whether most of them are bold."""
    weights: Counter[tuple[float, bool]] = Counter()
    for row in rows:
        weights[round(row.size * 2) / 2, row.bold] += len(row.text) if len(row.cells) == 1 else 1
    (size, bold), _ = max(weights.items(), key=lambda item: (item[1], item[0]), default=((10.0, False), 0))
    return Style(size, bold)


def outline_headings(rows: Sequence[Row], outline: Sequence[OutlineEntry]) -> dict[int, Mark]:
    """Find the titles of the outline on their page; a title that is not there opens at the page's first row."""
    marks: dict[int, Mark] = {}
    plain = [_letters(row.text) for row in rows] if outline else []
    begin = 0
    for entry in outline:
        found = _find_title(plain, _letters(entry.title), begin)
        if found:
            first, last = found
            begin = last + 1
            for index in range(first, last + 1):
                opens = marks[rows[index].start].opens if rows[index].start in marks else ()
                marks[rows[index].start] = Mark("heading", index > first, opens, entry.level)
        elif begin < len(rows):
            mark = marks.setdefault(rows[begin].start, Mark("paragraph"))
            mark.opens += (entry,)
    return marks


def _find_title(plain: Sequence[str], title: str, begin: int) -> tuple[int, int] | None:
    """Return the first and last row that together are the title, its number left out on either side or not."""
    for first in range(begin, len(plain)):
        joined = ""
        for last in range(first, min(first + _MAX_HEADING_LINES, len(plain))):
            joined += plain[last]
            if joined == title or (len(title) > 3 and joined.endswith(title) and joined[: -len(title)].isdigit()):
                return first, last
            if title.endswith(joined) and len(joined) > 3 and title[: -len(joined)].isdigit():
                return first, last
    return None


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))


def font_headings(rows: Sequence[Row], marks: dict[int, Mark], body: Style) -> None:
    """Make headings of brief rows that are larger or bolder than the body, with the rows that they run on to."""
    index = 0
    while index < len(rows):
        run = [rows[index]]
        while index + len(run) < len(rows) and _same_heading(run[-1], rows[index + len(run)], marks):
            run.append(rows[index + len(run)])
        after = rows[index + len(run)] if index + len(run) < len(rows) else None
        in_columns = after is not None and after.box.bottom >= run[0].box.bottom  # the head of a column in a table
        if not in_columns and _looks_like_heading(run, after, marks, body):
            for row in run:
                marks[row.start] = Mark("heading", row is not run[0], marks[row.start].opens)
        index += len(run)


def numbered_items(rows: Sequence[Row], marks: dict[int, Mark], body: Style) -> None:
    """Make items of lines counted out without stops ("1 Pay the rent") from 1 or a page's head; headings have text under them."""
    for index, row in enumerate(rows):
        counted = _COUNTED.match(row.text)
        if counted is None or not (counted[1] == "1" or index < 2) or not _may_be_counted(row, marks, body):
            continue
        run, number = [row], int(counted[1])
        for below in rows[index + 1 :]:
            following = _COUNTED.match(below.text)
            if following and int(following[1]) == number + len(run) and abs(below.box.left - row.box.left) < 2:
                if not _may_be_counted(below, marks, body):
                    break
                run.append(below)
            elif marks[below.start].role not in _TITLED or not (
                below.box.left > row.box.left + 0.5 * row.size or below.text[0].islower()
            ):
                break
        for item in run if len(run) > 1 else ():
            marks[item.start].role, marks[item.start].goes_on = "item", False


def _may_be_counted(row: Row, marks: dict[int, Mark], body: Style) -> bool:
    plain = marks[row.start].level is None and (body.bold or not row.bold) and abs(row.size - body.size) <= 0.12 * body.size
    return plain and marks[row.start].role in (*_TITLED, "heading")


def statement_headings(rows: Sequence[Row], marks: dict[int, Mark]) -> None:
    """Make headings of the titles of financial statements that stand over a table, and of the notes to them."""
    for index, row in enumerate(rows):
        mark = marks[row.start]
        if mark.role in ("heading", "item") or len(row.text) > _MAX_STATEMENT or not _SAYS_STATEMENT.search(row.text):
            continue
        if not is_statement(title := title_line(row.text)):
            continue
        over_a_table = any(marks[below.start].role == "row" for below in rows[index + 1 : index + 5])
        if over_a_table or (index < 4 and _letters(title).startswith("notes")):
            mark.role = "heading"


def _same_heading(a: Row, b: Row, marks: dict[int, Mark]) -> bool:
    alike = abs(a.size - b.size) < 0.3 and a.bold == b.bold
    roles = marks[a.start].role, marks[b.start].role
    if a.text.endswith(":") and b.text.endswith(":"):  # one label over another
        return False
    if not alike or not 0 < a.box.bottom - b.box.bottom < 1.6 * max(a.size, b.size):
        return False
    if roles[0] not in _TITLED or roles[1] != "paragraph" or a.text.isupper() != b.text.isupper():
        return False
    return not COLUMN_HEAD.fullmatch(" ".join(b.text.split())) and not _COMPANIES.fullmatch(b.text)


def _looks_like_heading(run: Sequence[Row], after: Row | None, marks: dict[int, Mark], body: Style) -> bool:
    text = " ".join(row.text for row in run)
    if any(marks[row.start].role not in _TITLED for row in run) or len(run) > _MAX_HEADING_LINES or BULLET.match(text):
        return False
    if (len(run[0].cells) > 1 and not NUMBERING.match(text) and not PART.match(text)) or _COMPANIES.fullmatch(text):
        return False
    larger = run[0].size > 1.12 * body.size
    not_small = run[0].size > 0.9 * body.size or (after is not None and not after.bold and run[0].size > 0.98 * after.size)
    bolder = run[0].bold and not body.bold and not_small
    capitals = text.isupper() and len(run) == 1 and 6 < len(text) < 80 and run[0].size > 0.95 * body.size
    if not (larger or bolder or capitals) or len(text) > MAX_HEADING or text[-1] in ",;" or text[0].islower() or text[0] in "($*":
        return False
    if _PULLED.fullmatch(text) or (text[-1] == "." and _SENTENCE_ENDS.search(text)):
        return False
    sentence = after is not None and after.text[0].islower() and 0 < run[-1].box.bottom - after.box.bottom < 1.6 * after.size
    return sum(map(str.isalpha, text)) > 2 and not sentence and (larger or not text.endswith("."))


def largest_words(rows: Sequence[Row], body: Style) -> str | None:
    """Return the largest words of a page, if they are larger than the body and brief."""
    top = max((row.size for row in rows), default=0.0)
    if top < 1.15 * body.size:
        return None
    first = next(index for index, row in enumerate(rows) if row.size == top)
    run = [row for row in rows[first : first + _MAX_HEADING_LINES] if abs(row.size - top) < 0.5]
    title = title_line(" ".join(row.text for row in run).replace(SOFT_HYPHEN + " ", ""))
    return title if len(title) <= MAX_HEADING and sum(map(str.isalpha, title)) > 2 else None
