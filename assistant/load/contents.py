"""Contents pages of a PDF: rows that only lead elsewhere, a title and the page it is on.

They are navigation, not evidence. Such rows have dot leaders up to a page number, or stand below each other, three at
least, with numbers that rise and titles that are found on the pages they name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.load.furniture import Row, letters_of

_LABEL = re.compile(r"(?<=[\s.·…])(?:\d{1,4}|[ivxl]{1,7}|[A-Z]-?\d{1,3})$")
_LONGEST_LABEL = 7  # characters of a page number, roman ones too
_LEADER = " .·…\u00a0"
_HEAD = re.compile(
    r"(?i)(?:table of )?contents(?: \(continued\))?|(?:beginning )?page(?: no\.?| number)?|part [ivx]{1,4}\W*(?:page)?"
)
_AT_LEAST = 3  # entries that make contents of a page
_GAP = 2  # rows between two entries that are none, for a title over two lines
_TELLING = 30  # letters at the end of a title that are looked for on the page it leads to


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row (``index`` on its page) that may lead elsewhere, and the page that it names."""

    index: int
    title: str
    leaders: bool
    label: str


def find_contents(rows: Sequence[Sequence[Row]], labels: Sequence[str | None], furniture: set[int]) -> set[int]:
    """Return where the rows start that are lines of contents; ``labels`` are those of the sheets, where known."""
    found: set[int] = set()
    leads_there = _finder(rows, labels)
    for sheet, on_page in enumerate(rows):
        kept = [row for row in on_page if row.start not in furniture]
        entries = [entry for index, row in enumerate(kept) if (entry := _entry(index, row, len(rows)))]
        led = [entry for entry in entries if entry.leaders]
        if _rise(led) and (len(led) > 1 or any(leads_there(entry, sheet) for entry in led)):
            found.update(kept[entry.index].start for entry in led)
        for run in _runs(entries):
            if len(run) < _AT_LEAST or not _rise(run):
                continue
            if 2 * sum(entry.leaders or leads_there(entry, sheet) for entry in run) >= len(run):
                first = run[0].index
                while first and _HEAD.fullmatch(" ".join(kept[first - 1].text.split())):
                    first -= 1
                found.update(row.start for row in kept[first : run[-1].index + 1])
    return found


def _finder(rows: Sequence[Sequence[Row]], labels: Sequence[str | None]) -> Callable[[_Entry, int], bool]:
    """Return a test whether the title of an entry is found on the page it names, by its label or its sheet."""
    sheets = {label: sheet for sheet, label in enumerate(labels) if label is not None}
    letters: dict[int, str] = {}

    def leads_there(entry: _Entry, here: int) -> bool:
        title = letters_of(entry.title)[-_TELLING:]
        for sheet in {sheets.get(entry.label, -1), int(entry.label) - 1 if entry.label.isdigit() else -1} - {here}:
            if 0 <= sheet < len(rows):
                letters[sheet] = letters.get(sheet) or letters_of(" ".join(row.text for row in rows[sheet]))
                if title in letters[sheet]:
                    return True
        return False

    return leads_there


def _entry(index: int, row: Row, sheets: int) -> _Entry | None:
    """Read a row as a line of contents: words, and one page number that the document may have."""
    found = _LABEL.search(row.text, max(len(row.text) - _LONGEST_LABEL - 1, 0))
    if not found or (found[0].isdigit() and int(found[0]) > 1.2 * sheets + 10):
        return None
    label, before = found[0], row.text[: found.start()]
    title = before.rstrip(_LEADER + "\n")
    filling = before[len(title) :]
    if len(title) < 3 or len(title) > 200 or title[-1] in ",$€£(" or title[-1].isdigit():
        return None
    return _Entry(index, title, sum(filling.count(mark) for mark in ".·…") > 3, label)


def _runs(entries: Sequence[_Entry]) -> Iterator[list[_Entry]]:
    """Split entries into those that stand below each other, with a line or two between them at most."""
    run: list[_Entry] = []
    for entry in entries:
        if run and entry.index - run[-1].index > _GAP + 1:
            yield run
            run = []
        run.append(entry)
    if run:
        yield run


def _rise(entries: Sequence[_Entry]) -> bool:
    """Tell whether the numbers rise, but for one in five."""
    numbers = [int(entry.label) for entry in entries if entry.label.isdigit()]
    return bool(entries) and sum(a <= b for a, b in pairwise(numbers)) >= 0.8 * (len(numbers) - 1)
