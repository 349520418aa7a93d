"""What is counted out in prose: "There are three ways. First, …", "The second mistake was …", "Option A is …".

1. a sentence that announces things brings those that count them out behind it, in its block;
2. one of those that are counted out brings the others of its block, where several are asked for ("What mistakes did they make?").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from assistant.answer.choose.evidence import Pick
from assistant.questions.form import asked_for, asks_one
from assistant.questions.openings import JOINT
from assistant.text.block_runs import LONGEST_LIST, body
from assistant.text.patterns import any_case
from assistant.text.reading_text import reading
from assistant.text.sentences import sentence_spans
from assistant.text.terms import ORDINALS
from assistant.types import Document, Segment, Span

NUMBERED = re.compile(r"\W*(?P<number>\d{1,2})[.)]\s")
ROOM = 1_200  # characters of what is counted out that are quoted with what follows each

_COUNTED_OUT = any_case(
    rf"\W*(?:(?:so|and|but|then|well|now)\W+)*(?:(?:the )?(?P<word>{'|'.join(ORDINALS)}|last|final)(?:ly)?\b"
    rf"|(?P<one>for one(?: thing)?,|one (?:is|was)\b)"
    rf"|(?:\w+ ){{1,4}}the (?P<late>{'|'.join(ORDINALS[1:])}|last|final) (?:one|part|thing|point|reason|issue|problem|area)\b)"
)
_FURTHER = any_case(
    r"\W*(?:(?:additionally|moreover|furthermore|also|another|in addition|besides|next|a further|then there (?:is|was|are|were))\b"
    r"|(?:finally|lastly)\b)"
)
_LETTERED = re.compile(r"\W*(?:Option|Scenario|Plan|Model|Route|Type|Group|Phase|Stage|Step|Level|Tier) (?P<at>[A-H]|\d)\b")
_SEVERAL = any_case(rf"^\W*{JOINT}(?:what|which|why|how|list|name|summari[sz]e|outline|describe|explain)\b")
_ONE_OF_THEM = any_case(rf"\b(?:{'|'.join(ORDINALS)}|last|final|option \w)\b")


def counted_out(document: Document, segment: Segment, start: int, many: int | None) -> list[Span]:
    """Return the sentences of a block that count out what one before has announced ("First, …"), each with what follows it."""
    spans = sentence_spans(document.text, start, segment.end)
    heads = [(n, number) for n, number in enumerate(_places(document, spans)) if number is not None]
    if [number for _, number in heads[:2]] != [1, 2] or heads[0][0] != 0 or (many and len(heads) < many):
        return []
    kept: list[Span] = []
    for (n, _), until in zip(heads[:LONGEST_LIST], [*(m for m, _ in heads[1:]), heads[-1][0] + 1], strict=False):
        kept += spans[n:until]
    return kept


def as_many_behind(document: Document, at: int, end: int, many: int | None) -> list[Span]:
    """Return the sentences behind one that counts things, where as many stand there or begin the blocks under it; else ()."""
    segment = document.segments[at]
    rest = sentence_spans(document.text, end, segment.end) if many else []
    if rest or not many:
        return rest if len(rest) == many else []
    blocks = list(takewhile(lambda s: s.place.heading == segment.place.heading, body(document.segments, at + 1, 1)))
    if len(blocks) != many or any(block.role != "paragraph" for block in blocks):
        return []
    return [span for block in blocks for span in _within_room(sentence_spans(document.text, *block.span), ROOM // many)]


def counted_with(question: str, pick: Pick, document: Document, at: int) -> list[Span]:
    """Return all that is counted out, of which a pick is one, with what follows each; () where one of them is asked for."""
    segment = document.segments[at]
    several = _SEVERAL.match(question) and not asks_one(question) and asked_for(question) not in ("definition", "compare")
    counts = _place(pick.text) is not None or _FURTHER.match(pick.text)
    if not several or segment.role != "paragraph" or not counts or _ONE_OF_THEM.search(question):
        return []
    return _in_block(document, segment, pick.start)


def _in_block(document: Document, segment: Segment, picked: int) -> list[Span]:
    """Return the sentences of a block from "First, …" on, where they count on from there past the one that is picked."""
    spans = sentence_spans(document.text, *segment.span)
    places = _places(document, spans)
    first = next((n for n, place in enumerate(places) if place == 1), None)
    if first is None or not _counts_on([place for place in places if place]) or picked < spans[first][0]:
        return []
    return _within_room(spans[first:])


def _counts_on(places: Sequence[int]) -> bool:
    """Say whether numbers count from one on, two of them at least; a last one is after any."""
    return len(places) > 1 and list(places[:-1]) == list(range(1, len(places))) and places[-1] >= len(places)


def _within_room(spans: Sequence[Span], room: int = ROOM) -> list[Span]:
    """Return the first of some spans, and those behind it that end within some characters from where it begins."""
    return [span for span in spans if span == spans[0] or span[1] - spans[0][0] <= room]


def _places(document: Document, spans: Sequence[Span]) -> list[int | None]:
    """Return the number of each sentence that counts something out; behind one, "Additionally, …" is the next."""
    places: list[int | None] = []
    reached = 0
    for span in spans:
        text = reading(document, *span)
        place = _place(text) or (reached + 1 if reached and _FURTHER.match(text) else None)
        reached = place or reached
        places.append(place)
    return places


def _place(text: str) -> int | None:
    """Return the number of a sentence that counts something out, 1 for "First, …"; a "last" one counts as the second or later."""
    if match := NUMBERED.match(text):
        return int(match["number"])
    if match := _LETTERED.match(text):
        return int(match["at"]) if match["at"].isdigit() else ord(match["at"]) - ord("A") + 1
    if match := _COUNTED_OUT.match(text):
        word = "first" if match["one"] else (match["word"] or match["late"]).lower()
        return ORDINALS.index(word) + 1 if word in ORDINALS else len(ORDINALS) + 1
    return None
