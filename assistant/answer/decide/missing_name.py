"""A name that is asked for and stands nowhere near: how it is told, and what may be done where it may be the speaker's.

A speech says "I" and names its speaker nowhere, and where nothing around it does either (:mod:`assistant.text.voices`), nobody can
tell whose words it holds. "No passage speaks of Jo Bell" over her own speech is true and no help, so it is said what lacks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.choose.evidence import Pick
from assistant.questions.answer_form import fits
from assistant.questions.form import WHERE, asked_for
from assistant.questions.general_nouns import CLASSES, GROUPS, PLACES
from assistant.questions.names import names_in, phrases_in
from assistant.questions.near_misses import QuotedSentence, is_row
from assistant.questions.places import PEOPLE_OF
from assistant.questions.speech import asked_of
from assistant.text.enumeration import enumerated
from assistant.text.months import MONTHS
from assistant.text.patterns import any_case
from assistant.text.terms import stem, stem_set, stems, words
from assistant.text.voices import STYLES, in_first_person, without_style

_SITE_WORDS = frozenset("school university college hospital church museum".split())
_SITES = frozenset(map(stem, _SITE_WORDS))
_GENERAL = frozenset((*CLASSES, *GROUPS, *PLACES, *(month.lower() for month in MONTHS))) - _SITE_WORDS
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


def not_on_the_name(question: str, said: Sequence[QuotedSentence]) -> str | None:
    """Tell where a person, date, number or place is asked of a thing named and no quoted sentence that may hold it has that name.

    The name may stand before or above the sentence. A row of figures is read with all that is quoted; somebody with a style,
    "President Bell", may go by "I".
    """
    if asked_for(question) not in ("person", "date", "number") and not WHERE.search(question):
        return None
    holding = [one for one in said if fits(question, one.text) or (asked_for(question) == "number" and re.search(r"\d", one.text))]
    read = [said] if any(is_row(one.text) for one in holding) else [[one] for one in holding]
    told = names_in(question)
    lands = [name for name in told if any(stem(word) in PEOPLE_OF for word in words(name))]  # "Trust Wales" is no "Trust"
    named = list(dict.fromkeys([*together(question, told), *lands]))
    least = min(([name for name in named if not _is_met(name, question, each)] for each in read), key=len, default=[])
    whole = [name for name in least if not any(name != other and name in other for other in least)]
    return f"none of the sentences quoted here that may answer mentions {enumerated(whole, 'or')}" if whole else None


def _is_met(name: str, question: str, read: Sequence[QuotedSentence]) -> bool:
    """Say whether sentences have the last word of a name or most of its words, a people for its land, and what kind of site it is.

    Acronyms, months and what has a figure in it go by other words, and so may general nouns.
    """
    parts = (part for part in name.split() if not (part.isupper() or any(map(str.isdigit, part))))
    own = [stem(word) for word in words(" ".join(parts)) if word not in _GENERAL]
    present = stem_set(" ".join(f"{one.above} {one.before} {one.text}".replace("_", " ") for one in read))
    met = [root in present or PEOPLE_OF.get(root) in present for root in own if root not in _SITES]
    is_named = not met or met[-1] or 2 * sum(met) > len(met)
    if is_named and present.issuperset(_SITES.intersection(own)):
        return True
    return _may_speak(question, name) and any(in_first_person(one.text) for one in read)


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
