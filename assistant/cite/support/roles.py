"""Checks of who did what to whom, and in which order: the same words can say the opposite.

Each check yields problems. A *conflict* means that the source says otherwise, a *gap* that it does not say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from assistant.cite.support.comparison import WEIGHT, Comparison, Problem, has_passive
from assistant.cite.support.frames import Token
from assistant.cite.support.lexicon import DIRECTED, word_set
from assistant.cite.support.words import stem

_LEAD = 1.25
"""How much nearer a rival must stand before it counts as the one the source means."""
_STRONG_LEAD = 1.35
"""The same for a name, which may stand far from its words in an honest sentence."""
_ALMOST_ALL = 0.85
"""Share of a stretch of the source from which on a claim is taken for the same sentence, slightly changed."""
_REACH = 12
"""How far from a verb its two sides are looked for, in words."""
_DIRECTED = frozenset(stem(word) for word in DIRECTED)
_BECOME = stem("become")
_CUES: dict[str, frozenset[str]] = {
    "after": word_set("after following followed follow later then subsequently since before"),
    "before": word_set("before earlier previously prior until after later first"),
    "because": word_set("because since as so therefore result cause caused reason due explained explain"),
    "than": word_set("than compared followed"),
}
_DENIALS = word_set("not no never none nobody nothing neither nor without cannot")
_PREPOSITIONS = word_set("in on at of to for from by with into under over through between about against as")
_BOUNDARIES = word_set("but while whereas although because when if which who that")


def _bearers(c: Comparison) -> Iterator[Problem]:
    """Find a name that the source puts elsewhere, where another name stands by the claim's words."""
    first = next((i for i in c.hits if c.claim.tokens[i].kind == "name"), None)
    for i, found in c.hits.items():
        token, mine = c.claim.tokens[i], c.best(i)
        if token.kind == "name" and found and _is_label(c.claim.tokens, i) and all(c.sentence(t) != c.main for t in found):
            yield Problem(True, f"the source does not give these words to {token.text}", token.text)
            return
        if i != first or token.kind != "name" or mine is None or mine.kind != "name":
            continue
        same = {t.name for t in found if c.sentence(t) == c.sentence(mine)}
        rivals = [t for t in c.window.tokens if t.kind == "name" and t not in found and c.sentence(t) == c.sentence(mine)]
        rivals = [t for t in rivals if t.name not in same and not _listed(c.window.tokens, mine, t)]
        rivals = [t for t in rivals if not any(c.claim.tokens[j].kind == "name" and t in c.hits[j] for j in c.hits)]
        rival = max(rivals, key=lambda t: c.bond(i, t, dated=True), default=None)
        if rival is not None and c.bond(i, rival, dated=True) > _STRONG_LEAD * c.bond(i, mine, dated=True):
            yield Problem(True, f"the source says this of {rival.text}, not of {token.text}", token.text)
            return


def _is_label(tokens: Sequence[Token], i: int) -> bool:
    """Say whether a name opens the claim as a speaker's label: "Funder: ..."."""
    after = next((t.lower for t in tokens[i:] if t.name != tokens[i].name), "")
    return after == ":" and all(t.name == tokens[i].name for t in tokens[:i])


def _listed(tokens: list[Token], a: Token, b: Token) -> bool:
    """Say whether two names are members of one list: nothing but names, commas and "and" between them."""
    at = sorted((next(i for i, t in enumerate(tokens) if t is a), next(i for i, t in enumerate(tokens) if t is b)))
    return all(t.kind == "name" or t.lower in (",", "and", "or", "the", "with", "/") for t in tokens[at[0] : at[1]])


def _displaced(c: Comparison) -> Iterator[Problem]:
    """Find a word taken from another sentence and put where the source has a different one."""
    main = c.main_tokens
    index = {id(t): n for n, t in enumerate(main)}
    matched = {id(t) for found in c.hits.values() for t in found}
    here = {i: at for i, found in c.hits.items() if (at := sorted(index[id(t)] for t in found if id(t) in index))}
    for i, token in enumerate(c.claim.tokens):
        if i not in c.hits or i in here or (not c.hits[i] and token.kind != "light"):
            continue
        left, right = max((j for j in here if j < i), default=None), min((j for j in here if j > i), default=None)
        for other in _slot(c, i, left, right, here, main):
            if id(other) not in matched and other.kind in ("word", "name", "number", "date"):
                yield Problem(token.kind != "light", f"the source says “{other.text}” here, not “{token.text}”", token.text)
                return


def _slot(c: Comparison, i: int, left: int | None, right: int | None, here: dict[int, list[int]], main: list[Token]) -> list[Token]:
    """Return the tokens of the main sentence that stand where the claim has its token i, told by its neighbours."""
    tokens = c.claim.tokens
    if left is not None and right is not None:
        pairs = [(b - a, a, b) for a in here[left] for b in here[right] if a < b <= a + 10]
        if pairs:
            _, a, b = min(pairs)
            return main[a + 1 : b]
    if right is not None and left is None:
        between = {t.lower for t in tokens[i:right] if t.kind in ("stop", "mark")}
        stretch = main[max(0, here[right][0] - 4) : here[right][0]]
        return [] if between & _PREPOSITIONS else _within_clause(stretch[::-1])
    if left is not None:
        between = {t.lower for t in tokens[left:i] if t.kind in ("stop", "mark")} & _PREPOSITIONS
        stretch = _within_clause(main[here[left][-1] + 1 : here[left][-1] + 6])
        return stretch if {t.lower for t in stretch} & _PREPOSITIONS == between else []
    return []


def _within_clause(tokens: list[Token]) -> list[Token]:
    stop = next((n for n, t in enumerate(tokens) if t.kind == "mark" or t.lower in _BOUNDARIES), len(tokens))
    return tokens[:stop]


def _swapped(c: Comparison) -> Iterator[Problem]:
    """Find two names, or two numbers, that have changed places."""
    at = [i for i, found in c.hits.items() if found and c.claim.tokens[i].kind in ("name", "number", "date")]
    for a, b in combinations(at, 2):
        one, two, mine, other = c.claim.tokens[a], c.claim.tokens[b], c.best(a), c.best(b)
        if one.kind != two.kind or mine is None or other is None or mine is other or mine.name == other.name >= 0:
            continue
        if one.name == two.name >= 0 or c.sentence(mine) != c.sentence(other) or _listed(c.window.tokens, mine, other):
            continue
        turned = has_passive(c.claim.tokens) != has_passive(c.window.tokens)
        if not turned and one.kind == "name" and _around(c, a, b):
            yield Problem(False, f"the source has {mine.text} and {other.text} in the other order", f"{one.text}, {two.text}")
            return
        straight = c.bond(a, mine, whole_name=False) + c.bond(b, other, whole_name=False)
        crossed = c.bond(a, other, whole_name=False) + c.bond(b, mine, whole_name=False)
        if not turned and crossed > _LEAD * straight:
            yield Problem(True, f"the source has {mine.text} and {other.text} the other way round", f"{one.text}, {two.text}")
            return


def _around(c: Comparison, a: int, b: int) -> bool:
    """Say whether two tokens stand on either side of the same words, but in the other order."""
    places = {i: c.wide.place[id(mine)] for i in c.hits if (mine := c.best(i)) is not None}
    between = [
        i for i in places if a < i < b and c.claim.tokens[i].name not in {c.claim.tokens[a].name, c.claim.tokens[b].name} - {-1}
    ]
    return any(places[b] < places[i] < places[a] for i in between)


def _directions(c: Comparison) -> Iterator[Problem]:
    """Find a sentence turned round its verb: who pays whom, what causes what; "by" after the verb turns it back."""
    content = [i for i in c.hits if c.claim.tokens[i].kind in ("word", "name") or c.claim.tokens[i].root == _BECOME]
    for pivot in content:
        mine = c.best(pivot)
        if mine is None or pivot == content[0] or c.claim.tokens[pivot].kind == "name":
            continue
        at = c.wide.place[id(mine)]
        flip = _passive(list(c.claim.tokens), c.claim.tokens[pivot]) != _passive(c.window.tokens, mine)
        straight = 0
        crossed = {True: 0, False: 0}
        for i in content:
            near = [
                t
                for t in c.hits[i]
                if c.sentence(t) == c.sentence(mine) and abs(c.wide.place[id(t)] - at) <= _REACH and t is not mine
            ]
            if i == pivot or not near:
                continue
            sides = {c.wide.place[id(t)] > at for t in near}
            after = c.claim.tokens[i].place > c.claim.tokens[pivot].place
            if (after != flip) in sides:
                straight += 1
            else:
                crossed[after] += 1
        directed = stem(c.claim.tokens[pivot].lower) in _DIRECTED
        if not straight and ((crossed[True] and crossed[False]) or (directed and sum(crossed.values()))):
            yield Problem(
                True,
                f"the source has the two sides of “{c.claim.tokens[pivot].text}” the other way round",
                c.claim.tokens[pivot].text,
            )
            return


def _passive(tokens: list[Token], pivot: Token) -> bool:
    at = next(i for i, t in enumerate(tokens) if t is pivot)
    for i, token in enumerate(tokens[at + 1 : at + 7], at + 1):
        if token.kind == "mark":
            return False
        if token.lower == "by":
            return i + 1 < len(tokens) and tokens[i + 1].kind not in ("number", "date") and not tokens[i + 1].lower.endswith("ing")
    return False


def _relations(c: Comparison) -> Iterator[Problem]:
    """Compare what stands on the far side of than, after, before and because."""
    for scope in ("than", "after", "before", "because"):
        if not any(scope in t.scopes for t in c.window.tokens) and not any(scope in t.scopes for t in c.claim.tokens):
            continue
        inside = [i for i in c.hits if scope in c.claim.tokens[i].scopes and c.hits[i] and c.claim.tokens[i].kind != "light"]
        outside = [i for i in c.hits if scope not in c.claim.tokens[i].scopes and c.hits[i] and c.claim.tokens[i].kind != "light"]
        inverse = {"after": "before", "before": "after"}.get(scope)
        stray = [i for i in inside if (mine := c.best(i)) is not None and scope not in mine.scopes]
        moved = [i for i in outside if (mine := c.best(i)) is not None and scope in mine.scopes]
        turned = [i for i in inside if inverse and all(inverse in t.scopes for t in c.hits[i])]
        if (stray and moved) or turned:
            yield Problem(True, f"the source puts “{scope}” the other way round", scope)
        elif scope == "than" and moved:
            yield Problem(
                True,
                f"the source says this of something else than “{c.claim.tokens[moved[0]].text}”",
                c.claim.tokens[moved[0]].text,
            )
        elif inside and not any(t.lower in _CUES[scope] for t in c.window.tokens):
            yield Problem(False, f"no source says “{scope}” here", scope)


def _polarity(c: Comparison) -> Iterator[Problem]:
    for i in c.hits:
        token, mine = c.claim.tokens[i], c.best(i)
        if mine is None or token.kind not in ("word", "name", "light") or c.sentence(mine) != c.main:
            continue
        if ("neg" in token.scopes) != ("neg" in mine.scopes):
            said = "not so" if "neg" in mine.scopes else "so, without a “not”"
            yield Problem(True, f"the source says of “{mine.text}” that it is {said}", token.text)
            return


def _denials(c: Comparison) -> Iterator[Problem]:
    """Look for a denial in both the claim and what it rests on, or in neither; as many, where it takes over nearly all of that."""
    stretch, share = _stretch(c)
    mine = sum(_denies(t) for t in c.claim.tokens)
    theirs = sum(_denies(t) for t in stretch)
    if (mine == 0) != (theirs == 0) or (share > _ALMOST_ALL and mine != theirs):
        yield Problem(False, "the source and the sentence do not deny the same", "not")


def _denies(token: Token) -> bool:
    return token.lower in _DENIALS or token.lower.endswith("n't")


def _stretch(c: Comparison) -> tuple[list[Token], float]:
    """Return the part of the main sentence from the first to the last match, and the share of its content that is matched."""
    main = c.main_tokens
    matched = {id(t) for found in c.hits.values() for t in found}
    at = [n for n, t in enumerate(main) if id(t) in matched]
    if not at:
        return [], 0.0
    begin = at[0]
    while begin > 0 and main[begin - 1].kind == "stop":
        begin -= 1
    stretch = main[begin : at[-1] + 1]
    return stretch, len(at) / sum(t.kind in WEIGHT for t in stretch)


CHECKS = (_bearers, _displaced, _swapped, _polarity, _denials, _directions, _relations)
