"""Which documents a question names, so that what it asks of them can be searched for without their names."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache

from assistant.questions.names import CODED, INITIALED, names_in, phrases_in
from assistant.store.rows import DocumentInfo
from assistant.text.terms import STOP_WORDS, stem, stem_set, terms, words
from assistant.text.years import RECENT_YEAR

OWN_NAME = 0.9  # share of the chunks that mention a name which must be of the documents that bear it
VIEWS = 4  # of the corpus whose titles are kept, one for each reader who sees another part of it

_YEAR = re.compile(rf"\b(?:FY)?({RECENT_YEAR})\b")


class Titles:
    """Which documents bear a word in their title or path. ``infos`` are all there are."""

    def __init__(self, infos: Mapping[str, DocumentInfo]) -> None:
        self.infos = infos
        self._bearers: dict[str, set[str]] = {}
        for id_, info in infos.items():
            for word in _title_stems(id_, info.title):
                self._bearers.setdefault(word, set()).add(id_)

    def bearing(self, word: str) -> Collection[str]:
        """Return the documents that bear a stem."""
        return self._bearers.get(word, ())

    def initialled(self, name: str) -> Collection[str]:
        """Return the documents whose titles begin with the capitals of a name."""
        return {id_ for id_, info in self.infos.items() if by_letters((name,), info.title)}

    def bearing_all(self, words: Collection[str]) -> Collection[str]:
        """Return the documents that bear each of some stems; where there are none, all."""
        return set.intersection(*(self._bearers.get(word, set()) for word in words)) if words else self.infos.keys()


def named_documents(question: str, titles: Titles, mentions: Callable[[str], Mapping[str, int]]) -> tuple[dict[str, float], str]:
    """Return how well the title of each document answers to the names in a question, 0 to 1, and the question without them.

    A name counts if all its words are in the title or path of a few documents, at most a third, or their titles begin with its
    letters ("JnJ"), and hardly any other document mentions it: "Boeing" names the Boeing reports, while "Coventry" is spoken of
    everywhere. Then years count too.
    """
    phrases = [*phrases_in(question), *CODED.findall(question)]
    short = INITIALED.findall(question)
    names = [*phrases, *short, *(n for n in names_in(question) if not any(n in longer for longer in (*phrases, *short)))]
    telling: dict[str, Collection[str]] = {}
    rest = question
    for name in names:
        parts = stem_set(name)
        whole_name = titles.bearing_all(parts)
        bearers = whole_name or (titles.initialled(name) if name in short else ())
        if bearers and len(bearers) <= max(1, len(titles.infos) // 3):
            spread = mentions(" ".join(words(name)))
            if sum(n for id_, n in spread.items() if id_ in bearers) >= OWN_NAME * sum(spread.values()):
                telling |= {part: titles.bearing(part) if whole_name else bearers for part in parts}
                rest = rest if whole_name else re.sub(rf"{re.escape(name)}(?:['’]s\b)?", "", rest)
    if not telling:
        return {}, question
    telling |= {year: titles.bearing(year) for year in _YEAR.findall(question) if titles.bearing(year)}
    weights = {s: math.log(1 + len(titles.infos) / len(telling[s])) for s in sorted(telling)}
    scores: dict[str, float] = {}
    for word, weight in weights.items():
        for id_ in telling[word]:
            scores[id_] = scores.get(id_, 0.0) + weight
    whole = sum(weights.values())
    rest = " ".join(word for word in rest.split() if not telling.keys() & set(map(stem, terms(word))))
    return {id_: score / whole for id_, score in scores.items()}, rest or question


@lru_cache(maxsize=20_000)
def _title_stems(id_: str, title: str) -> frozenset[str]:
    return stem_set(re.sub(r"[_./-]", " ", f"{id_} {title}"))


def by_letters(names: Sequence[str], title: str) -> frozenset[str]:
    """Return the stems of the names whose capitals a title begins with, word by word: "JnJ" for "Johnson & Johnson"."""
    initials = _initials(title)
    capitals = ((name, "".join(c.lower() for c in name if c.isupper())) for name in names)
    bearing = [name for name, short in capitals if len(short) > 1 and initials.startswith(short)]
    return frozenset(stem(word) for name in bearing for word in words(name))


@lru_cache(maxsize=20_000)
def _initials(title: str) -> str:
    return "".join(word[0].lower() for word in re.findall(r"[^\W\d_]+", title) if word.lower() not in STOP_WORDS)
