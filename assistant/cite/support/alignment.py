"""Check that a claim keeps the source's words in their places: the same words, shuffled, say something else.

1. What claim and source share in order is the backbone (``backbone``). If it is most of the claim, the claim is the source's
   sentence with edits, and each unit off the backbone is an edit. It may have moved with its neighbours or with the
   preposition before it, or be bound by other small words now.
2. A unit that stands where the source has another one is a replacement, and one that moved alone is a shuffle: the source
   does not say it here.
3. Where the backbone passes into another clause, over the subject of that clause, or begins inside "the tenants of ...", the
   source says it of somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.cite.support.backbone import Alignment, Unit, align
from assistant.cite.support.comparison import Comparison, Problem, has_passive
from assistant.cite.support.lexicon import word_set
from assistant.cite.support.words import stem

_BACKBONE = 0.5
"""Share of a claim's units that the backbone must hold before the rest counts as edits."""
_ADVERBS = word_set("average also still now then today already yesterday tomorrow ever however yet only again")
_EXACT = ("number", "date")
_ANAPHORIC = word_set("the this that these those its their his her it they he she which who")
_SAYING = frozenset(stem(word) for word in "say report note tell state explain".split())
_COPULAS = word_set("is are was were")
_LISTING = word_set("and or ,")
_PRONOUNS = word_set("it its they them their he him his she her these those this")
_BINDING = word_set("of by since until in on for with from to at as that which who is was are were be been has had have")
_PREPOSITIONS = word_set("in on at of by for with from to after before during since until under as")


def misplaced(c: Comparison) -> Iterator[Problem]:
    """Find the first unit of a claim that stands where the source has another, or that has been moved away from its own."""
    a = align(c)
    if len(a.backbone) < max(1, _BACKBONE * len(a.claim)):
        return
    home = {a.source[at].sentence for at in a.backbone.values()}
    if has_passive(c.claim.tokens) != has_passive([t for t in c.window.tokens if c.sentence(t) in home]):
        return
    owner = _owner(a)
    if owner is not None:
        shown = _text(owner)
        yield Problem(False, f"the source says this of “{shown}”")
        return
    for k, unit in enumerate(a.claim):
        if k in a.backbone or not (a.matches[k] or unit.kind == "light"):
            continue
        rival = _rival(a, k)
        shown = _text(unit)
        if rival is not None:
            yield Problem(True, f"the source says “{_text(rival)}” here, not “{shown}”", shown)
            return
        here = [at for at in a.matches[k] if a.source[at].sentence in home]
        if here and unit.kind != "light" and not any(_bound(a, k, at) or _told_before(c, a, k, at) for at in here):
            yield Problem(False, f"the source has “{shown}” in another place", shown)
            return


def _text(unit: Unit) -> str:
    return " ".join(token.text for token in unit.tokens)


def _owner(a: Alignment) -> Unit | None:
    """Return whom the source says it of, where the claim leaves that out and puts another in its place."""
    kept = {*a.backbone.values(), *(at for found in a.matches for at in found)}
    steps = sorted(a.backbone.items())
    k, at = steps[0]
    unit, there = a.claim[k], a.source[at]
    if k == 0 and at and "of" in there.before and _BINDING.isdisjoint(unit.before) and "'s" not in _text(unit):
        head = a.source[at - 1]
        if at - 1 not in kept and head.sentence == there.sentence and head.kind not in _EXACT and len(steps) > 1:
            return head
    for (_, left), (k, right) in pairwise(steps):
        if a.source[left].place == a.source[right].place:
            continue
        for n in range(left + 1, right):
            other = a.source[n]
            if other.place == a.source[right].place and n not in kept and _is_subject(other):
                named = not _ANAPHORIC.isdisjoint(other.before[-1:]) and any(u.kind == "name" for u in a.claim[:k])
                return None if named else other  # "the charity" may be the one that the claim names
    return None


def _is_subject(unit: Unit) -> bool:
    return unit.kind not in ("light", "date") and _PREPOSITIONS.isdisjoint(unit.before) and not _is_adverb(unit)


def _is_adverb(unit: Unit) -> bool:
    return unit.tokens[0].lower in _ADVERBS or unit.tokens[0].lower.endswith("ly")


def _rival(a: Alignment, k: int) -> Unit | None:
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


def _bound(a: Alignment, k: int, at: int) -> bool:
    """Say whether the claim's unit k still stands by what the source's unit stands by, or small words now tell its role."""
    unit, home = a.claim[k], a.source[at]
    if _is_free(unit, home):
        return True
    before = a.matches[k - 1] if k > 0 else []
    after = a.matches[k + 1] if k + 1 < len(a.claim) else []
    kept = {*a.backbone.values()}
    is_near = unit.kind == "name" and (_skips(a, at, -1, before, kept) or _skips(a, at, 1, after, kept))
    if at - 1 in before or at + 1 in after or is_near:
        return True
    if at + 1 in before:
        return _rephrased(unit.before, a.source[at + 1].before)
    if at - 1 in after:
        return _rephrased(a.claim[k + 1].before, home.before)
    return _is_equated(a, k, at)


def _is_free(unit: Unit, home: Unit) -> bool:
    """Say whether a unit may stand anywhere: an adverb, a date, an owner, a number with a preposition, or one with its own."""
    if _is_adverb(unit) or unit.kind == "date" or "'s" in unit.tokens[-1].text + home.tokens[-1].text:
        return True
    return not _BINDING.isdisjoint(unit.before if unit.kind in _EXACT else {*unit.before} & {*home.before})


def _is_equated(a: Alignment, k: int, at: int) -> bool:
    """Say whether the claim has on the other side of "is", "of" or a comma what the source has on this one."""
    unit, home = a.claim[k], a.source[at]
    for j in range(k + 1, min(k + 4, len(a.claim))):
        if at - 1 in a.matches[j] and any(not _COPULAS.isdisjoint(u.before) for u in a.claim[k + 1 : j + 1]):
            return True
    is_said = not _COPULAS.isdisjoint(unit.before)
    follows = a.source[at + 1].before if at + 1 < len(a.source) else ()
    behind = a.claim[k + 1].before if k + 1 < len(a.claim) else ()
    if unit.kind in _EXACT and "of" in follows and "of" in behind:
        return True
    if unit.kind == "name" and "," in follows and is_said:
        return True  # "Ruth Adeyemi, its manager": "its manager is Ruth Adeyemi"
    if unit.kind == "name" and "," in home.before and "," in behind:
        return any(at - 4 < n < at for n in a.matches[k + 1])  # "the manager, Ruth Adeyemi,": "Ruth Adeyemi, the manager,"
    return is_said and not _COPULAS.isdisjoint(follows)


def _told_before(c: Comparison, a: Alignment, k: int, at: int) -> bool:
    """Say whether the claim puts in a word for which the source's next sentence has "it" or "their"."""
    if k and a.claim[k - 1].kind == "number" and "of" in a.claim[k].before:
        return True  # "Two thirds said so" of the tenants named before
    sides = (max((j for j in a.backbone if j < k), default=None), min((j for j in a.backbone if j > k), default=None))
    later = {a.source[a.backbone[j]].sentence for j in sides if j is not None} - {a.source[at].sentence}
    asking = {c.sentence(t) for t in c.window.tokens if t.lower in _PRONOUNS}
    return any(n > a.source[at].sentence for n in later & asking)


def _skips(a: Alignment, at: int, step: int, wanted: Sequence[int], kept: set[int]) -> bool:
    """Say whether a wanted unit of the same clause stands up to four places on, behind units that the claim leaves out."""
    for n in range(at + step, at + 5 * step, step):
        if n in wanted:
            return a.source[n].place == a.source[at].place
        if n in kept or not 0 <= n < len(a.source):
            return False
    return False


def _rephrased(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Say whether two words that changed places are in a list, or bound by other small words now: "rose", "a rise in"."""
    if mine and tuple(mine) == tuple(theirs) and _LISTING.issuperset(mine):
        return True
    return tuple(mine) != tuple(theirs) and not _BINDING.isdisjoint({*mine, *theirs})


CHECKS = (misplaced,)
