"""Contractions that are typed without their apostrophe: "whats the deal", "why didnt it work"."""

from __future__ import annotations

import re

_IS = "what|who|where|when|why|how|that|there|here"
_NOT = "did|does|do|is|are|was|were|has|have|had|ca|could|would|should|wo"
_BARE = re.compile(rf"(?<![\w’'])(?:(?P<is>{_IS})s|(?P<not>{_NOT})nt)(?![\w’'])", re.IGNORECASE)


def with_apostrophes(text: str) -> str:
    """Return a text with the apostrophes that its contractions lack."""
    return _BARE.sub(lambda match: f"{match['is']}'s" if match["is"] else f"{match['not']}n't", text)


def is_contracted(word: str) -> bool:
    """Say whether a word is a contraction without its apostrophe, and so no slip of another word."""
    return _BARE.fullmatch(word) is not None
