"""Answers to "Compare X and Y": what the corpus says of each side, under its name.

Where one sentence speaks of both sides the ordinary answer has it; this is for sides that no sentence brings together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer.compose import quote
from assistant.answer.confidence import confidence
from assistant.answer.evidence import Open, Pick, score_sentences
from assistant.answer.overview import Overview
from assistant.cite.markers import literal
from assistant.retrieve.retriever import Found
from assistant.text.terms import STOP_WORDS, stem, stems, terms
from assistant.types import Passage

LONGEST = 6  # words of a side
LOOKED_AT = 10  # sentences that may bring both sides together

_PLEASE = r"\W*(?:please |can you |could you )*"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_PLEASE}(?:compare|contrast|compare and contrast) (?P<one>.+?) (?:and|with|to|against) (?P<other>.+?)\W*",
        r"\W*(?:what(?:'s| is| are| was| were) )?(?:the )?(?:main )?differences? between (?P<one>.+?) and (?P<other>.+?)\W*",
        r"\W*how (?:do|does|did) (?P<one>.+?) (?:differ from|compare (?:to|with)) (?P<other>.+?)\W*",
        r"\W*(?P<one>.+?) (?:vs\.?|versus) (?P<other>.+?)\W*",
    )
)


def sides(question: str) -> tuple[str, str] | None:
    """Return the two things that a question wants compared; ``None`` for any other question."""
    match = next((found for form in _FORMS if (found := form.fullmatch(" ".join(question.split())))), None)
    if match is None or not all(_telling(side) and len(terms(side)) <= LONGEST for side in match.groups()):
        return None
    return match["one"], match["other"]


def brought_together(pair: tuple[str, str], picks: Sequence[Pick]) -> bool:
    """Say whether one of the best sentences speaks of both sides."""
    wanted = set().union(*(_telling(side) for side in pair))
    return any(wanted <= set(stems(pick.text)) for pick in picks[:LOOKED_AT])


def missing_side(pair: tuple[str, str], passages: Sequence[Passage]) -> str | None:
    """Return why two things cannot be compared, where of one no passage that was found holds a single word; else ``None``."""
    held = set(stems(" ".join(f"{p.title} {p.text}" for p in passages)))
    unknown = next((side for side in pair if _telling(side).isdisjoint(held)), None)
    return None if unknown is None else f"No passage that was found speaks of {unknown}, so the two cannot be compared."


def comparison(
    pair: tuple[str, str], search: Callable[[str], Found], open_document: Open, least: float
) -> tuple[Overview, float] | None:
    """Return what is said of each side and the confidence in the weaker one; ``None`` where one falls below ``least``.

    Each side is asked for by itself; the answer to it is cut to its first paragraph.
    """
    blocks: list[str] = []
    passages: list[Passage] = []
    sure = 1.0
    for side in pair:
        asked = f"What is {side}?"
        found = search(asked)
        numbered = tuple(replace(p, rank=len(passages) + n) for n, p in enumerate(found.passages, 1))
        found = replace(found, passages=numbered)
        picks = [p for p in score_sentences(found, open_document) if _telling(side) <= set(stems(f"{p.text} {p.passage.text}"))]
        sure = min(sure, confidence(found, picks))
        if not picks or sure < least:
            return None
        composed = quote(asked, picks, numbered, open_document)
        said = composed.text.split("\n\n")[0]
        blocks.append(f"{literal(side[:1].upper() + side[1:])}:\n{said}")
        passages += composed.passages
    return Overview("\n\n".join(blocks), tuple(passages)), sure


def _telling(side: str) -> set[str]:
    return {stem(word) for word in terms(side) if word not in STOP_WORDS}
