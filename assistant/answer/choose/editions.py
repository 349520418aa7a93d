"""Editions of one report: the newest speaks first, and an answer says which others there are.

Which document is a later edition of which is told by its receipt (:mod:`assistant.store.relations`), or by its ``supersedes``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.answer.choose.evidence import Pick
from assistant.store.relations import newest_of
from assistant.store.rows import DocumentInfo
from assistant.text.months import date_in_words
from assistant.text.patterns import any_case

NEARLY = 0.85  # share of an older sentence's score from which on another edition says it as well
NEAR = 10  # best sentences among which another edition is worth a word

_OLDER = any_case(r"\b(?:(?:first|old|older|earlier|previous|original|superseded) (?:edition|version|report)|editions|drafts?)\b")


def preferred_first(question: str, picks: Sequence[Pick], infos: Mapping[str, DocumentInfo]) -> list[Pick]:
    """Put sentences of the newest edition of a report, or of that whose year is asked for, before those hardly better of others."""
    newest = newest_of(infos)
    if not any(pick.passage.document in newest for pick in picks) or _OLDER.search(question):
        return list(picks)
    preferred = {id_: id_ for id_ in newest.values()} | newest
    preferred |= {newest[old]: old for old in newest if _names(question, infos[old], infos[newest[old]])}
    preferred |= {old: preferred[new] for old, new in newest.items()}
    best: dict[str, float] = {}
    for pick in picks:
        best[pick.passage.document] = max(pick.score, best.get(pick.passage.document, pick.score))

    def placed(pick: Pick) -> Pick:
        rival = best.get(preferred.get(pick.passage.document, ""), 0.0)
        return replace(pick, score=min(pick.score, rival)) if rival >= NEARLY * pick.score else pick

    ranked = [placed(pick) for pick in picks]
    return sorted(ranked, key=lambda p: (-p.score, preferred.get(p.passage.document, p.passage.document) != p.passage.document))


def _names(question: str, old: DocumentInfo, new: DocumentInfo) -> bool:
    """Say whether a question names the year of an older edition, which is not that of the newest."""
    year = (old.date or "")[:4]
    return bool(year) and not (new.date or "").startswith(year) and bool(re.search(rf"\b{year}\b", question))


def others(cited: Iterable[str], picks: Sequence[Pick], infos: Mapping[str, DocumentInfo]) -> str | None:
    """Return a notice on editions, where an answer cites an older one or another one was found beside it; ``None`` elsewhere."""
    newest, near, quoted = newest_of(infos), {pick.passage.document for pick in picks[:NEAR]}, dict.fromkeys(cited)
    lines = []
    for id_ in dict.fromkeys(newest.get(document, document) for document in quoted):
        older = sorted((old for old, new in newest.items() if new == id_), key=lambda old: (infos[old].date or "", old))
        if any(old in near or old in quoted for old in older):
            here, *there = _labels([infos[id_], *(infos[o] for o in older)])
            lines.append(f"{here} is the newest edition here; there is also {', '.join(there)}.")
    return " ".join(lines) or None


def _labels(infos: Sequence[DocumentInfo]) -> list[str]:
    """Return what to call each of some editions: title and date, and the file where these are another's too."""
    labels = [f"“{info.title}”" + (f" ({date_in_words(info.date)})" if info.date else "") for info in infos]
    return [f"{label} in {info.id}" if labels.count(label) > 1 else label for label, info in zip(labels, infos, strict=True)]
