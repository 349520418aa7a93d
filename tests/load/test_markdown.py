"""Markdown: the parser's blocks as spans of the file, marks and all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UnreadableDocument
from assistant.load.markdown import markdown_segments, read_markdown
from assistant.types import Segment

POST = """---
title: Three lessons
authors: [Sample corpus]
---

# Three lessons

People said it is
like a village.

## The *people*

- They make the place.
- They know each other,
  which helps.
  - A nested point.

1. First
2. Second

| Area | Places |
|------|--------|
| A    | 12     |

Setext heading
--------------

> Delivering less for less

```python
x = 1
```

***

[link]: https://example.org
<!-- a comment -->
"""


def laid_out(text: str, start: int = 0) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(s.role, text[s.start : s.end], s.place.heading) for s in markdown_segments(text, start)]


def assert_covers(text: str, segments: tuple[Segment, ...]) -> None:
    at = 0
    for segment in segments:
        assert at <= segment.start < segment.end <= len(text)
        assert not text[at : segment.start].strip()
        at = segment.end
    assert not text[at:].strip()


def test_each_block_is_a_segment_with_the_path_of_its_headings() -> None:
    people, setext = ("Three lessons", "The people"), ("Three lessons", "Setext heading")
    assert laid_out(POST, POST.index("# Three")) == [
        ("heading", "# Three lessons", ("Three lessons",)),
        ("paragraph", "People said it is\nlike a village.", ("Three lessons",)),
        ("heading", "## The *people*", people),
        ("item", "- They make the place.", people),
        ("item", "- They know each other,\n  which helps.", people),
        ("item", "- A nested point.", people),
        ("item", "1. First", people),
        ("item", "2. Second", people),
        ("row", "| Area | Places |", people),
        ("furniture", "|------|--------|", people),
        ("row", "| A    | 12     |", people),
        ("heading", "Setext heading", setext),
        ("furniture", "--------------", setext),
        ("paragraph", "> Delivering less for less", setext),
        ("paragraph", "```python\nx = 1\n```", setext),
        ("furniture", "***", setext),
        ("furniture", "[link]: https://example.org", setext),
        ("furniture", "<!-- a comment -->", setext),
    ]


def test_a_list_that_was_pasted_in_has_items() -> None:
    assert [role for role, *_ in laid_out("# Nets\n\nThese sell nets:\n\n●      Finch\n\n• Bell\n")][1:] == [
        "paragraph",
        "item",
        "item",
    ]


def test_each_footnote_is_a_block_and_none_is_read_with_its_mark() -> None:
    text = "# Nets\n\nThey rot.[^a] They sink.\n\n[^a]: So says Finch.\n[^b]: So says Bell.\n"
    assert [words for _, words, _ in laid_out(text)][1:] == [
        "They rot.[^a] They sink.",
        "[^a]: So says Finch.",
        "[^b]: So says Bell.",
    ]


def test_tags_on_lines_of_their_own_are_not_read() -> None:
    assert [role for role, *_ in laid_out("# Nets\n\n[[year:2022]]\n[[kind:net]]\n\nSee [[nets]].\n")][1:] == [
        "furniture",
        "paragraph",
    ]


def test_a_heading_without_a_space_behind_its_mark_is_one() -> None:
    text = "#Nets\n\nThey rot.\n\n#tag\n\n##How they rot ##\n\nSlowly.\n"
    assert [(role, path) for role, _, path in laid_out(text)] == [
        ("heading", ("Nets",)),
        ("paragraph", ("Nets",)),
        ("paragraph", ("Nets",)),  # further down it may be a tag
        ("heading", ("Nets", "How they rot")),
        ("paragraph", ("Nets", "How they rot")),
    ]


def test_a_first_line_in_bold_is_the_title_where_nothing_is_a_heading() -> None:
    text = "**Talk of Ada and Jo**\n\n**Summary:**\n\nThey talked.\n"
    assert [(role, path) for role, _, path in laid_out(text)] == [
        ("heading", ("Talk of Ada and Jo",)),
        ("paragraph", ("Talk of Ada and Jo",)),
        ("paragraph", ("Talk of Ada and Jo",)),
    ]
    assert laid_out(text + "\n# Nets\n")[0][0] == "paragraph"


def test_front_matter_without_rules_around_it_is_read() -> None:
    text = "title: Nets\nslug: nets\ndate: 2022-08-26 12:03:03 UTC+12:00\ntags: \n\n# How nets rot\n\nSlowly.\n"
    reading = read_markdown(text.encode(), "a.md")
    assert (reading.title, reading.date, reading.segments[0].role) == ("Nets", "2022-08-26", "front_matter")
    spoken = read_markdown(b"Title: Nets\nPresent: Ada Finch\nDate: May 2011\n\n# Nets\n\nThey rot.\n", "a.md")
    assert spoken.title is None and spoken.segments[0].role != "front_matter"  # who was present may be asked for


def test_front_matter_and_text_are_both_read() -> None:
    reading = read_markdown(POST.encode(), "a.md")
    assert (reading.title, reading.authors, reading.text) == ("Three lessons", ("Sample corpus",), POST)
    assert reading.segments[0].role == "front_matter"
    assert_covers(reading.text, reading.segments)


def test_a_plain_text_named_md_is_laid_out_as_plain_text() -> None:
    text = "A paragraph.\n\nLessons\n\nArea | Places\nA | 12\n"
    assert [(role, words) for role, words, _ in laid_out(text)] == [
        ("paragraph", "A paragraph."),
        ("heading", "Lessons"),
        ("row", "Area | Places"),
        ("row", "A | 12"),
    ]


def test_a_transcript_in_markdown_has_turns() -> None:
    text = "# Meeting\n\n**Funder:** What is it?\n\n**Charity worker:** It is a village.\n\n**Funder:** And what else?\n"
    reading = read_markdown(text.encode(), "a.md")
    assert [s.place.speaker for s in reading.segments] == [None, "Funder", "Charity worker", "Funder"]


MARKS = [
    "# ",
    "## ",
    "- ",
    "* ",
    "1. ",
    "> ",
    "| a | b |\n",
    "|---|---|\n",
    "```\n",
    "    ",
    "\n",
    "\n\n",
    "words ",
    "---\n",
    "===\n",
]
MARKS += ["[a]: b\n", "<div>", "</div>\n", "<!-- ", " -->", "\t", "\u2028", "\x0b", "\x0c", "é", "**b**", "\\", "Name: said\n"]


@given(st.lists(st.sampled_from(MARKS), max_size=40).map("".join))
def test_segments_cover_any_markdown(text: str) -> None:
    assert_covers(text, markdown_segments(text))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    try:
        reading = read_markdown(text.encode(), "a.md")
    except UnreadableDocument as refused:
        assert refused.reason
    else:
        assert_covers(reading.text, reading.segments)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"---\na: b\n---\n"])
def test_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="no text"):
        read_markdown(data, "a.md")


def test_the_name_of_a_heading_is_not_in_its_title() -> None:
    [heading, *_] = read_markdown(
        b"## **What comes first** {#what-comes-first}\n\nA home.\n\n## Next {#next}\n\nWork.\n", "a.md"
    ).segments
    assert heading.place.heading == ("What comes first",)
