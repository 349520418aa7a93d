"""Questions after drawbacks: the risks of a thing, what stands in its way, what is not known of it, or not so.

1. "What are the risks of the Deal?", "What stops ships from calling?", "What is not known about it?": a sentence tells it that
   names it in this or another word, and half of it one that speaks of what is hard, dear, lost or lacking;
2. "Why was it not paid?": a question in the negative is told by a sentence in the negative.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from assistant.questions.openings import JOINT
from assistant.questions.synonyms import synonyms
from assistant.text.carried_subject import LEAD, without_lead
from assistant.text.patterns import any_case
from assistant.text.terms import stem, stem_set

UNDER = 0.9  # what a sentence counts that stands under a heading which names the side
HINTS = 0.5  # what a sentence counts that names no side and only speaks darkly

_SIDES = (
    "barrier challenge concern criticism danger difficulty|difficulties disadvantage downside drawback gap limit limitation"
    " objection obstacle pitfall problem risk shortcoming threat weakness|weaknesses"
)
_NAMED = rf"(?:{'|'.join(_SIDES.split())})s?"
_SIDE = any_case(
    rf"\bwhat (?:is|are|was|were) (?:the )?(?:\w+ )?(?P<noun>{_NAMED}) (?:of|in|with|to|for|from|about)\b"
    rf"|\bwhat (?P<asked>{_NAMED}) (?:did|does|do|has|have|is|are|was|were)\b"
)
_STANDS_FOR = {
    "barrier": r"\bwhat (?:\w+ )?(?:stop(?:s|ped)|prevent(?:s|ed)|hinder(?:s|ed)|holds? \w+ back"
    r"|(?:gets?|got|stands?|stood) in the way|ma(?:kes?|de) it (?:so )?(?:hard|difficult))\b",
    "gap": r"\bwhat\b.{0,40}(?:\bnot|n['’]t)(?: yet)? (?:known?|clear|certain|understood)\b"
    r"|\bwhat (?:is|are|was|were|remains?)\b.{0,20}\b(?:unknown|unclear|uncertain|unanswered)\b",
}
_FORMS = {side: any_case(form) for side, form in _STANDS_FOR.items()}
_HARM = (
    r"\b(?:difficult\w*|hard(?:er)?|struggl\w+|lack(?:s|ed|ing)?|unable|expensive|costly"
    r"|too (?:few|little|late|much|many|small)|fewer|los(?:e|es|t|ing)|loss(?:es)?"
    r"|reduc(?:e|es|ed|ing)|delay\w*|complicated|complex|tensions?|burdens?|stress\w*|fail\w*"
    r"|wors(?:e|t|en\w*)|weak\w*|unlikely|unclear|unknown|uncertain\w*|unavailable|at the expense|not enough)\b"
)
_HARMS = re.compile(_HARM)  # in small letters: "Hard Edges" is a title
_DARK = any_case(rf"{_HARM}|\b(?:cannot|not (?:always|everyone))\b|\b(?:ca|wo|do|does|did|could|would|is|are|was|were)n['’]t\b")
_AGAINST = any_case(
    r"\b(?:complain\w*|critic\w*|object(?:s|ed|ions?) to|oppos(?:e|es|ed|ition)|against (?:it|them|the|this)|petition\w*|unfair\w*"
    r"|unequal|not equal|go(?:es)? wrong|went wrong|a catch|polite name for|would rather)\b"
)
_SPEAKS_AGAINST = any_case(
    rf"\W*{JOINT}what (?:is|are|was|were) (?:the |its |any )?(?:main |key |biggest )?"
    r"(?:criticisms?|objections?|drawbacks?|disadvantages?|downsides?|shortcomings?|weakness(?:es)?|concerns?|arguments? against"
    r"|cons)"
    r" (?:of |in |with |to |about |raised about )?(?P<thing>[^,;:?]*\w)\W*$"
)
_CRITICISM = any_case(r"\b(?:criticisms?|objections?|concerns?|arguments? against)\b")
_FALLS_SHORT = stem_set("limit weakness drawback disadvantage shortcoming downside")
_SHORT = any_case(r"\bdisadvantages? (?:of|to|in|with)\b")  # and not disadvantage by itself, which is being poor
_ASKS_NOT = any_case(
    rf"^(?:{LEAD})?\W*{JOINT}(?:why|what|which|who|where|when|how)\b.*?"
    r"(?:\b(?:not|never|cannot|no longer)\b|n['’]t\b)"
)
_NO_DENIAL = any_case(r"\b(?:whether or not|or not|not only|if not|why not)\b")
_DENIES = any_case(
    r"\b(?:not|never|no|nor|none|nobody|nothing|neither|without|cannot|unable|unfortunately|lack(?:s|ed|ing)?|fail(?:s|ed)?)\b|n['’]t\b"
)


@lru_cache(maxsize=256)
def drawback_asked(question: str) -> str | None:
    """Return the stem of the dark side of a thing that a question is after: "risk" of "What are the risks of the Deal?"."""
    if match := _SIDE.search(question):
        return stem(next(word for word in match.groups() if word).lower())
    return next((side for side, form in _FORMS.items() if form.search(question)), None)


def tells_drawback(question: str, text: str, present: Collection[str], heading: Collection[str] = ()) -> float:
    """Return 1 where a sentence, or its ``heading``, names the side of a thing that is asked for; ``HINTS`` where it hints."""
    side = drawback_asked(question)
    if side is None:
        return 0.0
    named = {side, *synonyms(side)}
    if not named.isdisjoint(present) or (side in _FALLS_SHORT and _SHORT.search(text)):
        return 1.0
    return HINTS * bool(_DARK.search(text) or _AGAINST.search(text)) if named.isdisjoint(heading) else UNDER


@lru_cache(maxsize=256)
def objected_to(question: str) -> str | None:
    """Return the thing of which it is asked what speaks against it: "the Deal" of "What are the criticisms of the Deal?"."""
    match = _SPEAKS_AGAINST.match(without_lead(question))
    return match["thing"] if match else None


def is_criticism_asked(question: str) -> bool:
    """Say whether it is asked what somebody says against a thing, and not only what is hard about it."""
    return bool(_CRITICISM.search(question))


def speaks_against(text: str) -> bool:
    """Say whether a text tells an objection: that somebody complains, that a thing is unfair or may go wrong."""
    return bool(_AGAINST.search(text))


def tells_harm(text: str) -> bool:
    """Say whether a text speaks of what is hard, dear, lost or lacking, and does not only say that something is not so."""
    return bool(_HARMS.search(text))


@lru_cache(maxsize=256)
def asks_in_the_negative(question: str) -> bool:
    """Say whether a question asks for what is not so: "Why was it not paid?", and not "Is it not so?"."""
    return bool(_ASKS_NOT.search(_NO_DENIAL.sub(" ", question)))


def denies(text: str) -> bool:
    """Say whether a text says that something is not so."""
    return bool(_DENIES.search(text))
