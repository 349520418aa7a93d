"""Phrases that stand for a thing of their own in the corpus: names, as its texts write them, however a message does."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from assistant.store.catalog import Catalog
from assistant.text.terms import STOP_WORDS, words

if TYPE_CHECKING:
    from assistant.retrieve.retriever import View

LOOKED_AT = 40  # chunks that are looked through for a phrase
OPENED = 6  # documents that these are of, at most
MOSTLY = 0.7  # share of its places inside sentences where a name is written as one
OFTEN = 2  # such places
PLACE = 0.2  # share of its places behind "in", "at" or "from" that makes a name one of a place
LED = re.compile(r"\bthe $", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:in|at|from|across|near|outside) (?:the )?$")
INSIDE = re.compile(r"[\w,;)’'\"“‘-]\s+[\"“‘(]?$")  # before a word that opens no sentence


def as_written(phrase: str, catalog: Catalog, view: View) -> tuple[str, bool] | None:
    """Return a phrase as the corpus writes it, with "the" where it mostly does, and whether it is a place.

    ``None`` where it is not written as a name.
    """
    parts = words(re.sub(r"^the ", "", phrase, flags=re.IGNORECASE))
    keys = catalog.keys_mentioning(" ".join(parts)) if parts else []
    rows = [row for row in catalog.chunks(keys[:LOOKED_AT]) if view.holds(row)]
    form = re.compile(r"(?<!\w)" + r"[\s-]+".join(map(re.escape, parts)) + r"(?!\w)", re.IGNORECASE)
    found: Counter[str] = Counter()
    placed = led = 0
    for text in view.texts(rows, OPENED):
        inside = [match for match in form.finditer(text) if INSIDE.search(text[: match.start()])]
        found.update(" ".join(match[0].split()) for match in inside)
        placed += sum(bool(_PLACED.search(text[: match.start()])) for match in inside)
        led += sum(bool(LED.search(text[: match.start()])) for match in inside)
    names = Counter({written: often for written, often in found.items() if is_name(written)})
    if names.total() < max(OFTEN, MOSTLY * found.total()):
        return None
    name = re.sub(r"^[Tt]he ", "", names.most_common(1)[0][0])
    return "the " * (2 * led > found.total()) + name, placed >= PLACE * found.total()


def is_name(written: str) -> bool:
    """Say whether words are written as a name: each with a capital, but for those like "of"."""
    return all(word[0].isupper() or word[0].isdigit() or word.lower() in STOP_WORDS for word in re.findall(r"\w+", written))
