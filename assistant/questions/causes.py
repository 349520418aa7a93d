"""Why something rose or fell: what changed and which way, and how far a sentence tells the cause of that very change.

A report tells the causes of many changes in the same words, each with its own thing as the subject: "Interest expense increased by
$131 million, primarily driven by …", "The decline in net sales was due to …", or in two sentences, "Net income rose. This increase
reflected …". So a sentence tells it that has a cause, and before the change what is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from assistant.questions.form import DRIVEN, asked_for
from assistant.text.patterns import any_case
from assistant.text.terms import EMPTY, stem, words
from assistant.text.years import RECENT_YEAR

HEADED = 0.5  # of what a word is worth that stands in the heading alone
STRANGE = 0.7  # what each word of a subject takes off that is not asked about: "Services: the sales decline" is of services alone

_RISES = r"increas\w+|gr[eo]w\w*|ris(?:e|es|en|ing)|rose|improv\w+|gain\w*|expan\w+|(?:go(?:es)?|went|up)|higher|accelerat\w+"
_FALLS = (
    r"decreas\w+|declin\w+|f[ae]ll(?:s|en|ing)?|dropp?\w*|reduc\w+|shr[aiu]nk\w*|contract(?:ed|ion)|down|lower|slow\w*"
    r"|deteriorat\w+|worsen\w*"
)
_NOUNS = r"(?:increase|growth|rise|improvement|gain|expansion|decrease|decline|fall|drop|reduction|contraction|change|variance)s?"
_WAYS = any_case(rf"\b(?:(?P<down>(?:go(?:es)?|went) down|{_FALLS})|(?P<up>{_RISES}))\b")
_NAMED = any_case(
    rf"\b(?P<noun>{_NOUNS}) (?:in|of|to) (?P<thing>.{{3,160}}?)"
    r"(?=,? (?:was|were|is|are|reflect\w*|result\w*|due|driven|primarily|mainly)\b)"
)
_DONE = any_case(
    r"\b(?:increased|grew|rose|improved|expanded|decreased|declined|fell|dropped|reduced|shrank|contracted|accelerated|slowed"
    rf"|(?:was|were) (?:up|down|(?:\w+ly )?(?:higher|lower))|(?<!the ){_NOUNS}(?= (?:was|were|is)\b))\b"
)
_TAKEN_UP = any_case(rf"\W*(?:the|this|these|such|that) (?:net |overall |year-over-year )?{_NOUNS} (?!(?:in|of|to)\b)")
_CAUSE = any_case(
    r"\b(?:due to|driven (?:\w+ )?by|because|as a result|attribut(?:able|ed) to|reflect(?:s|ed|ing)|result(?:ed|ing) from"
    r"|caused by|owing to|(?:relat|associat)ed (?:to|with)|thanks to)\b|:\s*$"
)
_YEARS = re.compile(rf"\b{RECENT_YEAR}\b")
_COMPARED = any_case(rf"\b(?:from|(?:as )?compared (?:to|with)|since|versus|vs\.?|than|over) [^;.]{{0,40}}?\b{RECENT_YEAR}\b")
_LIGHT = frozenset(
    "fiscal year years quarter half first second third fourth full annual month months period total overall factor factors driver"
    " drivers caused cause led drove drives drive explains explain explained contributed contribute behind".split()
)


@dataclass(frozen=True, slots=True)
class Change:
    """A change that a question asks the cause of.

    ``way`` is "up", "down" or "" where that is left open, ``years`` are those named, ``asking`` the stems that only say so.
    """

    way: str
    years: frozenset[str]
    asking: frozenset[str]


@lru_cache(maxsize=256)
def change_asked(question: str) -> Change | None:
    """Return the change that a question asks the cause of, in its first sentence; ``None`` for any other question."""
    question = question.partition("?")[0]
    way = _WAYS.search(question)
    if asked_for(question) != "reason" or not (way or DRIVEN.search(question)):
        return None
    asking = frozenset(stem(word) for word in words(question) if _only_says_so(word))
    return Change((way.lastgroup or "") if way else "", frozenset(_YEARS.findall(question)), asking)


def _only_says_so(word: str) -> bool:
    return bool(_WAYS.fullmatch(word)) or word in _LIGHT or any(map(str.isdigit, word))


def takes_up_a_change(text: str) -> bool:
    """Say whether a sentence speaks of a change that the one before it tells: "This increase was due to …"."""
    return bool(_TAKEN_UP.match(text))


def tells_cause(asked: Change, told: tuple[str, str], wanted: Mapping[str, float], titled: Set[str], headed: Set[str]) -> float:
    """Return how far a sentence tells the cause of a change, 0 to 1, by its subject; ``told`` is the one before it, and itself.

    ``wanted`` are the stems of what is asked about with their weight, ``titled`` those that the title has, ``headed`` the heading,
    which is worth half. A change the other way, or of another year, is none.
    """
    before, text = (" ".join(each.split()) for each in told)
    cause = _CAUSE.search(text)
    if cause is None:
        return 0.0
    spoken = f"{before} {text}" if takes_up_a_change(text) else text
    subject, way = _changed(spoken)
    years = set(_YEARS.findall(_COMPARED.sub(" ", spoken[: len(spoken) - len(text) + cause.start()])))
    if (asked.way and way and way != asked.way) or (asked.years and years and asked.years.isdisjoint(years)):
        return 0.0
    own = frozenset(stem(word) for word in words(subject) if word not in EMPTY and not _only_says_so(word))
    rest = {s: weight for s, weight in wanted.items() if s not in asked.asking}
    if own.isdisjoint(rest):
        return 0.0
    met = sum(weight * (1.0 if s in own or s in titled else HEADED * (s in headed)) for s, weight in rest.items())
    return met / sum(rest.values()) / (1 + STRANGE * len(own - titled - rest.keys()))


def _changed(text: str) -> tuple[str, str]:
    """Return what a sentence says changed, and which way; "" for both where it says of nothing that it did."""
    named, done = _NAMED.search(text), _DONE.search(text)
    if named and not (done and done.start() < named.start()):
        return named["thing"], _way(named["noun"])
    return (text[: done.start()], _way(done[0])) if done else ("", "")


def _way(word: str) -> str:
    found = _WAYS.search(word)
    return (found.lastgroup or "") if found else ""
