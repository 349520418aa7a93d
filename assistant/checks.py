"""The comparisons behind the support judge: one claim against one window of a passage, each check on its own.

A check returns problems. A *conflict* means that the source says otherwise, a *gap* that it does not say so. Where a
number, date or opposite occurs several times, the one that stands nearest to the same words decides (``_bond``): in
"63 councils and 34 trusts" the 34 belongs to the trusts, whatever else the sentence holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from assistant.frames import Frame, Token, Window
from assistant.lexicon import ANTONYMS, DIRECTED
from assistant.words import keys, stem

_LEAD = 1.25
_STRONG_LEAD = 1.35
_ALMOST_ALL = 0.85
"""How much nearer a rival must stand before it counts as the one the source means."""

_OPPOSITE: dict[str, frozenset[str]] = {}
for _a, _b in (line.split() for line in ANTONYMS.strip().split("\n")):
    for _one, _other in ((_a, _b), (_b, _a)):
        for _form in (_one, stem(_one)):
            _OPPOSITE[_form] = _OPPOSITE.get(_form, frozenset()) | {_other, stem(_other)}
_DIRECTED = frozenset(stem(word) for word in DIRECTED)
_ALL = frozenset("all every each always whole entire everyone everybody everything throughout".split())
_ONLY = frozenset("only solely exclusively alone".split())
_MOST = frozenset("most mostly mainly majority largely chiefly".split())
_SOME = frozenset("some sometimes often partly part few rarely usually seldom many occasionally frequently half".split())
_DENIALS = frozenset("not no never none nobody nothing neither nor without cannot".split())
_PREPOSITIONS = frozenset("in on at of to for from by with into under over through between about against as".split())
_BOUNDARIES = frozenset("but while whereas although because when if which who that".split())
_PERIODS = frozenset("year month week day quarter hour time years".split())
_CUES: dict[str, frozenset[str]] = {
    "after": frozenset("after following followed follow later then subsequently since since before".split()),
    "before": frozenset("before earlier previously prior until after later first".split()),
    "because": frozenset("because since as so therefore result cause caused reason due explained explain".split()),
    "than": frozenset("than compared followed".split()),
}
_WEIGHT = {"word": 1.0, "name": 1.0, "number": 1.0, "date": 1.0, "light": 0.4}


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
    problems: list[Problem] = field(default_factory=list)
    main: int = 0

    def __post_init__(self) -> None:
        for i, token in enumerate(self.claim.tokens):
            if token.kind in _WEIGHT:
                self.hits[i] = _matches(token, self)
        votes = Counter(n for found in self.hits.values() for n in {self.wide.sentence[id(t)] for t in found})
        self.main = max(votes, key=lambda n: (votes[n], n), default=self.window.first)

    def run(self) -> None:
        """Run every check, in the order in which a reader would object."""
        for check in _CHECKS:
            self.problems += check(self)

    @property
    def coverage(self) -> float:
        """Share of the claim's weight that the window holds, 0 to 1."""
        tokens = self.claim.tokens
        total = sum(_WEIGHT[tokens[i].kind] for i in self.hits)
        return sum(_WEIGHT[tokens[i].kind] for i, found in self.hits.items() if found) / total if total else 0.0

    def best(self, i: int) -> Token | None:
        """Return the match of a claim's token that stands nearest to the claim's other words."""
        found = self.hits.get(i)
        if not found:
            return None
        return found[0] if len(found) == 1 else max(found, key=lambda t: self.bond(i, t))

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
    found = [t for t in c.window.find(token.keys) if t.kind in _WEIGHT]
    if not found and token.kind == "name":
        found = _by_initials(token, c)
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
                return [t]
    return []


def _numbers(c: Comparison) -> Iterator[Problem]:
    for i, found in c.hits.items():
        token = c.claim.tokens[i]
        if token.kind not in ("number", "date"):
            continue
        linked = [b if a is token else a for _, a, b in _linked(c.claim.tokens) if token in (a, b)]
        rivals = [t for t in c.wide.tokens if _rival(token, t) and t not in found and not any(_alike(u, t) for u in linked)]
        rival = max(rivals, key=lambda t: c.bond(i, t), default=None)
        mine = c.best(i)
        if mine is None:
            conflict = rival is not None and c.bond(i, rival) > 0.1
            yield Problem(conflict, f"the source says {rival.text}, not {token.text}" if conflict and rival else f"no source says {token.text}", token.text)
        elif rival is not None and (c.bond(i, rival) > _LEAD * c.bond(i, mine) or _ousted(c, rival, found)):
            yield Problem(True, f"the source says {rival.text} here, not {token.text}", token.text)
        else:
            yield from _limits(token, mine)


def _ousted(c: Comparison, rival: Token, found: list[Token]) -> bool:
    """Say whether the main sentence holds the rival while what matches stands in another one."""
    claimed = {id(t) for i, hits in c.hits.items() if c.claim.tokens[i].kind in ("number", "date") for t in hits}
    return id(rival) not in claimed and c.wide.sentence[id(rival)] == c.main and all(c.wide.sentence[id(t)] != c.main for t in found)


def _rival(token: Token, other: Token) -> bool:
    if token.number is not None and other.number is not None:
        kinds = {token.number.unit.replace("fraction", "%"), other.number.unit.replace("fraction", "%")}
        return not token.number.same(other.number) and (len(kinds) == 1 or token.number.value == other.number.value)
    if token.date is not None and other.date is not None:
        a, b = token.date, other.date
        return any(x is not None and y is not None and x != y for x, y in ((a.year, b.year), (a.month, b.month), (a.day, b.day)))
    return False


_SAID = {">": "at least or over", "<": "at most or under", "~": "about", "": "exactly"}


def _limits(token: Token, mine: Token) -> Iterator[Problem]:
    """Compare "at least 12", "up to 12", "about 12" and "12": the claim may be weaker than the source, never stronger."""
    if {token.bound, mine.bound} == {"<", ">"}:
        yield Problem(True, f"the source says {_SAID[mine.bound]} {mine.text}, not {_SAID[token.bound]}", token.text)
    elif mine.bound and token.bound != mine.bound:
        yield Problem(False, f"the source says {_SAID[mine.bound]} {mine.text}", token.text)
    elif token.bound in ("<", ">") and not mine.bound:
        yield Problem(False, f"the source says {mine.text}, without a limit", token.text)


def _order(c: Comparison) -> Iterator[Problem]:
    """Find "from 41 to 58" told as "from 58 to 41", and "two of the five" told as "five of the two"."""
    pairs = _linked(c.claim.tokens)
    there = {(a.text.casefold(), b.text.casefold()) for _, a, b in _linked(c.window.tokens)}
    for link, a, b in pairs:
        for other, x, y in _linked(c.window.tokens):
            if other == link and _alike(a, y) and _alike(b, x) and (a.text.casefold(), b.text.casefold()) not in there:
                yield Problem(True, f"the source says {x.text} {link} {y.text}, the other way round", f"{a.text} {link} {b.text}")


def _linked(tokens: tuple[Token, ...] | list[Token]) -> list[tuple[str, Token, Token]]:
    found, last, link = [], None, ""
    for token in tokens:
        if token.kind in ("number", "date"):
            if last is not None and link:
                found.append((link, last, token))
            last, link = token, ""
        elif token.lower in ("to", "of", "and"):
            link = link or token.lower.replace("and", "to")
        elif token.kind == "mark":
            last = None
    return found


def _alike(a: Token, b: Token) -> bool:
    if a.number is not None and b.number is not None:
        return a.number.same(b.number)
    return a.date is not None and b.date is not None and a.date.within(b.date)


def _names(c: Comparison) -> Iterator[Problem]:
    """Find names that no source holds, and names borrowed from another sentence that is about somebody else."""
    lost = {t.name if t.name >= 0 else -2 - i for i, t in enumerate(c.claim.tokens) if t.kind == "name" and not c.hits[i]}
    for n in sorted(lost):
        shown = c.claim.names[n] if n >= 0 else ""
        words = {stem(w) for w in shown.split()}
        others = [o for o in dict.fromkeys(c.window.names) if words & {stem(w) for w in o.split()}]
        if others:
            yield Problem(True, f"the source says {others[0]}, not {shown}", shown)
        else:
            rest = [name for name in c.window.names if not any(stem(w) in c.claim.keys for w in name.split())]
            yield Problem(bool(rest) and c.coverage >= 0.6, f"no source names {shown} here", shown)


def _bearers(c: Comparison) -> Iterator[Problem]:
    """Find a name that the source puts elsewhere, where another name stands by the claim's words."""
    first = next((i for i in c.hits if c.claim.tokens[i].kind == "name"), None)
    for i, found in c.hits.items():
        token, mine = c.claim.tokens[i], c.best(i)
        if token.kind == "name" and found and _is_label(c.claim.tokens, i) and all(c.wide.sentence[id(t)] != c.main for t in found):
            yield Problem(True, f"the source does not give these words to {token.text}", token.text)
            return
        if i != first or token.kind != "name" or mine is None or mine.kind != "name":
            continue
        same = {t.name for t in found if c.wide.sentence[id(t)] == c.wide.sentence[id(mine)]}
        rivals = [t for t in c.window.tokens if t.kind == "name" and t not in found and c.wide.sentence[id(t)] == c.wide.sentence[id(mine)]]
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


def _denials(c: Comparison) -> Iterator[Problem]:
    """Look for a denial in the claim and in the stretch of the source that it rests on: in both or in neither.

    Where the claim takes over nearly the whole stretch, the denials must also be as many, and the words of a claim with
    several names in the same order, but for one block that has moved.
    """
    stretch, share = _stretch(c)
    mine = sum(_denies(t) for t in c.claim.tokens)
    theirs = sum(_denies(t) for t in stretch)
    if (mine == 0) != (theirs == 0) or (share > _ALMOST_ALL and mine != theirs):
        yield Problem(False, "the source and the sentence do not deny the same", "not")
    several = len({t.name for t in c.claim.tokens if t.kind == "name"}) > 1
    if several and share > _ALMOST_ALL and _has_passive(c.claim.tokens) == _has_passive(stretch):
        places = [c.wide.place[id(best)] for i in c.hits if (best := c.best(i)) is not None]
        if sum(later < earlier for earlier, later in pairwise(places)) > 1:
            yield Problem(False, "the source has these words in another order")


def _denies(token: Token) -> bool:
    return token.lower in _DENIALS or token.lower.endswith("n't")


def _stretch(c: Comparison) -> tuple[list[Token], float]:
    """Return the part of the main sentence from the first to the last match, and the share of its content that is matched."""
    main = [t for t in c.window.tokens if c.wide.sentence[id(t)] == c.main]
    matched = {id(t) for found in c.hits.values() for t in found}
    at = [n for n, t in enumerate(main) if id(t) in matched]
    if not at:
        return [], 0.0
    begin = at[0]
    while begin > 0 and main[begin - 1].kind == "stop":
        begin -= 1
    stretch = main[begin : at[-1] + 1]
    return stretch, len(at) / sum(t.kind in _WEIGHT for t in stretch)


def _displaced(c: Comparison) -> Iterator[Problem]:
    """Find a word taken from another sentence and put where the source has a different one."""
    main = [t for t in c.window.tokens if c.wide.sentence[id(t)] == c.main]
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
        if one.name == two.name >= 0 or c.wide.sentence[id(mine)] != c.wide.sentence[id(other)] or _listed(c.window.tokens, mine, other):
            continue
        turned = _has_passive(c.claim.tokens) != _has_passive(c.window.tokens)
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
    between = [i for i in places if a < i < b and c.claim.tokens[i].name not in {c.claim.tokens[a].name, c.claim.tokens[b].name} - {-1}]
    return any(places[b] < places[i] < places[a] for i in between)


def _has_passive(tokens: Sequence[Token]) -> bool:
    return any(t.lower == "by" and i + 1 < len(tokens) and tokens[i + 1].kind not in ("number", "date") for i, t in enumerate(tokens))


def _words(c: Comparison) -> Iterator[Problem]:
    for i, found in c.hits.items():
        token = c.claim.tokens[i]
        if token.kind == "word" and not found:
            yield Problem(False, f"no source says “{token.text}” here", token.text)


def _opposites(c: Comparison) -> Iterator[Problem]:
    for i, token in enumerate(c.claim.tokens):
        against = _OPPOSITE.get(token.lower) or (_OPPOSITE.get(stem(token.lower)) if token.kind != "stop" else None)
        if not against or token.kind in ("name", "number", "date"):
            continue
        equal = c.hits[i] if i in c.hits else [t for t in c.window.by_key.get(token.lower, ())]
        rivals = [t for word in against for t in c.wide.by_key.get(word, ()) if t.kind != "name" and t not in equal]
        if not rivals:
            continue
        rival = max(rivals, key=lambda t: c.bond(i, t))
        if ("neg" in rival.scopes) != ("neg" in token.scopes):
            continue
        near = max((c.bond(i, t) for t in equal), default=0.0)
        if c.bond(i, rival) > _LEAD * near and c.bond(i, rival) > 0.25:
            yield Problem(True, f"the source says “{rival.text}”, not “{token.text}”", token.text)


def _polarity(c: Comparison) -> Iterator[Problem]:
    for i in c.hits:
        token, mine = c.claim.tokens[i], c.best(i)
        if mine is None or token.kind not in ("word", "name", "light") or c.wide.sentence[id(mine)] != c.main:
            continue
        if ("neg" in token.scopes) != ("neg" in mine.scopes):
            said = "not so" if "neg" in mine.scopes else "so, without a “not”"
            yield Problem(True, f"the source says of “{mine.text}” that it is {said}", token.text)
            return


def _hedges(c: Comparison) -> Iterator[Problem]:
    said = {"may": "only that this may be so", "plan": "only that this was planned or asked for", "must": "that this is required"}
    for i in c.hits:
        token, mine = c.claim.tokens[i], c.best(i)
        if mine is None or token.kind not in ("word", "light", "number"):
            continue
        for hedge, words in said.items():
            if (hedge in mine.scopes) and not ({"may", "plan", "must"} & token.scopes):
                yield Problem(False, f"the source says {words}", token.text)
                return
            if hedge != "may" and hedge in token.scopes and not any(hedge in t.scopes for t in c.hits[i]):
                yield Problem(False, f"the source does not say {'that this is required' if hedge == 'must' else 'that this was only planned'}", token.text)
                return


def _relations(c: Comparison) -> Iterator[Problem]:
    """Compare what stands on the far side of than, after, before and because."""
    for scope in ("than", "after", "before", "because"):
        inside = [i for i in c.hits if scope in c.claim.tokens[i].scopes and c.hits[i] and c.claim.tokens[i].kind != "light"]
        outside = [i for i in c.hits if scope not in c.claim.tokens[i].scopes and c.hits[i] and c.claim.tokens[i].kind != "light"]
        inverse = {"after": "before", "before": "after"}.get(scope)
        stray = [i for i in inside if (mine := c.best(i)) is not None and scope not in mine.scopes]
        moved = [i for i in outside if (mine := c.best(i)) is not None and scope in mine.scopes]
        turned = [i for i in inside if inverse and all(inverse in t.scopes for t in c.hits[i])]
        if (stray and moved) or turned:
            yield Problem(True, f"the source puts “{scope}” the other way round", scope)
        elif scope == "than" and moved:
            yield Problem(True, f"the source says this of something else than “{c.claim.tokens[moved[0]].text}”", c.claim.tokens[moved[0]].text)
        elif inside and not any(t.lower in _CUES[scope] for t in c.window.tokens):
            yield Problem(False, f"no source says “{scope}” here", scope)


def _quantifiers(c: Comparison) -> Iterator[Problem]:
    lowers = [t.lower for t in c.claim.tokens]
    there = {t.lower for t in c.window.tokens}
    for i, word in enumerate(lowers):
        following = lowers[i + 1] if i + 1 < len(lowers) else ""
        for family, label in ((_ALL, "all"), (_ONLY, "only"), (_MOST, "most")):
            if word in family and not there & family and following not in _PERIODS:
                yield Problem(False, f"the source does not say “{word}”", word)
                return
    if set(lowers) & (_SOME | _MOST):
        return
    best = {id(mine) for i in c.hits if (mine := c.best(i)) is not None}
    for at, token in enumerate(c.window.tokens):
        if token.lower in _SOME | _MOST and any(id(t) in best for t in c.window.tokens[at + 1 : at + 3]):
            yield Problem(False, f"the source says “{token.text}”", token.text)
            return


def _directions(c: Comparison) -> Iterator[Problem]:
    """Find a sentence turned round its verb: who pays whom, what causes what; "by" after the verb turns it back."""
    content = [i for i in c.hits if c.claim.tokens[i].kind in ("word", "name")]
    for pivot in content:
        mine = c.best(pivot)
        if mine is None or pivot == content[0] or c.claim.tokens[pivot].kind == "name":
            continue
        at = c.wide.place[id(mine)]
        flip = _passive(list(c.claim.tokens), c.claim.tokens[pivot]) != _passive(c.window.tokens, mine)
        straight = 0
        crossed = {True: 0, False: 0}
        for i in content:
            near = [t for t in c.hits[i] if c.wide.sentence[id(t)] == c.wide.sentence[id(mine)] and abs(c.wide.place[id(t)] - at) <= 12 and t is not mine]
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
            yield Problem(True, f"the source has the two sides of “{c.claim.tokens[pivot].text}” the other way round", c.claim.tokens[pivot].text)
            return


def _passive(tokens: list[Token], pivot: Token) -> bool:
    at = next(i for i, t in enumerate(tokens) if t is pivot)
    for i, token in enumerate(tokens[at + 1 : at + 7], at + 1):
        if token.kind == "mark":
            return False
        if token.lower == "by":
            return i + 1 < len(tokens) and tokens[i + 1].kind not in ("number", "date") and not tokens[i + 1].lower.endswith("ing")
    return False


_CHECKS: tuple[Callable[[Comparison], Iterator[Problem]], ...] = (
    _numbers,
    _order,
    _names,
    _bearers,
    _displaced,
    _swapped,
    _denials,
    _opposites,
    _polarity,
    _directions,
    _relations,
    _hedges,
    _quantifiers,
    _words,
)
__all__ = ["Comparison", "Problem", "keys"]
