"""Answers to "Summarise the discussion on tolls": what was said in that stretch of a meeting, in its order, under who said it.

1. the subject is searched for by itself: "summarise the discussion" is said in no meeting;
2. the stretch begins with the best of what was found, of equals with what more is found behind; where somebody opens the items of
   a meeting in so many words, it is the item;
3. of a short stretch all is told; of a longer one the sentences that have most in common with the rest of it and with the subject,
   and those that settle it; no questions, and not what everybody says to one another ("Thank you, Chair.").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer.choose.compose import quoted_in_turn
from assistant.answer.choose.term_coverage import weight_met
from assistant.answer.cited import Composed
from assistant.questions.commitments import settles
from assistant.questions.openings import PLEASE, THANKS
from assistant.questions.speech import unlabelled
from assistant.retrieve.passages import Candidate
from assistant.retrieve.retriever import Found, View
from assistant.store.rows import DocumentInfo
from assistant.text.agenda import items_of_talk
from assistant.text.dependent_sentences import leans
from assistant.text.patterns import any_case
from assistant.text.reading_text import reading
from assistant.text.sentences import Unit, units
from assistant.text.spoken_questions import asks
from assistant.text.terms import content_stems, cosine, overlap, rarity, stem_set
from assistant.text.voices import TALK
from assistant.types import Document, Span

STRETCH = 4_000  # characters of a talk that a discussion may take
OPENING = 80  # characters with which an item is opened
STARTS = 20  # chunks, the best first, that a stretch may begin with
GOES_ON = 0.025  # what it counts for one, beside its own score from 0 to 1, that as much as the best was found behind it
NAMED = 0.5  # share of the subject that they must have
WHOLE = 600  # characters up to which all is told
MOST = 7  # sentences told of more
EACH = 3  # of them that one speaker says in one turn
SHORTEST = 5  # words of a sentence
ALIKE = 0.6  # share of the words of the shorter of two sentences from which on one is enough
ON_SUBJECT = 1.5  # what the share of the subject's words counts beside what a sentence has in common with the others
SETTLED = 0.3  # what it counts that others agree, or that it says what was decided
LEANS = 0.1  # what it counts against a sentence that it leans on another
SAID_IN = "Sentences from the part of “{}” on this, in order; what was said between them is left out."
_OF = r"(?:about|on|of|over|regarding|concerning|around|for|surrounding)"
_WHO = (
    r"(?:they|people|everyone|everybody|members"
    r"|the (?:\w+ )?(?:meeting|group|team|committee|board|council|panel|members|speakers|participants|attendees))"
)
_FORM = any_case(
    rf"\W*{PLEASE}(?:"
    r"(?:summari[sz]e|sum up|recap|outline)(?: for me)? "
    rf"(?:what (?:(?:was|is) (?:said|discussed)|{_WHO} (?:sa(?:id|y)|discuss(?:ed)?))"
    r"|(?:the |their |that )?(?:\w+ )?(?:discussions?|debates?|conversations?|exchanges?|deliberations?|arguments?|talks?"
    r"|questions and answers|item|views|opinions?))"
    r"|what (?:was|were) (?:the |their )?(?:discussions?|debates?|conversations?|said|discussed)"
    rf"|what (?:did|does|do) {_WHO} (?:discuss|say|talk|think)"
    rf") {_OF} (?P<what>.+?){THANKS}\W*"
)


def discussion_asked(question: str) -> str | None:
    """Return the subject of the discussion that a message wants told; ``None`` for any other message."""
    match = _FORM.fullmatch(" ".join(question.split()))
    return match["what"] if match else None


@dataclass(frozen=True)
class _Said:
    unit: Unit
    text: str
    speaker: str
    stems: frozenset[str]
    settles: bool


def discussion(found: Found, view: View) -> tuple[Composed, DocumentInfo] | None:
    """Return what was said on a subject, and in which talk; ``None`` where what was found for it stands in none."""
    if not found.candidates:
        return None
    best, wanted = _start(found.candidates), found.query.focus or found.query.stems
    document, info = view.open(best.row.document), view.infos[best.row.document]
    span = _stretch(best, wanted, document)
    if len({segment.place.speaker for segment in document.segments_in(*span)}) < 2:
        return None  # before anything is read
    said = _said(document, span)
    if len({each.speaker for each in said}) < 2:
        return None
    chosen = said if sum(len(each.text) for each in said) <= WHOLE else _chosen(said, wanted)
    return quoted_in_turn(document, info, [each.unit.span for each in chosen]), info


def _start(found: Sequence[Candidate]) -> Candidate:
    """Return the chunk that a stretch begins with: the best, where the subject is not only named but what is said of it goes on."""
    low, spread = found[-1].score, (found[0].score - found[-1].score) or 1.0

    def worth(start: Candidate) -> float:
        reach = range(start.row.start, start.row.start + STRETCH)
        behind = (c for c in found if c.row.document == start.row.document and c.row.start in reach)
        return sum(GOES_ON * (c.score - low) / spread for c in behind) + (1 - GOES_ON) * (start.score - low) / spread

    return max(found[:STARTS], key=worth)


def _stretch(best: Candidate, wanted: Mapping[str, float], document: Document) -> Span:
    """Return the item of a talk that is opened with what is wanted, else what begins with the best of what was found."""
    items = items_of_talk(document)
    named = [weight_met(wanted, stem_set(document.text[at : at + OPENING])) for at in items]
    if not named or max(named) < NAMED:
        return best.row.start, best.row.start + STRETCH
    at = named.index(max(named))
    closes = items[at + 1] if at + 1 < len(items) else len(document.text)
    return items[at], min(items[at] + STRETCH, closes)


def _said(document: Document, span: Span) -> list[_Said]:
    within = tuple(s for s in document.segments_in(*span) if s.is_body and s.role in TALK)
    told = []
    for unit in units(replace(document, segments=within)) if within else ():
        text = unlabelled(reading(document, *unit.span)).strip()
        if unit.start < span[0] or unit.end > span[1] or asks(text) or len(text.split()) < SHORTEST:
            continue
        meaning = content_stems(text)
        speaker = within[unit.segment].place.speaker or ""
        told.append(_Said(unit, text, speaker, meaning, settles("", text) == 1.0))
    return told


def _chosen(said: Sequence[_Said], wanted: Mapping[str, float]) -> list[_Said]:
    idf = rarity([each.stems for each in said])

    def worth(each: _Said) -> float:
        shared = sum(cosine(each.stems, other.stems, idf) for other in said if other is not each) / max(1, len(said) - 1)
        full = min(1.0, len(each.stems) / 8)
        return (shared * 4 + ON_SUBJECT * weight_met(wanted, each.stems)) * full + SETTLED * each.settles - LEANS * leans(each.text)

    chosen: list[_Said] = []
    for each in sorted(said, key=lambda each: (-worth(each), each.unit.start)):
        if len(chosen) == MOST:
            break
        alike = any(overlap(each.stems, other.stems) >= ALIKE for other in chosen)
        if each.stems and not alike and sum(other.unit.segment == each.unit.segment for other in chosen) < EACH:
            chosen.append(each)
    return sorted(chosen, key=lambda each: each.unit.start)
