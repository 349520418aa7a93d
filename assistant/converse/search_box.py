"""A message of a few words with no verb, as one types into a search box: "hard edges authors", "Wigan Deal savings".

It is read as the question that its last word stands for. What is not of such a form is searched with as it is.
"""

from __future__ import annotations

import re

from assistant.questions.general_nouns import CLASSES, GROUPS, PERSONS

_KINDS = frozenset((*CLASSES, *GROUPS, *PERSONS))
LONGEST = 7  # words of such a message
_PARTS = (
    "aims|barriers|benefits|challenges|criticisms|drawbacks|goals|lessons|limitations|objectives|principles|recommendations|risks"
)
_FOUND = "conclusions|findings|outcomes|results"
_DAY = "(?:date|day|month|time|year)"
_FORMS = (
    (re.compile(r"(?:the )?(?:definition|meaning) of (?P<thing>.+)", re.I), "What is {thing}?"),
    (re.compile(r"(?P<thing>.+) (?:definition|meaning|explained)", re.I), "What is {thing}?"),
    (re.compile(r"(?P<thing>.+) (?:authors?|writers?)", re.I), "Who wrote {thing}?"),
    (re.compile(r"(?P<thing>.+) (?:funders?|funded by)", re.I), "Who funded {thing}?"),
    (re.compile(rf"(?P<thing>.+) (?:launch(?:ed)?|launching) {_DAY}", re.I), "When was {thing} launched?"),
    (re.compile(rf"(?P<thing>.+) start(?:ing|ed)? {_DAY}", re.I), "When did {thing} start?"),
    (re.compile(rf"(?P<thing>.+) (?:end|ending|closing) {_DAY}", re.I), "When did {thing} end?"),
    (re.compile(rf"(?P<thing>.+) publication {_DAY}", re.I), "When was {thing} published?"),
    (re.compile(r"(?P<thing>.+) costs?", re.I), "How much did {thing} cost?"),
    (re.compile(r"(?P<thing>.+) savings", re.I), "Did {thing} save money?"),
    (re.compile(r"(?P<thing>.+) number of (?P<what>.+)", re.I), "How many {what} are in {thing}?"),
    (re.compile(rf"(?P<thing>.+) (?P<what>{_PARTS})", re.I), "What are the {what} of {thing}?"),
    (re.compile(rf"(?:the )?(?P<what>{_PARTS}|steps) (?P<of>from|of|to) (?P<thing>.+)", re.I), "What are the {what} {of} {thing}?"),
    (re.compile(rf"(?P<thing>.+) (?P<what>{_FOUND})", re.I), "What were the {what} of {thing}?"),
    (re.compile(r"evidence (?P<what>for|that|of|on) (?P<thing>.+)", re.I), "Is there evidence {what} {thing}?"),
)
_NO_NAME = re.compile(
    r"[?!.,;:]|\b(?:a|an|and|any|are|as|at|be|by|can|did|do|does|for|from|had|has|have|how|i|in|is|it|its|my|no|not|of|on|or|our|some"
    r"|that|the|their|there|these|they|this|those|to|was|we|were|what|when|where|which|who|whose|why|will|with|you|your)\b",
    re.I,
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
