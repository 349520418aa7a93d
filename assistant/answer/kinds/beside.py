"""Answers to what stands beside a sentence: "What comes after “The levy was introduced in 2004.”?", who speaks where it stands.

1. the sentence is looked for in what was found for its words; where it does not stand there as it was quoted, there is no answer
   of this kind;
2. the sentences after it, or before it, are quoted in their order; of a talk those of one speaker, where one is named; what goes
   on "Before that, …" tells by itself;
3. the order is that of the text, and is said to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from assistant.answer.choose.evidence import Pick
from assistant.answer.cited import Composed
from assistant.cite.markers import literal
from assistant.converse.sequel import BESIDE
from assistant.retrieve.passages import passages_of
from assistant.store.rows import DocumentInfo
from assistant.text.reading_text import reading_line
from assistant.text.sentences import ENDED, Unit, units
from assistant.text.terms import words
from assistant.types import Document, Open, Span

QUOTED = 3  # sentences
_LABEL = r"(?:[\w .,()'’-]{1,60}: )?"
_SAYS_SO = {
    True: re.compile(rf"{_LABEL}(?:After (?:that|this|then)|Afterwards|Since then|Then|Later|Next|It was followed)\b"),
    False: re.compile(rf"{_LABEL}(?:Before (?:that|this|then)|Until then|Previously|Earlier|It followed)\b"),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands after or before a sentence is asked for, ``who`` by what speaker ("" for any)."""

    words: str
    after: bool
    who: str


def asked_beside(question: str) -> Beside | None:
    """Return the sentence beside which a question asks what stands; ``None`` for any other question."""
    match = BESIDE.search(" ".join(question.split()))
    return Beside(match["words"].rstrip("…"), match["way"].lower() == "after", match["who"] or "") if match else None


def where_said(text: str, picks: Sequence[Pick]) -> list[Pick]:
    """Return the sentences that were quoted in a text, as they stand in their documents; () where none of those found was."""
    quoted = " ".join(text.split())
    return [pick for pick in picks if (mine := " ".join(pick.text.split())) in quoted or quoted in mine]


def neighbours(wanted: Beside, places: Sequence[Pick], open_document: Open, told: Sequence[str]) -> tuple[Document, list[Span]]:
    """Return the spans of the sentences that stand after or before one, in the order of the text, and their document.

    Those that were told are passed over. Of several places the one tells that goes on "Before that, …" or "After that, …", else
    the first.
    """
    said = " ".join(" ".join(answer.split()) for answer in told)
    found = []
    for place in places:
        document = open_document(place.passage.document)
        prose = [unit for unit in units(document) if document.segments[unit.segment].role != "heading"]
        at = next(n for n, unit in enumerate(prose) if unit.end > place.start)
        so = [unit for unit in prose[at + 1 :][:QUOTED] if _SAYS_SO[wanted.after].match(reading_line(document, unit.span))]
        there = prose[at + 1 :] if wanted.after else prose[:at][::-1]
        new = (unit for unit in there if reading_line(document, unit.span) not in said)
        goes_on = bool(so) and not wanted.who
        found.append((goes_on, document, so if goes_on else _nearest(wanted.who, document, new)))
    _, document, chosen = next((each for each in found if each[0]), found[0])
    return document, sorted(unit.span for unit in chosen)


def _nearest(who: str, document: Document, there: Iterator[Unit]) -> list[Unit]:
    """Return the nearest few sentences; where a speaker is named that speaks there, the first few that one says in one turn."""
    if who and any(is_called(who, segment.place.speaker or "") for segment in document.segments):
        turns = groupby(there, key=lambda unit: document.segments[unit.segment].place.speaker or "")
        there = next((run for speaker, run in turns if speaker and is_called(who, speaker)), iter(()))
    return list(islice(there, QUOTED))


def is_called(name: str, speaker: str) -> bool:
    """Say whether a speaker may be meant by a name: all its words are among those of the speaker's label."""
    return (set(words(name)) - {"the"}) <= set(words(speaker))


def quoted_in_order(document: Document, info: DocumentInfo, spans: Sequence[Span]) -> Composed:
    """Return spans of one document as an answer, each with its [n]."""
    read = [reading_line(document, span) for span in spans]
    is_listed = any(document.segments_in(*span)[0].role in ("turn", "item", "row", "caption") for span in spans)
    lines = [f"{literal(text)} [{n}]" for n, text in enumerate(read, 1)]
    apart = " " if not is_listed and all(map(ENDED.search, read)) else "\n"
    return Composed(apart.join(lines), passages_of(document, info, spans))


def in_order_of(title: str, wanted: Beside) -> str:
    """Return a notice that says whose order it is."""
    side = "after" if wanted.after else "before"
    return f"This stands {side} it in “{title}”, in the order of the text, which may not be the order of events."


def nothing_beside(title: str, wanted: Beside) -> str:
    """Return why nothing is quoted."""
    if wanted.who:
        return f"In “{title}” nobody called {wanted.who} speaks {'after' if wanted.after else 'before'} that."
    return f"That is the {'last' if wanted.after else 'first'} sentence of “{title}”."
