"""Plain text: decoding, and a layout that covers every word and rewrites none."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import UnreadableDocument
from assistant.load.text import decode, plain_segments, read_text
from assistant.text.reading_text import reading as read_aloud
from assistant.text.sentences import units
from assistant.types import Reading, Segment
from tests.fuzz.check import checked

COVENTRY = Path(__file__).parents[2] / "../shared/corpora/coventry/documents/sent-to-coventry.txt"


def blocks_of(reading: Reading) -> list[tuple[str, str]]:
    return [(segment.role, reading.text[segment.start : segment.end]) for segment in reading.segments]


def laid_out(text: str) -> list[tuple[str, str]]:
    return [(segment.role, text[segment.start : segment.end]) for segment in plain_segments(text)]


def assert_covers(text: str, segments: tuple[Segment, ...]) -> None:
    """Segments are in order, never overlap or stand empty, and leave only white space out."""
    at = 0
    for segment in segments:
        assert at <= segment.start < segment.end <= len(text)
        assert not text[at : segment.start].strip()
        assert text[segment.start : segment.end].strip() == text[segment.start : segment.end]
        at = segment.end
    assert not text[at:].strip()


BULLETS = "Things:\n\n • One thing\n • Another thing that\n   goes on here\n\n1. First step\n2. Second step\n"
WRAPPED = (
    "The council at times gave the frame around the picture, and\nat times it was a broker between the providers who each had\n"
    "their own view of it.\n"
)
COLUMNS = "Item        2021     2022\nGas           41      138\nFlour         96      151\n"
HAND_WRAPPED = (
    "Dear neighbours, the lane has survived another winter. The flood on\n"
    "3 January came to within four inches of the steps at number 12, and we\nowe a great deal.\n"
)
TABLE = "Area | Places\nA | 12\nB | 7\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.\n", [("paragraph", "One."), ("paragraph", "Two.")]),
        (COLUMNS, [("row", line) for line in COLUMNS.strip().split("\n")]),
        (HAND_WRAPPED, [("paragraph", HAND_WRAPPED.strip())]),
        (
            "Talk with: Jo Bell, weaver\nDate: 9 August\n",
            [("paragraph", "Talk with: Jo Bell, weaver"), ("paragraph", "Date: 9 August")],
        ),
        (
            BULLETS,
            [
                ("paragraph", "Things:"),
                ("item", "• One thing"),
                ("item", "• Another thing that\n   goes on here"),
                ("item", "1. First step"),
                ("item", "2. Second step"),
            ],
        ),
        (
            "Accounts\n\nHire of the hall £31.80\n\n5\\. Reports were read.\n\n\\* The path is clear.\n\n-- No-one owns it.\n",
            [
                ("heading", "Accounts"),
                ("paragraph", "Hire of the hall £31.80"),
                ("item", "5\\. Reports were read."),
                ("item", "\\* The path is clear."),
                ("item", "-- No-one owns it."),
            ],
        ),
        (WRAPPED, [("paragraph", WRAPPED.strip())]),
        (TABLE, [("row", "Area | Places"), ("row", "A | 12"), ("row", "B | 7")]),
        ("1.\tOpen the quay\n2.\tTell the town\n", [("item", "1.\tOpen the quay"), ("item", "2.\tTell the town")]),
        ("•\tA quay\n•\tA town\n", [("item", "•\tA quay"), ("item", "•\tA town")]),
        (
            "4.1\tThe chair said that the quay was closed. It rained.\n4.2\tIt opens soon.\n",
            [("paragraph", "4.1\tThe chair said that the quay was closed. It rained."), ("paragraph", "4.2\tIt opens soon.")],
        ),
        ("1\tOslo\n2\tRome\n", [("row", "1\tOslo"), ("row", "2\tRome")]),
        ("A | B in a sentence is no table.", [("paragraph", "A | B in a sentence is no table.")]),
        ("Only line", [("paragraph", "Only line")]),
        ("One.\n\n-----\n\nTwo.", [("paragraph", "One."), ("furniture", "-----"), ("paragraph", "Two.")]),
    ],
)
def test_blocks_are_cut_where_the_author_broke_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert laid_out(text) == expected


def test_long_lines_without_blank_lines_are_paragraphs_of_their_own() -> None:
    line = "This is a sentence that goes on for a while. " * 10
    assert len(laid_out(f"{line}\n{line}\n{line}")) == 3


ESSAY = """Sent to the village

Words of the first paragraph stand here.

It's the people!

They make the place.

Who are they?

Nobody in particular.

Disruptive innovators

They were found outside.

1.2 What comes next

More room for them.
"""


def test_short_lines_that_stand_alone_are_headings_with_a_path() -> None:
    paths = [s.place.heading for s in plain_segments(ESSAY) if s.role == "heading"]
    title = "Sent to the village"
    assert paths == [
        (title,),
        (title, "It's the people!"),
        (title, "Who are they?"),
        (title, "Disruptive innovators"),
        (title, "Disruptive innovators", "1.2 What comes next"),
    ]
    assert plain_segments(ESSAY)[-1].place.heading == paths[-1]


@pytest.mark.parametrize(
    "line",
    [
        "The gate was built of oak.[1][4]",
        "Who are we?",  # a speaker's question: this text has no other headings
        "A line that ends in a full stop.",
        "The following questions were asked:",
        "By Sample corpus",
        "3 May 2011",
        "AUDIENCE: Lies",
        "(Applause)",
        "someone@example.org",
        "Two sentences stand here. This is one too many",
    ],
)
def test_a_short_line_may_be_no_heading(line: str) -> None:
    text = f"An opening paragraph, with a stop.\n\n{line}\n\nA paragraph below it, with a stop.\n"
    assert [role for role, _ in laid_out(text)] == ["paragraph"] * 3


def test_of_many_short_lines_only_the_one_above_a_paragraph_is_a_heading() -> None:
    text = "A paragraph.\n\nHome\n\nAbout us\n\nContact\n\nLessons\n\nA paragraph below.\n"
    assert [words for role, words in laid_out(text) if role == "heading"] == ["Lessons"]


def test_a_title_may_stand_right_above_its_text() -> None:
    body = "A bar has been there since the first machine, and it is still there in the newest one, as everybody can see."
    assert laid_out(f"Menu bar\n{body}") == [("heading", "Menu bar"), ("paragraph", body)]


def test_wiki_headings_are_headings() -> None:
    segments = plain_segments(" = Place = \n Words about it . \n = = Past = = \n More words . \n")
    assert [(s.role, s.place.heading) for s in segments] == [
        ("heading", ("Place",)),
        ("paragraph", ("Place",)),
        ("heading", ("Place", "Past")),
        ("paragraph", ("Place", "Past")),
    ]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        ("\ufeffcafé".encode(), "café"),
        ("café – ‘place’".encode("utf-16"), "café – ‘place’"),
        ("The café said ‘we are here’ – and £5 more.".encode("cp1252"), "The café said ‘we are here’ – and £5 more."),
        (
            "Это текст о городе и о людях, которые в нём живут.".encode("cp1251"),
            "Это текст о городе и о людях, которые в нём живут.",
        ),
    ],
)
def test_a_text_is_decoded_in_whatever_encoding_it_has(data: bytes, text: str) -> None:
    assert decode(data, "a.txt")[0] == text


def test_a_broken_byte_in_utf8_costs_one_character_and_is_noted() -> None:
    text, notes = decode("é".encode() * 50 + b"\xff" + b" end", "a.txt")
    assert text == "é" * 50 + "\ufffd end"
    assert notes == ("what is not valid UTF-8 is shown as \ufffd, at 1 place",)


@pytest.mark.parametrize("data", [b"a\0b", bytes(range(256)) * 4])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        read_text(data, "a.txt")


@pytest.mark.parametrize("data", [b" \n\t\n", b"---\ntitle: T\n---\n\n"])
def test_a_file_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="no text"):
        read_text(data, "a.txt")


def test_front_matter_is_kept_in_the_text_but_is_no_body() -> None:
    reading = read_text(b"---\ntitle: T\nkind: report\n---\nWords here.\n", "a.txt")
    assert blocks_of(reading) == [("front_matter", "---\ntitle: T\nkind: report\n---"), ("paragraph", "Words here.")]
    assert (reading.title, reading.kind) == ("T", "report")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300))
def test_segments_cover_any_text(text: str) -> None:
    assert_covers(text, plain_segments(text))


def test_a_name_that_is_cut_at_its_hyphen_goes_on_in_the_next_line() -> None:
    text = "Present were Mayor Tim Wills and the members Marquita Bell and Kris Lawrence-\nAnderson, and Dan Ryan, who came late.\n"
    assert [text[s.start : s.end] for s in plain_segments(text)] == [text.strip()]


MARKS = ["\n", "\n\n", "- ", "1. ", " | ", "Name: ", "= A = ", "# ", "---", "\t", "Title", "words here, ", "end. ", "ok? ", "> "]
LAYOUT = st.lists(st.sampled_from(MARKS), max_size=40).map("".join)


@given(LAYOUT)
def test_segments_cover_any_layout(text: str) -> None:
    try:
        reading = read_text(text.encode(), "a.txt")
    except UnreadableDocument:
        return
    assert_covers(reading.text, reading.segments)


def test_the_blog_has_its_three_lessons_as_headings() -> None:
    if not COVENTRY.exists():
        pytest.skip("the shared corpora are not beside this checkout")
    reading = read_text(COVENTRY.read_bytes(), COVENTRY.name)
    headings = [words for role, words in blocks_of(reading) if role == "heading"]
    assert headings[1:4] == ["It’s the people, stupid!", "Disruptive innovators", "Defining ‘service provider’"]
    assert sum(role == "item" for role, _ in blocks_of(reading)) == 3


@pytest.mark.alone
def test_a_long_text_is_read_within_a_second() -> None:
    text = "A line of words that is about as long as a line of words is.\n\n- and an item\n- and another\n\n" * 2_000
    started = time.process_time()
    read_text(text.encode(), "a.txt")
    assert time.process_time() - started < 1.0


MAIL = """From: Jo Bell <jo@example.org>
To: Priya Shah <priya@example.org>
Date: Tue, 12 Mar 2024 09:41:07 +0000
Subject: Fwd: Re: The hall

See below.

> > The hall was let to us by the council for
> > the whole of the day. It rained a little.
> >
> > We paid nothing.
>
> Who paid for the tea and also for all of the
> cakes? I did not.
"""


def test_a_mail_is_read_without_the_marks_of_what_it_quotes_and_its_head_is_metadata() -> None:
    reading = read_text(MAIL.encode(), "doc1.txt")
    assert (reading.title, reading.authors, reading.date) == ("The hall", ("Jo Bell",), "2024-03-12")
    document = checked(reading)
    read = [(segment.role, read_aloud(document, segment.start, segment.end)) for segment in document.segments]
    assert [each for each in read if each[1] and each[0] != "front_matter"] == [
        ("paragraph", "See below."),
        ("paragraph", "The hall was let to us by the council for the whole of the day. It rained a little."),
        ("paragraph", "We paid nothing."),
        ("paragraph", "Who paid for the tea and also for all of the cakes? I did not."),
    ]
    assert read[0][0] == "front_matter"


def test_a_mail_is_its_file_and_a_sentence_that_it_quotes_has_offsets_into_that() -> None:
    document = checked(read_text(MAIL.encode(), "doc1.txt"))
    assert document.text == MAIL
    spans = [unit.span for unit in units(document)]
    assert [document.text[start:end] for start, end in spans[1:3]] == [
        "The hall was let to us by the council for\n> > the whole of the day.",
        "It rained a little.",
    ]


def test_the_items_of_an_agenda_are_headings_above_what_minutes_tell_of_them() -> None:
    text = (
        "12. Dental access\nTwo practices have handed back what they had.\nResolved: that the chair write.\n\n"
        "13. Work programme\nMembers wished to add school nursing to it.\n\n"
        "1. Two eggs\n2. Some flour\n"
    )
    assert [words for role, words in laid_out(text) if role == "heading"] == ["12. Dental access", "13. Work programme"]
    lone = "1. Dental access\nTwo practices have handed back what they had.\n"
    assert next(role for role, _ in laid_out(f"{lone}\nNothing else was said of it.\n")) != "heading"


def test_a_few_lines_that_begin_with_a_sign_stay() -> None:
    assert read_text(b"We count those of\n> 65 years and of\n> 80 years.\n", "a.txt").text.count(">") == 2
