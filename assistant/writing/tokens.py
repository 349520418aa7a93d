"""How long a text is for a chat model, told without its tokenizer: close enough to keep within a budget.

No provider's own counter is asked: one fetches a file from the internet, another sends the text away.
"""

from __future__ import annotations

BYTES = 3.3
"""Bytes of UTF-8 a token, rather too few than too many: with SmolLM2's vocabulary 28 English texts have 3.3 to 5.1."""


def count(text: str) -> int:
    """Return about how many tokens a text has, never fewer than one for a text with a character."""
    return -(-int(len(text.encode("utf-8", "replace")) * 10) // int(BYTES * 10))


def fitting(text: str, tokens: int) -> str:
    """Return as much of the beginning of a text as fits, cut behind a full stop or else at a space."""
    if count(text) <= tokens:
        return text
    cut = text.encode("utf-8", "replace")[: int(tokens * BYTES)].decode("utf-8", "ignore")
    for mark in (". ", ".\n", " "):
        if (at := cut.rfind(mark)) > len(cut) // 2:
            return cut[: at + 1].rstrip()
    return cut
