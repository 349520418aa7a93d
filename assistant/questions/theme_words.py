"""Words in which councils, charities and funders speak of one theme: who asks after rural areas is told of villages.

A theme is told in the words of the place: "the last bus goes at six" is on transport, "a hot meal" on food. WordNet joins few of
these. They count for the themes of broad questions alone, where a sentence need only be on the theme, and not say what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from assistant.text.terms import stems

_SPOKEN_OF = """
volunteer, volunteers, volunteering, give their time, unpaid
rough sleeping, rough sleepers, sleep rough, homeless, homelessness, sleeping out, on the street, night shelter
lonely, loneliness, isolated, isolation, company, befriending, lived alone, live alone, living alone
rural, village, countryside, parish, hamlet, remote
short term, short contract, short grant, one year contract, for twelve months, for eighteen months, months at a time, year at a time
young, youth, teenager, adolescent, under 25, kids, lads
food, meal, breakfast, lunch, cook, hungry, hunger, pantry, eat
transport, bus, minibus, travel, lift home, car
older, elderly, pensioner, old age, ageing
trust, trusted, confidence, faith in
digital, online, internet, website, offline, app
evaluate, evaluation, evaluated, measure, measured, comparison group
mental health, wellbeing, depression, anxiety, low mood
drug, alcohol, drinking, addiction, sobriety, sober
poverty, poor, deprived, hardship, low income
disabled, disability, impairment
crime, offence, offending, police, violence
housing, home, flat, tenancy, accommodation, hostel
funding, fund, funded, grant, money
funder, foundation, commissioner, trustee, pay for, paid for
contract, contracts, commissioned
partnership, partner, work together, working together, collaboration, coalition
climate, carbon, emissions, net zero, renewable, greenhouse
staff, worker, workforce, colleague, manager
involve, involved, participate, participation, participatory, consult, consultation, engage, engagement, have a say
resident, neighbour, citizen, local people
hospital, ward, patient
employment, employer, job, unemployed, out of work
handing over, hand over, handed over, take over, taking over, taken over, asset transfer, run by, take on
building, premises, lease, hall
charity, charities, voluntary sector, voluntary organisation, community group, community organisation
landlord, letting, landlady
carer, caring for, looking after
debt, arrears, owed, money advice
data, records, information
decision, decide, vote, say no
"""
"""A theme a line: words and phrases, any of which a sentence on it may have."""

Phrase = tuple[str, ...]


@cache
def _lines() -> tuple[frozenset[Phrase], ...]:
    """Return the phrases of each line."""
    return tuple(frozenset(tuple(stems(phrase)) for phrase in line.split(", ")) for line in _SPOKEN_OF.strip().splitlines())


def spoken_of(asked: Sequence[str]) -> Iterator[tuple[int, int, frozenset[Phrase]]]:
    """Yield where among the stems of a theme one of these stands, the longest first, and all phrases of its line."""
    taken: set[int] = set()
    for size in (3, 2, 1):
        for start in range(len(asked) - size + 1):
            held = frozenset().union(*(line for line in _lines() if tuple(asked[start : start + size]) in line))
            if held and taken.isdisjoint(range(start, start + size)):
                taken |= set(range(start, start + size))
                yield start, start + size, held


def has_phrase(said: Sequence[str], phrases: AbstractSet[Phrase]) -> bool:
    """Say whether stems in order hold one of some phrases."""
    return any(tuple(said[at : at + len(phrase)]) == phrase for phrase in phrases for at in range(len(said) - len(phrase) + 1))
