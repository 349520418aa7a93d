"""What is worked out from the cells that are quoted, and said over them: a difference, a share, the greatest of a column.

Only figures that stand in the quoted rows, or in the column that was compared, go into it, and the words say which.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from assistant.answer.tables.asked_of_tables import Wanted, times_in
from assistant.text.cells import value
from assistant.text.column_heads import TIME
from assistant.text.enumeration import enumerated
from assistant.text.grid import Grid, Line
from assistant.text.patterns import any_case

ROUNDED = 0.5  # units of a figure by which each part of a sum may have been rounded

_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d*)(?:\.\d+)?")
_DIGITS = re.compile(r"\.?\d[\d,.]*[-–—−]?")
_PARTED = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_MARK = re.compile(r"(?<=[\d%)]) ?(?:\[\w{1,2}\]|\(\w\))$")
_APART = re.compile(r"\W*\d[\d/–-]*\W*")
PLANNED = any_case(r"\b(?:plan(?:ned)?|budget(?:ed)?|forecast|target|estimated?)\b")
_FROM = re.compile(r"[-–—−(]")


def exact(cell: str) -> Decimal | None:
    """Return the number of a cell as it is printed, negative in brackets or behind a sign; ``None`` of two, or of "12,5"."""
    bare = _MARK.sub("", cell.strip())
    found = _DIGITS.findall(_PARTED.sub("", bare))
    if not found:
        return Decimal(0) if bare and not bare.strip("-–—−") else None
    number = found[0].rstrip(".,")
    if len(found) > 1 or not _NUMBER.fullmatch(number):
        return None
    figure = Decimal(number.replace(",", ""))
    return -figure if _FROM.match(bare.lstrip("£$€ ")) else figure


def written(number: Decimal) -> str:
    """Write a number with its thousands parted."""
    return f"{number:,f}"


def in_full(number: float) -> str:
    """Write a number with its thousands parted, all its digits and no more: 2.3 of 7.4 less 5.1."""
    return f"{number:,.12g}"


def side_by_side(wanted: Wanted, grid: Grid, rows: Sequence[Line], columns: Sequence[int]) -> str | None:
    """Return what is said over one row or several: the cell that is asked for, or the difference between two."""
    if len(rows) == 1:
        return _of_one(wanted, grid, rows[0], columns)
    if len(rows) == 2 and len(columns) == 1:
        (n,) = columns
        one, other = (exact(row.cells[n]) for row in rows)
        if one is None or other is None or rows[0].label == rows[1].label:  # of two sections, which the labels do not tell
            return None
        more, less = (rows[0], rows[1]) if one >= other else (rows[1], rows[0])
        if "ratio" in wanted.says and min(one, other) > 0:
            times = times_as_much(max(one, other), min(one, other))
            return f"“{more.label}” is {times} times “{less.label}” under “{grid.columns[n]}”, worked out from the two rows."
        apart = f"“{more.label}” is {written(abs(one - other))} more than “{less.label}”" if one != other else "Both are the same"
        return f"{apart} under “{grid.columns[n]}”, worked out from the two rows."
    return None


def _of_one(wanted: Wanted, grid: Grid, row: Line, columns: Sequence[int]) -> str | None:
    """Return what is said over one row: a ratio, a difference, a change, else its cells; ``None`` where it tells all itself."""
    if "ratio" in wanted.says and len(columns) == 2 and (ratio := _ratio(grid, row, columns)):
        return ratio
    if (wanted.compares or "plan" in wanted.says) and len(columns) == 2 and (apart := _apart(wanted, grid, row, columns)):
        return apart
    if wanted.compares and len(columns) == len(wanted.times) == len(in_time(grid, columns)) == 2:
        return change(grid, row, *in_time(grid, columns))
    timed = in_time(grid, columns if len(columns) > 1 else range(len(grid.columns))) if wanted.of_change else []
    if len(timed) > 1:
        return change(grid, row, *_ends(timed, columns, since="since" in wanted.says))
    if wanted.of_change and (several := _changes(grid, row, columns)):
        return several
    if not columns or len(columns) == len(grid.columns) > 1:
        return None
    heads, cells = [f"“{grid.columns[n]}”" for n in columns], [row.cells[n] for n in columns]
    return f"Under {enumerated(heads)} this row has {enumerated(cells)}."


def _ratio(grid: Grid, row: Line, columns: Sequence[int]) -> str | None:
    """Say what the later of two cells is over the earlier one; ``None`` where one of them is no figure above nought."""
    first, last = in_time(grid, columns) or columns
    below, above = exact(row.cells[first]), exact(row.cells[last])
    if not (below and above and below > 0 and above > 0):
        return None
    parts = f"{row.cells[last]} under “{grid.columns[last]}” over {row.cells[first]} under “{grid.columns[first]}”"
    return f"{parts} is {times_as_much(above, below)}, worked out from these two cells."


def _apart(wanted: Wanted, grid: Grid, row: Line, columns: Sequence[int]) -> str | None:
    """Say how much more one of two cells is, in per cent of a plan too; ``None`` where one comes after the other, or as much."""
    one, other = (exact(row.cells[n]) for n in columns)
    if in_time(grid, columns) or one is None or other is None or one == other:
        return None
    more, less = columns if one > other else reversed(columns)
    apart = f"{written(abs(one - other))} more under “{grid.columns[more]}” than under “{grid.columns[less]}”"
    plan = [figure for n, figure in zip(columns, (one, other), strict=True) if PLANNED.search(grid.columns[n])]
    if "plan" in wanted.says and len(plan) == 1 and plan[0] > 0 and "%" not in row.cells[more]:
        apart += f", {per_cent(abs(one - other), plan[0])} of what was planned"
    return f"This row has {apart}, worked out from these two cells."


def _ends(timed: Sequence[int], columns: Sequence[int], *, since: bool) -> tuple[int, int]:
    """Return the columns between which a change is told: of one that is asked for, that before it; ``since`` it, to the last."""
    only = columns[0] if len(columns) == 1 and columns[0] in timed else timed[0]
    if len(columns) == 1 and only in timed[1:] and not since:
        return timed[timed.index(only) - 1], only
    return only if only in timed[:-1] else timed[0], timed[-1]


def _changes(grid: Grid, row: Line, columns: Sequence[int]) -> str | None:
    """Say how a row changed under each of two heads: "Group 2024, Group 2025, Trust 2024, Trust 2025"."""
    families = _families(grid, columns)
    told = [change(grid, row, family[0], family[-1]) for family in families if len(family) > 1]
    return " ".join(filter(None, told)) if len(told) == len(families) == 2 and all(told) else None


def in_time(grid: Grid, columns: Sequence[int]) -> list[int]:
    """Return the columns of the same thing at one time after another, in order; none where several have as many."""
    most = sorted(_families(grid, columns), key=len, reverse=True)
    return [] if not most or (len(most) > 1 and len(most[0]) == len(most[1])) else most[0]


def _families(grid: Grid, columns: Sequence[int]) -> list[list[int]]:
    """Return the columns that name times, those of the same thing together and in order."""
    families: dict[str, list[int]] = {}
    for n in sorted(columns, key=lambda n: sorted((a, b or 0) for a, b in times_in(grid.columns[n]))):
        if times_in(grid.columns[n]):
            families.setdefault(_APART.sub(" ", TIME.sub(" ", grid.columns[n])).strip(), []).append(n)
    return list(families.values())


def change(grid: Grid, row: Line, first: int, last: int) -> str | None:
    """Say how a row changed from one column to another, in figures and, where it may be, in per cent of the first."""
    before, after = exact(row.cells[first]), exact(row.cells[last])
    if before is None or after is None or ("%" in row.cells[first]) != ("%" in row.cells[last]):
        return None
    head, then = grid.columns[first], grid.columns[last]
    said = f"From {row.cells[first]} under “{head}” to {row.cells[last]} under “{then}”"
    return f"{said}: {shifted(before, after, in_shares=grid.percent or '%' in row.cells[first])}, worked out from these two cells."


def change_down(grid: Grid, one: Line, other: Line, column: int) -> str | None:
    """Say how a column changed from the earlier of two rows, whose labels are times, to the later."""
    first, last = sorted((one, other), key=lambda row: sorted((a, b or 0) for a, b in times_in(row.label)))
    before, after = exact(first.cells[column]), exact(last.cells[column])
    if before is None or after is None:
        return None
    said = f"From {first.cells[column]} in “{first.label}” to {last.cells[column]} in “{last.label}” under “{grid.columns[column]}”"
    in_shares = grid.percent or "%" in f"{first.cells[column]}{grid.columns[column]}"
    return f"{said}: {shifted(before, after, in_shares=in_shares)}, worked out from these two cells."


def shifted(before: Decimal, after: Decimal, *, in_shares: bool = False) -> str:
    """Say how one figure became another: "up by 217 (18.0 %)", in points where they are shares, by size where both are negative."""
    if before == after:
        return "no change"
    way = f"{'up' if after > before else 'down'} by {written(abs(after - before))}"
    if in_shares:
        return f"{way} points"
    if before < 0 and after < 0:  # a loss, or what is spent: "(1,978)" and "(1,377)"
        size = "larger" if after < before else "smaller"
        return f"{size} by {written(abs(after - before))} ({per_cent(abs(after - before), -before)})"
    return f"{way} ({per_cent(abs(after - before), before)})" if before > 0 and after > 0 else way


def share(grid: Grid, row: Line, total: Line, column: int) -> str | None:
    """Say which share a row is of a sum."""
    part, whole = exact(row.cells[column]), exact(total.cells[column])
    if part is None or not whole or abs(part) > abs(whole) or part * whole < 0:  # of other rows, or a loss of a profit
        return None
    said = f"{row.cells[column]} of {total.cells[column]} under “{grid.columns[column]}”"
    return f"{said} is {per_cent(part, whole)}, worked out from these two cells."


def per_cent(part: Decimal, whole: Decimal) -> str:
    """Write a share in per cent, to one decimal."""
    return f"{part / whole * 100:.1f} %"


def times_as_much(more: Decimal, less: Decimal) -> str:
    """Write how many times one figure another is, to two decimals."""
    return f"{more / less:.2f}"


def sums(grid: Grid) -> frozenset[int]:
    """Return the rows, by index, that are the sum of those before them, back to the sum before, in most of the columns."""
    found: Counter[int] = Counter()
    for n in range(len(grid.columns)):
        since: list[float] = []
        for place, line in enumerate(grid.rows):
            figure = value(line.cells[n])
            enough = len(since) > 2 or (len(since) > 1 and place == len(grid.rows) - 1)
            if figure is not None and enough and abs(sum(since) - figure) <= ROUNDED * len(since):
                found[line.index] += 1
                since = []
            elif figure is not None:
                since.append(figure)
    return frozenset(index for index, columns in found.items() if columns > len(grid.columns) / 2)


Parts = Sequence[tuple[Line, float]]


def extreme(wanted: Wanted, grid: Grid, parts: Parts, measure: tuple[int, ...], _total: Line | None) -> tuple[list[Line], str]:
    """Return the rows with the greatest or least figures, with those that have the same as the last, and say what was compared."""
    ordered = sorted(parts, key=lambda part: part[1], reverse=wanted.form == "most")
    if len(ordered) < wanted.last:
        return [], ""
    last = ordered[wanted.last - 1][1]
    within = [part for n, part in enumerate(ordered) if wanted.first - 1 <= n and (n < wanted.last or part[1] == last)]
    chosen = [line for line, _ in within]
    in_shares = wanted.relative and len(measure) > 1
    shown = [
        line.cells[measure[-1]] if len(measure) == 1 else f"{figure:.1f} %" if in_shares else in_full(figure)
        for line, figure in within
    ]
    word = "highest" if wanted.form == "most" else "lowest"
    if wanted.first > 1:
        word = f"{['second', 'third'][wanted.first - 2]} {word}"
    names = enumerated([f"“{line.label}”" for line in chosen])
    several = wanted.last > wanted.first
    numbers = f"the {len(chosen)} {word} are {enumerated(shown)}" if several else f"the {word} is {shown[0]}"
    return chosen, f"{_compared(grid, parts, measure, 'changes in per cent' if in_shares else 'differences')}, {numbers}: {names}."


def across(wanted: Wanted, grid: Grid, row: Line, columns: Sequence[int]) -> str | None:
    """Say which column of a row has its greatest or least figure."""
    held = [(figure, n) for n in columns if (figure := value(row.cells[n])) is not None]
    if len(held) < 2:
        return None
    best = (max if wanted.form == "most" else min)(figure for figure, _ in held)
    heads = enumerated([f"“{grid.columns[n]}”" for figure, n in held if figure == best])
    cell = next(row.cells[n] for figure, n in held if figure == best)
    word = "highest" if wanted.form == "most" else "lowest"
    return f"Of the {len(held)} figures compared in this row, the {word} is {cell}: {heads}."


def beyond_limit(wanted: Wanted, grid: Grid, parts: Parts, measure: tuple[int, ...], total: Line | None) -> tuple[list[Line], str]:
    """Return the rows beyond a limit, or those that rose or fell, and say what was compared."""
    limit = of = 0.0
    if wanted.form == "beyond" and wanted.limit:
        limit = of = wanted.limit.figure
        if total is not None:
            of = limit / 100 * (value(total.cells[measure[0]]) or 0.0)
        elif not wanted.limit.is_share and limit >= grid.scale:
            of = limit / grid.scale
    under = wanted.form == "falls" or (wanted.form == "beyond" and wanted.limit is not None and wanted.limit.under)
    chosen = [line for line, figure in parts if (figure < of if under else figure > of)]
    said = f"{limit:g} % of “{total.label}”" if total is not None else in_full(of)
    number = "1 is" if len(chosen) == 1 else f"{len(chosen)} are"
    notice = f"{_compared(grid, parts, measure)}, {number} {'below' if under else 'above'} {said}"
    if total is not None:
        whole = exact(total.cells[measure[0]])
        shares = [per_cent(p, whole) for line in chosen if whole and (p := exact(line.cells[measure[0]])) is not None]
        notice += f": {enumerated(shares)}, worked out from the cells" if len(shares) == len(chosen) else ""
    return chosen, f"{notice}."


def _compared(grid: Grid, parts: Parts, measure: tuple[int, ...], what: str = "differences") -> str:
    if len(measure) == 1:
        return f"Of the {len(parts)} figures under “{grid.columns[measure[0]]}” that are no sums"
    return f"Of the {len(parts)} {what} between “{grid.columns[measure[0]]}” and “{grid.columns[measure[1]]}”"
