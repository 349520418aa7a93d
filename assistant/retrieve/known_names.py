"""Phrases that stand for a thing of their own in the corpus: names, as its texts write them, however a message does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.store.catalog import Catalog
from assistant.text.letter_forms import bare
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


def is_place(name: str, catalog: Catalog, view: View) -> bool:
    """Say whether the corpus writes a phrase as a name, and that as one of a place."""
    parts = words(re.sub(r"^the ", "", name, flags=re.IGNORECASE))
    keys = catalog.keys_mentioning(" ".join(parts)) if parts else []
    rows = [row for row in catalog.chunks(keys[:LOOKED_AT]) if view.holds(row)]
    form = re.compile(r"(?<!\w)" + r"[\s-]+".join(map(re.escape, parts)) + r"(?!\w)")
    every = named = placed = 0
    for text in view.texts(rows, OPENED):
        for match in form.finditer(bare(text)):
            before = text[: match.start()]
            if INSIDE.search(before):
                every += 1
                named += is_name(text[match.start() : match.end()])
                placed += bool(_PLACED.search(before))
    return named >= max(OFTEN, MOSTLY * every) and placed >= PLACE * every


def is_name(written: str) -> bool:
    """Say whether words are written as a name: each with a capital, but for those like "of"."""
    return all(word[0].isupper() or word[0].isdigit() or word.lower() in STOP_WORDS for word in re.findall(r"\w+", written))
