"""Questions that are answered in other words than they are asked in, known by the form of the answer.

"What came after it?" is answered by what followed or took its place, "When did it start?" by what was launched in a year, "Who was
it for?" by what was meant for people who …, "Who took part?" by what included or brought together so many, "Which is the weakest?"
by a sentence that has the end of that scale, "What do they want?" by what they call for, "Who is responsible?" by a label, as
much else is (:mod:`.labels`), "Who should I ring?" by a telephone number. Who holds an office is another matter
(:mod:`assistant.text.holders`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.questions.degree import end_asked
from assistant.questions.general_nouns import GROUPS, PERSONS
from assistant.questions.openings import JOINT
from assistant.text.carried_subject import without_lead
from assistant.text.patterns import any_case
from assistant.text.terms import COUNTS, stem_set
from assistant.text.years import YEAR

_BE = r"(?:is|are|was|were)"
_THEY = rf"(?:{'|'.join(PERSONS)}|those|any(?:one|body)|every(?:one|body)|whoever|pensioners|workers|carers|learners|over-?\d+s)"
_BODIES = "|".join(f"{noun[:-1]}(?:y|ies)" if noun.endswith("y") else f"{noun}s?" for noun in GROUPS)
_COUNTED = rf"\d[\d,]*|{'|'.join(COUNTS)}|dozens?|hundreds?|thousands?|several|many"
_SERVES = r"for|aimed at|open to|help(?:s|ed|ing)?|support(?:s|ed|ing)?|serv(?:es?|ed)"
_GATHERS = r"includ\w+|involv\w+|brought together|made up of|consisted of|drawn from|joined by"
_UNITS = "branch|directorate|department|director|division|office|officer|unit|section|bureau|agency"
_BEGAN = r"(?:began|begun|started|launched|introduced|established|founded|set up|opened|came into being)"
_FORMS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        (
            r"what (?:came (?:next |straight |right )?after|comes after|followed|replaced|succeeded|took the place of)\b",
            r"what (?:took|has taken) (?:its|their|his|her) place",
        ),
        (
            r"\bfollow(?:s|ed)\b(?! (?:by|the|a|an|in)\b)|\b(?:(?:was|were|is|been) (?:then )?followed|replaced|succeeded) by\b",
            r"\bto(?:ok|ak\w*) (?:over from|(?:the|its|their|his|her) place)\b|\b(?:replaced|succeeded) (?:it|them|this|the)\b",
            r"\bsuccessor\b|\bgave way to\b|\bafter (?:it|that|this|them) (?:comes?|came)\b|\bgrew out of (?:it|this)\b",
        ),
    ),
    (
        (
            rf"who(?:m)? {_BE} .+? (?:for|meant for|intended for|aimed at|designed for|open to)\W*$|for whom {_BE}\b",
            rf"who (?:can|could|may) (?:apply|join|take part)\b|who {_BE} (?:it|they|this|that)? ?(?:eligible|entitled)\b",
        ),
        (
            rf"\b(?:{_SERVES}) (?:the |all |any )?(?:[\w’'-]+ ){{0,2}}?{_THEY}\b",
            rf"\b{_THEY}\b[^.;]{{0,40}}\b(?:can|may|could|must be)\b|\b(?:eligible|entitled)\b",
        ),
    ),
    (
        (
            r"who (?:all |else )?(?:took part|takes part|participated|joined in)\b",
            rf"who (?:all |else )?{_BE} (?:involved|taking part|part of (?:it|this|that))\b",
        ),
        (
            r"\b(?:took|takes?|taking) part\b|\bparticipat\w+",
            rf"\b(?:{_GATHERS})\b[^.;]{{0,60}}?\b(?:{_COUNTED})\b",
            rf"\b(?:{_COUNTED}) (?:[\w’'-]+ ){{0,3}}?(?:{'|'.join(PERSONS)}|{_BODIES}) (?:took|joined|were (?:involved|part))\b",
        ),
    ),
    (
        (
            r"what (?:do|does|did) (?!(?:you|we|i)\b)(?:(?!(?:say|think|mean|feel|recommend)\b)[\w’'-]+ ){1,6}?"
            r"(?:want(?! to know\b)|(?:ask|call|wish|hope) for|demand(?! (?:of|for)\b))\b",
            r"what (?:is|are|was|were) .+? (?:calling for|asking for|demanding)\b",
        ),
        (
            r"\b(?:call(?:s|ed|ing)? (?:(?:up)?on|for)|urg(?:e[sd]?|ing)|demand(?:s|ed|ing)?"
            r"|want(?:s|ed)?(?! to (?:say|ask|know)\b)|appeal(?:s|ed|ing)?|ask(?:s|ed|ing) (?:for|that|the [\w’'-]+ to)"
            r"|(?:would|['’]d) (?:like|love|prefer)"
            r"|insist\w*|request(?:s|ed|ing)?)\b",
        ),
    ),
    (
        (
            r"(?:when|(?:in )?(?:what|which) year) (?:did|was|were|has|had|is) .+? "
            r"(?:start|started|begin|begun|launch|launched|get started|get going|come into being)\W*$",
        ),
        (
            rf"\b{_BEGAN}\b(?! (?:from|with|by)\b)[^.;]{{0,60}}?\b{YEAR}\b",
            rf"\b(?:in|since)(?: [a-z]+)? {YEAR}\b[^.;]{{0,60}}?\b{_BEGAN}\b",
            rf"\bfrom (?:[a-z]+ )?{YEAR} (?:to|until|till)\b|\bin force since (?:[a-z]+ )?{YEAR}\b",
        ),
    ),
    (
        (
            rf"(?:who(?: else)?|(?:which|what) (?:{_UNITS}|{_BODIES}))"
            r"(?:(?:['’]s| is| are| will be) (?:responsible|accountable|in charge)| (?:leads?|owns|oversees|runs)\b)",
        ),
        (
            rf"^\W*(?:(?:lead|responsible|accountable)(?: (?:{_UNITS}|{_BODIES}|officer|person))?|owner|led by)s?\s?:",
            r":\s(?:lead|contributing|responsible|accountable)(?: \w+)?\W*$|\b(?:is|are) (?:responsible|accountable) for\b"
            r"|\b(?:led|headed|managed|overseen) by (?-i:(?:the |our )?[A-Z])",
        ),
    ),
    (
        (
            r"who (?:should|shall|do|can|could|would|must) (?:i|we|you|people|residents|applicants|tenants|parents)"
            r" (?:ring|call|phone|telephone|contact|e-?mail|(?:speak|talk|write) to|get in touch with)\b",
        ),
        (r"(?<!\d)\(?0\d[\d ()-]{7,}\d|\S@\S+\.\w|\b(?:contact|ring|phone|speak to|talk to)\b",),
    ),
)
_READ = tuple((any_case(rf"\W*{JOINT}(?:{'|'.join(asks)})"), any_case("|".join(tells))) for asks, tells in _FORMS)
_ASKING = stem_set(
    "came comes followed replaced succeeded took taken takes place part participated joined involved responsible accountable"
    " charge lead owns oversees runs want asking calling demand wish hope done ring phone telephone contact speak talk touch"
)


def asking_words(question: str) -> frozenset[str]:
    """Return the stems by which a question asks what is told in other words: "came" of "What came after it?"."""
    asked = without_lead(" ".join(question.split()))
    return _ASKING if any(asks.match(asked) for asks, _ in _READ) else frozenset()


@lru_cache(maxsize=256)
def told_by(question: str) -> re.Pattern[str] | None:
    """Return the form of a sentence that answers a question in words of its own; ``None`` where it is told in the question's."""
    asked = without_lead(" ".join(question.split()))
    return next((tells for asks, tells in _READ if asks.match(asked)), None) or end_asked(asked)
