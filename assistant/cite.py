"""Text with [n] markers plus the passages they name, to an Answer whose every sentence is traced and judged.

1. the text is cut into sentences, each with the markers that stand in it or right behind it;
2. each sentence is held against the passages it names (:mod:`assistant.support`), which gives a verdict and the exact
   words it rests on;
3. every distinct span that is rested on becomes a citation, numbered in order of first use, and the markers are rewritten;
4. a marker with no passage behind it is taken out of the text and reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.sentences import sentence_ends
from assistant.shadow import Shadow, shadow
from assistant.support import judge
from assistant.types import Citation, Document, Passage, Sentence, Support

MARKER = re.compile(r"\s*[\[【]\s*(\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*)\s*[\]】]")


@dataclass(frozen=True, slots=True)
class Cited:
    """A text whose markers are resolved, with its citations, its judged sentences, and the markers that named nothing."""

    text: str
    citations: tuple[Citation, ...]
    sentences: tuple[Sentence, ...]
    unresolved: tuple[int, ...]


def resolve(written: str, passages: Sequence[Passage], open_document: Callable[[str], Document]) -> Cited:
    """Resolve the markers of a text; [n] names the passage of rank n."""
    by_rank = {p.rank: p for p in passages}
    resolver = _Resolver(by_rank, open_document)
    lines = [resolver.line(line) for line in written.splitlines()]
    return Cited("\n".join(lines), tuple(resolver.citations), tuple(resolver.sentences), tuple(resolver.unresolved))


def numbers_in(marker: str) -> list[int]:
    """Return the numbers of a marker's inside: "1, 3" gives 1 and 3, "2-4" gives 2, 3 and 4 (at most ten)."""
    found: list[int] = []
    for part in re.split(r"\s*[,;]\s*", marker):
        first, _, last = (p.strip() for p in re.sub("[–-]", "-", part).partition("-"))
        found += range(int(first), min(int(last or first), int(first) + 9) + 1)
    return list(dict.fromkeys(found))


class _Resolver:
    def __init__(self, by_rank: dict[int, Passage], open_document: Callable[[str], Document]) -> None:
        self._by_rank = by_rank
        self._open = open_document
        self._shadows: dict[int, Shadow] = {}
        self.citations: list[Citation] = []
        self.sentences: list[Sentence] = []
        self.unresolved: list[int] = []

    def line(self, line: str) -> str:
        """Resolve one line of the text; sentences never run over its end."""
        return " ".join(self._sentence(claim, numbers) for claim, numbers in claims(line))

    def _sentence(self, claim: str, numbers: Sequence[int]) -> str:
        named = [n for n in numbers if n in self._by_rank]
        self.unresolved += [n for n in numbers if n not in self._by_rank and n not in self.unresolved]
        if not claim.strip():
            return ""
        verdict = judge(claim, [self._shadow(n).text for n in named])
        markers: list[int] = []
        for number in named:
            single = verdict if len(named) == 1 else judge(claim, [self._shadow(number).text])
            if single.span is not None:
                markers.append(self._cite(number, single.span, single.support, single.score))
        markers = list(dict.fromkeys(markers))
        self.sentences.append(Sentence(claim, tuple(markers), verdict.support, verdict.reasons))
        return claim + "".join(f" [{m}]" for m in markers)

    def _shadow(self, number: int) -> Shadow:
        if number not in self._shadows:
            passage = self._by_rank[number]
            self._shadows[number] = shadow(self._open(passage.document), passage.start, passage.end)
        return self._shadows[number]

    def _cite(self, number: int, span: tuple[int, int], support: Support, score: float) -> int:
        passage = self._by_rank[number]
        start, end = self._shadow(number).span(*span)
        for citation in self.citations:
            if (citation.document, citation.start, citation.end) == (passage.document, start, end):
                return citation.marker
        document = self._open(passage.document)
        self.citations.append(
            Citation(
                marker=len(self.citations) + 1,
                document=passage.document,
                title=passage.title,
                kind=passage.kind,
                date=passage.date,
                locator=document.locate(start, end),
                start=start,
                end=end,
                quote=document.text[start:end],
                citation_id=document.cite_id(start, end),
                support=support,
                score=score,
            )
        )
        return len(self.citations)


def claims(line: str) -> list[tuple[str, list[int]]]:
    """Cut a line into (sentence without markers, numbers of its markers); markers behind a full stop belong to it.

    A marker that opens the line belongs to the sentence behind it; every number is in one of the pairs.
    """
    bare: list[str] = []
    marks: list[tuple[int, list[int]]] = []
    length = position = 0
    for match in MARKER.finditer(line):
        piece = line[position : match.start()]
        bare.append(piece)
        length += len(piece)
        marks.append((length, numbers_in(match.group(1))))
        position = match.end()
    text = "".join([*bare, line[position:]])
    ends = [*sentence_ends(text), len(text)]
    found: list[tuple[str, list[int]]] = []
    start = 0
    for end in ends:
        claim = text[start:end].strip()
        until = len(text) if end == len(text) else len(text[:end].rstrip())
        numbers = [n for at, ns in marks if (start < at or at == start == 0) and at <= until for n in ns]
        if claim or numbers:
            found.append((claim, list(dict.fromkeys(numbers))))
        start = end
    return found
