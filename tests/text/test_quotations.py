"""Who says a quotation in prose: whoever signs it, is named in brackets at its end, or in the line before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.load import load
from assistant.text.quotations import is_open, is_quotation, names, signs, voice, wants_quotations
from assistant.types import Document

TEXT = """# Harbour

> The wall holds because we mend it.

— Ada Finch, harbour master

Feedback from crews:

“We like the lamp.” [mate of the Elm]

“The quay is dry.”

Jo Bell, who keeps the lamp, said:

> "It burns all night. I trim it at ten."

> "Nobody thanks me."

The board met. The lamp was lit:

“Ships call at dawn.”

_A note on the tides._
"""


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (tmp_path / "harbour.md").write_text(TEXT)
    return load(tmp_path / "harbour.md", "harbour.md")


def at(document: Document, words: str) -> int:
    return next(n for n, s in enumerate(document.segments) if words in document.text[s.start : s.end])


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("The wall holds", "— Ada Finch, harbour master"),
        ("We like the lamp", "mate of the Elm"),
        ("The quay is dry", "Feedback from crews:"),
        ("It burns all night", "Jo Bell, who keeps the lamp, said:"),
        ("Nobody thanks me", "Jo Bell, who keeps the lamp, said:"),
        ("Ships call at dawn", None),  # the line before it speaks of no speaking
        ("The board met", None),
    ],
)
def test_who_says_a_quotation(document: Document, words: str, who: str | None) -> None:
    said = voice(document, at(document, words))
    assert (said and said[0]) == who
    assert said is None or document.text[slice(*said[1])] == who


@pytest.mark.parametrize(("words", "signed"), [("Ada Finch", True), ("A note on the tides", False), ("Feedback", False)])
def test_what_signs_a_quotation(document: Document, words: str, signed: bool) -> None:
    assert signs(document, at(document, words)) == signed


@pytest.mark.parametrize(("words", "quoted"), [("Nobody thanks", True), ("We like the lamp", True), ("The board met", False)])
def test_what_is_a_quotation(document: Document, words: str, quoted: bool) -> None:
    assert is_quotation(document, at(document, words)) == quoted


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("Jo Bell, Lead Member for Harbours of the Council, said:", ["Jo Bell", " Lead Member", " said:"]),
        ("Feedback from crews:", ["crews:"]),
    ],
)
def test_nobody_speaks_for_what_he_is_an_officer_of(said: str, called: list[str]) -> None:
    assert names(said) == called


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("“We like it.", True),
        ("“We like it.”", False),
        ('> "We like it.', True),
        ('"We like it."', False),
        ("We like “it", False),  # it begins with words of the text
    ],
)
def test_a_quotation_that_is_begun_is_open(text: str, begun: bool) -> None:
    assert is_open(text) == begun


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What quotes are there about trust?", True),
        ("Give me three quotations on the lamp", True),
        ("What do they say in their own words?", True),
        ("Who gave quotes for the dredging?", False),
        ("What do they say?", False),
    ],
)
def test_what_people_said_may_be_asked_for_word_by_word(question: str, wanted: bool) -> None:
    assert wants_quotations(question) == wanted
