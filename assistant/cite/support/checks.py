"""Checks of what is said: every number, date and name is there, as is every word, no stronger than the source has it.

Each check yields problems. A *conflict* means that the source says otherwise, a *gap* that it does not say so.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.cite.support.comparison import Comparison, Problem, alike
from assistant.cite.support.frames import Token
from assistant.cite.support.lexicon import ANTONYMS, word_set
from assistant.cite.support.words import stem

_LEAD = 1.25
"""How much nearer a rival must stand before it counts as the one the source means."""
_OPPOSITE: dict[str, frozenset[str]] = {}
for _a, _b in (line.split() for line in ANTONYMS.split(";")):
    for _one, _other in ((_a, _b), (_b, _a)):
        for _form in (_one, stem(_one)):
            _OPPOSITE[_form] = _OPPOSITE.get(_form, frozenset()) | {_other, stem(_other)}
_ALL = word_set("all every each always whole entire everyone everybody everything throughout")
_ONLY = word_set("only solely exclusively alone")
_MOST = word_set("most mostly mainly majority largely chiefly")
_SOME = word_set("some sometimes often partly part few rarely usually seldom many occasionally frequently half")
_LESS_THAN_ALL = _SOME | _MOST
_SAME_AGAIN = word_set("the this that these those its their his her such")
_PERIODS = word_set("year month week day quarter hour time years")
_SAID = {">": "at least or over", "<": "at most or under", "~": "about", "": "exactly"}


def _numbers(c: Comparison) -> Iterator[Problem]:
    """Find numbers and dates that the source has otherwise, or not at all, and bounds that it does not set."""
    for i, found in c.hits.items():
        token = c.claim.tokens[i]
        if token.kind not in ("number", "date"):
            continue
        linked = [b if a is token else a for _, a, b in _linked(c.claim.tokens) if token in (a, b)]
        rivals = [t for t in c.wide.tokens if _rival(token, t) and t not in found and not any(alike(u, t) for u in linked)]
        rival = max(rivals, key=lambda t: c.bond(i, t), default=None)
        mine = c.best(i)
        if mine is None:
            if rival is not None and c.bond(i, rival) > 0.1:
                yield Problem(True, f"the source says {rival.text}, not {token.text}", token.text)
            else:
                yield Problem(False, f"no source says {token.text}", token.text)
        elif rival is not None and (c.bond(i, rival) > _LEAD * c.bond(i, mine) or _ousted(c, rival, found)):
            yield Problem(True, f"the source says {rival.text} here, not {token.text}", token.text)
        else:
            yield from _limits(token, mine)


def _ousted(c: Comparison, rival: Token, found: list[Token]) -> bool:
    """Say whether the main sentence holds the rival while what matches stands in another one."""
    claimed = {id(t) for i, hits in c.hits.items() if c.claim.tokens[i].kind in ("number", "date") for t in hits}
    return id(rival) not in claimed and c.sentence(rival) == c.main and all(c.sentence(t) != c.main for t in found)


def _rival(token: Token, other: Token) -> bool:
    if token.number is not None and other.number is not None:
        kinds = {token.number.unit.replace("fraction", "%"), other.number.unit.replace("fraction", "%")}
        return not token.number.same(other.number) and (len(kinds) == 1 or token.number.value == other.number.value)
    if token.date is not None and other.date is not None:
        a, b = token.date, other.date
        return any(x is not None and y is not None and x != y for x, y in ((a.year, b.year), (a.month, b.month), (a.day, b.day)))
    return False


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
            if other == link and alike(a, y) and alike(b, x) and (a.text.casefold(), b.text.casefold()) not in there:
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


def words(c: Comparison) -> Iterator[Problem]:
    """Find the words of the claim that no source says."""
    for i, found in c.hits.items():
        token = c.claim.tokens[i]
        if token.kind == "word" and not found:
            yield Problem(False, f"no source says “{token.text}” here", token.text)


def _twice(c: Comparison) -> Iterator[Problem]:
    """Find a word that the claim has twice and the source once: one of the two stands for something that the source has there."""
    used: dict[int, int] = {}
    for i, found in c.hits.items():
        token = c.claim.tokens[i]
        if token.kind not in ("word", "name") or len(found) != 1:
            continue
        before = c.claim.tokens[i - 1].lower if i else ""
        first = used.setdefault(id(found[0]), i)
        apart = first != i and not c.claim.tokens[first].name == token.name >= 0
        if apart and c.claim.tokens[first].root == token.root and before not in _SAME_AGAIN:
            yield Problem(False, f"the source says “{found[0].text}” once", token.text)
            return


def _opposites(c: Comparison) -> Iterator[Problem]:
    """Find words for which the source has an opposite where they should stand: "rose" where it says "fell"."""
    for i, token in enumerate(c.claim.tokens):
        against = _OPPOSITE.get(token.lower) or (_OPPOSITE.get(stem(token.lower)) if token.kind != "stop" else None)
        if not against or token.kind in ("name", "number", "date"):
            continue
        equal = c.hits[i] if i in c.hits else list(c.window.by_key.get(token.lower, ()))
        rivals = [t for word in against for t in c.wide.by_key.get(word, ()) if t.kind != "name" and t not in equal]
        if not rivals:
            continue
        rival = max(rivals, key=lambda t: c.bond(i, t))
        if ("neg" in rival.scopes) != ("neg" in token.scopes):
            continue
        near = max((c.bond(i, t) for t in equal), default=0.0)
        if c.bond(i, rival) > _LEAD * near and c.bond(i, rival) > 0.25:
            yield Problem(True, f"the source says “{rival.text}”, not “{token.text}”", token.text)


def _hedges(c: Comparison) -> Iterator[Problem]:
    """Find what the source says only may be, was planned or is required, and what the claim says so of and the source does not."""
    said = {"may": "only that this may be so", "plan": "only that this was planned or asked for", "must": "that this is required"}
    both = [(c.claim.tokens[i], mine) for i in c.hits if (mine := c.best(i)) is not None]
    shared = {hedge for token, mine in both for hedge in token.scopes & mine.scopes if token.kind != "stop"}
    for i in c.hits:
        token, mine = c.claim.tokens[i], c.best(i)
        if mine is None or token.kind not in ("word", "light", "number"):
            continue
        for hedge, words in said.items():
            if hedge in mine.scopes and hedge not in shared and not ({"may", "plan", "must"} & token.scopes):
                yield Problem(False, f"the source says {words}", token.text)
                return
            if hedge != "may" and hedge in token.scopes and not any(hedge in t.scopes for t in c.hits[i]):
                planned = "that this is required" if hedge == "must" else "that this was only planned"
                yield Problem(False, f"the source does not say {planned}", token.text)
                return


def _quantifiers(c: Comparison) -> Iterator[Problem]:
    """Find "all", "only" and "most" that the source does not say, and "some" and the like that the claim leaves out."""
    lowers = [t.lower for t in c.claim.tokens]
    there = c.window.lowers
    for i, word in enumerate(lowers):
        following = lowers[i + 1] if i + 1 < len(lowers) else ""
        for family in (_ALL, _ONLY, _MOST):
            if word in family and not there & family and following not in _PERIODS:
                yield Problem(False, f"the source does not say “{word}”", word)
                return
    if not _LESS_THAN_ALL.isdisjoint(lowers):
        return
    if there.isdisjoint(_LESS_THAN_ALL):
        return
    best = {id(mine) for i in c.hits if (mine := c.best(i)) is not None}
    for at, token in enumerate(c.window.tokens):
        if token.lower in _LESS_THAN_ALL and any(id(t) in best for t in c.window.tokens[at + 1 : at + 3]):
            yield Problem(False, f"the source says “{token.text}”", token.text)
            return


def _questions(c: Comparison) -> Iterator[Problem]:
    if c.main in c.window.asked and not c.claim.text.endswith("?"):
        yield Problem(False, "the source only asks this")


CHECKS = (_questions, _numbers, _order, _names, _twice, _opposites, _hedges, _quantifiers, words)
