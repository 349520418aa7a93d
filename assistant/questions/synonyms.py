"""Words that questions use for what reports call otherwise: "who paid for it" is answered by "funded by".

Some are written down here, for what programmes and reports are asked. Many more come from WordNet 3.0 (Princeton University, its
licence beside the words): drawn from it by ``python -m eval.thesaurus``, where the embedder finds the two words near as well.
They are read at the first question.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.resources import files

from assistant.text.terms import stem, stem_set

_GROUPS = """
fund funded finance financed pay paid grant sponsor sponsored
subsidy subsidies subsidise subsidised cost costs price
money pounds budget
cost costs price spend spent spending expenditure
complete completed completing fill filled filling
sublet subletting underlet underletting
buy bought purchase purchased acquire acquired
sell sold sale sales
begin began begun start started launch launched introduce introduced establish established
set establish established create created
carry carried conduct conducted undertake undertook undertaken
turn turned reject rejected refuse refused
rid abolish abolished remove removed scrap scrapped
cut cuts reduce reduced lower lowered
hire hired recruit recruited employ employed appoint appointed
head heads headed lead led chair chaired direct directed director
draw drew drawn draft drafted prepare prepared
bring brought introduce introduced
pull pulled withdraw withdrew withdrawn demolish demolished
begin began begun create created devise devised invent invented originate originated pioneer pioneered
end ended finish finished close closed stop stopped
lead led run ran chair chaired manage managed
run ran operate operated deliver delivered administer administered
try tried pilot pilots piloted trial trialled
create created build built develop developed design designed
write wrote written author authors
publish published release released
participate participated participants join joined
partner partners partnership collaborate collaborated collaboration
choose chose chosen select selected
decide decided decision decisions
suggest suggested recommend recommended recommendation recommendations advise advised advice
recommend recommended favour favoured favor favored prefer preferred
try tried attempt attempted
test tested trial trials
evaluate evaluated evaluation assess assessed assessment
support supported help helped assist assisted
need needs require requires required
rise rose risen increase increased grow grew grown growth
fall fell fallen decrease decreased decline declined drop dropped reduce reduced reduction
change changed changes alter altered
save saved saves saving savings avoid avoided
win won
lose lost loss losses
die died death deaths
born birth
problem problems issue issues challenge challenges difficulty difficulties barrier barriers obstacle obstacles
type types kind kinds sort sorts form forms category categories
result results outcome outcomes effect effects impact impacts
goal goals aim aims objective objectives purpose purposes
method methods methodology
lesson lessons learn learned learnt
fail failed failure wrong
benefit benefits advantage advantages upside upsides
household households family families
fine fines fined penalty penalties
warning warnings notice notices
job jobs employment
staff employee employees employ employs employed workers workforce
child children youth young
poor poverty deprived deprivation disadvantage disadvantaged
law laws legislation statute act acts
risk risks danger dangers hazard hazards threat threats pitfall pitfalls caution cautions
limit limits limitation limitations weakness weaknesses shortcoming shortcomings caveat caveats caution cautions
drawback drawbacks downside downsides risk risks problem problems limitation limitations
gap gaps unknown unclear uncertain uncertainty
criticism criticisms criticise criticised objection objections doubt doubts
succeed succeeded success successful effective work worked works
truth true honest honestly
council councils authority authorities
agreement agreements deal deals bargain bargains promise promises
programme programmes scheme schemes project projects initiative initiatives pilot pilots
resident residents citizen citizens inhabitant inhabitants
weak weakest feeble feeblest
strong strongest powerful mighty mightiest
high highest top topmost uppermost
low lowest bottom bottommost foot
difference differences differ differs different contrast unlike
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
