"""A formula over lines of a table, as a question gives it or as a measure is defined: read, worked out in decimals, written.

"365 * (average accounts payable between FY2016 and FY2017) / (FY2017 COGS + change in inventory between FY2016 and FY2017)",
"total current assets divided by total current liabilities", "nursery sales less cost of sales". What stands between the signs is
the name of a line, with its year or without; which row it is, is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from assistant.answer.tables.arithmetic import written
from assistant.answer.tables.asked_of_tables import Time, times_in
from assistant.text.patterns import any_case
from assistant.text.years import RECENT_YEAR

LONGEST_NAME = 10  # words of the name of a line
MOST = 40  # tokens of a formula

Sign = Literal["+", "-", "*", "/"]
Kind = Literal["line", "average", "change"]


@dataclass(frozen=True, slots=True)
class LineNamed:
    """A line of a table: its name, and what of it is taken: its figure, the average of two times, the change between them.

    Without ``times`` it is of the time that is asked for; an average or a change also of the one before.
    """

    name: str
    times: tuple[Time, ...] = ()
    kind: Kind = "line"


@dataclass(frozen=True, slots=True)
class Sum:
    """Two parts of a formula and the sign between them."""

    sign: Sign
    left: Formula
    right: Formula


Formula = Decimal | LineNamed | Sum
Figure = Callable[[str, Time], Decimal | None]

_FORMS_OF: Mapping[Sign, tuple[str, ...]] = {
    "+": ("+", "plus"),
    "-": ("-", "–", "−", "minus", "less"),
    "*": ("*", "×", "x", "times", "multiplied by"),
    "/": ("/", "÷", "divided by", "over"),
}
_SIGNS = {form: sign for sign, forms in _FORMS_OF.items() for form in forms}
TIME = rf"(?:FY|CY)? ?'?{RECENT_YEAR}(?:[/–-](?:20)?\d\d(?!\d))?|\b(?:FY|CY) ?'?\d\d\b"
_BETWEEN = rf"(?:between|of|in|for|at the ends? of|over|from) (?:the )?(?:years? )?(?:{TIME}) ?(?:and|to|[-–,]) ?(?:{TIME})"
_TOKEN = any_case(
    rf"\s*(?:(?P<between>\b{_BETWEEN})|(?P<time>{TIME})|(?P<number>\d[\d,]*(?:\.\d+)?(?= |$|[*×/÷)(+])(?! ?%))"
    r"|(?P<bracket>[()\[\]])|(?P<sign>[+*×÷/]|(?<=[\s)])[-–−](?=[\s(])|\b(?:plus|minus|less|times|multiplied by|divided by|over)\b"
    r"|(?<=[\d)] )x(?= [\d(]))|(?P<word>(?:(?!/)[^\s()\[\]*×÷+])+))"
)
_NO_NAME = any_case(r"^(?:the|of|its|their|in|for|at|and|by)$")
_DAYS = any_case(r"^(?:days|months|weeks)$")


def parsed(text: str) -> Formula | None:
    """Return the formula that a text writes; ``None`` where it is none, or only the name of a line or a number."""
    tokens = list(_tokens(" ".join(text.split()).strip(" .,:;?")))
    if not tokens or len(tokens) > MOST or any(kind == "other" for kind, _ in tokens) or _is_open(tokens):
        return None
    reader = _Reader(tokens)
    formula = reader.sum()
    if formula is None or reader.at < len(tokens) or not any(True for _ in lines(formula)):
        return None
    return None if isinstance(formula, LineNamed) and formula.kind == "line" else formula


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.end() == at:
            yield "other", text[at:]
            return
        at = found.end()
        yield found.lastgroup or "other", found[found.lastgroup or 0].strip()


def _is_open(tokens: list[tuple[str, str]]) -> bool:
    """Say whether a formula can be read in two ways: "a plus b divided by c" in words, or "over 65", "less than half"."""
    signs = {_SIGNS[text.lower()] for kind, text in tokens if kind == "sign"}
    in_words = any(kind == "sign" and text.lower() in ("divided by", "over") for kind, text in tokens)
    bracketed = any(kind == "bracket" for kind, _ in tokens)
    astray = any(
        (one[1].lower() == "over" and other[0] == "number") or (one[1].lower() == "less" and other[1].lower() == "than")
        for one, other in pairwise(tokens)
        if one[0] == "sign"
    )
    return astray or (in_words and not bracketed and bool(signs & {"+", "-"}))


class _Reader:
    """Reads tokens from the left: sums of products of numbers, lines and what stands in brackets."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0

    def sum(self) -> Formula | None:
        return self._joined(self._product, ("+", "-"))

    def _product(self) -> Formula | None:
        return self._joined(self._part, ("*", "/"))

    def _joined(self, part: Callable[[], Formula | None], signs: tuple[Sign, ...]) -> Formula | None:
        left = part()
        while left is not None and (sign := self._sign()) in signs:
            self.at += 1
            right = part()
            left = None if right is None else Sum(sign, left, right)
        return left

    def _sign(self) -> Sign | None:
        kind, text = self._next()
        return _SIGNS[text.lower()] if kind == "sign" else None

    def _next(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")

    def _part(self) -> Formula | None:
        while (of := self._next())[0] == "word" and _NO_NAME.match(of[1]) and self.at + 1 < len(self.tokens):
            self.at += 1
        kind, text = self._next()
        if kind == "bracket" and text in "([":
            return self._bracketed()
        if kind == "number":
            self.at += 1
            if self._next()[0] == "word" and _DAYS.match(self._next()[1]):
                self.at += 1
            return Decimal(text.replace(",", ""))
        return self._line()

    def _bracketed(self) -> Formula | None:
        self.at += 1
        inner = self.sum()
        if inner is None or self._next()[1] not in (")", "]"):
            return None
        self.at += 1
        return inner

    def _line(self) -> Formula | None:
        words: list[str] = []
        times: set[Time] = set()
        while (of := self._next())[0] in ("word", "time", "between"):
            if of[0] == "word":
                words.append(of[1])
            else:
                times |= times_in(of[1])
            self.at += 1
        return _line_of(" ".join(words), tuple(sorted(times, key=str)))


_AVERAGE = any_case(r"^(?:the )?(?:two[- ]year |2[- ]year )?average (?:of )?(?:the )?")
_CHANGE = any_case(r"^(?:the )?(?:year[- ]over[- ]year )?change (?:in|of) (?:the )?")
_LOOSE = any_case(r"^(?:the|in|of|for|its|their) | (?:the|in|of|for|between|and|at|as)$|,$")


def _line_of(name: str, times: tuple[Time, ...]) -> LineNamed | None:
    kind: Kind = "average" if _AVERAGE.match(name) else "change" if _CHANGE.match(name) else "line"
    name = _CHANGE.sub("", _AVERAGE.sub("", name))
    while (bare := _LOOSE.sub("", name).strip()) != name:
        name = bare
    enough = len(times) < 2 if kind == "line" else len(times) in (0, 2)
    if not any(map(str.isalpha, name)) or len(name.split()) > LONGEST_NAME or not enough:
        return None
    return LineNamed(name, times, kind)


def lines(formula: Formula) -> Iterator[LineNamed]:
    """Yield the lines of a formula, from the left."""
    if isinstance(formula, Sum):
        yield from lines(formula.left)
        yield from lines(formula.right)
    elif isinstance(formula, LineNamed):
        yield formula


def times_of(line: LineNamed, asked: Time) -> tuple[Time, ...]:
    """Return the times that a line is taken of where ``asked`` is the one asked for, the earlier first."""
    if line.times:
        return line.times
    return (asked,) if line.kind == "line" else (before(asked), asked)


def before(time: Time) -> Time:
    """Return the year before: 2025/26 of 2026/27."""
    return time[0] - 1, None if time[1] is None else (time[1] - 1) % 100


def worked_out(formula: Formula, asked: Time, figure: Figure) -> Decimal | None:
    """Return what a formula comes to at a time; ``None`` where a figure is missing, or nothing may be divided by it."""
    if isinstance(formula, Decimal):
        return formula
    if isinstance(formula, LineNamed):
        held = [figure(formula.name, time) for time in times_of(formula, asked)]
        figures = [each for each in held if each is not None]
        if len(figures) < len(held):
            return None
        return figures[-1] - figures[0] if formula.kind == "change" else sum(figures, Decimal(0)) / len(figures)
    left, right = worked_out(formula.left, asked, figure), worked_out(formula.right, asked, figure)
    if left is None or right is None or (formula.sign == "/" and not right):
        return None
    if formula.sign == "+":
        return left + right
    if formula.sign == "-":
        return left - right
    return left * right if formula.sign == "*" else left / right


def in_figures(formula: Formula, asked: Time, figure: Figure) -> str:
    """Write a formula with the figures that were put in: "365 × ((25,309 + 34,616) / 2) / (111,934 + (16,047 − 11,461))"."""

    def line(part: LineNamed) -> str:
        held = [written(each) if (each := figure(part.name, time)) is not None else "?" for time in times_of(part, asked)]
        if part.kind == "line":
            return held[0]
        return f"({held[-1]} − {held[0]})" if part.kind == "change" else f"(({' + '.join(held)}) / {len(held)})"

    return _written(formula, line, {"+": " + ", "-": " − ", "*": " × ", "/": " / "})


def in_words(formula: Formula, label: Callable[[str], str]) -> str:
    """Write a formula with the labels of its lines: "“Gross profit” over “Net sales”"."""

    def line(part: LineNamed) -> str:
        named = f"“{label(part.name)}”"
        return named if part.kind == "line" else f"the {part.kind} {'of' if part.kind == 'average' else 'in'} {named}"

    return _written(formula, line, {"+": " plus ", "-": " less ", "*": " times ", "/": " over "})


def _written(formula: Formula, line: Callable[[LineNamed], str], signs: Mapping[Sign, str]) -> str:
    if isinstance(formula, Decimal):
        return written(formula)
    if isinstance(formula, LineNamed):
        return line(formula)
    left, right = (_written(part, line, signs) for part in (formula.left, formula.right))
    if formula.sign in "*/" and isinstance(formula.left, Sum) and formula.left.sign in "+-":
        left = f"({left})"
    if isinstance(formula.right, Sum) and formula.sign != "+" and not (formula.sign == "-" and formula.right.sign in "*/"):
        right = f"({right})"
    return f"{left}{signs[formula.sign]}{right}"
