"""Words with times and no speaker, in the ways that recognisers and video sites write them."""

from __future__ import annotations

import pytest

from assistant.load.text import read_text

WHISPER = (
    "[00:00:00.000 --> 00:00:04.500]  We began with\n[00:00:04.500 --> 00:00:08.000]  four streets.\n"
    "[00:00:08.000 --> 00:00:11.000]  Then came more.\n"
)
NOTES = "# Interview\n\n[00:00] We began with\n\n[0:04.5] four streets.\n\n[00:08] Then came more.\n"
SITE = "0:00\nWe began with\n0:04\nfour streets.\n0:08\nThen came more.\n"


def said(text: str) -> list[tuple[float | None, float | None, str]]:
    reading = read_text(text.encode(), "a.txt")
    return [(s.place.start_seconds, s.place.end_seconds, text[s.start : s.end]) for s in reading.segments if s.role == "caption"]


LINKED = "[00:00:00,000 --> 00:00:04,500](https://v.example/a?t=0s)\n\nWe began with\n\n\n"
LINKED += "[00:00:04,500 --> 00:00:08,000](https://v.example/a?t=4s)\n\nfour streets.\n\n\n"
LINKED += "[00:00:08,000 --> 00:00:11,000](https://v.example/a?t=8s)\n\nThen came more.\n"
CAPTIONS = "1\n00:00:00,000 --> 00:00:04,500\nWe began with\n\n2\n00:00:04,500 --> 00:00:08,000 align:start\nfour streets.\n\n"
CAPTIONS += "3\n00:00:08,000 --> 00:00:11,000\nThen came more.\n"


@pytest.mark.parametrize(
    ("text", "times"),
    [
        (LINKED, [(0.0, 4.5), (4.5, 8.0), (8.0, 11.0)]),
        (f"# A talk\n\n{CAPTIONS}", [(0.0, 4.5), (4.5, 8.0), (8.0, 11.0)]),
        (WHISPER, [(0.0, 4.5), (4.5, 8.0), (8.0, 11.0)]),
        (NOTES, [(0.0, 4.5), (4.5, 8.0), (8.0, None)]),
        (SITE, [(0, 4), (4, 8), (8, None)]),
    ],
)
def test_the_words_are_captions_at_their_times(text: str, times: list[tuple[float, float | None]]) -> None:
    words = ["We began with", "four streets.", "Then came more."]
    assert said(text) == [(*at, word) for at, word in zip(times, words, strict=True)]


def test_a_line_goes_on_at_the_time_before_it() -> None:
    assert said("[0:01] One.\n[0:03] Two\nand more.\n[0:05] Three.\n")[2] == (3.0, 5.0, "and more.")


def test_a_name_that_comes_back_is_the_speaker() -> None:
    text = "WEBVTT\n\n1\n0:00:00.0 --> 0:00:02.0\nJane Smith: Hello\n\n2\n0:00:02.0 --> 0:00:04.0\nRemember: it rained\n\n"
    text += "3\n0:00:04.0 --> 0:00:06.0\nJane Smith: Good bye\nand so on\n"
    reading = read_text(text.encode(), "a.txt")
    assert [s.place.speaker for s in reading.segments if s.role == "caption"] == ["Jane Smith", None, "Jane Smith", "Jane Smith"]


@pytest.mark.parametrize(
    "text",
    [
        "[14:00] Doors open.\n[14:30] The panel.\n[15:00] Tea.\n",  # times of day
        "[0:05] Late.\n[0:02] Early.\n[0:09] Later.\n",
        "[0:01] One mark only.\n\nThe rest is prose.\n\nAnd more of it.\n",
        "Ratios\n\n3:1\n\nThe bids were three to one, as in the years before, and nobody was surprised by it.\n",
    ],
)
def test_other_texts_with_colons_are_no_such_transcripts(text: str) -> None:
    assert said(text) == []
