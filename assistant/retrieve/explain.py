"""Why a passage ranked where it did, and what is different when a question is asked again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from assistant.store.records import Record
from assistant.text.terms import stem, terms, words
from assistant.types import Answer, Passage

Texts = Callable[[Passage], str]


def explained(record: Record, text_of: Texts) -> dict[str, Any]:
    """Return what an answer rested on and, for each passage, its score at each stage, its place among the passages by that
    score alone (from 1), and the words of the question that it holds. ``text_of`` gives the text of a passage."""
    answer = record.answer
    asked = {word: stem(word) for word in terms(answer.standalone_question)}
    places = _places(record.features)
    passages = []
    for passage in answer.passages:
        held = {stem(word) for word in words(text_of(passage))}
        passages.append(
            {
                "rank": passage.rank,
                "score": round(passage.score, 6),
                "citation_id": passage.citation_id,
                "title": passage.title,
                "locator": passage.locator.to_dict(),
                "features": dict(record.features.get(passage.citation_id, {})),
                "places": places.get(passage.citation_id, {}),
                "words": [word for word, root in asked.items() if root in held],
                "missing": [word for word, root in asked.items() if root not in held],
                "cited": [
                    c.citation_id
                    for c in answer.citations
                    if c.document == passage.document and c.start < passage.end and passage.start < c.end
                ],
            }
        )
    return {
        "record": record.id,
        "asked": record.asked,
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "status": answer.status,
        "reason": answer.reason,
        "confidence": round(answer.confidence, 6),
        "model": answer.model,
        "filters": list(record.filters),
        **record.fingerprint,
        "passages": passages,
    }


def _places(features: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, int]]:
    """Return, by citation id and stage, the place of a passage among all by that score; equal scores share a place."""
    stages = {stage for scores in features.values() for stage in scores}
    ordered = {stage: sorted((scores.get(stage, 0.0) for scores in features.values()), reverse=True) for stage in stages}
    return {id_: {stage: ordered[stage].index(score) + 1 for stage, score in scores.items()} for id_, scores in features.items()}


def difference(record: Record, now: Answer, fingerprint: Mapping[str, Any]) -> dict[str, Any]:
    """Return what has changed between a recorded answer and one given now: only what differs, as [then, now].

    ``citations`` and ``passages`` list the ids that came and went; ``ranks`` those that moved.
    """
    then = record.answer
    changes: dict[str, Any] = {
        name: [a, b]
        for name in ("status", "reason", "text", "model", "confidence")
        if (a := _rounded(getattr(then, name))) != (b := _rounded(getattr(now, name)))
    }
    old, new = dict(record.fingerprint), dict(fingerprint)
    changes |= {name: [old.get(name), new.get(name)] for name in ("corpus", "models") if old.get(name) != new.get(name)}
    was, is_ = old.get("settings") or {}, new.get("settings") or {}
    settings = {name: [was.get(name), is_.get(name)] for name in sorted({*was, *is_}) if was.get(name) != is_.get(name)}
    citations = _came_and_went([c.citation_id for c in then.citations], [c.citation_id for c in now.citations])
    before, after = ({p.citation_id: p.rank for p in a.passages} for a in (then, now))
    passages = _came_and_went(list(before), list(after))
    ranks = {id_: [rank, after[id_]] for id_, rank in before.items() if after.get(id_, rank) != rank}
    found = {"settings": settings, "citations": citations, "passages": passages, "ranks": ranks}
    return changes | {name: value for name, value in found.items() if value}


def _rounded(value: Any) -> Any:
    return round(value, 6) if isinstance(value, float) else value


def _came_and_went(old: list[str], new: list[str]) -> dict[str, list[str]]:
    pairs = {"came": [id_ for id_ in new if id_ not in old], "went": [id_ for id_ in old if id_ not in new]}
    return {name: ids for name, ids in pairs.items() if ids}
