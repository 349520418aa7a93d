"""The sentence before another one is given so that it can be read."""

from __future__ import annotations

import pytest

from assistant.text.before import sentence_before
from assistant.types import Document, Segment
from tests.text.test_sentences import one_block


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Most is written down. The Deal is not. It is a promise.", ["Most is written down.", "The Deal is not."]),
        ("Some went. Jo Bell didn’t. She stayed.", ["Some went.", "Jo Bell didn’t."]),
        ("It rains. The Deal is a promise. It holds.", ["The Deal is a promise."]),
        ("The Deal is not. It is a promise.", ["The Deal is not."]),
        ("It is a promise.", []),
    ],
)
def test_what_leaves_out_what_was_said_brings_that(text: str, before: list[str]) -> None:
    document: Document = one_block(text)
    segment: Segment = document.segments[0]
    last = text.rindex(" ", 0, text.rindex(".", 0, len(text) - 1) + 2) + 1 if before else 0
    assert [text[slice(*span)] for span in sentence_before(document, segment, last)] == before
