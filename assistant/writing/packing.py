"""Which passages a chat model sees: the best first until a budget of tokens is spent, with neighbours joined.

1. passages are taken in the order of their rank; the one that no longer fits is cut to what does, if that is enough to say
   something, and ends it;
2. those that touch or overlap in their document become one, so that no sentence is cut in two and none is told twice;
3. what is left is numbered from 1, by the best rank in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.retrieve.passages import moved
from assistant.text.reading_text import reading, shadow
from assistant.types import Open, Passage
from assistant.writing import tokens
from assistant.writing.prompt import Shown, fenced

LEAST = 60  # tokens of a passage that are worth showing
BETWEEN = 2  # characters that may lie between neighbours: the white space between two blocks


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the model sees: each passage as it is shown, and the span behind its number (``rank``) for whoever checks."""

    shown: tuple[Shown, ...]
    passages: tuple[Passage, ...]


def pack(passages: Sequence[Passage], budget: int, open_document: Open) -> Sheet:
    """Return the passages that fit into a budget of tokens."""
    chosen: list[Passage] = []
    for passage in passages:
        left = budget - sum(_cost(p, open_document) for p in chosen)
        if _cost(passage, open_document) > left:
            if cut := _cut(passage, left, open_document):
                chosen.append(cut)
            break
        chosen.append(passage)
    joined = [replace(p, rank=n) for n, p in enumerate(_joined(chosen, open_document), 1)]
    return Sheet(tuple(_shown(p, open_document) for p in joined), tuple(joined))


def _shown(passage: Passage, open_document: Open) -> Shown:
    text = reading(open_document(passage.document), passage.start, passage.end)
    return Shown(passage.rank, passage.title, passage.kind, passage.date, str(passage.locator), text)


def _cost(passage: Passage, open_document: Open) -> int:
    return tokens.count(fenced(_shown(passage, open_document)))


def _cut(passage: Passage, left: int, open_document: Open) -> Passage | None:
    """Return the beginning of a passage that fits, ``None`` if that is too little to say something."""
    document = open_document(passage.document)
    frame = tokens.count(fenced(replace(_shown(passage, open_document), text="")))
    if left - frame < LEAST:
        return None
    text = shadow(document, passage.start, passage.end)
    kept = tokens.fitting(text.text, left - frame)
    return moved(passage, document, passage.start, text.span(0, len(kept))[1]) if kept else None


def _joined(passages: Sequence[Passage], open_document: Open) -> list[Passage]:
    """Join the passages that touch or overlap; each stands where the best of it stood."""
    joined: list[Passage] = []
    for passage in passages:
        own = [p for p in joined if p.document == passage.document]
        near = [p for p in own if p.start <= passage.end + BETWEEN and passage.start <= p.end + BETWEEN]
        if near:
            start, end = min(p.start for p in (*near, passage)), max(p.end for p in (*near, passage))
            joined[joined.index(near[0])] = moved(near[0], open_document(passage.document), start, end)
            joined = [p for p in joined if p not in near[1:]]
        else:
            joined.append(passage)
    return joined
