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

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answer.choose.evidence import Pick
from assistant.answer.choose.figure_rows import Quotable, Row
from assistant.answer.cited import SURE
from assistant.answer.tables.account_rows import LEAST, Reports, RowRead, fitted_row, is_among_changes, over_row, rows_of, together
from assistant.answer.tables.accounts import ITEMS, NO_SUCH, TERMS
from assistant.answer.tables.arithmetic import written
from assistant.answer.tables.asked_of_accounts import AskedFigure, asked_figure, words_of, years_in
from assistant.answer.tables.asked_of_tables import GROWN_ON, Time
from assistant.answer.tables.columns import CHANGES
from assistant.answer.tables.cost_of_sales import COST, INVENTORIES, inventory_parts, whole_cost
from assistant.answer.tables.documents import documents_asked, of_quarter, titled
from assistant.answer.tables.figure_form import converted
from assistant.answer.tables.ratio import is_told_in, of_measure, of_years
from assistant.answer.tables.row_figures import as_meant, by_year, scale_of, unit_of
from assistant.answer.tables.said_over import with_unit
from assistant.answer.tables.several_years import asked_over, is_of_itself, told_over
from assistant.retrieve.finance import KINDS, statement_named
from assistant.retrieve.retriever import Found
from assistant.text.enumeration import enumerated
from assistant.text.figures import figures
from assistant.text.patterns import any_case
from assistant.text.reading_text import reading
from assistant.text.terms import stem_set
from assistant.types import Document, Open

_THAN = any_case(r"\b(?:higher|lower|better|worse|more|less|greater|larger|smaller)\b.*\bthan\b")
NOT_WORKED_OUT = "is worked out from rows like these; nothing was computed here."
NET = "ppeitem"  # what a measure takes after depreciation
LIKELY = 0.7  # of a row that says more, and of what a measure is worked out from
LOOKED_AT = 10  # sentences that may tell the figure
IN_SECTION = 5  # rows of a section that are quoted together


@dataclass(frozen=True, slots=True)
class RowsTold:
    """The rows that answer, best first, with how sure they are; where there are none, why nothing else does.

    ``is_worked_out`` says that a measure was worked out from them.
    """

    rows: tuple[Quotable, ...] = ()
    notice: str | None = None
    confidence: float = 0.0
    reason: str | None = None
    is_worked_out: bool = False


def told_by_rows(found: Found, picks: Sequence[Pick], open_document: Open) -> RowsTold | None:
    """Return the rows that answer a question after a figure, or why what was found does not.

    ``None`` where it is after no figure, or sentences may tell it. ``picks`` are the sentences found, best first.
    """
    documents, names = documents_asked(found)
    asked = asked_figure(found.query.text, names)
    if asked is None or not documents:
        return None
    bearing = tuple(id_ for id_ in of_quarter(found) if id_ in documents) if len(asked.times.years) == 1 else ()
    of_report = replace(asked, times=replace(asked.times, years=frozenset(), is_latest=True))
    reports = Reports(documents, titled(found, documents), open_document)
    told = rows_for(of_report, found.query.text, replace(reports, documents=bearing)) if bearing else None
    if told := told or latest_rows(asked, found.query.text, reports):
        return told
    accounts = any(statement_named(row.section) for row in reports.rows)
    exact = reports.exact(asked) if accounts else []
    reason = _untold(asked, exact, picks[:LOOKED_AT], documents, accounts=accounts) if names else None
    return RowsTold(reason=reason) if reason else None


def latest_rows(asked: AskedFigure, question: str, reports: Reports) -> RowsTold | None:
    """Return the rows that tell a figure, as :func:`rows_for` does; of the last reports first, where no year is asked for."""
    latest = () if asked.times.years else _latest(reports)
    told = rows_for(asked, question, replace(reports, documents=latest)) if latest else None
    return told if told and is_just_that(told) else rows_for(asked, question, reports)


def _latest(reports: Reports) -> tuple[str, ...]:
    """Return the documents of the last year that the titles of some of them name; () where all are of that."""
    years = {id_: max(years_in(reports.open(id_).title or ""), default=0) for id_ in reports.documents}
    last = max(years.values(), default=0)
    return tuple(id_ for id_, year in years.items() if year == last) if min(years.values(), default=0) < last else ()


def rows_for(asked: AskedFigure, question: str, reports: Reports) -> RowsTold | None:
    """Return the rows that tell a figure, or that a measure rests on; ``None`` where none does."""
    direct = reports.matching(asked, asked.stems)
    timely = [row for row in direct if row.fit[1] > 0 and (row.exact or (asked.times.years and row.in_kind))]
    name = asked.measure or ""
    in_shares = is_told_in(name, "share")
    of_name = [row for row in timely if row.exact and words_of(name) <= words_of(row.figures.label)]
    printed = [row for row in of_name if not in_shares or "%" in row.figures.text] if name else timely  # no "Gross profit"
    worked_out = bool(asked.items) and (asked.change or not printed)
    if worked_out and (resting := _resting(asked, reports)):
        told = _measured(asked, question, resting, reports)
        if told.notice or ((asked.change or in_shares) and not printed) or not timely:
            return replace(told, notice=told.notice or f"“{name}” {NOT_WORKED_OUT}")
    if of_section := [] if any(row.exact for row in timely) else _in_section(asked, reports):
        return RowsTold(tuple(of_section), _of_several(of_section), LIKELY)
    if best := next(iter(printed or ([] if asked.items else timely)), None):  # a measure is no row that has a word of it
        if several := _several(asked, best, timely, reports):
            return several
        return _told(asked, question, best, reports.open(best.document), doubtful=_is_told_otherwise(best, timely))
    return None


def of_other_years(asked: AskedFigure, reports: Reports) -> str | None:
    """Say of which years the rows of statements are that name a figure; ``None`` where none does, or some are of that year."""
    exact = reports.exact(asked)
    read = [row for row in exact if row.barred and row.statement]
    return None if any(row.fit[1] > 0 for row in exact) else _covered(read)


def _covered(rows: Sequence[Row]) -> str | None:
    years = {c.year for row in rows if row.heads for c in row.heads.columns if c.year}
    return f"The rows for this cover {enumerated(sorted(map(str, years)))} only." if years else None


def is_just_that(told: RowsTold) -> bool:
    """Say whether rows tell just what is asked, or a measure is worked out from them: "In-process R&D" is no R&D."""
    return bool(told.rows) and (told.is_worked_out or all(isinstance(row, Row) and row.exact for row in told.rows))


def _untold(asked: AskedFigure, rows: Sequence[Row], picks: Sequence[Pick], named: Sequence[str], *, accounts: bool) -> str | None:
    """Say why neither rows nor sentences tell a figure of the documents that a question names; ``None`` where a sentence may.

    Where those are ``accounts``, another company's figure is no answer; ``rows`` are theirs that name it, of other years.
    """
    said = [words_of(f"{p.text} {' '.join(p.passage.locator.heading[-1:])}") for p in picks]
    of_others = _covered(rows)
    if accounts and picks and picks[0].passage.document not in named:
        return of_others or "No passage of the document that this is about gives this figure."
    if (items := frozenset(word for word in asked.stems if word in TERMS)) and not any(items <= words for words in said):
        return "No passage found mentions this figure."
    dated = any(words & asked.stems and asked.times.years & years_in(p.text) for words, p in zip(said, picks, strict=True))
    return None if dated else of_others


@dataclass(frozen=True, slots=True)
class _Section:
    """The lines of the label of a section, the words of it, and the rows under it."""

    lines: tuple[int, ...]
    label: frozenset[str]
    rows: tuple[RowRead, ...]


def _sections(document: Document) -> tuple[_Section, ...]:
    """Return the sections of the tables of a document."""
    found: dict[tuple[int, ...], list[RowRead]] = {}
    for row in document.once(rows_of):
        if section := over_row(document, row.index)[1]:
            found.setdefault(tuple(section), []).append(row)
    words = {lines: words_of(" ".join(reading(document, *document.segments[n].span) for n in lines)) for lines in found}
    return tuple(_Section(lines, words[lines], tuple(rows)) for lines, rows in found.items())


def _in_section(asked: AskedFigure, reports: Reports) -> list[Row]:
    """Return the rows of the year under a label that says all that is asked and no more: "Earnings per share, diluted:"."""
    for document in map(reports.open, reports.documents if asked.times.years else ()):
        for section in document.once(_sections):
            if not asked.stems <= section.label or section.label - reports.titles - asked.said:
                continue
            rows = [row for row in section.rows if not any(form.search(row.figures.label) for form in NO_SUCH.values())]
            fitting = [replace(fitted_row(asked, row, document, LEAST), section=section.lines) for row in rows]
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


def _several(asked: AskedFigure, best: Row, timely: Sequence[Row], reports: Reports) -> RowsTold | None:
    """Return the rows that are told where the best is a part, or not the only one of its name; ``None`` where it is."""
    document = reports.open(best.document)
    parts = _parts(asked, best, reports.rows, document)
    told = parts or _of_one_name(asked, best, timely, document)
    if len(told) < 2:
        return _told(asked, "", told[0], document, doubtful=True) if told and told[0] != best else None
    if asked.change:
        return RowsTold(told, "The rows are quoted as printed; no change was computed.", LIKELY)
    notice = _of_several(told)
    if notice and parts and (figures := [as_meant(row.figures.label, by_year(row)) for row in parts]):
        year = min(asked.times.years)
        if all(year in held for held in figures):
            notice += f" Together that is {written(sum((held[year] for held in figures), Decimal(0)))}."
    return RowsTold(told, with_unit(notice, unit_of(document, told[0])) if notice else None, LIKELY)


def _parts(asked: AskedFigure, best: Row, rows: Sequence[RowRead], document: Document) -> tuple[Row, ...]:
    """Return the rows that a cost of sales or inventories are made of, where the best row is a part, or of another table."""
    if COST in asked.stems and not best.as_typed:
        return whole_cost(asked, best, rows, document)
    stock = _stock_in(asked, document) if asked.stems == {INVENTORIES} else ()
    is_first = best.statement == "position" and stock and best.index < stock[0].index
    return () if is_first or any(row.table == best.table or row.fit[1] == 0 for row in stock) else stock


def _of_one_name(asked: AskedFigure, best: Row, timely: Sequence[Row], document: Document) -> tuple[Row, ...]:
    """Return the rows of a table with the name of the best and other figures, each with its section, of no other line item."""
    same = [row for row in timely if row.table == best.table and row.document == best.document and row.fit[:-1] == best.fit[:-1]]
    same = [row for row in same if row is best or (row.figures.label == best.figures.label and by_year(row) != by_year(best))]
    held = []
    is_named = False  # by the label of the section, of which all is asked for
    for row in sorted(same, key=lambda row: row is not best):
        section = [n for n in over_row(document, row.index)[1] if not row.heads or n > row.heads.lines[-1]]
        words = words_of(" ".join(reading(document, *document.segments[n].span) for n in section))
        is_named = is_named or (row is best and bool(words) and words <= asked.said)
        if row is best or not (words & ITEMS - asked.stems or (is_named and words - asked.said)):
            held.append(replace(row, section=tuple(section)))
    return tuple(held) if 1 < len(held) <= IN_SECTION else ()


def _is_told_otherwise(row: Row, others: Sequence[Row]) -> bool:
    """Say whether a statement has other figures under such a name than a row of none, which may be of a part."""
    figures = {abs(figure) for figure in by_year(row).values()}
    of_statements = [by_year(other).values() for other in others if other.statement and not row.statement]
    return any(held and not figures & set(map(abs, held)) for held in of_statements)


def _told(asked: AskedFigure, question: str, row: Row, document: Document, *, doubtful: bool) -> RowsTold:
    """Return a row with what is said over it: what its years come to, its changes, its cell, or the balance that it leads to."""
    notice = None
    unit = unit_of(document, row) if row.heads else ""
    over = None if doubtful else asked_over(question)
    meant = as_meant(row.figures.label, by_year(row, nil=False))
    figures_held: dict[Time, Decimal] = {(year, None): figure for year, figure in meant.items()}
    if over and not is_of_itself(row.figures.label) and (told := told_over(over, figures_held, question)):
        notice = told
    elif asked.change and not (row.cell is not None and CHANGES.search(row.figures.label)):  # which is printed
        since = bool(GROWN_ON.search(question))
        told = None if is_among_changes(document, row) else of_years(row, asked.times.years, since=since)
        notice = told or "The row is quoted as printed; no change was computed."
    elif row.cell is not None:
        notice = f"Under “{row.under}” this row has {' '.join(row.figures.cell(row.cell).split())}."
    elif row.closing is not None and len(row.figures.cells) == 1:
        balance = figures(reading(document, *document.segments[row.closing].span))
        notice = f"This row has {row.figures.cell(0)}, over the line “{balance.label}” that closes the year." if balance else None
    if notice and row.heads:
        figure = meant.get(row.heads.columns[row.cell].year or 0) if row.cell is not None and not asked.change else None
        notice = with_unit(notice, unit, "" if figure is None else converted(question, figure, unit))
    return RowsTold((row,), notice, SURE if row.exact else LIKELY)


def _resting(asked: AskedFigure, reports: Reports) -> dict[str, Row]:
    """Return the rows that a measure is worked out from, which go together, by line item; none where fewer than two are found.

    What else is asked, a segment, say, must be met by each of them. They are of statements if those hold two of them: a note may
    be on a part of the company; and of none that the measure does not rest on: inventories in that of cash flows are their change.
    """
    rest = asked.stems - words_of(asked.measure or "") - stem_set(asked.measure or "")
    by_item = [reports.matching(replace(asked, net=asked.net or item == NET), words_of(item) | rest) for item in asked.items]
    fits = [[row for row in matched if row.exact and row.fit[1] > 0] for matched in by_item]
    kinds = {*asked.statements, "income", "position"} if asked.statements else set(KINDS)
    of_statements = [[row for row in some if row.statement in kinds] for some in fits]
    others = [[row for row in some if not row.statement or row.statement in kinds] for some in fits]
    by_name = (dict(zip(asked.items, some, strict=True)) for some in (of_statements, others))
    return next((found for found in map(together, by_name) if len(found) > 1), {})


def _measured(asked: AskedFigure, question: str, resting: Mapping[str, Row], reports: Reports) -> RowsTold:
    """Return the rows of a measure with what it is worked out as; with nothing said where they are of no statements together."""
    over = asked_over(question)
    name, years = asked.measure or "", asked.times.years
    compares = over is None and (asked.change or bool(_THAN.search(question)))
    parts: dict[str, tuple[Row, ...]] = {item: (row,) for item, row in resting.items()}
    if cost := resting.get(COST):
        parts[COST] = whole_cost(asked, cost, reports.rows, reports.open(cost.document))
    if INVENTORIES in asked.items and INVENTORIES not in parts:
        parts[INVENTORIES] = _stock(asked, list(resting.values()), reports.open)
    whole = {item: some for item, some in parts.items() if some}
    held = tuple(dict.fromkeys(row for some in whole.values() for row in some))
    units = sorted({unit_of(reports.open(row.document), row) for row in held} - {""})
    are_together = len({row.table for row in held}) == 1 or all(row.statement for row in held)
    are_together = are_together and len(set(map(scale_of, units))) < 2
    under = {row.under for row in held} if asked.times.is_latest else set()
    if under:
        whole = {item: tuple(map(_of_its_cell, some)) for item, some in whole.items()}
    notice = of_measure(name, whole, years, compares=compares, over=over) if are_together and len(under) < 2 else None
    if notice is None:
        return RowsTold(tuple(resting.values()), None, LIKELY)
    if under:
        notice += f" The cells are those under “{under.pop()}”."
    return RowsTold(held, with_unit(notice, units[0] if units and is_told_in(name, "sum") else ""), LIKELY, is_worked_out=True)


def _of_its_cell(row: Row) -> Row:
    """Return a row with the cell that is asked for alone, and its head."""
    if row.cell is None or row.heads is None:
        return replace(row, heads=None)
    cells, columns = (row.figures.cells[row.cell],), (row.heads.columns[row.cell],)
    return replace(row, figures=replace(row.figures, cells=cells), heads=replace(row.heads, columns=columns))


def _stock(asked: AskedFigure, resting: Sequence[Row], open_document: Open) -> tuple[Row, ...]:
    """Return the parts of the inventories of a balance sheet that other rows are of; () where it does not print them."""
    for position in (row for row in resting if row.statement == "position"):
        rows = _stock_in(asked, open_document(position.document))
        if rows and all(row.table == position.table for row in rows):
            return rows
    return ()


def _stock_in(asked: AskedFigure, document: Document) -> tuple[Row, ...]:
    """Return the parts of inventories that a document prints under a label of their own; () where it does not."""
    sections = document.once(_sections)
    parts = inventory_parts((section.label, section.rows) for section in sections)
    lines = next((section.lines for section in sections if parts and parts[0] in section.rows), ())
    return tuple(replace(fitted_row(asked, row, document, 1.0), section=lines) for row in parts)
