"""The item of a meeting's minutes that a sentence stands under: its head, and what is said below that before the sentence.

Minutes seldom have headings; an item begins with a short line of its own ("24/34 Dredging", "Adoption of Annual Accounts"), and the
motion in it may not say again what it is about.
"""

from __future__ import annotations

import re

from assistant.text.runs import body, index_at
from assistant.types import Document, Segment

HEAD = 90  # characters of a line up to which it may head an item
REACH = 3_000  # characters above a sentence in which its item begins

_ENDED = re.compile(r"[.!?;,…][\"'”’)\]*_]*\W*$")
_LABELLED = re.compile(r"\W*[\w ]{2,30}: *\S")  # "Public comment: None"


def above_in_item(document: Document, start: int) -> str:
    """Return the text between the head of the item that a sentence stands in, with that, and the sentence at ``start``.

    Where nothing looks like a head nearby, it is the text of the block alone.
    """
    at = index_at(document, start)
    for segment in body(document.segments, at, -1):
        if start - segment.start > REACH:
            break
        if heads_item(document, segment) or _begins_with_head(document.text[segment.start : segment.end]):
            return document.text[segment.start : start]
    return document.text[document.segments[at].start : start]


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
