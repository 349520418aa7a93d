"""The standard sections of a report, a call for bids, a review: which of them tells what a question asks.

"How was it evaluated?" is told by all that stands under "Methodology", in whatever words. A question asks for a section by its
form; a heading names it by the words that such headings have everywhere. What things are asked for ("What are the principles?") is
told as well under a heading that calls them so, or by another word for them ("Common difficulties" for problems).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.questions.form import wants_definition
from assistant.questions.named_part import named_by
from assistant.questions.openings import JOINT
from assistant.questions.synonyms import synonyms
from assistant.text.patterns import any_case
from assistant.text.terms import COUNTS, ORDINALS, STOP_WORDS, stem, stem_set, stems, terms, words


@dataclass(frozen=True, slots=True)
class Section:
    """A section that reports have: the forms of questions that ask for it, the words that they ask by, the forms of its heading."""

    asks: re.Pattern[str]
    by: frozenset[str]
    heads: re.Pattern[str]


_NUMBERED = r"(?:(?:section |part )?(?:\d+|(?-i:[A-Z]|[IVX]+))(?:\.\d+)*[.:)]?\s+)?(?:the )?"
_BE = "(?:is|are|was|were|been|be)"
_OPT = r"(?:\w+ ){0,3}?"
_THE = "(?:the |their |its |our )?"
_ON = "(?: .*)?"
_STUDIED = (
    "evaluated|assessed|measured|studied|researched|monitored|tested|examined|investigated|surveyed|analysed|analyzed|reviewed"
    "|collected|gathered|conducted|carried out"
)
_STUDY = "evaluation|study|research|survey|review|assessment|analysis|experiment|trial|inquiry|fieldwork|data|monitoring"
_TO_STUDY = "evaluate|assess|measure|study|research|monitor|test|examine|investigate"


def _section(asks: tuple[str, ...], by: str, heads: tuple[str, ...]) -> Section:
    return Section(
        any_case("|".join(asks)),
        frozenset(stem(word) for word in words(by.replace("|", " "))),
        any_case(rf"{_NUMBERED}(?:{'|'.join(heads)})\W*"),
    )


_METHODS = _section(
    (
        rf"\bhow {_BE} .*\b(?:{_STUDIED})\b",
        rf"\bhow {_BE} .*\b(?:{_STUDY})\b.*\b(?:done|made|run|organi[sz]ed|designed)\b",
        rf"\bhow did .*\b(?:{_TO_STUDY}|find (?:this |that |it )?out)\b",
        rf"\b(?:what|which) {_OPT}(?:methods?|methodology|techniques?)\b",
    ),
    f"{_STUDIED} {_STUDY} {_TO_STUDY} method methodology technique used use done authors researchers team",
    (
        r"(?:\w+ (?:and|&) )?method(?:s|ology|ologies)?(?: (?:and|&) \w+)?",
        rf"(?:{_STUDY}|our) (?:\w+ (?:and|&) )?(?:design|methods?|methodology|approach)|approach"
        r"|(?:data|evidence) (?:collection|sources)(?: (?:and|&) \w+)?",
        rf"(?:our )?approach to (?:the |this |our )?(?:\w+ )?(?:{_STUDY})|(?:independent |external )?evaluation",
        rf"how (?:we|i|it|they|this|the) .*\b(?:did|done|{_STUDIED}|research|study|evaluation)\b.*|what we did",
    ),
)
_LIMITATIONS = _section(
    (rf"\b(?:limitations?|limits|weakness(?:es)?|shortcomings?|caveats?)\b.*\b(?:{_STUDY}|report|paper|methods?)\b",),
    f"limitation limit weakness weaknesses shortcoming caveat {_STUDY} report paper method methods main",
    (rf"(?:(?:{_STUDY}|strengths and|methods and) )?(?:limitations?|limits|weaknesses|shortcomings|caveats?|cautions?){_ON}",),
)
_RECOMMENDATIONS = _section(
    (
        r"\b(?:what|which \w+) (?:do|does|did|should|would|could|can|has|have) .*"
        r"\b(?:recommend|suggest|advise|propose|call for)(?:ed)?\b",
        rf"\bwhat (?:are|were|is|was) {_THE}(?:\w+ )?(?:recommendations?|suggestions?|advice|proposals?)\b",
        r"\bwhat (?:\w+ )?(?:advice|recommendations?|suggestions?)\b",
        rf"\bwhat (?:should|must|needs? to|ought to) {_OPT}(?:be done|change|happen)\b",
        r"\bhow (?:can|could|should|might) .*\b(?:improved?|better)\b",
        r"\bwhat (?:would|could|should) .*\b(?:change|improve|do (?:\w+ )?(?:differently|otherwise|better))\b",
    ),
    "recommend recommended recommendation recommendations suggest suggested suggestion advise advice propose proposal authors"
    " report done change happen improve better differently otherwise next time team",
    (
        rf"(?:\w+ )?recommendations?{_ON}|(?:conclusions? )?and recommendations|advice{_ON}|suggestions?{_ON}|calls? to action",
        rf"(?:the )?ways? forward|implications{_ON}|what (?:should|must|needs to|ought to) .*|what (?:i|we) would .*",
    ),
)
_PLANS = _section(
    (
        rf"\bwhat (?:is|are|was|were) {_OPT}(?:planned|intended)\b",
        rf"\bwhat (?:are|were|is) {_THE}(?:\w+ )?(?:plans?|next steps)\b",
        r"\bwhat (?:comes|happens|is|will happen|is coming|is going to happen) (?:up )?next\b",
        r"\bwhat (?:will|is going to) (?:be done|change|happen)\b|\bwhat (?:will|do|does) .*\b(?:plan|intend|do next)\b",
    ),
    "plan plans planned intend intended next step steps done change happen coming future",
    (
        rf"(?:the )?next (?:steps?|year){_ON}|(?:the )?future(?: \w+)*|(?:looking|the (?:year|road|way)) (?:ahead|forward)|outlook",
        r"(?:our )?plans?(?: for .*)?|what(?:['’]s| is| comes| happens) next",
        r"follow[- ]?ups?(?: actions?)?|actions?(?: (?:plan|points?|items?))?",
    ),
)
_BACKGROUND = _section(
    (
        rf"\bwhy {_BE} .*\b(?:set up|started|created|launched|introduced|begun|needed|founded|commissioned|established|built)\b",
        r"\bwhat (?:led to|prompted)\b|\bwhat (?:is|was) the (?:background|context|rationale)\b",
    ),
    "set up start started create launch introduce begin need found commission establish build led lead prompt prompted background"
    " context rationale",
    (rf"background{_ON}|context|rationale|need|origins?|history|why (?:we|it|this|the)\b.*|how it (?:began|started)",),
)
_CAUSES = _section(
    (
        rf"^\W*{JOINT}why (?:is|are|was|were|did|do|does|has|have|had|could|can)\b",
        r"\bwhat (?:caused|went wrong|made .* fail)\b|\bwhat (?:is|was|were) the (?:root )?(?:causes?|reasons?)\b",
    ),
    "fail failed failure wrong collapse break happen down unavailable cause causes caused root reason reasons go went",
    (
        rf"(?:root |underlying )?causes?{_ON}|contributing factors|(?:root )?cause analysis|reasons?{_ON}",
        rf"(?:what|where) (?:(?:it|we|i|they|things) )?(?:went|got|did) (?:wrong|badly|against \w+){_ON}|what (?:caused|led to) .*",
    ),
)
_ELIGIBILITY = _section(
    (
        r"\bwho (?:can|may|could|is able to|is allowed to|is entitled to)\b|\bwho (?:is|are|was|were) .+ for\W*$",
        r"\b(?:is|are|am|be) .*\beligible\b|^\W*(?:can|may|could) (?:i|we|an?|any)\b.*\b(?:apply|bid|join|claim|ask)\b",
    ),
    "apply bid join claim ask eligible allow able entitle i we get",
    (rf"eligib\w+{_ON}|who (?:can|may|should|is|it|we)\b.*|(?:\w+ )?criteria|entitlement|can (?:i|we|you) apply.*",),
)
_EXCLUSIONS = _section(
    (
        r"\bwhat .*\b(?:not|never|won['’]t|cannot|can['’]t|refuses? to|excluded?)\b.*\b(?:fund|pay (?:for|towards?)|cover|support)",
        r"\bwhat (?:is|are) (?:not|excluded|ruled out)\b",
    ),
    "not never refuse exclude excluded fund pay cover support finance rule",
    (
        r"exclusions?|(?:what|things) (?:\w+ )?(?:will not|do(?:es)? not|cannot|can['’]t|won['’]t|don['’]t|is not|are not)\b.*",
        rf"(?:what is )?(?:not (?:eligible|covered|funded)|ineligible){_ON}|restrictions",
    ),
)
_AMOUNTS = _section(
    (
        r"\b(?:most|maximum|minimum|least|smallest|largest|biggest|upper limit|lower limit)\b.*\b(?:ask|get|claim|apply|gives?"
        r"|grant|award|pays?)\b",
        r"\bhow much (?:can|could|may) (?:i|we|you|an?|one|\w+ \w+) (?:ask|get|claim|apply|bid)\b",
    ),
    "most maximum minimum least smallest largest biggest limit ask get claim apply grant award pay give group bid upper lower",
    (
        rf"how much{_ON}|amounts?{_ON}|size of (?:grants?|awards?)|(?:grants?|awards?)(?: sizes?| amounts?)?",
        r"what (?:we|you) (?:offer|give|pay|can get).*",
    ),
)
_APPLYING = _section(
    (
        r"\bhow (?:do|can|could|should|does) .*\b(?:apply|bid|sign up|register|join)\b",
        r"\b(?:when|what) (?:is|are|was) the .*\b(?:deadlines?|closing dates?)\b",
        r"\bby when\b.*\b(?:apply|bid)\b|\bwhen (?:can|do|must|should) .*\b(?:apply|bid|register)\b",
    ),
    "apply bid sign register join deadline deadlines closing date dates",
    (rf"(?:how to |making an? |your )?appl(?:y|ying|ications?){_ON}|deadlines?{_ON}|(?:key |important )?dates{_ON}|timetable",),
)
_MONEY = _section(
    (
        rf"\bhow {_BE} .*\b(?:funded|paid for|financed)\b|\bwho (?:pays|paid|funds|funded|finances|financed)\b",
        r"\bwhere (?:does|did|do) .*\bmoney\b",
    ),
    "fund funded pay paid finance financed money come from",
    (
        rf"(?:our )?(?:funding|finances?|budget|costs?|money|income(?: and expenditure)?|funders){_ON}",
        r"how (?:it|we|this) (?:is|are|was) (?:funded|paid for)|who (?:pays|paid|funds|funded)\b.*",
    ),
)
_COSTS = _section(
    (
        r"\bhow much (?:did|does|do|will|would) .*\bcost\b|\bwhat (?:did|does|do|will|would) .*\bcost\b",
        r"\bwhat (?:is|was|were|are) the (?:\w+ )?costs? of\b",
    ),
    "cost costs much total",
    (rf"(?:(?:total|programme|project|running) )?costs?{_ON}|(?:what|how much) it costs?|money|finances?|expenditure",),
)
_VALUE = _section(
    (
        r"\bvalue for money\b|\b(?:good|poor|bad) value\b|\bcost[- ]effective\b|\bworth (?:it|the (?:money|cost))\b",
        r"\bpays? for (?:it|them)sel(?:f|ves)\b",
    ),
    "value money good poor bad cost effective worth pay itself themselves",
    (
        rf"(?:value for money|cost[- ]effectiveness|costs? and benefits?|money|economic \w+|return on investment){_ON}",
        r"(?:(?:so|but),? )?(?:was|is|were|are) (?:it|they) worth (?:it|the money)",
    ),
)
_PARTICIPANTS = _section(
    (
        r"^\W*who (?:took part|takes part|participate[sd]?|attend(?:s|ed)?|came|comes|use[sd]?|visit(?:s|ed)?)\b",
        r"\bwho (?:are|were) the (?:\w+ )?(?:participants|users|visitors|members)\b",
    ),
    "take took takes part participate participated participants attend attends attended came comes use used uses users visit"
    " visited visits visitors members",
    (
        r"(?:our |the )?(?:participants|users|visitors|members)",
        r"who (?:took part|takes part|participate[sd]?|attend(?:s|ed)?|came|comes|use[sd]?|visit(?:s|ed)?|we (?:\w+ )?\w+)\b.*",
    ),
)
_LESSONS = _section(
    (
        r"\bwhat (?:was|were|is|are|did|do|has|have|can|could|should) .*\blearn(?:ed|t)?\b",
        r"\bwhat (?:are|were) the (?:\w+ )?lessons\b|^\W*(?:the )?(?:\w+ )?lessons? (?:from|of|learn\w+)\b",
    ),
    "learn learned learnt lesson lessons main",
    (
        rf"(?:\w+ )?(?:lessons?|learning){_ON}|what (?:we|i)(?:['’]ve| have)? learn\w+.*|reflections|conclusions?{_ON}",
        r"what .* (?:taught|teach(?:es)?)\b.*"
        r"|what (?:others|\w+ (?:others|\w+s)) (?:can|could|may|might|should) (?:learn|borrow|take)\b.*",
    ),
)
_WRONG = r"what (?:\w+ )?(?:(?:can|could|may|might) )?(?:go|goes|went|got|get) wrong"
_HARD = "difficult|hard|challenging"
_CHALLENGES = _section(
    (
        rf"\b{_WRONG}\b|\bwhat (?:\w+ ){{0,2}}?(?:{_HARD})\b|\bwhat .*\bwrong\b"
        r"|\b(?:what|which) (?:(?:are|were|is|was) )?(?:the )?(?:\w+ )?(?:challenges?|problems?|difficult(?:y|ies)|mistakes?"
        r"|errors?|downsides?|drawbacks?|disadvantages|cons|pitfalls|barriers|obstacles)\b",
    ),
    "challenge challenges problem problems difficulty difficulties mistake mistakes error errors downside downsides drawback"
    " drawbacks disadvantages cons pitfalls barriers obstacles go goes went got get wrong difficult hard challenging look looks"
    " like",
    (
        rf"{_WRONG}{_ON}|what (?:we|i|they) got wrong|what (?:is|was|were|proved|we found|i found) (?:\w+ )?(?:{_HARD}){_ON}"
        rf"|(?:the )?(?:mistakes?|pitfalls|downsides?|drawbacks?|disadvantages|cons){_ON}"
        "|where (?:it|we|they|things) (?:went|go|goes) wrong",
    ),
)
_BENEFITS = _section(
    (
        rf"\bwhat (?:are|were|is|was) {_THE}(?:\w+ )?(?:benefits?|advantages?|strengths|pros)\b"
        r"|\bwhy (?:does|do|is|are) .*\b(?:matters?|worth\b.*|important|useful|good)\W*$|\bwhat went well\b"
        r"|\bwhat (?:good|benefits|advantages) (?:does|did|do)\b",
    ),
    "benefit benefits advantage advantages strengths pros matter matters worth important useful good well do bring",
    (
        r"why (?:it|this|they|we|that) (?:(?:is|are|was|does|do) )?(?:\w+ )?(?:worth|matters?|important|good|care|do)\b.*"
        rf"|(?:the )?(?:\w+ )?(?:benefits?|advantages|strengths|pros(?! (?:and|&) cons)){_ON}|what (?:went|goes|works) well",
    ),
)
_EVIDENCE = _section(
    (
        rf"\bevidence\b|^\W*{JOINT}(?:does|do|did|has|have) .*\bwork(?:ed)?\W*$|\bhow (?:well|effective)\b"
        r"|^\W*(?:is|are|was|were) .*\beffective\W*$|\bwhat is known (?:about|of)\b",
    ),
    "evidence there work works worked effective effectiveness how well know known",
    (
        rf"(?:does|did|is|do|are) (?:it|this|they)\b.*\b(?:works?|effective)|(?:the )?(?:\w+ )?evidence{_ON}|effectiveness{_ON}"
        r"|what (?:is|do we) know\w*\b.*|what (?:the )?(?:evidence|research|studies|trials?)\b.*|how well (?:it|they) .*",
    ),
)
_CONCLUSIONS = _section(
    (r"\bwhat (?:do|does|did|has|have|is|was|are|were) .*\bconclu\w+",),
    f"conclude concluded conclusion conclusions main {_STUDY} report paper authors",
    (rf"(?:\w+ )?conclusions?{_ON}|in conclusion",),
)
_FINDINGS = _section(
    (
        rf"\bwhat (?:do|does|did) (?:\w+ ){{0,3}}?(?:{_STUDY}|report|researchers|authors) .*?\b(?:find|show)\b",
        r"\bwhat .*\bfindings\b",
    ),
    f"find found finding findings show result results main key {_STUDY} report researchers authors",
    (rf"(?:\w+ )?(?:findings|results){_ON}|what (?:we|i|they|the {_STUDY}) (?:found|learned|heard|saw)|what \w+ told us",),
)
_SECTIONS = (
    _METHODS,
    _LIMITATIONS,
    _RECOMMENDATIONS,
    _PLANS,
    _BACKGROUND,
    _CAUSES,
    _ELIGIBILITY,
    _EXCLUSIONS,
    _AMOUNTS,
    _APPLYING,
    _MONEY,
    _COSTS,
    _VALUE,
    _PARTICIPANTS,
    _LESSONS,
    _CHALLENGES,
    _BENEFITS,
    _EVIDENCE,
    _CONCLUSIONS,
    _FINDINGS,
)


@lru_cache(maxsize=256)
def _asked(question: str) -> tuple[Section, ...]:
    return tuple(section for section in _SECTIONS if section.asks.search(question))


def asks_by(question: str) -> frozenset[str]:
    """Return the stems by which a question asks for what a section tells: "evaluate" of "How was it evaluated?"; else none."""
    things = _things(question) and _things(question) | _BY
    return frozenset().union(*(section.by for section in _asked(question)), things)


_THINGS = any_case(
    rf"^\W*{JOINT}(?:what|which) (?:(?:are|were) )?(?:the |its |their |your )?(?:[\w’'-]+ ){{0,2}}?"
    r"(?P<thing>(?!(?:does|has|was|is|this|its)\b)[a-z]{3,}(?<![su])s)\b"
)
_A_NAME = re.compile(rf"^\W*{JOINT}(?i:what (?:are|were)) (?:[A-Z][\w’'-]*\s?){{2,5}}\W*$")  # one thing, no list
_NAMES = any_case(
    rf"{_NUMBERED}(?P<which>(?:[\w’'-]+ ){{0,3}}?)(?P<thing>[a-z]+)"
    r"(?: (?:and|&) \w+)?(?: (?:of|for|in|with|from|to|on|behind|facing|we|they|it|that|which)\b.*)?\W*"
)
_ONE_OF_THEM = any_case(rf"\W*(?:the )?(?:[a-z]+ (?:{'|'.join(COUNTS)}|\d+)\b|(?:{'|'.join(ORDINALS)})\b)")
_WHICH = stem_set("our my their its main key common some other further major chief core basic guiding general overall all").union(
    COUNTS
)
_BY = stem_set(
    "main key common core chief central guiding overall strategic face meet met encounter identify find found report name raise"
    " have set"
)
_ASKING = any_case(rf"{_NUMBERED}(?P<word>why|how|who|when|where|what)\b(?P<rest>.+)")
_DENIES = any_case(r"\b(?:not|never|no)\b|n['’]t\b")
_IS_ABOUT = any_case(r"\babout\W*$")  # "What the research was about" does not tell what it found
_SUBJECT = any_case(r"\b(?:it|they|we|this|these|the (?:programme|project|scheme|service))\b")


@lru_cache(maxsize=4096)
def asks_alike(question: str, heading: str, title: str) -> frozenset[str]:
    """Return the stems by which a heading asks what a question does, "flood" of "Why it flooded" for "Why did Deal flood?".

    Both open with the same word, and what else the heading has is of the question or of the title, but for one word where two
    are; none where they do not, or where several things are asked for that the heading does not name: "What the research was about"
    tells no findings of it.
    """
    wanted = _things(question)
    if wanted and wanted.isdisjoint(stems(heading)):
        return frozenset()
    posed, asked = _ASKING.fullmatch(heading.strip().rstrip("?")), _ASKING.match(question)
    if posed is None or asked is None or posed["word"].lower() != asked["word"].lower():
        return frozenset()
    if any(bool(form.search(question)) != bool(form.search(heading)) for form in (_DENIES, _IS_ABOUT)):
        return frozenset()
    named, put = stem_set(title), stem_set(asked["rest"])
    own = frozenset(map(stem, terms(_SUBJECT.sub(" ", posed["rest"])))) - STOP_WORDS
    shared = own & put if _SUBJECT.search(posed["rest"]) else (own & put) - named
    if not (shared or wants_definition(question)) and own == frozenset(map(stem, terms(asked["rest"]))) - STOP_WORDS:
        shared = own  # "What councillors should do", in a brief for councillors
    strange = own - put - named  # "Why costs were higher than planned" asks why they "cost more than planned"
    return shared if not strange or (len(strange) == 1 and len(shared) > 1) else frozenset()


@lru_cache(maxsize=256)
def told_whole(question: str) -> bool:
    """Say whether one person or sum is asked for that a whole section tells: who took part, who paid, what it cost in all."""
    return any(section.asks.search(question) for section in (_PARTICIPANTS, _COSTS, _MONEY, _METHODS))


@lru_cache(maxsize=4096)
def heads(question: str, heading: str) -> bool:
    """Say whether a heading is that of a section which tells what a question asks for."""
    if not heading or (_things(question) and _ONE_OF_THEM.match(heading)):
        return False  # what is under "Lesson two: …" is none of the three
    if any(section.heads.fullmatch(heading.strip()) for section in _asked(question)):
        return True
    return names_things(question, heading) or bool(named_by(question, heading))


def told_in_outline(question: str, heading: str) -> bool:
    """Say whether a long section of this heading may be told by what each part of it begins with: several things are asked for."""
    sections = (section.heads.fullmatch(heading.strip()) for section in (_CHALLENGES, _BENEFITS, _FINDINGS))
    return bool(_things(question)) and (names_things(question, heading) or any(sections))


@lru_cache(maxsize=4096)
def names_things(question: str, heading: str) -> bool:
    """Say whether a heading calls what stands under it by the name of the things that a question asks for, or another for it."""
    things = _things(question)
    named = _NAMES.fullmatch(heading.strip()) if things else None
    if named is None or named["thing"][-1:] != "s" or stem(named["thing"].lower()) not in things:
        return False
    return {stem(word) for word in words(named["which"])} <= {*stems(question), *_WHICH}


@lru_cache(maxsize=256)
def _things(question: str) -> frozenset[str]:
    """Return the stems of the things that a question asks for: "principle" of "What are the principles of it?"; else none."""
    match = None if _A_NAME.match(question) else _THINGS.match(question)
    thing = stem(match["thing"].lower()) if match else ""
    return frozenset({thing, *synonyms(thing)}) if match else frozenset()
