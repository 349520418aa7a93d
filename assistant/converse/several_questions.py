"""A message that asks two or three things: "Who approved it, and when?", "When and where was it held?".

Each part is a question that its opening word gives away; what a later one lacks is put in from the one before, as from an earlier
turn. Clauses behind a verb or a preposition ("Do we know who paid and who gained?"), and halves that only deny the other one ("what
worked and what did not"), are no parts, nor is what can be answered by yes or no.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.converse.topic import FINITE, PRONOUN
from assistant.questions.openings import AUXILIARY
from assistant.text.carried_subject import LEAD
from assistant.text.patterns import any_case
from assistant.text.terms import terms

MOST = 3  # parts; 1 takes every message as one question
_WORD = r"(?:who|whom|whose|what|which|when|where|why|how)"
_ASKS = rf"(?:{_WORD}\b|(?:by|for|from|to|with|of|in|at|on|since|until|under|through) (?:whom|which|what|when|where|how)\b)"
_OPENS = any_case(rf"\W*(?:(?:and|so|but|ok|okay|please) )*(?:{LEAD})?{_ASKS}")
_JOINT = any_case(rf"(?:\s*[,;?]?\s+and (?:also |then )?|\?\s+)(?={_ASKS})")
_INSIDE = any_case(rf"\b{_WORD}\b")
_DENIES = any_case(r"(?:\bnot|n[’']t)\W*$")
_HALF = any_case(r"(?:who|what|which) (?:the|an?|ones?)\b")
_TWICE = any_case(
    rf"(?P<one>(?:since )?(?:when|where|why|how))(?:,)? and (?P<two>(?:since )?(?:when|where|why|how)) (?P<rest>{AUXILIARY} .+)"
)
_BEFORE = any_case(
    r"(?:\(?(?:\d{1,2}|[a-c])[.)]|[-*•–]|q(?:uestion)?\s?\d\s?[:.)]?)\s+|(?:and|also|plus|then|finally|secondly|second)\b,?:? "
)
_IT = r"(?:there|it|they|he|she|you|we|i|this|that|these|those|(?-i:[A-Z])[\w’'-]*)\b"
_AND_ASKS = any_case(
    rf",\s+and (?:also |then )?(?=(?:{_WORD}(?: [\w’'-]+){{0,3}}? {AUXILIARY}|does|did|do) (?:the|an?|{_IT})"
    rf"|(?:is|are|was|were|has|have) {_IT})"
)
"""Before a verb that stands in front of who does it, as in a question that is told straight: "…, and did the council agree?"."""
WHOLE = 2  # words that say something in a question that is told apart by its mark alone
_END = r"(?:(?:most|least) [a-z]+|[a-z]{2,}est|best|worst|top|bottom|first|last)"
_BOTH_ENDS = any_case(
    rf"(?P<asks>{_WORD}\b[^,;:?]*?(?: the)?) (?P<one>{_END})(?P<thing> [^,;:?]+?)?,? and (?:{_WORD} )?(?:(?:ones? )?{AUXILIARY} )?"
    rf"(?:the )?(?P<other>{_END})(?P<rest>(?: [^,;:]*)?)\W*"
)
"""Both ends of a scale: "which is the weakest and which the strongest in her order?"."""

HANDS = ("advantages", "disadvantages")
_BOTH_HANDS = any_case(
    r"\W*(?:what (?:are|were) )?(?:the )?(?P<two>(?:main )?(?:pros and cons"
    r"|advantages and (?:the )?disadvantages|benefits and (?:the )?(?:risks|drawbacks)|strengths and (?:the )?weaknesses"
    r"|arguments for and against))(?: (?:of|for|to|in))? (?P<thing>[^,;:?]*\w)\W*"
)
"""What speaks for a thing and what against it: "the pros and cons of the toll"."""


def parted(message: str) -> tuple[str, ...]:
    """Return the questions that a message asks one after the other, as they stand in it; () where it asks one."""
    text = " ".join(message.split())
    if MOST > 1 and (both := _TWICE.fullmatch(text)):
        return f"{both['one']} {both['rest']}", f"{both['two'].capitalize()} {both['rest']}"
    if MOST > 1 and (ends := _BOTH_ENDS.fullmatch(text)):
        thing, rest = ends["thing"] or "", ends["rest"].rstrip(" ?.!")
        return f"{ends['asks']} {ends['one']}{thing}{rest}?", f"{ends['asks']} {ends['other']}{rest or thing}?"
    if MOST > 1 and (both := _BOTH_HANDS.fullmatch(text)):
        return f"What are the {HANDS[0]} of {both['thing']}?", f"What are the {HANDS[1]} of {both['thing']}?"
    parts: list[str] = []
    joint = _JOINT.search(text)
    while joint is not None and len(parts) < MOST - 1:
        parts.append(text[: joint.start()])
        text = text[joint.end() :]
        joint = _JOINT.search(text)
    if parts and all(map(_is_whole, [*parts, text])):
        return tuple(part.rstrip(" ?,;") + "?" for part in [*parts, text])
    return _one_by_one(" ".join(message.split()))


def _one_by_one(text: str) -> tuple[str, ...]:
    """Return the sentences of a message that asks two or three whole questions and says nothing else; () of any other."""
    text = _AND_ASKS.sub(lambda joint: joint[0] if PRONOUN.search(text, joint.end()) else "? ", text)
    sentences = text.rstrip("? ").split("? ") if text.endswith("?") else []
    asked = tuple(_opened(sentence) for sentence in sentences)
    return asked if 2 <= len(asked) <= MOST and all(len(terms(part)) >= WHOLE and FINITE.search(part) for part in asked) else ()


def _opened(sentence: str) -> str:
    """Return what a sentence asks, without its number or "also" before it."""
    bare = sentence.strip(" ?")
    while before := _BEFORE.match(bare):
        bare = bare[before.end() :]
    return f"{bare[:1].upper()}{bare[1:]}?"


def hands(parts: Sequence[str]) -> tuple[str, ...]:
    """Return what to call the answers to the parts of a question, where they are what speaks for a thing and what against it."""
    return (
        ("For", "Against")
        if len(parts) == 2 and all(f" {name} of " in part for name, part in zip(HANDS, parts, strict=True))
        else ()
    )


def _is_whole(part: str) -> bool:
    """Say whether a part asks something of its own, and nothing inside it is asked by another word."""
    opening = _OPENS.match(part)
    if opening is None or _DENIES.search(part) or _HALF.match(part):
        return False
    return not _INSIDE.search(part, opening.end())
