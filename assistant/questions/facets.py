"""What each report tells in words of its own: who paid, what it cost, what had no effect, what went up or down, what was hard.

A question asks for it in few forms, and a sentence tells it in many: "made no measurable difference", "did nothing for", "changed
nothing".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.questions.openings import AUXILIARY, JOINT, PLEASE
from assistant.text.patterns import any_case

OPENS = rf"^\W*{JOINT}{PLEASE}"
PLURAL = (
    r"(?:(?!(?:is|was|has|does|this|its|us|across|towards|kinds|types|sorts|ways|days|steps)\b)[^\W\d_]{3,}(?<![su])s"
    r"|people|children|men|women)"
)
ADJECTIVE = rf"(?!(?:{AUXILIARY}|of|in|on|for|to)\b)[\w’'-]+"
MONEY = (
    r"(?:[£$€]\s?\d|\b\d[\d,.]*\s?(?:pounds|dollars|euros|million|thousand)"
    r"|\b(?:hundred|thousand|million)s? (?:pounds|dollars|euros))"
)
_CHANGE = r"(?:effects?|differences?|impact|changes?|benefits?|improvement)"
_SIDE = r"(?:challenges?|barriers?|obstacles?|difficult(?:y|ies)|problems?|drawbacks?|limitations?|weakness(?:es)?|threats?|risks?)"
_SIDES = r"(?:barriers|challenges|concerns|difficulties|drawbacks|limitations|obstacles|problems|risks|threats|weaknesses)"
_WHAT = rf"(?:which|what) (?:{ADJECTIVE} ){{0,3}}?(?:has |have |had )?"
_PAY = r"(?:fund\w*|pa(?:id|ys?)(?: for)?|financ\w*|support\w*|sponsor\w*|backed)"
_LESS = (
    r"\b(?:reduc(?:e|es|ed|ing)|cuts?|lower(?:s|ed)?|fell|fallen|drop(?:s|ped)?|declin(?:e|ed)|decreas(?:e|es|ed)|halved|fewer"
    r"|(?:went|gone|came|brought|bring|brings|going)\b.{0,30}\bdown|down (?:by|from|to)|less (?:often|likely))\b"
)
_MORE = (
    r"\b(?:increas(?:e|es|ed)|improv(?:e|es|ed|ement)|rose|risen|grew|grown|doubled|trebled|tripled|higher|better|gain(?:s|ed)?"
    r"|more (?:often|likely))\b"
)


@dataclass(frozen=True, slots=True)
class Facet:
    """What reports tell in many words.

    ``asks`` is the form of a question after it, ``words`` are those of its words that say nothing else, ``tells`` the forms of a
    sentence that tells it, ``heads`` those of a heading over it. The sentence may have to hold a name (``named``) or to speak of
    the subject itself (``said``), and may deny (``denies``). ``of_several``: the form of the question asks for several by itself.
    """

    asks: re.Pattern[str]
    words: re.Pattern[str]
    tells: re.Pattern[str]
    heads: re.Pattern[str] | None = None
    named: bool = False
    said: bool = False
    denies: bool = False
    of_several: bool = False


def _asks(*ways: str) -> re.Pattern[str]:
    return any_case(f"{OPENS}(?:{'|'.join(ways)})")


def _words(*said: str) -> re.Pattern[str]:
    return any_case(rf"\b(?:{'|'.join(said)})\b")


_GIVES = any_case(
    r"\b(?:funded|funding|grants?|financed|sponsored|money)\b.{0,40}\b(?:by|from|through)\b",
    r"\b(?:by|from|through) .{0,60}\b(?:grants?|funding|money)\b",
    r"\bpa(?:id|ys?) (?:for )?.{0,30}\bby\b|\b(?:supported|backed|sponsored|financed|funded|paid)(?: \w+)? by\b",
    r"\b(?:gave|gives?|given|grant(?:s|ed)|contribut(?:es?|ed)|award(?:s|ed)|provid(?:es?|ed)|put (?:up|in)|donat(?:es?|ed)"
    rf"|pledged|promised|added|raised|pa(?:y|ys|id)|supported|invest(?:s|ed)|fund(?:s|ed))\b.{{0,40}}{MONEY}",
    rf"{MONEY}.{{0,60}}\b(?:of it |came )?(?:from|by) (?:the )?[A-Z]",
    r"\b(?:fund(?:s|ed)|paid(?: for)?|financ(?:es|ed)|sponsor(?:s|ed)) (?:the|this|it|us|our|their|most|half)\b",
    r"\b(?:met|covered|bore) (?:half|most|part|all|the (?:whole |full )?(?:costs?|bill|rest))\b",
    r"\b(?:with|thanks to) (?:the )?(?:\w+ )?(?:support|backing|help) (?:from|of) (?:the )?[A-Z]",
)
FACETS: Mapping[str, Facet] = {
    "nothing": Facet(
        _asks(
            rf"{_WHAT}(?:(?:made|make|showed?|brought) )?(?:no|little) (?:\w+ )?{_CHANGE}\b",
            r"(?:which|what) (?:\w+ ){0,2}?(?:did|does|do|have|has|were|was)(?: not|n['’]t) (?:\w+ )?"
            r"(?:work\w*|help\w*|make an?|reduc\w+|effective|successful)\b",
            rf"{_WHAT}(?:failed|were ineffective)\b",
        ),
        _words(_CHANGE, "no|little|made?|brought|did|not|work\\w*|help\\w*|reduc\\w+|effective|successful|failed|ineffective"),
        any_case(
            rf"\b(?:no|little|hardly any|without(?: any)?)\b[\w’' -]{{0,30}}\b(?:{_CHANGE}|evidence)\b",
            r"(?:\bnot|n['’]t)\b(?: \w+)? (?:reduc|chang|improv|work|help|affect|lead|increas|lower|differ|cut"
            r"|prevent|make (?:a|any))\w*",
            r"\b(?:did|does|do|done|achieved|changed|brought|made) nothing\b|\bineffective\b|\bfailed to\b",
            r"\bno (?:better|fewer) than\b",
            r"\b(?:not|n['’]t)(?: \w+)? (?:effective|successful|linked|associated|significant)\b",
        ),
        denies=True,
    ),
    "giver": Facet(
        _asks(
            rf"(?:by )?who(?:m)? (?:has |have |else |had |was |were |is )*{_PAY}\b",
            r"who(?:m)? (?:has |have |else |had )*(?:given?|gave|put (?:up|in)|provided) (?:the )?(?:\w+ )?money\b",
            r"(?:who|which|what) (?:are|were) (?:all )?the (?:\w+ )?(?:funders|sponsors)\b",
        ),
        _words(_PAY, "given?|gave|put|provided|money|funders|sponsors|by"),
        _GIVES,
        named=True,
    ),
    "gift": Facet(
        _asks(
            r"what (?:else )?(?:has|have) .*(?:fund|support|sponsor|financ|backed|paid for)",
            rf"(?:which|what) {PLURAL} (?:have been |were |are )?{_PAY} by\b",
        ),
        _words(_PAY, "by"),
        _GIVES,
        of_several=True,
    ),
    "less": Facet(
        _asks(rf"{_WHAT}(?:reduced?|cut|lower(?:ed)?|decreased?|(?:bring|brought)(?= .*\bdown\b))\b"),
        _words("reduced?|cut|lower(?:ed)?|decreased?|bring|brought|down"),
        any_case(_LESS),
        said=True,
    ),
    "more": Facet(
        _asks(rf"{_WHAT}(?:increased?|improved?|boosted)\b"),
        _words("increased?|improved?|boosted"),
        any_case(_MORE),
        said=True,
    ),
    "worked": Facet(
        _asks(
            rf"{_WHAT}(?:worked|helped|(?:had|made) (?:an?|any|the most) (?:\w+ )?{_CHANGE}"
            r"|(?:was|were) (?:most )?(?:effective|successful))\b"
        ),
        _words(_CHANGE, "worked|helped|had|made|most|effective|successful"),
        any_case(_LESS, _MORE, r"\b(?:work(?:s|ed)|help(?:s|ed)|effective|success(?:ful)?|made (?:a|the) (?:\w+ )?difference)\b"),
        said=True,
    ),
    "cost": Facet(
        _asks(
            r"(?:how much|what) (?:did|does|has|was) (?:each|every) .*\b(?:spen[dt]|cost|pay|paid)\b",
            rf"(?:how much|what) (?:did|do|have) (?:all )?the (?:{ADJECTIVE} ){{0,2}}?{PLURAL} .*\b(?:spen[dt]|cost|pay|paid)\b",
        ),
        _words("how|much|spen[dt]|cost|pay|paid|on|each|every|all"),
        any_case(
            rf"^(?=.*{MONEY})(?=.*\b(?:costs?|spen[dt]|came to|total\w*|budget|prices?|pa(?:y|id)|expenditure|allocat\w+|pot)\b)"
        ),
        of_several=True,
    ),
    "cause": Facet(
        _asks(r"what (?:has |have )?(?:caused|causes|led to) (?:the|all|these)\b", r"what (?:are|were) the (?:\w+ )?causes of\b"),
        _words("caused|causes|led|of"),
        any_case(r"\bcaus(?:e|es|ed|ing)\b|\bdue to\b|\bled to\b|\bthe reason (?:was|is)\b"),
        any_case(r"^\W*(?:the |root )*causes?\b"),
        said=True,
    ),
    "side": Facet(
        _asks(
            r"what (?:was it that )?went (?:wrong|badly)\b",
            r"what (?:holds?|held) .*\bback\b",
            rf"(?:which|what) (?:\w+ )?{_SIDES} (?:do|did|does|have|has|had|are|were|can)\b",
            rf"what (?:are|were) (?:the |their |its )?(?:\w+ )?{_SIDES} (?:of|in|with|to|for|from|about|that)\b",
        ),
        _words(_SIDES, "went|wrong|badly|holds?|held|back|faced?|met|encounter(?:ed)?|into|bring|brought|caused?"),
        any_case(
            r"\b(?:main|biggest|greatest|hardest|real|first|second|third|other|another|lasting|key|chief|common|serious|practical|only)"
            rf" (?:\w+ )?{_SIDE}\b",
            rf"\b{_SIDE} (?:(?:for (?:\w+ ){{0,2}}\w+|here|there|today|then) )?"
            r"(?:was|were|is|are|lay|lies|came|comes|included?|remains?)\b",
            rf"\b(?:is|was|are|were|remains?|proved|became) (?:an?|the|our|another) (?:[\w-]+ ){{0,2}}{_SIDE}\b",
            r"\b(?:longer|later|more|fewer|less|slower) than (?:we |was |had been )?(?:planned|expected|hoped)\b|\bdisappointing\b",
            r"\bhardest\b|\b(?:hard|difficult) (?:part|thing|bit)\b|\bh(?:old|eld|olds) \w+ back\b|\bin the way\b",
            r"\bwent (?:wrong|badly)\b",
            r"\bstruggl(?:e|es|ed) (?:to|with)\b|\black(?:s|ed)? |\b(?:hampered|hindered|slowed|delayed|held up) by\b|\bnot easy\b",
            r"\b(?:is|was|were|are|proved|found it|it) (?:\w+ )?(?:hard|difficult) (?:to|for)\b",
        ),
        any_case(
            rf"^\W*(?:(?:the|our|main|key|some|other) )*{_SIDE}(?:\W*$| (?:and|of|in|for|with|we|they)\b)",
            r"\b(?:went (?:wrong|badly)|in the way|was hard|was difficult|threaten(?:s|ed))\b",
        ),
        denies=True,
    ),
}
"""By name."""
