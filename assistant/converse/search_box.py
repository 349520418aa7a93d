"""A message of a few words with no verb, as one types into a search box: "hard edges authors", "Wigan Deal savings".

It is read as the question that its last word stands for. What is not of such a form is searched with as it is.
"""

from __future__ import annotations

from assistant.questions.general_nouns import CLASSES, GROUPS, PERSONS
from assistant.text.patterns import any_case

_KINDS = frozenset((*CLASSES, *GROUPS, *PERSONS))
LONGEST = 7  # words of such a message
_PARTS = (
    "aims|barriers|benefits|challenges|criticisms|drawbacks|goals|lessons|limitations|objectives|principles|recommendations|risks"
)
_FOUND = "conclusions|findings|outcomes|results"
_DAY = "(?:date|day|month|time|year)"
_FORMS = (
    (any_case(r"(?:the )?(?:definition|meaning) of (?P<thing>.+)"), "What is {thing}?"),
    (any_case(r"(?P<thing>.+) (?:definition|meaning|explained)"), "What is {thing}?"),
    (any_case(r"(?P<thing>.+) (?:authors?|writers?)"), "Who wrote {thing}?"),
    (any_case(r"(?P<thing>.+) (?:funders?|funded by)"), "Who funded {thing}?"),
    (any_case(rf"(?P<thing>.+) (?:launch(?:ed)?|launching) {_DAY}"), "When was {thing} launched?"),
    (any_case(rf"(?P<thing>.+) start(?:ing|ed)? {_DAY}"), "When did {thing} start?"),
    (any_case(rf"(?P<thing>.+) (?:end|ending|closing) {_DAY}"), "When did {thing} end?"),
    (any_case(rf"(?P<thing>.+) publication {_DAY}"), "When was {thing} published?"),
    (any_case(r"(?P<thing>.+) costs?"), "How much did {thing} cost?"),
    (any_case(r"(?P<thing>.+) savings"), "Did {thing} save money?"),
    (any_case(r"(?P<thing>.+) number of (?P<what>.+)"), "How many {what} are in {thing}?"),
    (any_case(rf"(?P<thing>.+) (?P<what>{_PARTS})"), "What are the {what} of {thing}?"),
    (any_case(rf"(?:the )?(?P<what>{_PARTS}|steps) (?P<of>from|of|to) (?P<thing>.+)"), "What are the {what} {of} {thing}?"),
    (any_case(rf"(?P<thing>.+) (?P<what>{_FOUND})"), "What were the {what} of {thing}?"),
    (any_case(r"evidence (?P<what>for|that|of|on) (?P<thing>.+)"), "Is there evidence {what} {thing}?"),
)
_NO_NAME = any_case(
    r"[?!.,;:]|\b(?:a|an|and|any|are|as|at|be|by|can|did|do|does|for|from|had|has|have|how|i|in|is|it|its|my|no|not|of|on|or|our|some"
    r"|that|the|their|there|these|they|this|those|to|was|we|were|what|when|where|which|who|whose|why|will|with|you|your)\b"
)
"""What is in no name that stands before such a word, but in a sentence, or a phrase that says more."""


def asked_by(message: str) -> str | None:
    """Return the question that a message of a name and a word stands for; ``None`` for any other.

    The name has a capital, as the corpus writes it, or two words: "project costs" and "Survey results" may be those of any.
    """
    text = message.strip().rstrip("?").strip()
    if len(text.split()) > LONGEST:
        return None
    for form, question in _FORMS:
        if (match := form.fullmatch(text)) and not _NO_NAME.search(thing := match["thing"]):
            is_name = " " in thing or (any(map(str.isupper, thing)) and thing.lower() not in _KINDS and thing[-2] not in "'’")
            return question.format(**match.groupdict()) if is_name else None
    return None
