"""Whether a sentence says who did a thing: "It was automated in 1988" does not, though it has each word of the question."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.questions.openings import JOINT
from assistant.questions.synonyms import synonyms
from assistant.text.months import MONTH
from assistant.text.patterns import any_case
from assistant.text.terms import stem, words

WHO_DID = any_case(rf"^\W*{JOINT}who(?:m)? (?:has |have |had )?(?P<did>[a-z]+)\b")
"""The form of a question who did a thing."""
_UNDERGONE = any_case(
    r"\b(?:was|were|been|being|is|are|be|got) (?:(?:not|also|then|first|later|soon|now|\w+ly) )?(?P<done>\w+)"
    r"(?=\W*$|[,;:.)]"
    r"| (?:in|on|at|to|from|for|and|or|but|with|within|during|after|before|since|until|as|by|when|while|again|last|this)\b)"
)
_BY_SOMEBODY = any_case(rf"\bby (?!(?:hand|post|then|now|the (?:end|time)|mid|early|late|{MONTH})\b|\d)")


def is_without_doer(question: str, texts: Sequence[str]) -> bool:
    """Say whether it is asked who did a thing, and texts only tell that it was done: in the passive, and not by whom."""
    match = WHO_DID.match(question)
    if match is None:
        return False
    did = stem(match["did"].lower())
    ways = {did, *synonyms(did)}
    undergone = [any(stem(m["done"].lower()) in ways for m in _UNDERGONE.finditer(text)) for text in texts]
    told = any(
        _BY_SOMEBODY.search(text) if is_done else did in map(stem, words(text))
        for text, is_done in zip(texts, undergone, strict=True)
    )
    return any(undergone) and not told
