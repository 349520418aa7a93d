"""A passage cut into windows: one to three sentences in a row, taken apart only when a claim looks into them.

To find the windows that may bear out a claim it is enough to know which words each sentence holds; numbers, names and scopes
are read of the few sentences that are then compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.cite.support.frames import Frame, Token, frame, initials, plain_words
from assistant.cite.support.words import WORD, keys, sentences

_HEADING = re.compile(r"([A-Z“\"‘'](?:[^\n]{0,78}\w)?)[ \t]*\n\s*(?=[A-Z“\"‘'])")
_CAPITALS = re.compile(r"[A-Z]\w*(?:[ -](?:(?:of|for|and|the) )*[A-Z]\w*)+")


@dataclass(slots=True, eq=False)
class Window:
    """One to three sentences in a row of a passage, as one row of tokens; ``asked`` are the ones that are questions."""

    first: int
    last: int
    tokens: list[Token]
    by_key: dict[str, list[Token]]
    lowers: set[str]
    names: tuple[str, ...]
    place: dict[int, float]
    sentence: dict[int, int]
    asked: set[int]

    def find(self, wanted: frozenset[str]) -> list[Token]:
        """Return the tokens that match any of the keys, in order of place."""
        hits = {id(t): t for key in wanted for t in self.by_key.get(key, ())}
        return sorted(hits.values(), key=lambda t: self.place[id(t)])


@dataclass(slots=True, eq=False)
class Prepared:
    """A passage ready for comparison, its windows made when looked into; ``holders`` has as bits which sentences hold a key."""

    text: str
    spans: tuple[tuple[int, int], ...]
    parts: tuple[str, ...]
    holders: dict[str, int]
    headings: frozenset[int] = frozenset()
    frames: dict[int, Frame] = field(default_factory=dict)
    windows: dict[tuple[int, int], Window] = field(default_factory=dict)

    def window(self, first: int, last: int) -> Window:
        """Return the window of the sentences first to last, both counted from 0 and included."""
        if (first, last) not in self.windows:
            self.windows[first, last] = _window([self._frame(n) for n in range(first, last + 1)], first)
        return self.windows[first, last]

    def _frame(self, n: int) -> Frame:
        if n not in self.frames:
            self.frames[n] = frame(self.parts[n])
        return self.frames[n]


def _window(frames: Sequence[Frame], first: int) -> Window:
    """Return some sentences of a passage as one window, with all that is looked up in it; ``first`` is the index of the first."""
    window = Window(first, first + len(frames) - 1, [], {}, set(), (), {}, {}, set())
    offset = 0.0
    for n, one in enumerate(frames, first):
        for token in one.tokens:
            window.tokens.append(token)
            window.lowers.add(token.lower)
            window.place[id(token)] = offset + token.place
            window.sentence[id(token)] = n
            for key in token.keys:
                window.by_key.setdefault(key, []).append(token)
        offset += one.length + 6.0
        window.names += one.names
        if one.text.endswith("?"):
            window.asked.add(n)
    return window


@lru_cache(maxsize=1024)
def prepare(passage: str) -> Prepared:
    """Find the sentences of a passage and which words each holds; kept for the last thousand passages."""
    found = list(_parted(passage))
    spans = tuple((a, b) for a, b, _ in found)
    parts = tuple(passage[a:b] for a, b in spans)
    holders: dict[str, int] = {}
    for n, part in enumerate(parts):
        for key in _held(part):
            holders[key] = holders.get(key, 0) | 1 << n
    return Prepared(passage, spans, parts, holders, frozenset(n for n, (_, _, opens) in enumerate(found) if opens))


def _parted(passage: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the span of each sentence, and of each heading before one (a short line without a stop), and whether it is one."""
    for start, end in sentences(passage):
        while line := _HEADING.match(passage, start, end):
            if passage[:start].rpartition("\n")[2].strip():
                break
            yield start, line.end(1), True
            start = line.end()
        yield start, end, False


def _held(part: str) -> set[str]:
    """Return the keys by which words of a sentence may be found, and the initials of its names: cheaper than its frame."""
    text = plain_words(part)
    found = {key for m in WORD.finditer(text) for key in keys(m[0].casefold().removesuffix("'s"))}
    return found | {short for m in _CAPITALS.finditer(text) if (short := initials(m[0]))}
