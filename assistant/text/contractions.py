"""What a question is read with: the apostrophes that its contractions lack ("whats the deal"), one verb for "came up with"."""

from __future__ import annotations

import re

_IS = "what|who|where|when|why|how|that|there|here"
_NOT = "did|does|do|is|are|was|were|has|have|had|ca|could|would|should|wo"
_BARE = re.compile(rf"(?<![\w’'])(?:(?P<is>{_IS})s|(?P<not>{_NOT})nt)(?![\w’'])", re.IGNORECASE)

_CAME_UP_WITH = re.compile(r"\b(?P<verb>came|comes|come) up with(?= \w)|\bthought up(?= \w)", re.IGNORECASE)
_DEVISED = {"comes": "devises", "come": "devise"}


def in_one_verb(text: str) -> str:
    """Return a text with "devised" for "came up with": its three words stand in many a sentence that tells of no idea."""
    return _CAME_UP_WITH.sub(lambda match: _DEVISED.get((match["verb"] or "").lower(), "devised"), text)


def with_apostrophes(text: str) -> str:
    """Return a text with the apostrophes that its contractions lack."""
    return _BARE.sub(lambda match: f"{match['is']}'s" if match["is"] else f"{match['not']}n't", text)


def is_contracted(word: str) -> bool:
    """Say whether a word is a contraction without its apostrophe, and so no slip of another word."""
    return _BARE.fullmatch(word) is not None
