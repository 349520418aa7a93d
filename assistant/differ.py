"""Where sources differ: another document that says the same as a citation, but with another figure or date.

1. each quoted sentence is held against the passages of other documents (:mod:`assistant.support`);
2. a passage counts only if one sentence of it bears out nearly all of the quote and contradicts its numbers, and nothing else;
3. a sentence that leans on what was said before it ("It was announced in 2009") is left out, as it may speak of another thing.

It errs to one side on purpose: most differences between documents are of words and are not claimed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.sentences import sentence_ends
from assistant.support import judge
from assistant.types import Answer, Citation, Locator, Passage, citation_id

LOOKED_AT = 10  # passages, the best first
SHARE = 0.75  # of the quote that the other sentence must bear out
_FIGURES = re.compile(r"the source says ([^,]*\d[^,]*?)(?: here)?, not (.*\d.*)")
_LEANS = re.compile(r"\W*(?:it|he|she|they|this|that|these|those|its|his|her|their|in that|the same|there)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What one document says: exact words of it, and the citation id that opens them."""

    document: str
    title: str
    words: str
    citation_id: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Two documents that say the same thing differently; ``one`` is what the answer cites."""

    one: Said
    other: Said


def differing(answer: Answer) -> tuple[Difference, ...]:
    """Return what other documents among the passages say differently from what the answer cites, the surest of each first."""
    found: dict[tuple[str, str], Difference] = {}
    for citation in answer.citations:
        for passage in answer.passages[:LOOKED_AT]:
            if passage.document == citation.document:
                continue
            pair = (min(citation.document, passage.document), max(citation.document, passage.document))
            for other in _against(citation, passage):
                found.setdefault((citation.quote, pair[0] + pair[1]), Difference(_cited(citation), other))
    return tuple(found.values())


def _cited(citation: Citation) -> Said:
    return Said(citation.document, citation.title, citation.quote, citation.citation_id)


def _against(citation: Citation, passage: Passage) -> Iterator[Said]:
    if _LEANS.match(citation.quote):
        return
    start = 0
    for end in [*sentence_ends(passage.text), len(passage.text)]:
        words = passage.text[start:end]
        at, start = start + len(words) - len(words.lstrip()), end
        words = words.strip()
        if not words or _LEANS.match(words) or not any(c.isdigit() for c in words):
            continue
        verdict = judge(citation.quote, [words])
        if verdict.support == "contradicted" and verdict.score >= SHARE and all(map(_FIGURES.fullmatch, verdict.reasons)):
            yield Said(passage.document, passage.title, words, _id(passage, passage.start + at, passage.start + at + len(words)))


def _id(passage: Passage, start: int, end: int) -> str:
    """Name a span of a passage; its page is left out where the passage runs over several."""
    place = Locator() if passage.locator.end_page is not None else passage.locator
    return citation_id(passage.document, passage.citation_id.rpartition("@")[2], start, end, place)
