"""Quotations in prose: who says them, and what belongs to them.

A quotation is a block that opens with a quotation mark, or that Markdown sets off with ">". Who says it stands

1. in the line behind it, which signs it: "— Jo Bell, harbour master", or a line in italics without an end;
2. or in brackets at its end: "[harbour master]";
3. or in a line before it, or before the quotations that it follows, with a colon and a word for speaking: "Jo Bell said:";
4. or in the line that signs the last of the quotations that follow it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.text.block_runs import body
from assistant.text.patterns import any_case
from assistant.types import Document, Span

REACH = 6  # blocks among which the line that signs a quotation is looked for
LONGEST = 100  # characters of a line that signs a quotation

_OPENS = re.compile(r"\s*(?:>\s*)?[*_]{0,2}[“‘\"']|\s*>")
_SIGNED = re.compile(
    r"\s*(?:>\s*)?(?:(?:[—–]|--)\s*(?P<dash>\S.*)|(?P<mark>[*_]{1,2})(?P<italic>[^\s*_].*)(?P=mark))\s*", re.DOTALL
)
_ENDED = re.compile(r"[.!?…:][\"'”’)\]]*\s*$")
_BRACKETED = re.compile(r"[”’\"']\s*[\[(](?P<who>[^\[\]()]{3,60})[\])]\W*$")
_SAYS = any_case(
    r"\b(?:sa(?:id|ys|ying)|told|tells|comment(?:ed|s)|add(?:ed|s)|explain(?:ed|s)|wr(?:ote|ites)|describe[ds]?|recall(?:ed|s)"
    r"|reflect(?:ed|s)|put it|(?:comments?|feedback|words|quotes?) (?:from|of|by) (?:[\w-]+ ){0,3}[\w-]+)"
    r"\b[^.]{0,40}:\s*$"
)
_OF_WHAT = re.compile(r"\s(?:for|of|at)\s")
_FROM = any_case(r"(?:comments?|feedback|words|quotes?) (?:from|of|by) ")
_WANTED = any_case(r"\b(?:quotes?|quotations?|testimonials?|verbatim|(?:own|very|exact) words)\b(?! (?:for|of £|price))")


@lru_cache(maxsize=256)
def wants_quotations(question: str) -> bool:
    """Say whether a question asks for what people said in their own words: "What quotes are there about trust?"."""
    return bool(_WANTED.search(question))


def is_quotation(document: Document, at: int) -> bool:
    """Say whether a block is a quotation."""
    segment = document.segments[at]
    return segment.role in ("paragraph", "item") and bool(_OPENS.match(document.text, segment.start, segment.end))


def signs(document: Document, at: int) -> bool:
    """Say whether a block is a line that signs the block before it: "— Jo Bell, harbour master"."""
    segment = document.segments[at]
    if segment.role not in ("paragraph", "item") or segment.end - segment.start > LONGEST:
        return False
    signed = _SIGNED.fullmatch(document.text, segment.start, segment.end)
    before, after = (next(body(document.segments, at + step, step), None) for step in (-1, 1))
    if not signed or before is None or before.role != "paragraph" or (after and after.role == segment.role == "item"):
        return False
    return not _ENDED.search(signed["dash"] or signed["italic"])


def voice(document: Document, at: int) -> tuple[str, Span] | None:
    """Return who says a block, in the words of the text, and where that stands; ``None`` where it is no quotation of anybody."""
    signed = _signed(document, at)
    if signed is not None and not any(s.is_body for s in document.segments[at + 1 : signed]):
        return _words(document, signed)
    if not is_quotation(document, at):
        return None
    here = document.segments[at]
    if bracketed := _BRACKETED.search(document.text[here.start : here.end]):
        return bracketed["who"], (here.start + bracketed.start("who"), here.start + bracketed.end("who"))
    before = next((n for n in range(at - 1, -1, -1) if document.segments[n].is_body and not is_quotation(document, n)), None)
    if before is not None and _leads(document, before):
        return _words(document, before)
    return None if signed is None else _words(document, signed)


def _words(document: Document, at: int) -> tuple[str, Span]:
    segment = document.segments[at]
    return document.text[segment.start : segment.end], segment.span


def _leads(document: Document, at: int) -> bool:
    """Say whether a block ends by saying that somebody speaks: a line with a colon, or a heading."""
    text = _words(document, at)[0]
    return bool(_SAYS.search(f"{text.rstrip().rstrip(':')}:" if document.segments[at].role == "heading" else text))


def _signed(document: Document, at: int) -> int | None:
    """Return the index of the line that signs a block, or the last of the quotations that it is the first of."""
    for n in range(at + 1, min(at + REACH, len(document.segments))):
        if document.segments[n].is_body and not is_quotation(document, n):
            return n if signs(document, n) else None
    return None


def names(said: str) -> list[str]:
    """Return what a line that says who speaks calls them, the name and the office, without that of which it is one.

    "Jo Bell" and "Lead Member" of "Jo Bell, Lead Member for Harbours, said:": these are no words of the harbours.
    """
    return [_OF_WHAT.split(part)[0] for part in _FROM.sub("", said).split(",")]


def is_open(text: str) -> bool:
    """Say whether a text begins a quotation and does not end it."""
    plain = text.lstrip("> *_-–—•")
    if plain.startswith("“"):
        return plain.count("“") > plain.count("”")
    return plain.startswith('"') and plain.count('"') % 2 == 1
