"""The forms in which a theme is told: sentences that say what helped, what to do, what was in the way, and headings over such.

Where one thing is asked for, its words tell. Of a theme ("what works in reducing homelessness") a text tells in its own words, and
is known by the form: "Mediation worked where it came early", "Pay for the backbone", what stands under "What stood in the way".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.questions.broad import Facet
from assistant.text.numerals import cardinals
from assistant.text.patterns import any_case

_COUNT = rf"(?:\d[\d,.]*|{'|'.join(cardinals(1, 12))}|[a-z]+teen|{'|'.join(cardinals(20, 90))}|half|most)(?:-[a-z]+)?"
_IMPERATIVE = (
    r"(?-i:^(?!(?:[^.:]{1,60}: )?(?:Let me|Let us|Say more|Tell us|Use it when)\b)"
    r"(?:\d+\. |[•●-] ?|[A-Z][\w.’'() -]{1,40}: |And |But |So |Then ){0,4}"  # "And Ada: " is read in two ways: not any number
    r"(?:Pay|Ask|Send|Move|Find|Say|Give|Go|Do not|Don['’]t|Come|Take|Trust|Begin|Put|Look|Suspend|Lend|Sit|Pick|Tell|Start|Stop"
    r"|Commission|Make|Never|Use|Keep|Let|Listen|Build|Invest|Share|Work|Bring|Expect|Be|Get|Set|Provide|Ensure|Promote|Improve"
    r"|Increase|Develop|Support|Expand|Strengthen)\b)"
)
_SHOULD = (
    r"(?<!I )(?<!we )\bshould\b|\b(?:ought to|must|needs? to|would (?:stop|ask|pay|look|start|begin|advise)|recommend\w*"
    r"|advise[sd]?|better to)\b"
)
_IF_YOU = r"(?-i:^If you\b)[^,;]{3,60}, (?!we\b|I\b|it\b|they\b|there\b)\w+"
_DARK = (
    r"\b(?:difficult\w*|hard(?:er|est)?|obstacles?|barriers?|fear(?:s|ed)?|afraid|vacant|lack\w*|block(?:s|ed)?|wors(?:e|en\w*)"
    r"|struggl\w+|slow\w*|useless|barred|bars|too (?:few|little|late|short|high|many)|scarce\w*|critic\w*"
    r"|oppos(?:e[sd]?|ition)|unfair\w*|unequal|go(?:es)? wrong|went wrong|a catch|cautions?"
    r"|shortages?|thresholds?|turned away|not (?:enough|always|fair|equal)|outdated|out of date|legacy|challeng\w+|hinder\w*"
    r"|tired|stopped|folded|burn(?:s|t|ed)? out|refus\w+|lapsed|closed|withdr[ae]w\w*|damag\w+|harm\w*|danger\w*|risk\w*"
    r"|worr(?:y|ied|ies)|complain\w*|delay\w*|waiting lists?|concern(?:s|ed)?|expensive|lost|uneven\w*|unable|overstretched"
    r"|pressures?|suffer\w*|problems?)\b"
)
_TELLS: Mapping[Facet, tuple[str, ...]] = {
    "works": (
        r"(?<!was )(?<!were )\b(?:works|worked|helps|helped) (?!in\b|for\b|out\b|with\b|at\b|on\b|as\b|around\b|does\b)",
        r"\bwork(?:s|ed)?\b.{0,30}\b(?:best|well|where|when|if)\b|\bmatter(?:s|ed)? (?:more|most)\b|\bdid (?:best|better)\b",
        r"\b(?:made|makes?) (?:a|all the|the) (?:\w+ )?difference\b|\b(?:less|more) (?:often|likely)\b",
        r"\bput (?:that|this|it) down to\b|\bwhat (?:helped|worked|counts|matters|changed)\b|\bthe reason (?:was|is)\b",
        r"\bthanks to\b|\b(?:fell|rose|grew|dropped) (?:by|from|below|to)\b|\beffective\b",
        r"\b(?:rarely|stayed longer|praised|valued)\b",
        r"\b(?:half|twice|three times) as (?:often|many|much|likely)\b|\bas well as\b.{0,40}\bworse\b",
        r"\boffers an? |\bgets (?:you|people|them)\b|\bsucceeded\b|\bis what\b|\b(?:are|were) still\b|\bpossible\b|\bcheaper\b",
    ),
    "ways": (
        _IMPERATIVE,
        _IF_YOU,
        _SHOULD,
        r"\bby \w+ing\b|\b(?:helps?|helped|lets?|allows?|enables?|brings?|bringing) \w+",
        r"\b(?:we|councils?) (?:\w+ )?(?:now |also )?"
        r"(?:went|gave|began|brought|pays?|asks?|sends?|offers?|acts?|acted|helps?|lets?)\b",
        r"\b(?:was|were) (?:cut|brought|drawn|asked|invited)\b",
        r"\bwill (?:\w+ )?(?:promote|engage|develop|provide|improve|expand|explore|work|increase|continue)\b",
    ),
    "for": (
        r"\b(?:benefit\w*|advantages?|improv\w+|(?<!had )better|easier|cheaper|safer|fairer|sav(?:es?|ed)|gain(?:s|ed)?|strengths?"
        r"|respect|proud|pleased|praised|valued|popular|success\w*|succeeded|trusted|worth (?:having|it|the|while)"
        r"|works? (?:well|best)|allows?|enables?|reduc(?:e[sd]?|ing)|halved|restor\w+|effective\w*|possible|helped"
        r"|helps (?:people|them|us|to|in|with)|(?:fell|rose|grew|dropped) (?:by|from|below|to)|made (?:a|the) difference"
        r"|still (?:held|had|have|in|open)|thanks to|changed (?:\w+ )?lives)\b",
    ),
    "against": (
        _DARK,
        r"\b(?:cannot|could not|never|nobody|no one|nowhere|none|neither|no agreed)\b",
        r"\b(?:do|does|did|is|are|was|were|will|would|has|have|had|may|can) not\b|n['’]t\b",
        r"\bno \w+ (?:to|on|for|in|at)\b|\bwithout an?\b",
    ),
    "advice": (_IMPERATIVE, _SHOULD, _IF_YOU),
    "needs": (
        r"\b(?:needs?|needed|wants?|wanted|ask(?:s|ed)? (?:us |me )?for|wish(?:es|ed)?|would like|lack\w*|without)\b",
        _SHOULD,
    ),
    "known": (
        rf"\b{_COUNT} (?:\w+ )?(?:of|in|per|percent|people|young|workers|families|households)\b|\d%|\bmostly\b",
        r"\bhardly any\b|\bmost of\b",
        r"\b(?:we|stud(?:y|ies)|research\w*) (?:spoke|asked|found|showed|counted)\b|\btold us\b",
        r"\b(?:more|less) than\b|\bat least\b",
    ),
    "said": (r"(?!)",),
    "why": (
        r"\bbecause\b|\bso that\b|\bmeans? that\b|\bwithout\b|\bif\b|\bdifference between\b|\bthe reason\b",
        r"\bcauses?\b|\bleads? to\b|\bhave (?:risen|fallen)\b",
        r"\b(?:depends?|rests?) on\b|\bmakes? (?:a|it|them)\b|\bcritical\b|\bessential\b|\bthreat",
        r"\bas a result\b|\bcannot\b|\bafter a\b",
    ),
    "long": (
        rf"\b(?:{_COUNT}|several|many) (?:years?|months?|weeks?|terms?)\b|\b(?:is|are) slow\b",
        r"\b(?:takes?|took|taken) (?:\w+ )?(?:years|months|time)\b",
    ),
}
_HEADS: Mapping[Facet, str] = {
    "works": r"\bwhat (?:we found|worked|helped|changed|came of|made (?:a|the) difference|makes|works|is better)"
    r"|^[\W\d]*(?:(?:the|our|key|main) )?(?:results?|findings|evidence|impact|benefits|lessons|success)\b",
    "ways": r"\bwhat (?:was done|we did|changed|others might|made|helps)|\bhow\b|\bthe idea|\bapproach|\bstrateg|\brecommendations"
    r"|\bif you want|\bto do\b",
    "for": r"\bwhat (?:is good|went well|goes well|works?|worked|helps|helped|we are proud of|made it work)\b"
    r"|\b(?:pros|benefits|advantages|strengths|merits)\b(?! and)",
    "against": r"(?<!and )(?<!& )\b(?:cons|disadvantages|drawbacks|downsides|weaknesses|limit(?:ation)?s|criticisms?|objections?)\b"
    r"|\bwhat (?:stood|was hard|is not|we got wrong|did not|went wrong|nobody tells|gets|got)|\bbadly\b|\brisks?\b"
    r"|\bhard\b|\bbarrier|\bchallenge"
    r"|\bobstacle|\bdifficult|\bin the way|\bcaution",
    "advice": r"\blessons|\brecommend|\badvice|\bwhat (?:\w+ )?(?:should|others|will|would|might|to do)|\bif you want|\binstead"
    r"|\bnext steps?|\bon Monday|\bfor (?:other|commissioners|funders)|\ba request|\blearn",
    "needs": r"\bneeds?\b|\bask(?:s|ed)?\b|\bwant|\brecommend|\bwhat (?:would|makes|made)",
    "known": r"\bwhat (?:we found|is known|was counted)|\bfindings|\bwho they|\bresults|\bkey facts|\bsummary",
    "said": r"(?!)",
    "why": r"\bwhy\b|\bcauses|\breasons|\bin practice|\bmatters|\bdifference",
    "long": r"\btime\b|\bhow long|\bspeed|\byears\b",
}
_ALSO: Mapping[Facet, Facet] = {"ways": "works"}  # what worked is how it is done
_FORM = {facet: any_case("|".join((*forms, *_TELLS[_ALSO.get(facet, facet)]))) for facet, forms in _TELLS.items()}
_SPEAKS_DARKLY = re.compile(_DARK)  # in small letters: "Hard Edges" is a title
_HEADING = {facet: any_case(f"{form}|{_HEADS[_ALSO.get(facet, facet)]}") for facet, form in _HEADS.items()}


def tells_facet(facet: Facet, text: str) -> bool:
    """Say whether a sentence has a form in which such a thing is told."""
    return bool(_FORM[facet].search(text))


def speaks(facet: Facet, text: str) -> bool:
    """Say whether a sentence speaks for a thing, or against it, where all around is on that: then a mere "not" tells nothing."""
    dark = bool(_SPEAKS_DARKLY.search(text))
    return dark if facet == "against" else tells_facet(facet, text) and not dark


def heads_facet(facet: Facet, heading: str) -> bool:
    """Say whether a heading is one over what tells such a thing."""
    return bool(_HEADING[facet].search(heading))
