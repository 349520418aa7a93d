"""Questions whether the documents agree on a fact: "Do the sources agree on when it began?", "Is there another date?".

Whether two views agree is another matter (:mod:`assistant.answer.kinds.objections`); of a fact each document can be asked.
"""

from __future__ import annotations

import re

from assistant.questions.openings import ASKING
from assistant.text.patterns import any_case

_ALL = r"(?:all |both |any )?(?:of )?(?:the |these |those |your |our )?(?:two |three |other )?"
_SOURCES = rf"{_ALL}(?:documents|sources|reports|texts|accounts|papers|files|articles|blogs|transcripts|authors|writers)"
_AGREE = any_case(
    rf"(?:About [^:]+: )?(?:and |so |but )?(?:do|does|did) {_SOURCES}(?: all)? (?:agree|disagree|differ|say the same)"
    rf"(?: (?:on|about|over|as to|of))?:? (?:this: )?(?P<what>{ASKING}\b.+?)\W*"
)
_WHEN = any_case(r"when (?!(?:is|are|was|were|did|does|do|has|have|will)\b)")
_SENTENCE = re.compile(r"[^.?!]*\w[^.?!]*[.?!]*")
_VALUE = r"(?:dates?|years?|days?|times?|numbers?|figures?|sums?|amounts?|names?|answers?|versions?|accounts?|totals?|counts?)"
_OTHER = r"(?:an(?:y )?other|any other|a different|different|a second|other)"
_ANOTHER = any_case(
    rf"(?:(?:and|but|so|or) )?(?:(?:is|are|was|were) there (?:also )?{_OTHER} {_VALUE}"
    rf"|(?:does|do|did) (?:any(?:one|body)(?: else)?|any(?: other)? (?:document|source|report|text|paper)s?|{_SOURCES})"
    rf" (?:give|have|say|name|mention|quote|report) {_OTHER} {_VALUE}"
    rf"|(?:do|does|did) (?:{_SOURCES}|(?:any )?(?:of )?(?:the )?others?)(?: all)? (?:agree|say (?:the same|so|that|this|it))"
    r"(?: (?:thing|too|as well|with (?:it|that|this)|(?:on|about) (?:it|that|this)))*"
    rf"|(?:what|which {_VALUE}) (?:do|does|did) (?:the )?others?(?: (?:documents|sources|reports|texts))? (?:say|give)"
    rf"|any other {_VALUE}|(?:is|was) (?:that|this|it) the only {_VALUE})(?: (?:in|from|given (?:in|by)|by|for) [^?]+)?\W*"
)


def agreement_asked(question: str) -> str | None:
    """Return what each document is to be asked, where it is asked whether they agree on it; ``None`` for any other question."""
    match = _AGREE.fullmatch(" ".join(question.split()))
    if match is None:
        return None
    asked = f"when did {match['what'][5:]}" if _WHEN.match(match["what"]) else match["what"]
    return f"{asked[:1].upper()}{asked[1:]}?"


def asks_for_another(text: str) -> bool:
    """Say whether a message asks, behind a doubt or not, for what other documents say: "Is there another date in the sources?"."""
    *_, last = _SENTENCE.findall(text) or [""]
    return bool(_ANOTHER.fullmatch(last.strip()))


def whether_agreed(question: str) -> str:
    """Return the question whether the documents agree on what another question asks."""
    return f"Do the documents agree on this: {question}"
