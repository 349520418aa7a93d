"""The documents that a conversation is on: those that the last answer quoted.

What is asked next is mostly told where the last answer stood, and its words are often too few to find that among other documents
("who is paying?", "and the chair?"). Where the whole corpus gives no sure answer, it is asked once more as if it half named these.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.answer.decide.near_miss_notice import DOUBT
from assistant.converse.meaning import Meaning
from assistant.converse.sequel import quoted_sentences
from assistant.questions.speech import unlabelled
from assistant.retrieve.retriever import Found
from assistant.types import Answer

FIRST = 0.5  # of being named, for the document that the last answer opened with
LATER = 0.25  # for the others that it quoted
LOOKED_FOR = 3  # sentences of the answer, the first ones


def spoken_of(meaning: Meaning, search: Callable[[str], Found]) -> dict[str, float]:
    """Return how far each document is what a message goes on about, as far as the last answer quoted any."""
    told = [" ".join(unlabelled(sentence).split()) for sentence in quoted_sentences(meaning.last)[:LOOKED_FOR]]
    if not told:
        return {}
    passages = [(passage.document, " ".join(passage.text.split())) for passage in search(" ".join(told)).passages]
    found: dict[str, float] = {}
    for sentence in told:
        for document in dict.fromkeys(id_ for id_, text in passages if sentence in text):
            found.setdefault(document, LATER if found else FIRST)
    return found


def is_unsure(answer: Answer) -> bool:
    """Say whether an answer may not be what was asked."""
    return answer.status == "declined" or (answer.status == "answered" and answer.confidence <= DOUBT)
