"""Sentences of one form, one after another, are a list, and come whole where all are asked for."""

from __future__ import annotations

import pytest

from assistant.answer.choose.parallel_sentences import SHORT, section_around, series
from assistant.types import Document, Locator, Role, Segment

FIRST = "Ada Finch founded the harbour in 1990 and led it until 1995.\nJo Bell led the harbour from 1995 until 1998."
SECOND = "Kit Crane led the harbour from 1998 until 2001. Lu Dove led the harbour from 2001 until 2004. Its lamps are red."
TEXT = f"Many have led it.\n\n{FIRST}\n\n{SECOND}"
BLOCKS = ("Many have led it.", FIRST, SECOND)
LED = ["Ada Finch", "Jo Bell", "Kit Crane", "Lu Dove"]


@pytest.mark.parametrize(
    ("question", "words", "who"),
    [
        ("Who has led the harbour, and in what years?", "Kit Crane led", LED),
        ("Which masters have led the harbour?", "Jo Bell led", LED),
        ("Who led the harbour in 2003?", "Lu Dove led", []),
        ("Who led the harbour first?", "Jo Bell led", []),
        ("Who were its masters?", "Its lamps", []),
    ],
)
def test_a_series_comes_whole_where_all_are_asked_for(question: str, words: str, who: list[str]) -> None:
    starts = [TEXT.index(block) for block in BLOCKS]
    segments = (Segment(s, s + len(b), "paragraph", Locator()) for s, b in zip(starts, BLOCKS, strict=True))
    document = Document(TEXT, tuple(segments), id="a.txt")
    start = TEXT.index(words)
    told = series(question, document, 2 if start >= starts[2] else 1, (start, TEXT.index(".", start) + 1))
    assert [" ".join(TEXT[slice(*span)].split()[:2]) for span in told] == who


def test_a_section_comes_whole_across_the_end_of_a_page() -> None:
    blocks: list[tuple[str, Role, int, str]] = [
        ("Why it sank", "heading", 1, "Why it sank"),
        ("It had been loaded with far more", "paragraph", 1, "Why it sank"),
        ("The ferry: a report", "furniture", 2, "Why it sank"),
        ("wool than it could bear. Nobody had looked.", "paragraph", 2, "Why it sank"),
        ("What came next", "heading", 2, "What came next"),
        ("It was raised.", "paragraph", 2, "What came next"),
    ]
    text, segments = "", []
    for words, role, page, over in blocks:
        segments.append(Segment(len(text), len(text) + len(words), role, Locator(page=page, heading=(over,))))
        text += f"{words}\n"
    told = [text[start:end].split() for start, end in section_around(Document(text, tuple(segments), id="a.pdf"), 3)]
    assert [(words[0], words[-1]) for words in told] == [("It", "bear."), ("Nobody", "looked.")]


@pytest.mark.parametrize(
    ("role", "heading", "words", "sentences"),
    [
        ("paragraph", ("Why it sank",), "It had too much wool. Nobody had looked.", 2),
        ("item", ("Why it sank",), "Too much wool.", 1),
        ("turn", ("Why it sank",), "It had too much wool.", 0),
        ("paragraph", (), "It had too much wool.", 0),
        ("paragraph", ("Why it sank",), "It had too much wool. " * (SHORT // 20), 0),
    ],
)
def test_only_prose_under_a_heading_that_is_not_long_comes_whole(
    role: Role, heading: tuple[str, ...], words: str, sentences: int
) -> None:
    document = Document(words, (Segment(0, len(words), role, Locator(heading=heading)),), id="a.txt")
    assert len(section_around(document, 0)) == sentences


@pytest.mark.parametrize("picked", ["Jo.", "Ada led"])
def test_names_by_themselves_and_parts_of_sentences_are_no_series(picked: str) -> None:
    text = "Ada. Jo. Kit. Lu. Ada led it. Jo led it. Kit led it. Lu led it."
    document = Document(text, (Segment(0, len(text), "paragraph"),), id="a.txt")
    start = text.index(picked)
    assert series("Who has led it?", document, 0, (start, start + len(picked))) == []
