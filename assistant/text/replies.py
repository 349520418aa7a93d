"""What a speaker was asked: the question behind which his words stand.

An interviewer asks and the guest answers, in words that need not say again what was asked ("All but three."). Minutes tell the
same in two sentences: "Ada Finch asked why the berth was shut. Jo Bell replied that the pump had failed."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.text.block_runs import body, index_at
from assistant.text.patterns import any_case
from assistant.text.reading_text import reading
from assistant.text.sentence_before import sentence_before
from assistant.text.sentences import cut_at_stops, sentence_spans
from assistant.text.spoken_questions import asks
from assistant.text.voices import TALK
from assistant.types import Document, Segment, Span

ASKED = 600  # characters of the words before a reply in which its question stands, with what leads up to it
LEADS_UP = 2  # sentences before a question that lead up to it
ASSENT = 12  # words of one who agrees: "Yep. Fine by me."
HEARD = 2  # turns behind a proposal in which somebody may agree
LASTS = 800  # characters of a reply over which it answers less and less
TELLS = 4  # words of a sentence that may be a reply where somebody else has spoken since the question: not "Yeah, okay."

_ASKS = any_case(r"\?|\b(?:tell|talk) (?:me|us)\b|\b(?:talk|speak) (?:a (?:little|bit) )?about\b|\bdescribe\b")
_ASKED = re.compile(r"\b(?:asked|queried|enquired|inquired|wondered|wanted to know|questioned)\b")
_REPLIED = re.compile(
    r"\b(?:answered|replied|responded|said|explained|thought|confirmed|advised|stated|clarified|informed|reported|answer (?:is|was)"
    r"|reply (?:is|was))\b"
)
_AGREES = any_case(
    r"\W*(?:(?:oh|well|then|so|and|no)\W+)*(?:"
    r"yeah|yes|yep|yup|aye|okay|ok|sure|fine|agreed?|content|happy|lovely|great|good|perfect|absolutely"
    r"|second(?:ed)?|no (?:problem|bother|objections?)|sounds (?:good|fine|right)|(?:that )?works|I agree"
    r"|I(?:['’]m| am) (?:happy|content|fine|good)"
    r"|I can live with|I(?:['’]ve| have) got no|I like|very much so|done|will do)\b(?!,? (?:but|no\b))"
)


@dataclass(frozen=True, slots=True)
class RepliedTo:
    """What a sentence replies to, where it stands, where the reply begins, and how far it still answers that, 0 to 1.

    ``questions``: each sentence that asks, behind those that lead up to it; ``by``: the speaker who asks.
    """

    questions: tuple[str, ...]
    span: Span
    begins: int
    still: float
    by: str = ""


def asked_before(document: Document, start: int, end: int) -> RepliedTo | None:
    """Return what a sentence replies to; ``None`` where nobody has asked before it."""
    at = index_at(document, start)
    segment = document.segments[at]
    return _in_talk(document, at, start, end) if segment.role in TALK else _in_prose(document, segment, start, end)


def _in_talk(document: Document, at: int, start: int, end: int) -> RepliedTo | None:
    """Return what another speaker asked last before the turn that a sentence stands in; ``None`` where nothing is near enough.

    What is put to several is answered by one after the other, and what is put to one may be heard with "Mm-hmm." by others.
    """
    speaker = document.segments[at].place.speaker
    if speaker is None:
        return None
    begins, is_behind = document.segments[at].start, True
    for by, segments in _turns_before(document, at):
        until = segments[0].end
        if by == speaker:
            begins = segments[-1].start if is_behind else begins
        if start - (begins if is_behind else until) > LASTS:
            return None
        if by == speaker:
            continue
        span = (max(segments[-1].start, until - ASKED), until)
        kept = document.once(_kept)
        if span not in kept:
            kept[span] = _questions(reading(document, *span).removeprefix(f"{by}:"))
        if kept[span]:
            if not is_behind and len(reading(document, start, end).removeprefix(f"{speaker}:").split()) < TELLS:
                return None
            return RepliedTo(kept[span], span, begins, 1 - (start - (begins if is_behind else until)) / LASTS, by)
        is_behind = False
    return None


def _turns_before(document: Document, at: int) -> Iterator[tuple[str, Sequence[Segment]]]:
    """Yield each turn of a talk from the block with an index back, that it stands in first: who speaks, and its blocks, last first.

    As far as anybody is named, and of a long turn what ``ASKED`` reaches.
    """
    turn: list[Segment] = []
    for segment in body(document.segments, at, -1):
        if segment.role not in TALK or segment.place.speaker is None:
            break
        if turn and segment.place.speaker != turn[-1].place.speaker:
            yield turn[0].place.speaker or "", turn
            turn = []
        turn.append(segment)
    if turn:
        yield turn[0].place.speaker or "", turn


def _kept(_: Document) -> dict[Span, tuple[str, ...]]:
    return {}  # the questions in a span, which every sentence of a reply asks for


def _questions(words: str) -> tuple[str, ...]:
    """Return the sentences that ask, each behind those that lead up to it."""
    said = [each for each in cut_at_stops(words.strip()) if each]
    return tuple(" ".join(said[max(0, n - LEADS_UP) : n + 1]) for n, each in enumerate(said) if _ASKS.search(each) or asks(each))


def _in_prose(document: Document, segment: Segment, start: int, end: int) -> RepliedTo | None:
    if segment.role != "paragraph" or not _REPLIED.search(document.text[start:end]):
        return None
    before = sentence_before(document, segment, start)[-1:]
    words = reading(document, *before[0]) if before else ""
    return RepliedTo((words,), before[0], start, 1.0) if _ASKED.search(words) else None


def replies_to(document: Document, segment: Segment, start: int, end: int) -> Span | None:
    """Return the sentence that tells the reply, behind one of minutes that tells who asked a thing; else ``None``."""
    if not _ASKED.search(document.text[start:end]):
        return None
    behind = next(iter(sentence_spans(document.text, end, segment.end)), None)
    return behind if behind and _REPLIED.search(reading(document, *behind)) else None


def agreed_to(document: Document, start: int) -> bool:
    """Say whether others agree, in a few words, to what is said in a talk: "Content.", "Yep. Fine by me."."""
    at = index_at(document, start)
    speaker, heard = document.segments[at].place.speaker, 0
    if document.segments[at].role not in TALK or speaker is None:
        return False
    for segment in body(document.segments, at, 1):
        if segment.role not in TALK or heard > HEARD:
            return False
        if segment.place.speaker == speaker:
            continue
        heard += 1
        said = reading(document, *segment.span).removeprefix(f"{segment.place.speaker}:")
        if _AGREES.match(said) and len(said.split()) <= ASSENT:
            return True
    return False
