"""What a follow-up puts in the place of something said before: another year, another place, another thing of the same kind.

1. in the question itself one thing takes the place of its like: "and in Deal?", "and season 10?", "and universities?";
2. a year or a place in a message takes the place of the one that would have been carried over: "How much was it in 2020?" after a
   question on "the budget in 2018" is about the budget;
3. what two questions ask about one after the other is a pair that can be compared: "What did the survey cost?", "and the census?",
   "compare the two".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.cite.support.words import Name, names
from assistant.converse.subject import subject_of
from assistant.converse.topic import ANY_YEAR, PRONOUN, REPORTED_OF, Said, names_in, whole_names
from assistant.questions.counts import SMALL_NUMBER
from assistant.questions.offices_asked import by_office
from assistant.questions.openings import JOINT
from assistant.text.carried_subject import LEAD, behind, lead_of
from assistant.text.offices import OFFICE, ONE_WHO
from assistant.text.patterns import any_case
from assistant.text.terms import terms
from assistant.types import Span

_WHEN = re.compile(
    rf",? (?:in|for|of|from|since|during|by|before|after|until) (?:the )?(?:year |FY)?{ANY_YEAR.pattern}|\b{ANY_YEAR.pattern} ?"
)
_WHERE = r"(?:in|at|across|near)"
_PLACED = any_case(rf"\b{_WHERE} (?:the )?$")
_THAT_YEAR = any_case(r",? (?:in |for )?(?:that|the same) year\b")


def with_the_year(text: str, question: str) -> str:
    """Return a message with the year of the last question for "that year"."""
    year = ANY_YEAR.search(question)
    return _THAT_YEAR.sub(f" in {year[0]}", text) if year else text


def without_replaced(text: str, said: Said) -> Said:
    """Return what was said without the years and the places that a message names others for."""
    if ANY_YEAR.search(text):
        said = _without_years(said)
    new = _places(text)
    old = [place for place in _places(said.question) if place not in text]
    return _without_places(said, old) if new and old else said


def _without_years(said: Said) -> Said:
    subject = _WHEN.sub("", said.subject).strip()
    return replace(said, subject=subject, names=tuple(n for n in said.names if not ANY_YEAR.search(n)))


def _without_places(said: Said, places: list[str]) -> Said:
    subject = said.subject
    for place in places:
        subject = re.sub(rf",? {_WHERE} (?:the )?{re.escape(place)}(?!\w)", "", subject)
    named = tuple(n for n in said.names if n not in places)
    return replace(said, subject="" if subject in places else subject, names=named)


def _places(text: str) -> list[str]:
    """Return the names in a text that stand behind "in", "at" and the like."""
    return [name.text for name in names(text) if _PLACED.search(text[: name.start]) and not ANY_YEAR.search(name.text)]


def pair_of(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Return the two things that a question and the one of its form ask about, each with it; () where nothing tells which."""
    before, after = (text[:1].upper() + text[1:] for text in (before, after))
    front = _alike(before, after)
    back = _alike(before[front:][::-1], after[front:][::-1])
    one, other = (text[front : len(text) - back].strip(" ?.!,:") for text in (before, after))
    whole = subject_of(before), subject_of(after)
    if one in whole[0] and other in whole[1] and whole[0] != whole[1]:
        one, other = whole
    return ((one, before), (other, after)) if one and other and one != other else ()


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike, up to a space."""
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:same].rfind(" ") + 1


_OF_YEAR = any_case(
    rf"(?:the |that |those )?(?:(?:one|edition|report|version|figures?|numbers?) (?:from|of|in|for) )?(?P<year>{ANY_YEAR.pattern})"
    r"(?: (?:ones?|edition|report|evaluation|version|figures?|numbers?|survey|study|paper|round))?"
)


def of_year(question: str, new: str) -> str | None:
    """Return a question asked of the year that "the 2019 one" or "2019" means; ``None`` for anything else."""
    match = _OF_YEAR.fullmatch(new.strip(" ?.!"))
    if match is None:
        return None
    return in_place(question, match["year"], "") or f"{question.rstrip(' ?.!')}, in {match['year']}?"


_SOMEBODY = any_case(rf"the (?:[\w’'-]+ ){{0,3}}?{ONE_WHO}")
_SINGLE = any_case(r"(?:and |or |but |(?:what|how) about )*(?:in|at|for) ")


def may_be_elsewhere(text: str) -> bool:
    """Say whether a message may put one place in that of another: "and in Deal?"."""
    return bool(_SINGLE.match(text))


def by_another(question: str, new: str) -> str | None:
    """Return what was asked of the words of "the council officer" asked of those of "the charity worker"; else ``None``."""
    who = by_office(question) if _SOMEBODY.fullmatch(new) else None
    return question.replace(who[0], new) if who and _SOMEBODY.fullmatch(who[0]) else None


def in_place(question: str, new: str, preposition: str, places: Sequence[str] = ()) -> str | None:
    """Put a new thing in the place of the one of its kind in a question; ``None`` where there is none.

    A year replaces a year, a number a number, "season 10" the season with another number, "the bottom" the last "the …", a name the
    name behind the same preposition, "universities" the employers that do something, what money is spent on another such thing, and
    what stands behind a preposition the end of the question behind the same one. ``places`` are the names in the question that the
    corpus knows as places: what stands behind "in" takes theirs wherever they stand ("About Deal: …", "the Deal ferry").
    """
    if another := None if preposition else by_another(question, new):
        return another
    if (dated := _OF_A_YEAR.fullmatch(new)) and not preposition:  # "income in 2020"
        of_year = in_place(question, dated["year"], "")
        return in_place(of_year, dated["what"], "", places) if of_year else None
    if year := ANY_YEAR.search(new):
        years = list(ANY_YEAR.finditer(question))
        return question[: years[-1].start()] + year[0] + question[years[-1].end() :] if years else None
    if (numbered := _NUMBERED.fullmatch(new)) and (old := re.search(rf"\b{numbered[1]} (?:\d+|[a-z])\b", question, re.I)):
        return question[: old.start()] + re.sub(r"(?<= )[a-z]$", lambda letter: letter[0].upper(), new) + question[old.end() :]
    if re.fullmatch("[A-Za-z]", new) and (letter := _LETTERED.search(question)):
        return question[: letter.start()] + new.upper() + question[letter.end() :]
    if SMALL.fullmatch(new) and (old := SMALL.search(question)):
        return question[: old.start()] + new + question[old.end() :]
    if span := _place_of(question, new, preposition, places):
        before, after = question[: span[0]], question[span[1] :]
        bare = re.sub(r"^the ", "", new, flags=re.I) if re.search(r"(?:\bthe|['’]s) $", before, re.I) else new
        if _NAMED.fullmatch(new) and (_ENDS.match(after) or (_DOES_THE.search(before) and _DOING.match(after))):
            before = re.sub(r"\b[Tt]he $", "", before)  # "the Wigan Deal", "what about Coventry"
        after = re.sub(rf"^ {re.escape(bare.split(' ')[-1])}\b", "", after, flags=re.I)  # "the top rung", "the bottom rung"
        return before + bare + after
    return None


_DOES_BEFORE = re.compile(r"\b(?:did|does|do|has|have|was|were|is|are) (?:the )?$", re.I)
_OF_A_PERSON = any_case(rf"{LEAD}(?<!s: )(?=.*\b(?:he|she|him|her|his)\b)")
_ONE_IN = any_case(r"(?:that|those|the ones?) (?:in|at|from|for|of) (?P<what>(?-i:[A-Z]).+)")
_NAMED_ONE = any_case(r"the (?P<what>(?-i:[A-Z])[\w’'-]*(?: (?-i:[A-Z])[\w’'-]*)*) ones?")
_ITS = re.compile(r"(?P<what>[A-Z][\w-]*(?: [A-Z][\w-]*)*)['’]s")


def named_one(new: str) -> str:
    """Return the name of what is put: "Deal" of "the one in Deal", "the Deal one" and "Deal's"; any other thing as it is."""
    one = _ONE_IN.fullmatch(new) or _NAMED_ONE.fullmatch(new) or _ITS.fullmatch(new)
    return one["what"] if one else new


def of_another_person(question: str, new: str) -> str | None:
    """Return what was asked of one person, "About the head teacher: what did he do?", asked of the other that is named."""
    match = _OF_A_PERSON.match(question)
    return behind(new, question[match.end() :]) if match and names_in(new, is_within=True) else None


_THE_END = any_case(r"the (?:very )?(?:(?:most|least) [a-z]{4,}\b(?<![^su]s)|(?!rest\b|west\b|best\b|test\b)[a-z]{2,}est)")
_OFFICE = any_case(rf"\b(?:the )?(?:(?:deputy|vice|assistant)[ -])?{OFFICE}\b")
_ASKS_WHO = any_case(rf"{JOINT}who\b")
_MANY = re.compile(r"[a-z][\w-]*[^s\W]s")
_THOSE_WHO_DO = re.compile(
    r"\b(?:[Dd]o|[Dd]id|[Aa]re|[Ww]ere|[Hh]ave|[Cc]an|[Cc]ould|[Ss]hould|[Ww]ill|[Ww]ould) ([a-z][\w-]*[^s\W]s)(?= [a-z])"
)
_NUMBERED = any_case(r"(?:the )?([a-z]+) (?:\d+|[a-z])")
_LETTERED = re.compile(r"(?<=[a-z] )[A-Z](?= |\W*$)")
"""The letter of "option C"."""
_OF_A_YEAR = any_case(
    r"(?P<what>(?!(?:the|that|those|figures?|numbers?|editions?|reports?|versions?)\b)[^,:;]+?) (?:in|for|of) "
    rf"(?:(?:fiscal|the year) )?(?P<year>{ANY_YEAR.pattern})"
)


@dataclass(frozen=True, slots=True)
class _Put:
    """A new thing with the preposition before it, the question that it is put into, and the places in that."""

    question: str
    new: str
    preposition: str
    places: Sequence[str]
    is_name: bool

    @property
    def led(self) -> re.Match[str] | None:
        """What was put in front of the question: "About seniors: …"."""
        return re.match(LEAD, self.question)


def _place_of(question: str, new: str, preposition: str, places: Sequence[str]) -> Span | None:
    """Return the span of what a new thing takes the place of, as the first way finds it that does."""
    put = _Put(question, new, preposition, places, _is_named(new))
    return next((span for way in _WAYS if (span := way(put))), None)


def _led(put: _Put) -> Span | None:
    """As in "About seniors: how much?", "and students?"."""
    is_several = not put.preposition and _MANY.fullmatch(put.new) and _MANY.fullmatch(lead_of(put.question))
    return (len("About "), put.led.end() - len(": ")) if put.led and is_several else None


def _reported(put: _Put) -> Span | None:
    """As in "What did Ada Finch say about tolls?", "and on ferries?"."""
    if put.preposition not in ("", "on") or put.is_name:
        return None
    reported = REPORTED_OF.match(put.question, put.led.end() if put.led else 0)
    return reported.span("what") if reported and not (put.led and PRONOUN.fullmatch(reported["what"])) else None


def _office(put: _Put) -> Span | None:
    """As in "Who is treasurer of the hall?", "and the secretary?"."""
    is_asked = _OFFICE.fullmatch(put.new) and _ASKS_WHO.match(put.question)
    return held.span() if is_asked and (held := _OFFICE.search(put.question)) else None


def _end(put: _Put) -> Span | None:
    """As in "The oldest machine in the museum", "and the newest?"."""
    ends = list(_THE_END.finditer(put.question)) if _THE_END.fullmatch(put.new) else []
    return ends[-1].span() if ends else None


def _of_its_kind(put: _Put) -> Span | None:
    """The thing with "the" whose last word a thing shares: "the Localism Act" for "the social value act"."""
    words = re.sub(r"^the ", "", put.new, flags=re.I).split()
    if put.preposition or len(words) < 2 or len(words[-1]) < 3:
        return None
    old = re.search(rf"\bthe (?:(?!the\b)[\w’'-]+ ){{1,3}}?{re.escape(words[-1])}(?: \d{{4}})?\b", put.question, re.I)
    return old.span() if old else None


def _the(put: _Put) -> Span | None:
    """The last thing with "the", behind the same preposition; one with a name for another, and no council for the Bridge Levy."""
    if not re.match(r"the (?!(?:year|month|week|day|time)\b)", put.new, re.I):
        return None
    behind = re.compile(rf"(?:^|\b{put.preposition} )$" if put.preposition else "$", re.I)
    alike = [m for m in _THE.finditer(put.question) if m[0][4:5].isupper() == put.new[4:5].isupper()]
    alike = [m for m in alike if behind.search(put.question[: m.start()])]
    return _whole(put.question, alike[-1].span()) if alike else None


def _name(put: _Put) -> Span | None:
    """A name behind the same preposition, one that is known as a place, the owner or the doer; or a last word that may be one."""
    if not put.is_name:
        return None
    question, is_located = put.question, put.preposition in _LOCATED
    old = [n for n in whole_names(question) if n.text not in put.new]
    placed = [n for n in old if re.search(rf"\b{put.preposition or _PLACING} (?:the )?$", question[: n.start], re.I)]
    known = [n for n in old if is_located and n.text in put.places and not _is_whole(question, n)]
    owning = [n for n in old if re.match("['’]s ", question[n.end :])]  # "Dover's harbour", "and in Deal?"
    doing = [n for n in old if not put.preposition and _DOES_BEFORE.search(question[: n.start])]
    alone = old if len(old) == 1 and not put.preposition else owning[-1:] if is_located else doing[:1]
    if chosen := placed[-1:] or known[-1:] or alone:
        return chosen[0].start, chosen[0].end
    is_bare = not (old or put.preposition or put.led) and _NAMED.fullmatch(put.new)
    return small.span("what") if is_bare and (small := _SMALL_PLACE.search(question)) else None


def _cost(put: _Put) -> Span | None:
    """As in "The council's aims", "what about costs?"; and what money is spent on."""
    if put.preposition or put.is_name:
        return None
    owned = next((m for m in _OWNED.finditer(put.question) if not _CONTRACTED.search(put.question[: m.start()])), None)
    found = owned if owned and not PRONOUN.search(put.new) else _SPENT.search(put.question)
    return found.span("what") if found else None


def _doers(put: _Put) -> Span | None:
    """As in "Do sailors like the toll?", "and farmers?"."""
    doing = _THOSE_WHO_DO.search(put.question) if not put.preposition and _MANY.fullmatch(put.new) else None
    return doing.span(1) if doing else None


def _behind(put: _Put) -> Span | None:
    """What stands behind the same preposition at the end, if it is short; "in reducing homelessness" is no place."""
    said = put.preposition
    tail = re.search(rf"\b{said} ((?!.*\b{said}\b)[^?:]+?)(?={IN_TIME}\?*$)", put.question, re.I) if said else None
    if tail is None or len(terms(tail[1])) > 4 or (put.is_name and re.match(r"\w+ing\b", tail[1])):
        return None
    return tail.span(1)


_WAYS = (_led, _reported, _office, _end, _of_its_kind, _the, _name, _cost, _doers, _behind)
"""The ways in which it is found, the surest first."""


def _is_named(phrase: str) -> bool:
    """Say whether a phrase is a name or opens with one; "the bus driver in Deal" is not, and "R&D" a cost."""
    return not _COST.match(phrase) and any(
        not re.search(r"\w (?:in|at|of|for|on|from) (?:the )?$", f"x {phrase}"[: n.start]) for n in names(f"x {phrase}")
    )


_COST = re.compile(r"(?:R&D|M&A|SG&A)\b")
_SMALL_PLACE = re.compile(
    r"\b(?:in|at|on|near) (?P<what>(?!(?:the|an?|my|our|which|what|each|all|total|average|general)\b)[a-z]+(?: [a-z]+)?)\W*$"
)
"""Where a question without a name ends, which may be a name typed small."""
IN_TIME = rf"(?:,? (?:in|for|during|since|by) (?:the )?(?:(?:fiscal|financial) )?(?:year )?{ANY_YEAR.pattern})?"
_SPENT = any_case(
    rf"\b(?:spend|spent|spends|spending|pay|paid|invest|invested) (?:(?!on\b)[^,;:?]+? )?on (?P<what>[^?:]+?)(?={IN_TIME}\W*$)"
)
SMALL = any_case(rf"(?:all )?(?:{SMALL_NUMBER})")


def _is_whole(question: str, name: Name) -> bool:
    """Say whether a name with "the" stands for itself, as "the Wigan Deal" does and "Deal" of "the Deal ferry" does not."""
    return bool(re.search(r"\bthe $", question[: name.start], re.I)) and not re.match(r" [a-z]", question[name.end :])


def _whole(question: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return the span of all of the subject where a thing is the beginning of it: "the head teacher" for "the head".

    Behind a preposition it is all up to the end: "Who was for the carbon dioxide fee?".
    """
    subject = lead_of(question) or subject_of(question)
    if subject.startswith(f"{question[slice(*span)]} ") and question.startswith(subject, span[0]):
        return span[0], span[0] + len(subject)
    ends = _RUNS_OUT.match(question, span[1]) if _BEHIND.search(question[: span[0]]) else None
    return (span[0], ends.end("rest")) if ends else span


_ENDS = re.compile(r"\W*$|[,;:]| (?:in|of|for|on|at|to|from|by|with)\b")
_DOES_THE = re.compile(r"\b(?:did|does|do|has|have|had|will|can|could|would|should) [Tt]he $")
_DOING = re.compile(r" [a-z]+(?:\W*$| (?:in|of|for|on|at|to|from|by|with)\b)")
_NO_NOUN = "in|at|for|of|on|from|to|by|with|about|and|or|is|are|was|were|did|does|do|has|have|had|cost|start|begin|last|work|mean"
_NAMED = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")
_OWNED = re.compile(
    r"(?<=['’]s )(?P<what>(?!(?:is|are|was|were|been|got|had)\b)[a-z][\w’'-]*"
    r"(?: (?!in\b|for\b|of\b|on\b|at\b|from\b)[a-z][\w’'-]*){0,3}?)"
    r"(?= (?:in|for|of|on|at|from|is|are|was|were|come|go|get|amount|rise|fall|change|grow)\b|\W*$)"
)
_CONTRACTED = any_case(r"\b(?:what|who|how|when|where|why|it|that|there|here|he|she)['’]s $")
_BEHIND = any_case(r"\b(?:for|on|of|about|against|with|from|by|in|at|to) $")
_RUNS_OUT = re.compile(rf"(?P<rest>(?: (?!(?:{_NO_NOUN})\b)[a-z][\w’'-]*){{1,3}})\W*$")
_LOCATED = ("in", "at", "for")
_PLACING = "(?:in|at|for|from|of|by|about)"
_THE = re.compile(
    r"\bthe (?:[A-Z][\w'’-]+(?: (?:(?:of |for |and )?[A-Z][\w'’-]+|\([A-Z][^()]*\)))*(?: (?:1[5-9]|20)\d\d\b)?"
    r"|[a-z][\w'’-]*(?:(?: [\w'’-]+){0,3}? of (?:the )?[\w'’ -]+?(?=\W*$))?)"
)
