"""What came of a thing: whether a question asks for it ("Did X work?", "What was the impact of X?"), which sentences tell it.

A sentence tells it by its own words ("reduced", "no evidence", "failed"), or by its place under a heading that names results.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Outcome = Literal["any", "good", "bad"]

_NOUNS = r"(?:results?|impacts?|effects?|outcomes?|achievements?|consequences?|findings?)"
_CHANGE = "work|succeed|help|make (?:a|any) difference|pay off|improve|change|increase|reduce|achieve|lead to|cut|raise|lower"
_WENT = r"went well|worked|works|helped|succeeded|was successful|made (?:a|the) difference"
_WRONG = r"went wrong|failed|(?:did not|didn['’]t|does not|doesn['’]t) work"
_FORMS: dict[Outcome, str] = {
    "bad": r"\bwhy (?:did|has|have|was|were)\b.*\b(?:fail\w*|collapse\w*|end(?:ed)?|unsuccessful|a failure)\b"
    rf"|\bwhat (?:\w+ )?(?:{_WRONG})\b",
    "good": rf"\bwhat (?:\w+ )?(?:{_WENT})\b|\bwhat (?:was|were|has|have|did)\b.*\bachieve(?:d|ments?)?\b"
    r"|\bwhy did\b.*\b(?:work|succeed)\b",
    "any": rf"^\W*(?:did|does|has|have) (?!there\b).*\b(?:{_CHANGE}|worked)\b"
    r"|^\W*(?:was|were|is|are) (?!there\b).*\b(?:effective|success(?:ful)?|failure|worth it)\b"
    rf"|\bwhat (?:was|were|is|are) the (?:\w+ )?{_NOUNS} (?:of|for|from|on)\b|\bwhat came of\b"
    rf"|\bwhat (?:\w+ )?(?:{_NOUNS}|difference) (?:did|does|do|has|have|had)\b|\bhow (?:well|effective|successful)\b",
}
_ASKS = {outcome: re.compile(form, re.IGNORECASE) for outcome, form in _FORMS.items()}
_GOOD = (
    r"increas\w+|improv\w+|reduc\w+|rose|grew|doubled|succe\w+|effective(?:ly)?|achiev\w+|helped|benefit\w*|gain(?:s|ed)?|saved"
    r"|better|more likely|possible|enabled"
)
_BAD = (
    r"fail\w*|collaps\w*|defeat\w*|(?:did|does|could|was|were|do) not|(?:did|could)n['’]t|unable"
    r"|no (?:evidence|effect|impact|change)|neither|lack\w*|too (?:few|little|late|small)|mistakes?|problems?|weak\w*|crushed"
    r"|suppress\w+|isolat\w+|lost|without"
)
_PLAIN = r"result(?:s|ed)?|effects?|impacts?|outcomes?|led to|found (?:that|no|evidence)|chang(?:e|es|ed)|differences?|evidence"
_TELLS: dict[Outcome, re.Pattern[str]] = {
    "good": re.compile(rf"\b(?:{_GOOD})\b", re.IGNORECASE),
    "bad": re.compile(rf"\b(?:{_BAD})\b", re.IGNORECASE),
    "any": re.compile(rf"\b(?:{_GOOD}|{_BAD}|{_PLAIN})\b|\d%", re.IGNORECASE),
}
_HEADS = re.compile(
    r"\b(?:impacts?|results?|findings?|outcomes?|effects?|achievements?|conclusions?|benefits?|(?:did|does) it work"
    r"|what (?:we|it|they) (?:found|learned|achieved|changed)|what (?:worked|happened|have we learned|was learned))\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def outcome_asked(question: str) -> Outcome | None:
    """Return what kind of outcome a question asks for; ``None`` for any other question."""
    return next((outcome for outcome, form in _ASKS.items() if form.search(question)), None)


def tells_outcome(question: str, text: str, heading: str) -> float:
    """Return how far a sentence tells the outcome that is asked for, 0 to 1: half by its words, half by the heading over it."""
    asked = outcome_asked(question)
    if asked is None:
        return 0.0
    return 0.5 * bool(_TELLS[asked].search(text)) + 0.5 * bool(_HEADS.search(heading))
