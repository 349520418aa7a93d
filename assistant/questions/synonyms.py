"""Words that questions use for what reports call otherwise: "who paid for it" is answered by "funded by".

Some are written down here, one form of each stem, for what programmes and reports are asked. Many more come from WordNet 3.0
(Princeton University, its licence beside the words): drawn from it by ``python -m eval.thesaurus``, where the embedder finds the
two words near as well. They are read at the first question.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.resources import files

from assistant.text.terms import stem, stem_set

_GROUPS = """
fund finance pay paid grant sponsor
subsidy subsidise cost price
money pounds budget
cost price spend spent expenditure
complete fill
sublet underlet
buy bought purchase acquire
sell sold sale
begin began begun start launch introduce establish
set establish create
carry conduct undertake undertook undertaken
turn reject refuse
rid abolish remove scrap
cut reduce lower
hire recruit employ appoint
head lead led chair direct director
draw drew drawn draft prepare
bring brought introduce
pull withdraw withdrew withdrawn demolish
begin began begun create devise invent originate pioneer
end finish close stop
lead led run ran chair manage
run ran operate deliver administer
try tried pilot trial trialled
create build built develop design
write wrote written author
publish release
participate join
partner partnership collaborate
choose chose chosen select
decide decision
suggest recommend advise advice
recommend favour favor prefer
try tried attempt
test trial
evaluate assess
support help assist
need require
rise rose risen increase grow grew grown growth
fall fell fallen decrease decline drop reduce reduction
change alter
save avoid
win won
lose lost loss
die died death
born birth
problem issue challenge difficulty barrier obstacle
type kind sort form category
result outcome effect impact
goal aim objective purpose
method methodology
lesson learn learnt
fail failure wrong
benefit advantage upside
household family
fine penalty
warning notice
job employment
staff employee employ workers workforce
child children youth young
poor poverty deprived disadvantage
law legislation statute act
risk danger hazard threat pitfall caution
limit weakness shortcoming caveat caution
drawback downside risk problem limitation
gap unknown unclear uncertain uncertainty
criticism criticise objection doubt
succeed succeeded success effective work
truth true honest honestly
council authority
agreement deal bargain promise
programme scheme project initiative pilot
resident citizen inhabitant
weak weakest feeble feeblest
strong strongest powerful mighty mightiest
high highest top topmost uppermost
low lowest bottom bottommost foot
difference contrast unlike
""".strip()

_SET_DOWN = stem_set("published wrote written author article book")
_ONE_WAY = {
    stem("set"): frozenset({stem("founded")}),
    stem("invented"): _SET_DOWN,
    stem("devised"): _SET_DOWN,
    stem("start"): frozenset({stem("announced")}),
    stem("household"): frozenset({stem("home")}),
    stem("reapply"): stem_set("apply again"),
    stem("holiday"): frozenset({stem("leave")}),
}
"""What tells a word that does not tell it: who founded a trust set it up, but what a study found is nothing that was set up; who
devised an idea is told by who published it; who reapplies tries again, and not all that is done again is an application."""

_OFFICES = frozenset({stem("chair")})
"""What only its own word tells: who chairs a trust leads it, but who leads or runs it need not chair it."""


@cache
def _others() -> dict[str, frozenset[str]]:
    groups = [frozenset(map(stem, line.split())) for line in _GROUPS.splitlines()]
    told = {one: frozenset().union(*(group for group in groups if one in group)) - {one} for group in groups for one in group}
    one_way = {one: told.get(one, frozenset[str]()) | others for one, others in _ONE_WAY.items()}
    return told | one_way | dict.fromkeys(_OFFICES, frozenset[str]())


def synonyms(stem_: str) -> frozenset[str]:
    """Return the stems of other words for the same that are written down here; empty for most."""
    return _others().get(stem_, frozenset())


@cache
def _in_wordnet() -> dict[str, str]:
    told: dict[str, str] = json.loads(files("assistant.questions").joinpath("wordnet/words.json").read_text(encoding="utf-8"))
    return told


def is_common(stem_: str) -> bool:
    """Say whether a stem is that of a common word of WordNet."""
    return stem_ in _in_wordnet()


@lru_cache(maxsize=20_000)
def akin(stem_: str) -> frozenset[str]:
    """Return the stems of other words for the same, those of WordNet among them."""
    return synonyms(stem_).union(_in_wordnet().get(stem_, "").split())
