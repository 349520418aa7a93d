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


@cache
def _lines() -> tuple[tuple[frozenset[Phrase], frozenset[Phrase]], ...]:
    """Return the phrases of each line: those that say the same, and all."""
    parts = (line.partition("; ") for line in _SPOKEN_OF.strip().splitlines())
    return tuple((_phrases(same), _phrases(same) | _phrases(also)) for same, _, also in parts)


def _phrases(text: str) -> frozenset[Phrase]:
    return frozenset(tuple(stems(phrase)) for phrase in text.split(", ") if phrase)


def spoken_of(asked: Sequence[str]) -> Iterator[tuple[int, int, frozenset[Phrase], frozenset[Phrase]]]:
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
