"""A subject that the corpus knows nothing of: once its question was declined, nothing is carried over from it.

Behind "What is the capital of Mongolia?", declined, "Who pays?" is said of what was spoken of before that, or of nothing. Only what
puts another thing in its place ("and of Chile?") still asks that question. Of night shelters in a place that it does not know the
night shelters are carried over.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.converse.topic import Said, names_in
from assistant.text.terms import EMPTY, terms, words

Knows = Callable[[str], bool]
"""Says whether a word stands anywhere in the corpus, in whatever form."""


KNOWN = 2  # words of a thing that is asked about in a place that is not known: "night shelters in Timbuktu"
_THERE = re.compile(r"(?P<what>.+?),? (?:in|at|near|across) (?:the )?[A-Z].*")


def every_word(_: str) -> bool:
    """Know every word: for who has no corpus."""
    return True


def without_strange(said: Said, before: Said, knows: Knows) -> Said:
    """Return what is remembered after a decline: what was said before it, where the corpus knows nothing of its subject."""
    if said.answer or said.is_open or not said.subject or not is_strange(said.subject, knows):
        return said
    there = _THERE.fullmatch(said.subject)
    if there and not said.subject[:1].isupper() and sum(map(knows, terms(there["what"]))) >= KNOWN:
        return replace(said, subject=there["what"], names=())
    kept = before if before.question else said
    return replace(kept, strange=said.question, answer="", speakers=())


def is_strange(subject: str, knows: Knows) -> bool:
    """Say whether the corpus has none of the names in a subject; of one without names, whether it lacks half of the words."""
    named = [words(name) for name in names_in(subject)]
    parts = [own for part in (named or [[word] for word in words(subject)]) if (own := [w for w in part if w not in EMPTY])]
    unknown = sum(not all(map(knows, part)) for part in parts)
    return unknown > 0 and (unknown == len(parts) if named else 2 * unknown >= len(parts))
