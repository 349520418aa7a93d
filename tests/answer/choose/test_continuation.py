"""What goes on from a sentence: behind what opens a definition, what its block says next of the same thing or person."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer.choose.continuation import told_further
from tests.answer.choose.test_sentence_context import TEXT, picked, read


@pytest.mark.parametrize(
    ("question", "words", "brought"),
    [
        ("What is the harbour?", "The harbour has", ["It was built in 1998 of stone.", "Ada Finch drew the plans of the harbour."]),
        ("What is the board?", "The board keeps", []),  # what is behind it speaks of ships
        ("Who pays the pilot?", "The pilot is", []),  # one thing is asked for
        ("What is the board?", "The board has", []),  # a line over a list
        ("What is the board?", "The board made", []),  # the block ends
    ],
)
def test_a_definition_is_gone_on_from_in_its_block(tmp_path: Path, question: str, words: str, brought: list[str]) -> None:
    document = read(tmp_path, TEXT)
    pick = picked(document, words)
    spans = told_further(question, pick, [(pick.start, pick.end)], document)
    assert [document.text[start:end] for start, end in spans] == brought
    assert told_further(question, pick, [(pick.start, pick.end), (pick.end, pick.end + 1)], document) == []


@pytest.mark.parametrize(
    ("behind", "goes_on"), [("She runs the mill.", True), ("Ada Finch runs it.", True), ("It took two years.", False)]
)
def test_who_somebody_is_is_gone_on_from_by_name_or_she(tmp_path: Path, behind: str, goes_on: bool) -> None:
    document = read(tmp_path, f"# Mill\n\nAda Finch is the keeper. {behind}\n")
    pick = picked(document, "Ada Finch is")
    assert bool(told_further("Who is Ada Finch?", pick, [(pick.start, pick.end)], document)) is goes_on
