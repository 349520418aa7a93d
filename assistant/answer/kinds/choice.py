"""Answers on several things at once: "What about “X” and “Y”?" side by side, "Which is cheaper: “X” or “Y”?" by who says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.choose.evidence import Pick
from assistant.questions.degree import degree
from assistant.text.patterns import any_case
from assistant.text.terms import content_stems, stems

_SEVERAL = any_case(r"What about (?P<things>“[^”]+”(?:, “[^”]+”)* and “[^”]+”)\?*")
_CHOICE = any_case(r"(?P<asks>Which [^:“]+): (?P<things>“[^”]+”(?:, “[^”]+”)* or “[^”]+”)\?*")
_THING = re.compile(r"“([^”]+)”")


def several(question: str) -> tuple[str, ...]:
    """Return the things that are asked about side by side; () for any other question."""
    match = _SEVERAL.fullmatch(" ".join(question.split()))
    return tuple(_THING.findall(match["things"])) if match else ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of several things is asked for, and the words that a sentence must hold to tell."""

    asks: str
    things: tuple[str, ...]
    told_by: re.Pattern[str]

    def telling(self, picks: Sequence[Pick]) -> list[Pick]:
        """Return the sentences that say more or less of one of the things, where another one is spoken of as well.

        Of three or more they may not name all of them alike.
        """
        named = [content_stems(thing) for thing in self.things]
        most = 2 if len(named) == 2 else len(named) - 1
        found = []
        for pick in picks:
            here, around = set(stems(pick.text)), set(stems(f"{pick.text} {pick.passage.text}"))
            told = self.told_by.search(pick.text) and 1 <= sum(words <= here for words in named) <= most
            if told and sum(words <= around for words in named) > 1:
                found.append(pick)
        return found

    def untold(self) -> str:
        """Return why it is declined."""
        return f"No passage found says {self.asks[:1].lower()}{self.asks[1:]}: {', '.join(self.things)}."


def choice(question: str) -> Choice | None:
    """Return which of several things is asked for; ``None`` for any other question."""
    match = _CHOICE.fullmatch(" ".join(question.split()))
    told_by = degree(match["asks"]) if match else None
    return Choice(match["asks"], tuple(_THING.findall(match["things"])), told_by) if match and told_by else None
