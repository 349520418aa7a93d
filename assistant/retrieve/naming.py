"""Which documents a question names, so that what it asks of them can be searched for without their names."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from assistant.store.rows import DocumentInfo
from assistant.text.question import names_in, phrases_in
from assistant.text.terms import stem, stems, terms, words

OWN_NAME = 0.9  # share of the chunks that mention a name which must be of the documents that bear it

_YEAR = re.compile(r"\b(?:FY)?((?:19|20)\d\d)\b")


def named_documents(
    question: str, infos: Mapping[str, DocumentInfo], mentions: Callable[[str], Mapping[str, int]]
) -> tuple[dict[str, float], str]:
    """Return how well the title of each document answers to the names in a question, 0 to 1, and the question without them.

    A name counts if all its words are in the title or path of a few documents, at most a third, and hardly any other document
    mentions it: "Boeing" names the Boeing reports, while "Coventry" is spoken of everywhere. Then years count too.
    """
    titles = {id_: _title_stems(id_, info.title) for id_, info in infos.items()}
    phrases = phrases_in(question)
    names = [*phrases, *(name for name in names_in(question) if not any(name in phrase for phrase in phrases))]
    telling: set[str] = set()
    for name in names:
        parts = frozenset(map(stem, words(name)))
        bearers = {id_ for id_, title in titles.items() if parts <= title}
        if bearers and len(bearers) <= max(1, len(infos) // 3):
            spread = mentions(" ".join(words(name)))
            if sum(n for id_, n in spread.items() if id_ in bearers) >= OWN_NAME * sum(spread.values()):
                telling |= parts
    if not telling:
        return {}, question
    telling |= {year for year in _YEAR.findall(question) if any(year in title for title in titles.values())}
    weights = {s: math.log(1 + len(titles) / sum(s in title for title in titles.values())) for s in telling}
    scores = {id_: sum(w for s, w in weights.items() if s in title) / sum(weights.values()) for id_, title in titles.items()}
    rest = " ".join(word for word in question.split() if not telling.intersection(map(stem, terms(word))))
    return {id_: score for id_, score in scores.items() if score}, rest or question


@lru_cache(maxsize=20_000)
def _title_stems(id_: str, title: str) -> frozenset[str]:
    return frozenset(stems(re.sub(r"[_./-]", " ", f"{id_} {title}")))
