"""Everyday English that the support judge knows: what says nothing, what means the same, what means the opposite.

Plain word lists, general on purpose: nothing here comes from any one corpus. A word that is in no list still counts; it then
matches only its own inflections. Synonyms stand on a line, opposites between semicolons.
"""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, parted by white space."""
    return frozenset(text.split())


STOP = word_set(
    """
    a an the this that these those there here it its itself they them their theirs themselves he him his himself she
    her hers herself we us our ours you your i me my who whom whose which what when where how why whether is are was
    were be been being am do does did done doing have has had having of in on at to for by with from as into onto upon
    within among amongst amid through during about around across between under over against towards toward along via
    per and or but so than then too very also just even if because while whereas although though since until till
    after before both either each every all any some such same own other another more most less least few fewer many
    much no not nor none never nobody nothing neither without only up down out off again once ever still yet already
    can could may might must shall should will would ll ve re d s t get gets got gotten getting make makes made making
    take takes took taken taking put puts putting let lets one ones however therefore thus hence instead rather like
    according namely eg ie etc mr mrs ms dr let's together further away back mostly mainly largely chiefly primarily
    majority solely exclusively always sometimes often usually rarely seldom occasionally entirely partly alone
    """
)
"""Words that carry no claim of their own; the ones that turn a claim (not, only, may, after) are read separately."""

ABBREVIATIONS = word_set("mr mrs ms dr prof rev hon gov st vol pp e.g i.e cf al vs fig ed eds ch approx")
"""What is written with a full stop in the midst of a sentence."""

AUXILIARIES = word_set("is are was were has have had can could may might will would must should does did do")

LIGHT = word_set(
    """
    include involve describe name call come go give set carry happen occur exist remain become part total number
    various certain particular overall general whole entire altogether way thing kind sort form case example instance
    able receive concern work run use say state note explain report tell find show see know think ask want need mean
    place new main key several different account
    """
)
"""Words so general that a sentence stays true when no source has that very word, provided all else is borne out."""

SYNONYMS = """
begin start commence launch originate
end finish conclude cease stop
fund finance pay sponsor bankroll
grant award
money funding fund cash finance
rise increase grow growth climb
fall decrease decline drop reduce reduction cut shrink lower
large big great
larger bigger greater
largest biggest greatest
small little minor
important significant major key central
show demonstrate reveal indicate find discover
say state report note tell argue remark observe mention
write author compose
publish issue release
study research investigation inquiry
report study paper
researcher author academic
help assist aid support enable
give provide offer supply grant hand
get receive obtain gain have
need require want
try attempt seek aim
aim goal objective target purpose intend plan
create make build establish found form develop
run operate manage lead deliver
lead head guide
use employ apply utilise utilize
work operate
area place region locality district
town city
person people individual human
worker staff employee
child children kid
young youth
resident citizen inhabitant
house home housing dwelling
homeless homelessness
job work employment
school education
teach teacher
doctor gp physician
health healthy
crime criminal offending
addiction misuse abuse
poor poverty
severe serious acute
multiple several many numerous various
whole entire full complete
part portion share piece
often frequently commonly
sometime occasionally times
usually typically normally generally
mostly mainly largely chiefly primarily most
almost nearly
quick fast rapid swift
slow gradual
hard difficult tough struggle
easy simple straightforward
last lasting sustainable durable
year annual annually yearly
day daily
common shared joint mutual
join participate
meet gather convene
choose select pick
decide decision determine
agree agreement consent accord
disagree oppose object reject
allow permit let authorise authorize
forbid ban prohibit
ask request urge invite
answer reply respond response
explain account
think believe consider
cause lead produce bring
because due owing
result outcome effect consequence impact
change alter shift transform modify
improve improvement better enhance
worsen worse deteriorate
continue persist remain keep
follow succeed
extend prolong lengthen
close shut
buy purchase
leave quit exit depart
arrive reach
reach attain achieve
visit attend
attend attendance
include contain comprise cover involve encompass
consist comprise
exclude omit
cover span
join unite
divide split separate
partner partnership
council municipality
country nation
government ministry
company firm business
charity nonprofit
organisation organization body institution agency
service provision
programme program scheme project initiative
pilot trial test
method approach model way
element component part
condition criterion prerequisite
lesson finding
idea concept notion
list enumerate
name call entitle title dub
describe depict portray outline
warn caution
recommend advise
credit attribute ascribe
praise commend
criticise criticize
cost spending expense
cost price
expect anticipate
quality standard
check inspect verify examine
average mean typical
approximately roughly
number figure count
big major
man men male
woman women female
elderly old older
aged age
contact touch
jointly joint together
together combined
household family
traffic transport
law act legislation statute
right entitlement
duty obligation
rule regulation
official officer
chair chairperson chairman chairwoman
vote ballot
trust confidence
rent rental
eviction evict
prevent prevention avoid avert
measure measurement
evaluate evaluation assessment assess appraise appraisal
participate participation participatory
publish publication
fund funder
found founder foundation
deliver delivery
disrupt disruptive disruption
innovate innovator innovation innovative
collaborate collaboration collaborative
institution institutional
system systemic
relation relationship
sustain sustainable sustainably sustainability
consult consultation
propose proposal suggest
decide choose
conclude conclusion
appear publish
withdraw withdrawal remove
withdraw abolish
last endure
late later
early earlier
soon shortly
"""

ANTONYMS = """
rise fall; rise drop; increase decrease; grow shrink; gain lose; up down; more less; more fewer; most least; most few; high low;
higher lower; highest lowest; large small; larger smaller; largest smallest; big little; biggest smallest; best worst;
better worse; improve worsen; strong weak; stronger weaker; strongest weakest; first last; early late; earlier later;
before after; begin end; start stop; open close; include exclude; inside outside; internal external; above below; top
bottom; accept reject; agree disagree; support oppose; approve reject; welcome criticise; praise criticise; allow
forbid; succeed fail; success failure; win lose; join leave; enter leave; arrive depart; buy sell; always never; often
rarely; often seldom; all none; both neither; public private; formal informal; explicit implicit; direct indirect;
possible impossible; legal illegal; lawful unlawful; able unable; likely unlikely; equal unequal; certain uncertain;
known unknown; safe unsafe; healthy unhealthy; stable unstable; necessary unnecessary; positive negative; active
passive; simple complex; easy hard; rich poor; urban rural; local national; local central; young old; younger older;
man woman; boy girl; child adult; north south; east west; left right; day night; summer winter; permanent temporary;
voluntary compulsory; optional compulsory; optional mandatory; voluntary mandatory; ask forbid; keep lose; continue
stop; extend shorten; short long; same different; similar different; hire dismiss; expand contract; exceed below;
majority minority; maximum minimum; full empty; presence absence; present absent; trust distrust; add remove;
introduce withdraw; introduce abolish; lack have; credit blame; help hinder; encourage discourage; benefit harm;
profit loss; surplus deficit; supply demand; employ unemploy; theory practice; weekday weekend; county city
"""

PHRASES: tuple[tuple[str, str], ...] = (
    (r"\b(?:go|goes|going|went|gone|came|come|comes) down\b", "fell"),
    (r"\b(?:go|goes|going|went|gone) up\b", "rose"),
    (r"\b(?:take|takes|took|taken|taking) part\b", "participated"),
    (r"\b(?:set|sets|setting) up\b", "established"),
    (r"\b(?:set|sets|setting) out to\b", "aimed to"),
    (r"\b(?:set|sets|setting) out\b", "described"),
    (r"\b(?:set|sets|setting) aside\b", "granted"),
    (r"\b(?:carry|carries|carried|carrying) out\b", "did"),
    (r"\b(?:was|were|is|are) to (?=[a-z])", "planned to "),
    (r"\bno longer\b", "stopped"),
    (r"\b(?:no one|not one|not a single)\b", "nobody"),
    (r"\bas many as\b", "up to"),
    (r"\b(?:a )?minimum of\b|\bno (?:fewer|less) than\b|\bnot (?:fewer|less) than\b", "at least"),
    (r"\b(?:a )?maximum of\b|\bno more than\b|\bnot more than\b", "at most"),
    (r"\bas well as\b", "and"),
    (r"\bin order to\b", "to"),
    (r"\bdue to\b|\bowing to\b|\bas a result of\b|\bon account of\b", "because of"),
    (r"\b(?:was|were|is|are|be|been) able to\b", "could"),
    (r"\bon average\b", "average"),
    (r"\b(?:lead|leads|led|leading) to\b", "caused"),
    (r"\b(?:bring|brings|brought) about\b", "caused"),
    (r"\b(?:result|results|resulted|resulting) in\b", "caused"),
    (r"\b(?:give|gives|gave|given) rise to\b", "caused"),
    (r"\bcommonest\b", "most common"),
    (r"\bone another\b|\beach other\b", "mutually"),
    (r"\b(?:thought|think|thinks) of as\b", "called"),
    (r"\bpart of the time\b", "sometimes"),
    (r"\bat times\b|\bfrom time to time\b|\bnow and then\b", "sometimes"),
    (r"\bagain and again\b|\bin many cases\b|\bmany times\b", "often"),
    (r"\bat the same time\b", "meanwhile"),
)
"""Fixed expressions and the plain word the judge reads instead."""

NEGATORS = word_set(
    """
    not no never none nobody nothing neither nor without cannot cant lack lacks lacked lacking fail fails failed
    failing refuse refuses refused deny denies denied prevent prevents prevented stop stops stopped cease ceases
    ceased unable hardly scarcely barely false untrue unlike
    """
)
HEDGES: dict[str, frozenset[str]] = {
    "may": word_set(
        """
    may might could can possibly perhaps probably maybe likely potentially appear appears appeared seem seems seemed
    suggest suggests suggested claim claims claimed argue argues argued allege alleges alleged believe believes
    believed reportedly supposedly apparently if
    """
    ),
    "plan": word_set(
        """
    aim aims aimed plan plans planned intend intends intended hope hopes hoped want wants wanted expect expects
    expected propose proposes proposed proposal threaten threatens threatened promise promises promised try tries
    tried attempt attempts attempted seek seeks sought target targets should would recommend recommends recommended
    ask asks asked ought
    """
    ),
    "must": word_set("must shall obliged required compulsory mandatory forbidden prohibited"),
}
DIRECTED = word_set(
    """
    fund pay lead cause elect give support help create reduce own run propose reject replace defeat employ manage
    teach buy sell threaten criticise praise welcome oppose invite advise challenge blame visit join publish write
    appoint consult produce influence shape drive protect inspect evaluate oversee regulate hire train pilot
    commission win beat follow become exceed outnumber
    """
)
"""Verbs whose two sides cannot change places: who pays whom, what causes what."""
