"""Messages that point at a list that was just given: "the second one", "the last two", "compare them", "which is cheaper?".

1. one thing takes the place of the words that point at it ("What does the third one mean?");
2. several are asked about side by side ("What about “Ask” and “Write it down”?"), two of them may be compared;
3. a question of degree is asked of all of them ("Which is cheaper: “leasing” or “buying”?"), or of the two things that the
   question before set against each other;
4. a message that only names one thing settles "Which do you mean?", the question that was asked back (:func:`settled`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.converse.subject import subject_of
from assistant.converse.topic import ANY_YEAR, FINITE, PRONOUN, Completed, Said, carried, is_of
from assistant.questions.compared import CAME, FIRST
from assistant.questions.counts import SMALL_NUMBER, number_of
from assistant.questions.degree import degree
from assistant.questions.openings import JOINT, PLEASE, THANKS
from assistant.text.carried_subject import behind, without_lead
from assistant.text.enumeration import enumerated
from assistant.text.numerals import NTH, ordinals
from assistant.text.patterns import any_case
from assistant.text.terms import stem, stems, terms

WORDY = 4  # words of a list item, from which on it is put in quotation marks
LONGEST = 8  # words of a thing that is asked about side by side
FEWEST, MOST = 2, 5  # things that are asked about side by side

_ORDINALS = ordinals(1, 12)
_ONE = r"(?:one|item|point|option|of (?:them|these|those))"
_ORDINAL = any_case(
    rf"\bthe (?:(?P<word>{'|'.join(_ORDINALS)}|last|final|former|latter)|(?P<digit>\d{{1,2}}){NTH})"
    rf"(?: {_ONE})?(?=\s*(?:[?.!,]|$))"
    rf"|\b(?:the )?(?P<counted>{'|'.join(_ORDINALS)}|last|final|middle|other) {_ONE}\b"
    r"|\b(?:number|no\.|item|point|option) (?P<number>\d{1,2})\b(?=\s*(?:[?.!,]|$))"
)
_COUNTED = any_case(rf"\bthe (?:{'|'.join(_ORDINALS)}|last|final) (?P<noun>(?!{_ONE})[a-z]{{3,}})(?=\W*$)")
_SEVERAL = any_case(
    rf"\b(?:(?:the )?(?P<end>first|last|other) (?P<count>{SMALL_NUMBER}|[2-5])|(?P<all>both|all)(?: {_ONE})?"
    rf"|the (?P<two>two)(?: {_ONE})?)(?=\s*(?:[?.!,]|$|please|pls))"
)
_COMPARED = any_case(
    rf"{PLEASE}(?:compare|contrast|what(?:'s| is| are)? the (?:main )?differences? between|how do|how are)"
    rf" (?:the two|both|them|these|those|they)(?: of them)?(?: (?:compare|differ|different))?{THANKS}\W*"
)
_WHAT_IS = any_case(rf"{JOINT}(?:what(?:'s| is| was)|explain|describe|tell me about) ")
_WHICH = any_case(r"(?:which|who|what)(?: (?:ones?|of (?:them|these|those|the \w+)))? (?P<asks>\w+(?: \w+){0,5})\W*")
_CAME_FIRST = any_case(
    rf"{JOINT}(?:which|what)(?: one| of (?:them|these|those|the two))? "
    rf"(?P<came>(?:(?:{CAME}) )?(?:{FIRST}))\W*"
)
_OWNED = any_case(r"\b(?:its|their|his|her|our|your|my)\b")  # "what are their biggest risks" chooses from no list
_OF_MANY = any_case(r"\b(?:\w+est|most|least|best|worst)\b")  # "which is longer?" is asked of two
_SET_AGAINST = (
    any_case(r"\b(?:between|compare) (?P<one>.+?) (?:and|with|to) (?P<other>.+?)\W*$"),
    any_case(r"(?P<one>[\w’'-]+) (?:or|vs\.?|versus) (?P<other>[\w’'-]+)"),
)
WHICH_ONE = "This can be read in more than one way. Which do you mean?"
_LONG_REPLY = 6  # words of a reply that names a thing
_ASKED_BACK = any_case(r"\b(?:which|what|do you mean|are you (?:asking|referring|talking))\b[^.?!]*\?\s*$")
_NAMING = any_case(
    r"(?:(?:sorry|oh|no|ah|well)\W+|(?:i|we) (?:mean|meant|am asking about|was asking about) |(?:it|that|this)(?:'s| is) "
    r"|(?:the one|that) (?=(?:in|at|on|of|for|from|about|called)\b)|(?:in|at|on|of|for|from|about|called) )"
)


def ordinal(text: str, said: Said) -> Completed | None:
    """Complete "the second one": the item of the list just given takes its place, after a comparison the second of the two."""
    if pair := _SET_AGAINST[0].search(said.question):
        said = replace(said, items=(pair["one"], pair["other"]))
    if counted := _COUNTED.search(text):  # "the second condition" of the conditions that were just listed
        heard = {*stems(said.question), *stems(said.answer)}
        text = text[: counted.start("noun")] + "one" + text[counted.end() :] if stem(counted["noun"].lower()) in heard else text
    match = _ORDINAL.search(text)
    items = said.items
    at = _at(match, said) if match and items else None
    if match is None or at is None:
        return None
    item = items[at]
    if item.endswith("?"):  # one of the questions that were offered
        return item, (subject_of(item) or item,)
    put = f"“{item}”" if is_wordy(item) and (text[: match.start()].strip() and text[match.end() :].strip(" ?.!")) else item
    rest = (text[: match.start()] + put + text[match.end() :]).strip()
    if _WHAT_IS.fullmatch(text[: match.start()]) and is_wordy(item):  # "What is Ask before you act?" asks nothing
        rest = item
    if len(terms(rest)) <= len(terms(item)) and not re.match(r"(?:what|who|how|why|when|where)\b", rest, re.I):
        rest = f"What about “{item}”?" if is_wordy(item) else f"What about {item}?"
    return rest, tuple(dict.fromkeys([item, *carried(said)[:1]]))


def is_wordy(item: str) -> bool:
    """Say whether an item of a list is a sentence or half of one, which cannot stand in another without quotation marks."""
    return len(item.split()) > WORDY


def _at(match: re.Match[str], said: Said) -> int | None:
    """Return the index of the item that is pointed at, from 0; ``None`` where the list has none there."""
    many = len(said.items)
    word = (match["word"] or match["counted"] or "").lower()
    if word == "middle":
        return many // 2 if many % 2 else None
    if word == "other":
        here = [n for n, item in enumerate(said.items) if is_of(said.subject, item)]
        return 1 - here[0] if many == 2 and len(here) == 1 else None
    number = {"last": many, "final": many, "latter": many, "former": 1}.get(word) or _ORDINALS.get(word)
    number = number or int(match["digit"] or match["number"] or 0)
    return number - 1 if 1 <= number <= many else None


def several(text: str, said: Said) -> Completed | None:
    """Complete "the last two", "both", "compare them": the things themselves, side by side."""
    if _COMPARED.fullmatch(text):
        pair = _two(said)
        return (f"Compare {pair[0]} and {pair[1]}", tuple(pair)) if pair else None
    match = _SEVERAL.search(text)
    chosen = _chosen(match, said) if match and len(terms(text)) <= 4 else ()
    if not FEWEST <= len(chosen) <= MOST:
        return None
    about = () if chosen == tuple(thing for thing, _ in said.pair) else carried(said)[:1]
    return f"What about {_quoted(chosen, 'and')}?", tuple(dict.fromkeys([*chosen, *about]))


_COMPARED_WITH = any_case(
    rf"{JOINT}{PLEASE}(?:compare(?: (?:that|this|it|them|these|those))? (?:with|to|against)"
    r"|how (?:does|do|did) (?:that|this|it|they|those) compare (?:with|to|against)"
    r"|compared? (?:with|to|against)|versus|vs\.?|what(?:['’]s| is) the difference (?:with|from|to|between (?:that|this|it) and)"
    r"|(?:how|in what way) (?:is|are|was|were) (?:that|this|it|they|those) different (?:from|to)"
    r"|(?:is|are|was|were) (?:that|this|those) (?:any |much )?(?:more|less|fewer|higher|lower)(?: \w+)? than"
    rf"(?= the\b| (?-i:[A-Z]))) (?P<other>.+?){THANKS}\W*"
)
_THAN_BEFORE = any_case(
    rf"{JOINT}(?:(?:is|was) (?:that|this|it) )?(?:(?:any )?(?:more|less|fewer|higher|lower|better|worse|bigger|larger"
    r"|smaller|up|down)(?: \w+)?|compared?|how (?:does|do|did) (?:that|this|it|they|those) compare) (?:than|on|from|with|to)"
    rf" (?P<year>(?:in )?(?:the (?:year|one) before|the (?:previous|prior|preceding) (?:year|one)|last year|{ANY_YEAR.pattern}))\W*"
)
_YEAR_ON = any_case(
    rf"{JOINT}(?:(?:what|how) about )?(?:in )?(?:the (?:(?P<back>previous|prior|preceding)|following|next) (?:year|one)"
    r"|the (?:year|one) (?:(?P<before>before)|after)(?: (?:it|that))?|(?:a|one) year (?:(?P<earlier>earlier|before)|later|on))\W*"
)
"""The year after, or before, the one that was asked of."""


def year_beside(text: str, said: Said) -> str | None:
    """Return the year that a figure is asked of or compared with: "and the year after?", "more than before?"; else ``None``."""
    match, asked = _THAN_BEFORE.fullmatch(text), ANY_YEAR.findall(said.question)
    if asked and (on := _YEAR_ON.fullmatch(text)):
        return str(int(asked[-1][:4]) + (-1 if on["back"] or on["before"] or on["earlier"] else 1))
    if match is None:
        return None
    named = ANY_YEAR.search(match["year"])
    return named[0] if named else str(int(asked[-1][:4]) - 1) if asked else None


def set_beside(text: str, said: Said) -> str | None:
    """Return what the last subject is to be compared with: "Wigan" of "compare that with Wigan"; ``None`` for any other message."""
    match = _COMPARED_WITH.fullmatch(text)
    other = match["other"] if match else ""
    return other if said.subject and 1 <= len(terms(other)) <= LONGEST and not FINITE.search(other) else None


def _chosen(match: re.Match[str], said: Said) -> tuple[str, ...]:
    items = said.items if all(map(_is_a_thing, said.items)) else ()
    if match["two"] or (match["all"] or "").lower() == "both":
        return _two(said)
    if match["all"]:
        return items
    count = number_of(match["count"])
    end = match["end"].lower()
    if end == "other":
        left = tuple(item for item in items if not is_of(said.subject, item))
        return left if len(left) == count < len(items) else ()
    if count > len(items):
        return ()
    return items[:count] if end == "first" else items[-count:]


def which_of(text: str, said: Said) -> Completed | None:
    """Complete "which is cheaper?": asked of the list just given, or of what the last question set against each other."""
    if (first := _CAME_FIRST.fullmatch(text)) and len(two := _two(said)) == FEWEST:
        return f"Which {first['came']}, {two[0]} or {two[1]}?", tuple(two)
    match = _WHICH.fullmatch(text)
    if match is None or degree(text) is None or _OWNED.search(match["asks"]) or match["asks"].lower().startswith("about "):
        return None
    things = said.items if len(said.items) > FEWEST and all(map(_is_a_thing, said.items)) else ()
    if not things or (said.pair and not _OF_MANY.search(match["asks"])):
        things = _two(said)
    if not FEWEST <= len(things) <= MOST:
        return None
    return f"Which {match['asks']}: {_quoted(things, 'or')}?", tuple(things)


def _two(said: Said) -> tuple[str, ...]:
    """Return the two things that "the two" points at.

    Those that the same was just asked of, else those of the list just given, else what the last question set against each other,
    else the subjects of the last two questions.
    """
    pair = tuple(thing for thing, _ in said.pair)
    items = said.items if len(said.items) == FEWEST and all(map(_is_a_thing, said.items)) else ()
    return pair or items or _set_against(said) or said.topics


def _is_a_thing(item: str) -> bool:
    """Say whether an item of a list names something, and is no sentence or half of one."""
    return len(item.split()) <= LONGEST and not FINITE.search(item)


def _set_against(said: Said) -> tuple[str, ...]:
    """Return the two things that the last question set against each other: "lease" and "buy" of "Is it better to lease or buy?"."""
    found = next((match for form in _SET_AGAINST if (match := form.search(said.question))), None)
    return (found["one"], found["other"]) if found else ()


def points_at_a_list(text: str) -> bool:
    """Say whether a message that was not completed points into a list by number, and says nothing else."""
    several = _SEVERAL.search(text)
    match = _ORDINAL.search(text) or several
    rest = text[: match.start()] + text[match.end() :] if match else text
    is_number = match is not None and (match is several or "middle" not in match[0].lower())
    return is_number and not re.sub(r"\W|\b(?:and|what|about|explain|tell|me|then|please|pls|the|of|is)\b", "", rest, flags=re.I)


def _quoted(things: Sequence[str], joint: str) -> str:
    return enumerated([f"“{thing}”" for thing in things], joint)


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
    if FINITE.search(named) or PRONOUN.search(named) or not 1 <= len(terms(named)) <= _LONG_REPLY:
        return None
    asked = without_lead(said.question)
    return behind(named, asked[:1].lower() + asked[1:]), (named,)
