"""The rows of accounts that name what is asked, best first: by their labels, what they stand under, and their years."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer.choose.figure_rows import Row
from assistant.answer.tables.accounts import NO_SUCH
from assistant.answer.tables.asked_of_accounts import INTERIM, QUARTER, AskedFigure, words_of, years_in
from assistant.answer.tables.asked_of_tables import ASIDE
from assistant.answer.tables.columns import CHANGES
from assistant.answer.tables.row_figures import is_change
from assistant.retrieve.finance import statement_named
from assistant.text.figures import Figures, Heads, columns, figures, fitted, heads_over, label_begins
from assistant.text.patterns import any_case
from assistant.text.reading_text import reading
from assistant.text.terms import words
from assistant.text.units import without_unit
from assistant.text.years import RECENT_YEAR
from assistant.types import Document, Open

APART = 500  # blocks between two rows of one set of statements, at most
PAGES = 100  # blocks between two rows of a statement that takes two pages, at most
LEAST = 0.5  # share of the words of a label that are asked for
MOST_BLOCKS = 30_000  # blocks of a document up to which all its rows are read, and not only those that were found
CLOSES = 15  # rows under a row among which the balance may stand that closes its year
UP_TO_LABEL = 30  # rows over a row among which the label may stand that says they are changes
AFTER_ANNUAL = 0.9  # what the times of a report on a part of a year are worth
LABELS = 2  # lines that the label of a section may take
SECTION = 12  # rows above a row among which the label of its section may stand

QUALIFIED = any_case(
    r",? [-–—]* ?(?:net of|less|including(?! non-?controlling)|excluding|after deducting|attributable to(?! non-?controlling)) .*$"
)
"""What is said of a line behind its name: "net of allowances of $23 and $16", "attributable to common shareholders"."""
PART = any_case(r"\b(?:q[1-4]|quarters?|(?:three|six|nine)\s+months)\b")
_NUMBER_OF = any_case(r"(?:total |average |weighted[- ]average )?number of\b")
CHANGES_IN = any_case(r"\bchanges? in (?:\w+ ){0,3}(?:assets|liabilities|working capital)\b")
_CASH = any_case(r"(?:net|total) cash\b")
_BALANCE = any_case(rf"(?:balances?|at)\b[^|]{{0,30}}?\b({RECENT_YEAR})\b")
WHOLE = any_case(r"\b(?:years?|twelve\s+months|full year)\b")


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row of figures as it was read: where it stands, the words of its label, and the heading over it.

    ``bare`` are the words without what is said of the line behind its name.
    """

    document: str
    index: int
    figures: Figures
    label: frozenset[str]
    bare: frozenset[str]
    section: str


def rows_of(document: Document) -> tuple[RowRead, ...]:
    """Return the rows of figures of a document."""
    rows = []
    for index, segment in enumerate(document.segments if len(document.segments) <= MOST_BLOCKS else ()):
        if segment.role != "row":
            continue
        row = figures(reading(document, *segment.span))
        if row and row.label and "|" not in row.label:
            begins = label_begins(document, index)
            over = document.segments[begins] if begins is not None else None
            label = f"{reading(document, *over.span)} {row.label}" if over else row.label
            rows.append(RowRead(document.id, index, row, *_words(label), _heading(segment.place.heading)))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Reports:
    """The documents whose rows may tell a figure, and ``titles``, the stems that say whose they are."""

    documents: Sequence[str]
    titles: frozenset[str]
    open: Open

    @property
    def rows(self) -> list[RowRead]:
        """The rows of figures of all of them."""
        return [row for id_ in self.documents for row in self.open(id_).once(rows_of)]

    def matching(self, asked: AskedFigure, wanted: frozenset[str]) -> list[Row]:
        """Return the rows that say what is wanted, best first."""
        matched = []
        for row in self.rows:
            met = wanted & row.label
            said = row.label & (asked.said | met)  # "due after more than one year", and not "within one year"
            if not met or len(said) < LEAST * len(row.bare - self.titles):
                continue
            if asked.paid and _NUMBER_OF.match(row.figures.label):  # "Total number of shares repurchased"
                continue
            if any(item in wanted and form.search(row.figures.label) for item, form in NO_SUCH.items()):
                continue
            document = self.open(row.document)
            over, section = over_row(document, row.index)
            unsaid = wanted - row.label - self.titles
            if not unsaid <= over:
                continue
            told = (
                section if unsaid and any(unsaid & words_of(reading(document, *document.segments[n].span)) for n in section) else []
            )
            fit = fitted_row(asked, row, document, len(said) / max(1, len(row.bare - self.titles | said)))
            matched.append(replace(fit, section=tuple(n for n in told if not fit.heads or n > fit.heads.lines[-1])))
        return sorted(matched, key=lambda row: row.fit, reverse=True)

    def exact(self, asked: AskedFigure) -> list[Row]:
        """Return the rows whose label says just what is asked, best first."""
        return [row for row in self.matching(asked, asked.stems) if row.exact]


def _words(label: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of a label, all and those without what is said of the line behind its name."""
    own = words_of(label)
    return own, words_of(QUALIFIED.sub("", label)) or own


def _heading(headings: Sequence[str]) -> str:
    """Return the heading over a row; that of its statement, where it stands under a section of one: "ASSETS"."""
    return next((each for each in reversed(headings[-2:]) if statement_named(each)), next(iter(headings[-1:]), ""))


def _closing(document: Document, index: int) -> tuple[int, int] | None:
    """Return the row below that closes the year of a row, "Balance, December 31, 2021", and that year: a statement of equity."""
    page = document.segments[index].place.page
    for n in range(index + 1, min(index + 1 + CLOSES, len(document.segments))):
        segment = document.segments[n]
        found = _BALANCE.match(reading(document, *segment.span)) if segment.role == "row" else None
        if segment.place.page != page or found:
            return (n, int(found[1])) if found and segment.place.page == page else None
    return None


def over_row(document: Document, index: int) -> tuple[frozenset[str], list[int]]:
    """Return the words of the headings, the caption and the label of the section over a row, and the lines of the last."""
    above = " ".join(document.segments[index].place.heading[-2:])
    begins, section = label_begins(document, index), list[int]()
    first = index if begins is None else begins
    for n in range(first - 1, max(first - 1 - SECTION, -1), -1):
        segment = document.segments[n]
        text = reading(document, *segment.span)
        bare = segment.role == "row" and figures(text) is None
        if (segment.is_body and segment.role not in ("row", "caption")) or (section and not bare) or len(section) == LABELS:
            break
        if segment.role == "caption" or bare:
            above += f" {text}"
        if segment.role == "caption" or (bare and columns(text)):
            break
        if bare:
            section.insert(0, n)
    return words_of(without_unit(above)), section


def is_among_changes(document: Document, row: Row) -> bool:
    """Say whether a row of cash flows stands under "Changes in assets and liabilities:", and so is the change in a line itself."""
    if not is_change(row.statement, row.figures.label):
        return False
    for n in range(row.index - 1, max(row.index - 1 - UP_TO_LABEL, -1), -1):
        text = reading(document, *document.segments[n].span)
        if CHANGES_IN.search(text) and figures(text) is None:
            return True
        if document.segments[n].role != "row" or _CASH.match(text):
            return False
    return False


def fitted_row(asked: AskedFigure, row: RowRead, document: Document, share: float) -> Row:
    """Return a row with how well it fits; of part of a year, or in per cent, it comes behind where neither is asked for."""
    heads = heads_over(document, row.index)
    fit = fitted(row.figures, len(heads.columns)) if heads else None
    over = " ".join(reading(document, *document.segments[n].span) for n in heads.lines) if heads else ""
    statement = _standing(asked, row.section)
    label = row.figures.label
    closing = None if heads else _closing(document, row.index)
    strange = heads is not None and 2 * len(heads.columns) < len(row.figures.cells)  # one date, over a row of many cells
    times = _times(asked, f"{label} {closing[1]}" if closing else label, None if strange else heads, over)
    net = float(asked.net and bool(re.search(r"\bnet$", label)))
    in_kind = float(asked.share or "%" not in row.figures.text or (asked.change and bool(CHANGES.search(label))))
    if asked.times.day is None and not asked.times.quarter and INTERIM.search(document.title or ""):
        times *= AFTER_ANNUAL
    cell, under = _cell(asked, heads, over) if heads and fit and times else (None, "")
    return Row(
        row.document,
        row.index,
        fit or row.figures,
        heads,
        barred=fit is not None,
        fit=(share, times, in_kind, net, float(fit is not None), statement, _typed(asked, label), -row.index),
        cell=cell,
        under=under,
        statement=statement_named(row.section),
        closing=closing[0] if closing else None,
    )


def _typed(asked: AskedFigure, label: str) -> int:
    """Return how many words a label has if all are in the question as they are: "Total equity", "Cost of services"; else 0."""
    own = set(words(ASIDE.sub(" ", label)))
    return len(own) if own <= asked.typed else 0


def _standing(asked: AskedFigure, heading: str) -> float:
    """Return what the heading over a row is worth: the statement asked for, then others; among cash flows are changes."""
    if not (kind := statement_named(heading)):
        return 0.0
    return (0.5 if kind == "cash" else 1.0) + (kind in asked.statements)


def _times(asked: AskedFigure, label: str, heads: Heads | None, over: str) -> float:
    """Return how well a row is of the times that are asked for, 0 where it is not."""
    part = bool(PART.search(over))
    if asked.times.quarter and not part:
        return 0.0
    whole = 0.5 if part and not asked.times.quarter and not WHOLE.search(over) else 1.0
    if not asked.times.years:
        return whole
    of = {c.year for c in heads.columns} if heads else set()
    of |= years_in(label)
    return whole * len(asked.times.years & of) / len(asked.times.years)


def _cell(asked: AskedFigure, heads: Heads, over: str) -> tuple[int | None, str]:
    """Return the one cell that is asked for, and what stands over it; ``None`` where several or none are of the time."""
    names = [" ".join(heads.text[slice(*c.span)].split()) for c in heads.columns]
    of = [n for n, c in enumerate(heads.columns) if c.year in asked.times.years]
    if dated := [n for n in of if asked.times.day and asked.times.day.lower() in names[n].lower()]:
        of = dated
    spans = [m.group() for m in PART.finditer(over)]
    if asked.times.is_latest and spans:
        of = [n for n in range(len(names)) if QUARTER.search(spans[n * len(spans) // len(names)])]
        newest = max((heads.columns[n].year or 0 for n in of), default=0)
        of = [n for n in of if heads.columns[n].year == newest]
    spanned = len(of) == len(spans) > 1
    if asked.times.quarter and spanned:
        of = [n for n, span in zip(of, spans, strict=True) if QUARTER.search(span)]
    if len(of) != 1 or len(asked.times.years) != 1 - asked.times.is_latest:
        return None, ""
    span = spans[of[0] * len(spans) // len(names)] if spanned or len(spans) > 1 else ""
    return of[0], ", ".join(filter(None, (" ".join(span.split()), names[of[0]])))


def together(choices: Mapping[str, Sequence[Row]]) -> dict[str, Row]:
    """Return the first of each of some rows that goes with those before it."""
    found: dict[str, Row] = {}
    for item, rows in choices.items():
        held = list(found.values())
        if row := next((row for row in rows if row not in held and all(_goes_with(row, other) for other in held)), None):
            found[item] = row
    return found


def _goes_with(row: Row, other: Row) -> bool:
    """Say whether two rows are of the same accounts: of one document, and of one table where both are of one statement.

    Statements that stand far apart are not of one set: a report may end with those of a part of the group. One that takes two
    pages has the same heads again.
    """
    apart = abs(row.index - other.index)
    goes_on = row.heads and other.heads and row.heads.text == other.heads.text and apart <= PAGES
    parted = row.statement == other.statement and row.statement is not None and row.table != other.table and not goes_on
    far = bool(row.statement and other.statement) and apart > APART
    return row.document == other.document and not parted and not far
