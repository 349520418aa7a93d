"""Text around a citation: what is marked is what was cited, and blocks are drawn as what they are."""

from __future__ import annotations

import hashlib
import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.load.markdown import read_markdown
from assistant.types import Document, Locator, Role, Segment
from assistant.viewer.passages import marked, passage_span, section_html, turns_html


@pytest.mark.parametrize("role", ["turn", "caption"])
def test_the_name_of_a_speaker_is_said_once(role: Role) -> None:
    text = "FUNDER: We paid. FUNDER: Twice."
    turn = Segment(0, len(text), role, Locator(start_seconds=1.0, speaker="Funder"))
    document = Document(text=text, segments=(turn,), id="a.vtt", sha256="0" * 64, kind="transcript")
    assert "<b>Funder</b> <time>0:01</time></p><p>We paid. FUNDER: Twice.</p>" in turns_html(document, (0, 0), (0, 0))


TABLE = """# Depths

Soundings of the bay:

| Port | Depth |
|------|------:|
| Quay | <2 m |
| Mole | 9 m |

The end.
"""


def test_rows_are_drawn_as_a_table_and_the_quoted_one_is_marked_cell_by_cell() -> None:
    reading = read_markdown(TABLE.encode(), "a.md")
    document = Document(reading.text, reading.segments, id="a.md", sha256="0" * 64, kind="report")
    start = reading.text.index("| Quay")
    html = section_html(document, (start, start + len("| Quay | <2 m |")), (0, 0), whole=True)
    assert (
        '<div class="table"><table><tr><th>Port</th><th>Depth</th></tr><tr><td><mark class="quote">Quay</mark></td>'
        '<td><mark class="quote">&lt;2 m</mark></td></tr><tr><td>Mole</td><td>9 m</td></tr></table></div>'
    ) in html
    assert "|" not in html and "--" not in html


def test_items_that_show_their_own_number_get_no_other_mark() -> None:
    text = "So:\n\n1. Ask.\n2. Listen.\n\nAnd:\n\n- Stay.\n"
    reading = read_markdown(text.encode(), "a.md")
    document = Document(reading.text, reading.segments, id="a.md", sha256="0" * 64, kind="report")
    html = section_html(document, (0, 0), (0, 0), whole=True)
    assert '<li class="item numbered">1. Ask.</li><li class="item numbered">2. Listen.</li>' in html
    assert '<li class="item">Stay.</li>' in html


@given(st.text(alphabet="<>&\"' ab\n", min_size=1, max_size=40), st.data())
def test_marking_keeps_every_character(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    passage, quote = (cuts[0], cuts[3]), (cuts[1], cuts[2])
    html = marked(text, 0, len(text), quote, passage)
    assert unescape(re.sub(r"</?(mark|span)[^>]*>", "", html)) == text
    assert unescape("".join(re.findall(r"<mark[^>]*>(.*?)</mark>", html, re.S))) == text[quote[0] : quote[1]]


def test_the_passage_around_a_long_quote_is_the_quote() -> None:
    text = "a" * 3000
    document = Document(text=text, segments=(Segment(0, 3000, "paragraph"),), id="a", sha256=hashlib.sha256().hexdigest())
    assert passage_span(document, (5, 2900)) == (5, 2900)
    assert passage_span(document, (5, 9), limit=4000) == (0, 3000)
