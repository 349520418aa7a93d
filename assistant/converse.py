"""What a message means in its conversation, with no language model: small talk, a question, or a follow-up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.types import Turn

_GREETING = re.compile(r"\W*(?:hi|hello|hey|good (?:morning|afternoon|evening)|greetings)(?: there| all| everyone)?\W*", re.I)
_THANKS = re.compile(
    r"\W*(?:thanks?|thank you|cheers|great|perfect|ok(?:ay)?|that'?s (?:great|helpful))(?: (?:so|very) much| a lot)?\W*(?:thanks?|thank you)?\W*",
    re.I,
)
_BYE = re.compile(r"\W*(?:bye|goodbye|see you)(?: (?:later|soon|now))?\W*", re.I)
_ABOUT = re.compile(
    r"\W*(?:who are you|what are you|what (?:can|do) you do|how (?:do|can|does) (?:you|this|it) (?:work|help)(?: me)?|help|are you (?:a|an) (?:bot|ai|human|robot|person|machine)|what is your name)\W*",
    re.I,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meaning:
    """A message as it was understood: a question that stands alone, and the wider one to search with where that helps."""

    question: str
    expanded: str | None = None


def small_talk(message: str, documents: int) -> str | None:
    """Return a short reply to a greeting, thanks or a question about the assistant itself; ``None`` for anything else."""
    holding = f"{documents} document{'s' if documents != 1 else ''}"
    if _GREETING.fullmatch(message):
        return f"Hello. Ask me about the corpus: I hold {holding} and answer with their own words, each with its source."
    if _THANKS.fullmatch(message):
        return "You are welcome. Ask on whenever you like."
    if _BYE.fullmatch(message):
        return "Goodbye. The sources stay here for when you return."
    if _ABOUT.fullmatch(message):
        return (
            f"I answer questions from a corpus of {holding}. Every sentence comes with a citation that opens the exact words it "
            "rests on, and I say so when the corpus does not answer."
        )
    return None


def understand(question: str, history: Sequence[Turn]) -> Meaning:
    """Return what a message asks, given what was said before."""
    return Meaning(question.strip())
