"""A section that tells what is asked comes whole where it is short."""

from __future__ import annotations

import pytest

from assistant.answer.choose.whole_section import SHORT, section_around
from assistant.types import Document, Locator, Role, Segment


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
