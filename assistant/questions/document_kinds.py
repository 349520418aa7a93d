"""Words of a question that say which documents are to tell: "What do the blogs say on trust?", "…, according to your sources".

"The documents" and "the sources" are all of them, so such words are left out; "the report" is one that a question must name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.text.patterns import any_case

NOUNS: Mapping[str, str] = {
    "report": "report paper publication",
    "blog": "blog post article",
    "transcript": "transcript recording interview webinar panel podcast meeting workshop",
}
"""By kind of document, what one is called."""
KIND_OF: Mapping[str, str] = {f"{noun}s": kind for kind, nouns in NOUNS.items() for noun in nouns.split()} | {
    "blogposts": "blog", "blogarticles": "blog", "minutes": "transcript", "roundtables": "transcript"
}  # fmt: skip
"""The kind of document that a plural stands for."""

_MANY = rf"(?P<many>blog (?:posts|articles)|round tables|{'|'.join(KIND_OF)})"
_ONE = r"(?P<one>interview|webinar|panel|podcast|meeting|workshop|round ?table)(?: (?:discussion|session))?"
_ONLY = r"(?:(?:only|just) )?"
_SOME = r"(?:(?:all|any|each|most|some|both|none) (?:of )?)?"
_WHO = rf"{_SOME}(?:(?:the |these |those |our |your |other )*{_MANY}|(?:the|this|that) {_ONE})\b(?!['’-])"
_ALONE = r"(?! (?:of|on|about|with|at|by|from|for|in|that|which|who|and|or|between)\b)"
_WITHIN = any_case(rf",? ?\b{_ONLY}(?:in|from|by|across|among|within|according to) {_ONLY}{_WHO}{_ALONE}(?:(?<=\w),)? ?")
_TELL = any_case(rf"\b(?P<does>do|does|did|have|has) {_WHO}{_ALONE} (?P<verb>[a-z]+)\b")
_HERE = r"(?: (?:here|(?:that )?(?:you|we|i)(?:'ve| have)?(?: got| hold| gave you| given you| uploaded| added)?))?"
_NAMED = r"(?:sources|documents|docs|texts)"
_THESE = rf"{_SOME}(?:(?:these|those|our|your|all) (?:(?:the|other|source) )*{_NAMED}|(?:the|this|your|our) corpus){_HERE}"
_THE = rf"(?:{_THESE}|{_SOME}(?:the )?(?:{_NAMED}|literature){_HERE})"
_BEHIND_BE = "".join(rf"(?<!\b{be})(?<!\b{be} )" for be in ("is", "are", "was", "were", "held", "anything", "something"))
_ALL_WITHIN = any_case(
    rf"(?:{_BEHIND_BE},? ?\b"
    rf"(?:(?:according to|based on|judging by|going by|across) {_THE}|(?:anywhere )?(?:in|from|within|among) {_THESE})"
    rf"|^(?:in|from) {_THE}(?=,))\b(?!['’-]){_ALONE}(?:(?<=\w),)? ?"
)
_TOLD = r"(?:as )?(?:described|discussed|explained|given|listed|mentioned|named|noted|outlined|presented|reported|stated|told)"
_ANY = r"(?:the|this) (?:(?:given|provided) )?(?:text|passage|excerpt|document|article|paper|report|transcript|source)"
_ANY_WITHIN = any_case(
    rf",? ?\b(?:(?:according to|based on) {_ANY}|{_BEHIND_BE}{_TOLD} (?:in|by) {_ANY}|in the (?:text|passage|excerpt))"
    r"(?=,|[\s?.!]*$)(?:(?<=\w),)? ?"
)
_ALL_TELL = any_case(
    rf"\b(?P<does>do|does|did|have|has) {_SOME}(?:the|these|those|our|your|this) (?:other )?(?:{_NAMED}|corpus|literature){_HERE} "
    r"(?P<verb>say|tell|mention|discuss|cover|report|name|list|describe|give|suggest|recommend|show|identify|highlight|conclude|explain"
    r"|offer|provide|advise|propose|speak|talk)\b"
)
_FOLLOWS = any_case(rf"(?:(?:and|but|or) )?(?:(?:what|how) about )?{_ONLY}(?P<in>(?:in|from|by) )?{_ONLY}(?P<who>{_WHO})\W*")
_SINGLE = any_case(r"\b(the|that) (report|paper|blog|post|article|transcript)(?=\W*$)")
_ASKS = any_case(r"(?:[a-z]+: )?(?:what|which|whom?)\b")
_WHAT = any_case(r"(?:[a-z]+: )?what\s*")
_MENTIONS = re.compile(
    r"(?:mention|discuss|cover|say anything (?:about|on)|speak (?:of|about)|talk (?:of|about)) (?P<what>.+?)\W*$"
)
_PARTICIPLES = {"say": "said", "tell": "told", "find": "found", "give": "given", "show": "shown", "see": "seen", "think": "thought"}
_PARTICIPLES |= {told: told for told in _PARTICIPLES.values()} | {"write": "written"}


@dataclass(frozen=True, slots=True)
class Telling:
    """What is asked without the words that say who is to tell it, these words, and the plural of one ("webinars")."""

    question: str
    words: str
    many: str
    is_one: bool


def kind_to_tell(question: str) -> Telling | None:
    """Return which kind of document a question asks to tell; ``None`` where it names none."""
    match = _TELL.search(question) or _WITHIN.search(question)
    left = _left(question, match) if match else None
    if match is None or left is None:
        return None
    one, words = match["one"], match["many"] or match["one"]
    many = f"{one}s" if one else match["many"]
    return Telling(left, words, many.lower().replace(" ", ""), is_one=one is not None)


def of_all(question: str) -> str:
    """Return a question without the words that say that all documents are to tell: ", according to these sources".

    "The text" and the like are whatever tells it; what was quoted last is near what is asked next anyway.
    """
    match = _ALL_TELL.search(question) or _ALL_WITHIN.search(question) or _ANY_WITHIN.search(question)
    return (match and _left(question, match)) or question


def told_by(question: str, follow_up: str) -> str | None:
    """Put the kind that a follow-up names into the last question: "and in the blogs?"; ``None`` where it names none.

    One that is spoken of alone ("what about the meeting?") needs a question of that form, or a word that says it is to tell.
    """
    if _TELL.search(question) or _WITHIN.search(question):
        follow_up = _SINGLE.sub(r"\1 \2s", follow_up)  # "and the report?" after "what do the blogs say?"
    match = _FOLLOWS.fullmatch(follow_up)
    if match is None or not re.search(r"\b(?:the|these|those|our|your|in|from|by|only|just)\b", follow_up, re.I):
        return None
    before = _TELL.search(question)
    if match["one"] and not (match["in"] or before or _WITHIN.search(question)):
        return None
    if before:
        does = before["does"]
        if match["one"] and does.lower() in ("do", "have"):
            does = {"do": "does", "have": "has"}[does.lower()]
        elif match["many"] and does.lower() in ("does", "has"):
            does = {"does": "do", "has": "have"}[does.lower()]
        return f"{question[: before.start()]}{does} {match['who']} {before['verb']}{question[before.end() :]}"
    within = kind_to_tell(question)
    asked = within.question if within else question
    return f"{asked.rstrip(' ?.!')}, {match['in'] or 'in '}{match['who']}?"


def _left(question: str, match: re.Match[str]) -> str | None:
    """Return a question without the words that say who tells it: "What is said about trust?" for "What do the blogs say of it"."""
    before, after = question[: match.start()], question[match.end() :]
    if "verb" not in match.re.groupindex:
        left = re.sub(r"\s+(?=[?.!,])", "", " ".join(f"{before} {after}".split())).strip(" ,")
        return left[:1].upper() + left[1:] if re.search(r"\w{3}", left) else None
    if not before.strip():
        mentions = _MENTIONS.match(question[match.start("verb") :])
        return f"What is said about {mentions['what']}?" if mentions else None
    if not _ASKS.match(before):
        return f"{before}{re.sub(r'^ that ', '', after).strip()}"
    be = "are" if re.search(r"[^s]s\s*$", before) and not _WHAT.fullmatch(before) else "is"
    return f"{before}{be} {_participle(match['verb'].lower())}{after}"


def _participle(verb: str) -> str:
    if verb in _PARTICIPLES or verb.endswith("ed"):
        return _PARTICIPLES.get(verb, verb)
    return f"{verb}d" if verb.endswith("e") else re.sub(r"y$", "i", verb) + "ed"
