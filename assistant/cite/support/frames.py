"""A sentence taken apart for comparison: its words by meaning, its numbers, dates and names, and what stands under a "not".

A frame is a row of tokens. Each token knows its place (punctuation and conjunctions push words apart, so that near means
"said of each other") and its scopes: "neg" under a negation, "may", "plan" or "must" under a hedge, "than", "after",
"before" or "because" on the far side of such a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from assistant.cite.support.lexicon import AUXILIARIES, HEDGES, LIGHT, NEGATORS, PHRASES, STOP, word_set
from assistant.cite.support.words import WORD, keys, names, normalise, stem
from assistant.text.quantities import Date, Number, dates, numbers

Kind = Literal["word", "light", "name", "number", "date", "stop", "mark"]
Bound = Literal["", ">", "<", "~"]


def _fixed_words(pattern: str) -> tuple[str, ...]:
    """Return a word of each alternative of a pattern without which it cannot match; "" where there is none."""
    bare = (re.sub(r"\(\?[:=][^()]*\)\??|\\b", " ", part) for part in re.split(r"\|(?=\\b)", pattern))
    return tuple(max(re.findall("[a-z]+", part), key=len, default="") for part in bare)


_PHRASES = tuple((re.compile(pattern, re.IGNORECASE), plain, _fixed_words(pattern)) for pattern, plain in PHRASES)
_MARK = re.compile(r"[,;:()—]|(?<= )-+(?= )|/")
_BOUND = re.compile(
    r"\b(?:(?P<gt>at least|over|more than|above|exceeding|upwards of|minimum)"
    r"|(?P<lt>at most|up to|under|fewer than|less than|below|maximum)"
    r"|(?P<near>about|around|some|roughly|approximately|nearly|almost|circa|an estimated))\s+(?:a |the )?$",
    re.IGNORECASE,
)
_BREAKS = word_set("but while whereas although though because when if unless so therefore which who")
_AUXILIARIES = _BREAKS | AUXILIARIES
_NOT_DENIED = _BREAKS | {"by"}
_OPENS: dict[str, str] = {"than": "than", "after": "after", "following": "after", "since": "after", "before": "before"}
_OPENS |= {"because": "because", "unlike": "than", "except": "than"}
_AFTER_PAIRS: dict[tuple[str, str], str] = {
    ("compared", "with"): "than",
    ("compared", "to"): "than",
    ("followed", "by"): "than",
    ("rather", "than"): "neg",
    ("instead", "of"): "neg",
}
_TO = frozenset(("to", "that", "for", "at", "not"))
_VERBAL_HEDGES = word_set(
    """
    aim plan intend hope want expect propose threaten promis try attempt seek target ask recommend claim argu alleg
    believ suggest
    """
)
_REACH = 6
"""How many words with content a negation or a hedge governs at most, unless punctuation ends it before."""


@dataclass(slots=True, eq=False)
class Token:
    """One word, number, date or mark; ``place`` counts words, ``bound`` is how a number is limited ("at least" is ">")."""

    text: str
    lower: str
    kind: Kind
    keys: frozenset[str]
    place: float
    number: Number | None = None
    date: Date | None = None
    bound: Bound = ""
    scopes: set[str] = field(default_factory=set)
    name: int = -1
    root: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A sentence as a row of tokens; ``names`` are its proper names, to which tokens point by number."""

    text: str
    tokens: tuple[Token, ...]
    names: tuple[str, ...]
    keys: frozenset[str]
    length: float


@lru_cache(maxsize=4096)
def frame(sentence: str) -> Frame:
    """Take a sentence apart."""
    text = plain_words(sentence)
    tokens, length = _tokens(text)
    _mark_scopes(tokens)
    called = names(text)
    found = frozenset().union(*(t.keys for t in tokens if t.kind not in ("stop", "mark"))) if tokens else frozenset()
    return Frame(text, tuple(tokens), tuple(n.text for n in called), found, length)


@lru_cache(maxsize=4096)
def plain_words(sentence: str) -> str:
    """Return a sentence normalised, with plain words for fixed expressions."""
    text = normalise(sentence)
    lower = text.lower()
    for pattern, plain, fixed in _PHRASES:
        if any(word in lower for word in fixed):
            text = pattern.sub(plain, text)
    return text


def initials(name: str) -> str:
    """Return the acronym of a name in lower case, "" if it has fewer than two capitals."""
    letters = "".join(w[0] for w in name.split() if w[0].isupper())
    return letters.casefold() if len(letters) > 1 else ""


def _tokens(text: str) -> tuple[list[Token], float]:
    """Return the tokens of a sentence in order, each at its place, and the place of the last one."""
    spans: list[tuple[int, int, Number | Date | re.Match[str] | None]] = [(n.start, n.end, n) for n in numbers(text)]
    spans += [(d.start, d.end, d) for d in dates(text)]
    taken = sorted((a, b) for a, b, _ in spans)
    spans += [(m.start(), m.end(), m) for m in WORD.finditer(text) if not any(a < m.end() and m.start() < b for a, b in taken)]
    spans += [(m.start(), m.end(), None) for m in _MARK.finditer(text) if not any(a <= m.start() < b for a, b in taken)]
    called = names(text)
    place, tokens = 0.0, []
    for start, end, what in sorted(spans, key=lambda s: (s[0], s[1])):
        token = _token(text, start, end, what)
        if what is not None and not isinstance(what, Number | Date):
            token.name = next((i for i, n in enumerate(called) if n.start <= start < n.end), -1)
            if token.name >= 0 and (token.kind != "stop" or token.text[0].isupper()):
                token.kind = "name" if token.lower not in ("the", "a", "an", "of", "and", "for") else "stop"
                token.keys = frozenset((stem(token.text),))
        place += {"stop": 0.3, "mark": 2.0}.get(token.kind, 1.0)
        place += 6.0 if token.lower in (";", ":") else 2.0 if token.lower in _BREAKS or token.lower == "and" else 0.0
        token.place = place
        tokens.append(token)
    return tokens, place


def _token(text: str, start: int, end: int, what: Number | Date | re.Match[str] | None) -> Token:
    """Return one token; ``what`` was found there: a number, a date, a word, or ``None`` for a mark."""
    shown = text[start:end]
    lower = shown.casefold()
    if isinstance(what, Number):
        return Token(shown, lower, "number", frozenset(), 0.0, number=what, bound=_bound(text, start))
    if isinstance(what, Date):
        return Token(shown, lower, "date", frozenset(), 0.0, date=what)
    if what is None:
        return Token(shown, lower, "mark", frozenset(), 0.0)
    lower = lower.removesuffix("'s")
    if lower.endswith("n't"):
        return Token(shown, "not", "stop", frozenset(("not",)), 0.0)
    root = stem(lower)
    kind: Kind = "stop" if lower in STOP else "light" if root in _LIGHT_STEMS else "word"
    return Token(shown, lower, kind, frozenset((lower,)) if kind == "stop" else keys(lower), 0.0, root=root)


_LIGHT_STEMS = frozenset(stem(word) for word in LIGHT)


def _bound(text: str, start: int) -> Bound:
    m = _BOUND.search(text, max(0, start - 20), start)
    if m is None:
        return ""
    return ">" if m["gt"] else "<" if m["lt"] else "~"


def _mark_scopes(tokens: list[Token]) -> None:
    """Write on each token what it stands under; a scope ends at punctuation or at "but", "while", "because" and the like."""
    for i, token in enumerate(tokens):
        word, following = token.lower, tokens[i + 1].lower if i + 1 < len(tokens) else ""
        if pair := _AFTER_PAIRS.get((word, following)):
            _spread(tokens, i + 2, pair, _REACH)
        elif word in NEGATORS:
            short = word in ("without", "unlike")
            _spread(
                tokens, i + 1, "neg", 2 if short else 3 if stem(word) in _SHORT else _REACH, _AUXILIARIES if short else _NOT_DENIED
            )
            if word in ("no", "none", "neither"):
                _spread_back(tokens, i - 1)
        counts = i + 1 < len(tokens) and tokens[i + 1].kind in ("number", "date")
        if (
            token.kind != "name"
            and word in _OPENS
            and not counts
            and (word != "following" or following in ("the", "a", "an", "its", "their"))
        ):
            _spread(tokens, i + 1, _OPENS[word], 12)
        for hedge, members in HEDGES.items():
            if word in members and token.kind != "name" and (start := _hedged_from(tokens, i)):
                _spread(tokens, start, hedge, _REACH)
        if (word in ("have", "has") and following == "to") or word in ("need", "needs", "needed"):
            _spread(tokens, i + 1, "must", _REACH)


_SHORT = frozenset(map(stem, word_set("lack fail refuse deny prevent stop cease")))


def _hedged_from(tokens: Sequence[Token], i: int) -> int:
    """Return where the scope of a hedge begins, 0 for none: "asks commissioners to consider" hedges from "to" on."""
    if stem(tokens[i].lower) not in _VERBAL_HEDGES:
        return i + 1
    return next((j + 1 for j in range(i + 1, min(i + 5, len(tokens))) if tokens[j].lower in _TO), 0)


def _spread(tokens: Sequence[Token], start: int, scope: str, reach: int, until: frozenset[str] = _BREAKS) -> None:
    for token in tokens[start:]:
        if token.kind == "mark" or token.lower in until or reach == 0:
            return
        token.scopes.add(scope)
        reach -= token.kind not in ("stop", "number")


def _spread_back(tokens: Sequence[Token], start: int) -> None:
    """A "no" before an object denies the verb before it: "brought no new money" did not bring any."""
    for token in reversed(tokens[: start + 1]):
        if token.kind == "mark" or token.lower in _BREAKS or token.lower in ("and", "or"):
            return
        token.scopes.add("neg")
        if token.kind != "stop":
            return
