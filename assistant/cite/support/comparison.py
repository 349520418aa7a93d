"""One claim beside one window of a passage: what of the claim the window holds, and how closely things stand together.

Where a number, a name or a word occurs several times, the occurrence that stands nearest to the same words counts
(``Comparison.bond``): in "63 councils and 34 trusts" the 34 belongs to the trusts, whatever else the sentence holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.cite.support.frames import Frame, Token
from assistant.cite.support.windows import Window

WEIGHT = {"word": 1.0, "name": 1.0, "number": 1.0, "date": 1.0, "light": 0.4}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a claim does not hold in a window: ``conflict`` if the source says otherwise, else the source is silent."""

    conflict: bool
    reason: str
    missing: str = ""


@dataclass(slots=True)
class Comparison:
    """One claim beside one window; ``wide`` is the window with its neighbours, where rivals may stand.

    ``main`` is the sentence that most of the claim rests on, of equals the last, where the predicate is.
    ``hits`` holds for each token of the claim that carries meaning the tokens of the window that match it.
    """

    claim: Frame
    window: Window
    wide: Window
    hits: dict[int, list[Token]] = field(default_factory=dict)
    _best: dict[int, Token | None] = field(default_factory=dict)
    main: int = 0

    def __post_init__(self) -> None:
        for i, token in enumerate(self.claim.tokens):
            if token.kind in WEIGHT:
                self.hits[i] = _matches(token, self)
        votes = Counter(n for found in self.hits.values() for n in {self.sentence(t) for t in found})
        self.main = max(votes, key=lambda n: (votes[n], n), default=self.window.first)

    @property
    def coverage(self) -> float:
        """Share of the claim's weight that the window holds, 0 to 1."""
        tokens = self.claim.tokens
        total = sum(WEIGHT[tokens[i].kind] for i in self.hits)
        return sum(WEIGHT[tokens[i].kind] for i, found in self.hits.items() if found) / total if total else 0.0

    def sentence(self, token: Token) -> int:
        """Return which sentence a token of the window stands in."""
        return self.wide.sentence[id(token)]

    @property
    def main_tokens(self) -> list[Token]:
        """The tokens of the main sentence."""
        return [t for t in self.window.tokens if self.sentence(t) == self.main]

    def best(self, i: int) -> Token | None:
        """Return the match of a claim's token that stands nearest to the claim's other words."""
        if i not in self._best:
            found = self.hits.get(i)
            self._best[i] = max(found, key=lambda t: self.bond(i, t)) if found and len(found) > 1 else found[0] if found else None
        return self._best[i]

    def bond(self, i: int, candidate: Token, *, dated: bool = False, whole_name: bool = True) -> float:
        """Say how closely a token of the source stands by the words that the claim's token i stands by."""
        here, there, total = self.claim.tokens[i].place, self.wide.place[id(candidate)], 0.0
        for j, found in self.hits.items():
            other = self.claim.tokens[j]
            if j == i or not found or (not dated and other.kind in ("number", "date")):
                continue
            if not whole_name and other.name == self.claim.tokens[i].name >= 0:
                continue
            side = self.claim.tokens[j].place - here
            nearest = 0.0
            for token in found:
                if token is candidate:
                    continue
                gap = self.wide.place[id(token)] - there
                weight = 1.3 if (gap > 0) == (side > 0) else 1.0
                weight *= 1.0 if token.root == self.claim.tokens[j].root else 0.7
                nearest = max(nearest, weight / (0.5 + abs(gap)))
            total += nearest / (0.5 + abs(side))
        return total


def _matches(token: Token, c: Comparison) -> list[Token]:
    if token.number is not None:
        return [t for t in c.window.tokens if t.number is not None and token.number.same(t.number)]
    if token.date is not None:
        years = {t.date.year for t in c.window.tokens if t.date is not None}
        return [t for t in c.window.tokens if t.date is not None and _same_date(token, t, years)]
    found = [t for t in c.window.find(token.keys) if t.kind in WEIGHT]
    if token.kind == "name" and (not found or token.text.isupper()):
        found += _by_initials(token, c)
    return found


def _same_date(mine: Token, other: Token, years: set[int | None]) -> bool:
    if mine.date is None or other.date is None:
        return False
    if mine.date.within(other.date):
        return True
    a, b = mine.date, other.date
    return b.year is None and a.month == b.month and (a.day is None or a.day == b.day) and a.year in years


def _by_initials(token: Token, c: Comparison) -> list[Token]:
    """Match an acronym with the name it stands for, either way round."""
    mine = c.claim.names[token.name] if token.name >= 0 else token.text
    short = mine.isupper() and " " not in mine
    wanted = mine if short else "".join(w[0] for w in mine.split() if w[0].isupper())
    if len(wanted) < 2:
        return []
    if not short:
        return [t for t in c.window.tokens if t.kind == "name" and t.text == wanted]
    for t in c.window.tokens:
        if t.kind == "name":
            run = [u for u in c.window.tokens if u.name == t.name and u.kind == "name"]
            if "".join(u.text[0] for u in run if u.text[0].isupper()) == wanted:
                return run
    return []


def alike(a: Token, b: Token) -> bool:
    """Say whether two tokens are the same number, or the second a date within the first."""
    if a.number is not None and b.number is not None:
        return a.number.same(b.number)
    return a.date is not None and b.date is not None and a.date.within(b.date)


def has_passive(tokens: Sequence[Token]) -> bool:
    """Say whether a "by" in a row of tokens names who did it."""
    return any(
        t.lower == "by" and i + 1 < len(tokens) and tokens[i + 1].kind not in ("number", "date") for i, t in enumerate(tokens)
    )
