"""The sentence before another one is given so that it can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.load import load
from assistant.text.sentence_before import NEAR, meant_before, sentence_before
from assistant.types import Document, Locator, Segment
from tests.text.test_sentences import one_block


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Most is written down. The Deal is not. It is a promise.", ["Most is written down.", "The Deal is not."]),
        ("Most is written. The Deal\nis\u202fnot. It is a promise.", ["Most is written.", "The Deal\nis\u202fnot."]),
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


@pytest.mark.parametrize(
    ("sentence", "before"),
    [
        ("That is my complaint.", ["The gate is shut.", "It has no key."]),
        ("It has no key.", ["The gate is shut."]),
        ("This is the end.", []),  # what it means is too far off
    ],
)
def test_what_a_sentence_means_is_told_back_to_what_leans_on_none(tmp_path: Path, sentence: str, before: list[str]) -> None:
    text = "The gate is shut. It has no key. That is my complaint. It is old. It was told. They heard it. This is the end.\n"
    (tmp_path / "talk.md").write_text(text)
    document = load(tmp_path / "talk.md", "talk.md")
    segment = document.segments[0]
    told = meant_before(document, segment, document.text.index(sentence))
    assert [document.text[slice(*span)] for span in told] == before


@pytest.mark.parametrize(
    "before", ["They heard it.", f"It rained{' and rained' * NEAR}."], ids=["short", "longer than is looked at first"]
)
def test_the_sentence_before_is_found_whole_in_a_block_without_a_break(before: str) -> None:
    document = one_block(f"{'The gate is shut. ' * NEAR}{before} This is the end.")
    spans = sentence_before(document, document.segments[0], document.text.index("This is"))
    assert [document.text[slice(*span)] for span in spans] == [before]


@pytest.mark.parametrize(("ahead", "whole"), [("The wall is old. A", True), ("The wall is old.", False)])
def test_a_sentence_that_goes_over_a_page_is_given_from_where_it_begins(ahead: str, whole: bool) -> None:
    text = f"{ahead}\n\npilot of the harbour saw it. It fell."
    behind = len(ahead) + 2
    document = Document(
        text,
        (Segment(0, len(ahead), "paragraph", Locator(page=1)), Segment(behind, len(text), "paragraph", Locator(page=2))),
        id="wall.pdf",
        sha256="0" * 64,
    )
    (span,) = sentence_before(document, document.segments[1], text.index("It fell"))
    assert text[slice(*span)] == ("A\n\npilot of the harbour saw it." if whole else "pilot of the harbour saw it.")
