"""Whether a text holds what a question asks for: a date where it asks when, as many things as it counts.

What it asks for is read in :mod:`.form`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from assistant.questions.counts import COUNT, NUMBER, counted_in, counted_thing, how_many
from assistant.questions.form import HOURS, WHERE, Kind, asked_for, things_asked
from assistant.questions.general_nouns import GROUPS, PERSONS
from assistant.questions.names import names_in
from assistant.questions.offices_asked import names_office
from assistant.questions.openings import JOINT
from assistant.questions.places import tells_where
from assistant.questions.synonyms import synonyms
from assistant.text.carried_subject import without_lead
from assistant.text.months import MONTHS, WEEKDAY
from assistant.text.offices import AN_OFFICE, ANY_OFFICE, CALLED, PERSON, is_body
from assistant.text.patterns import any_case
from assistant.text.terms import content_stems, stem_set, stems, words
from assistant.text.years import SAID_YEAR, YEAR

PLACE = re.compile(r"\b(?i:in|at|from|near|across|outside|around|to) (?:the )?[A-Z]")
"""A place as a text tells it."""
_MAY = r"(?<=\b(?:in|of|by) )May|(?<=\d )May|May(?= \d)"  # the month, and not the verb
_MONTH = "|".join(_MAY if month == "May" else month for month in MONTHS)
_DO_TOGETHER = "|".join(
    [
        noun[:-1] + "(?:y|ies)" if noun.endswith("y") else noun + "(?:e?s)?"
        for noun in (*GROUPS, "charity", "city", "parish", "union")
    ]
    + [*PERSONS, "towns", "villages", "boroughs", "counties", "farmers", "neighbours", "workers"]
)
_HOLDS: Mapping[Kind, re.Pattern[str]] = {
    "date": re.compile(
        rf"\b{YEAR}\b|\b(?:{_MONTH})\b|\b(?i:{SAID_YEAR})\b|\b\d{{1,2}}/\d{{1,2}}/\d\d(?:\d\d)?\b|\b\d{{1,2}}\.\d{{1,2}}\.\d{{4}}\b"
    ),
    "number": COUNT,
    "person": re.compile(
        r"(?<!^)(?<![.!?] )\b[A-Z][a-zà-ÿ]+|\b[A-Z]{2,}\b|^(?:[A-Z][\w.’'-]+ ){2,}"
        r"|(?:^|[.?!:] )[A-Z][a-zà-ÿ]+(?=, (?:you|can|could|will|would|please)\b)"  # who is spoken to
        rf"|\b(?:was|were|been|being|is|are)(?: [\w’'-]+){{1,5}}? by (?:[a-z’'-]+ ){{0,3}}?(?:{_DO_TOGETHER})\b"
    ),
    "name": re.compile(r"(?<!^)(?<![.!?] )\b[A-Z][a-zà-ÿ]+(?: [A-H]\b)?|\b[A-Z]{2,}\b|[‘'“\"]\w+"),
    "reason": any_case(
        rf"\b(?:because|since(?! (?:then|\d|the \d|(?:early|late|mid)\b|(?:{_MONTH})))|so that|in order to|due to|as a result"
        r"|driven (?:\w+ )?by|attributable to|owing to|therefore|thus|reasons?|led to|means? (?:that|of)|caused?|to avoid)\b"
        r"|\b(?:set up|created|established|founded|formed|launched|begun|started|introduced|built)\b[^.;:]{0,60}? to"
        r" (?!(?:the|an?|this|that|these|its|their|our|all|each|every|more|some|be|date|now)\b)(?-i:[a-z]{3,})\b"
    ),
    "list": any_case(r"(?:,[^,.]+){2,}|:\s*$|\b(?:namely|such as|includ\w+)\b"),
}
ENDS = frozenset("begin begins close closes end ends finish finishes open opens start starts stop stops".split())
SPAN = re.compile(r"\b(?:[Ff]rom|[Bb]etween) [^.;]{1,40}? (?:to|until|till|and) (?=.{0,20}\d)|\b[Uu]ntil (?=.{0,20}\d)")
"""What tells when a thing begins and ends, in none of these words: "from 3 March to 25 May"."""
_WORD = re.compile(r"\w+")


def fits(question: str, text: str, *, is_item: bool = False) -> bool:
    """Say whether a text holds the kind of thing that a question asks for; always true where no form would give one away.

    A sum of money or a count must have the form of one. A person or a name must be one that the question does not name itself.
    An item of a list, and a sentence that announces as many things as the question asks for, answer a question after a list.
    """
    kind, own, form = _asked(question)
    if kind == "name" and WHERE.match(question):
        return tells_where(own, text)
    if kind == "date" and _told_by_rule(question, text):
        return True
    if kind == "list" and (is_item or (how_many(question) or 0) == how_many(text)):
        return True
    return bool(form.search(text)) if form is not None else _holds(kind, own, text)


def _holds(kind: Kind, own: frozenset[str], text: str) -> bool:
    """Say whether a text holds a kind of thing in words that are not the question's own; true where no form gives it away."""
    found = _HOLDS[kind].finditer(text) if kind in _HOLDS else None
    return found is None or any(not own.issuperset(_WORD.findall(m.group().lower())) for m in found)


_IN_A_DATE = re.compile(rf"\b(?:{_MONTH}|{WEEKDAY})s?\b")  # "in August" names nobody
_WHEN_DOES = any_case(
    rf"\bwhen (?:does|do|is|are|can|will|must|should)\b|\bwhat time\b|\b{HOURS}\b"
    r"|\bwhat(?:['’]s| is) the (?:\w+ ){0,2}?deadline\b"
)
_SPAN = "(?:second|minute|hour|day|night|week|weekday|weekend|fortnight|month|quarter|term|season|year|decade)"
_CLOCK = re.compile(
    r"\b(?:\d{1,2}(?:[.:]\d\d)? ?(?:am|pm|a\.m\.|p\.m\.)|\d{1,2}[.:]\d\d|noon|midnight|daily)(?!\w)"
    rf"|\b{WEEKDAY}s?\b|\b(?:each|every|at) {_SPAN}s?\b|\b(?:{NUMBER}|\d+|an?) {_SPAN}s? (?:before|after)\b"
    r"|\b(?:before|after|within|until|by|in) (?:the )?"
    rf"(?:(?:start|end|beginning) of|(?:first|last|next)|(?:{NUMBER}|\d+)) (?:\w+ )?{_SPAN}s?\b"
)
_WHO_DOES = any_case(
    rf"^\W*{JOINT}who (?:will\b|(?:is|are) responsible\b|has (?:the )?(?:\w+ )?(?:access|authority|keys?|powers?|say|votes?)\b"
    r"|(?!was\b|is\b|has\b|does\b|chairs\b|directs\b|heads\b|leads\b)\w+(?<![su])s\b)"
)
_IN_WHAT_ROLE = any_case(
    rf"\b(?:{ANY_OFFICE}|{'|'.join(GROUPS)}|applicant|body|employer|holder|landlord|owner|panel|partner|supervisor|team|tenant"
    rf"|volunteer)s?\b|\b(?:caretaker|staff|{'|'.join(PERSONS)})\b"
)
_BY_RULE: Mapping[Kind, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "date": (_WHEN_DOES, _CLOCK),
    "person": (_WHO_DOES, _IN_WHAT_ROLE),
}


def _told_by_rule(question: str, text: str) -> bool:
    """Say whether it is asked what is done again and again, told without date or name: on Mondays, by the treasurer."""
    asks, tells = _BY_RULE.get(asked_for(question), (None, None))
    if asks is None or tells is None or not asks.search(question):
        return False
    own = set(stems(question))
    return any(own.isdisjoint(stems(match[0])) for match in tells.finditer(text))


_NAMED: Mapping[Kind, str] = {"date": "a date", "number": "a number", "person": "a name"}


def lacking(question: str, texts: Sequence[str]) -> str | None:
    """Return what a question asks for and none of the texts holds: "a date", "a number", "a name"; ``None`` where nothing lacks."""
    kind, own, form = _asked(question)
    told = [_IN_A_DATE.sub("", text) for text in texts] if kind == "person" else texts
    if kind == "person" and names_office(question):
        return None if any(_names_somebody(own, text) for text in told) else "the name of a person"
    if kind == "person" and any(map(_DOERS.search, texts)):
        return None
    if any(_told_by_rule(question, text) for text in texts) or (form is not None and any(map(form.search, texts))):
        return None
    return _NAMED[kind] if kind in _NAMED and not any(_holds(kind, own, text) for text in told) else None


_CONTACT = any_case(
    r"\b(?:contact (?:details?|info(?:rmation)?)|(?:tele)?phone numbers?|(?:e-?mail|postal|web) address(?:es)?) (?:for|of|to)\b"
    r"|\bhow (?:do|can|could|should|would) (?:i|we|people|residents) (?:contact|get in touch with|e-?mail|phone|ring)"
    r" (?:the )?(?-i:[A-Z])"
)
_REACHED = re.compile(
    r"\S@\S+\.\w|https?://|\bwww\.|\b[\w-]+\.(?:ac|co|com|gov|net|nhs|org)\b"  # on the net
    r"|(?<!\d)(?:\+\d|\(?0\d)[\d ()-]{7,}\d|\(?\b\d{3}\)?[ .-]\d{3}[.-]\d{4}\b"  # by telephone
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"  # by post
)


def gives_no_contact(question: str, texts: Sequence[str]) -> bool:
    """Say whether it is asked how somebody can be reached and none of the texts holds an address or a telephone number."""
    return bool(_CONTACT.search(question)) and not any(map(_REACHED.search, texts))


_WHY_ASKED = any_case(rf"^\W*{JOINT}(?:why\b|what (?:causes?|caused|led to|dr[io]ves?)\b)")
_REASONED = any_case(r"(?:^|[,;:–—] ?(?:and |but )?)(?:so|as|for)\b|\bwhy\b|\breflect(?:s|ed|ing)\b")


def gives_no_reason(question: str, texts: Sequence[str]) -> bool:
    """Say whether a question asks why and none of the texts has a word that gives a reason."""
    told = (" ".join(text.split()) for text in texts)
    return bool(_WHY_ASKED.match(without_lead(question))) and not any(
        fits(question, text) or _REASONED.search(text) for text in told
    )


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
_DOERS = any_case(rf"\b(?:the|a|an|by|each|its|their|our|local|many|most|some) (?:[\w’'-]+ ){{0,2}}?(?:{'|'.join(_TOGETHER)})\b")
"""Those who do things together and go without a name: "the hospital trust"."""


_SOMEBODY = re.compile(rf"{PERSON}|\b{CALLED} [A-Z][\w’'-]+|(?:(?<=\bis )|(?<=\bwas )|(?<=\b[ab][sy] )|(?<=[,:–] ))[A-Z][\w’'-]+")


def _names_somebody(own: frozenset[str], text: str) -> bool:
    """Say whether a text names a person, whom a question does not name itself: no "Appeals Team", and no "Clerk to the Panel"."""
    found = (match[0] for match in _SOMEBODY.finditer(text))
    return any(not (own.issuperset(words(name)) or is_body(name) or AN_OFFICE.search(name)) for name in found)


def names_no_number(question: str, texts: Sequence[str]) -> bool:
    """Say whether a sum or a count is asked for and none of the texts holds a number at all, in figures or in words."""
    if lacking(question, texts) is None:
        return False
    return typed_answer(question) is _MONEY or (bool(counted_in(question)) and not any(map(_ALL.search, texts)))


@lru_cache(maxsize=256)
def _asked(question: str) -> tuple[Kind, frozenset[str], re.Pattern[str] | None]:
    """Return what a question asks for, the words that are its own, and the form that an answer must have."""
    kind = asked_for(question)
    own = frozenset(_WORD.findall(question.lower())) if kind in ("person", "name", "number", "date") else frozenset()
    return kind, own, typed_answer(question)


_MONEY_ASKED = any_case(
    r"\bhow much\W*$|\bhow much (?:money|(?:does|do|will|would) .* cost|was|is)\b"
    r"|\bhow much did .* (?:pay|cost|spend|raise|give|save|contribute|donate|invest|lend|owe)\b"
    r"|\b(?:cost|price|budget|grant|funding|spend|earn|pay|pounds|dollars|euros|rent|salary|wage|fare|fee|deposit|subscription|fine)\b"
    r"|\b(?:maximum|minimum|largest|smallest|highest|lowest) (?:[\w’'-]+ )?(?:amount|award|loan|sum)\b"
)
_MONEY = any_case(
    r"[£$€]\s?\d|(?:\d[\d,.]*\s*|\b(?:" + NUMBER + r")[\s-]+)(?:(?:million|billion)\s+)?"
    r"(?:pounds?|pence|dollars?|cents|euros?|quid|per ?cent|%)|(?<![\w.])\d{1,3}p\b"
)
_CHANGE_ASKED = any_case(
    r"\bhow much .*\b(?:go(?:ne)? (?:up|down)|rise|risen|fall|fallen|grow|grown|increase|decrease|drop|decline)\b"
)
_CHANGED = any_case(r"\d\s?(?:%|per ?cent|points\b|times\b|-?fold)|\b(?:by|from) [£$€]?\d|\b(?:doubled|halved|trebled|tripled)\b")
_OFTEN_ASKED = any_case(r"\bhow (?:often|frequently|regularly)\b")
_OFTEN = any_case(
    rf"\b(?:each|every|per|once an?|twice an?|times an?|a) (?:(?:\w+|\d+) )?{_SPAN}s?\b"
    rf"|\b(?:once|twice|(?:{NUMBER}|\d+|several|many) times)\b"
    r"|\b(?:hourly|daily|nightly|(?:bi-?)?weekly|fortnightly|(?:bi-?)?monthly|quarterly|termly|(?:bi-?)?annual(?:ly)?|yearly|biennial(?:ly)?"
    r"|regularly|rarely|seldom|occasionally|frequently|sometimes|never|always)\b"
)
_LONG_ASKED = any_case(r"\bhow long\b")
_LASTING = any_case(r"\bhow long (?:did|does|do|will|would|has|have|should|can) .*\b(?:take|taken|last|lasted|run)\b")
_DURATION = (
    r"(?:\d[\d,.]*|\b(?:an?|one|half an?|few|several|some|many|" + NUMBER + r"))[\s-]+(?:\w+[\s-]+){0,2}?"
    r"(?:second|minute|hour|day|night|week|fortnight|month|year|decade|generation|centur(?:y|ies)|page|word|inch|feet|foot|yard|mile|met(?:er|re)"
    r"|kilomet(?:er|re)|km)s?\b|\b(?:until|for ever|for life|(?:life|lifetime) of|since|indefinitely|overnight|permanently)\b"
    rf"|\b{YEAR}\b(?:.{{1,12}}\b{YEAR}\b| (?:to|until|till) (?:now|date|today|(?:the )?present)\b)"
)
_TAKEN = any_case(_DURATION)
_LENGTH = any_case(rf"{_DURATION}|\b{YEAR}\b")
_AGE_ASKED = any_case(r"\bhow old\b")
_AGE = any_case(  # "fourteen months in a hostel" is nobody's age
    rf"(?:{_DURATION})[\s-](?:old|ago|of age)\b|\b(?:for|than|since) (?:{_DURATION}|{YEAR}\b)"
    rf"|\b(?:founded|built|opened|born)\b.* {YEAR}\b"
    r"|\b(?:is|am|was|turn(?:s|ed)|aged?|at least|over|under|above|below|(?:older|younger) than|up to) \d{1,2}\b(?![.,]\d|%)"
)
_ALL = any_case(r"\b(?:all|both|each|every(?:body|one)?|most|no|nobody|none|hardly any)\b")
_COUNT_BEFORE = (  # "ten pounds to every customer" and "£86,000 for families" count neither
    r"(?:(?<![£$€\d.,])\d[\d,.]*|\b(?:" + NUMBER + r"))\W+"
    r"(?:(?!(?:to|every|each|per|for|from|by|at|with|pounds?|pence|dollars?|euros?)\b)\w+\W+){0,3}?"
)
_PEOPLE_DID = any_case(
    r"\bhow many (?:people|persons) (?:(?:have|had|has|were|are|was|did|do|will|would|actually|also|in total) )*"
    r"(?:(?P<part>t(?:ake|ook|aken) part)|(?P<did>[a-z]{2,}?)(?:at)?(?:e?d|ing|e)?)\b"
)


def _who_did(question: str) -> str:
    """Return the forms of the noun for those who do what is asked: "visitors" where people visited, "attendees", "participants"."""
    told = _PEOPLE_DID.search(question)
    if told is None:
        return ""
    return r"|participants\b" if told["part"] else rf"|{told['did'].lower()}(?:c?(?:er|or|ee|ant|ent)s|s)\b"


@lru_cache(maxsize=256)
def typed_answer(question: str) -> re.Pattern[str] | None:
    """Return the form that an answer must have to be one: a count of the thing named, a time, a sum of money; else ``None``."""
    if asked_for(question) != "number":
        return None
    if counted := counted_in(question):
        if counted[0] in ("pounds", "dollars", "euros"):
            return _MONEY
        roots = "|".join(re.escape(re.sub(r"(?:ies|es|s|y)$", "", word)[:8]) for word in counted)
        return any_case(rf"{_COUNT_BEFORE}(?:{roots}{_who_did(question)})")
    if _OFTEN_ASKED.search(question):
        return _OFTEN
    if _AGE_ASKED.search(question):
        return _AGE
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
_OPENING = any_case(r"\W*((?:what|how|why) [\w’'-]+ [\w’'-]+)")


def echoes(question: str, text: str) -> bool:
    """Say whether a text asks what the question does and does not answer it: "They asked why it is so hard" gives no reason."""
    opening = _opening(question)
    if opening and opening.search(text):
        return True
    asks = _ASKS_TOO.get(asked_for(question))
    return asks is not None and bool(asks.search(text)) and not fits(question, text)


@lru_cache(maxsize=256)
def _opening(question: str) -> re.Pattern[str] | None:
    """Return the form of the words that a question opens with, in a text that says them again."""
    opening = _OPENING.match(question)
    return re.compile(rf"\b{re.escape(opening[1].lower())}\b") if opening else None


def dates_or_places(question: str, text: str) -> bool:
    """Say whether a text holds a date or a place, where one is asked for."""
    return (_asked(question)[0] == "date" or bool(WHERE.match(question))) and fits(question, text)


def announces(question: str, text: str) -> float:
    """Return how well a text promises the things that a question after a list asks for, 0 to 1.

    It must say as many, where it says how many; 1 where it counts the very things that are asked for, or says nothing but what is
    asked ("You can respond:").
    """
    if _only_leads(question, text):
        return 1.0
    if asked_for(question) != "list" or how_many(question) not in (None, how_many(text)):
        return 0.0
    counted, things = counted_thing(text), things_asked(question)
    return 1.0 if counted and things and counted in (things, *synonyms(things)) else 0.5


_OPEN = any_case(
    rf"^\W*{JOINT}(?:how (?:can|do|should|could|must|may|will)|what (?:can|do|does|should|could|must|may|will|would)|who)\b"
)
_MAY_DO = stem_set("cannot may might must never only")


def _only_leads(question: str, text: str) -> bool:
    """Say whether a text leads a list in no telling word but the question's own, or another for one."""
    if not text.endswith(":") or not _OPEN.match(without_lead(question)) or asked_for(question) in ("date", "number", "person"):
        return False
    own = set(stems(question)).difference(*map(stems, names_in(question)))  # "We cannot fund:" is not on the Elm Fund
    said = content_stems(text) - _MAY_DO
    return bool(said) and all(root in own or not synonyms(root).isdisjoint(own) for root in said)
