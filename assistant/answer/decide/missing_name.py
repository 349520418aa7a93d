"""A name that is asked for and stands nowhere near: how it is told, and what may be done where it may be the speaker's.

A speech says "I" and names its speaker nowhere, and where nothing around it does either (:mod:`assistant.text.voices`), nobody can
tell whose words it holds. "No passage speaks of Jo Bell" over her own speech is true and no help, so it is said what lacks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.choose.evidence import Pick
from assistant.questions.names import phrases_in
from assistant.questions.speech import asked_of
from assistant.text.patterns import any_case
from assistant.text.terms import stems
from assistant.text.voices import STYLES, in_first_person, without_style

_STYLED = any_case(rf"\b(?:{'|'.join(STYLES)})\b\.?(?: [A-Z][\w.’'-]*)* $")
_SPEECH = re.compile(
    r"['’]s? (?:[\w-]+ ){0,5}?(?:speech|address|remarks|talk|words|views?|essay|letter|diary|blog|keynote|lecture)"
)


def together(question: str, names: Sequence[str]) -> list[str]:
    """Return names that stand side by side in a question as one, "Oona Bright", and none for what only leads to one, "Dr"."""
    told: list[str] = []
    for name in names:
        if name.lower() in STYLES and re.search(rf"\b{name}\b\.? [A-Z]", question):
            continue
        if told and re.search(rf"\b{re.escape(told[-1])} {re.escape(name)}\b", question):
            told[-1] += f" {name}"
        else:
            told.append(name)
    return told


def with_whose_words(told: str, question: str, absent: Sequence[str], picks: Sequence[Pick]) -> str:
    """Return what is told of names that no passage speaks of, with what to do where one may be that of who speaks there."""
    whose = next((name for name in absent if _may_speak(question, name)), None)
    if whose is None or not picks:
        return told
    best = picks[0].passage
    if best.voices or best.locator.speaker or not in_first_person(best.text):
        return told
    whole = next((phrase for phrase in phrases_in(question) if whose in phrase), whose)
    return (
        f"{told} Nothing in “{best.title}” says who “I” and “we” are. If that is {without_style(whole)}, say so once:"
        " as its author, under “Correct” on the shelf or with “assistant correct”."
    )


def _may_speak(question: str, name: str) -> bool:
    """Say whether a name is asked for as that of somebody who speaks: "What did Jo say?", "Judge Bell", "Jo Bell's address"."""
    if any(char.isdigit() for char in name):
        return False
    own = set(stems(name))
    if any(not own.isdisjoint(who) for who in asked_of(question)):
        return True
    found = re.finditer(rf"\b{re.escape(name)}(?!\w)", question)
    return any(_STYLED.search(question[: m.start()]) or _SPEECH.match(question, m.end()) for m in found)
