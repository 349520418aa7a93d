"""Whether a sentence can be understood without the one before it: "It also …", "The latter …", "That is where …"."""

from __future__ import annotations

import re

_PRONOUN = re.compile(r"(?:He|She|It|They|This|These|His|Her|Its|Their|Such|Both)\b")
_PLAIN = (
    "clear important possible likely easy easier hard harder difficult useful helpful fair odd striking tempting better best wrong"
    " right true worth time"
)
_EXPLETIVE = re.compile(
    r"It (?:is|was|will be|would be|may be|can be|has been) (?:(?:not|also|often|always|never) )?"
    rf"(?:{'|'.join(_PLAIN.split())}|one thing)\b|It (?:helps|pays|takes|matters|follows|seems|appears)\b"
)
_POINTS_BACK = re.compile(
    r"(?:The (?:former|latter|others?)|The (?:first|second|third|fourth|fifth|last)(?= (?:is|was|has|one)\b)|Neither|That|Those"
    r"|Here|There(?! (?:is|are|was|were|will|would|may|might|can|could|has|have|had)\b(?! also\b))"
    r"|(?:None|Each|All|Both|One|Some|Most) of (?:these|them|those))\b"
    r"(?! (?:is|are|was|were) (?:an?|no|many|some|few)\b)"
    r"|(?:Had|Were|Should) (?:it|they|this|that|he|she)\b"
)
_THAT_IS_WHY = re.compile(
    r"(?:(?:And|But|So),? )?(?:[Tt]hat|[Tt]his|[Ww]hich)(?:['’]s| is| was)(?: \w+ly| also)? (?:the reason )?why\b"
)
_CONNECTS = re.compile(r"(?:And|But|So|Or|Nor|Yet|However|Therefore|Instead|Also|Otherwise)\b")


def opens_with_pronoun(text: str) -> bool:
    """Say whether a sentence opens with a pronoun that stands for something: "It was built", not "It is clear that"."""
    return bool(_PRONOUN.match(text)) and not _EXPLETIVE.match(text)


def leans(text: str) -> bool:
    """Say whether a sentence opens with a word for what stands before it: a pronoun, "The latter", "None of these"."""
    return opens_with_pronoun(text) or bool(_POINTS_BACK.match(text))


def says_why_before(text: str) -> bool:
    """Say whether the reason for what a sentence says stands before it: "That is why …"."""
    return bool(_THAT_IS_WHY.match(text))


def takes_up(text: str) -> bool:
    """Say whether a sentence answers to the one before it, "But …" or "The latter …"; not "That is why …", nor "It …"."""
    return not says_why_before(text) and bool(_CONNECTS.match(text) or _POINTS_BACK.match(text))
