"""Outcomes and purposes: whether a question asks for one ("Did X work?", "What is X for?"), and which sentences tell it.

A sentence tells it by its own words ("reduced", "no evidence", "failed"), or by its place under a heading that names results.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from assistant.text.patterns import any_case
from assistant.text.terms import stem_set

Outcome = Literal["aim", "any", "good", "bad"]

_NOUNS = r"(?:results?|impacts?|effects?|outcomes?|achievements?|consequences?|findings?)"
_CHANGE = "work|succeed|help|make (?:a|any) difference|pay off|improve|change|increase|reduce|achieve|lead to|cut|raise|lower"
_WENT = r"went well|worked|works|helped|succeeded|was successful|made (?:a|the) difference"
_WRONG = r"went wrong|failed|(?:did not|didn['’]t|does not|doesn['’]t) work"
_AIMS = r"(?:aims?|goals?|purposes?|objectives?|intentions?|ambitions?|mission|vision|point)"
_WANT = (
    r"(?:want(?:s|ed)?|hop(?:e|es|ed)|tr(?:y|ies|ied|ying)|seek(?:s|ing)?|sought|aim(?:s|ed|ing)?|mean(?:t|s)|intend(?:s|ed)?"
    r"|set out)"
)
_FORMS: dict[Outcome, str] = {
    "aim": rf"\bwhat (?:is|are|was|were) (?:the |its |their )?(?:\w+ )?{_AIMS} (?:of|for|behind)\b"
    rf"|\bwhat (?:do|does|did|is|are|was|were|has|have)\b.*\b{_WANT} to (?:achieve|do|change|be|bring|reach|become)\b"
    r"|\bwhat (?:is|are|was|were) [^,;]*(?<!famous)(?<!known)(?<!looking) (?:for|aiming (?:for|at)|hoping for)\W*$"
    r"|\bwhat (?:do|does|did) .* (?:aim|hope) (?:for|at)\W*$",
    "bad": r"\bwhy (?:did|has|have|was|were)\b.*\b(?:fail\w*|collapse\w*|end(?:ed)?|unsuccessful|a failure)\b"
    rf"|\bwhat (?:\w+ )?(?:{_WRONG})\b",
    "good": rf"\bwhat (?:\w+ )?(?:{_WENT})\b|\bwhat (?:was|were|has|have|did)\b.*\bachieve(?:d|ments?)?\b"
    r"|\bwhy did\b.*\b(?:work|succeed)\b",
    "any": rf"^\W*(?:did|does|has|have) (?!there\b).*\b(?:{_CHANGE}|worked)\b"
    r"|^\W*(?:was|were|is|are) (?!there\b).*\b(?:effective|success(?:ful)?|failure|worth it)\b"
    rf"|\bwhat (?:was|were|is|are) the (?:\w+ )?{_NOUNS} (?:of|for|from|on)\b|\bwhat came of\b"
    rf"|\bwhat (?:\w+ )?(?:{_NOUNS}|difference) (?:did|does|do|has|have|had)\b|\bhow (?:well|effective|successful)\b",
}
_ASKS = {outcome: any_case(form) for outcome, form in _FORMS.items()}
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
    "aim": any_case(
        rf"\b{_AIMS}\b[^.]{{0,60}}\b(?:is|was|are|were|include[ds]?)\b|\b(?:{_WANT}|designed|established|created) to\b"
        r"|\b(?:in order|so as) to\b"
    ),
    "good": any_case(rf"\b(?:{_GOOD})\b"),
    "bad": any_case(rf"\b(?:{_BAD})\b"),
    "any": any_case(rf"\b(?:{_GOOD}|{_BAD}|{_PLAIN})\b|\d%"),
}
_AIMING = stem_set("aim goal purpose objective intention ambition point want hope try seek mean intend achieve reach become")
_HEADS_AIMS = any_case(rf"\b(?:{_AIMS}|why (?:we|it|this)\b.*|what (?:we|it) (?:want|is for|do))\b")
_HEADS = any_case(
    r"\b(?:impacts?|results?|findings?|outcomes?|effects?|achievements?|conclusions?|benefits?|(?:did|does) it work"
    r"|what (?:we|it|they) (?:found|learned|achieved|changed)|what (?:worked|happened|have we learned|was learned))\b"
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
    told = bool(_TELLS[asked].search(text))
    if asked == "aim":  # one sentence of a section tells it
        return 1.0 if told else 0.5 * bool(_HEADS_AIMS.search(heading))
    return 0.5 * told + 0.5 * bool(_HEADS.search(heading))


def asking_words(question: str) -> frozenset[str]:
    """Return the stems by which a question after an aim asks, "want" and "achieve", which an aim need not be told in."""
    return _AIMING if outcome_asked(question) == "aim" else frozenset()
