"""Questions whether a thing did what is claimed of it: "Is there evidence that the Deal saved money?", "Has it led to more trust?".

A sentence tells it that speaks of the very relation: of what the thing is said to have changed, and that something became of it
(more, less, the same) or that nobody knows. A word that stands there by chance ("no wording will save it") tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from assistant.questions.general_nouns import CLASSES, PERSONS
from assistant.questions.names import names_in
from assistant.questions.openings import JOINT
from assistant.questions.synonyms import synonyms
from assistant.text.carried_subject import LEAD, without_lead
from assistant.text.money import SUM
from assistant.text.patterns import any_case
from assistant.text.terms import STOP_WORDS, stem, stem_set, stems, words
from assistant.text.years import RECENT_YEAR

KIN = 4  # letters of a stem from which on another that begins with it is of its family

_PASTS = {
    "cut": "cut", "hurt": "hurt", "make": "made", "lead": "led", "shrink": "shrank", "bring": "brought", "pay": "paid",
    "prevent": "prevented", "limit": "limited", "stop": "stopped", "grow": "grew",
}  # fmt: skip
_DOES = (  # what a thing is said to do to another
    "reduce cut lower decrease shrink curb prevent limit increase raise boost improve strengthen worsen harm hurt damage help save"
    " change replace delay affect influence cause"
).split()
_OWN_WORD = frozenset("delay delayed replace replaced harm harmed hurt damage damaged prevent prevented".split())
_WORKS = "work succeed help"  # and what it does by itself
_EVIDENCE = (
    r"(?:is|was) there (?:(?:any|some|good|hard|clear|strong|real) )*(?:evidence|proof|data|sign) (?:that|whether)"
    r"|(?:what|which) evidence (?:is|was) there that|do (?:we|you|they) (?:know|have (?:any )?evidence) (?:whether|if|that)"
    r"|is it (?:true|known|clear) (?:that|whether)"
)
_GOOD = (
    r"(?:effective|(?:a )?success(?:ful)?|a failure|worth (?:it|the (?:money|cost|effort))|worthwhile|(?:good )?value for money)"
)
_NOUN = r"(?:impacts?|effects?|difference)"
_WHAT = r"(?P<of>(?!(?:after|before|in|on|at|by|with|from|to|since|when|because|during|for|of)\b).+)"


def _past(verb: str) -> str:
    return _PASTS.get(verb, f"{verb}d" if verb.endswith("e") else f"{verb}ed")


def _either(verbs: Collection[str]) -> str:
    return f"(?:{'|'.join(verbs)})"


_BASE, _PAST = _either(_DOES), _either([_past(verb) for verb in _DOES])
_THIRD = _either([f"{verb}s" for verb in _DOES])
_MADE = r"(?P<makes>ma(?:ke|kes|de)) (?P<made>.+? (?-i:\w{2,}er|better|worse|more \w+|less \w+))(?: (?:in|for|at) (?P<where>.+))?"
_OFF = r"pa(?:y|ys|id) off|(?:ma(?:ke|kes|de)|have|has|had) (?:a|any|much of a) (?:difference|effect|impact)"
_FORMS = (  # each with the words that tell in a decline what is not said
    (
        rf"(?P<aux>did|does|do) (?P<thing>.+?) (?:(?-i:(?P<verb>{_BASE}|lead to|result in)) {_WHAT}|{_MADE}"
        rf"|(?-i:(?P<alone>{_either(_WORKS.split())}|pay off|(?:make|have) (?:a|any) (?:difference|effect|impact))))",
        "whether {thing} {did}",
    ),
    (
        rf"(?P<aux>has|have) (?P<thing>.+?) (?:(?-i:(?P<verb>{_PAST}|led to|resulted in)) {_WHAT}|{_MADE}"
        r"|(?-i:(?P<alone>worked|succeeded|helped|paid off|(?:made|had) (?:a|any) (?:difference|effect|impact)"
        rf"|been {_GOOD})))",
        "whether {thing} {aux} {did}",
    ),
    (
        rf"(?P<aux>is|was|are|were) (?P<thing>(?!there\b).+?) (?P<alone>{_GOOD})(?: (?:in|at) (?P<of>.+))?",
        "whether {thing} {aux} {alone}",
    ),
    (
        rf"(?:what|how much of an?) (?P<noun>{_NOUN}) (?P<aux>did|does|do|has|have|had) (?P<thing>.+?)"
        r" (?:have|had|make|made)(?: (?:on|to|for) (?P<of>.+))?",
        "what {noun} {thing} had{on}",
    ),
    (
        r"how (?P<noun>effective|successful|useful) (?P<aux>is|was|are|were) (?P<thing>.+?)(?: (?:in|at|for) (?P<of>.+))?",
        "how {noun} {thing} {aux}",
    ),
    (
        r"how (?P<noun>effective|successful|useful) (?P<aux>has|have) (?P<thing>.+?) been(?: (?:in|at|for) (?P<of>.+))?",
        "how {noun} {thing} {aux} been",
    ),
    (r"how well (?P<aux>did|does|do|has|have) (?P<thing>.+?) work(?:ed)?", "how well {thing} worked"),
)  # fmt: skip
_OPENED = any_case(
    rf"\W*{JOINT}(?:{_EVIDENCE}) (?P<clause>(?P<thing>.+?) (?:(?:has|have|had|did|does|do|really|actually) )*"
    rf"(?:(?-i:{_BASE}|{_PAST}|{_THIRD}|leads? to|led to|result(?:s|ed)? in) {_WHAT}|{_MADE}"
    rf"|(?-i:works?|worked|succeeds?|succeeded|helps?|helped|{_OFF})|(?:(?:is|are|was|were|been) )?{_GOOD}))\W*"
)
_READ = ((_OPENED, "whether {clause}"), *((any_case(rf"\W*{JOINT}{form}\W*"), says) for form, says in _FORMS))
_SAVES = any_case(r"\b(?:save[sd]?|saving) ")
_POINTS = frozenset("it this that they these those he she we you i anyone anybody anything there people".split())
_ANYTHING = frozenset("it this that them anyone anybody anything things".split())
_BY = any_case(r",? according to .*$")
_TWO = re.compile(r"\w[?.!] [A-Z]")  # sentences
_MEASURE = any_case(
    r"^(?:(?:the|a|an|any|its|their|more|less|fewer|better|higher|lower|worse|numbers?|amount|rate|levels?|share|cost|of|in)\b ?)+"
)
_BEHIND = any_case(
    r"\s(?:of|for|in|on|at|between|among|to|from|with|by|outside|near|across|after|during|since|that|it|who|than|being)\s.*$"
)
_NAME = re.compile(
    r"(?<=\w )(?:[A-Z][\w’'-]+)(?: [A-Z][\w’'-]+)*|\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+"
)  # "Local Trust" says nothing of trust
_WORTH = any_case(r"\b(?:worth (?:it|the (?:money|cost))|worthwhile|value for money|pa(?:y|ys|id) off)\b")
_DEGREE = any_case(r"more|less|fewer|better|worse|\w{2,}er")
_MONEY = stem_set("money cost spending budget funds pounds")
_COMPARATIVE = (
    r"(?<!or )more(?! than (?:an?|once|one)\b)|less|fewer|better|worse|higher|lower|bigger|smaller|safer|warmer|calmer|slower"
    r"|faster|quicker|cheaper"
)
_WORKED = r"work(?:ed|s)(?! (?:(?:also|closely|directly|mainly|mostly|only|together) )?(?:in|on|at|with|for|as|by|to)\b)"
_CHANGED = any_case(
    r"\b(?:f[ae]ll(?:en|s)?|r[io]se[sn]?|reduc(?:e[sd]?|ing|tions?)|decreas\w+|declin\w+|dropped|increas\w+|gr[eo]w(?:s|n|th)?"
    rf"|improve\w*|{_COMPARATIVE}|chang(?:e|es|ed)|doubled|halved|sav(?:ed|es|ings?)|w[eo]nt (?:up|down)|up from|down (?:from|to)"
    rf"|led to|because of|thanks to|{_WORKED}|fail\w*|succe(?:ss|ed)\w*|achieved|noticed|lost|gain(?:s|ed)?|harmed|delay(?:s|ed)"
    r"|back (?:to|in)\b(?! (?:1\d|20)\d\d\b)|pa(?:ys?|id) (?:for itself|off)|offset|as a result|result(?:s|ed|ing) in"
    r"|(?:no|little|some|an?|any|clear|the) (?:\w+ )?(?:effects?|impacts?|differences?)(?! (?:between|of)))\b"
)
_THEN_AND_NOW = any_case(
    rf"\bfrom (?!{RECENT_YEAR}\b)[£$€]?\d[\d,.]* to [£$€]?\d"
    r"|(?<![^.])(?>[^.\d]*)\d(?>[^.]*?\b(?:before|earlier)\b)(?>[^.]*?\d)[^.]*?\b(?:after|later|now)\b"  # each the first behind
)
_SAVED = any_case(r"\b(?:sav(?:e[sd]?|ings?)|cheaper|pa(?:ys?|id) (?:for itself|off)|costs? less|offset)\b")
_A_COUNT = r"(?! (?:how (?:many|much)|when|where|who)\b)"
_UNKNOWN = any_case(
    rf"\b(?:cannot|can['’]t|could not|couldn['’]t) (?:\w+ )?(?:say|tell|show|know|judge|compare)\b{_A_COUNT}"
    rf"|\b(?:do|does|did) not (?:yet )?(?:know{_A_COUNT}|look|measure|estimate|(?:say|show) (?:whether|if|how|what))\b"
    r"|\b(?:don|doesn|didn)['’]t know\b"
    r"|\bno (?:data|evidence|count|figures?|proof)\b|\bnothing to show\b|\bnobody (?:has )?(?:counted|measured|knows)\b"
    r"|\b(?:neither|none|nobody|no one) (?:\w+ ){0,3}can (?:say|tell)\b|\bnever (?:\w+ )?(?:measured|counted|weighed|evaluated)\b"
    r"|\btoo (?:small|few|early|soon) to\b|\bnot (?:been )?(?:known|measured|evaluated)\b|\bunknown\b|\bunclear\b"
    r"|\bremains to be seen\b|\b(?:would|could|can|do|does|did) not claim\b|\bno (?:clear )?sign\b"
    r"|\bwithin the (?:margin of )?error\b"
)
_QUALIFIES = re.compile(
    r"(?:The|This|That) (?:difference|fall|rise|drop|change|increase|reduction|gain|effect|figures?|numbers?)\b"
)
_FIGURE = any_case(
    r"\d[\d,.]*(?: ?%| per ?cent|p\b)|\b(?:(?:than|as) (?:before|the year before)|(?:a|one) (?:half|third|quarter|fifth|tenth)"
    r"|halved|doubled|(?:rose|fell|grew|dropped|went (?:up|down)) (?:by|from|to)|from \S+ to \S+)\b"
)
_VERDICT = any_case(
    rf"\b(?:{_WORKED}|success(?:es|ful|fully)?|succeed(?:s|ed)|(?:in)?effective(?:ly|ness)?"
    r"|fail(?:s|ed|ures?)|no (?:difference|effect|impact|change)|worth(?:while)?|pa(?:ys|id) (?:for itself|off)|value for money)\b"
)
_AHEAD = any_case(
    r"\b(?:will|shall|would|should|could|may|might|must|can|whether|hop(?:e|es|ed|ing)|aim(?:s|ed)?|intend\w*|plan(?:s|ned|ning)?"
    r"|want(?:s|ed)?|seek(?:s|ing)?|anticipat\w+|predict\w*|likely|expect(?:s|ed)?"
    r"|(?:meant|supposed|have|has|need|needs|in order|able|is|are|was|were|how|committed) to)\b"
)
_TO_DO = re.compile(r"\bto (?:reduce|increase|improve|grow|rise|raise|fall|save|change|lower|cut)\b")
_PLAIN = re.compile(r"\b(?:reduce|increase|improve|grow|rise|fall|save|change)\b")
_SUPPOSED = re.compile(r"(?:If|Unless|Suppose|Where|When|Should|Had|Imagine)\b")
_CLAUSE = re.compile(r"[,;:] |\b(?:and|but|although|though|while)\b")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a question asks of a thing: the stems that name the thing, and those of what it is said to have changed.

    ``of`` is empty where any result will do ("Did it work?"), ``head`` is the stem of the noun in it. ``whether`` says it behind
    "No passage says". ``saves`` is set where it is to have saved something; ``names`` are those of its words that are names, and
    ``deed`` is the stem of what only its own word tells ("delay").
    """

    thing: frozenset[str]
    of: frozenset[str]
    head: str
    whether: str
    saves: bool = False
    names: frozenset[str] = frozenset()
    deed: str = ""


@lru_cache(maxsize=256)
def claim_asked(question: str) -> Claim | None:
    """Return what a question asks whether it is so of a thing; ``None`` for any other question."""
    text = _BY.sub("", " ".join(without_lead(question).split()).rstrip(" ?.!"))
    match, whether = next(((found, says) for form, says in _READ if (found := form.fullmatch(text))), (None, ""))
    if match is None or _TWO.search(text):
        return None
    told = {name: (each or "").strip() for name, each in match.groupdict().items()}
    thing = _thing(told["thing"], question)
    if not (called := naming(thing)):
        return None
    of = told.get("of") or told.get("made") or ""
    of = "" if of.lower() in _ANYTHING else of
    around, verb = f", {of} {told.get('where', '')}", told.get("verb", "")
    named = {word for name in names_in(around) for word in words(name)}
    own = [word for word in words(of) if word not in (*STOP_WORDS, *named, *PERSONS) and not _DEGREE.fullmatch(word)]
    heads = [word for word in words(_BEHIND.sub("", _MEASURE.sub("", of))) if word in own]
    says = {**told, "aux": told.get("aux", "").lower(), "thing": thing, "did": _did(told), "on": f" on {of}" if of else ""}
    saving = f"{verb} {text[match.start('thing') :] if 'clause' in told else ''}"
    return Claim(
        called | {stem(word) for word in words(around) if word in named},
        frozenset(map(stem, own)),
        stem(heads[-1]) if heads else "",
        whether.format(**says),
        saves=bool(_WORTH.search(text) or _SAVES.search(saving)),
        names=called & {stem(word) for name in names_in(f", {thing}") for word in words(name)},
        deed=stem(verb) if verb in _OWN_WORD else "",
    )


def _thing(told: str, question: str) -> str:
    """Return the thing that a question is on: what was put in front of it, where it only says "it"."""
    if told.lower() not in _POINTS:
        return told
    led = re.match(LEAD, question, re.IGNORECASE)
    return led[0].removeprefix("About ").rstrip(": ").strip("“”") if led else ""


def _did(told: dict[str, str]) -> str:
    """Return what a thing did as a statement has it: "reduced waste" of "reduce waste" behind "did"."""
    if told.get("makes"):
        return " ".join(filter(None, (_past("make"), told["made"], f"in {told['where']}" if told["where"] else "")))
    verb, *rest = f"{told.get('verb') or told.get('alone', '')} {told.get('of', '')}".split() or [""]
    verb = {"did": _past(verb), "does": f"{verb}s"}.get(told.get("aux", "").lower(), verb)
    return " ".join((verb, *rest))


def naming(thing: str) -> frozenset[str]:
    """Return the stems that tell a thing from others of its kind: "wigan" of "the Wigan Deal"."""
    own = [word for word in words(thing) if word not in STOP_WORDS]
    return frozenset(stem(word) for word in own if word not in CLASSES) or frozenset(map(stem, own))


def is_on_thing(thing: Collection[str], around: Collection[str]) -> bool:
    """Say whether a sentence is on a thing, by the stems that name it, and those of it and of what stands before and above it."""
    return 2 * sum(word in around for word in thing) > len(thing)


def names_what(claim: Claim, text: str) -> float:
    """Return the share of what the thing is said to have changed that a text names, in these or other words; 1 with the noun."""
    if not claim.of:
        return 1.0
    present = set(stems(_NAME.sub(" ", text)))
    met = {word for word in claim.of if _is_met(word, present) or (word in _MONEY and SUM.search(text))}
    return 1.0 if claim.head in met else len(met) / len(claim.of)


def _is_met(word: str, present: Collection[str]) -> bool:
    """Say whether a word, one written down for it, or one of its family is present: "lonely" for "loneliness"."""
    if word in present or not synonyms(word).isdisjoint(present):
        return True
    family = (p for p in present if len(p) >= KIN and len(word) >= KIN and (p.startswith(word) or word.startswith(p)))
    return any(f"{min(p, word, key=len)}less" != max(p, word, key=len) for p in family)  # no home is "homeless"


def tells_change(claim: Claim, text: str, *, loosely: bool = False) -> bool:
    """Say whether a text tells that something became of a thing, or that nobody knows; not what is hoped for or supposed.

    Where it is taken ``loosely``, that will do as well.
    """
    if _UNKNOWN.search(text) or (_THEN_AND_NOW.search(text) and not claim.saves):
        return True
    form, text = _SAVED if claim.saves else _CHANGED, _NAME.sub(" ", text)  # a "Reduction Act" reduces nothing
    if loosely:
        return bool(form.search(text))
    return not _SUPPOSED.match(text) and any(map(form.search, _as_done(_TO_DO.sub(" ", text))))


def _as_done(text: str) -> list[str]:
    """Return the clauses of a text that are not of what is hoped for; a plain verb behind what must be ("and raise …") is too."""
    clauses = _CLAUSE.split(text)
    ahead = next((n for n, clause in enumerate(clauses) if _AHEAD.search(clause)), len(clauses))
    return [clause for n, clause in enumerate(clauses) if n < ahead or not (_AHEAD.search(clause) or _PLAIN.search(clause))]


def qualifies(text: str) -> bool:
    """Say whether a text, behind what tells a change, says how far that goes: "The difference is within chance"."""
    return bool(_QUALIFIES.match(text) or _UNKNOWN.search(text))


def measures(text: str) -> bool:
    """Say whether a text says by how much something changed: "from 31 to 68 hours"."""
    return bool(_THEN_AND_NOW.search(text))


def gives_result(text: str) -> bool:
    """Say whether a text says by how much something changed, or that a thing worked, or not: what any result would have to say."""
    return gives_verdict(text) or measures(text) or bool(_FIGURE.search(text))


def gives_verdict(text: str) -> bool:
    """Say whether a text says that a thing worked, or did not, or that nobody knows: more than that something changed."""
    return bool(_VERDICT.search(text) or _UNKNOWN.search(text))
