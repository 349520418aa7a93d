"""Messages that return to a question asked before: "go back to the first question", "what was the second answer again?".

They mean that question, as it was meant when it was asked.
"""

from __future__ import annotations

from assistant.questions.openings import JOINT, PLEASE, THANKS
from assistant.text.numerals import NTH, ordinals
from assistant.text.patterns import any_case

_ORDINALS = ordinals(1, 12)
_BY_NUMBER = rf"(?P<nth>{'|'.join(_ORDINALS)}|original|initial)|(?P<digit>\d{{1,2}}){NTH}"
_NTH = rf"(?:{_BY_NUMBER}|(?P<end>last|latest)|(?P<before>previous))"
_AGAIN = r"(?:,? (?:again|once more|one more time))*"
_RETURN = any_case(
    rf"{JOINT}{PLEASE}(?:(?:(?P<back>(?:(?:can|could|let|shall) (?:we |us |i )?)?(?:(?:go|going|come|get|return|turn)"
    r"(?: back)?|back) to)|what (?:was|is)|what did (?:i|you) (?:ask|say) (?:as|in|to)|remind me (?:of|what)"
    r"|(?:answer|ask|repeat|show|give|tell)(?: me)?|(?:and )?again)(?: again)? )?(?:the|my|your|that) "
    rf"{_NTH} (?:question|answer|reply)(?: (?:was|i asked|you gave(?: me)?))?{_AGAIN}{THANKS}\W*"
)
_ASKED = any_case(rf"{JOINT}what did i ask(?: you)? (?:first|originally|initially){_AGAIN}\W*")


def asked_before(message: str, questions: int) -> int | None:
    """Return which of so many ``questions`` that were asked a message returns to, from 0; ``None`` where it returns to none."""
    match = _RETURN.fullmatch(message.strip())
    if match is None:
        return 0 if questions and _ASKED.fullmatch(message.strip()) else None
    if match["end"]:
        number = questions
    elif match["before"]:  # back to the previous question is to the one before the last
        number = questions - bool(match["back"] and questions > 1)
    else:
        number = int(match["digit"] or _ORDINALS.get(match["nth"].lower(), 1))
    return number - 1 if 1 <= number <= questions else None
