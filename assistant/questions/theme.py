"""What a broad question is on: the things that a sentence must speak of, and what goes with them.

"How do councils work with volunteers?" is on volunteers; that councils do it, and work with them, is beside. A thing may be told in
other words, those listed here, among the synonyms or in WordNet; the rarer a thing is where one looks, the more it counts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.questions.broad import Broad
from assistant.questions.names import names_in, phrases_in
from assistant.questions.synonyms import akin, synonyms
from assistant.text.terms import EMPTY, stem_set, stems, words

ALSO, OTHERWISE = 0.9, 0.7  # what another word for a thing counts, and one of WordNet
DEED = 0.5  # what a deed counts of that
COMMON = 0.5  # what a thing counts at least that nearly every passage speaks of, where the rarest counts 1
_VERBS = stem_set(
    "reduce prevent improve increase tackle address help support around forward among towards stop get keep kept make made work"
    " become involve do done difference better best use take taken join up off last worthwhile matter know say together without"
    " within between run serve set rely go find build built pay face deal"
)
_AT_LARGE = stem_set(
    "people someone something several many once community local public voluntary small new good agency area place based thing"
    " way service project programme scheme organisation organization plan report document feel problem"
)
"""Words that any text may have: they make a theme only where nothing else does."""
_WHOSE = re.compile(r"['’]s?(?!\w)")
_BEFORE_ING = frozenset("from in by of at for when with while".split())
_SPOKEN_OF = """
volunteer, volunteers, volunteering; give their time, unpaid
rough sleeping, rough sleepers, sleep rough, homeless, homelessness, sleeping out; on the street, night shelter
lonely, loneliness, isolated, isolation; company, befriending, lived alone, live alone, living alone
rural, village, countryside; parish, hamlet, remote
short term, short contract, short grant, one year contract, for twelve months, for eighteen months, months at a time, year at a time
young, youth, teenager, adolescent; under 25, kids, lads
food, meal; breakfast, lunch, cook, hungry, hunger, pantry, eat
transport, bus, minibus; travel, lift home, car
older, elderly, pensioner; old age, ageing
trust, trusted; confidence, faith in
digital, online, internet; website, offline, app
evaluate, evaluation, evaluated; measure, measured, comparison group
mental health; wellbeing, depression, anxiety, low mood
drug; addiction, substance
alcohol, drinking; sobriety, sober
poverty, poor, deprived; hardship, low income
disabled, disability; impairment
crime, offence, offending; police, violence
housing, home, flat, tenancy; accommodation, hostel
funding, fund, funded, grant; money
funder, foundation, commissioner; trustee, pay for, paid for
contract, contracts; commissioned
partnership, partner, work together, working together; collaboration, coalition
climate, carbon, emissions, net zero; renewable, greenhouse
staff, worker, workforce; colleague, manager
leave, left, leaving; resign, resigned, turnover
involve, involved, participate, participation, participatory, engage, engagement; consult, consultation, have a say
resident, citizen; neighbour, local people
hospital; ward, patient
employment, job; employer, unemployed, out of work
handing over, hand over, handed over, take over, taking over, taken over; asset transfer, run by, take on
building, premises; lease, hall
charity, charities, voluntary sector; voluntary organisation, community group, community organisation
landlord, landlady; letting
carer, caring for; looking after
debt, arrears; owed, money advice
data, records, information
decision, decide; vote, say no
"""
"""A theme a line: words and phrases that say the same, and behind the semicolon those by which it is spoken of."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a theme is on: as asked, the phrases that speak of it, as stems, the words near to it, if it is a deed."""

    asked: Phrase
    phrases: frozenset[Phrase]
    same: frozenset[Phrase] = frozenset()
    near: frozenset[str] = frozenset()
    is_deed: bool = False

    def said(self, told: Sequence[str]) -> float:
        """Return how far stems in order speak of it."""
        if has_phrase(told, {self.asked}):
            return 1.0
        return ALSO if has_phrase(told, self.phrases) else OTHERWISE * (not self.near.isdisjoint(told))

    def is_named(self, told: Sequence[str]) -> bool:
        """Say whether stems in order have it as it was asked, or what says the same."""
        return has_phrase(told, self.same | {self.asked})


@dataclass(frozen=True, slots=True)
class Theme:
    """What a broad question asks, the things that it is on, what goes with them, who does it, and nouns that stand side by side.

    ``is_named``: it is one thing, which has a name.
    """

    asked: Broad
    things: tuple[Thing, ...]
    beside: tuple[Thing, ...]
    actors: tuple[Thing, ...]
    runs: tuple[Phrase, ...]
    is_named: bool = False


@lru_cache(maxsize=256)
def theme_of(asked: Broad) -> Theme:
    """Return the theme of a broad question; who is to act makes it where nothing else does."""
    if asked.is_sided and names_in(f", {asked.theme}"):
        return _named(asked)
    to_whom, _, deed = asked.theme.rpartition(" be ")  # "charities be funded"
    is_done = bool(asked.role or to_whom) and asked.facet == "ways"
    parts = [_told_apart(to_whom or asked.theme, is_done=is_done and not to_whom), _told_apart(deed if to_whom else asked.role)]
    things, beside, runs = next((part for part in parts if part[0]), parts[0])
    others = [thing for part in parts for thing in (*part[0], *part[1]) if thing not in things and thing not in beside]
    if all(thing.is_deed for thing in things):  # "handing services over": what any text may have makes it then
        things = tuple(dict.fromkeys((*things, *(thing for thing in (*beside, *others) if not thing.is_deed)))) or tuple(beside)
        beside, others = tuple(thing for thing in beside if thing not in things), []
    return Theme(asked, things, (*beside, *others), () if to_whom else parts[1][0], () if asked.theme.startswith("the ") else runs)


def _named(asked: Broad) -> Theme:
    """Return the theme of what speaks for or against a thing that has a name: its names, and what else that is on."""
    text = _WHOSE.sub(",", asked.theme)  # "Tanby's Lamp Scheme" has two names
    phrases = phrases_in(text)
    names = [*phrases, *(name for name in names_in(f", {text}") if not any(name in phrase for phrase in phrases))]
    rest = text
    for name in names:
        rest = rest.replace(name, " ")
    things, beside, _ = _told_apart(rest)
    called = [tuple(stems(name)) for name in names]
    return Theme(asked, (*(Thing(run, frozenset({run})) for run in called), *things), beside, (), (), is_named=True)


def _told_apart(text: str, *, is_done: bool = False) -> tuple[tuple[Thing, ...], tuple[Thing, ...], tuple[Phrase, ...]]:
    """Tell the things that a phrase is on from the verbs and the words that any text may have; and its nouns side by side.

    A verb stands behind "to", as "-ing" behind "from", or at the beginning of what is done or takes something.
    """
    spoken = words(text)
    held = stems(text)
    spans = {start: (end, same, phrases) for start, end, same, phrases in lines_spoken_of(held)}
    things: list[Thing] = []
    beside: list[Thing] = []
    runs: list[list[str]] = [[]]
    takes = len(spoken) > 1 and spoken[0].endswith("ing") and spoken[1] not in EMPTY and 0 not in spans  # "handing services over"
    at, ahead = 0, "to" if is_done or takes else ""
    while at < len(spoken):
        word, root = spoken[at], held[at]
        end, named, phrases = spans.get(at, (at + 1, frozenset(), frozenset({(root,)})))
        is_verb = ahead == "to" or (ahead in _BEFORE_ING and word.endswith("ing"))
        is_verb = is_verb or (at == 0 and end == 2 and word.endswith("ing"))  # "taking over a building"
        if word in EMPTY:
            runs.append([])
        elif end == at + 1 and (root in _VERBS or root in _AT_LARGE):
            beside.append(Thing((root,), phrases, is_deed=root in _VERBS))
            runs.append([])
        else:
            near = frozenset() if at in spans else akin(root) - synonyms(root)
            others = phrases if at in spans else phrases | {(other,) for other in synonyms(root)}
            things.append(Thing(tuple(held[at:end]), others, named, near, is_deed=is_verb))
            if is_verb or end > at + 1:
                runs.append([])
            else:
                runs[-1].append(root)
        ahead, at = spoken[end - 1], end
    return tuple(things), tuple(beside), tuple(tuple(run) for run in runs if len(run) > 1)


def rarity(things: Collection[Thing], told: Collection[Sequence[str]]) -> Mapping[Thing, float]:
    """Return what each thing counts: 1 where few of some texts speak of it, ``COMMON`` where all do."""
    weights = {}
    for thing in things:
        having = sum(thing.said(each) >= ALSO for each in told)
        weights[thing] = max(COMMON, 1.0 - math.log1p(having) / math.log1p(len(told) or 1)) * (DEED if thing.is_deed else 1.0)
    return weights


def share(weights: Mapping[Thing, float], told: Sequence[str], of_document: AbstractSet[Thing] = frozenset()) -> float:
    """Return how far a text, as stems in order, speaks of some things, by weight; ``of_document`` are spoken of anyway."""
    said = sum(weight * (1.0 if thing in of_document else thing.said(told)) for thing, weight in weights.items())
    return said / (sum(weights.values()) or 1.0)


@cache
def _lines() -> tuple[tuple[frozenset[Phrase], frozenset[Phrase]], ...]:
    """Return the phrases of each line: those that say the same, and all."""
    parts = (line.partition("; ") for line in _SPOKEN_OF.strip().splitlines())
    return tuple((_phrases(same), _phrases(same) | _phrases(also)) for same, _, also in parts)


def _phrases(text: str) -> frozenset[Phrase]:
    return frozenset(tuple(stems(phrase)) for phrase in text.split(", ") if phrase)


def lines_spoken_of(asked: Sequence[str]) -> Iterator[tuple[int, int, frozenset[Phrase], frozenset[Phrase]]]:
    """Yield where among the stems of a theme one of these stands, the longest first, what says the same, and all of its line."""
    taken: set[int] = set()
    for size in (3, 2, 1):
        for start in range(len(asked) - size + 1):
            lines = [line for line in _lines() if tuple(asked[start : start + size]) in line[1]]
            if lines and taken.isdisjoint(range(start, start + size)):
                taken |= set(range(start, start + size))
                yield (
                    start,
                    start + size,
                    frozenset().union(*(same for same, _ in lines)),
                    frozenset().union(*(every for _, every in lines)),
                )


def has_phrase(said: Sequence[str], phrases: AbstractSet[Phrase]) -> bool:
    """Say whether stems in order hold one of some phrases."""
    return any(
        len(phrase) == 1 or any(tuple(said[at : at + len(phrase)]) == phrase for at in range(len(said) - len(phrase) + 1))
        for phrase in phrases
        if phrase[0] in said
    )
