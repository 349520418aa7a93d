"""Which of two documents is the later version of the other by their names: a draft and what came of it, v1 and v2."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.text.patterns import any_case

_STAGES = {"draft": 0, "wip": 0, "final": 2, "approved": 2, "adopted": 2, "published": 2}  # 1 where a name says nothing of it
_STAGE = any_case(rf"(?<![^\W_])(?:{'|'.join(_STAGES)})(?![^\W_])")
_NUMBER = any_case(r"(?<![^\W_])(?:v|ver|version|rev|revision)[ ._-]*(\d+(?:[._-]\d+)*)(?![^\W_])")
_OF_A_DAY = any_case(r"\b(?:minutes|agendas?|notes|transcripts?|newsletters?|bulletins?)\b")
_COPY = any_case(r"\(\d+\)|(?<![^\W_])copy(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Version:
    """What a name says without what tells versions apart, in small letters, and how late the version is."""

    name: str
    stage: int
    number: tuple[int, ...]

    @property
    def order(self) -> tuple[int, tuple[int, ...]]:
        """Of two versions the later one has the higher order: the final text before a draft, then the higher number."""
        return self.stage, self.number


def version(name: str) -> Version:
    """Read a title, or the name of a file without its ending: "Housing-strategy_v2 DRAFT" is version 2, a draft."""
    stages = [_STAGES[m[0].lower()] for m in _STAGE.finditer(name)]
    numbers = [tuple(int(part) for part in re.split(r"\D", m[1])) for m in _NUMBER.finditer(name)]
    bare = _COPY.sub(" ", _STAGE.sub(" ", _NUMBER.sub(" ", name)))
    return Version(" ".join(re.findall(r"[^\W_]+", bare.casefold())), min(stages, default=1), max(numbers, default=()))


def later(one: str, other: str) -> int:
    """Return 1 where the first of two names is of a later version of what the other names, -1 of an earlier, 0 of neither."""
    a, b = version(one), version(other)
    if not a.name or a.name != b.name:
        return 0
    return (a.order > b.order) - (a.order < b.order)


def is_of_a_day(title: str) -> bool:
    """Say whether a title is of what is made anew for each meeting or issue, which then is of that day."""
    return bool(_OF_A_DAY.search(title))
