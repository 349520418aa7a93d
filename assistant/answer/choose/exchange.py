"""Turns of talk and of minutes that are quoted together: a reply with its question, a motion with its second and its vote.

1. a reply that is chosen for what was asked before it comes from its beginning on, and behind the question where it opens in a few
   words ("All but three."); so does what minutes tell of a reply; who is told to have asked a thing comes with the reply;
2. where it is asked who moved a thing, or how the vote on it went, the sentences of the motion come together, under the head of
   their item where they do not say themselves what the motion is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from assistant.answer.choose.evidence import Pick
from assistant.questions.speech import unlabelled, wants_decision
from assistant.questions.votes import asks_of_motion_by, is_of_motion, motion_asked
from assistant.text.agenda import HEAD, heads_item
from assistant.text.block_runs import body, index_at
from assistant.text.patterns import any_case
from assistant.text.reading_text import reading
from assistant.text.replies import RepliedTo, asked_before, replies_to
from assistant.text.sentences import Unit, units
from assistant.text.terms import stems, term_stems
from assistant.text.voices import TALK
from assistant.types import Document, Segment, Span

ITSELF = 0.5  # of the question's weight that a sentence says itself, from which on it needs no question before it
REPLY = 300  # characters of a reply that are quoted from its beginning on
BRIEF = 6  # words of its first sentence up to which it is quoted behind the question
FILLER = 2  # words of a sentence that opens a reply and is left out: "Um.", "Oh God."
MOTION = 900  # characters of a motion with its second and its vote
BLOCKS = 8  # blocks on either side of a sentence among which the rest of its motion is looked for
BETWEEN = 4  # words of a line that may stand between a motion and its vote: "Public comment: None"
_YES_OR_NO = any_case(r"\W*(?:yes|yeah|yep|no|nope|never|none|absolutely|sure)\W*")


def exchanged(question: str, pick: Pick, document: Document) -> list[Span]:
    """Return the spans to quote for a sentence that is half of an exchange; none for any other one."""
    at = index_at(document, pick.start)
    segment = document.segments[at]
    if (motion_asked(question) or wants_decision(question)) and is_of_motion(pick.text):
        return _motion(question, pick, document, at)
    if segment.role == "paragraph" and (reply := replies_to(document, segment, *pick.span)):
        return [pick.span, reply]
    if not pick.features.get("replied") or pick.features["coverage"] >= ITSELF:
        return []
    asked = asked_before(document, *pick.span)
    if asked is None:
        return []
    return _reply(pick, asked, document, at) if segment.role in TALK else [asked.span, pick.span]


def _reply(pick: Pick, asked: RepliedTo, document: Document, at: int) -> list[Span]:
    """Return a reply from its beginning on, as far as the pick at least, behind the question where it opens in a few words."""
    until = max(pick.end, asked.begins + REPLY)
    speaker = document.segments[at].place.speaker
    spoken = (s for s in document.segments_in(asked.begins, until) if s.is_body)
    told = list(takewhile(lambda s: s.role in TALK and s.place.speaker == speaker, spoken))
    found = [unit for unit in _units(document, told) if unit.start < until]
    while len(found) > 1 and found[0].end <= pick.start and _is_filler(_words(document, found[0])):
        found = found[1:]
    spans = [unit.span for unit in found]
    if not spans or len(_words(document, found[0])) > BRIEF:
        return spans
    asking = [s for s in document.segments_in(*asked.span) if s.is_body and s.role in TALK]
    questions = [u.span for u in _units(document, asking) if document.text[u.start : u.end].rstrip().endswith("?")]
    return [*questions[-1:], *spans]


def _is_filler(words: Sequence[str]) -> bool:
    """Say whether a sentence only fills a pause: a word or two that are neither yes nor no."""
    return len(words) <= FILLER and not any(_YES_OR_NO.fullmatch(word) for word in words)


def _motion(question: str, pick: Pick, document: Document, at: int) -> list[Span]:
    """Return the sentences of the motion around one, under the head of their item where they do not say what it is about."""
    before = _until_head(document, islice(body(document.segments, at - 1, -1), BLOCKS))
    behind = _until_head(document, islice(body(document.segments, at + 1, 1), BLOCKS))
    within = [s for s in (*reversed(before), document.segments[at], *behind) if not heads_item(document, s)]
    found = _units(document, within)
    here = next((n for n, unit in enumerate(found) if unit.start <= pick.start < unit.end), None)
    if here is None:
        return []
    first, last = here, here
    while first > 0 and is_of_motion(reading(document, *found[first - 1].span)) and pick.end - found[first - 1].start <= MOTION:
        first -= 1
    while (following := _next_of_motion(document, found, last)) and found[following].end - found[first].start <= MOTION:
        last = following
    spans = [unit.span for unit in found[first : last + 1] if is_of_motion(reading(document, *unit.span))]
    matter = term_stems(question) - asks_of_motion_by()
    said = set(stems(" ".join(reading(document, *span) for span in spans)))
    head = next((s for s in reversed(before) if heads_item(document, s)), None) if matter.isdisjoint(said) else None
    return [*([head.span] if head and head.end - head.start <= HEAD else []), *spans]


def _next_of_motion(document: Document, found: Sequence[Unit], last: int) -> int | None:
    """Return the index of the next sentence of a motion; a short line may stand before it."""
    for n in (last + 1, last + 2):
        if n < len(found) and is_of_motion(reading(document, *found[n].span)):
            return n
        if n >= len(found) or len(_words(document, found[n])) > BETWEEN:
            return None
    return None


def _until_head(document: Document, blocks: Iterable[Segment]) -> list[Segment]:
    """Return blocks, in the order in which they are looked at, as far as the head of an item, with that."""
    kept: list[Segment] = []
    for segment in blocks:
        kept.append(segment)
        if heads_item(document, segment):
            break
    return kept


def _units(document: Document, segments: Sequence[Segment]) -> list[Unit]:
    return units(replace(document, segments=tuple(segments))) if segments else []


def _words(document: Document, unit: Unit) -> list[str]:
    return unlabelled(reading(document, *unit.span)).split()
