"""The cells of a table's row as it is written: between bars, with bars around it as Markdown has them or without.

Readers of web pages, Word files and slides write rows as "Bakery | 900 | 120"; where such a row begins with a bar and does not
end with one, its first cell is empty.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise

from assistant.types import Span

_PARTED = re.compile(r"\S \| \S")
_BAR = re.compile(r"(?<!\\)\|")
_NEGATIVE = re.compile(r"^\s*(?:\(|[-–—−]\s*[£$€]?\d|[£$€]\s*\()")
_NUMBER = re.compile(
    r"[-–—−+(]*\s*[£$€¥]?\s*[-–—−+(]?\s*(?:\d[\d,]*(?:\.\d+)?|\.\d+)\s*\)?\s*(?:%|x|m|bn|k|pp?|million|billion|per cent)?\s*\)?%?"
)
_NOTHING = re.compile(r"[-–—−]+")


def is_row(line: str) -> bool:
    """Say whether a line is written as a row of a table."""
    line = line.strip()
    if line.startswith("|"):
        return len(line) > 1 and (line.endswith("|") or " | " in line)
    return bool(_PARTED.search(line))


def is_rule(line: str) -> bool:
    """Say whether a line is the one that Markdown puts under the heads of a table: "| --- | ---: |"."""
    return {"|", "-"} <= set(line) <= set("|:- \t")


def cells(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the spans of the cells of the row ``text[start:end]``, without the spaces around them."""
    end = len(text) if end is None else end
    bars = [match.start() for match in _BAR.finditer(text, start, end)]
    found = [_trimmed(text, a, b) for a, b in pairwise([start, *(n for bar in bars for n in (bar, bar + 1)), end])][::2]
    closed = len(found) > 1 and found[-1][0] == found[-1][1]
    if closed:
        found.pop()
    if closed and len(found) > 1 and found[0][0] == found[0][1]:
        del found[0]
    return found


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip())
    return (begin, begin + len(words.strip())) if words.strip() else (end, end)


def in_words(text: str) -> str:
    """Return a text whose rows of tables are to be read in a line of words: dots for bars, semicolons between rows, no rules."""
    parts = []
    for tabular, lines in groupby((line for line in text.split("\n") if not is_rule(line)), key=is_row):
        words = (" · ".join(row_cells(line)) if tabular else line for line in lines)
        parts.append((";\n" if tabular else "\n").join(words))
    return "\n".join(parts)


def row_cells(row: str) -> list[str]:
    """Return the words of the cells of a row."""
    return [row[slice(*cell)] for cell in cells(row)]


def value(cell: str) -> float | None:
    """Return the number of a cell, negative in brackets or behind a sign; ``None`` where it holds none. A dash is nothing: 0."""
    bare = cell.strip()
    if _NOTHING.fullmatch(bare):
        return 0.0
    if not _NUMBER.fullmatch(bare):
        return None
    digits = re.sub(r"[^\d.]", "", bare)
    return -float(digits) if _NEGATIVE.match(bare) else float(digits)
