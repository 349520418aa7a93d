"""Check that a claim keeps the source's words in their places: the same words, shuffled, say something else.

1. Names count as one unit each; the longest row of units that claim and source share in order is what the claim kept
   (longest common subsequence, by meaning). It is the backbone of the comparison.
2. If the backbone is most of the claim, the claim is the source's sentence with edits, and each unit off the backbone is an
   edit. It may have moved with its neighbours or with the preposition before it, or be bound by other small words now.
3. A unit that stands where the source has another one is a replacement, and one that moved alone is a shuffle: the source
   does not say it here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.support.comparison import Comparison, Problem, has_passive
from assistant.support.frames import Token
from assistant.support.lexicon import word_set
from assistant.support.windows import Window
from assistant.support.words import stem

_BACKBONE = 0.5
"""Share of a claim's units that the backbone must hold before the rest counts as edits."""
_ADVERBS = word_set("average also still now then today already yesterday tomorrow ever however yet only again")
_EXACT = ("number", "date")
_ANAPHORIC = word_set("the this that these those its their his her it they he she which who")
_LEAP = 1.5
"""What it costs the backbone to pass to another clause or sentence, in units: one word there is not worth it."""
_SAYING = frozenset(stem(word) for word in "say report note tell state explain".split())
_COPULAS = word_set("is are was were")
_LISTING = word_set("and or ,")
_CLAUSES = word_set("; but while whereas")
_PRONOUNS = word_set("it its they them their he him his she her these those this")
_BINDING = word_set("of by since until in on for with from to at as that which who is was are were be been has had have")


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, number, date or whole name; ``before`` are the small words and marks since the last unit."""

    tokens: tuple[Token, ...]
    indices: tuple[int, ...]
    before: tuple[str, ...]
    sentence: int = 0
    clause: int = 0

    @property
    def kind(self) -> str:
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
class _Alignment:
    """Claim units beside source units: what each may match, and the backbone that both have in order."""

    claim: list[Unit]
    source: list[Unit]
    matches: list[list[int]]
    backbone: dict[int, int]


def _align(c: Comparison) -> _Alignment:
    claim, source = units(c.claim.tokens), _source(c.window)
    owner = {id(token): n for n, unit in enumerate(source) for token in unit.tokens}
    matches = [_held(owner[id(t)] for i in unit.indices for t in c.hits.get(i, ()) if id(t) in owner) for unit in claim]
    return _Alignment(claim, source, matches, _backbone(claim, source, matches))


def _held(owners: Iterable[int]) -> list[int]:
    """Return the source units that hold most of a claim's unit: of "Families Programme" not any "families"."""
    counts = Counter(owners)
    most = max(counts.values(), default=0)
    return sorted(at for at, n in counts.items() if 2 * n > most)


def _backbone(claim: Sequence[Unit], source: Sequence[Unit], matches: Sequence[Sequence[int]]) -> dict[int, int]:
    """Return the heaviest chain of matches that rises on both sides; the same word in the same setting weighs more."""
    chains: list[tuple[float, int, int, int]] = []  # weight, source unit, claim unit, the chain before it
    for k, found in enumerate(matches):
        grown = []
        for at in found:
            weight, before = 0.0, -1
            for n, (w, j, _, _) in enumerate(chains):
                w -= _LEAP * (j < at and (source[j].sentence, source[j].clause) != (source[at].sentence, source[at].clause))
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


def misplaced(c: Comparison) -> Iterator[Problem]:
    """Find the first unit of a claim that stands where the source has another, or that has been moved away from its own."""
    a = _align(c)
    if len(a.backbone) < max(1, _BACKBONE * len(a.claim)):
        return
    home = {a.source[at].sentence for at in a.backbone.values()}
    if has_passive(c.claim.tokens) != has_passive([t for t in c.window.tokens if c.wide.sentence[id(t)] in home]):
        return
    for k, unit in enumerate(a.claim):
        if k in a.backbone or not (a.matches[k] or unit.kind == "light"):
            continue
        rival = _rival(a, k)
        shown = " ".join(t.text for t in unit.tokens)
        if rival is not None:
            yield Problem(True, f"the source says “{' '.join(t.text for t in rival.tokens)}” here, not “{shown}”", shown)
            return
        here = [at for at in a.matches[k] if a.source[at].sentence in home]
        if here and unit.kind != "light" and not any(_bound(a, k, at) or _told_before(c, a, k, at) for at in here):
            yield Problem(False, f"the source has “{shown}” in another place", shown)
            return


def _rival(a: _Alignment, k: int) -> Unit | None:
    """Return the source's unit in the place of the claim's unit k, told by a neighbour and the small words between."""
    left, right = a.backbone.get(k - 1), a.backbone.get(k + 1)
    places: list[tuple[int, int]] = []  # where it may stand, and the neighbour that tells so
    gap = right - left - 1 if left is not None and right is not None else 0
    if left is not None and 1 <= gap <= 2:
        places += ((at, left) for at in range(left + 1, left + 1 + gap))
    if left is not None and left + 1 < len(a.source) and _bare(a.source[left + 1]) == _bare(a.claim[k]):
        places.append((left + 1, left))
    if right is not None and right > 0 and _bare(a.source[right]) == _bare(a.claim[k + 1]):
        places.append((right - 1, right))
    taken = {*a.backbone.values(), *a.matches[k]}
    for at, near in places:
        other = a.source[at]
        if at not in taken and other.sentence == a.source[near].sentence and _excludes(a.claim[k], other, tight=gap == 1):
            return other
    return None


def _bare(unit: Unit) -> tuple[str, ...]:
    return tuple(word for word in unit.before if word not in ("a", "an", "the"))


def _excludes(unit: Unit, other: Unit, *, tight: bool) -> bool:
    """Say whether both cannot be meant in one place; "the charity" and its name can, and so can "says" and what is said."""
    mine, theirs = _class(unit), _class(other)
    if mine != theirs and "exact" in (mine, theirs):
        return False
    if mine == "name" and theirs == "word" and not _ANAPHORIC.isdisjoint(other.before[-1:]):
        return False
    if unit.kind == "light" and unit.tokens[0].root in _SAYING:
        return False
    if "light" in (unit.kind, other.kind):
        return tight
    return tight or mine == theirs or theirs == "name"


def _class(unit: Unit) -> str:
    return "exact" if unit.kind in _EXACT else "name" if unit.kind == "name" else "word"


def _bound(a: _Alignment, k: int, at: int) -> bool:
    """Say whether the claim's unit k still stands by what the source's unit stands by, or small words now tell its role."""
    unit, home = a.claim[k], a.source[at]
    if (
        unit.tokens[0].lower in _ADVERBS
        or unit.tokens[0].lower.endswith("ly")
        or "'s" in unit.tokens[-1].text + home.tokens[-1].text
    ):
        return True
    if not _BINDING.isdisjoint({*unit.before} & {*home.before}):
        return True
    if unit.kind in _EXACT and not (_BINDING.isdisjoint(unit.before) or _BINDING.isdisjoint(home.before)):
        return True
    if unit.kind == "date":
        return True
    loose = unit.kind == "name"
    before = a.matches[k - 1] if k > 0 else []
    after = a.matches[k + 1] if k + 1 < len(a.claim) else []
    kept = {*a.backbone.values()}
    if at - 1 in before or at + 1 in after or (loose and (_skips(at, -1, before, kept) or _skips(at, 1, after, kept))):
        return True
    if at + 1 in before:
        return _rephrased(unit.before, a.source[at + 1].before)
    if at - 1 in after:
        return _rephrased(a.claim[k + 1].before, home.before)
    for j in range(k + 1, min(k + 4, len(a.claim))):
        if at - 1 in a.matches[j] and any(not _COPULAS.isdisjoint(u.before) for u in a.claim[k + 1 : j + 1]):
            return True
    follows = a.source[at + 1].before if at + 1 < len(a.source) else ()
    if unit.kind in _EXACT and "of" in follows and k + 1 < len(a.claim) and "of" in a.claim[k + 1].before:
        return True
    return not _COPULAS.isdisjoint(unit.before) and not _COPULAS.isdisjoint(follows)


def _told_before(c: Comparison, a: _Alignment, k: int, at: int) -> bool:
    """Say whether the claim puts in a word for which the source's next sentence has "it" or "their"."""
    sides = (max((j for j in a.backbone if j < k), default=None), min((j for j in a.backbone if j > k), default=None))
    later = {a.source[a.backbone[j]].sentence for j in sides if j is not None} - {a.source[at].sentence}
    asking = {c.wide.sentence[id(t)] for t in c.window.tokens if t.lower in _PRONOUNS}
    return any(n > a.source[at].sentence for n in later & asking)


def _skips(at: int, step: int, wanted: Sequence[int], kept: set[int]) -> bool:
    """Say whether a wanted unit stands next but one, behind a unit that the claim leaves out."""
    return at + 2 * step in wanted and at + step not in kept


def _rephrased(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Say whether two words that changed places are in a list, or bound by other small words now: "rose", "a rise in"."""
    if mine and tuple(mine) == tuple(theirs) and _LISTING.issuperset(mine):
        return True
    return tuple(mine) != tuple(theirs) and not _BINDING.isdisjoint({*mine, *theirs})


CHECKS = (misplaced,)
