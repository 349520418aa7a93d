"""Whether a text names as many things as a question counts: "Which 12 areas?" is not met by "into 12 areas of England".

1. things are counted that are to be named: "which six places", "what are the six", "who are the seven graziers"; not those of
   which one is asked for ("which of the three");
2. what is quoted tells as many as it has parts, in one sentence or as sentences and items; a list that is announced as one of
   other things ("six policy objectives:") tells none of them;
3. fewer are told in a notice, unless a sentence says that there are so many; where not even half are there, it is a decline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant.questions.answer_form import announces
from assistant.questions.counts import COUNTED_THINGS, counted_thing, how_many
from assistant.questions.form import asked_for
from assistant.questions.openings import JOINT
from assistant.questions.synonyms import akin
from assistant.text.patterns import any_case
from assistant.text.terms import words

Listed = Literal["whole", "in part", "nowhere"]
ITEM = 8  # words of an item of a list within a sentence; the first and the last may be longer
HALF = 0.5  # share of the things counted, below which none of them may be told

_WHO_ARE = any_case(rf"^\W*{JOINT}who (?:are|were)\b|\bnames? of\b")
_OF_THEM = any_case(
    r"\b(?:of|in|for|from|between|among|about|by|to|with|under|after|before|on|at) (?:the |these |those |its |their )?$"
)
_HOW_MANY = any_case(r"\bhow many\b")
_BETWEEN = re.compile(r"[,;•]|\b(?:and|or)\b")
_ANYTHING = frozenset("thing point way item matter one".split())


def counted(question: str) -> str | None:
    """Return the things that a question counts and wants to be named, "seven steps"; ``None`` where it does not."""
    match = COUNTED_THINGS.search(question)
    if match is None or _HOW_MANY.search(question):
        return None
    if asked_for(question) != "list" and not _WHO_ARE.search(question):
        return None
    is_of_them = _OF_THEM.search(question[: match.start()]) and not _WHO_ARE.search(question)
    return None if is_of_them or how_many(question) != how_many(match[0]) else match[0]


def how_far_listed(question: str, texts: Sequence[str]) -> Listed:
    """Say how much of the list that a question counts stands in some texts; "whole" where it counts nothing."""
    things = counted(question)
    if things is None:
        return "whole"
    wanted = how_many(things) or 0
    here = max(map(_items, texts), default=0)
    others = any(_lists_others(things, text) for text in texts)
    told = here if others else max(here, len(texts))
    if told >= wanted:
        return "whole"
    if told < HALF * wanted and not others:
        return "nowhere"
    counts = any(announces(f"What are the {things}?", text) == 1.0 for text in texts)
    return "whole" if counts and not others else "in part"


def _items(text: str) -> int:
    """Return how many items the longest list within a sentence may have: short parts in a row, with those that it hangs between."""
    lengths = [n for part in _BETWEEN.split(text) if (n := len(words(part)))]
    longest, run, before = 0, 0, 0
    for length in lengths:
        if length <= ITEM:
            run += 1
            longest = max(longest, before + run)
        else:
            longest = max(longest, before + run + 1)
            run, before = 0, 1
    return longest


def _lists_others(things: str, text: str) -> bool:
    """Say whether a text opens a list of as many things of another kind: "six policy objectives:" where places are counted."""
    kind, own = counted_thing(text), counted_thing(things)
    if not kind or not own or own in _ANYTHING or not text.rstrip().endswith(":") or how_many(text) != how_many(things):
        return False
    return kind not in {own, *akin(own)} | _ANYTHING


def no_such_list(question: str, told: Listed) -> str | None:
    """Return the reason to decline where the things that a question counts are told nowhere; else ``None``."""
    return f"The corpus may mention this, but no list of {counted(question)} was found." if told == "nowhere" else None
