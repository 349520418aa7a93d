"""Replies to "Which do you mean?": a message that only names one thing settles the question that was asked back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.converse.topic import FINITE, PRONOUN, Completed, Said
from assistant.text.carried_subject import behind, without_lead
from assistant.text.patterns import any_case
from assistant.text.terms import terms

WHICH_ONE = "This can be read in more than one way. Which do you mean?"
LONGEST = 6  # words of a reply that names a thing
_ASKED_BACK = any_case(r"\b(?:which|what|do you mean|are you (?:asking|referring|talking))\b[^.?!]*\?\s*$")
_NAMING = any_case(
    r"(?:(?:sorry|oh|no|ah|well)\W+|(?:i|we) (?:mean|meant|am asking about|was asking about) |(?:it|that|this)(?:'s| is) "
    r"|(?:the one|that) (?=(?:in|at|on|of|for|from|about|called)\b)|(?:in|at|on|of|for|from|about|called) )"
)


def asks_back(answer: str) -> bool:
    """Say whether an answer asks which thing is meant, with what it offers or without."""
    return answer.startswith(WHICH_ONE) or bool(_ASKED_BACK.search(answer))


def with_readings(text: str, readings: Sequence[str]) -> str:
    """Return an answer that asks back with its readings as a list, so that "the second one" can be said of them."""
    return "\n".join([text, *(f"{n}. {reading}" for n, reading in enumerate(readings, 1))])


def settled(text: str, said: Said) -> Completed | None:
    """Complete "Harwich", "the one in Harwich", "I mean the survey": the question that was asked back is about that."""
    if not said.is_open:
        return None
    named = text.strip(" ?.!")
    while match := _NAMING.match(named):
        named = named[match.end() :]
    named = re.sub(r"^the (.+) one$", r"\1", named, flags=re.I)
    if FINITE.search(named) or PRONOUN.search(named) or not 1 <= len(terms(named)) <= LONGEST:
        return None
    asked = without_lead(said.question)
    return behind(named, asked[:1].lower() + asked[1:]), (named,)
