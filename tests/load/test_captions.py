"""VTT and SRT: each caption once, with its time and speaker; rolling captions folded, repetition kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UnreadableDocument
from assistant.load.captions import read_captions
from assistant.types import Reading

Caption = tuple[float | None, float | None, str | None, str]


def captions(reading: Reading) -> list[Caption]:
    assert {s.role for s in reading.segments} == {"caption"}
    assert reading.text == "\n".join(reading.text[s.start : s.end] for s in reading.segments)
    return [(s.place.start_seconds, s.place.end_seconds, s.place.speaker, reading.text[s.start : s.end]) for s in reading.segments]


def vtt(*cues: tuple[str, str, str], head: str = "WEBVTT") -> bytes:
    return "\n\n".join([head, *(f"00:00:{a} --> 00:00:{b}\n{words}" for a, b, words in cues)]).encode()


def test_voices_tags_and_entities() -> None:
    reading = read_captions(
        vtt(
            ("01.000", "03.000", "<v.loud Funder>Hello <b>you</b> &amp; <c.red>me</c></v>\n<v Council officer>Hi"),
            ("03.500", "04.000", "<i>two</i>\nlines <00:00:03.700>here"),
        ),
        "a.vtt",
    )
    assert captions(reading) == [
        (1.0, 3.0, "Funder", "Hello you & me"),
        (1.0, 3.0, "Council officer", "Hi"),
        (3.5, 4.0, None, "two lines here"),
    ]


@pytest.mark.parametrize(
    ("lines", "speakers"),
    [
        (["Funder: Hello", "Charity worker: Hi", "Funder: Yes"], ["Funder", "Charity worker", "Funder"]),
        (["Funder: Hello", "Charity worker: Hi", "Funder: Yes", "and more"], ["Funder", None, "Funder", None]),
        ([">> FUNDER: Hello", "and more", ">> Hi"], ["FUNDER", "FUNDER", None]),
        (["FUNDER: Hello", "and more"], ["FUNDER", None]),
        (["FUNDER: Hello", "and more", "[Applause]", "OFFICER: Hi", "as well"], ["FUNDER", "FUNDER", None, "OFFICER", "OFFICER"]),
        (["Words first", "FUNDER: Hello", "and more", "OFFICER: Hi"], [None, "FUNDER", None, "OFFICER"]),
        (
            ["[MUSIC]", "FUNDER: Hello", "and more", "- Hi. - Hi.", "so", "OFFICER: Hi", "as well"],
            [None, "FUNDER", "FUNDER", None, None, "OFFICER", "OFFICER"],
        ),
        (["Remember: it rained", "and more"], [None, None]),
        (["Jane Smith: Hello", "Bob Lee: Hi", "Jane Smith: again"], ["Jane Smith", "Bob Lee", "Jane Smith"]),
    ],
)
def test_a_written_speaker_stays_in_the_words(lines: list[str], speakers: list[str | None]) -> None:
    reading = read_captions(vtt(*((f"{i:02}.000", f"{i:02}.900", line) for i, line in enumerate(lines))), "a.vtt")
    assert [(who, words) for _, _, who, words in captions(reading)] == list(zip(speakers, lines, strict=True))


def test_a_name_in_brackets_and_a_colon_is_the_speaker_and_no_words() -> None:
    reading = read_captions(
        vtt(("01.000", "02.000", "[SPEAKER_00]: Hello"), ("02.000", "03.000", "[Jo Bell]: Hi"), ("03.000", "04.000", "[Applause]")),
        "a.vtt",
    )
    assert [(who, words) for _, _, who, words in captions(reading)] == [
        ("SPEAKER_00", "Hello"),
        ("Jo Bell", "Hi"),
        (None, "[Applause]"),
    ]


def test_a_name_before_each_caption_is_kept_where_the_speaker_changes_so_that_a_sentence_runs_on() -> None:
    lines = ["Jane Smith: The more you plan, the less you are to.", "Jane Smith: react to it.", "Bob Lee: Yes", "Bob Lee: indeed"]
    reading = read_captions(vtt(*((f"{i:02}.000", f"{i:02}.900", line) for i, line in enumerate(lines))), "zoom.vtt")
    assert [(who, words) for _, _, who, words in captions(reading)] == [
        ("Jane Smith", "Jane Smith: The more you plan, the less you are to."),
        ("Jane Smith", "react to it."),
        ("Bob Lee", "Bob Lee: Yes"),
        ("Bob Lee", "indeed"),
    ]


def test_words_behind_the_times_are_words_and_settings_are_not() -> None:
    text = "00:00:05.500 --> 00:00:07.800 of load\n00:00:07.900 --> 00:00:09.700 align:start position:0%\nand more\n"
    assert captions(read_captions(text.encode(), "a.vtt")) == [(5.5, 7.8, None, "of load"), (7.9, 9.7, None, "and more")]


ROLLING = vtt(
    ("00.000", "03.000", " \nso<00:00:00.5><c> we</c><c> went</c>"),
    ("03.000", "03.010", "so we went\n "),
    ("03.010", "06.000", "so we went\nto the village"),
    ("06.000", "06.010", "to the village\n "),
    ("06.010", "09.000", "to the village\nto the village"),
    ("12.000", "13.000", "to the village"),
    ("14.000", "15.000", "to the village\nand home"),
)


def test_rolling_captions_are_folded_and_repetition_is_kept() -> None:
    reading = read_captions(ROLLING, "a.vtt")
    assert captions(reading) == [
        (0.0, 6.0, None, "so we went"),
        (3.01, 9.0, None, "to the village"),
        (6.01, 9.0, None, "to the village"),
        (12.0, 15.0, None, "to the village"),
        (14.0, 15.0, None, "and home"),
    ]
    assert reading.receipt.captions_folded == 5


def test_a_line_that_grows_word_by_word_is_one_line() -> None:
    cues = [("00.000", "01.000", "so"), ("01.000", "02.000", "so we"), ("02.000", "03.000", "so we went")]
    reading = read_captions(vtt(*cues, ("03.000", "04.000", "home")), "a.vtt")
    assert captions(reading) == [(0.0, 3.0, None, "so we went"), (3.0, 4.0, None, "home")]
    assert reading.receipt.captions_folded == 2


@pytest.mark.parametrize(("second_start", "count"), [("01.000", 2), ("01.500", 2), ("00.500", 1)])
def test_words_said_again_after_the_first_ended_are_kept(second_start: str, count: int) -> None:
    reading = read_captions(
        vtt(("00.000", "01.000", "No."), (second_start, "02.000", "No."), ("02.000", "03.000", "Yes.")), "a.vtt"
    )
    assert [words for *_, words in captions(reading)] == ["No."] * count + ["Yes."]
    assert reading.receipt.captions_folded == 2 - count


SRT = """1
00:00:01,000 --> 00:00:03,500
<i>Hello</i>
there

2
00:01:00,000 --> 01:00:00,000
{\\an8}Hi
"""


def test_captions_of_srt_are_read_with_their_times_and_without_their_marks() -> None:
    assert captions(read_captions(SRT.replace("\n", "\r\n").encode(), "a.srt")) == [
        (1.0, 3.5, None, "Hello there"),
        (60.0, 3600.0, None, "Hi"),
    ]


BROKEN = """WEBVTT

00:01 --> 00:02
no milliseconds
3
00:00:03.5 --> 00:00:02.0
ends before it starts

nine --> ten
no times

words outside of any caption
"""


def test_a_malformed_file_gives_what_it_has_and_says_what_is_missing() -> None:
    reading = read_captions(BROKEN.encode(), "a.vtt")
    assert captions(reading) == [
        (1.0, 2.0, None, "no milliseconds"),
        (3.5, None, None, "ends before it starts"),
        (None, None, None, "no times"),
    ]
    assert len(reading.receipt.notes) == 2


def test_notes_and_the_header_are_metadata() -> None:
    head = "WEBVTT\n\nNOTE\ntitle: A talk\nsource: https://example.org/talk\nmedia_url: https://example.org/talk.mp4"
    reading = read_captions(vtt(("00.000", "01.000", "Hello"), head=head), "a.vtt")
    assert (reading.title, reading.source, reading.media_url) == (
        "A talk",
        "https://example.org/talk",
        "https://example.org/talk.mp4",
    )
    assert read_captions(vtt(("00.000", "01.000", "Hello"), head="WEBVTT - A talk"), "a.vtt").title == "A talk"


@pytest.mark.parametrize("data", [b"", b"WEBVTT\n", b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n \n", b"plain words\n"])
def test_no_captions_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="no text"):
        read_captions(data, "a.vtt")


PARTS = [
    "WEBVTT\n",
    "\n",
    "1\n",
    "00:00:01.000 --> 00:00:02.000\n",
    "00:00:02,0 --> 00:00:01\n",
    "--> \n",
    "NOTE x\n",
    "words\n",
    "STYLE\n",
]
PARTS += [
    "<v A>hi\n",
    "more words\n",
    "99:99:99.999 --> 1\n",
    "&amp; <b\n",
    "A: hi\n",
    ">> B\n",
    "00:00:02.000 --> 00:00:03.000\nwords\nmore\n\n",
]


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
def test_malformed_captions_never_crash(text: str) -> None:
    try:
        reading = read_captions(text.encode(), "a.vtt")
    except UnreadableDocument as refused:
        assert refused.reason
    else:
        captions(reading)


def test_where_every_caption_begins_with_a_name_each_of_them_counts() -> None:
    said = ("Maria Lund: Good morning.", "Ada Finch: The survey found 37 cracks.", "Maria Lund: Thank you.")
    cues = "\n\n".join(f"{n + 1}\n00:00:0{n}.000 --> 00:00:0{n + 1}.000\n{words}" for n, words in enumerate(said))
    reading = read_captions(f"WEBVTT\n\n{cues}\n".encode(), "zoom.vtt")
    assert [segment.place.speaker for segment in reading.segments] == ["Maria Lund", "Ada Finch", "Maria Lund"]
