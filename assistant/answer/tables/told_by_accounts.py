"""A question after a figure, answered by the row of a table that names it, under the heads of its columns.

1. what is asked: the line item, under whatever name (:mod:`.accounts`), what else it is said of, and the years and quarter;
2. among the rows that were found, of the document that the question names or else of the best ones, those are looked for whose
   label says all of it, helped by the section, the caption and the headings that they stand under, and that have a column of the
   year; the less else a label says the better, and a financial statement goes before a note;
3. a measure that no report prints, a margin, say, is met by the rows that it is worked out from; where all of them are there it is
   worked out from their cells (:mod:`.ratio`), else the answer says that nothing was computed.

Where the rows that name it are of other years only, that is said in place of an answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer.choose.evidence import Pick
from assistant.answer.choose.figure_rows import Quotable, Row
from assistant.answer.tables.accounts import NO_SUCH, TERMS
from assistant.answer.tables.asked_of_accounts import QUARTER, AskedFigure, asked_figure, words_of, years_in
from assistant.answer.tables.documents import documents_asked
from assistant.answer.tables.ratio import in_per_cent, of_measure, of_years
from assistant.retrieve.finance import KINDS, statement_named
from assistant.retrieve.retriever import Found
from assistant.text.block_runs import Span
from assistant.text.enumeration import enumerated
from assistant.text.figures import Figures, Heads, columns, figures, fitted, heads_over, label_begins
from assistant.text.reading_text import reading
from assistant.text.terms import stems
from assistant.text.units import unit_over, without_unit
from assistant.types import Document, Open

SURE = 0.9  # of a row that says what is asked and nothing else
NOT_WORKED_OUT = "is worked out from rows like these; nothing was computed here."
LIKELY = 0.7  # of a row that says more, and of what a measure is worked out from
LEAST = 0.5  # share of the words of a label that are asked for
LONGEST = 30_000  # blocks of a document up to which all its rows are read, and not only those that were found
LOOKED_AT = 10  # sentences that may tell the figure
IN_SECTION = 5  # rows of a section that are quoted together
CLOSES = 15  # rows under a row among which the balance may stand that closes its year
LABELS = 2  # lines that the label of a section may take
SECTION = 12  # rows above a row among which the label of its section may stand

PART = re.compile(r"\b(?:q[1-4]|quarters?|(?:three|six|nine)\s+months)\b", re.IGNORECASE)
_NUMBER_OF = re.compile(r"(?:total |average |weighted[- ]average )?number of\b", re.IGNORECASE)
_BALANCE = re.compile(r"(?:balances?|at)\b[^|]{0,30}?\b((?:19|20)\d\d)\b", re.IGNORECASE)
WHOLE = re.compile(r"\b(?:years?|twelve\s+months|full year)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RowsTold:
    """The rows that answer, best first, with how sure they are; where there are none, why nothing else does."""

    rows: tuple[Quotable, ...] = ()
    notice: str | None = None
    confidence: float = 0.0
    reason: str | None = None


def told_by_rows(found: Found, picks: Sequence[Pick], open_document: Open) -> RowsTold | None:
    """Return the rows that answer a question after a figure, or why what was found does not.

    ``None`` where it is after no figure, or sentences may tell it. ``picks`` are the sentences found, best first.
    """
    documents, names = documents_asked(found)
    asked = asked_figure(found.query.text, names)
    if asked is None or not documents:
        return None
    titles = frozenset(stem for p in found.passages if p.document in documents for stem in stems(f"{p.title} {p.document}"))
    rows = [row for id_ in documents for row in open_document(id_).once(_rows)]
    direct = _matching(asked, asked.stems, rows, titles, open_document)
    timely = [row for row in direct if row.fit[1] > 0 and (row.exact or asked.times.years)]
    name = asked.measure or ""
    printed = [row for row in timely if not in_per_cent(name) or (row.exact and "%" in row.figures.text)]  # no "Gross profit"
    worked_out = bool(asked.items) and (asked.change or not printed)
    if worked_out and (resting := _resting(asked, rows, titles, open_document)):
        notice = of_measure(name, resting, asked.times.years)
        if notice or asked.change or not timely:
            return RowsTold(tuple(resting.values()), notice or f"“{name}” {NOT_WORKED_OUT}", LIKELY)
    of_section = [] if any(row.exact for row in timely) else _in_section(asked, [open_document(id_) for id_ in documents], titles)
    if of_section:
        return RowsTold(tuple(of_section), _of_several(of_section), LIKELY)
    if best := next(iter(printed or timely), None):
        return _told(asked, best, open_document(best.document))
    accounts = any(statement_named(row.section) for row in rows)
    exact = [row for row in direct if row.exact] if accounts else []
    reason = _untold(asked, exact, picks[:LOOKED_AT], documents, accounts=accounts) if names else None
    return RowsTold(reason=reason) if reason else None


def _untold(asked: AskedFigure, rows: Sequence[Row], picks: Sequence[Pick], named: Sequence[str], *, accounts: bool) -> str | None:
    """Say why neither rows nor sentences tell a figure of the documents that a question names; ``None`` where a sentence may.

    Where those are ``accounts``, another company's figure is no answer; ``rows`` are theirs that name it, of other years.
    """
    said = [words_of(f"{p.text} {' '.join(p.passage.locator.heading[-1:])}") for p in picks]
    years = {c.year for row in rows if row.heads for c in row.heads.columns if c.year}
    of_others = f"The rows for this cover {enumerated(sorted(map(str, years)))} only." if years else None
    if accounts and picks and picks[0].passage.document not in named:
        return of_others or "No passage of the document that this is about gives this figure."
    if (items := frozenset(word for word in asked.stems if word in TERMS)) and not any(items <= words for words in said):
        return "No passage found mentions this figure."
    dated = any(words & asked.stems and asked.times.years & years_in(p.text) for words, p in zip(said, picks, strict=True))
    return None if dated else of_others


@dataclass(frozen=True, slots=True)
class _RowRead:
    """A row of figures as it was read: where it stands, the words of its label, and the heading over it."""

    document: str
    index: int
    figures: Figures
    label: frozenset[str]
    section: str


def _rows(document: Document) -> tuple[_RowRead, ...]:
    """Return the rows of figures of a document."""
    rows = []
    for index, segment in enumerate(document.segments if len(document.segments) <= LONGEST else ()):
        if segment.role != "row":
            continue
        row = figures(reading(document, segment.start, segment.end))
        if row and row.label and "|" not in row.label:
            begins = label_begins(document, index)
            over = document.segments[begins] if begins is not None else None
            label = f"{reading(document, over.start, over.end)} {row.label}" if over else row.label
            rows.append(_RowRead(document.id, index, row, words_of(label), next(iter(segment.place.heading[-1:]), "")))
    return tuple(rows)


def _matching(
    asked: AskedFigure, wanted: frozenset[str], rows: Sequence[_RowRead], titles: frozenset[str], open_document: Open
) -> list[Row]:
    """Return the rows that say what is wanted, best first."""
    matched = []
    for row in rows:
        met = wanted & row.label
        said = row.label & (asked.said | met)  # "due after more than one year", and not "within one year"
        if not met or len(said) < LEAST * len(row.label - titles):
            continue
        if asked.paid and _NUMBER_OF.match(row.figures.label):  # "Total number of shares repurchased"
            continue
        if any(item in wanted and form.search(row.figures.label) for item, form in NO_SUCH.items()):
            continue
        document = open_document(row.document)
        over, section = _over(document, row.index)
        unsaid = wanted - row.label - titles
        if not unsaid <= over:
            continue
        told = section if unsaid and any(unsaid & words_of(reading(document, *_span(document, n))) for n in section) else []
        fitting = _fitting(asked, row, document, len(said) / max(1, len(row.label - titles | said)))
        matched.append(replace(fitting, section=tuple(n for n in told if not fitting.heads or n > fitting.heads.lines[-1])))
    return sorted(matched, key=lambda row: row.fit, reverse=True)


@dataclass(frozen=True, slots=True)
class _Section:
    """The lines of the label of a section, the words of it, and the rows under it."""

    lines: tuple[int, ...]
    label: frozenset[str]
    rows: tuple[_RowRead, ...]


def _sections(document: Document) -> tuple[_Section, ...]:
    """Return the sections of the tables of a document."""
    found: dict[tuple[int, ...], list[_RowRead]] = {}
    for row in document.once(_rows):
        if section := _over(document, row.index)[1]:
            found.setdefault(tuple(section), []).append(row)
    words = {lines: words_of(" ".join(reading(document, *_span(document, n)) for n in lines)) for lines in found}
    return tuple(_Section(lines, words[lines], tuple(rows)) for lines, rows in found.items())


def _in_section(asked: AskedFigure, documents: Sequence[Document], titles: frozenset[str]) -> list[Row]:
    """Return the rows of the year under a label that says all that is asked and no more: "Earnings per share, diluted:"."""
    for document in documents if asked.times.years else ():
        for section in document.once(_sections):
            if not asked.stems <= section.label or section.label - titles - asked.said:
                continue
            rows = [row for row in section.rows if not any(form.search(row.figures.label) for form in NO_SUCH.values())]
            fitting = [replace(_fitting(asked, row, document, LEAST), section=section.lines) for row in rows]
            timely = [row for row in fitting if row.fit[1] > 0]
            if 0 < len(timely) <= IN_SECTION:
                return timely
    return []


def _of_several(rows: Sequence[Row]) -> str | None:
    """Return what is said over the rows of a section: the cells of the year."""
    cells = [" ".join(row.figures.cell(row.cell).split()) for row in rows if row.cell is not None]
    if len(cells) < len(rows):
        return None
    return f"Under “{rows[0].under}” {'these rows have' if len(cells) > 1 else 'this row has'} {enumerated(cells)}."


def _closing(document: Document, index: int) -> tuple[int, int] | None:
    """Return the row below that closes the year of a row, "Balance, December 31, 2021", and that year: a statement of equity."""
    page = document.segments[index].place.page
    for n in range(index + 1, min(index + 1 + CLOSES, len(document.segments))):
        segment = document.segments[n]
        found = _BALANCE.match(reading(document, segment.start, segment.end)) if segment.role == "row" else None
        if segment.place.page != page or found:
            return (n, int(found[1])) if found and segment.place.page == page else None
    return None


def _over(document: Document, index: int) -> tuple[frozenset[str], list[int]]:
    """Return the words of the headings, the caption and the label of the section over a row, and the lines of the last."""
    above = " ".join(document.segments[index].place.heading[-2:])
    begins, section = label_begins(document, index), list[int]()
    first = index if begins is None else begins
    for n in range(first - 1, max(first - 1 - SECTION, -1), -1):
        segment = document.segments[n]
        text = reading(document, segment.start, segment.end)
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


def _span(document: Document, n: int) -> Span:
    return document.segments[n].start, document.segments[n].end


def _fitting(asked: AskedFigure, row: _RowRead, document: Document, share: float) -> Row:
    """Return a row with how well it fits: the share of its label that is asked for, its times, where it stands."""
    heads = heads_over(document, row.index)
    fit = fitted(row.figures, len(heads.columns)) if heads else None
    over = " ".join(reading(document, document.segments[n].start, document.segments[n].end) for n in heads.lines) if heads else ""
    statement = _standing(asked, row.section)
    label = row.figures.label
    closing = None if heads else _closing(document, row.index)
    times = _times(asked, f"{label} {closing[1]}" if closing else label, heads, over)
    net = float(asked.net and bool(re.search(r"\bnet$", label)))
    cell, under = _cell(asked, heads, over) if heads and fit and times else (None, "")
    return Row(
        row.document,
        row.index,
        fit or row.figures,
        heads,
        barred=fit is not None,
        fit=(share, times, net, float(fit is not None), statement, -row.index),
        cell=cell,
        under=under,
        statement=statement_named(row.section),
        closing=closing[0] if closing else None,
    )


def _standing(asked: AskedFigure, heading: str) -> float:
    """Return what the heading over a row is worth: a statement before a note, the one that is asked for before the others.

    In a statement of cash flows a line of the balance sheet is its change, so that comes behind the others.
    """
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
    """Return the one cell that is asked for, and what stands over it; ``None`` where several or none are of the time.

    Two spans of time over the columns ("Three Months Ended Six Months Ended") have as many of them each.
    """
    names = [" ".join(heads.text[slice(*c.span)].split()) for c in heads.columns]
    of = [n for n, c in enumerate(heads.columns) if c.year in asked.times.years]
    if dated := [n for n in of if asked.times.day and asked.times.day.lower() in names[n].lower()]:
        of = dated
    spans = [m.group() for m in PART.finditer(over)]
    spanned = len(of) == len(spans) > 1
    if asked.times.quarter and spanned:
        of = [n for n, span in zip(of, spans, strict=True) if QUARTER.search(span)]
    if len(asked.times.years) != 1 or len(of) != 1:
        return None, ""
    span = spans[of[0] * len(spans) // len(names)] if spanned or len(spans) > 1 else ""
    return of[0], ", ".join(filter(None, (" ".join(span.split()), names[of[0]])))


def _told(asked: AskedFigure, row: Row, document: Document) -> RowsTold:
    """Return a row with what is said over it: the changes between its years, its cell, or the balance that it leads to."""
    notice = None
    if asked.change:
        notice = of_years(row, asked.times.years) or "The row is quoted as printed; no change was computed."
    elif row.cell is not None:
        notice = f"Under “{row.under}” this row has {' '.join(row.figures.cell(row.cell).split())}."
    elif row.closing is not None and len(row.figures.cells) == 1:
        balance = figures(reading(document, *_span(document, row.closing)))
        notice = f"This row has {row.figures.cell(0)}, over the line “{balance.label}” that closes the year." if balance else None
    if notice and row.heads:
        label = " ".join([*(reading(document, *_span(document, n)) for n in row.section), row.figures.label])
        unit = unit_over(document, row.heads.lines[0], row.heads.lines[-1], row.index, label)
        notice = with_unit(notice, unit)
    return RowsTold((row,), notice, SURE if row.exact else LIKELY)


def with_unit(notice: str, unit: str) -> str:
    """Return a notice with the unit that stands over the table; as it is where that is ""."""
    return f"{notice} The table is headed “{unit}”." if unit else notice


def _resting(asked: AskedFigure, rows: Sequence[_RowRead], titles: frozenset[str], open_document: Open) -> dict[str, Row]:
    """Return the rows that a measure is worked out from, which go together, by line item; none where fewer than two are found.

    What else is asked, a segment, say, must be met by each of them. They are of statements if those hold two of them: a note may
    be on a part of the company; and of none that the measure does not rest on: inventories in that of cash flows are their change.
    """
    rest = asked.stems - words_of(asked.measure or "") - frozenset(stems(asked.measure or ""))
    by_item = [_matching(asked, words_of(item) | rest, rows, titles, open_document) for item in asked.items]
    fits = [[row for row in matched if row.exact and row.fit[1] > 0] for matched in by_item]
    of_statements = [[row for row in some if row.statement in (asked.statements or KINDS)] for some in fits]
    others = [[row for row in some if not row.statement or row.statement in (asked.statements or KINDS)] for some in fits]
    by_name = (dict(zip(asked.items, some, strict=True)) for some in (of_statements, others))
    return next((found for found in map(_together, by_name) if len(found) > 1), {})


def _together(choices: Mapping[str, Sequence[Row]]) -> dict[str, Row]:
    """Return the first of each of some rows that goes with those before it."""
    found: dict[str, Row] = {}
    for item, rows in choices.items():
        held = list(found.values())
        if row := next((row for row in rows if row not in held and all(_goes_with(row, other) for other in held)), None):
            found[item] = row
    return found


def _goes_with(row: Row, other: Row) -> bool:
    """Say whether two rows are of the same accounts: of one document, and of one table where both are of one statement."""
    parted = row.statement == other.statement and row.statement is not None and row.table != other.table
    return row.document == other.document and not parted
