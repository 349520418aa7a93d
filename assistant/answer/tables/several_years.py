"""An average or a total over several years: what a question asks of it, and what the figures of those years come to.

"3 year average of capex as a % of revenue", "visits per year from 2023 to 2025 on average", "in total from 2018 to 2020". A year
without a figure is never made up: then nothing is worked out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.answer.tables.arithmetic import exact, in_time, written
from assistant.answer.tables.asked_of_tables import Time, times_in
from assistant.answer.tables.columns import CHANGES, is_same
from assistant.answer.tables.figure_form import bare, decimals, rounded
from assistant.answer.tables.formula import TIME, before
from assistant.answer.tables.row_figures import is_printed
from assistant.questions.counts import SMALL_NUMBER, number_of
from assistant.text.grid import Grid, Line
from assistant.text.patterns import any_case

MOST = 20  # years
_RANGE = any_case(
    rf"(?P<first>{TIME}) ?(?:to|until|through|[-–—]) ?(?P<last>{TIME})"
    rf"|\b(?:between|over|across) (?:the )?(?:years? )?(?P<a>{TIME}) and (?P<b>{TIME})"
)
_NUMBER = rf"(?P<n>{SMALL_NUMBER}|[2-9]|1\d)"
_YEARS = any_case(rf"\b{_NUMBER}[- ]years?\b")
_AVERAGE = any_case(r"\b(?:average|averaged|mean)\b")
_TOTAL = any_case(r"\b(?:in total|in all|totall?ed|altogether|combined|cumulative(?:ly)?|together|sum|total)\b")
_CHANGE = any_case(
    r"\b(?:differ\w*|chang\w+|gr[eo]w\w*|increas\w+|decreas\w+|compar\w+|ris(?:e|en|ing)|rose|f[ae]ll\w*|drop\w*|more|less|higher|lower"
    r"|up|down|trend)\b"
)
_BETWEEN = any_case(r"\bbetween\b")
_OF_ITSELF = any_case(r"\b(?:average|mean|median|rate|ratio|per|percentage|share|%)(?!\w)|%")


@dataclass(frozen=True, slots=True)
class Over:
    """What is asked over several years: their average or their total, which times, and how many, where either is said."""

    kind: Literal["average", "total"]
    times: tuple[Time, ...]
    number: int | None


def asked_over(question: str) -> Over | None:
    """Return what a question asks over several years; ``None`` where it names no span of them, and no number."""
    span, number = _RANGE.search(question), _YEARS.search(question)
    kind: Literal["average", "total"] | None = (
        "average" if _AVERAGE.search(question) else "total" if _TOTAL.search(question) else None
    )
    if kind is None or not (span or number) or _CHANGE.search(question):
        return None
    if span and span["a"] and kind == "total" and _BETWEEN.search(question):
        return None
    count = number_of(number["n"]) if number else None
    times = _between(span["first"] or span["a"], span["last"] or span["b"]) if span else ()
    if span and (len(times) < 2 or (count and count != len(times))):
        return None
    return Over(kind, times, count)


def _between(first: str, last: str) -> tuple[Time, ...]:
    """Return the times from one to another: 2022/23, 2023/24, 2024/25; () where they are of two sorts or far apart."""
    (one, *_), (other, *_) = times_in(first) or [(0, None)], times_in(last) or [(0, None)]
    if (one[1] is None) != (other[1] is None) or not 0 < other[0] - one[0] < MOST:
        return ()
    back = [other]
    while back[-1][0] > one[0]:
        back.append(before(back[-1]))
    return tuple(reversed(back)) if back[-1] == one else ()


def told_over(over: Over, figures: Mapping[Time, Decimal], question: str) -> str | None:
    """Say what the figures of several years come to; ``None`` where one of them is missing, or it is not said which are meant."""
    times = over.times or (tuple(sorted(figures, key=str)) if over.number == len(figures) else ())
    held = [next((figure for time, figure in figures.items() if is_same(time, asked)), None) for asked in times]
    cells = [figure for figure in held if figure is not None]
    if len(cells) < 2 or len(cells) < len(held):
        return None
    total = sum(cells, Decimal(0))
    shown = (
        written(total)
        if over.kind == "total"
        else rounded(total / len(cells), places)
        if (places := decimals(question)) is not None
        else bare(total / len(cells))
    )
    parts = " + ".join(written(cell) if cell >= 0 else f"({written(cell)})" for cell in cells)
    parts = f"({parts}) / {len(cells)}" if over.kind == "average" else parts
    return f"The {over.kind} of {_name(times[0])} to {_name(times[-1])} is {shown}: {parts}, worked out from the cells of this row."


def _name(time: Time) -> str:
    return str(time[0]) if time[1] is None else f"{time[0]}/{time[1]:02d}"


def of_table(over: Over, grid: Grid, row: Line, columns: Sequence[int]) -> dict[Time, Decimal]:
    """Return the figures of a row by time, where its columns tell one time each of the same thing; else none."""
    timed = in_time(grid, [n for n in range(len(grid.columns)) if not CHANGES.search(grid.columns[n])])
    if over.times and not set(columns) & set(timed):
        return {}
    if _OF_ITSELF.search(f"{row.label} {' '.join(grid.columns[n] for n in timed)}") or any("%" in cell for cell in row.cells):
        return {}
    found: dict[Time, Decimal] = {}
    for n in timed:
        times, figure = times_in(grid.columns[n]), exact(row.cells[n])
        if len(times) != 1 or next(iter(times)) in found or figure is None or not is_printed(row.cells[n]):
            continue
        found[next(iter(times))] = figure
    return found


def is_of_itself(label: str) -> bool:
    """Say whether a row is an average or a share already, of which no total is one."""
    return bool(_OF_ITSELF.search(label))
