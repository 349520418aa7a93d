"""What a question asks for, read from its form: a date, a number, a person, a reason, a list, a definition."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from assistant.questions.counts import SMALL_NUMBER, counted_thing
from assistant.questions.openings import AUXILIARY, IS, JOINT
from assistant.text.patterns import any_case
from assistant.text.terms import stem

Kind = Literal["date", "number", "person", "reason", "list", "how", "name", "compare", "definition", "fact"]
ONE_THING: tuple[Kind, ...] = ("date", "number", "person", "name")
"""The kinds of which one thing is asked for, that a few words tell."""
KIND_WORDS = frozenset("many much often long old far big large high year month date day number".split())
"""Words of a question that only say what kind of thing it asks for: "how long", "in what year"."""
WHERE = any_case(r"\bwhere\b")
"""A place is asked for, which no kind stands for."""

_THINGS = (
    "types|kinds|ways|steps|lessons|conditions|elements|objectives|factors|examples|parts|rights|areas|members|levels|principles"
    "|reasons|questions"
)

_TURNS = "of|for|in|on|at|by|to|with|from|between|about|after|before|behind|under|that|which|name|title"  # to a part, not the whole

_NO_NAME = (  # "What advice do they give?" asks for what is told in sentences, as "What mistakes did they make?" does
    "advice|answer|argument|approach|case|challenge|change|cost|difference|difficulty|effect|evidence|explanation|feedback|finding|good"
    "|guidance|help|impact|information|lesson|limitation|message|mistake|problem|progress|proof|purpose|reason|research|result|risk"
    "|role|sense|support|use|value|weakness|work"
)
_DRIVEN = (  # by what a change is asked after
    rf"what (?:dr[io]ves?|explain(?:s|ed)|contribut(?:es|ed) to|{AUXILIARY} behind)"
    r"|(?:what|which) (?:[\w’'-]+ ){0,2}(?:factors?|drivers?) (?:dr[io]ves?|caus\w+|led|explain\w*|contribut\w+)"
)
HOURS = "(?:opening|office|visiting) (?:hours|times)"
"""What a place keeps, that is told by the clock."""
_PRICE = "(?:price|rent|salary|wage|fare|fee|deposit|subscription|fine)"
_DAY = "(?:deadline|(?:closing|due|start|end|opening|expiry|renewal) date)"
_ACCOUNTED = r"(?:budget|turnover|expenditure|(?:total|annual|gross|net) (?:income|revenue|surplus|deficit|spend))"
_ASKS: tuple[tuple[Kind, str], ...] = (
    (
        "fact",  # who need have no name: whom it was for, who took part
        rf"(?:^\W*|: ){JOINT}who(?:m)? (?:(?:is|are|was|were) [^,;:?]+ for\W*$|(?:all |else )?(?:took part|participated)\b"
        r"|(?:can|may|must|needs? to|has to|have to|qualif(?:y|ies)|(?:is|are) (?:eligible|entitled|allowed|able))\b"  # in rules
        r"|(?:should|do|can|could|would) (?:i|we|you|one|people|residents|staff|volunteers|applicants|tenants)\b)",
    ),
    ("reason", r", and why\W*$"),  # whatever was asked before
    ("compare", r"\b(?:compare[sd]?|comparison|differ(?:s|ent|ence|ences)?|versus|vs|in contrast|unlike|agree|disagree)\b"),
    (
        "date",
        rf"\b(?:what (?:year|date|month|day|time(?= {AUXILIARY}\b)|(?:is|are) (?:the|its|your) {HOURS})|which (?:year|month)"
        r"|since when|by when|how long ago"
        rf"|what{IS} (?:the|its|their|our|your) (?:[\w’'-]+ ){{0,2}}?{_DAY}"
        r"|(?:tell|know|and|from) (?:\w+ )?when)\b"
        rf"|\bwhen {AUXILIARY}\b|\bwhen\W*$",
    ),
    (
        "number",
        r"\b(?:how (?:many|much|old|long|large|big|far|fast|tall|high|heavy|often|frequently|regularly)"
        r"|what(?:['’]s| is| was) the (?:maximum|minimum|largest|smallest|highest|lowest) (?:[\w’'-]+ )?"
        r"(?:amount|award|grant|loan|sum)\b"
        r"|what (?:number|percentage|share|proportion|amount|age|cost)"
        r"|percentage|what (?:is|was|were) the (?:total |whole )?(?:cost|price|budget) of)\b"
        rf"|^\W*{JOINT}what (?:is|was|were) (?:[\w’'-]+ ){{1,4}}?{_PRICE}"
        r"(?=\W*$| (?:of|for|in|at|after|before|per|on|under|during|to|from|paid)\b)"
        rf"|^\W*{JOINT}what (?:is|was|were) (?:the|its|their|[\w’'-]+['’]s?) (?:[\w’'-]+ ){{0,2}}?{_ACCOUNTED}"
        r"(?=\W*$| (?:in|of|during)\b)"
        rf"|\bwhat {AUXILIARY} [^,:;]+(?<!about)(?<!\bof)(?<!\bthe)(?<!\bon)(?<!\bfor) cost\b(?! of\b)"
        rf"|^\W*{JOINT}what (?!should\b){AUXILIARY} [^,:;?]+ (?:spend(?: on (?!it\b|them\b)[^?]+)?|earn"
        r"|pay(?: for (?!it\b|them\b)[^?]+)?)\W*$"
        rf"|^\W*{JOINT}what {_PRICE} {AUXILIARY}\b",
    ),
    (
        "person",
        rf"^\W*{JOINT}(?:(?:by|for|from|to|with|of) )?(?:who|whom|whose)\b|\b(?:by|for|from|to|with|of|and) whom\b"
        r"|\b(?:tell|know|say|ask|and|exactly)(?: me| us)? (?:who|whose)\b|[:,;] (?:who|whom|whose)\b|\b(?:who|whom|whose)\W*$",
    ),
    ("reason", rf"\b(?:why|what (?:causes?|caused|led)|{_DRIVEN})\b"),
    (
        "list",
        rf"\b(?:what are|what were|which are|list|name (?:the|some|all|{SMALL_NUMBER})"
        rf"|(?:what|which)(?: \w+)? (?:{SMALL_NUMBER}|{_THINGS}))\b"
        rf"|^\W*what {AUXILIARY} .+ (?:ask|consider|watch|check|look (?:for|out for|at)|avoid)\b",
    ),
    ("how", rf"^\W*{JOINT}how\b"),
    (
        "name",
        rf"^\W*{JOINT}what{IS} [^,:;?]+"
        r"(?:['’]s|['’]|\b(?:his|her|its|their)\b) (?:[\w-]+ ){0,2}names?\W*$",
    ),
    (
        "definition",
        rf"^\W*{JOINT}what(?:'s| is| was)(?: meant by)?(?: an?| the)?"
        rf"(?: (?!(?:{_TURNS})\b)[\"“‘]?[\w’'-]+){{1,5}}\W*$"
        rf"|^\W*{JOINT}what(?:'s| is| was) an? (?!(?:good|better|fair|likely|possible|typical|way|name|word)\b)"
        r"(?:[\w’'-]+ ){1,2}(?:of|in|for|with|on) [\w’'-]+\W*$"
        rf"|^\W*{JOINT}what do(?:es)? (?!(?:it|they|he|she|we|you|i|one|people|this|that|these|those)\b)"
        r"(?:[\w’'-]+ ){1,5}(?:do|mean)\W*$",
    ),
    (
        "name",
        rf"\b(?:which|where|what (?:is|was) the (?:name|title)|what (?!(?:{_NO_NAME})\b)[\w’'-]+(?<![^su]s) (?:did|does|was|is))\b",
    ),
)
DRIVEN = any_case(rf"\b(?:{_DRIVEN})\b")
"""What made something change is asked: "What drove …?", "Which factors led to …?"."""
_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple((kind, any_case(form)) for kind, form in _ASKS)

_FIGURES = any_case(
    r"\bhow (?:much|many|large|high|big)\b|\b(?:ratio|margin|rate|change|growth|grow|drop|increase|decrease|average|amount"
    r"|percent(?:age)?|share|total|net|revenue|cash|cost|improv\w+|declin\w+|turnover|more than|less than|table|figure"
    r"|number of)\b|%"
)


def seeks_figures(question: str) -> bool:
    """Say whether a question is after figures, which stand in tables more often than in prose."""
    return bool(_FIGURES.search(question))


_DEALS = any_case(
    r"\b(?:what|which) (?:are |were )?(?:the )?(?:\w+ )?(?:acquisitions|divestitures|disposals|mergers|takeovers)"
    r" (?:that|did|do|has|have|had|were|are)\b"
)


def names_deals(question: str) -> bool:
    """Say whether what was bought or sold is asked for, which is told by name, and not by what it cost."""
    return bool(_DEALS.search(question))


@lru_cache(maxsize=256)
def asked_for(question: str) -> Kind:
    """Return the kind of thing that a question asks for; "fact" where its form does not tell."""
    return next((kind for kind, form in _FORMS if form.search(question)), "fact")


_OF_SEVERAL = any_case(
    rf"^\W*{JOINT}(?:(?:which|what) (?:of (?:the|these) )?|who (?:are|were) (?:the |its |their |our )?)"
    r"(?:(?:main|key|other|local|national|new|different|big|small|two|three|four|five) ){0,2}"
    r"(?:(?!(?:does|has|was|is|across|always|towards)\b)[a-z]{3,}(?<![su])s|people|children)\b(?!['’])"
)


@lru_cache(maxsize=256)
def asks_one(question: str) -> bool:
    """Say whether one thing is asked for that a few words tell: not by "Which companies …?", nor by "Who were the partners?"."""
    kind = asked_for(question)
    return kind in ONE_THING and not (kind in ("name", "person") and _OF_SEVERAL.match(question))


_WHO_IS = re.compile(rf"^\W*{JOINT}[Ww]ho{IS} (?:the )?(?:[A-Z][\w.’'-]*\s?){{1,5}}\W*$")
_WHAT_ARE = any_case(
    rf"^\W*{JOINT}what (?:are|were) (?!(?:the|all|its|their|our|your|some|th[eo]se) )(?:[\w’'-]+ ){{0,2}}[\w’'-]{{2,}}s\W*$"
)
_HOW_WORKS = any_case(rf"^\W*{JOINT}how (?:does|do|did) (?P<thing>(?:[\w’'-]+ ){{1,5}})work\W*$")
_WHAT_MEANS = any_case(rf"^\W*{JOINT}what do(?:es)? (?P<thing>(?:[\w’'-]+ ){{1,5}})mean\W*$")


@lru_cache(maxsize=256)
def wants_definition(question: str) -> bool:
    """Say whether a question wants to be told what or who something is, or how it works: "What is the Deal?", "Who is Jo?"."""
    forms = (_WHO_IS, _WHAT_ARE, _HOW_WORKS)
    return asked_for(question) == "definition" or any(form.match(question) for form in forms)


def at_work(question: str) -> str | None:
    """Return the thing of which it is asked how it works; ``None`` for any other question."""
    match = _HOW_WORKS.match(question)
    return match["thing"] if match else None


def defined(question: str) -> str:
    """Return what a question wants to be defined, or how it works: "the Deal" of "What does the Deal mean?", else all of it."""
    match = _HOW_WORKS.match(question) or _WHAT_MEANS.match(question)
    return match["thing"] if match else question


_ASKS_FOR_QUESTIONS = any_case(r"\b(?:what|which) (?:\w+ ){0,5}questions?\b|^\W*what .+ \bask\b")


def wants_questions(question: str) -> bool:
    """Say whether what is asked for are questions themselves: "What should a partnership ask?"."""
    return bool(_ASKS_FOR_QUESTIONS.search(question))


_THINGS_ASKED = any_case(r"\b(?:what|which) (?:are|were) (?:the |its |their )?(?:\w+ ){0,2}?(\w{3,}s)\b")


def things_asked(question: str) -> str | None:
    """Return the stem of the things that a question after a list asks for: "lesson" of "What are the main lessons of …?"."""
    match = _THINGS_ASKED.search(question)
    return counted_thing(question) or (stem(match.group(1).lower()) if match else None)
