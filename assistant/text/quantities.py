"""Numbers and dates as they are written in reports, blogs and talk, read into values that can be compared.

``numbers`` reads digits and words alike: "1,850", "£112m", "quarter of a million", "two thirds", "12 per cent", "third".
``dates`` reads "3 May 2011", "May 2011", "2011-05-03", "2020/21" and a bare year. A span that is a date is no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.text.months import NUMBERS as MONTH_NUMBERS
from assistant.text.numerals import NTH, SCALES, SUFFIXES, cardinals, ordinals
from assistant.text.years import YEAR

_CARDINALS, _ORDINALS = cardinals(0, 90), ordinals(0, 20)
FRACTIONS: dict[str, int] = {"half": 2, "halve": 2, "quarter": 4, "third": 3, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
FRACTIONS |= {"ninth": 9, "tenth": 10}
_BEGIN = _CARDINALS.keys() | _ORDINALS.keys() | {"a", "half", "quarter"}
"""Words that a number may begin with."""
_MONTH = "(?:" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + r")\.?"
_DATE = re.compile(
    rf"\b(?P<iso>{YEAR}-\d\d(?:-\d\d)?)\b(?!-)"
    rf"|\b(?P<day>\d{{1,2}}){NTH}?(?:\s+of)?\s+(?P<month>{_MONTH})(?:,?\s+(?P<year>{YEAR})\b)?"
    rf"|\b(?P<month_us>{_MONTH})\s+(?P<day_us>\d{{1,2}}){NTH}?\b(?!\s*%|,?\d)(?:,?\s+(?P<year_us>{YEAR})\b)?"
    rf"|\b(?P<month_only>{_MONTH})(?:\s+of)?\s+(?P<year_only>{YEAR})\b"
    rf"|(?<![\d.,£$€/-])\b(?P<from>{YEAR})/(?P<to>\d\d(?:\d\d)?)\b"
    rf"|(?<![\d.,£$€/])\b(?P<bare>{YEAR})s?\b(?![.,]?\d|\s*(?:%|per\s?cent|million|billion|thousand)|/\d)",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(r"\b(?:in|since|until|by|of|from|to|last|next|early|late|every)\s+(?P<m>[A-Z][a-z]+)\b")
_DIGITS = re.compile(
    r"(?P<sign>[£$€])?\s?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:(?P<th>{NTH})\b|[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|mn|bn|tn|[kmb])\b)?"
    r"(?P<percent>\s?%|\s+per\s?cent(?:age points?)?\b)?"
    r"(?:\s+(?P<money>pounds?|euros?|dollars?|pence)\b)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]+")
_PERCENT = re.compile(r"\s*(?:%|per\s?cent\b|percent)", re.IGNORECASE)
_MONEY = re.compile(r"\s+(pound|euro|dollar)s?\b", re.IGNORECASE)
_SIGN = {"pound": "£", "euro": "€", "dollar": "$", "pence": "p"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text. ``unit`` is "£", "€", "$", "p", "%", "fraction", "ordinal", or "" for a count; 20% is 0.2."""

    value: float
    unit: str
    start: int
    end: int
    text: str

    def same(self, other: Number) -> bool:
        """Say whether both mean the same amount: "a fifth" and "20%" do, "£28" and "28" do not."""
        shares = {self.unit, other.unit} <= {"%", "fraction"}
        return (self.unit == other.unit or shares) and abs(self.value - other.value) <= 1e-9 * max(1.0, abs(self.value))


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar date, as exact as it is written; ``None`` where it does not say. ``to_year`` ends a span such as 2020/21."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    text: str
    to_year: int | None = None

    def within(self, other: Date) -> bool:
        """Say whether whatever happened on the other date also happened on this one, which may be less exact."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day), (self.to_year, other.to_year))
        return all(mine is None or mine == theirs for mine, theirs in pairs)


@lru_cache(maxsize=4096)
def dates(text: str) -> tuple[Date, ...]:
    """Find the dates in a text, in order; offsets count in the text as given."""
    found = []
    for m in _DATE.finditer(text):
        date = _read_date(m)
        if date is not None:
            found.append(date)
    taken = [(d.start, d.end) for d in found]
    for m in _MONTH_ALONE.finditer(text):
        start, end = m.span("m")
        month = MONTH_NUMBERS.get(m["m"].casefold())
        if month and len(m["m"]) > 2 and not any(a < end and start < b for a, b in taken):
            found.append(Date(None, month, None, start, end, m["m"]))
    return tuple(sorted(found, key=lambda d: d.start))


def _read_date(m: re.Match[str]) -> Date | None:
    """Return the date or span of years that was matched; ``None`` where it cannot be one."""
    here = (m.start(), m.end(), m[0])
    if m["iso"]:
        year, month, *day = (int(part) for part in m["iso"].split("-"))
        return Date(year, month, day[0] if day else None, *here) if 1 <= month <= 12 else None
    if m["from"]:
        year = int(m["from"])
        to = int(m["to"]) if len(m["to"]) == 4 else year // 100 * 100 + int(m["to"])
        return Date(year, None, None, *here, to_year=to) if to > year else None
    if m["bare"]:
        return Date(int(m["bare"]), None, None, *here)
    month_text = m["month"] or m["month_us"] or m["month_only"]
    if not month_text[0].isupper():
        return None  # "they may 2011 times": a month is written with a capital
    day_text, year_text = m["day"] or m["day_us"], m["year"] or m["year_us"] or m["year_only"]
    return Date(
        int(year_text) if year_text else None,
        MONTH_NUMBERS[month_text.rstrip(".").casefold()],
        int(day_text) if day_text else None,
        *here,
    )


@lru_cache(maxsize=4096)
def numbers(text: str) -> tuple[Number, ...]:
    """Find the numbers in a text that are not dates, in order; "one" alone counts only before a scale or a fraction."""
    taken = bytearray(len(text))  # 1 for each character that has been read
    found: list[Number] = []
    _take(taken, dates(text))
    for m in _DIGITS.finditer(text):
        start = m.start("digits")
        if not text[max(0, start - 1) : start].isalpha() and not any(taken[start : m.end()]):
            found.append(_read_digits(m))
    _take(taken, found)
    words = [(m[0].casefold(), m.start(), m.end()) for m in _WORD.finditer(text) if taken.find(1, m.start(), m.end()) < 0]
    at = 0
    while at < len(words):
        if words[at][0] not in _BEGIN:
            at += 1
            continue
        number, used = _read_words(text, words, at)
        if number is not None:
            found.append(number)
        at += max(used, 1)
    return tuple(sorted(found, key=lambda n: n.start))


def _take(taken: bytearray, read: Iterable[Date | Number]) -> None:
    for each in read:
        taken[each.start : each.end] = bytes([1]) * (each.end - each.start)


def _read_digits(m: re.Match[str]) -> Number:
    value = float(m["digits"].replace(",", ""))
    value *= SUFFIXES[m["scale"].casefold()] if m["scale"] else 1
    unit = m["sign"] or ""
    if m["percent"]:
        value, unit = value / 100, "%"
    elif m["th"]:
        unit = "ordinal"
    elif m["money"] and not unit:
        unit = _SIGN[m["money"].casefold().removesuffix("s")]
    start = m.start("sign") if m["sign"] else m.start("digits")
    return Number(value, unit, start, m.end(), m.string[start : m.end()])


def _read_words(text: str, words: list[tuple[str, int, int]], at: int) -> tuple[Number | None, int]:
    """Read the longest number that begins at a word; return it and how many words it used."""
    word, start, _ = words[at]
    total, i = _cardinal(words, at)
    fraction = words[i][0].removesuffix("s") if i < len(words) else ""
    if fraction in FRACTIONS and (word in ("a", "one", "half", "quarter") or total is not None):
        value = (1 if total is None else total) / FRACTIONS[fraction]
        end, scale = i + 1, 1.0
        tail = [w[0] for w in words[end : end + 3]]
        for skip in (["of", "a"], ["a"], []):
            if tail[: len(skip)] == skip and tail[len(skip) :] and tail[len(skip)] in SCALES:
                scale, end = SCALES[tail[len(skip)]], end + len(skip) + 1
                break
        unit = "" if scale > 1 else "fraction"
        return Number(value * scale, unit, start, words[end - 1][2], text[start : words[end - 1][2]]), end - at
    if total is not None and not (i == at + 1 and word in ("one", "a")):
        stop = words[i - 1][2]
        return _with_unit(text, total, start, stop), i - at
    if word in _ORDINALS and _ORDINALS[word] > 1:
        return Number(_ORDINALS[word], "ordinal", start, words[at][2], words[at][0]), 1
    return None, 1


_OF_PART = ("hundred", "dozen")  # scales within a part; the others end one


def _cardinal(words: list[tuple[str, int, int]], at: int) -> tuple[float | None, int]:
    """Return the number that begins at a word, a sum of parts each up to its scale, and the index behind it; ``None`` for none."""
    total, part, i, seen = 0.0, 0.0, at, False
    while i < len(words):
        word = words[i][0]
        if i > at and words[i][1] - words[i - 1][2] > 1:
            break  # punctuation lies between
        if word in _CARDINALS and (not seen or part % 10 == 0):
            part += _CARDINALS[word]
        elif word == "a" and not seen and i + 1 < len(words) and words[i + 1][0] in SCALES:
            part = 1
        elif word in _OF_PART and seen:
            part *= SCALES[word]
        elif word in SCALES and seen:
            total, part = total + part * SCALES[word], 0.0
        elif word == "and" and seen and words[i - 1][0] in SCALES and i + 1 < len(words) and words[i + 1][0] in _CARDINALS:
            pass
        else:
            break
        seen, i = True, i + 1
    if not seen and at + 1 < len(words) and words[at][0] == "a" and words[at + 1][0].removesuffix("s") in FRACTIONS:
        return 1.0, at + 1
    return (total + part if seen else None), i


def _with_unit(text: str, value: float, start: int, end: int) -> Number:
    if percent := _PERCENT.match(text, end):
        return Number(value / 100, "%", start, percent.end(), text[start : percent.end()])
    if money := _MONEY.match(text, end):
        return Number(value, _SIGN[money[1].casefold()], start, money.end(), text[start : money.end()])
    return Number(value, "", start, end, text[start:end])
