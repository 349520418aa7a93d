"""How likely it is that the corpus supports an answer, and why not."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from assistant.answer import score_sentences
from assistant.retrieve import Found
from assistant.types import Document


def features(found: Found, open_document: Callable[[str], Document]) -> dict[str, float]:
    """Return what the decision to answer rests on, each between 0 and 1."""
    picks = score_sentences(found, open_document)[:20]
    if not picks:
        return {"cosine": 0.0, "coverage": 0.0}
    return {
        "cosine": max(max(p.features["cosine"] for p in picks), 0.0),
        "coverage": max(p.features["coverage"] for p in picks),
    }


def confidence(found: Found, open_document: Callable[[str], Document]) -> float:
    """Return the probability, 0 to 1, that the corpus supports an answer to the question."""
    f = features(found, open_document)
    return 1 / (1 + math.exp(-12 * (0.6 * f["cosine"] + 0.4 * f["coverage"] - 0.42)))


def reason_to_decline(found: Found, open_document: Callable[[str], Document]) -> str:
    """Say in words why the corpus does not answer."""
    return "No passage in the corpus says enough about this."
