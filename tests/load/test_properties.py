"""Whatever a document holds: chunks and citations are its own words, places are never guessed, and it harms no neighbour.

Documents are generated as files of each format from drawn text, read by the real readers, and cut by the real splitter.
"""

from __future__ import annotations

import re
import tempfile
import textwrap
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.ingest import IngestEvent, ingest
from assistant.load import read
from assistant.settings import Settings
from assistant.types import Document
from tests.conftest import BagOfWords
from tests.fuzz.check import checked
from tests.load.made_pdf import column, make_pdf

WORDS = st.one_of(
    st.sampled_from(
        "the wall rose by 420 metres. It fell! Who paid? Dr. Finch (see [3]) “Yes.” naïve £1,200 水 → U.S. e.g. -".split()
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=8),
)
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=3, max_size=40).map(" ".join), min_size=1, max_size=6)
SAID = st.lists(WORDS, min_size=1, max_size=9).map(lambda words: " ".join(words).replace("-->", ""))
LATIN = st.lists(
    st.sampled_from("wall harbour rose by 420 metres. It fell! Who paid? Dr. Finch (1998) well-known, U.S.".split()),
    min_size=3,
    max_size=9,
)


def document(data: bytes, suffix: str) -> Document:
    return checked(read(data, suffix, f"a{suffix}"))


def quoted_whole(found: Document, start: int, end: int) -> None:
    """Check a citation of a span: its id tells document, version, place and offsets, and its words are those of the text."""
    assert re.fullmatch(rf"fuzzed#(?:p=\d+&|t=[\d.]+-[\d.]+&)?c={start}-{end}@0{{12}}", found.cite_id(start, end))


@given(PARAGRAPHS, st.sampled_from([".txt", ".md"]), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "> ", "> > "]))
def test_text_is_the_file_and_every_chunk_its_own_words(paragraphs: list[str], suffix: str, newline: str, quoted: str) -> None:
    text = "\n\n".join("\n".join(quoted + line for line in textwrap.wrap(words, 60)) for words in paragraphs)
    if not any(map(str.isalnum, text)):
        return
    found = document(text.replace("\n", newline).encode(), suffix)
    assert found.text == text.removeprefix("\ufeff")
    for segment in found.segments:
        quoted_whole(found, segment.start, segment.end)
        place = found.locate(segment.start, segment.end)
        assert (place.page, place.page_label, place.start_seconds) == (None, None, None)
        assert all(title in " ".join(found.text.split()) for title in place.heading)


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(1, 9), st.lists(WORDS, min_size=1, max_size=9).map(" ".join)),
        min_size=1,
        max_size=8,
    )
)
def test_a_caption_has_the_time_at_which_it_was_said(cues: Sequence[tuple[int, int, str]]) -> None:
    at, blocks, times = 0, ["WEBVTT"], []
    for number, (pause, length, words) in enumerate(cues):
        start, end = at + pause, at + pause + length
        times.append((float(start), float(end)))
        blocks.append(f"00:{start // 60:02}:{start % 60:02}.000 --> 00:{end // 60:02}:{end % 60:02}.000\nCue{number} {words}")
        at = end
    found = document("\n\n".join(blocks).encode(), ".vtt")
    for number, (start, end) in enumerate(times):
        first = found.text.index(f"Cue{number}")
        place = found.locate(first, first + 4)
        assert place.start_seconds == start and place.end_seconds == end


@settings(max_examples=25)
@given(st.lists(st.lists(LATIN.map(" ".join), min_size=1, max_size=6), min_size=1, max_size=5))
def test_a_word_of_a_page_is_cited_with_that_page(pages: list[list[str]]) -> None:
    marked = [[f"Sheet{n}word begins", *lines] for n, lines in enumerate(pages, 1)]
    found = document(make_pdf(*(column(*lines) for lines in marked)), ".pdf")
    for number in range(1, len(pages) + 1):
        first = found.text.index(f"Sheet{number}word")
        assert found.locate(first, first + 10).page == number
        assert f"#p={number}&" in found.cite_id(first, first + 10)


@settings(max_examples=4)
@given(st.lists(st.tuples(st.sampled_from([".pdf", ".docx", ".vtt", ".txt", ".html"]), st.binary(max_size=60)), max_size=4))
def test_no_bad_file_stops_an_ingest_or_is_lost(bad: list[tuple[str, bytes]]) -> None:
    from tests.conftest import Here

    with tempfile.TemporaryDirectory() as scratch, pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.ingest.Workers", Here)
        for module in ("assistant.ingest", "assistant.intake.parsing"):
            patch.setattr(f"{module}.open_embedder", lambda settings: BagOfWords())
        folder = Path(scratch) / "c"
        folder.mkdir()
        for number, (suffix, data) in enumerate(bad):
            (folder / f"m{number}{suffix}").write_bytes(data)
        for name in ("a.txt", "z.txt"):
            (folder / name).write_text("Good words stand here.")
        events = [e for e in ingest([folder], Settings(data=Path(scratch) / "d")) if isinstance(e, IngestEvent)]
    ended = {e.document: e for e in events}
    assert len(ended) == len(events) == len(bad) + 2
    assert ended["a.txt"].action == ended["z.txt"].action == "added"
    assert all(e.action == "added" or (e.action == "failed" and e.reason) for e in events)
