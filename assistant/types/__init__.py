"""The values that flow down the line, from a file to an answer.

    file -> Document -> Chunk -> Passage -> Citation -> Answer

Everything here is frozen: a stage takes values and makes new ones. Offsets count Unicode code points of the
document's text, start inclusive, end exclusive, so that ``document.text[start:end]`` is always the thing meant.
"""

from assistant.types.answers import (
    Answer,
    Citation,
    Difference,
    Opinion,
    Passage,
    Respelling,
    Sentence,
    Statement,
    Status,
    Support,
    Turn,
    Writing,
)
from assistant.types.documents import Chunk, Document, Kind, Open, Place, Reading, Receipt, citation_id
from assistant.types.places import NOT_BODY, Locator, Role, Segment, Span, clock

__all__ = [
    "NOT_BODY",
    "Answer",
    "Chunk",
    "Citation",
    "Difference",
    "Document",
    "Kind",
    "Locator",
    "Open",
    "Opinion",
    "Passage",
    "Place",
    "Reading",
    "Receipt",
    "Respelling",
    "Role",
    "Segment",
    "Sentence",
    "Span",
    "Statement",
    "Status",
    "Support",
    "Turn",
    "Writing",
    "citation_id",
    "clock",
]
