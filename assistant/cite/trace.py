"""Text with [n] markers plus the passages they name, to an Answer whose every sentence is traced and judged.

1. the text is cut into sentences, each with the markers that stand in it or right behind it (:mod:`assistant.cite.markers`);
2. each sentence is held against the passages it names (:mod:`assistant.cite.support`), which gives a verdict and the exact
   words it rests on;
3. every distinct span that is rested on becomes a citation, numbered in order of first use, and the markers are rewritten;
4. a marker with no passage behind it is taken out of the text and reported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.cite.markers import JOINER, Claim, Draft
from assistant.cite.support import Verdict, judge
from assistant.text.reading_text import Shadow, shadow
from assistant.types import Citation, Document, Passage, Sentence


@dataclass(frozen=True, slots=True)
class Cited:
    """A text whose markers are resolved, with its citations, its judged sentences, and the markers that named nothing."""

    text: str
    citations: tuple[Citation, ...]
    sentences: tuple[Sentence, ...]
    unresolved: tuple[int, ...]


def resolve(written: str, passages: Sequence[Passage], open_document: Callable[[str], Document]) -> Cited:
    """Resolve the markers of a text; [n] names the passage of rank n."""
    citer = Citer(passages, open_document)
    draft = Draft(citer.settle)
    return citer.cited(draft.feed(written) + draft.finish())


class Citer:
    """Judge sentences one after another against a set of passages, and number the spans that they rest on."""

    def __init__(self, passages: Sequence[Passage], open_document: Callable[[str], Document]) -> None:
        self.passages = {p.rank: p for p in passages}
        self._open = open_document
        self._shadows: dict[int, Shadow] = {}
        self._citations: list[Citation] = []
        self._sentences: list[Sentence] = []
        self._unresolved: list[int] = []

    def settle(self, claim: Claim) -> str:
        """Judge a claim against the passages it names, and return it as it is shown."""
        named = self.known(claim.numbers)
        return self.write(claim, self.judge(claim.text, named), named) if claim.text.strip() else ""

    def known(self, numbers: Sequence[int]) -> list[int]:
        """Return the numbers that a passage stands behind; the others are reported."""
        self._unresolved += [n for n in numbers if n not in self.passages and n not in self._unresolved]
        return [n for n in numbers if n in self.passages]

    def judge(self, text: str, numbers: Sequence[int]) -> Verdict:
        """Say whether these passages, taken together, bear out a sentence."""
        return judge(text.replace(JOINER, ""), [self.text(n) for n in numbers])

    def text(self, number: int) -> str:
        """Return the reading text of a passage."""
        return self._shadow(number).text

    def is_heading(self, number: int, span: tuple[int, int]) -> bool:
        """Say whether a span of a passage's reading text holds headings and nothing else."""
        start, end = self._shadow(number).span(*span)
        return {s.role for s in self._open(self.passages[number].document).segments_in(start, end)} == {"heading"}

    def write(self, claim: Claim, verdict: Verdict, numbers: Sequence[int], judged: str | None = None) -> str:
        """Keep a judged claim, worded as ``judged``, with a citation for each passage that speaks of it; return it with them."""
        markers: list[int] = []
        for number in numbers:
            single = verdict if len(numbers) == 1 else self.judge(judged or claim.text, [number])
            if single.span is not None:
                markers.append(self._cite(number, single))
        markers = list(dict.fromkeys(markers))
        self._sentences.append(Sentence(claim.text, tuple(markers), verdict.support, verdict.reasons))
        return claim.lead + claim.text + "".join(f" [{m}]" for m in markers)

    def cited(self, text: str) -> Cited:
        """Return everything that was kept, with the text as it was shown."""
        return Cited(text, tuple(self._citations), tuple(self._sentences), tuple(self._unresolved))

    def _shadow(self, number: int) -> Shadow:
        if number not in self._shadows:
            passage = self.passages[number]
            self._shadows[number] = shadow(self._open(passage.document), passage.start, passage.end)
        return self._shadows[number]

    def _cite(self, number: int, verdict: Verdict) -> int:
        """Return the marker of the citation of what a verdict rests on; a new one unless the same span was cited before."""
        assert verdict.span is not None
        passage = self.passages[number]
        start, end = self._shadow(number).span(*verdict.span)
        for citation in self._citations:
            if (citation.document, citation.start, citation.end) == (passage.document, start, end):
                return citation.marker
        document = self._open(passage.document)
        self._citations.append(
            Citation(
                marker=len(self._citations) + 1,
                document=passage.document,
                title=passage.title,
                kind=passage.kind,
                date=passage.date,
                locator=document.locate(start, end),
                start=start,
                end=end,
                quote=document.text[start:end],
                citation_id=document.cite_id(start, end),
                support=verdict.support,
                score=verdict.score,
            )
        )
        return len(self._citations)
