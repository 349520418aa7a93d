"""Who speaks in a document as a whole."""

from __future__ import annotations

import pytest

from assistant.text.voices import in_first_person, voices, with_who_begins, words_over
from assistant.types import Document, Locator, Segment


def document(id_: str, *blocks: str) -> Document:
    text = "\n\n".join(blocks)
    starts = [text.index(block) for block in blocks]
    return Document(text, [Segment(at, at + len(block), "paragraph") for at, block in zip(starts, blocks, strict=True)], id=id_)


@pytest.mark.parametrize(
    ("id_", "title", "authors", "told"),
    [
        ("tides.md", "What I learned", ("Ada Finch",), ("Ada Finch",)),
        ("tides.txt", "Remarks by Judge Ada Finch at the Opening of the Dover Law Centre", (), ("Ada Finch",)),
        ("tides.html", "Interview with Captain Ada Finch", (), ("Ada Finch",)),
        ("tides.html", "In conversation with Piet van der Berg", (), ("Piet van der Berg",)),
        ("tides.md", "President Finch's address to the harbours", (), ("Finch",)),
        ("tides.md", "On tides, by Ada Finch", (), ("Ada Finch",)),
        ("talks/keynote-ada-finch-2023.txt", "Keynote ada finch 2023", (), ("ada finch",)),
        ("tides.md", "State of the Union", (), ()),
        ("tides.md", "A letter from the director", (), ()),
        ("talk-list.md", "Harbours by 2030", (), ("list",)),
        ("panel.srt", "Housing First panel", (), ()),
    ],
)
def test_who_speaks_is_told_by_authors_title_and_file_name(
    id_: str, title: str, authors: tuple[str, ...], told: tuple[str, ...]
) -> None:
    assert voices(document(id_, "The tide came in over the wall and we stood on it."), title, authors) == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("By Sam Otieno", ("Sam Otieno",)),
        ("Remarks delivered by Dr Sam Otieno, harbour master", ("Sam Otieno",)),
        ("By the end of May we had moved.", ()),
        ("By Monday the tide was out, and we stood on the wall.", ()),
    ],
)
def test_a_line_at_the_front_that_only_says_by_whom_tells_who_speaks(line: str, told: tuple[str, ...]) -> None:
    assert voices(document("tides.txt", line, "The tide came in."), "Tides", ()) == told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I was seventeen.", True),
        ("That is what we asked for.", True),
        ("It gave us a tonne.", True),
        ("They remember World War I.", True),  # a numeral cannot be told from a speaker
        ("They keep our word.", True),
        ("The tide came in.", False),
        ("The US market fell.", False),
    ],
)
def test_somebody_speaks_for_himself(text: str, expected: bool) -> None:
    assert in_first_person(text) is expected


def test_who_speaks_without_being_named_in_the_words_is_found_by_name() -> None:
    text = "Jo: It rains.\nIt pours."
    said = [
        Segment(0, 13, "turn", Locator(heading=("Tides",), speaker="Jo")),
        Segment(14, 23, "turn", Locator(speaker="Ada Finch")),
    ]
    assert words_over(Document(text, said, id="a.txt"), 0, 23) == "Tides | Ada Finch"


def test_who_begins_to_speak_is_named_before_the_sentence_unless_its_words_do() -> None:
    turns = [("Ada", "The tide is in."), ("Ada", "It is high."), ("Bo", "Is it?"), ("Bo", "Bo says no. So it is.")]
    text = " ".join(words for _, words in turns)
    at = [text.index(words) for _, words in turns]
    segments = [Segment(a, a + len(w), "turn", Locator(speaker=who)) for a, (who, w) in zip(at, turns, strict=True)]
    said = Document(text, segments)
    assert [with_who_begins(said, s.start, s.end) for s in segments[:3]] == ["Ada: The tide is in.", "It is high.", "Bo: Is it?"]
    assert with_who_begins(Document(text, segments[3:]), segments[3].start, segments[3].end) == "Bo says no. So it is."
    assert with_who_begins(said, segments[3].end - 9, segments[3].end) == "So it is."  # in the midst of a turn
