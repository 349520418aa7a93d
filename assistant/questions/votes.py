"""Motions and votes, as minutes tell them: who moved and seconded a thing, and how the vote on it went.

1. "Who moved the motion?", "Who seconded it?" is told by "Moved by Ada Finch, seconded by Jo Bell";
2. "What was the vote on tolls?", "Who voted against it?", "What happened to the motion on lamps?" by "For 4, against 1", "Carried",
   "The motion fell".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from assistant.text.patterns import any_case
from assistant.text.terms import COUNTS, stem_set

Part = Literal["mover", "seconder", "voter", "vote"]

_MOTION = r"(?:motion|amendment|resolution|proposal|vote)s?"
_PLAIN = r"(?:(?-i:[a-z])\w* )?"  # "the main motion", and not "Community Resolution", the name of a thing
_ASKS: tuple[tuple[Part, re.Pattern[str]], ...] = (
    ("seconder", any_case(r"\bwho (?:all |else )?second(?:ed|s)\b|\bseconded by whom\b|\bwho was the seconder\b")),
    (
        "mover",
        any_case(
            rf"\bwho (?:all |else )?(?:moved|proposed|put forward|tabled|introduced|made (?:the|a) {_MOTION})\b"
            r"|\b(?:moved|proposed) by whom\b|\bwho was the (?:proposer|mover)\b"
        ),
    ),
    (
        "voter",
        any_case(
            r"\b(?:who|which \w+|how many(?: \w+)?) (?:all |else )?(?:voted|abstained)\b"
            r"|\bhow did (?!the (?:\w+ )?vote)[^?]+ vote\b"
        ),
    ),
    (
        "vote",
        any_case(
            r"\bwhat (?:was|were) the (?:\w+ )?(?:votes?|tally|(?:result|outcome)s? of the (?:\w+ )?votes?)\b"
            r"|\bhow was [^?]+ voted\b"
            rf"|\bhow did (?:the |that )?{_PLAIN}{_MOTION}\b[^?]* (?:go|turn out)\b"
            rf"|\bwhat (?:happened to|became of|was the (?:fate|outcome|result) of) (?:the |an? )?{_PLAIN}{_MOTION}\b"
            rf"|\b(?:was|were|did) (?:the |an? )?{_PLAIN}{_MOTION}\b[^?]* (?:carried|pass(?:ed)?|approved|adopted|lost|defeated)\b"
            r"|\bwas [^?]+ (?:carried|unanimous)\b"
        ),
    ),
)
_NAMED = r"(?:[A-Z][\w.’'-]+)"
_MOVES = re.compile(
    rf"\b(?:[Mm]oved|[Mm]otion by|{_NAMED} moves|[Pp]roposed|[Pp]roposes|[Pp]roposer|(?:made|put|tabled) (?:a|the|an) {_MOTION}"
    rf"|[Pp]ut forward|[Tt]abled)\b|\b{_NAMED} (?:motion|propose|move)\b"
)
_SECONDS = re.compile(rf"\b[Ss]econd(?:ed|s|ing|er)\b|\b{_NAMED} second\b(?! \w+ )|\bSecond:? {_NAMED}")
_VOTED = any_case(
    r"\b(?:(?:(?:was|were|is|are|be|been|not|motion|vote|amendment|resolution|item|and) |^\W*)(?:duly )?"
    r"(?:carried|passed|lost|defeated|adopted|approved|agreed|rejected|withdrawn|upheld)"
    r"|carried|unanimous(?:ly)?|nem\.? con|ayes?|nays|noes|abstain(?:ed|s|ing)?|abstentions?|voted|votes"
    r"|show of hands|for:? \d+|against:? \d+|in favou?r|(?:motion|amendment|resolution) (?:fell|failed|lapsed|passes|carries|fails)"
    r"|no seconder|casting vote)\b"
)
_VOTERS = any_case(
    r"\b(?:ayes?|nays|noes|abstain(?:ed|s|ing)?|abstentions?|vot(?:ed?|es|ing) (?:for|against|in favou?r)|for:? \d+|against:? \d+"
    r"|\d+ (?:for|against|in favou?r|opposed)|dissent(?:ed|ing)?|not vote|unanimous(?:ly)?)\b"
)
_SOME = rf"(?:[1-9]\d*|{'|'.join(COUNTS)}|several|some)"
_DIVIDED = any_case(
    rf"\b(?:against|opposed|noes|nays):? ?{_SOME}\b"
    rf"|\b{_SOME} (?:votes? |members? |councillors? )?(?:were |was )?(?:against|opposed)\b"
    r"|\b(?:vot(?:e|es|ed)|carried|passed|lost|defeated|approved|adopted|rejected|fell)\b(?:(?!\bfrom\b)[^.;]){0,30}?"
    rf"\b{_SOME}(?: votes?)? ?(?:to|[-–—]) ?{_SOME}\b(?!%|[:.]\d)"
    r"|\bvot(?:ed|ing) (?:against|no)\b|\bdissent(?:ed|ing|s)?\b"
)
"""How a vote went that was not all on one side: "carried by 4 votes to 1"."""
_TELLS: Mapping[Part, re.Pattern[str]] = {"mover": _MOVES, "seconder": _SECONDS, "voter": _VOTERS, "vote": _VOTED}
_ASKING = stem_set(
    "vote motion move propose second mover amendment resolution result outcome tally item happen carried passed against favour"
    " favor abstain accept adopt make made put"
)


@lru_cache(maxsize=256)
def motion_asked(question: str) -> Part | None:
    """Return what a question asks of a motion: who moved or seconded it, who voted how, how the vote went; else ``None``."""
    return next((part for part, form in _ASKS if form.search(question)), None)


def tells_vote(part: Part, text: str) -> bool:
    """Say whether a sentence tells that part of a motion."""
    return bool(_TELLS[part].search(text))


def is_of_motion(text: str) -> bool:
    """Say whether a sentence moves or seconds a thing, or tells how the vote on it went."""
    return bool(_MOVES.search(text) or _SECONDS.search(text) or _VOTED.search(text))


def is_divided(text: str) -> bool:
    """Say whether a sentence tells of a vote in which somebody was against."""
    return bool(_DIVIDED.search(text))


def asks_of_motion_by() -> frozenset[str]:
    """Return the stems by which motions and votes are asked for, which say nothing of their matter."""
    return _ASKING
