"""A second and a third opinion on the sentences that words alone leave in doubt.

1. :mod:`assistant.cite.support` judges every sentence by its words; what it calls supported or contradicted stands.
2. **Likeness.** One that it calls partly supported or not found is laid beside each sentence of the cited passages by the
   embedder. The nearest is what it most likely speaks of, and is named. *Not found* becomes *partly* if that one is near and
   no number, name, negation or order differs between the two. Likeness never makes a sentence supported: it cannot tell 2013
   from 2016, nor "rose" from "fell".
3. **A judge**, where the setting names one: a language model or an entailment model, asked whether the passages say what the
   sentence says. A no takes it down one step. A yes makes a *partly* supported only if the checks of 2 find nothing that differs.

Each opinion is kept with the sentence, by the name of whose it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.cite.support import mismatches
from assistant.cite.support.words import sentences
from assistant.cite.trace import Cited
from assistant.errors import ModelError
from assistant.text.reading_text import shadow
from assistant.types import Document, Opinion, Passage, Sentence, Support

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALIKE = 0.5
"""Cosine from which on a sentence speaks of the same thing; of 22 labelled ones that no passage speaks of the likest has 0.46."""
DOUBTFUL: frozenset[Support] = frozenset({"partly", "not_found"})
MOST_ASKED = 6
"""Sentences of one answer that a judge is asked about; the others keep their verdict."""
_DOWN: dict[Support, Support] = {"partly": "not_found", "not_found": "not_found"}

Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]
Entails = Callable[[str, str], bool | None]
"""Whether a text says what a sentence says; ``None`` if no answer can be made out. Raises ModelError."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Who is asked for the third opinion."""

    name: str
    entails: Entails


@dataclass(frozen=True, slots=True)
class Near:
    """The sentence of a passage that is most like another one, its place in the document, and the cosine of the two."""

    words: str
    document: Document
    start: int
    end: int
    cosine: float


def weigh(cited: Cited, passages: Sequence[Passage], open_document: Callable[[str], Document], *, embed: Embed) -> Cited:
    """Return the sentences with a second opinion on each that is in doubt; nothing else changes."""
    doubtful = [n for n, sentence in enumerate(cited.sentences) if sentence.support in DOUBTFUL]
    near = nearest([cited.sentences[n].text for n in doubtful], held(cited, passages), open_document, embed) if doubtful else []
    weighed = {n: alike(cited.sentences[n], one) for n, one in zip(doubtful, near, strict=False)}
    return replace(cited, sentences=tuple(weighed.get(n, s) for n, s in enumerate(cited.sentences)))


def held(cited: Cited, passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages that hold a citation."""
    return [p for p in passages if any(map(p.holds, cited.citations))]


def nearest(
    texts: Sequence[str], passages: Sequence[Passage], open_document: Callable[[str], Document], embed: Embed
) -> list[Near]:
    """Return for each text the sentence of the passages that is most like it; nothing if the passages hold none."""
    places = []
    for passage in passages:
        document = open_document(passage.document)
        read = shadow(document, passage.start, passage.end)
        places += [(read.text[a:b], document, *read.span(a, b)) for a, b in sentences(read.text) if read.text[a:b].strip()]
    if not places:
        return []
    vectors = embed([*texts, *(words for words, *_ in places)])
    cosines = vectors[: len(texts)] @ vectors[len(texts) :].T
    return [Near(*places[int(row.argmax())], float(row.max())) for row in cosines]


def alike(sentence: Sentence, near: Near) -> Sentence:
    """Return a sentence with the opinion by likeness."""
    speaks = near.cosine >= ALIKE
    differs = mismatches(sentence.text, near.words) if speaks and sentence.support == "not_found" else ()
    support: Support = "partly" if sentence.support == "partly" or (speaks and not differs) else "not_found"
    why = (
        f"near it, but {differs[0]}"
        if differs
        else "near it"
        if speaks
        else "nothing that is cited comes near it; the nearest words"
    )
    at = near.document.cite_id(near.start, near.end)
    opinion = Opinion("likeness", support, why, near.words, at, round(max(0.0, near.cosine), 3))
    return replace(sentence, support=support, opinions=(opinion,))


def judged(cited: Cited, passages: Sequence[Passage], judge: Judge) -> Cited:
    """Return the sentences with a third opinion on those still in doubt, the first few. Raises nothing: a judge may fail."""
    text = {(p.document, p.start): p.text for p in passages}
    asked = [(n, s) for n, s in enumerate(cited.sentences) if s.support in DOUBTFUL][:MOST_ASKED]
    said: dict[int, Sentence] = {}
    for n, sentence in asked:
        quotes = [c.quote for c in cited.citations if c.marker in sentence.markers] or [o.words for o in sentence.opinions]
        whole = [p for p in held(cited, passages) if any(quote in text[p.document, p.start] for quote in quotes)]
        try:
            says = judge.entails("\n\n".join(p.text for p in whole) or "\n".join(quotes), sentence.text)
        except ModelError as error:
            said[n] = _told(sentence, Opinion(judge.name, None, str(error)))
            break
        said[n] = _third(sentence, judge.name, says, quotes)
    return replace(cited, sentences=tuple(said.get(n, s) for n, s in enumerate(cited.sentences)))


def _third(sentence: Sentence, name: str, says: bool | None, quotes: Sequence[str]) -> Sentence:
    if says is None:
        return _told(sentence, Opinion(name, None, "no clear answer"))
    if not says:
        down = _DOWN[sentence.support]
        return replace(_told(sentence, Opinion(name, down, "the passages do not say this")), support=down)
    differs = mismatches(sentence.text, "\n".join(quotes)) if quotes else ("nothing is cited for it",)
    if sentence.support == "partly" and not differs:
        return replace(_told(sentence, Opinion(name, "supported", "the passages say this")), support="supported")
    reason = differs[0] if differs else "its words are not there"
    return _told(sentence, Opinion(name, "supported", f"the passages say this; not followed, as {reason}"))


def _told(sentence: Sentence, opinion: Opinion) -> Sentence:
    return replace(sentence, opinions=(*sentence.opinions, opinion))
