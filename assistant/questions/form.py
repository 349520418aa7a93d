"""What a question asks for, read from its form: the kind of thing, the words that must be met, how many things."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from assistant.questions.openings import AUXILIARY, JOINT
from assistant.questions.places import tells_where
from assistant.questions.synonyms import synonyms
from assistant.questions.things import GROUPS
from assistant.text.carried import LEAD
from assistant.text.months import MONTHS
from assistant.text.species import SPECIES
from assistant.text.terms import STOP_WORDS, stem, stems, words
from assistant.text.years import SAID_YEAR

Kind = Literal["date", "number", "person", "reason", "list", "how", "name", "compare", "definition", "fact"]
ONE_THING: tuple[Kind, ...] = ("date", "number", "person", "name")
"""The kinds of which one thing is asked for, that a few words tell."""
WHERE = re.compile(r"\bwhere\b", re.IGNORECASE)
PLACE = re.compile(r"\b(?i:in|at|from|near|across|outside|around|to) (?:the )?[A-Z]")
"""A place, which no kind stands for: asked for, and told."""

_MAY = r"(?<=\b(?:in|of|by) )May|(?<=\d )May|May(?= \d)"  # the month, and not the verb
_MONTH = "|".join(_MAY if month == "May" else month for month in MONTHS)
_COUNTS = {w: n for n, w in enumerate("two three four five six seven eight nine ten eleven twelve thirteen".split(), 2)}
_COUNT = "|".join(_COUNTS)
_NUMBER = (
    r"one|(?:dozen|hundred|thousand|million|billion)s?|(?:four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|"
    + _COUNT
)
_THINGS = (
    "types|kinds|ways|steps|lessons|conditions|elements|objectives|factors|examples|parts|rights|areas|members|levels|principles"
    "|reasons|questions"
)

_TURNS = "of|for|in|on|at|by|to|with|from|between|about|after|before|behind|under|that|which|name|title"  # to a part, not the whole

_PRICE = "(?:price|rent|salary|wage|fare)"
_ASKS: tuple[tuple[Kind, str], ...] = (
    ("compare", r"\b(?:compare[sd]?|comparison|differ(?:s|ent|ence|ences)?|versus|vs|in contrast|unlike|agree|disagree)\b"),
    (
        "date",
        r"\b(?:what (?:year|date|month|day)|which (?:year|month)|since when|how long ago"
        r"|(?:tell|know|and|from) (?:\w+ )?when)\b"
        rf"|\bwhen {AUXILIARY}\b|\bwhen\W*$",
    ),
    (
        "number",
        r"\b(?:how (?:many|much|old|long|large|big|far|fast|tall|high|heavy|often)"
        r"|what (?:number|percentage|share|proportion|amount|age|cost)"
        r"|percentage|what (?:is|was|were) the (?:total |whole )?(?:cost|price|budget) of)\b"
        rf"|^\W*{JOINT}what (?:is|was|were) (?:[\w’'-]+ ){{1,4}}?{_PRICE}"
        r"(?=\W*$| (?:of|for|in|at|after|before|per|on|under|during|to|from|paid)\b)"
        rf"|\bwhat {AUXILIARY} [^,:;]+(?<!about)(?<!\bof)(?<!\bthe)(?<!\bon)(?<!\bfor) cost\b(?! of\b)"
        rf"|^\W*{JOINT}what {AUXILIARY} [^,:;?]+ (?:spend(?: on (?!it\b|them\b)[^?]+)?|earn)\W*$",
    ),
    (
        "person",
        rf"^\W*{JOINT}(?:(?:by|for|from|to|with|of) )?(?:who|whom|whose)\b|\b(?:by|for|from|to|with|of|and) whom\b"
        r"|\b(?:tell|know|say|ask|and|exactly)(?: me| us)? (?:who|whose)\b|[:,;] (?:who|whom|whose)\b|\b(?:who|whom|whose)\W*$",
    ),
    ("reason", r"\b(?:why|what (?:causes?|caused|led))\b"),
    (
        "list",
        rf"\b(?:what are|what were|which are|list|name (?:the|some|all|{_COUNT})|(?:what|which)(?: \w+)? (?:{_COUNT}|{_THINGS}))\b"
        rf"|^\W*what {AUXILIARY} .+ (?:ask|consider|watch|check|look (?:for|out for|at)|avoid)\b",
    ),
    ("how", rf"^\W*{JOINT}how\b"),
    (
        "name",
        rf"^\W*{JOINT}what(?:'s| is| was| are| were) [^,:;?]+"
        r"(?:['’]s|['’]|\b(?:his|her|its|their)\b) (?:[\w-]+ ){0,2}names?\W*$",
    ),
    (
        "definition",
        rf"^\W*{JOINT}what(?:'s| is| was)(?: meant by)?(?: an?| the)?"
        rf"(?: (?!(?:{_TURNS})\b)[\w’'-]+){{1,5}}\W*$"
        rf"|^\W*{JOINT}what do(?:es)? (?!(?:it|they|he|she|we|you|i|one|people|this|that|these|those)\b)"
        r"(?:[\w’'-]+ ){1,5}do\W*$",
    ),
    ("name", r"\b(?:which|where|what (?:is|was) the (?:name|title)|what \w+ (?:did|does|was|is))\b"),
)
_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple((kind, re.compile(form, re.IGNORECASE)) for kind, form in _ASKS)

_ANYBODY = (  # "one can say", "no one", "this one": nobody counts there
    r"(?<!\bno one)(?<!\bthis one)(?<!\bthat one)(?<!\bwhich one)"
    r"(?!(?<=\bone) (?:can|could|may|might|must|should|would|needs|wants|has to|another)\b)"
)
COUNT = re.compile(rf"\d[\d,.]*|\b(?:half|quarter|{_NUMBER})\b{_ANYBODY}", re.IGNORECASE)
_HOLDS: Mapping[Kind, re.Pattern[str]] = {
    "date": re.compile(rf"\b(?:1[5-9]|20)\d\d\b|\b(?:{_MONTH})\b|\b(?i:{SAID_YEAR})\b"),
    "number": COUNT,
    "person": re.compile(
        r"(?<!^)(?<![.!?] )\b[A-Z][a-zà-ÿ]+|\b[A-Z]{2,}\b|^(?:[A-Z][\w.’'-]+ ){2,}"
        r"|(?:^|[.?!:] )[A-Z][a-zà-ÿ]+(?=, (?:you|can|could|will|would|please)\b)"  # who is spoken to
    ),
    "name": re.compile(r"(?<!^)(?<![.!?] )\b[A-Z][a-zà-ÿ]+(?: [A-H]\b)?|\b[A-Z]{2,}\b|[‘'“\"]\w+"),
    "reason": re.compile(
        rf"\b(?:because|since(?! (?:then|\d|the \d|(?:early|late|mid)\b|(?:{_MONTH})))|so that|in order to|due to|as a result"
        r"|therefore|thus|reasons?|led to|means? that|caused?|to avoid)\b",
        re.IGNORECASE,
    ),
    "list": re.compile(r"(?:,[^,.]+){2,}|:\s*$|\b(?:namely|such as|includ\w+)\b", re.IGNORECASE),
}
_WORD = re.compile(r"\w+")
_HOW_MANY = re.compile(rf"\b({_COUNT}|[2-9]|1[0-3])\b(?= \w)", re.IGNORECASE)


_FIGURES = re.compile(
    r"\bhow (?:much|many|large|high|big)\b|\b(?:ratio|margin|rate|change|growth|grow|drop|increase|decrease|average|amount"
    r"|percent(?:age)?|share|total|net|revenue|cash|cost|improv\w+|declin\w+|turnover|more than|less than|table|figure"
    r"|number of)\b|%",
    re.IGNORECASE,
)


def seeks_figures(question: str) -> bool:
    """Say whether a question is after figures, which stand in tables more often than in prose."""
    return bool(_FIGURES.search(question))


_OPENS = re.compile(rf"^(?:{LEAD})?$|[a-z)][.?!]\s+$")  # behind what was carried over from before, not behind an initial
_NAME = re.compile(rf"{SPECIES.pattern}|\b[A-Z][\w’'-]*")


def names_in(question: str) -> list[str]:
    """Return the capitalised words of a question; a word that opens a sentence only if it is an acronym."""
    found = (m for m in _NAME.finditer(question) if m.group().lower() not in STOP_WORDS)
    return [m.group() for m in found if not _OPENS.search(question[: m.start()]) or (m.group().isupper() and len(m.group()) > 1)]


_PHRASE = re.compile(r"\b[A-Z][\w’'-]*(?: (?:(?:of|the|and|for|in) )*(?:[A-Z][\w’'-]*|\d{4}))+")


def phrases_in(question: str) -> list[str]:
    """Return the names of several words in a question, "Housing First" or "Homelessness Reduction Act 2017"."""
    return [name for name in dict.fromkeys(_bare_name(m.group()) for m in _PHRASE.finditer(question)) if " " in name]


def _bare_name(name: str) -> str:
    """Return a name without the words of the question that run into it: "Best Buy" of "Does Best Buy", and of "What's Best Buy"."""
    parts = name.split(" ")
    while parts and STOP_WORDS.issuperset(words(parts[0])):
        parts.pop(0)
    return " ".join(parts)


@lru_cache(maxsize=256)
def asked_for(question: str) -> Kind:
    """Return the kind of thing that a question asks for; "fact" where its form does not tell."""
    return next((kind for kind, form in _FORMS if form.search(question)), "fact")


_OF_SEVERAL = re.compile(
    rf"^\W*{JOINT}(?:(?:which|what) (?:of (?:the|these) )?|who (?:are|were) (?:the |its |their |our )?)"
    r"(?:(?:main|key|other|local|national|new|different|big|small|two|three|four|five) ){0,2}"
    r"(?:(?!(?:does|has|was|is|across|always|towards)\b)[a-z]{3,}(?<![su])s|people|children)\b(?!['’])",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def asks_one(question: str) -> bool:
    """Say whether one thing is asked for that a few words tell: not by "Which companies …?", nor by "Who were the partners?"."""
    kind = asked_for(question)
    return kind in ONE_THING and not (kind in ("name", "person") and _OF_SEVERAL.match(question))


def fits(question: str, text: str, *, is_item: bool = False) -> bool:
    """Say whether a text holds the kind of thing that a question asks for; always true where no form would give one away.

    A sum of money or a count must have the form of one. A person or a name must be one that the question does not name itself.
    An item of a list, and a sentence that announces as many things as the question asks for, answer a question after a list.
    """
    kind, own, form = _asked(question)
    if kind == "name" and WHERE.match(question):
        return tells_where(own, text)
    if kind == "list" and (is_item or (how_many(question) or 0) == how_many(text)):
        return True
    return bool(form.search(text)) if form is not None else _holds(kind, own, text)


def _holds(kind: Kind, own: frozenset[str], text: str) -> bool:
    """Say whether a text holds a kind of thing in words that are not the question's own; true where no form gives it away."""
    found = _HOLDS[kind].finditer(text) if kind in _HOLDS else None
    return found is None or any(not own.issuperset(_WORD.findall(m.group().lower())) for m in found)


_IN_A_DATE = re.compile(rf"\b(?:{_MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?\b")  # "in August" names nobody
_WHEN_DOES = re.compile(r"\bwhen (?:does|do|is|are|can|will)\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b(?:\d{1,2}(?:[.:]\d\d)? ?(?:am|pm|a\.m\.|p\.m\.)|\d{1,2}[.:]\d\d|noon|midnight|daily)(?!\w)"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|\b(?:each|every|at) (?:day|night|week(?:day|end)?|month|year)s?\b"
)
_NAMED: Mapping[Kind, str] = {"date": "a date", "number": "a number", "person": "a name"}


def lacking(question: str, texts: Sequence[str]) -> str | None:
    """Return what a question asks for and none of the texts holds: "a date", "a number", "a name"; ``None`` where nothing lacks."""
    kind, own, _ = _asked(question)
    if (kind == "person" and any(map(_DOERS.search, texts))) or (_WHEN_DOES.search(question) and any(map(_CLOCK.search, texts))):
        return None
    told = (_IN_A_DATE.sub("", text) for text in texts) if kind == "person" else iter(texts)
    return _NAMED[kind] if kind in _NAMED and not any(_holds(kind, own, text) for text in told) else None


_WHY_ASKED = re.compile(rf"^\W*{JOINT}(?:why\b|what (?:causes?|caused|led to)\b)", re.IGNORECASE)
_REASONED = re.compile(r"(?:^|[,;:–—] ?(?:and |but )?)(?:so|as|for)\b|\bwhy\b", re.IGNORECASE)


def gives_no_reason(question: str, texts: Sequence[str]) -> bool:
    """Say whether a question asks why and none of the texts has a word that gives a reason."""
    return bool(_WHY_ASKED.match(question)) and not any(fits(question, text) or _REASONED.search(text) for text in texts)


_ITEM_NUMBER = re.compile(r"^\W*\d{1,2}[.)] ")


def only_repeats(question: str, texts: Sequence[str]) -> bool:
    """Say whether something that a question does not hold itself is asked for, and the texts hold nothing else.

    "3. Reducing stress" does not tell why “Reducing stress” matters, nor does the line over a list of which it is one.
    """
    if asked_for(question) not in ("date", "number", "person", "reason"):
        return False
    own = set(stems(question))
    said = (_ITEM_NUMBER.sub("", text) for text in texts if not text.rstrip().endswith(":"))
    return all(own.issuperset(stems(text)) for text in said)


_TOGETHER = (
    *GROUPS,
    *"borough centre charity city clinic college commission county group institute office parliament police".split(),
    *"state states team union volunteers".split(),
)
_DOERS = re.compile(
    rf"\b(?:the|a|an|by|each|its|their|our|local|many|most|some) (?:[\w’'-]+ ){{0,2}}?(?:{'|'.join(_TOGETHER)})\b", re.I
)
"""Those who do things together and go without a name: "the hospital trust"."""


def names_no_number(question: str, texts: Sequence[str]) -> bool:
    """Say whether a sum or a count is asked for and none of the texts holds a number at all, in figures or in words."""
    if lacking(question, texts) is None:
        return False
    return typed_answer(question) is _MONEY or (bool(_COUNTED.search(question)) and not any(map(_ALL.search, texts)))


@lru_cache(maxsize=256)
def _asked(question: str) -> tuple[Kind, frozenset[str], re.Pattern[str] | None]:
    """Return what a question asks for, the words that are its own, and the form that an answer must have."""
    kind = asked_for(question)
    own = frozenset(_WORD.findall(question.lower())) if kind in ("person", "name", "number", "date") else frozenset()
    return kind, own, typed_answer(question)


_MONEY_ASKED = re.compile(
    r"\bhow much\W*$|\bhow much (?:money|did .* (?:pay|cost|spend|raise|give|save)|(?:does|do|will|would) .* cost|was|is)\b"
    r"|\b(?:cost|price|budget|grant|funding|spend|earn|pounds|dollars|euros|rent|salary|wage|fare)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[£$€]\s?\d|(?:\d[\d,.]*\s*|\b(?:" + _NUMBER + r")[\s-]+)(?:(?:million|billion)\s+)?"
    r"(?:pounds?|pence|dollars?|cents|euros?|quid|per ?cent|%)",
    re.IGNORECASE,
)
_CHANGE_ASKED = re.compile(
    r"\bhow much .*\b(?:go(?:ne)? (?:up|down)|rise|risen|fall|fallen|grow|grown|increase|decrease|drop|decline)\b", re.I
)
_CHANGED = re.compile(
    r"\d\s?(?:%|per ?cent|points\b|times\b|-?fold)|\b(?:by|from) [£$€]?\d|\b(?:doubled|halved|trebled|tripled)\b", re.I
)
_LONG_ASKED = re.compile(r"\bhow (?:long|old)\b", re.IGNORECASE)
_LASTING = re.compile(
    r"\bhow long (?:did|does|do|will|would|has|have|should|can) .*\b(?:take|taken|last|lasted|run)\b", re.IGNORECASE
)
_DURATION = (
    r"(?:\d[\d,.]*|\b(?:an?|one|half an?|few|several|some|many|" + _NUMBER + r"))[\s-]+(?:\w+[\s-]+){0,2}?"
    r"(?:second|minute|hour|day|night|week|month|year|decade|generation|centur(?:y|ies)|page|word|inch|feet|foot|yard|mile|met(?:er|re)"
    r"|kilomet(?:er|re)|km)s?\b|\b(?:until|for ever|since|indefinitely|overnight|permanently)\b"
    r"|\b(?:1[5-9]|20)\d\d\b.{1,12}\b(?:1[5-9]|20)\d\d\b"
)
_TAKEN = re.compile(_DURATION, re.IGNORECASE)
_LENGTH = re.compile(rf"{_DURATION}|\b(?:1[5-9]|20)\d\d\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\bhow many (?:(?:million|billion|thousand|hundred|more|other|different|of the|of) )*([a-z]+)", re.IGNORECASE
)
_ALL = re.compile(r"\b(?:all|both|each|every(?:body|one)?|most|no|nobody|none|hardly any)\b", re.IGNORECASE)
_COUNT_BEFORE = r"(?:\d[\d,.]*|\b(?:" + _NUMBER + r"))\W+(?:\w+\W+){0,3}?"


@lru_cache(maxsize=256)
def typed_answer(question: str) -> re.Pattern[str] | None:
    """Return the form that an answer must have to be one: a count of the thing named, a time, a sum of money; else ``None``."""
    if asked_for(question) != "number":
        return None
    if counted := _COUNTED.search(question):
        if counted.group(1).lower() in ("pounds", "dollars", "euros"):
            return _MONEY
        root = re.sub(r"(?:ies|es|s|y)$", "", counted.group(1).lower())
        return re.compile(_COUNT_BEFORE + re.escape(root[:8]), re.IGNORECASE)
    if _LONG_ASKED.search(question):
        return _TAKEN if _LASTING.search(question) else _LENGTH
    if _CHANGE_ASKED.search(question):
        return _CHANGED
    return _MONEY if _MONEY_ASKED.search(question) else None


_ASKED_IN: tuple[tuple[Kind, str], ...] = (
    ("reason", "why"),
    ("number", "how (?:many|much|often|long)"),
    ("date", "when"),
    ("person", "who"),
)
_ASKS_TOO: Mapping[Kind, re.Pattern[str]] = {
    kind: re.compile(rf"^\W*{words.capitalize()}\b|\b(?:ask\w*|questions?|wonder\w*)\b[^.]{{0,60}}\b{words}\b")
    for kind, words in _ASKED_IN
}


_OPENING = re.compile(r"\W*((?:what|how|why) [\w’'-]+ [\w’'-]+)", re.IGNORECASE)


def echoes(question: str, text: str) -> bool:
    """Say whether a text asks what the question does and answers it not: "They asked why it is so hard" gives no reason.

    Nor does "Let them say what went wrong" tell what went wrong.
    """
    opening = _OPENING.match(question)
    if opening and re.search(rf"\b{re.escape(opening[1].lower())}\b", text):
        return True
    asks = _ASKS_TOO.get(asked_for(question))
    return asks is not None and bool(asks.search(text)) and not fits(question, text)


_WHO_IS = re.compile(rf"^\W*{JOINT}[Ww]ho(?:['’]s| is| was| are| were) (?:the )?(?:[A-Z][\w.’'-]*\s?){{1,5}}\W*$")
_WHAT_ARE = re.compile(
    rf"^\W*{JOINT}what are (?!(?:the|all|its|their|our|your|some|th[eo]se) )(?:[\w’'-]+ ){{0,2}}[\w’'-]{{2,}}s\W*$", re.I
)


@lru_cache(maxsize=256)
def wants_definition(question: str) -> bool:
    """Say whether a question wants to be told what or who something is: "What is the Deal?", "What are tolls?", "Who is Jo?"."""
    return asked_for(question) == "definition" or bool(_WHO_IS.match(question) or _WHAT_ARE.match(question))


def dates_or_places(question: str, text: str) -> bool:
    """Say whether a text holds a date or a place, where one is asked for."""
    return (_asked(question)[0] == "date" or bool(WHERE.match(question))) and fits(question, text)


_ASKS_FOR_QUESTIONS = re.compile(r"\b(?:what|which) (?:\w+ ){0,5}questions?\b|^\W*what .+ \bask\b", re.IGNORECASE)


def wants_questions(question: str) -> bool:
    """Say whether what is asked for are questions themselves: "What should a partnership ask?"."""
    return bool(_ASKS_FOR_QUESTIONS.search(question))


_LISTED = re.compile(rf"\b(?:{_COUNT}|[2-9]|1[0-3])\b (?:\w+ ){{0,2}}?(\w+s)\b", re.IGNORECASE)


def listed(text: str) -> str | None:
    """Return the stem of what a text counts: "lesson" of "the three lessons"; ``None`` where it counts nothing."""
    match = _LISTED.search(text)
    return stem(match.group(1).lower()) if match else None


_THINGS_ASKED = re.compile(r"\b(?:what|which) (?:are|were) (?:the |its |their )?(?:\w+ ){0,2}?(\w{3,}s)\b", re.IGNORECASE)


def things_asked(question: str) -> str | None:
    """Return the stem of the things that a question after a list asks for: "lesson" of "What are the main lessons of …?"."""
    match = _THINGS_ASKED.search(question)
    return listed(question) or (stem(match.group(1).lower()) if match else None)


def announces(question: str, text: str) -> float:
    """Return how well a text promises the things that a question after a list asks for, 0 to 1.

    It must say as many, where it says how many; 1 where it counts the very things that are asked for.
    """
    if asked_for(question) != "list" or how_many(question) not in (None, how_many(text)):
        return 0.0
    counted, things = listed(text), things_asked(question)
    return 1.0 if counted and things and counted in (things, *synonyms(things)) else 0.5


def uncounted(question: str, texts: Sequence[str]) -> str | None:
    """Return the things that a question counts and the texts do not, "seven steps"; ``None`` where they may be all there.

    They may where a text announces as many, or where there are as many texts.
    """
    match = _LISTED.search(question)
    if match is None or asked_for(question) != "list" or how_many(question) != how_many(match.group()):
        return None
    return (
        None
        if len(texts) >= (how_many(question) or 0) or any(announces(question, text) == 1.0 for text in texts)
        else match.group()
    )


@lru_cache(maxsize=4096)
def how_many(text: str) -> int | None:
    """Return the number of things that a text announces, 2 to 13: "the three lessons", "3 observations"."""
    match = _HOW_MANY.search(text)
    if match is None:
        return None
    word = match.group(1).lower()
    return _COUNTS.get(word) or int(word)
