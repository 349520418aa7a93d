"""Words that a text has in another sense than the question.

Verbs that a stemmer takes for one another, since the past of one is the root of the other, are found and founded: the regular one
shows in its ending ("founded", "founding") or as an infinitive ("to found", "did they found"); the root by itself is the past of
the other ("they found it"). A plural ("wounds") leaves it open. What "led to" something leads nobody, and a trust is not trust.
"""

from __future__ import annotations

import re

from assistant.text.patterns import any_case
from assistant.text.terms import stem

_SHARED = frozenset("found wound ground bound fell bore saw felt rose".split())
_INFINITIVE = any_case(r"\b(?:to|not|will|would|can|could|shall|should|may|might|must) $|\b(?:do|does|did)(?: [\w’'-]+){1,5} $")
_CAUSES = any_case(r"\bl(?:ed|eads?|eading) to\b")
_BODIES = {"trust": re.compile(r"\b(?:trusts|Trusts?|[Aa]n? (?:[\w-]+ )?trust)\b")}
"""Words for what cannot be counted, and the form in which they are those of a body: "a trust", "primary care trusts"."""


def other_sense(root: str, question: str, text: str) -> bool:
    """Say whether a stem that stands in both is of one verb in the question and of another in the text."""
    return root in _SHARED and _verbs(root, question).isdisjoint(_verbs(root, text))


def _verbs(root: str, text: str) -> set[str]:
    found: set[str] = set()
    for match in re.finditer(rf"\b{root}[a-z]*", text, re.IGNORECASE):
        word = match.group().lower()
        if stem(word) != root:
            continue
        if word.endswith(("ed", "ing")) or (word == root and _INFINITIVE.search(text[: match.start()])):
            found.add("regular")
        else:
            found |= {"other"} if word == root else {"regular", "other"}
    return found


def without_causes(text: str, question: str) -> str:
    """Return a text without "led to", which says of nobody that he leads; as it is where a question has it as well."""
    return text if _CAUSES.search(question) else _CAUSES.sub(" ", text)


def names_only_bodies(question: str, text: str) -> bool:
    """Say whether a text has a word of a question for a body alone, and the question has it for what cannot be counted."""
    asked = (word for word in _BODIES if re.search(rf"\b{word}\b", question) and not _BODIES[word].search(question))
    return any(_BODIES[word].search(text) and not re.search(rf"\b{word}", _BODIES[word].sub(" ", text)) for word in asked)
