"""Answers on a document itself: who wrote it, when it was published and by whom, how long it is.

1. :func:`about_document` tells from its form whether a question asks that, and of which documents that the corpus holds;
2. a document is often named like a work that it speaks of, so what sentences say of that name comes first: :func:`told_of_itself`;
3. else :func:`imprint` quotes the line of its title page or byline that says so, or gives what its catalogue entry has.

What neither says is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.answer.choose.evidence import Pick
from assistant.answer.cited import Composed
from assistant.answer.kinds.holdings import NOUN, matching, subject, told_apart
from assistant.answer.kinds.overview import label
from assistant.cite.markers import literal
from assistant.questions.openings import JOINT
from assistant.retrieve.passages import passage_of
from assistant.store.rows import DocumentInfo
from assistant.text.months import MONTHS, date_in_words
from assistant.text.patterns import any_case
from assistant.text.reading_text import reading
from assistant.text.sentence_before import sentence_before
from assistant.text.terms import stems
from assistant.text.years import YEAR
from assistant.types import Document, Open, Segment, clock

Fact = Literal["author", "date", "publisher", "length"]

FRONT = 8  # blocks from the beginning of a document among which its imprint or byline stands
LONGEST = 160  # characters of such a line
_QUOTES = " \"'“”‘’"
WAYS = 3  # readings offered where several documents may be meant

_MADE = "published|written|released|issued|produced|recorded"
_FORMS: tuple[tuple[Fact, str], ...] = (
    ("author", r"who (?:wrote|authored|(?:is|was|are|were) the authors? of) (?P<what>.+?)"),
    ("author", r"who (?:is|was) (?P<what>.+?) (?:written )?by"),
    ("date", rf"(?:when|in (?:what|which) year) (?:was|were|is) (?P<what>.+?) (?:{_MADE}|dated)"),
    ("date", r"what is the (?:publication )?(?:date|year) of (?P<what>.+?)"),
    ("date", r"how old (?:is|are) (?P<what>.+?)"),
    ("publisher", r"who (?:published|publishes|released|issued|produced|is the publisher of) (?P<what>.+?)"),
    ("length", r"how many pages (?:does|are (?:there )?in|has|is) (?P<what>.+?)(?: have| long)?"),
    ("length", rf"(?:how long is|what is the length of) (?P<what>.*\b(?:{NOUN})\b.*|[\"“].+)"),
)
_ASKS = [(fact, any_case(rf"\W*{JOINT}{form}\W*")) for fact, form in _FORMS]
_SAYS: Mapping[Fact, re.Pattern[str]] = {
    "author": any_case(r"\b(?:wrote|written by|authors?|authored)\b"),
    "publisher": re.compile(r"\b(?:published|released|issued|produced)\b"),
    "date": re.compile(rf"\b(?:{_MADE}|dated|appeared|came out)\b.*\b{YEAR}\b"),
    "length": re.compile(r"\b\d+ (?:pages|minutes|hours|words)\b"),
}
_BY = re.compile(rf"\b(?P<noun>{NOUN}|book|essay)\W+by (?!the\b)[A-Z]")
_MISSING: Mapping[Fact, str] = {"author": "who wrote it", "date": "when it is from", "publisher": "who published it", "length": ""}
_ENTRY = "This is from its catalogue entry, not a quotation from its text."


@dataclass(frozen=True, slots=True)
class FactAsked:
    """A fact that is asked for, the ids of the documents it may be asked of, best first, and the words that name them."""

    fact: Fact
    documents: tuple[str, ...]
    what: str


def about_document(question: str, infos: Sequence[DocumentInfo]) -> FactAsked | None:
    """Return what a question asks of a document itself; ``None`` for any other question, or where no document is meant."""
    text = " ".join(question.split())
    for fact, form in _ASKS:
        match = form.fullmatch(text)
        if match and (subject(match["what"]) or len(infos) == 1):
            documents = matching(match["what"], infos, whole=True)
            return FactAsked(fact, documents, match["what"].strip(_QUOTES)) if documents else None
    return None


_OF_THAT: tuple[tuple[Fact, re.Pattern[str]], ...] = (
    (
        "length",
        any_case(
            rf"\W*{JOINT}(?:how long is (?:the|that|this|its) (?:recording|{NOUN})"
            r"|how many pages (?:does (?:it|that|this) have|are there|is (?:it|that|this)))\W*"
        ),
    ),
    (
        "author",
        any_case(
            rf"\W*{JOINT}(?:who (?:wrote|authored|is the author of) (?:that|this)"
            r"|whose (?:words|report|blog|text) (?:is|are) "
            r"(?:that|this|it|those|these)|who(?:['’]s| is| are) the authors?)\W*"
        ),
    ),
    (
        "date",
        any_case(
            rf"\W*{JOINT}(?:when (?:was|is) (?:that|this) (?:{_MADE}|from|dated)|how (?:old|recent) is (?:that|this)"
            rf"|what (?:date|year) is (?:that|this)(?: {NOUN})?(?: from)?"
            rf"|what(?:['’]s| is| was) the (?:date|year) (?:of|on) (?:that|this)(?: (?:{NOUN}))?)\W*"
        ),
    ),
)
"""Taken as a question on the document that was just quoted."""


def fact_of_that(typed: str) -> Fact | None:
    """Return the fact that a message asks of what was just quoted: "Who wrote that?"."""
    return next((fact for fact, form in _OF_THAT if form.fullmatch(typed)), None)


def told_of_itself(wanted: FactAsked, picks: Sequence[Pick], open_document: Open) -> list[Pick]:
    """Return the sentences that say it in so many words of what is named, in themselves or in the sentence before."""
    named = subject(wanted.what)
    return [p for p in picks if named and _says(wanted, p.text) and named <= _named(p, open_document(p.passage.document))]


def _says(wanted: FactAsked, text: str) -> bool:
    """Say whether a sentence has the words for a fact; "a blog by Ada Finch" tells who wrote a blog, not who wrote a report."""
    if wanted.fact == "author" and (by := _BY.search(text)):
        return by["noun"] in wanted.what or not re.search(rf"\b(?:{NOUN})\b", wanted.what)
    return bool(_SAYS[wanted.fact].search(text))


def _named(pick: Pick, document: Document) -> set[str]:
    segment = document.segments_in(*pick.span)[0]
    before = sentence_before(document, segment, pick.start)
    return {*stems(pick.text), *(s for span in before for s in stems(reading(document, *span)))}


def which(question: str, wanted: FactAsked, infos: Mapping[str, DocumentInfo]) -> tuple[str, ...]:
    """Return the readings of a question that several documents fit."""
    before, _, after = " ".join(question.split()).partition(wanted.what)
    names = told_apart(wanted.documents[:WAYS], infos)
    return tuple(f"{before.rstrip(_QUOTES)} “{name}”{after.lstrip(_QUOTES.strip())}" for name in names)


def imprint(fact: Fact, document: Document, info: DocumentInfo) -> Composed:
    """Return the line of a document that tells a fact on itself, else what the catalogue has; "" where neither says."""
    for start, end in _lines(document):
        line = document.text[start:end]
        if _holds(fact, line, info):
            passage = passage_of(document, info, (start, end), rank=1)
            return Composed(f"{label(info)}, in its own words:\n{literal(reading(document, start, end))} [1]", (passage,))
    return Composed(entry(fact, document, info), ())


def _lines(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the short lines at the beginning of the body, headings left out, on the first sheet where there are sheets."""
    front: list[Segment] = [s for s in document.segments if s.is_body][:FRONT]
    for segment in front:
        if segment.role != "heading" and segment.place.page in (None, 1) and segment.end - segment.start <= LONGEST:
            yield segment.span


def _holds(fact: Fact, line: str, info: DocumentInfo) -> bool:
    """Say whether a line at the front names all authors, or bears the date as exactly as it is known; no sentence does."""
    if line.rstrip().endswith((".", "?", "!")) and not re.match(r"\W*by\b", line, re.IGNORECASE):
        return False
    if fact == "author":
        return bool(info.authors) and all(name in line for name in info.authors)
    return fact == "date" and any(re.search(rf"\b{re.escape(form)}\b", line) for form in _written(info.date))


def _written(date: str | None) -> list[str]:
    """Return the forms in which a date is printed: "2018-05" as "May 2018"."""
    if date is None:
        return []
    year, *rest = date.split("-")
    if not rest:
        return [year]
    month = MONTHS[int(rest[0]) - 1]
    if len(rest) == 1:
        return [date, f"{month} {year}"]
    day = int(rest[1])
    return [date, f"{day} {month} {year}", f"{month} {day}, {year}"]


def entry(fact: Fact, document: Document, info: DocumentInfo) -> str:
    """Say what the catalogue has of a fact; "" where it has nothing."""
    if fact == "author" and info.authors:
        return f"The author of {label(info)} is given as {', '.join(info.authors)}. {_ENTRY}"
    if fact == "date" and info.date:
        return f"“{info.title}” is dated {date_in_words(info.date)}. {_ENTRY}"
    if fact == "publisher" and info.source:
        return f"No publisher of {label(info)} is known; its source is given as “{info.source}”. {_ENTRY}"
    return _length(document, info) if fact == "length" else ""


def _length(document: Document, info: DocumentInfo) -> str:
    ends = [s.place.end_seconds for s in document.segments if s.place.end_seconds is not None]
    if info.pages:
        return f"{label(info)} has {info.pages} page{'s' * (info.pages != 1)}."
    if ends:
        return f"{label(info)} runs for {clock(max(ends))}, where its last words end."
    words = (w for s in document.segments if s.is_body for w in document.text[s.start : s.end].split())
    return f"{label(info)} has {sum(any(map(str.isalnum, word)) for word in words)} words."


def nothing(fact: Fact, info: DocumentInfo) -> str:
    """Say that neither a document nor its entry tells a fact."""
    return f"Neither {label(info)} nor its catalogue entry says {_MISSING[fact]}, and no passage found does."
