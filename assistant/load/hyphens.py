"""Tell the hyphens with which line ends part words from those that belong to their words."""

from __future__ import annotations

import re

SOFT_HYPHEN = "\u00ad"
"""Stands for the hyphen with which a line end parts a word; a hyphen that is part of the word stays "-"."""

PAGE_BREAK = "\n\n"
"""Stands between the texts of two pages, so that no word and no line runs over."""

# What follows may be another block: the number of the page, a note or a quotation.
_PARTED = re.compile(rf"{SOFT_HYPHEN}(?=(?P<apart>[“⁰¹²³⁴-⁹])?)(?:\d{{1,4}}{PAGE_BREAK}(?=[^\W\d_])|\s*)(?P<next>[^\W_]*)")
_LAST_WORD = re.compile(r"[^\W_]*$")
# What a line end parts of a word that the text has nowhere else: one with such a beginning or end, or a compound that ends so.
_BEGINNINGS = frozenset("any by every how mis some there through un under where with".split())
_ENDINGS = frozenset("able body ever hood ment ness one self selves ship thing things times ward wards where".split())
_COMPOUNDED = frozenset(
    "based being dependent driven focused free friendly funded level like old related shaped sized specific term year".split()
)
_APART = frozenset("non self semi".split())  # what begins one: "non-participation"
_LONGEST_WORD = 40  # letters of a word that a line end may part
_COMPOUND = re.compile(r"([^\W_]+)(?:-(?=([^\W_]+)))?")


def keep_real_hyphens(text: str) -> str:
    """Make hyphens of the soft ones that are part of their word, one for one.

    What follows such a one does not begin with a small letter ("non-GAAP", "COVID-19"); or the text has the same compound
    within a line ("long-term"); or it has both parts as words, but not the two as one ("community-based"), nor do such words
    make one ("every-thing"); or it nowhere has what only compounds end in ("asset-based").
    """
    if SOFT_HYPHEN not in text:
        return text
    distinct = " ".join(word for word in set(text.casefold().split()) if SOFT_HYPHEN not in word)
    pairs = set(_COMPOUND.findall(distinct))
    words = {word for word, _ in pairs}

    def settled(match: re.Match[str]) -> str:
        first = match.start()
        left = _LAST_WORD.search(text, max(first - _LONGEST_WORD, 0), first)
        before, after = left[0].casefold() if left else "", match["next"].casefold()
        joined = before + after in words or before in _BEGINNINGS or after in _ENDINGS
        known = before in words and after in words
        compound = (before, after) in pairs or (
            not joined and (known or before in _APART or (len(before) > 2 and after in _COMPOUNDED))
        )
        parted = match["apart"] or (before and match["next"][:1].islower() and not compound)
        return match[0] if parted else match[0].replace(SOFT_HYPHEN, "-")

    return _PARTED.sub(settled, text)
