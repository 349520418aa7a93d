"""Markdown reads as its page is drawn, and what is a sign in it stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.markdown_marks import MARKS, OPENINGS, unmarked
from assistant.text.reading_text import fold, shadow
from assistant.types import Document, Segment


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("**Jo:** We have *two* or __three__ of `them`.", "Jo: We have two or three of them."),
        ('See [the plan](a_b.pdf "Plan") and [*its* annex](https://example.org/x_(y)).', "See the plan and its annex."),
        ("![The quay](quay.png) in 1904", "The quay in 1904"),
        ("See [the plan\nand map](a.pdf). [1\n\n2](b)", "See the plan\nand map. [1\n\n2"),
        (r"5\. Reports of \[laughter\] and a \* sign", "5. Reports of [laughter] and a * sign"),
        ("## What was _done_? ##", "What was done?"),
        ("It rots.[^a] It sinks.\n\n[^a]: So says Finch.", "It rots. It sinks.\n\nSo says Finch."),
        ("> It was so.\n> It is.", "It was so.\nIt is."),
        ('The report is <a href="https://example.org">here</a>.<br>', "The report is here."),
        ("It was so.&nbsp; It is.&nbsp;", "It was so. It is."),
        ("2 * 3 * 4, a*b, snake_case, 3 < 4, [1] and [a][b]", "2 * 3 * 4, a*b, snake_case, 3 < 4, [1] and [a][b]"),
    ],
)
def test_marks_are_not_read(text: str, read: str) -> None:
    assert unmarked(text, "notes/a.md") == read
    assert fold(text, marked=True) == " ".join(read.split())


def test_the_language_of_code_is_no_word_of_it() -> None:
    assert unmarked("```python\nx = 1\n```", "a.md") == "\nx = 1\n"


def test_the_words_of_other_files_keep_every_sign() -> None:
    assert unmarked("p < 0.05** and *so* on", "a.txt") == "p < 0.05** and *so* on"
    assert unmarked("aged\n> 65 and over\nin all", "a.txt") == "aged\n> 65 and over\nin all"


def test_the_marks_of_what_a_mail_quotes_are_not_shown() -> None:
    assert unmarked("The hall was let\n> > to us.", "a.txt") == "The hall was let\nto us."
    assert unmarked("aged\n> 65 and over", "a.pdf") == "aged\n> 65 and over"


def test_every_character_read_is_the_one_it_maps_to() -> None:
    text = "**Jo:** see [the plan](a.pdf), 5\\. It *is*."
    cast = shadow(Document(text, (Segment(0, len(text), "paragraph"),), id="a.md"), 0, len(text))
    assert cast.text == "Jo: see the plan, 5. It is."
    assert all(text[cast.source(n)] == c for n, c in enumerate(cast.text))


@given(st.text("ab \n\t\\#>![]()*_`</b.-").map(lambda text: text + "[a](b)"))
def test_every_mark_begins_with_one_of_the_openings(text: str) -> None:
    found = [match.group() for match in re.finditer(MARKS, text, re.MULTILINE)]
    assert found and all(re.match(f"[{OPENINGS}]", mark) for mark in found)
