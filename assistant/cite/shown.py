"""The words of a citation as they are shown: without the running head and the number of a page that they go over."""

from __future__ import annotations

from assistant.cite.markers import JOINER
from assistant.types import Answer, Citation


def shown(answer: Answer, citation: Citation) -> str:
    """Return the quote of a citation; where it goes over a page, the sentence of the answer that was quoted word for word."""
    if answer.model is not None or "\n\n" not in citation.quote.strip():
        return citation.quote
    said = [s.text.replace(JOINER, "") for s in answer.sentences if citation.marker in s.markers]
    first, last = citation.quote.split()[:1], citation.quote.split()[-1:]
    return next((text for text in said if (text.split()[:1], text.split()[-1:]) == (first, last)), citation.quote)
