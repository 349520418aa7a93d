"""Questions whose answer is a list over several texts: "Who has funded it?", "Which measures had no effect?".

1. the form must ask for several: "which" or "what" with a plural, "who has …", "all the …", "each", or what each of several things
   has ("what caused the outages"); what is counted ("the five conditions") is the list of one text;
2. what each report tells in words of its own is known by the forms of that (:mod:`.facets`), places and those who act by their
   names and the words of the question; other things are left to the list of one text;
3. what is left of the question says of what it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from assistant.questions.counts import how_many
from assistant.questions.facets import ADJECTIVE, FACETS, OPENS, PLURAL, Facet
from assistant.questions.form import asked_for, wants_questions
from assistant.questions.general_nouns import CLASSES, PLACES
from assistant.questions.names import names_in
from assistant.text.patterns import any_case
from assistant.text.terms import EMPTY, stem, words

_HELPS = r"(?:are|were|have|had|do|did|can|could|should|will|would|must)"
_MANY = any_case(
    rf"{OPENS}(?:which (?:of (?:the|these) )?(?:{ADJECTIVE} )?(?P<which>{PLURAL}) (?!to\b)[\w’']+"
    rf"|what (?:{ADJECTIVE} )?(?P<what>{PLURAL}) (?:{_HELPS}|\w+ed|got|ran|led)\b"
    rf"|what (?:are|were) (?:all )?(?:the |its |their |some )?(?:{ADJECTIVE} ){{0,2}}?(?P<named>{PLURAL})"
    r" (?:of|in|for|that|which|with|at)\b"
    rf"|(?:(?:list|name|give me|show me|find) )?(?:all|every|each)(?: of)? (?:the )?(?:{ADJECTIVE} )?(?P<all>{PLURAL}) [\w’']+"
    r"|(?:who|whom|by whom) (?:has|have)\b)"
)
_OF_EACH = any_case(
    rf"{OPENS}(?:when|how (?:much|many|long)|what) (?:(?:[\w-]+ )?(?:do|does|did|have|has|was|is|were|are) (?:each|every)"
    rf"|(?:do|did|have|were|are) (?:all )?(?:the (?:{ADJECTIVE} )?){PLURAL})\b"
)
_OF_MANY = any_case(rf"\b{PLURAL}\b(?: (?:in|of|for|on|at) [^,;?]+| back| down| up)?\W*$")
_THE_ONE = re.compile(r"\bthe (?:[\w’'-]+ ){0,2}?([a-z][\w’'-]*(?:[^s\W]|ss))\W*$")
_TYPED = ("date", "number")  # kinds of which each of several things has one
_BODIES = (
    "council organisation organization charity funder foundation trust company university hospital school partner team person"
    " people member author speaker group body agency authority firm bank"
)
_NAMED = frozenset(map(stem, (*PLACES, "country", "island", "state", *_BODIES.split())))
_FRAME = frozenset(
    "report reports document documents source sources paper papers text name names named mention mentioned mentions describe"
    " described tell tells list says said found find main key biggest different various several kind kinds sort sorts type types"
    " thing things project projects programme programmes program programs work scheme schemes initiative initiatives people run"
    " ran come came corpus across against towards among any else each every intervention interventions measure measures much"
    " many".split()
)
"""Words that a question puts around what it asks."""


@dataclass(frozen=True, slots=True)
class Several:
    """What a question asks several of.

    ``facet`` names the forms in which it is told; without one ``asked`` are the stems that a sentence must say. ``subject`` are
    those that its passage must speak of. An item must hold a name where it is ``named``; ``by`` are the stems of the giver where it
    is asked what somebody gave for. ``one`` is the stem of the one thing that it is asked of, "the bypass"; "" where of many.
    """

    question: str
    facet: str | None
    asked: tuple[str, ...]
    subject: tuple[str, ...]
    named: bool
    by: frozenset[str] = frozenset()
    one: str = ""

    @property
    def form(self) -> Facet | None:
        """The form in which it is told."""
        return FACETS[self.facet] if self.facet else None


@lru_cache(maxsize=256)
def several(question: str) -> Several | None:
    """Return what a question asks several of; ``None`` where it asks for one thing, or for the list of one text."""
    if how_many(question) or wants_questions(question):
        return None
    match = _MANY.search(question)
    noun = next((word for word in match.group("which", "what", "named", "all") if word), "") if match else ""
    thing = stem(noun.lower())
    facet = _facet_of(question, bool(match))
    each = bool(_OF_EACH.search(question)) and asked_for(question) in _TYPED
    if not (facet or each or thing in _NAMED or (match is not None and not noun)):
        return None
    if facet == "gift" and not own_names(question):
        return None
    form = FACETS[facet] if facet else None
    left = form.words.sub(" ", question) if form else question
    told = tuple(stem(w) for w in dict.fromkeys(words(left)) if w not in EMPTY | _FRAME)
    told = tuple(s for s in told if s != thing or (thing not in _NAMED and thing not in _GENERAL))
    named = (thing in _NAMED and facet != "gift") or asked_for(question) == "person" or (form is not None and form.named)
    by = own_names(question) if facet == "gift" else frozenset()
    return Several(question, facet, () if facet else told, told, named, by, _the_one(question, told))


def _the_one(question: str, told: Collection[str]) -> str:
    """Return the stem of the one thing for which it is asked who did a thing: "bypass" of "Who has paid for the bypass?"."""
    match = _THE_ONE.search(question) if asked_for(question) == "person" else None
    root = stem(match[1]) if match else ""
    return root if root in told and root not in _GENERAL else ""


def _facet_of(question: str, many: bool) -> str | None:
    """Return the facet by which several things are asked for."""
    found = next((name for name, facet in FACETS.items() if facet.asks.search(question)), None)
    if found is None or many or FACETS[found].of_several or _OF_MANY.search(question):
        return found
    rest = words(FACETS[found].words.sub(" ", question))
    return found if found in ("nothing", "worked", "side") and EMPTY.issuperset(rest) else None  # "What did not work?"


_GENERAL = frozenset(map(stem, (*_FRAME, *CLASSES)))


def own_names(question: str) -> frozenset[str]:
    """Return the stems of the names in a question."""
    return frozenset(stem(w) for name in names_in(question) for w in words(name))
