"""A sentence as a candidate for an answer: its text, the stems of what it says, its heading, its speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from assistant.lru import LruCache
from assistant.questions.labels import labelled, labels_for
from assistant.text.about_document import heads_an_aside, introduced, made_up, speaks_of_itself
from assistant.text.answered_blocks import asked_over, only_asks
from assistant.text.block_runs import index_at, is_head, over_row
from assistant.text.months import MONTH, MONTHS
from assistant.text.patterns import any_case
from assistant.text.quotations import is_quotation, signs
from assistant.text.reading_text import fold, reading
from assistant.text.spoken_questions import asks
from assistant.text.terms import stem, stem_set, stems, terms_among, words
from assistant.text.voices import TALK
from assistant.text.years import RECENT_YEAR
from assistant.types import Document, Segment

KEPT = 20_000  # sentences, and titles and headings as stems, kept between questions
PASSAGES = 500  # the same of passages
LABEL = 120  # characters of a line of print up to which it may be a label, an imprint, a cell, and not half a sentence
FRONT = 6  # blocks from the beginning among which a record is named
OPENING = 600  # characters of a document in which its imprint stands
SPEAKER = re.compile(r"^[A-Z][\w.’'() -]{2,60}: ")  # the label before a turn
TITLE = re.compile(r"[A-Z\d][\w’'&-]*(?: [\w’'&-]+){0,6}")
"""A line that is no sentence, as the titles in a newsletter are."""

_ENDED = re.compile(r"[.!?…:;][\"'”’)\]*_]*(?:\[\d+\])*$")
_SIGNED = any_case(
    rf"(?:(?=by\b|prepared\b|written\b|edited\b|authors?\b)|(?=.*\b{MONTH} {RECENT_YEAR}$))"
    r"(?:(?-i:[A-Z\d&(][\w.’'()/-]*)|by|prepared|written|edited|authors?|for|of|the|and|with|in|from|at|de|van|von|–|—|-|\||·)"
    r"(?:[,;:]? (?:(?-i:[A-Z\d&(][\w.’'()/-]*)|by|for|of|the|and|with|in|from|at|de|van|von|–|—|-|\||·))+"
)
"""A line that only gives who wrote it and when: "Prepared by Ada Finch", "Ada Finch, Institute for Tides, May 2021"."""
_RECORD = any_case(r"\b(?:minutes|transcript|meeting|session|hearing|inquiry|interview|webinar|episode|recording|agenda)\b")
_VERB = any_case(
    r"\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|shall|should|may|might|must|said|says|went|came|took"
    r"|began|opened|met)\b|n['’]t\b|['’](?:s|re|ve|ll|m)\b"
)
_PICTURED = re.compile(r"(?:Figure|Fig\.|Chart|Plate|Photo|Scheme|Map) [A-Z]?\d+[a-z]?[.:]? ")  # the caption of a picture
_BRACKETED = re.compile(r"\[[^\[\]]*\]\W*")
_STATES = re.compile(r"(?:[\w’'\"“”(),;:–—-]+\s){5,}[\w’'\"“”()-]+\.")
"""A heading that is a sentence: "A bid needs these three things."."""


def _over(document: Document, start: int) -> str:
    """Return the caption and the column heads that a row of a table is read under."""
    return " ".join(reading(document, *span) for span in over_row(document, index_at(document, start)))


def _labelled(document: Document, at: int) -> tuple[str, ...]:
    """Return the cells of a row, each behind its label."""
    head = document.text[slice(*over[-1])] if (over := over_row(document, at)) else ""
    return tuple(labelled(document.text[slice(*document.segments[at].span)], head))


@lru_cache(maxsize=PASSAGES)
def stems_within(text: str) -> frozenset[str]:
    """Return the stems of the text of a passage as it is read."""
    return stem_set(fold(text))


@lru_cache(maxsize=KEPT)
def stems_above(text: str) -> frozenset[str]:
    return stem_set(text)


@dataclass(frozen=True)
class Sentence:
    """A sentence as ranking reads it.

    ``titles``: it only names the record that it opens; ``above`` is the heading over its heading; ``posed`` asks over its block,
    ``answers`` are the stems of that if it opens it. ``asks``: in talk, it asks.
    ``labelled`` is what may stand behind a label: itself, or the cells of a row.
    """

    text: str
    role: str
    silent: bool
    asks: bool
    titles: bool
    aside: bool
    introduces: frozenset[str]
    made_up: frozenset[str]
    stems: frozenset[str]
    telling: frozenset[str]
    leads: bool
    heading: str
    above: str
    posed: str
    answers: frozenset[str]
    speaker: str
    label: frozenset[str]
    labelled: tuple[str, ...]
    quoted: bool

    def labels(self, question: str) -> bool:
        """Say whether a sentence, or a cell of a row, stands behind a label that tells what a question asks: "Venue: …"."""
        form = labels_for(question)
        return form is not None and any(map(form.match, self.labelled))

    def said(self, speakers: Callable[[str], bool]) -> frozenset[str]:
        """Return the stems of a sentence, without those of the label before it ("Funder:") if no such speaker is asked about."""
        return self.stems - self.label if self.label and not speakers(self.speaker) else self.stems


def _only_in_label(text: str, speaker: str | None) -> frozenset[str]:
    """Return the stems that stand in the speaker's label before a text and not in what is said."""
    if not speaker or not text.startswith(f"{speaker}:"):
        return frozenset()
    return stem_set(speaker) - stem_set(text[len(speaker) :])


def _silent(text: str, segment: Segment) -> bool:
    """Say whether a span answers nothing by itself: a heading, a question, an imprint, "[Laughter]", a line that is no sentence."""
    if segment.role == "heading" or text.endswith("?") or _BRACKETED.fullmatch(text):
        return not (segment.role == "heading" and _STATES.fullmatch(text))
    if segment.role == "caption":
        return segment.place.start_seconds is None and not _ENDED.search(text)
    if segment.role == "paragraph" and segment.start <= OPENING and not _ENDED.search(text) and _SIGNED.fullmatch(text):
        return True
    if segment.role == "paragraph" and not _ENDED.search(text) and _PICTURED.match(text):
        return True
    printed = segment.role == "paragraph" and segment.place.page is not None
    return printed and segment.end - segment.start <= LABEL and not _ENDED.search(text)


def _leads(document: Document, end: int) -> bool:
    """Say whether the items of a list follow right behind a span."""
    at = bisect_left(document.starts, end)
    following = next((s for n in range(at, len(document.segments)) if (s := document.segments[n]).is_body), None)
    return following is not None and following.role == "item" and not document.text[end : following.start].strip()


def _titles(text: str, segment: Segment) -> bool:
    """Say whether a line at the beginning of a record only names it: "Minutes of the meeting held in the hall on 3 June 2025"."""
    opens = segment.role == "paragraph" and segment.start <= OPENING
    return opens and bool(_RECORD.search(text)) and not _VERB.search(text) and not text.rstrip().endswith(":")


def called(document: Document) -> str:
    """Return the lines at the beginning of a record that name it: what a meeting was of need not be said by its title."""
    return document.once(_called)


def opening_stems(document: Document) -> frozenset[str]:
    """Return the stems of the words that a document opens with, months apart: a date that it bears is not that of all it tells."""
    return document.once(_opening)


def _opening(document: Document) -> frozenset[str]:
    return stem_set(document.text[:OPENING]) - stem_set(" ".join(MONTHS))


def _called(document: Document) -> str:
    opening = (s for s in document.segments[:FRONT] if s.is_body and s.start <= OPENING)
    told = ((s, reading(document, *s.span)) for s in opening)
    return " ".join(text for s, text in told if _titles(text, s))


_known: LruCache[tuple[str, str | None, int, int, int], Sentence] = LruCache(KEPT)


def read(document: Document, start: int, end: int) -> Sentence:
    """Read a sentence, or recall it: the same ones come up question after question."""
    key = (document.id, document.title, hash(document.text), start, end)  # the same file may be read anew, otherwise
    sentence = _known.get(key)
    if sentence is None:
        sentence = _read(document, start, end)
        _known.keep({key: sentence})
    return sentence


def _read(document: Document, start: int, end: int) -> Sentence:
    text = reading(document, start, end).strip()
    at = index_at(document, start)
    segment = document.segments[at]
    headings = segment.place.heading
    over = _over(document, start) if segment.role == "row" else ""
    said = words(text)
    over_it = asked_over(document, at)
    posed = reading(document, *over_it.span).strip() if over_it else ""
    opens = not document.text[segment.start : start].strip()
    is_asked = segment.role in TALK and asks(text.removeprefix(f"{segment.place.speaker}:").strip())
    return Sentence(
        text,
        segment.role,
        silent=_silent(text, segment) or is_asked or is_head(document, at) or signs(document, at) or only_asks(document, segment),
        asks=is_asked,
        titles=_titles(text, segment),
        aside=speaks_of_itself(text) or any(map(heads_an_aside, headings)),
        introduces=introduced(headings, document.title),
        made_up=stem_set(over) if made_up(over) else frozenset(),
        stems=frozenset(map(stem, said)).union(stems(over)),
        telling=frozenset(map(stem, terms_among(said))),
        leads=_leads(document, end) and (segment.role != "item" or text.endswith(":")),
        heading=next(iter(headings[-1:]), ""),
        above=next(iter(headings[-2:-1]), ""),
        posed=posed,
        answers=stem_set(posed) if opens else frozenset(),
        speaker=segment.place.speaker or "",
        label=_only_in_label(text, segment.place.speaker),
        labelled=_labelled(document, at) if segment.role == "row" else (text,),
        quoted=is_quotation(document, at),
    )
