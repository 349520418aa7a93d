"""Take a sentence that joins several statements apart, so that each can rest on a passage of its own.

A joint is a sentence's end, a semicolon, "while", "whereas", or "and" or "but" between two clauses. What follows it must say
something by itself: it has a subject (a name, a pronoun, or, where it begins with its verb, the subject of the first
statement) and, behind a mere "and", a verb that can be told by its form. "Schools in Leeds and clinics in Hull" has no joint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.cite.support.lexicon import AUXILIARIES, word_set
from assistant.cite.support.words import WORD, names, sentences
from assistant.text.irregular_forms import IRREGULAR

_STRONG = re.compile(r";\s+|,?\s+(?:while|whereas)\s+|,\s+(?:and|but)\s+", re.IGNORECASE)
_WEAK = re.compile(r"\s+(?:and|but)\s+", re.IGNORECASE)
_PRONOUNS = word_set("it its they them their he his she her")
_LONGEST = 4
"""How many statements a sentence may join."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A clause that says something by itself; ``leans`` if a pronoun takes its subject from the one before."""

    text: str
    leans: bool = False


def splits(sentence: str) -> Iterator[tuple[Statement, ...]]:
    """Yield the ways to take a sentence apart: at every strong joint together, then at each joint alone."""
    whole = [sentence[a:b] for a, b in sentences(sentence)]
    strong = [part.strip() for piece in whole for part in _STRONG.split(piece) if part.strip()]
    if 2 <= len(strong) <= _LONGEST and (found := _statements(strong, weak=False)):
        yield found
    joints = [(m, False) for m in _STRONG.finditer(sentence)] if len(strong) > 2 else []
    joints += [(m, True) for m in _WEAK.finditer(sentence)]
    for m, weak in joints:
        if found := _statements([sentence[: m.start()].rstrip(","), sentence[m.end() :]], weak=weak):
            yield found


def _statements(parts: list[str], *, weak: bool) -> tuple[Statement, ...]:
    """Return the parts as statements, or none if one of them says nothing by itself."""
    subject = _subject(parts[0])
    found = [Statement(parts[0])]
    for part in parts[1:]:
        words = [m[0].casefold() for m in WORD.finditer(part)]
        verb = next((n for n, word in enumerate(words) if _is_verb(word)), None)
        if len(words) < 3 or (weak and verb is None):
            return ()
        own = words[:verb]
        named = bool(names(part))
        if verb == 0 and subject:
            found.append(Statement(f"{subject} {part}"))
        elif named or not _PRONOUNS.isdisjoint(own) or (verb and (not weak or words[verb] in AUXILIARIES)):
            found.append(Statement(part, leans=not named and not _PRONOUNS.isdisjoint(own)))
        else:
            return ()
    return tuple(found) if len(WORD.findall(parts[0])) > 2 and (not weak or subject) else ()


def _subject(clause: str) -> str:
    """Return the words before the verb of a clause, "" if its verb cannot be told."""
    for n, m in enumerate(WORD.finditer(clause)):
        if n and _is_verb(m[0].casefold()):
            return clause[: m.start()].strip()
    return ""


def _is_verb(word: str) -> bool:
    return word in AUXILIARIES or word in IRREGULAR or (word.endswith("ed") and len(word) > 4)
