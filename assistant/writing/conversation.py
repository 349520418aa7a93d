"""What a model makes of a conversation: one question that stands alone, and searches where it asks for several things.

The history goes out within a budget of tokens: the last turns as they were said, those before them as a summary (each question
with the first sentence of its answer), the oldest not at all. Markers are taken out first, so that a citation of an earlier turn
cannot reach a later answer. What comes back is taken only if it is made of words of the conversation: a model that answers
instead of rewriting, or brings in something of its own, is not followed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.cite.markers import MARKER
from assistant.converse.topic import first_sentence
from assistant.text.terms import STOP_WORDS, content_stems, stem, term_stems, terms
from assistant.types import Turn
from assistant.writing import tokens
from assistant.writing.prompt import planning
from assistant.writing.talk import Talk

MOST_SEARCHES = 3  # that a model may ask for
MOST_TOKENS = 160  # of a reply
OWN_WORDS = 0.75  # share of the words of a rewriting that must have been said before
KEPT_WORDS = 0.5  # share of the words of the message that must be in its rewriting or its searches
LONGEST = 300  # characters
_LINE = re.compile(r"\W*(question|search)[\s\d*_]*:[\s*_]*(.+)", re.IGNORECASE)
_COMPOUND = re.compile(r"\?.*\w.*\?|;|\b(?:and|as well as|both|versus|vs|compare[ds]?|difference)\b", re.IGNORECASE)
_COMPOUND_WORDS = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """What to search for: a question that stands alone, and up to three searches if it asks for several things."""

    question: str
    searches: tuple[str, ...] = ()


def needs_plan(question: str, history: Sequence[Turn]) -> bool:
    """Say whether a model could help to read a message: it follows others, or looks as if it asked for several things."""
    compound = _COMPOUND.search(question) is not None and len(question.split()) >= _COMPOUND_WORDS
    return compound or any(turn.role == "user" for turn in history)


def make_plan(talk: Talk, question: str, understood: str, history: Sequence[Turn], budget: int) -> Plan:
    """Return what the model makes of a message; ``understood`` is kept where it is of no use. Raises ModelError."""
    conversation = summary(history, budget)
    return read_plan(talk.say(planning(question, conversation), MOST_TOKENS), question, understood, conversation)


def read_plan(reply: str, question: str, understood: str, conversation: str) -> Plan:
    """Read a model's reply, and take of it what is made of words that were said."""
    lines = [(m[1].lower(), " ".join(m[2].split()).strip(" \"'")) for line in reply.splitlines() if (m := _LINE.match(line))]
    asked = next((text for kind, text in lines if kind == "question"), "")
    wanted = tuple(dict.fromkeys(text for kind, text in lines if kind == "search"))[:MOST_SEARCHES]
    said = f"{question}\n{understood}\n{conversation}"
    searches = tuple(text for text in wanted if _is_said(text, said))
    whole = asked if _is_said(asked, said) and _keeps(question, asked) else understood
    return Plan(whole, searches if len(searches) > 1 else ())


def _is_said(text: str, said: str) -> bool:
    """Say whether a text is made of words of the conversation: most of its words, and every number and capital in it."""
    if not text or len(text) > LONGEST or MARKER.search(text):
        return False
    before = term_stems(said)
    own = [word for word in terms(text) if word not in STOP_WORDS]
    known = sum(stem(word) in before for word in own)
    figures = re.findall(r"\d[\d.,]*\d|\d", text)
    capitals = re.findall(r"(?<=[a-z,] )[A-Z]\w+", text)
    lowered = said.casefold()
    return (
        bool(own)
        and known >= OWN_WORDS * len(own)
        and all(figure in said for figure in figures)
        and all(word.casefold() in lowered for word in capitals)
    )


def _keeps(question: str, rewritten: str) -> bool:
    """Say whether a rewriting still asks what was asked: it holds half of the words of the message."""
    own = content_stems(question)
    return len(own & term_stems(rewritten)) >= KEPT_WORDS * len(own)


def summary(history: Sequence[Turn], budget: int) -> str:
    """Return a conversation within a budget of tokens: recent turns whole, earlier ones in short, the oldest left out."""
    lines: list[str] = []
    short = False
    for turn in reversed(history):
        said = MARKER.sub("", turn.content)
        who = "Reader" if turn.role == "user" else "Assistant"
        left = budget - sum(tokens.count(line) + 1 for line in lines)
        line = f"{who}: {_short(said) if short else ' '.join(said.split())}"
        if not short and tokens.count(line) > left // 2:
            short, line = True, f"{who}: {_short(said)}"
        if tokens.count(line) > left:
            break
        lines.append(line)
    return "\n".join(reversed(lines))


def _short(text: str) -> str:
    first = first_sentence(text) or text
    return " ".join(first.split())[:LONGEST]
