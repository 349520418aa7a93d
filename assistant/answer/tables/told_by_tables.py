"""A question that a table answers: by a cell, by two rows or two times side by side, by the greatest, or by all beyond a limit.

1. the tables of the documents that the question names, or of the best ones, are read (:mod:`assistant.text.grid`);
2. a row must say what is asked, by its label, its column heads and what it stands under; names, figures and times must all be met,
   of the other words all but one or two;
3. "which … the most", "which … more than", "which … fell" compare the rows of one column, sums left out, and quote those that
   answer; what was compared, and what was worked out from the cells quoted, is told in a notice (:mod:`.arithmetic`).

Where no table meets the question nothing is said here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from assistant.answer.choose.evidence import Pick
from assistant.answer.tables.account_rows import CHANGES_IN, MOST_BLOCKS, PART, WHOLE
from assistant.answer.tables.accounts import ITEMS
from assistant.answer.tables.arithmetic import across, beyond_limit, change_down, extreme, in_time, share, side_by_side, sums
from assistant.answer.tables.asked_of_accounts import DATE, INTERIM
from assistant.answer.tables.asked_of_tables import LIGHT, OF_PLACES, Time, Wanted, label_words, times_in, wanted_of
from assistant.answer.tables.columns import (
    ALL,
    CHANGES,
    PER_CENT,
    as_printed,
    asked_columns,
    is_of_no_count,
    is_same,
    leeway,
    measured,
    names_row,
    opens_with,
    otherwise,
    unmet_of,
)
from assistant.answer.tables.documents import documents_asked, of_quarter
from assistant.answer.tables.row_figures import is_change
from assistant.answer.tables.said_over import said_over
from assistant.answer.tables.table_rows import SEVERAL, Tabled, TableRow, as_well, is_told_otherwise
from assistant.questions.names import names_in
from assistant.retrieve.finance import statement_named
from assistant.retrieve.named_documents import by_letters
from assistant.retrieve.retriever import Found
from assistant.text.cells import value
from assistant.text.enumeration import enumerated
from assistant.text.grid import Grid, Line, grids
from assistant.text.units import without_unit
from assistant.types import Document, Open

MOST = 12  # rows that are listed
TOP = 5  # passages whose documents are looked through
NEAR = 10  # passages a table among which goes before others
UNSEEN = 0.5  # what a statement of the document that is named is worth where it is not among them
CHANGES_ONLY = 0.5  # what it costs that the lines of the balance sheet are told by their change only
INTERIM_COSTS = 1.0  # what it costs that a report is on a part of a year, where none is asked for
UNASKED = 0.5  # what a word in the label of a total takes off that is not asked for
OPENING = 3  # lines at the head of a document that say whose it is, of at most so many characters:
LONGEST_LINE = 200  # characters of a line that may say whose a document is
_OF_TIMES = frozenset(("year",))  # which are the heads of columns, where these name times
_BRACKETED = re.compile(r"(?<=\w) ?\([^()]*\)$")  # "Q1 (April to June)"
_QUARTER = re.compile(r"q[1-4]")


def told_by_table(found: Found, open_document: Open, wanted: Wanted | None = None) -> Tabled | None:
    """Return the rows of a table that answer a question, or what is ``wanted`` of it; ``None`` where no table does."""
    wanted = wanted or wanted_of(found.query.text)
    if wanted is None:
        return None
    named, undated = _documents(found, wanted)
    looked_at = named or dict.fromkeys(p.document for p in found.passages[:TOP])
    held = [each for id_ in looked_at for each in _told_in(open_document(id_), found, wanted, undated, is_named=id_ in named)]
    if not held or (_OF_TIMES.intersection(wanted.kind) and len(named) > 1):  # another report has other years
        return None
    first, near = max(held, key=lambda told: told[0].score + told[1])
    best = replace(first, score=first.score + near)
    lines, grid = [row.line for row in best.rows], best.rows[0].grid
    document = open_document(grid.document)
    doubtful = is_told_otherwise(grid, lines[0], document.once(grids_of))
    of_accounts = any(statement_named(each.named) for each in document.once(grids_of))  # whose statements go before notes
    if doubtful and wanted.form == "cell" and not of_accounts and (others := as_well(first, [told for told, _ in held])):
        return replace(best, rows=(*best.rows, *others), notice=SEVERAL)
    notice = said_over(found.query.text, best.notice, grid, lines, best.columns, document, doubtful=doubtful)
    return replace(best, notice=notice)


def _documents(found: Found, wanted: Wanted) -> tuple[Sequence[str], Wanted | None]:
    """Return the documents that a question names; with what is wanted of those on just its quarter, where these are some."""
    named, _ = documents_asked(found)
    bearing = of_quarter(found)
    if not bearing or (named and not set(named) & set(bearing)):
        return named, None
    hard = frozenset(w for w in wanted.hard if not _QUARTER.match(w))
    undated = replace(wanted, times=frozenset(), hard=hard, of_change=False)  # which dates those are is not known
    return [id_ for id_ in bearing if not named or id_ in named], undated


def _told_in(
    document: Document, found: Found, wanted: Wanted, undated: Wanted | None, *, is_named: bool
) -> Iterator[tuple[Tabled, float]]:
    """Yield what each table of a document tells of what is wanted, or of that ``undated``, with what its place is worth."""
    question, heading = found.query.text, next(p.title for p in found.passages if p.document == document.id)
    title = label_words(f"{heading} {document.id}") | by_letters(names_in(question), heading)
    title |= label_words(opening(document)) - set(wanted.kind)  # "UNITED STATES" over a report makes no table one of states
    is_whole = "part" in wanted.says or DATE.search(question) or not INTERIM.search(document.title or "")
    for grid in document.once(grids_of):
        kind = statement_named(grid.named)
        statement = bool(wanted.soft & ITEMS) and kind is not None
        if near := _near(grid, found) or (UNSEEN if statement and is_named else 0.0):
            dated = rows_told(wanted, grid, title)
            told = dated or (rows_told(undated, grid, title) if undated else None)
            near += bool(statement) + bool(dated and undated)  # a statement before a note, and a quarter that the heads name
            cost = CHANGES_ONLY * (kind == "cash") + INTERIM_COSTS * (not is_whole)
            if told:
                yield replace(told, score=told.score - cost), near


def untold_by_table(found: Found, picks: Sequence[Pick], open_document: Open) -> str | None:
    """Say of which times only the row is that a question names, where it asks for another and no sentence found speaks of that."""
    wanted = wanted_of(found.query.text)
    if wanted is None or wanted.form != "cell" or not wanted.times or wanted.loose:
        return None
    on_it = [pick.text for pick in picks[:NEAR] if _is_on(wanted, pick.text)]
    spoken = frozenset[Time]().union(*map(times_in, on_it))
    if any(is_same(a, b) for a in spoken for b in wanted.times):
        return None
    told = told_by_table(found, open_document, replace(wanted, times=frozenset()))
    grid, line = (told.rows[0].grid, told.rows[0].line) if told and len(told.rows) == 1 else (None, None)
    if grid is None or line is None or not _near(grid, found) or not label_words(line.label) <= wanted.asked | LIGHT:
        return None
    heads = [head for head in grid.columns if times_in(head) and not CHANGES.search(head)]
    return f"The row for this, “{line.label}”, covers {enumerated(heads)} only." if heads else None


def _is_on(wanted: Wanted, text: str) -> bool:
    """Say whether a text speaks of what is asked: it has half of the words at least."""
    words = wanted.soft | wanted.hard
    return 2 * len(unmet_of(words, label_words(text))) <= len(words)


def opening(document: Document) -> str:
    """Return the first lines of a document, which say whose it is."""
    first = islice((s for s in document.segments if s.is_body and s.role != "row"), OPENING)
    return " ".join(document.text[s.start : s.end] for s in first if s.end - s.start < LONGEST_LINE)


def _near(grid: Grid, found: Found) -> float:
    """Return what it is worth that a table stands among the first passages, the more the higher."""
    ranks = (
        p.rank for p in found.passages[:NEAR] if p.document == grid.document and p.start <= grid.ends and grid.heads[0] <= p.end
    )
    return 0.5 + 0.5 / rank if (rank := next(ranks, 0)) else 0.0


def grids_of(document: Document) -> tuple[Grid, ...]:
    """Return the tables of a document; to read them takes about 0.1 s."""
    return tuple(grids(document)) if len(document.segments) <= MOST_BLOCKS else ()


def rows_told(wanted: Wanted, grid: Grid, title: frozenset[str]) -> Tabled | None:
    """Return the rows of one table that answer; ``title`` are the words that say what its document is."""
    over = label_words(f"{without_unit(grid.named)} {grid.corner}")
    if wanted.form == "cell":
        return _cells(wanted, grid, over, title)
    wanted = replace(wanted, kind=tuple(w for w in wanted.kind if w not in title) or wanted.kind)  # "Which Elm segments …?"
    return _ranked(wanted, grid, over | title) if grid.columns else None


def _cells(wanted: Wanted, grid: Grid, over: frozenset[str], title: frozenset[str]) -> Tabled | None:
    """Return the row, or the rows that are compared, that the words of a question name."""
    labels = {line.index: label_words(line.label) for line in grid.rows}
    named = _named(wanted, grid, labels, over, title)
    opened = [line for line in grid.rows if opens_with(line.label, wanted.hard - title)]
    if not (named or opened):
        return _of_times(wanted, grid, over | title) or _of_all(wanted, grid, over, title)
    whole = _whole(named, labels, wanted.asked | over | LIGHT)
    parts = [line for line in named if line.index not in sums(grid)] if "share" in wanted.says else []
    best = _best(opened or parts or named, labels, wanted.asked)
    compared = (whole if 1 < len(whole) < 4 else _two_of(named, labels, wanted.asked)) if wanted.compares else []
    rows = compared if len(compared) > 1 else [best]
    of = frozenset[str]().union(*(labels[line.index] | label_words(line.section) for line in rows))
    columns, heads = asked_columns(wanted, grid, of | (wanted.hard & title)) if grid.columns else as_printed(wanted, grid)
    columns = [n for n in columns if any(row.cells[n] for row in rows)]
    said = of | heads | over | title
    unmet = unmet_of(wanted.soft, said)
    may_lack = 2 if opened else leeway(labels[best.index], wanted.asked, over)
    if not (columns or heads) or not wanted.hard <= said or len(unmet) > may_lack:
        return None
    if (unmet and labels[best.index].isdisjoint(wanted.asked - title)) or any(is_of_no_count(wanted, grid, row) for row in rows):
        return None
    is_headed = bool(heads or (wanted.times and len(columns) == 1))
    if (wanted.loose or not grid.columns) and (unmet or not whole or not is_headed):
        return None
    by_label = sum(len(labels[line.index] & wanted.asked) for line in rows)
    strange = 0.3 * len(labels[best.index] - wanted.asked)  # words of the label that nobody asked for
    score = len(wanted.asked & said) + by_label - 0.5 * len(unmet) - strange - _of_part(wanted, grid)
    return _told(wanted, grid, rows, _narrowed(wanted, grid, rows, columns), score)


def _named(
    wanted: Wanted, grid: Grid, labels: Mapping[int, frozenset[str]], over: frozenset[str], title: frozenset[str]
) -> list[Line]:
    """Return the rows that a question names: by the label, by the label without what stands in brackets, or by a cell of words."""
    asked = wanted.asked
    titled = over | (wanted.hard & title if asked - title else frozenset())  # the name of the document names no row

    def names_of(line: Line) -> Iterator[frozenset[str]]:
        yield labels[line.index]
        yield label_words(_BRACKETED.sub(" ", line.label))
        yield from (label_words(cell) for cell in line.parts if len(line.parts) > 1)

    return [line for line in grid.rows if any(names_row(words, asked, titled) for words in names_of(line))]


def _whole(named: Sequence[Line], labels: Mapping[int, frozenset[str]], known: frozenset[str]) -> list[Line]:
    """Return the rows of whose label, brackets left out, every word is known; of one that says more of the same, only that."""
    whole = [line for line in named if label_words(_BRACKETED.sub(" ", line.label)) <= known]
    return [line for line in whole if not any(labels[line.index] < labels[other.index] for other in whole)]


def _best(lines: Sequence[Line], labels: Mapping[int, frozenset[str]], asked: frozenset[str]) -> Line:
    """Return the row of whose label most words are asked for, and fewest are not."""
    return max(lines, key=lambda line: (len(labels[line.index] & asked), -len(labels[line.index] - asked)))


def _narrowed(wanted: Wanted, grid: Grid, rows: Sequence[Line], columns: Sequence[int]) -> list[int]:
    """Return the columns that are told: of rows side by side what is measured, of a share the latest time."""
    if len(rows) > 1 and len(columns) > 1:
        columns = measured(replace(wanted, of_change=False), grid, columns) or columns
    counted = [n for n in columns if not CHANGES.search(grid.columns[n])]
    if "share" in wanted.says and not wanted.times and len(counted) > 1 and len(in_time(grid, counted)) == len(counted):
        return in_time(grid, counted)[-1:]
    return list(columns)


def _told(wanted: Wanted, grid: Grid, rows: Sequence[Line], columns: Sequence[int], score: float) -> Tabled:
    """Return rows with what is said over them; with the sum that a row is a part of, where its share is asked for."""
    row = rows[0]
    if wanted.of_change and CHANGES.search(row.label):  # "Sales % change": what is asked for is printed
        wanted = replace(wanted, of_change=False)
    in_shares = len(columns) == 1 and "%" in row.cells[columns[0]]
    total = _total(wanted, grid, row, columns) if len(rows) == 1 and not in_shares else None
    notice = share(grid, row, total, columns[0]) if total else side_by_side(wanted, grid, rows, columns)
    if wanted.of_change and is_change(statement_named(grid.named), row.label) and CHANGES_IN.search(row.section):
        notice = None
    quoted = tuple(TableRow(grid, line) for line in (*rows, *([total] if total else ())))
    return Tabled(quoted, notice, score, tuple(columns))


def _two_of(named: Sequence[Line], labels: Mapping[int, frozenset[str]], asked: frozenset[str]) -> list[Line]:
    """Return the two rows that are set against each other by other words, of whose labels all words but one are asked for."""
    near = [line for line in named if len(labels[line.index] - asked) < 2 <= len(labels[line.index] & asked)]
    apart = [line for line in near if all((labels[line.index] & labels[o.index] & asked) == frozenset() for o in near if o != line)]
    return apart if len(apart) == 2 else []


def _of_times(wanted: Wanted, grid: Grid, around: frozenset[str]) -> Tabled | None:
    """Return the row of the time that a question names, or the two of which it asks for the change, where times are the labels."""
    timed = [line for line in grid.rows if any(is_same(a, b) for a in times_in(line.label) for b in wanted.times)]
    if len(timed) != len(wanted.times) or not 0 < len(timed) < 3 or not grid.columns or any(map(times_in, grid.columns)):
        return None
    columns, heads = asked_columns(replace(wanted, times=frozenset()), grid, frozenset())
    if len(columns) != 1 or not heads & wanted.soft or unmet_of(wanted.soft, heads | around) or not wanted.hard <= heads | around:
        return None
    two = len(timed) == 2 and (wanted.of_change or wanted.compares)
    notice = change_down(grid, timed[0], timed[1], columns[0]) if two else side_by_side(wanted, grid, timed, columns)
    return Tabled(tuple(TableRow(grid, line) for line in timed), notice, float(len(wanted.asked & (heads | around)) + len(timed)))


def _of_all(wanted: Wanted, grid: Grid, over: frozenset[str], title: frozenset[str]) -> Tabled | None:
    """Return the sum over a column that a question names, or of a table that it names by its title, where it names no row."""
    summed = sums(grid)
    totals = [line for line in grid.rows if line.index in summed or ALL.match(line.label)]
    columns, heads = asked_columns(wanted, grid, frozenset()) if grid.columns else ([], frozenset[str]())
    said = heads | over | title
    strange = {word for word in heads - LIGHT - wanted.asked if not word.isdigit()}
    if len(columns) != 1 or len(totals) != 1 or not (heads | over) & wanted.soft or strange:
        return None
    if unmet_of(wanted.soft, said) or not wanted.hard <= said:
        return None
    row = totals[0]
    return Tabled((TableRow(grid, row),), side_by_side(wanted, grid, [row], columns), float(len(wanted.asked & said)))


def _of_part(wanted: Wanted, grid: Grid) -> float:
    """Return what it costs that a table is of a part of a year only, where none is asked for."""
    return 0.5 if PART.search(grid.written) and "part" not in wanted.says and not WHOLE.search(grid.written) else 0.0


def _total(wanted: Wanted, grid: Grid, row: Line, columns: Sequence[int]) -> Line | None:
    """Return the sum that a row is a part of, where its share is asked for and the figures are none themselves."""
    if "share" not in wanted.says or len(columns) != 1 or _is_in_shares(grid, columns[0]):
        return None
    summed = sums(grid)
    totals = [line for line in grid.rows if line.index in summed and line.index > row.index]
    return totals[0] if totals else None


def _ranked(wanted: Wanted, grid: Grid, around: frozenset[str]) -> Tabled | None:
    """Return the rows that are the greatest or least of a column, beyond a limit, or that rose or fell."""
    columns, heads = asked_columns(wanted, grid, frozenset())
    measure = measured(wanted, grid, columns) if columns else None
    if measure is None or not any(word.startswith(wanted.root) for n in measure for word in label_words(grid.columns[n]) or ("",)):
        return None
    is_of_total = wanted.form == "beyond" and wanted.limit and wanted.limit.is_share and not _is_in_shares(grid, measure[0])
    total = _sum_asked_for(wanted, grid) if is_of_total else None
    if is_of_total and total is None:
        return None
    met = heads | around | (label_words(total.label) if total else frozenset())
    kind = frozenset(wanted.kind)
    if kind & _OF_TIMES and in_time(grid, range(len(grid.columns))):
        return _across(wanted, grid, around, unmet_of(wanted.soft, around) - kind)
    if not (total or _tells_kind(kind, grid, met)):
        return None
    rest = unmet_of(wanted.soft, met) - kind
    if _is_of_columns(kind, grid) and not total:
        return _across(wanted, grid, around, rest) if rest else None
    section = [line for line in grid.rows if rest and rest <= label_words(line.section)]
    if not wanted.hard <= met or ((len(rest) > 1 or rest & ITEMS) and not section):
        return None
    parts = [
        (line, f)
        for line in _parts(section or grid.rows, grid, total)
        if (f := _figure(line, measure, relative=wanted.relative)) is not None
    ]
    signs = {f > 0 for _, f in parts if f}
    if len(parts) < 2 or (wanted.form == "least" and len(signs) > 1 and not wanted.of_change):
        return None
    compared = beyond_limit if wanted.form not in ("most", "least") else extreme
    chosen, notice = compared(wanted, grid, parts, measure, total)
    if not 0 < len(chosen) <= MOST:
        return None
    score = 2.0 * len(wanted.asked & met) - len(rest) + 3.0 * bool(kind & label_words(grid.corner))
    score -= UNASKED * len(label_words(total.label) - wanted.asked) if total else 0.0
    return Tabled(tuple(TableRow(grid, line) for line in (*chosen, *([total] if total else ()))), notice, score)


def _is_in_shares(grid: Grid, column: int) -> bool:
    return grid.percent or bool(PER_CENT.search(grid.columns[column]))


def _sum_asked_for(wanted: Wanted, grid: Grid) -> Line | None:
    """Return the sum of a table of which a question names a word, the one whose label says the least else."""
    totals = sums(grid)
    summed = [line for line in grid.rows if line.index in totals and label_words(line.label) & wanted.soft]
    return min(summed, key=lambda line: len(label_words(line.label) - wanted.asked), default=None)


def _tells_kind(kind: frozenset[str], grid: Grid, met: frozenset[str]) -> bool:
    """Say whether the rows of a table are what "which" asks after, as far as its heads and titles tell."""
    are_places = kind <= OF_PLACES and bool(label_words(grid.corner) & OF_PLACES)
    return not kind or are_places or bool(kind & met) or any(otherwise(word, met) for word in kind)


def _parts(lines: Sequence[Line], grid: Grid, total: Line | None) -> list[Line]:
    """Return the rows that are no sums: of those a total is made of, the ones that stand above it."""
    totals = sums(grid)
    parts = [line for line in lines if line.index not in totals and not ALL.match(line.label)]
    return [line for line in parts if total is None or line.index < total.index]


def _is_of_columns(kind: frozenset[str], grid: Grid) -> bool:
    """Say whether a kind is that of the columns: named over the table, "by age group", but not over its labels, and no time."""
    labelled = any(word in label_words(grid.corner) or otherwise(word, label_words(grid.corner)) for word in kind)
    named = bool(kind & label_words(grid.named))
    return bool(grid.corner) and named and not labelled and not in_time(grid, range(len(grid.columns)))


def _across(wanted: Wanted, grid: Grid, around: frozenset[str], rest: frozenset[str]) -> Tabled | None:
    """Return the row that a question names, where "which" asks for one of its columns: "Which age group cycles the most?"."""
    rows = [line for line in grid.rows if not unmet_of(rest, label_words(line.label))]
    columns = [n for n in range(len(grid.columns)) if not ALL.search(grid.columns[n])]
    if len(rows) != 1 or wanted.form not in ("most", "least") or not wanted.hard <= around | label_words(rows[0].label):
        return None
    notice = across(wanted, grid, rows[0], columns)
    return Tabled((TableRow(grid, rows[0]),), notice, 2.0 * len(rest)) if notice else None


def _figure(line: Line, measure: tuple[int, ...], *, relative: bool) -> float | None:
    """Return the figure by which a row is compared: its cell, or how far two are apart, ``relative`` in per cent of the first."""
    held = [value(line.cells[n]) for n in measure]
    if None in held:
        return None
    first, last = (held[0] or 0.0) if len(held) > 1 else 0.0, held[-1] or 0.0
    if relative and len(held) > 1:
        return (last - first) / first * 100 if first > 0 else None
    return last - first
