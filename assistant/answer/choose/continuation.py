"""Sentences behind a quoted one that go on to say what is asked: the reason, the day, what it only names.

1. a sentence with next to nothing beyond the words of the question is gone on from, by the two behind it;
2. where it is asked why and the sentence gives no reason, those behind it in its block come along, to the last that gives one;
3. where one thing is asked for and it holds none, the one behind it that takes it up, or is on what is named, and holds one;
4. where it is asked whether, and the sentence only says that somebody asks so, the two behind it come along;
5. where it is asked how a thing works, the rest of the block as far as there is room;
6. "Because …" comes, and in a few words the day ("The 5th, to be exact."); in talk what says what a thing is that is only named;
7. of what stands under its question, the answer to that comes whole where it is short.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from assistant.answer.choose.evidence import Pick
from assistant.questions.answer_form import fits, gives_no_reason
from assistant.questions.degree import degree
from assistant.questions.form import ONE_THING, asked_for, asks_one, at_work, defined, wants_definition
from assistant.questions.openings import AUXILIARY, JOINT
from assistant.text.answered_blocks import SHORT, asked_over, only_asks
from assistant.text.block_runs import body, run_from
from assistant.text.dependent_sentences import leans
from assistant.text.patterns import any_case
from assistant.text.reading_text import reading
from assistant.text.sentences import sentence_spans, units
from assistant.text.terms import stem, stems, terms
from assistant.types import Document, Segment, Span

STRETCH = 800  # characters of captions that are looked at behind a sentence
REMARK = 6  # words of one
NO_NEWS = {"paragraph": 0.2, "turn": 0.34, "caption": 0.34}  # one word, or two, beside the question's: "Let me confess."
LITTLE_NEWS = 0.34  # the same in print where no few words tell it: "What happened to the plan?", "The plan came to nothing."
GOES_ON = 2  # sentences behind it, which may say more
NAME_ENDS = 2  # words of a name by which it is named again: "A link worker" for "social prescribing link worker"
FURTHER = 350  # characters of them behind what opens a definition
REASONS, ROOM = 3, 450  # sentences behind one that gives no reason, and characters, in which it may stand

_OPEN = any_case(rf"^\W*{JOINT}(?:what|how|tell|describe|explain)\b")  # no "yes" or "no" will do
_WHETHER = any_case(rf"^\W*{JOINT}{AUXILIARY}\b")
_ASKS_WHETHER = any_case(r"\b(?:ask|asks|asked|asking|wonder\w*|question)\b[^.?!]{0,40}?\b(?:whether|if)\b")
_OF_ONE = any_case(r"(?:[\w’'-]+,? ){0,8}?(?:he|she|they)\b")
_OF_IT = re.compile(r"(?:Some(?:body|one)|You|One)\b|(?:[\w’'-]+,? ){0,8}?(?<!that )(?:it|they|them|he|she)\b")
_TELLS_NEXT = {
    "reason": re.compile(
        r"(?:And |But |Well, )?(?:(?:[Tt]h(?:at|is)|[Ii]t)(?:['’]s| is| was) )?(?:(?:simp|main|part)ly )?[Bb]ecause\b"
    ),
    "date": re.compile(r"(?=.*\d)(?:\W*[\w,.'’-]+){1,8}\W*$"),
}
TOLD = 0.8  # of what is asked about is met where a section of the name that is asked for comes whole
LONG_ITEM = 700  # characters up to which an item of a list is quoted whole


def goes_on(question: str, pick: Pick, document: Document, segment: Segment) -> list[Span]:
    """Return what follows a pick, a short remark apart, where it goes on to say the reason, or in a few words the date; else ()."""
    kind = asked_for(question)
    if at_work(question) and segment.role != "item":
        behind = _behind(document, segment, pick.end)
        return [span for span in behind if span[1] - behind[0][0] <= ROOM]
    if _says_no_more(question, pick, segment):
        return _behind(document, segment, pick.end)[:GOES_ON]
    if _WHETHER.match(question) and _ASKS_WHETHER.search(pick.text):
        return _behind(document, segment, pick.end)[:GOES_ON]
    form = _TELLS_NEXT.get(kind)
    if form is None:
        return []
    behind = _behind(document, segment, pick.end)
    told = [reading(document, *span) for span in behind[:2]]
    at = next((n for n, text in enumerate(told) if form.match(text)), None)
    short = at == 1 and len(told[0].split()) <= REMARK
    if at is not None and (at == 0 or short):
        return behind[: at + 1]
    is_print = segment.role == "paragraph"
    return _to_the_reason(question, behind, document) if is_print and gives_no_reason(question, [pick.text]) else []


def told_further(question: str, pick: Pick, spans: Sequence[Span], document: Document) -> list[Span]:
    """Return what a block says next of a thing, as long as it does, behind the sentence that opens a definition."""
    segment = document.segments_in(*pick.span)[0]
    if not wants_definition(question) or at_work(question) or segment.role in ("item", "row", "heading"):
        return []
    if spans[-1] != pick.span:
        return []
    behind = _behind(document, segment, pick.end)[:GOES_ON]
    near = (span for span in behind if span[1] - behind[0][0] <= FURTHER)
    own = [stem(term) for term in terms(defined(question))][-NAME_ENDS:]
    is_person = asked_for(question) == "person"
    return list(takewhile(lambda span: _is_still_on_it(own, reading(document, *span), is_person=is_person), near))


def _is_still_on_it(own: Sequence[str], text: str, *, is_person: bool) -> bool:
    """Say whether a sentence goes on about a thing: by the end of its name, "it" or "she", what somebody does, or its parts."""
    if text.rstrip().endswith((":", "?")):
        return False
    if is_person and not _OF_ONE.match(text):
        return f" {' '.join(own)} " in f" {' '.join(stems(text))} "
    return f" {' '.join(own)} " in f" {' '.join(stems(text))} " or leans(text) or bool(_OF_IT.match(text)) or text.count(";") > 1


def says_no_more(question: str, pick: Pick, segment: Segment, least: float = 0.0) -> bool:
    """Say whether a sentence has next to nothing beyond the words of the question, and does not answer it in those few."""
    return pick.features["news"] <= max(least, NO_NEWS.get(segment.role, 0)) and not _answers(question, pick)


def _says_no_more(question: str, pick: Pick, segment: Segment) -> bool:
    is_open = segment.role == "paragraph" and asked_for(question) in ("fact", "how") and _OPEN.match(question)
    return says_no_more(question, pick, segment) or (bool(is_open) and pick.features["news"] <= LITTLE_NEWS)


def _to_the_reason(question: str, behind: Sequence[Span], document: Document) -> list[Span]:
    """Return the next sentences of a block, to the last that gives a reason, a line over a list, or as far as there is room."""
    room = (span for span in behind[:REASONS] if span[1] - behind[0][0] <= ROOM)
    near = list(takewhile(lambda span: not document.text[slice(*span)].endswith(":"), room))
    last = max((n for n, span in enumerate(near) if fits(question, reading(document, *span))), default=len(near) - 1)
    return near[: last + 1]


def _answers(question: str, pick: Pick) -> bool:
    """Say whether a sentence holds the one thing asked for, or says which of several it is, in however few words."""
    which = degree(question)
    return bool(which.search(pick.text)) if which else asked_for(question) in ONE_THING and bool(pick.features["kind"])


def _behind(document: Document, segment: Segment, start: int) -> list[Span]:
    """Return the spans of the sentences behind an offset in a block, or in what one speaker goes on to say over captions."""
    if segment.role != "caption":
        return sentence_spans(document.text, start, segment.end)
    spoken = (s for s in document.segments_in(start, start + STRETCH) if s.is_body)
    same = tuple(takewhile(lambda s: (s.role, s.place.speaker) == (segment.role, segment.place.speaker), spoken))
    return [unit.span for unit in units(replace(document, segments=same)) if unit.start >= start]


def under_its_question(question: str, pick: Pick, document: Document, at: int) -> list[Span]:
    """Return the block that opens with a pick, whole where the question over it asks the same; a few words with that question."""
    segment, asks = document.segments[at], asked_over(document, at)
    if only_asks(document, segment):
        return [segment.span, *_answer_to(document, at)]
    if asks is None or pick.text.endswith(":"):
        return []
    if pick.features.get("over", 0.0) >= TOLD and not asks_one(question) and segment.end - segment.start <= LONG_ITEM:
        return sentence_spans(document.text, *segment.span)
    few = segment.end - segment.start <= SHORT and set(stems(pick.text)).isdisjoint(stems(question))
    return [asks.span, pick.span] if few else []


def _answer_to(document: Document, at: int) -> list[Span]:
    """Return what stands under a block that only asks: its first block, or the list; the first sentence of what is long."""
    following = next(body(document.segments, at + 1, 1), None)
    if following is None or following.role not in ("paragraph", "item") or only_asks(document, following):
        return []
    if following.role == "item":
        return run_from(document, document.segments.index(following))
    spans = sentence_spans(document.text, *following.span)
    return spans if following.end - following.start <= LONG_ITEM else spans[:1]
