"""What a speaker was asked: the question behind which his words stand.

An interviewer asks and the guest answers, in words that need not say again what was asked ("All but three."). Minutes tell the
same in two sentences: "Ada Finch asked why the berth was shut. Jo Bell replied that the pump had failed."
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.text.block_runs import Span, body, index_at
from assistant.text.reading_text import reading
from assistant.text.sentence_before import sentence_before
from assistant.text.sentences import cut_at_stops, sentence_spans
from assistant.text.voices import TALK
from assistant.types import Document, Segment

ASKED = 600  # characters of the words before a reply in which its question stands, with what leads up to it
LEADS_UP = 2  # sentences before a question that lead up to it
ASSENT = 12  # words of one who agrees: "Yep. Fine by me."
HEARD = 2  # turns behind a proposal in which somebody may agree
LASTS = 800  # characters of a reply over which it answers less and less

_ASKS = re.compile(r"\?|\b(?:tell|talk) (?:me|us)\b|\b(?:talk|speak) (?:a (?:little|bit) )?about\b|\bdescribe\b", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:asked|queried|enquired|inquired|wondered|wanted to know|questioned)\b")
_REPLIED = re.compile(
    r"\b(?:answered|replied|responded|said|explained|thought|confirmed|advised|stated|clarified|informed|reported|answer (?:is|was)"
    r"|reply (?:is|was))\b"
)


_AGREES = re.compile(
    r"\W*(?:(?:oh|well|then|so|and|no)\W+)*(?:"
    r"yeah|yes|yep|yup|aye|okay|ok|sure|fine|agreed?|content|happy|lovely|great|good|perfect|absolutely"
    r"|second(?:ed)?|no (?:problem|bother|objections?)|sounds (?:good|fine|right)|(?:that )?works|I agree"
    r"|I(?:['’]m| am) (?:happy|content|fine|good)"
    r"|I can live with|I(?:['’]ve| have) got no|I like|very much so|done|will do)\b(?!,? (?:but|no\b))",
    re.IGNORECASE,
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
    return _in_talk(document, at, start) if segment.role in TALK else _in_prose(document, segment, start, end)


def _in_talk(document: Document, at: int, start: int) -> RepliedTo | None:
    """Return what another speaker asked right before the turn that a sentence stands in; ``None`` where nothing is near enough."""
    speaker, begins = document.segments[at].place.speaker, document.segments[at].start
    asking: list[Segment] = []
    for segment in body(document.segments, at, -1):
        same = segment.role in TALK and segment.place.speaker == speaker
        if same and not asking:
            begins = segment.start
            if start - begins > LASTS:
                return None
            continue
        if segment.role not in TALK or (asking and segment.place.speaker != asking[-1].place.speaker):
            break
        asking.append(segment)
        if asking[0].end - segment.start > ASKED:
            break
    if not asking or speaker is None:
        return None
    span = (max(asking[-1].start, asking[0].end - ASKED), asking[0].end)
    kept = document.once(_kept)
    if span not in kept:
        kept[span] = _questions(reading(document, *span))
    questions = kept[span]
    by = asking[0].place.speaker or ""
    return RepliedTo(questions, span, begins, 1 - (start - begins) / LASTS, by) if questions else None


def _kept(_: Document) -> dict[Span, tuple[str, ...]]:
    return {}  # the questions in a span, which every sentence of a reply asks for


def _questions(words: str) -> tuple[str, ...]:
    """Return the sentences that ask, each behind those that lead up to it."""
    said = [each for each in cut_at_stops(words.strip()) if each]
    return tuple(" ".join(said[max(0, n - LEADS_UP) : n + 1]) for n, each in enumerate(said) if _ASKS.search(each))


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
        said = reading(document, segment.start, segment.end).removeprefix(f"{segment.place.speaker}:")
        if _AGREES.match(said) and len(said.split()) <= ASSENT:
            return True
    return False
