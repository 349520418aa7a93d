"""Broad questions, which ask after a theme and not after a thing: "What works in reducing homelessness?", "How do councils involve
residents?".

1. the form must be one of those in which a theme is asked after: what works or helps, how it is done, what is in its way, what
   somebody should do, what is known or said of it, why it matters, how long it takes;
2. it must name nothing of its own: who asks after "the Deal", "Wigan", "this report" or "it" wants that told, and no theme.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.questions.general_nouns import CLASSES, PLACES, PLURAL
from assistant.questions.names import names_in
from assistant.questions.openings import IS, JOINT, PLEASE, THANKS
from assistant.text.patterns import any_case

Facet = Literal["works", "ways", "for", "against", "advice", "needs", "known", "said", "why", "long"]

_ROLE = r"(?!(?:one|i|you|it|they|he|she)\b)(?:an? |the )?(?:[\w’'-]+ ){0,2}?[\w’'-]+(?: of (?:[\w’'-]+ ){0,2}?[\w’'-]+)?"
_GROUP = rf"(?:{PLURAL}|staff|police)"
_MANY = rf"(?!(?:we|you|i) )(?:the )?(?:[a-z][\w’'-]+ ){{0,2}}?{_GROUP}(?: and {_GROUP})?"
_WELL = "(?:really |actually |best |most |better )?"
_MODAL = "(?:can|could|should|might|must)"
_MAIN = "(?:the |some of the |some )?(?:main |biggest |greatest |key )?"
_TROUBLES = r"(?:barriers?|obstacles?|challenges?|difficult(?:y|ies)|risks?|dangers?|problems?|downsides?|pitfalls?|worries)"
_DOUBTS = r"(?:concerns?|worries|objections?|doubts|fears)"
_OF = "(?:of|to|with|about|in|for)"
_MERITS = rf"(?:(?:advantages?|benefits?|upsides?|strengths?|merits?|pros) {_OF}|(?:arguments?|case) for)"
_FAULTS = (
    r"(?:(?:disadvantages?|drawbacks?|downsides?|weakness(?:es)?|limitations?|shortcomings?|risks?|dangers?|pitfalls?|cons)"
    rf" {_OF}|(?:arguments?|case) against)"
)
_FORMS: tuple[tuple[Facet, str], ...] = (
    (
        "for",
        rf"what{IS} {_MAIN}{_MERITS} (?P<sided>.+)"
        r"|what(?:['’]s| is| was) (?:so )?good about (?P<good_about>.+)"
        rf"|what do(?:es)? (?:the |its )?(?:supporters?|advocates?|champions?) say {_OF} (?P<praised>.+)",
    ),
    (
        "against",
        rf"what{IS} {_MAIN}{_FAULTS} (?P<sided>.+)"
        r"|what(?:['’]s| is| was) (?:so )?(?:wrong|bad) (?:with|about) (?P<bad_about>.+)"
        rf"|what do(?:es)? (?:the |its )?(?:critics?|opponents?|s[ck]eptics?) say {_OF} (?P<blamed>.+)",
    ),
    (
        "against",
        r"what (?:gets?|stands?|is|are) in the way of (?P<way>.+)|what (?:stops|prevents|hinders|blocks) (?P<stopped>.+)"
        r"|what holds (?P<held>.+?) back|what makes it (?:so )?(?:hard|difficult) (?:for|to) (?P<hard>.+)"
        rf"|what (?:are|is) {_MAIN}{_TROUBLES} (?:of|to|in|for|with|facing|about|around) (?P<barred>.+)"
        rf"|what {_TROUBLES} (?:do|did|does) (?P<met>.+?) (?:run into|face|have|meet|encounter)"
        rf"|what {_DOUBTS} (?:were|was|are|have been|has been) (?:raised|voiced|expressed) (?:about|over|on|with) (?P<raised>.+)"
        r"|(?:what makes|why (?:is|are)) (?P<uneasy>.+?) (?:so )?(?:hard|difficult)(?P<uneasily> to .+)?"
        r"|what (?:goes|can go) wrong (?:in|with|when) (?P<wrong>.+)"
        r"|what do (?P<erring>.+?) (?:get|do) wrong(?: (?:in|about|with) .+)?",
    ),
    (
        "works",
        rf"what {_WELL}(?:works|helps)(?: (?:best|most|well))?(?: (?:in|for|to|with|when|against|at))? (?P<works>.+)"
        r"|what makes (?:an? )?(?:good|great|effective|successful) (?P<good>.+)"
        rf"|what (?:gets|keeps|makes) (?P<made>.+)|what is {_WELL}(?:effective|successful) (?:in|at|for) (?P<effect>.+)"
        r"|what (?:is the evidence|evidence is there) (?:for|on|about|that) (?P<evidence>.+)",
    ),
    (
        "advice",
        rf"what {_MODAL} (?P<role>{_ROLE}) do(?: differently| better| instead)?"
        r"(?: (?:about|to|for|with|when|if|in) (?P<done>.+))?"
        r"|what (?:advice|lessons?|guidance) (?:is|are) there (?:for|on|from|about) (?P<advised>.+)"
        r"|(?:what are )?(?:the )?(?:main |key )?lessons (?:from|on|about|of|for) (?P<lessons>.+)"
        r"|what (?:can|could|should) (?:be learn(?:ed|t)|(?:we|others) learn) (?:from|about) (?P<learnt>.+)"
        rf"|what have (?:we|others|{PLURAL}) learn(?:ed|t) (?:from|about) (?P<taught>.+)",
    ),
    ("needs", rf"what do (?P<who>{_MANY}) (?:most |really )?(?:need|want|ask for)(?: (?:from|of|to|in|when) (?P<need>.+))?"),
    (
        "known",
        r"what (?:do|did) (?:we|researchers) know (?:about|of) (?P<known>.+)"
        r"|what is (?:already )?known (?:about|of|on) (?P<found>.+)"
        r"|what (?:role|part) do(?:es)? (?P<plays>.+?) play(?: in (?:this|it|all this))?"
        r"|what happens (?:when|if|to|after) (?P<happens>.+)",
    ),
    (
        "said",
        rf"what do(?:es)? (?:the )?(?:{PLURAL}|research|evidence|literature) (?:say|tell us|show|suggest)"
        r" (?:about|on|of) (?P<said>.+)",
    ),
    (
        "why",
        r"why (?:do|does|is|are) (?P<why>.+?) (?:matter|(?:so )?important)"
        r"|why does it matter (?:that|if|whether|when|how|who) (?P<matters>.+)"
        rf"|why (?:do|should) (?P<whose>{_GROUP} .+)",
    ),
    ("long", r"how long (?:does|do|will|would) (?:it take (?P<take>.+)|(?P<lasting>.+?) (?:take|last))"),
    (
        "ways",
        rf"how (?:do|can|could|should|might|have|are) (?P<who>{_MANY}|we|you) {_WELL}(?P<way>(?!be\b).+)"
        rf"|how {_MODAL} (?P<passive>.+? be .+)|what (?:is|can be|could be|should be) (?:being )?done (?:about|for|to) (?P<done>.+)"
        r"|what (?:are|is) (?:the |some |a )?(?:best |good )?ways? (?:to|of) (?P<ways>.+)",
    ),
)
_SIDED = frozenset("sided good_about bad_about praised blamed".split())
"""What is asked so may be of a thing that has a name: what speaks for Housing First, or against it."""
_NAMED = "named|mentioned|described|discussed|reported|noted|identified|raised|listed|found|shown|seen"
_NAME = "name|mention|describe|discuss|report|note|identify|raise|list|find|show|see"
_ANYWHERE = any_case(
    rf"\W*(?:which|what) {_TROUBLES} (?:(?:are|were|is) (?:{_NAMED})|(?:do|did) (?:the |these |all )*{PLURAL} (?:{_NAME}))\W*"
)
"""Of a theme that is left open: whatever the documents are on."""
_OF_ONE = frozenset({"met", "raised", "barred"})
"""What is asked so may be of one thing: "the concerns about the bill" are as many as those of bills."""
_FORM: tuple[tuple[Facet, re.Pattern[str]], ...] = tuple(
    (facet, any_case(rf"\W*{JOINT}{PLEASE}(?:{form}){THANKS}")) for facet, form in _FORMS
)
_YOUR = any_case(r"\b(?:your|one['’]s|our|my) own ")  # whoever's: "running your own library"
_POINTS = any_case(r"\b(?:it|its|this|that|these|those|he|she|his|her|him|you|your|i|my|me|there|here)\b")
_THEY = any_case(r"\bthe(?:y|m|ir)\b")
_MANY_BEFORE = any_case(rf"\b{PLURAL}\b")
_AT_LARGE = (
    r"(?:public|health service|streets?|difference|voluntary|community|police|state|government|environment|law|media|future|past"
    r"|right|same|best|local|council|evidence|economy|internet|young|poor|elderly)\b"
)
_THE_ONE = any_case(rf"\bthe (?!{_AT_LARGE})")
_THE_ONE_OF_MANY = any_case(rf"\bthe (?!{_AT_LARGE})(?:[\w’'-]+ ){{0,2}}?(?:{'|'.join((*CLASSES, *PLACES))})\b")


@dataclass(frozen=True, slots=True)
class Broad:
    """What a broad question asks of a theme, and of whom: "ways" of "involve residents", by "councils"."""

    facet: Facet
    theme: str
    role: str = ""
    is_sided: bool = False


@lru_cache(maxsize=256)
def broad(question: str) -> Broad | None:
    """Return the theme that a question asks after, and what it asks of it; ``None`` where it asks after a thing of its own."""
    asked = " ".join(question.split()).rstrip(" ?.!")
    if re.search(r"[\d,;:]", asked):
        return None
    if _ANYWHERE.fullmatch(asked):
        return Broad("against", "")
    facet, match = next(((facet, match) for facet, form in _FORM if (match := form.fullmatch(asked))), (None, None))
    if facet is None or match is None:
        return None
    told = {name: text for name, text in match.groupdict().items() if text}
    is_sided = not _SIDED.isdisjoint(told)
    if names_in(question) and not is_sided:
        return None
    role = told.pop("role", "") or told.pop("who", "")
    theme = " ".join(_YOUR.sub("a ", " ".join(told.values())).split())
    one = _THE_ONE_OF_MANY if role else _THE_ONE
    role = "" if role in ("we", "you") else role
    is_one = not (is_sided and names_in(question)) and _OF_ONE.isdisjoint(told) and any(map(one.search, (role, theme)))
    return None if is_one or _points(f"{role} {theme}") else Broad(facet, theme, role, is_sided)


def _points(text: str) -> bool:
    """Say whether a text points at what was said before; "people once they are housed" does not."""
    they = [match.start() for match in _THEY.finditer(text)]
    many = _MANY_BEFORE.search(text) if they else None
    return bool(_POINTS.search(text) or (they and not (many and many.end() <= they[-1])))
