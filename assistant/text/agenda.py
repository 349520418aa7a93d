"""The item of a meeting's minutes that a sentence stands under: its head, and what is said below that before the sentence.

Minutes seldom have headings; an item begins with a short line of its own ("24/34 Dredging", "Adoption of Annual Accounts"), and the
motion in it may not say again what it is about. In a meeting somebody opens the next item in so many words ("Next one's the
rents.").
"""

from __future__ import annotations

import re

from assistant.text.block_runs import body, index_at, segment_at
from assistant.text.patterns import any_case
from assistant.text.voices import TALK
from assistant.types import Document, Segment

HEAD = 90  # characters of a line up to which it may head an item
REACH = 3_000  # characters above a sentence in which its item begins

_ENDED = re.compile(r"[.!?;,…][\"'”’)\]*_]*\W*$")
_OPENS = any_case(
    r"(?:^|(?<=[.!?…:] ))(?:(?:so|right|okay|ok|good|now|and|then|well|all ?right|lovely|great|thanks|thank you|um|er)\b[,.]* )*"
    r"(?:(?:the )?(?:(?:next|last|final)(?: (?:thing|item|one|topic|case|thing on the agenda))?(?:['’]s| is| up\b)|next,"
    r"|(?:first|second|third|last) (?:thing|item|topic|case)(?: on the agenda)?(?:['’]s| is|,))"
    r"|then the,|moving on\b|item \d|on to (?:the|item)\b|that brings us to\b"
    r"|(?:let['’]s|(?:(?:we|I)(?:['’]ll| will| can)?)) (?:now )?(?:move|turn|come|go) (?:now )?(?:on|to)\b"
    r"|(?:okay|right|good|lovely|great|fine)\. [\w’'-]{3,}(?: [\w’'-]+){0,2}\.(?=\s|$)"
    r"|(?<=\A)the [a-z]{3,}(?: [a-z]+)?\.(?=\s+\S))"
)
"""A sentence by which somebody in a meeting opens the next item: "First thing, the rents.", "Next one's the roof." """
_LABELLED = re.compile(r"\W*[\w ]{2,30}: *\S")  # "Public comment: None"


def above_in_item(document: Document, start: int) -> str:
    """Return the text from the head of the item that a sentence stands in to ``start``; of its block alone where none is near."""
    opens = item_opens(document, start)
    block = segment_at(document, start).start
    return document.text[max(block, start - REACH) if opens is None else opens : start]


def item_opens(document: Document, start: int) -> int | None:
    """Return where the item begins that a sentence stands in; ``None`` where nothing looks like its head nearby."""
    for segment in body(document.segments, index_at(document, start), -1):
        if start - segment.start > REACH:
            break
        if segment.role in TALK:
            if opens := list(_OPENS.finditer(document.text[segment.start : min(segment.end, start)])):
                return segment.start + opens[-1].start()
        elif heads_item(document, segment) or _begins_with_head(document.text[segment.start : segment.end]):
            return segment.start
    return None


def heads_item(document: Document, segment: Segment) -> bool:
    """Say whether a block heads an item: a heading, or a short line that is no sentence and no label with its value."""
    text = document.text[segment.start : segment.end].strip()
    if _LABELLED.match(text):
        return False
    return segment.role == "heading" or (segment.role == "paragraph" and len(text) <= HEAD and not _ENDED.search(text))


def _begins_with_head(text: str) -> bool:
    """Say whether the first line of a block heads it: it is broken off before it is full, and the next one begins a sentence."""
    first, _, rest = text.partition("\n")
    longest = max(map(len, text.split("\n")))
    if not rest[:1].isupper() or len(first) > HEAD or _ENDED.search(first) or _LABELLED.match(first):
        return False
    return len(first) + 1 + len(rest.split(maxsplit=1)[0]) <= longest


def items_of_talk(document: Document) -> tuple[int, ...]:
    """Return where somebody in a talk opens an item, in order; () where nobody does."""
    return document.once(_items_of_talk)


def _items_of_talk(document: Document) -> tuple[int, ...]:
    spoken = (s for s in document.segments if s.is_body and s.role in TALK)
    return tuple(s.start + opens.start() for s in spoken for opens in _OPENS.finditer(document.text[s.start : s.end]))
