"""Which documents a question names, so that what it asks of them can be searched for without their names."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache

from assistant.questions.names import CODED, names_in, phrases_in
from assistant.store.rows import DocumentInfo
from assistant.text.terms import stem, stem_set, terms, words
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

    def bearing_all(self, words: Collection[str]) -> Collection[str]:
        """Return the documents that bear each of some stems; where there are none, all."""
        return set.intersection(*(self._bearers.get(word, set()) for word in words)) if words else self.infos.keys()


def named_documents(question: str, titles: Titles, mentions: Callable[[str], Mapping[str, int]]) -> tuple[dict[str, float], str]:
    """Return how well the title of each document answers to the names in a question, 0 to 1, and the question without them.

    A name counts if all its words are in the title or path of a few documents, at most a third, and hardly any other document
    mentions it: "Boeing" names the Boeing reports, while "Coventry" is spoken of everywhere. Then years count too.
    """
    phrases = [*phrases_in(question), *CODED.findall(question)]
    names = [*phrases, *(name for name in names_in(question) if not any(name in phrase for phrase in phrases))]
    telling: set[str] = set()
    for name in names:
        parts = stem_set(name)
        bearers = titles.bearing_all(parts)
        if bearers and len(bearers) <= max(1, len(titles.infos) // 3):
            spread = mentions(" ".join(words(name)))
            if sum(n for id_, n in spread.items() if id_ in bearers) >= OWN_NAME * sum(spread.values()):
                telling |= parts
    if not telling:
        return {}, question
    telling |= {year for year in _YEAR.findall(question) if titles.bearing(year)}
    weights = {s: math.log(1 + len(titles.infos) / len(titles.bearing(s))) for s in sorted(telling)}
    scores: dict[str, float] = {}
    for word, weight in weights.items():
        for id_ in titles.bearing(word):
            scores[id_] = scores.get(id_, 0.0) + weight
    whole = sum(weights.values())
    rest = " ".join(word for word in question.split() if not telling.intersection(map(stem, terms(word))))
    return {id_: score / whole for id_, score in scores.items()}, rest or question


@lru_cache(maxsize=20_000)
def _title_stems(id_: str, title: str) -> frozenset[str]:
    return stem_set(re.sub(r"[_./-]", " ", f"{id_} {title}"))
