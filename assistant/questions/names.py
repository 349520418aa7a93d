"""The names in a question: capitalised words, alone or several together."""

from __future__ import annotations

import re

from assistant.text.carried_subject import LEAD
from assistant.text.species import SPECIES
from assistant.text.terms import STOP_WORDS, words

_OPENS = re.compile(rf"^(?:{LEAD})?$|[a-z)][.?!]\s+$")  # behind what was carried over from before, not behind an initial
_I = re.compile(r"I['’](?:d|ll|m|ve)")
_NAME = re.compile(rf"{SPECIES.pattern}|\b[A-Z][\w’'-]*")


def names_in(question: str) -> list[str]:
    """Return the capitalised words of a question; a word that opens a sentence only if it is an acronym."""
    found = (m for m in _NAME.finditer(question) if m.group().lower() not in STOP_WORDS and not _I.fullmatch(m.group()))
    return [m.group() for m in found if not _OPENS.search(question[: m.start()]) or (m.group().isupper() and len(m.group()) > 1)]


CODED = re.compile(r"\b\d+[A-Z]\w*")
"""A name that begins with a figure, "3M"; it is one only where a title bears it, since "5G" and "10K" look the same."""

INITIALED = re.compile(r"\b[A-Z](?: ?& ?|n)[A-Z]\b")
"""A name by its first letters, "J&J" or "JnJ"."""

_PHRASE = re.compile(r"\b[A-Z][\w’'-]*(?: (?:(?:of|the|and|for|in) )*(?:[A-Z][\w’'-]*|\d{4}))+")


def phrases_in(question: str) -> list[str]:
    """Return the names of several words in a question, "Housing First" or "Homelessness Reduction Act 2017"."""
    return [name for name in dict.fromkeys(_bare_name(m.group()) for m in _PHRASE.finditer(question)) if " " in name]


def _bare_name(name: str) -> str:
    """Return a name without the words of the question that run into it: "Best Buy" of "Does Best Buy", and of "What's Best Buy"."""
    parts = name.split(" ")
    while parts and STOP_WORDS.issuperset(words(parts[0])):
        parts.pop(0)
    return " ".join(parts)
