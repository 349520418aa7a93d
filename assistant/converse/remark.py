"""Messages that are no question in form: "Leasing is a good option.", "That surprises me.", "I disagree".

One that says nothing of its own is a reaction, and is answered in plain words; one that does is searched with, and the answer
says what the sources say on it. So is a sentence with "is this true?" behind it: no verdict is given.
"""

from __future__ import annotations

import re

from assistant.converse.search_box import asked_by
from assistant.text.patterns import any_case

_ASKS = any_case(
    r"\W*(?:(?:and|so|but|or|ok|okay|well|then|yes|no|sure|right|please|sorry|hi|hello|also|maybe|perhaps)\b\W*)*"
    r"(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|can|could|will|would|should|shall|may|might|has"
    r"|have|had|am|isn't|aren't|don't|doesn't|didn't|tell|give|show|list|name|explain|describe|compare|summari[sz]e|find|define"
    r"|say|let|please|help|look|need|want|search|more|any|another|about|in case|if"
    r"|i (?:want|need|would|'d|wonder|mean|meant|was|am (?:asking|looking|interested|wondering|curious"
    r"|not sure (?:what|how|if|why))"
    r"|have (?:a|another|one) (?:\w+ )?question|do(?:n't| not) (?:know|understand))|i'(?:d|m) \w+)\b"
)
_SAYS = any_case(
    r"\b(?:is|are|was|were|am|be|seems?|looks?|sounds?|feels?|has|have|had|makes?|made"
    r"|(?:does|do|did)(?:n't| not)|doesnt|dont|didnt"
    r"|can(?:not|'t)?|could|will|would|should|must|think|believe|guess|suppose|bet|doubt|agree|disagree|like|love|hate|works?|needs?"
    r"|costs?|takes?|gets?|goes|isn't|aren't|wasn't|it's|that's|they're|he's|she's)\b"
)
_LATER = any_case(
    r"(?:[.,:;]|\s[-–—])\s+(?=(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have|can)\b)"
)
_SOUGHT = any_case(
    r"(?:the )?(?:main |key )?(?:reasons?|causes?|examples?|arguments?|steps|ways|lessons|benefits|risks|differences?)"
    r" (?:why|for|against|of|to|from|in|between)\b(?!.*[.!]\W*$)"
)
"""A phrase that is typed as into a search box, though a verb stands in it: "reasons why it is hard"."""
_WHICH_ONE = any_case(
    r"(?!.*\b(?:kn[eo]w[ns]?|sa(?:ys?|id)|see|tells?|told|decid\w+|wonder|sure|clear|matters?|cares?|shows?|is|are|was|about|of|on|by"
    r"|in|matter) (?:which|how))"
    r".*\b(?:which ones? (?:is|are|was|were|has|have|does|do|did)|how (?:many|much))\b"
)
"""What is asked behind what it is asked of: "Marmot objectives which one is about work", "the Deal how many are in it"."""
_LEAST = 3  # words


def is_remark(text: str) -> bool:
    """Say whether a message states something and asks nothing."""
    return (
        "?" not in text
        and len(text.split()) >= _LEAST
        and not _ASKS.match(text)
        and not _LATER.search(text)
        and not (_SOUGHT.match(text) or _WHICH_ONE.match(text))
        and bool(_SAYS.search(text))
        and asked_by(text) is None
    )


_CLAIM = re.compile(
    r"[\"“]?(?P<said>.{12,}?)[.!?]?[\"”]?(?<=[.!?\"”])\s+(?:so,? |and )?(?:(?:is|was) (?:this|that|it)(?: really| actually)?"
    r" (?:true|right|correct|so|accurate|the case)|true(?: or (?:false|not))?|right|correct)\W*",
    re.I | re.S,
)


def claimed(text: str) -> str | None:
    """Return the sentence that a message gives and asks the truth of; ``None`` for any other message."""
    match = _CLAIM.fullmatch(text.strip())
    return match["said"] if match else None
