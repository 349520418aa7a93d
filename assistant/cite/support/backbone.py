"""The longest row of words that a claim and its source share in order.

Names count as one unit each. Units match by meaning; the same word in the same setting weighs more, and passing to another
clause or sentence costs, so that the row follows what the source says in one go (a weighted longest common subsequence).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.cite.support.comparison import Comparison
from assistant.cite.support.frames import Token
from assistant.cite.support.lexicon import word_set
from assistant.cite.support.windows import Window

_LEAP = 1.5
"""What it costs the backbone to pass to another clause or sentence, in units: one word there is not worth it."""
_CLAUSES = word_set("; but while whereas whom")


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, number, date or whole name; ``before`` are the small words and marks since the last unit."""

    tokens: tuple[Token, ...]
    indices: tuple[int, ...]
    before: tuple[str, ...]
    sentence: int = 0
    clause: int = 0

    @property
    def place(self) -> tuple[int, int]:
        """The sentence and the clause that it stands in."""
        return self.sentence, self.clause

    @property
    def kind(self) -> str:
        """What its tokens are: a word, a number, a name and so on."""
        return self.tokens[0].kind


def units(tokens: Sequence[Token], sentence: dict[int, int] | None = None) -> list[Unit]:
    """Group tokens into units, in order."""
    found: list[Unit] = []
    small: list[str] = []
    for i, token in enumerate(tokens):
        at = sentence[id(token)] if sentence else 0
        if token.kind in ("stop", "mark"):
            small.append(token.lower)
        elif found and token.name >= 0 and found[-1].tokens[0].name == token.name and found[-1].sentence == at:
            last = found[-1]
            found[-1] = Unit((*last.tokens, token), (*last.indices, i), last.before, at)
            small = []
        else:
            found.append(Unit((token,), (i,), tuple(small), at))
            small = []
    return found


@lru_cache(maxsize=2048)
def _source(window: Window) -> list[Unit]:
    found = units(window.tokens, window.sentence)
    clause = 0
    for n, unit in enumerate(found):
        joined = unit.kind == "name" and "and" in unit.before[-2:] and n + 1 < len(found) and not found[n + 1].before
        clause += joined or not _CLAUSES.isdisjoint(unit.before)
        found[n] = replace(unit, clause=clause)
    return found


@dataclass(slots=True)
class Alignment:
    """Claim units beside source units: what each may match, and the backbone that both have in order."""

    claim: list[Unit]
    source: list[Unit]
    matches: list[list[int]]
    backbone: dict[int, int]


def align(c: Comparison) -> Alignment:
    """Lay the units of a claim and of a window side by side."""
    claim, source = units(c.claim.tokens), _source(c.window)
    owner = {id(token): n for n, unit in enumerate(source) for token in unit.tokens}
    matches = [_held(owner[id(t)] for i in unit.indices for t in c.hits.get(i, ()) if id(t) in owner) for unit in claim]
    return Alignment(claim, source, matches, _chain(claim, source, matches))


def _held(owners: Iterable[int]) -> list[int]:
    """Return the source units that hold most of a claim's unit: of "Families Programme" not any "families"."""
    counts = Counter(owners)
    most = max(counts.values(), default=0)
    return sorted(at for at, n in counts.items() if 2 * n > most)


def _chain(claim: Sequence[Unit], source: Sequence[Unit], matches: Sequence[Sequence[int]]) -> dict[int, int]:
    """Return the heaviest chain of matches that rises on both sides; the same word in the same setting weighs more."""
    chains: list[tuple[float, int, int, int]] = []  # weight, source unit, claim unit, the chain before it
    for k, found in enumerate(matches):
        grown = []
        for at in found:
            weight, before = 0.0, -1
            for n, (w, j, _, _) in enumerate(chains):
                w -= _LEAP * (j < at and source[j].place != source[at].place)
                if j < at and w > weight:
                    weight, before = w, n
            same = claim[k].tokens[0].root == source[at].tokens[0].root
            grown.append((weight + 1.0 + 0.2 * same + 0.1 * (claim[k].before == source[at].before), at, k, before))
        chains += grown
    found_chain: dict[int, int] = {}
    n = max(range(len(chains)), key=lambda n: chains[n][0], default=-1)
    while n >= 0:
        _, at, k, n = chains[n]
        found_chain[k] = at
    return found_chain
