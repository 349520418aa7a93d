"""A line of column heads, cut at its bars, or in print where heads may begin: at capitals, at times, or at periods.

A cut counts only if it gives as many heads as there are columns, or one more for that of the labels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.text.cells import cells as parted
from assistant.text.months import MONTH, MONTHS
from assistant.text.patterns import any_case
from assistant.text.years import RECENT_YEAR
from assistant.types import Span

_MONTH = f"(?:{MONTH}|{'|'.join(month[:3] for month in MONTHS)})"
_DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*"
_TO = "(?: to | ?[–-] ?)"
TIME = re.compile(
    rf"\b(?:{_MONTH}{_TO}{_MONTH}\b(?: {RECENT_YEAR})?|{_DAY}{_TO}{_DAY}\b)"
    rf"|(?:\d{{1,2}} {_MONTH},? |{_MONTH}\.? (?:\d{{1,2}},? )?)?(?:FY ?)?{RECENT_YEAR}(?:[/–-]\d\d(?:\d\d)?)?\b(?![.,]\d|%)"
    rf"|\bQ[1-4]\b(?: {RECENT_YEAR})?|\d{{1,3}} ?(?:[-–]|to) ?\d{{1,3}}\b|\b\d{{1,2}}\+"
    rf"|\b\d{{1,2}} and over\b|\b(?:Under|Over) \d\d\b"
)
"""A time, a part of the year or the week, or a span of ages that heads a column."""
_PERIOD = any_case(
    r"\b(?:(?:three|six|nine|twelve|thirteen|twenty-six|thirty-nine|fifty-two|\d\d?)[ -](?:months?|weeks?)"
    r"|quarters?|(?:fiscal )?years?)"
    r"(?: periods?)? (?:ended|ending)\b"
)
_ENDS_OPEN = any_case(r"\b(?:ended|ending|since|from|versus|vs)$")
_OF_THE_HEAD = any_case(r"\b(?:since|from|on|over|versus|vs\.?|against|than) $")  # "Change since 2021"
_WORD = re.compile(r"\S+")
_UNIT = any_case(r"\(?(?:in )?(?:[£$€]\S*|thousands?|millions?)(?: (?:thousands?|millions?|m))?\)? ")
_NOTES = frozenset(("note", "notes", "ref", "notes:"))


def holds_several(line: str) -> bool:
    """Say whether a line holds the beginnings of several heads."""
    bare = TIME.sub(" ", line)
    return sum(word[0].isupper() for word in bare.split()) + len(TIME.findall(line)) > (2 if TIME.search(line) else 1)


def cut_heads(text: str, width: int, ways: Sequence[str]) -> list[Span] | None:
    """Cut a line of heads where they begin; ``None`` where no way gives as many as there are columns."""
    if "|" in text:
        spans = parted(text)[-width - 1 :]
        apart = len({text[slice(*span)] for span in spans[-width:]}) == width
        return spans if len(spans) > width and apart else None
    begins = heads_begin(text)
    return next((found for way in ways if (found := _spans(text, begins[way], width)) is not None), None)


def heads_begin(text: str) -> dict[str, list[int]]:
    """Return where heads may begin in a line of them: at capitals, at times, at both, and at periods ("Six Months Ended")."""
    times = [m.span() for m in TIME.finditer(text)]
    inside = [range(a + 1, b) for a, b in times]
    begins = [m.start() for m in _WORD.finditer(text) if not any(m.start() in span for span in inside)]
    capital = [n for n in begins if text[n].isupper() and not any(n == a for a, _ in times)]
    of_time = [a for a, _ in times if not _OF_THE_HEAD.search(text[:a])]
    changes = [m.start() for m in re.finditer(r"(?<=\s)(?:(?:% )?[Cc]hange|[Tt]otal|[Vv]ariance|All)(?=\s|$)", text)]
    periods = [m.start() for m in _PERIOD.finditer(text)]
    return {"capitals": capital, "times": sorted({*of_time, *changes}), "both": sorted({*capital, *of_time}), "periods": periods}


def _spans(text: str, starts: Sequence[int], width: int) -> list[Span] | None:
    """Return the heads that begin so, with what stands before them; ``None`` where they are not one to a column."""
    if not starts:
        return None
    spans = list(pairwise([*starts, len(text)]))
    before = text[: starts[0]].strip()
    if not before and text[slice(*spans[0])].strip().lower() in _NOTES:
        spans = spans[1:]
    if len(spans) not in (width, width + 1) or (before and len(spans) > width):
        return None
    if TIME.search(before if before or len(spans) == width else text[slice(*spans[0])]):
        return None
    last = TIME.match(text[slice(*spans[-1])])
    if last and width > 1 and all(TIME.fullmatch(text[slice(*span)].strip()) for span in spans[-width:-1]):
        spans[-1] = (spans[-1][0], spans[-1][0] + last.end())  # "2022 2021 Assets": the label of a section
    heads = [text[slice(*span)].strip() for span in spans]
    if 0 < sum(bool(_ENDS_OPEN.search(head)) for head in heads) < len(heads):
        return None  # "31 December 2023 Nine months ended", "31 December 2023"
    if len(set(heads)) < len(heads) or any(len(TIME.findall(head)) > 1 for head in heads):
        return None
    return [(a, a + len(text[a:b].rstrip())) for a, b in spans]


def two_levels(words: Sequence[str], width: int) -> tuple[str, str, list[Span], tuple[str, ...]] | None:
    """Return heads of which each of the upper line stands over as many of the lower one, which are the same under each.

    ``words`` are the lines, the lower first; with the heads come both lines as one, the head of the labels, and their spans.

    "Homes  Businesses" over "2013 2024 2013 2024": the columns are "Homes 2013", "Homes 2024", "Businesses 2013" and so on.
    """
    if len(words) < 2 or ("|" in words[0]) != ("|" in words[1]):
        return None
    begins = heads_begin(words[0])
    ways = (
        {"bars": parted(words[0])[-width:]}
        if "|" in words[0]
        else {way: list(pairwise([*begins[way], len(words[0])])) for way in ("capitals", "times")}
    )
    for lower in ways.values():
        held = [words[0][slice(*span)].strip() for span in lower]
        fewest = 1 if "|" in words[0] else 2  # "Borough | County" over "2021/22 | 2021/22"
        each = next((n for n in range(fewest, width) if width % n == 0 and held == held[:n] * (width // n)), 0)
        upper = _upper(words[1], width // each) if each and len(held) == width else None
        if upper is None or len(set(held[:each])) < each:
            continue
        over = [words[1][slice(*span)].strip() for span in upper[-(width // each) :]]
        at = len(words[1]) + 1
        corner = f"{words[1][: upper[-len(over)][0]]} {words[0][: lower[0][0]]}".strip(" |")
        spans = [(a + at, a + at + len(head)) for (a, _), head in zip(lower, held, strict=True)]
        columns = tuple(f"{over[n // each]} {head}" for n, head in enumerate(held))
        return f"{words[1]} {words[0]}", corner, spans, columns
    return None


def stacked(words: Sequence[str], width: int) -> tuple[str, str, list[Span], tuple[str, ...]] | None:
    """Return heads that go on in the line under them, a word each and in small letters.

    "Share Retained" over "capital earnings Total": the columns are "Share capital", "Retained earnings" and "Total". ``words`` and
    what is returned are as for :func:`two_levels`; each head stands where its last word does.
    """
    if len(words) < 2 or width < 2 or any("|" in line or TIME.search(line) for line in words[:2]):
        return None
    begins = heads_begin(words[1])["capitals"]
    over = [words[1][a:b].strip() for a, b in pairwise([*begins, len(words[1])])]
    unit = _UNIT.match(words[0])
    lower = list(_WORD.finditer(words[0], unit.end() if unit else 0))
    small = sum(m[0].islower() for m in lower)
    if begins[:1] != [0] or not 1 < small <= len(over) <= small + 1 or len(lower) != width or not lower[0][0].islower():
        return None
    corner = over.pop(0) if small < len(over) else (unit[0].strip() if unit else "")
    goes_on = iter(over)
    columns = tuple(f"{next(goes_on)} {m[0]}" if m[0].islower() else m[0] for m in lower)
    at = len(words[1]) + 1
    return f"{words[1]} {words[0]}", corner, [(m.start() + at, m.end() + at) for m in lower], columns


def _upper(text: str, width: int) -> list[Span] | None:
    """Return the heads of the upper of two lines; ``None`` where they are not as many as stand under it."""
    if "|" not in text:
        return cut_heads(text, width, ("periods", "capitals", "times"))
    named = {text[slice(*span)]: span for span in reversed(parted(text)) if span[0] < span[1]}
    spans = list(reversed(named.values()))[-width:]
    return spans if len(spans) == width else None
