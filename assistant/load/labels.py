"""Lines that are printed like headings and are none: a name over an office, a label over its value, items of a list.

"Rhodri Pask" in bold over "Chief Executive" opens no section; the two are read together, so that either finds the other. Nor do
"Candour", "Patience" and "Fairness", one under another and nothing under any: they are the list that the heading above announces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from assistant.load.furniture import Row
from assistant.load.headings import NUMBERING, PART, Mark, weight
from assistant.text.offices import OFFICE, PERSON

_LONGEST = 60  # characters of an office, a value, an item
_FEWEST = 3  # headings with nothing under them that make a list
_NEAR = 1.8  # of the size of the print, from one line down to the next that belongs to it
_PERSON = re.compile(rf"{PERSON}(?:,? (?:[A-Z]{{2,4}}|PhD|Jr|Sr)\.?)*")
_OFFICE = re.compile(rf"(?:\w+[ -]|and |of |the |& ){{0,4}}?{OFFICE}(?:,.*| (?:of|for|to|at|in|on|and|&|[–(-]).*|$)", re.IGNORECASE)
_CAPITAL = re.compile(r"[A-Z&(]|(?:and|of|for|the|to|in|on|de)\b")


def not_headings(rows: Sequence[Row], marks: dict[int, Mark]) -> None:
    """Take back the headings that are labels or items; what stands under a label goes on in its block."""
    for index, above in enumerate(rows[:-1]):
        below = [rows[index + 1], *takewhile(lambda row: marks[row.start].goes_on, rows[index + 2 :])]
        after = rows[index + len(below) + 1] if index + len(below) + 1 < len(rows) else None
        if _belong(above, below, after, marks):
            marks[above.start].role, marks[above.start].goes_on = "paragraph", False
            for row in below:
                marks[row.start].role, marks[row.start].goes_on = "paragraph", True
    for run in _bare(rows, marks):
        for row in run:
            marks[row.start].role, marks[row.start].goes_on = "item", False


def _belong(above: Row, below: Sequence[Row], after: Row | None, marks: dict[int, Mark]) -> bool:
    """Say whether a line that looks like a heading is but a name over an office, or over the part that it plays."""
    mark, told = marks[above.start], below[0]
    if mark.role != "heading" or mark.goes_on or mark.level is not None or not _is_next(above, told):
        return False
    if marks[told.start].role not in ("paragraph", "heading") or len(told.text) > _LONGEST or told.text[-1] in ".!?:;":
        return False
    if after is not None and marks[after.start].role in ("paragraph", "item") and not after.bold and _is_next(below[-1], after):
        return False
    name = above.text.rstrip(" :")
    if _PERSON.fullmatch(name) and _OFFICE.fullmatch(told.text):
        return True
    return above.text.endswith(":") and len(name.split()) > 1 and all(map(_CAPITAL.match, name.split()))


def _is_next(above: Row, below: Row) -> bool:
    return 0 < above.box.bottom - below.box.bottom < _NEAR * max(above.size, below.size)


def _bare(rows: Sequence[Row], marks: dict[int, Mark]) -> Iterator[Sequence[Row]]:
    """Yield the runs of brief headings, printed alike and with nothing between them, that stand under a weightier one."""
    first = 0
    while first < len(rows):
        end = first + 1
        while end < len(rows) and _alike(rows[first], rows[end], marks):
            end += 1
        run = rows[first:end]
        if len(run) >= _FEWEST and _alike(run[0], run[0], marks) and _announced(rows[:first], run[0], marks):
            yield run
        first = end


def _alike(first: Row, row: Row, marks: dict[int, Mark]) -> bool:
    """Say whether a row is a brief heading of one line that is printed as another is."""
    mark, text = marks[row.start], row.text
    if mark.role != "heading" or mark.goes_on or mark.level is not None or len(text) > _LONGEST or text[-1] in ":?":
        return False
    return not (NUMBERING.match(text) or PART.match(text)) and abs(row.size - first.size) < 0.3 and row.bold == first.bold


def _announced(before: Sequence[Row], first: Row, marks: dict[int, Mark]) -> bool:
    """Say whether the next heading above is a weightier one, over several lines or not."""
    above = next((row for row in reversed(before) if marks[row.start].role == "heading"), None)
    own = weight(first.text, first.size, bold=first.bold)
    return above is not None and weight(above.text, above.size, bold=above.bold) > own
