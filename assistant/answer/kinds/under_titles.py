"""Sentences of several documents, one a line, under the titles of their documents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.answer.choose.compose import marked
from assistant.answer.choose.evidence import Pick
from assistant.answer.cited import Composed
from assistant.answer.kinds.overview import label
from assistant.cite.markers import literal
from assistant.retrieve.retriever import PASSAGES, Found, View

MOST = 8  # documents
_BULLET = re.compile(r"^(?:[-*•▪●‣◦·–—]\s+)+")  # of the list that it stands in


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence, and the one before it if it leans on that."""

    pick: Pick
    before: Pick | None = None

    @property
    def picks(self) -> tuple[Pick, ...]:
        """All sentences that are cited."""
        return (*([self.before] if self.before else []), self.pick)


def under_titles(items: Sequence[Item], found: Found, view: View) -> Composed:
    """Return items under the titles of their documents, in the order of these."""
    told = list(dict.fromkeys(item.pick.passage.document for item in items))[:MOST]
    shown = [item for item in items if item.pick.passage.document in told]
    cited = {pick.passage.rank for item in shown for pick in item.picks}
    kept = [p for n, p in enumerate(found.passages) if n < PASSAGES or p.rank in cited]
    number = {p.rank: n for n, p in enumerate(kept, 1)}
    blocks = []
    for id_ in told:
        own = sorted((item for item in shown if item.pick.passage.document == id_), key=lambda item: item.pick.start)
        lines = [f"{literal(label(view.infos[id_]))}:"]
        for item in own:
            texts = [(literal(_BULLET.sub("", " ".join(p.text.split()))), number[p.passage.rank]) for p in item.picks]
            lines.append(f"- {' '.join(marked(text, f' [{n}]') for text, n in texts)}")
        blocks.append("\n".join(lines))
    return Composed("\n\n".join(blocks), tuple(replace(p, rank=number[p.rank]) for p in kept))


def standing_before(picks: Sequence[Pick]) -> Mapping[tuple[str, int], Pick]:
    """Return for each sentence the one that stands right before it, where both were found."""
    inside = sorted(picks, key=lambda pick: pick.place)
    return {b.place: a for a, b in pairwise(inside) if a.passage.document == b.passage.document and 0 <= b.start - a.end < 4}
