"""What people asked and the corpus could not answer, the most wanted first.

Questions that differ only in small words, order or endings count as one: they share most of their stems, all of their
numbers, and ask for the same thing (who, when, where, how many). A gap is closed once such a question was answered.

A message that asks for nothing by itself is no gap, though it was declined: "tell me more", a bare "why?" that the conversation did
not fill, a remark ("I think that is a good idea.").
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from assistant.text.carried_subject import without_lead
from assistant.text.terms import EMPTY, term_stems, words

SAME = 0.7  # share of the words of two questions that both have (Jaccard)
ASKS_FOR = frozenset({"who", "whom", "whose", "when", "where", "why", "how", "many", "much", "which"})
_NUDGE = re.compile(r"(?:more|examples): ", re.IGNORECASE)  # how "tell me more" and "an example?" are completed
_REMARK = re.compile(
    r"(?:(?:i|we|you|it|they|he|she|that|this|these|those|there)(?:['’]\w+)? \w"
    r"|(?!(?:can|will|should|must|what|how)\b)(?:[\w'’-]+ ){1,6}?(?:should|must|will|cannot) )[^?]*",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:who|whom|whose|what|when|where|why|how|which|want|like|need|wonder\w*|look\w*|know|tell|show|find|give|list|name|explain"
    r"|describe|ask\w*|question\w*|interested|curious|search\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PastQuestion:
    """A question, when it was asked (ISO 8601, UTC; "" unknown), and what came of it: answered, declined or logged."""

    question: str
    when: str
    outcome: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that come to the same. ``asked`` counts how often they were declined, ``logged`` how often a reader missed
    an answer enough to say so; ``question`` is the last wording, ``reason`` why it was last declined."""

    question: str
    asked: int
    logged: int
    last: str
    reason: str
    wordings: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, for JSON."""
        return asdict(self) | {"wordings": list(self.wordings)}


@dataclass(slots=True)
class _Group:
    key: frozenset[str]
    members: list[PastQuestion] = field(default_factory=list)


def ranked(asked: Iterable[PastQuestion]) -> list[Gap]:
    """Return the open gaps, first those that most people ran into; a logged gap counts double. ``asked`` is oldest first."""
    gaps = [
        gap
        for group in _grouped(item for item in asked if item.outcome == "logged" or _asks(item.question))
        if (gap := _gap(group)) is not None
    ]
    return sorted(gaps, key=lambda g: (-(g.asked + 2 * g.logged), tuple(-ord(c) for c in g.last), g.question))


def _asks(question: str) -> bool:
    """Say whether a message, as it was completed, asks for something; where its form does not tell, it does."""
    if _NUDGE.match(question):
        return False
    own = without_lead(question).strip()
    if own != question.strip() and EMPTY.issuperset(words(own)):
        return False
    return not _REMARK.fullmatch(own) or bool(_ASKING.search(own))


def _grouped(asked: Iterable[PastQuestion]) -> list[_Group]:
    """Put each question to the group whose first question it shares most words with, if those are most of both.

    Two sets that share so much have one of their rarest words in common, so only those are looked up (prefix filtering:
    Bayardo, Ma and Srikant 2007, "Scaling Up All Pairs Similarity Search").
    """
    keyed = [(item, _key(item.question)) for item in asked]
    counts = Counter(word for _, key in keyed for word in key)
    groups: list[_Group] = []
    with_word: defaultdict[tuple[str, frozenset[str]], list[_Group]] = defaultdict(list)
    for item, key in keyed:
        numbers = frozenset(word for word in key if any(c.isdigit() for c in word))
        rarest = sorted(key, key=lambda word: (counts[word], word))[: len(key) - math.ceil(SAME * len(key)) + 1]
        likely = {id(group): group for word in rarest for group in with_word[word, numbers]}
        best = max(likely.values(), key=lambda group: _alike(key, group.key), default=None)
        if best is None or _alike(key, best.key) < SAME:
            best = _Group(key)
            groups.append(best)
            for word in rarest:
                with_word[word, numbers].append(best)
        best.members.append(item)
    return groups


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b)


def _key(question: str) -> frozenset[str]:
    asks_for = {"ask:" + word for word in words(question) if word in ASKS_FOR}
    return term_stems(question) | asks_for or frozenset({question.strip()})


def _gap(group: _Group) -> Gap | None:
    """Return a question that was asked in some wordings as a gap; ``None`` where it was answered since, or never missed."""
    missed = [m for m in group.members if m.outcome != "answered"]
    if not missed or any(m.when > missed[-1].when for m in group.members if m.outcome == "answered"):
        return None
    declined = [m for m in missed if m.outcome == "declined"]
    return Gap(
        question=missed[-1].question,
        asked=len(declined),
        logged=len(missed) - len(declined),
        last=missed[-1].when,
        reason=next((m.reason for m in reversed(missed) if m.reason), ""),
        wordings=tuple(dict.fromkeys(m.question for m in missed)),
    )
