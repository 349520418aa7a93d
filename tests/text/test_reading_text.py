"""The reading text reads well, and every character of it can be traced to where it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.letter_forms import plain
from assistant.text.reading_text import reading, shadow
from assistant.types import Document, Locator, Segment
from tests.documents import documents


def document(*blocks: tuple[str, str, int | None]) -> Document:
    text, segments = "", []
    for role, body, page in blocks:
        segments.append(Segment(len(text), len(text) + len(body), role, Locator(page=page)))  # type: ignore[arg-type]
        text += body + "\n"
    return Document(text, tuple(segments))


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param([("paragraph", "a  b\n c", 1)], "a b c", id="white space becomes one space"),
        pytest.param([("paragraph", "the exam-\n  ple", 1)], "the example", id="a word parted by a line end is joined"),
        pytest.param([("paragraph", "Anglo-\nSaxon", 1)], "Anglo- Saxon", id="a hyphen before a capital stays"),
        pytest.param([("paragraph", "2019-\nand", 1)], "2019- and", id="a hyphen after a figure stays"),
        pytest.param([("paragraph", "an 80-\npound gun", 1)], "an 80-pound gun", id="no space behind it"),
        pytest.param(
            [("paragraph", "It ended.¹² So¹ be it,³ he said.", 1)], "It ended. So¹ be it, he said.", id="numbers of notes go"
        ),
        pytest.param([("paragraph", "the end of¹² it, 9 in² wide", 1)], "the end of it, 9 in² wide", id="behind a short word"),
        pytest.param(
            [("paragraph", "Hardy–\nWeinberg, late –\nor not", 1)], "Hardy–Weinberg, late – or not", id="a dash in a compound"
        ),
        pytest.param([("paragraph", "40 m² of 10⁶", 1)], "40 m² of 10⁶", id="measures stay"),
        pytest.param([("heading", "Aims", 1), ("paragraph", "We do.", 1)], "Aims\nWe do.", id="blocks stand on their own lines"),
        pytest.param([("paragraph", "it was", 1), ("paragraph", "found late.", 2)], "it was found late.", id="runs on over a page"),
        pytest.param([("paragraph", "It was.", 1), ("paragraph", "found", 2)], "It was.\nfound", id="ended before the page break"),
        pytest.param(
            [("paragraph", "it was", 1), ("furniture", "Page 2", 2), ("paragraph", "found late.", 2)],
            "it was found late.",
            id="furniture is left out",
        ),
        pytest.param([("turn", "Jo: It rains {cough} , I think .", None)], "Jo: It rains, I think.", id="no sounds in talk"),
        pytest.param([("paragraph", "a {set} , then", None)], "a {set} , then", id="print has none"),
        pytest.param([("caption", "so we", None), ("caption", "Went", None)], "so we Went", id="captions run on"),
    ],
)
def test_a_text_reads_without_what_its_layout_put_in(blocks: list[tuple[str, str, int | None]], expected: str) -> None:
    made = document(*blocks)
    assert reading(made, 0, len(made.text)) == expected


@given(documents(), st.data())
def test_every_character_of_the_shadow_is_the_source_character_it_maps_to(made: Document, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(made.text)))
    end = data.draw(st.integers(start, len(made.text)))
    cast = shadow(made, start, end)
    sources = [cast.source(i) for i in range(len(cast.text))]
    copied = [(c, made.text[s]) for c, s in zip(cast.text, sources, strict=True) if not c.isspace()]
    assert plain(made.text) != made.text or all(read == written for read, written in copied)
    assert sources == sorted(sources)
    assert all(start <= s < end for c, s in zip(cast.text, sources, strict=True) if not c.isspace())


@given(documents(), st.data())
def test_a_span_of_the_shadow_maps_to_a_source_span_that_reads_the_same(made: Document, data: st.DataObject) -> None:
    cast = shadow(made, 0, len(made.text))
    solid = [i for i, c in enumerate(cast.text) if not c.isspace()]
    if not solid:
        return
    first = data.draw(st.sampled_from(solid))
    last = data.draw(st.sampled_from([i for i in solid if i >= first]))
    start, end = cast.span(first, last + 1)
    assert "".join(reading(made, start, end).split()) == "".join(cast.text[first : last + 1].split())
