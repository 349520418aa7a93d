"""A measure or a change worked out from the cells of quoted rows of accounts, year by year.

A measure is a formula over line items (:mod:`.formula`), or several: the first whose lines are all there is taken, and what was
taken is told with it. A line that is missing is never made up, and what is divided by must be more than nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.answer.choose.figure_rows import Row
from assistant.answer.tables.accounts import measure_named, share_of
from assistant.answer.tables.arithmetic import per_cent, shifted, written
from assistant.answer.tables.asked_of_tables import Time
from assistant.answer.tables.figure_form import rounded
from assistant.answer.tables.formula import Formula, LineNamed, Sum, in_words, lines, parsed, worked_out
from assistant.answer.tables.row_figures import as_meant, by_year, shares_by_year
from assistant.answer.tables.several_years import Over
from assistant.text.patterns import any_case

_OTHERS = "other definitions exist"
_OF_LOSSES = any_case(r"\btax rate")  # reports print a rate of a loss, too: (0.6) %


def is_told_in(name: str, told: str) -> bool:
    """Say whether a measure is told in such a way: as a "share", as a "sum" of money, or in "times"."""
    found = _defined(name)
    return found is not None and found[1] == told


def _defined(name: str) -> tuple[tuple[Formula, ...], str, bool] | None:
    """Return the formulas of a measure, at the end of one year for its average last, how it is told, and if there are others."""
    named = measure_named(name)
    if named is None:
        share = share_of(name)
        return ((Sum("/", LineNamed(share[0]), LineNamed(share[1])),), "share", False) if share else None
    texts = dict.fromkeys(each for text in named.formulas for each in (text, text.replace("average ", "")))
    return tuple(formula for text in texts if (formula := parsed(text)) is not None), named.told, named.has_others


def of_measure(
    name: str, rows: Mapping[str, Sequence[Row]], years: frozenset[int], *, compares: bool = False, over: Over | None = None
) -> str | None:
    """Return a measure worked out for the years asked for and the one before, or all; ``None`` where it cannot be.

    ``rows`` are by line item; several of one item are its parts. ``compares`` says that it is asked how the years compare, so each
    must be of the same definition; ``over`` what is asked over several years.
    """
    found = _defined(name)
    if found is None:
        return None
    formulas, kind, has_others = found
    figures = {
        item: as_meant(row.figures.label, by_year(row, nil=False)) for part in rows.values() for row in part for item in [_key(row)]
    }
    labels = {_key(row): row.figures.label for part in rows.values() for row in part}
    for formula in formulas:
        if not {line.name for line in lines(formula)} <= rows.keys():
            continue
        whole = _with_parts(formula, rows)
        told = _by_year(whole, figures, bool(_OF_LOSSES.search(name)))
        asked = years | ({year - 1 for year in years} if compares and len(years) == 1 else frozenset())
        wanted = {year for year in told if not years or year in years or year + 1 in years}
        if over and over.times:
            wanted &= {time[0] for time in over.times} | set(years)
        if not wanted or not asked <= told.keys():
            continue
        measure = _Measure(whole, kind, {year: told[year] for year in sorted(wanted, reverse=True)})
        said = [_said(name, measure, labels, has_others)]
        if compares and len(wanted) > 1:
            said.append(_way(measure))
        return " ".join([*said, *_over(over, measure)])
    return None


def _key(row: Row) -> str:
    return f"{row.document} {row.index}"


def _with_parts(formula: Formula, rows: Mapping[str, Sequence[Row]]) -> Formula:
    """Return a formula over rows in place of line items, one that has parts as their sum."""
    if isinstance(formula, Sum):
        return Sum(formula.sign, _with_parts(formula.left, rows), _with_parts(formula.right, rows))
    if isinstance(formula, Decimal):
        return formula
    first, *others = (LineNamed(_key(row), formula.times, formula.kind) for row in rows[formula.name])
    whole: Formula = first
    for other in others:
        whole = Sum("+", whole, other)
    return whole


def _by_year(formula: Formula, figures: Mapping[str, Mapping[int, Decimal]], of_losses: bool) -> dict[int, Decimal]:
    """Return what a formula comes to in each year in which nothing is missing, nor a loss divided by but where that is meant."""
    years = frozenset[int]().union(*figures.values())
    divided = [] if of_losses else [part for part in _parts(formula) if isinstance(part, Sum) and part.sign == "/"]

    def figure(name: str, time: Time) -> Decimal | None:
        return figures[name].get(time[0])

    told = {}
    for year in years:
        below = [worked_out(part.right, (year, None), figure) for part in divided]
        result = worked_out(formula, (year, None), figure)
        if result is not None and all(part is not None and part > 0 for part in below):
            told[year] = result
    return told


def _parts(formula: Formula) -> list[Formula]:
    return [formula, *_parts(formula.left), *_parts(formula.right)] if isinstance(formula, Sum) else [formula]


@dataclass(frozen=True, slots=True)
class _Measure:
    """What a formula came to by year, the last year first, and the ``kind`` of figure that it is told as."""

    formula: Formula
    kind: str
    by_year: Mapping[int, Decimal]

    def shown(self, figure: Decimal) -> str:
        """Write a figure of its kind."""
        return (
            per_cent(figure, Decimal(1)) if self.kind == "share" else written(figure) if self.kind == "sum" else rounded(figure, 2)
        )


def _said(name: str, measure: _Measure, labels: Mapping[str, str], has_others: bool) -> str:
    each = ", ".join(f"{measure.shown(figure)} in {year}" for year, figure in measure.by_year.items())
    words = in_words(measure.formula, labels.__getitem__)
    how = f"taken as {words}; {_OTHERS}" if has_others else words
    return f"“{name}” is {each}: worked out from the rows below, {how}."


def _way(measure: _Measure) -> str:
    """Say whether it is higher or lower in the last year than in the one before."""
    (year, one), (before, other), *_ = measure.by_year.items()
    if measure.shown(one) == measure.shown(other):
        return f"As rounded, it is the same in {year} as in {before}."
    return f"It is {'higher' if one > other else 'lower'} in {year} than in {before}."


def _over(over: Over | None, measure: _Measure) -> Iterator[str]:
    """Yield the average, or the total of sums, over the years where these are what is asked over."""
    if over is None or not _is_span(over, list(measure.by_year)):
        return
    many, total = len(measure.by_year), sum(measure.by_year.values(), Decimal(0))
    if over.kind == "average":
        mean = total / many
        yield f"The average of these {many} years is {measure.shown(mean) if measure.kind != 'sum' else rounded(mean, 2)}."
    if over.kind == "total" and measure.kind == "sum":
        yield f"The total of these {many} years is {written(total)}."


def _is_span(over: Over, years: Sequence[int]) -> bool:
    """Say whether some years are those that are asked for, one after the other."""
    asked = sorted((time[0] for time in over.times), reverse=True)
    return list(years) == asked if asked else len(years) == over.number and years[0] - years[-1] == len(years) - 1


def of_years(row: Row, years: frozenset[int], *, since: bool = False) -> str | None:
    """Return how a row changed over the years asked for, or in the one asked for from the one before; ``since`` it, to the last."""
    in_shares = "%" in row.figures.text
    figures = shares_by_year(row) if in_shares else by_year(row)
    first, last = (min(years), max(years)) if len(years) > 1 else (max(years, default=0) - 1, max(years, default=0))
    if since and len(years) == 1 and max(figures, default=0) > last:
        first, last = last, max(figures)
    if first not in figures or last not in figures:
        return None
    way = shifted(figures[first], figures[last], in_shares=in_shares)
    told = f"From {figures[first]} % in {first} to {figures[last]} % in {last}:" if in_shares else f"From {first} to {last}"
    return f"{told} {way}, worked out from the two cells of this row."
