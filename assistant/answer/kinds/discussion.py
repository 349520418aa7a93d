"""Answers to "Summarise the discussion on tolls": what was said in that stretch of a meeting, in its order, under who said it.

1. the subject is searched for by itself: "summarise the discussion" is said in no meeting;
2. the stretch is that part of one document, of a few thousand characters, in which most of what was found stands, best first; under
   a heading that names the subject it is what stands there;
3. a short stretch is told whole; of a longer one the sentences that have most in common with the rest of it and with the subject.
"""

from __future__ import annotations

import re

STRETCH = 4_000
_OF = r"(?:about|on|of|over|regarding|concerning|around|for|surrounding)"
_FORM = re.compile(
    r"\W*(?:please |can you |could you |would you |will you )*(?:"
    r"(?:summari[sz]e|sum up|recap|outline)(?: for me)? (?:what (?:was|is|they|people|everyone) (?:was )?(?:said|discussed|say)"
    r"|(?:the |their |that )?(?:\w+ )?(?:discussions?|debates?|conversations?|exchanges?|deliberations?|arguments?|talks?"
    r"|questions and answers|item|views|opinions?))"
    r"|(?:what|how) (?:was|did) (?:the )?(?:discussion|debate|conversation)(?: go)?"
    r"|what (?:was|were) (?:said|discussed|the (?:main )?(?:points|arguments)(?: made)?)"
    rf") {_OF} (?P<what>.+?)(?:,? please)?\W*",
    re.IGNORECASE,
)


def discussion_asked(question: str) -> str | None:
    """Return the subject of the discussion that a message wants told; ``None`` for any other message."""
    match = _FORM.fullmatch(" ".join(question.split()))
    return match["what"] if match else None
