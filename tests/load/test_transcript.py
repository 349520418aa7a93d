"""Written transcripts: who says what, in the four ways that exports name a speaker."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.load.pdf import read_pdf
from assistant.load.text import read_text
from assistant.load.transcript import is_name, said, seconds, turns
from assistant.load.web import read_html
from tests.load.made_pdf import column, make_pdf

MEETINGS = Path(__file__).parents[2] / "../shared/corpora/meetings/documents"

Turn = tuple[str, str | None, float | None, float | None, str]


def spoken(text: str, *, expected: bool = False) -> list[Turn] | None:
    segments = turns(text, expected=expected)
    if segments is None:
        return None
    return [(s.role, s.place.speaker, s.place.start_seconds, s.place.end_seconds, text[s.start : s.end]) for s in segments]


def test_a_name_and_a_colon_begin_a_turn() -> None:
    text = (
        "Notes of a meeting\n\nFunder: What did you find there?\n\nCharity worker (Brighton): It is like a village.\n\n"
        "They all know each other.\n\nNext steps\n\nFunder: And what do they need?\n"
    )
    assert spoken(text) == [
        ("heading", None, None, None, "Notes of a meeting"),
        ("turn", "Funder", None, None, "Funder: What did you find there?"),
        ("turn", "Charity worker (Brighton)", None, None, "Charity worker (Brighton): It is like a village."),
        ("turn", "Charity worker (Brighton)", None, None, "They all know each other."),
        ("heading", None, None, None, "Next steps"),
        ("turn", "Funder", None, None, "Funder: And what do they need?"),
    ]


def test_the_heading_of_a_part_is_the_place_of_its_turns() -> None:
    text = "Funder: Good morning to you.\n\nLessons\n\nOfficer: Here is what we know.\n\nFunder: Thank you very much.\n"
    segments = turns(text)
    assert segments is not None
    assert [s.place.heading for s in segments] == [(), ("Lessons",), ("Lessons",), ("Lessons",)]


def test_turns_on_lines_without_blank_lines_are_parted() -> None:
    text = "Funder: What did you find?\nOfficer: It is a village.\nAnd a big one.\nFunder: Say some more.\n"
    assert spoken(text) == [
        ("turn", "Funder", None, None, "Funder: What did you find?"),
        ("turn", "Officer", None, None, "Officer: It is a village.\nAnd a big one."),
        ("turn", "Funder", None, None, "Funder: Say some more."),
    ]


def test_otter_and_teams_text_has_names_and_times_above_the_words() -> None:
    text = "Jane Smith  0:05\nHello to you all.\n\nBob Lee  0:12\nHello to you.\n\nJane Smith  1:02:03\nLet us begin.\n"
    assert spoken(text) == [
        ("furniture", "Jane Smith", 5.0, 12.0, "Jane Smith  0:05"),
        ("turn", "Jane Smith", 5.0, 12.0, "Hello to you all."),
        ("furniture", "Bob Lee", 12.0, 3723.0, "Bob Lee  0:12"),
        ("turn", "Bob Lee", 12.0, 3723.0, "Hello to you."),
        ("furniture", "Jane Smith", 3723.0, None, "Jane Smith  1:02:03"),
        ("turn", "Jane Smith", 3723.0, None, "Let us begin."),
    ]


@pytest.mark.parametrize("form", ["{0} ({1}):\n{2}\n\n", "**{0}** ({1}): {2}\n", "{0} [{1}] {2}\n\n"])
def test_a_name_and_a_time_stand_above_or_before_the_words(form: str) -> None:
    talk = [
        ("Jane Smith", "00:00:05", "Hello to you all."),
        ("Bob Lee", "00:00:12", "Hello to you."),
        ("Jane Smith", "01:02:03", "So."),
    ]
    heard = spoken("".join(form.format(*turn) for turn in talk))
    assert heard is not None
    assert [turn for turn in heard if turn[0] == "turn"] == [
        ("turn", "Jane Smith", 5.0, 12.0, "Hello to you all."),
        ("turn", "Bob Lee", 12.0, 3723.0, "Hello to you."),
        ("turn", "Jane Smith", 3723.0, None, "So."),
    ]


def test_lines_that_tell_of_the_talk_are_nobodys_words() -> None:
    text = (
        "Texting: how to begin\nSession leader(s): Sam Ward, Hannah Young\nRoom: Thomas Swain\n\n"
        "SAM: Shall we begin with it?\n\nHANNAH: We may as well begin.\n\n>> A recording is played here.\n\n>> And goes on.\n\n"
        "## Second part\nPresenter: Bob Lee (BL)\n\nSAM: So what was that?\n\nHANNAH: That was the radio.\n"
    )
    heard = spoken(text)
    assert heard is not None
    assert [(role, who) for role, who, *_ in heard][-8:] == [
        ("turn", "SAM"),
        ("turn", "HANNAH"),
        ("paragraph", None),
        ("paragraph", None),
        ("heading", None),
        ("paragraph", None),
        ("turn", "SAM"),
        ("turn", "HANNAH"),
    ]
    assert {who for _, who, *_ in heard[:-8]} == {None}


def test_initials_that_the_head_gives_names_for_are_these_people() -> None:
    text = (
        "ORAL HISTORY\n\nInterviewee: Morag Sinclair (MS), weaver\nInterviewer: Peter Hale (PH)\nDate: 9 August\n\n"
        "PH: How did you begin?\n\nMS: I was fifteen then.\n\nPH: Was that usual?\n\nMS: It was in the glen.\n"
    )
    heard = spoken(text)
    assert heard is not None
    assert [who for role, who, *_ in heard if role == "turn"] == 2 * ["Peter Hale", "Morag Sinclair"]


def test_older_teams_text_has_a_range_then_a_name_then_words() -> None:
    text = "0:0:1.5 --> 0:0:4.25\nJane Smith\nHello to all.\n\n0:0:5.0 --> 0:0:6.0\nBob Lee\nHello to you.\n\n"
    text += "0:0:7.0 --> 0:0:9.0\nJane Smith\nLet us begin.\n"
    heard = spoken(text)
    assert heard is not None
    assert heard[:2] == [
        ("furniture", "Jane Smith", 1.5, 4.25, "0:0:1.5 --> 0:0:4.25\nJane Smith"),
        ("turn", "Jane Smith", 1.5, 4.25, "Hello to all."),
    ]


CHAT = "{0} From Jane Smith to Everyone: Hello to all\n{1} From Bob Lee to Everyone: Hello to you\n"
CHAT += "{2} From Jane Smith: Let us begin\n"


def test_zoom_chat_has_time_and_name_before_the_words() -> None:
    text = CHAT.format("00:01:07", "00:01:09", "00:02:00")
    heard = spoken(text)
    assert heard is not None
    assert [(role, who, start, end) for role, who, start, end, _ in heard] == [
        (role, *turn)
        for turn in (("Jane Smith", 67.0, 69.0), ("Bob Lee", 69.0, 120.0), ("Jane Smith", 120.0, None))
        for role in ("furniture", "turn")
    ]
    assert heard[1][-1] == "Hello to all"


def test_times_of_day_are_no_positions_in_a_recording() -> None:
    heard = spoken(CHAT.format("10:01:07", "10:01:09", "10:02:00"))
    assert heard is not None
    assert {start for _, _, start, _, _ in heard} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "An essay.\n\nNote: this is about a place.\n\nIt has no speakers at all.\n",
        "Date: 3 May 2011\nVenue: the town hall here\nDate: and so on and on\n",
        "Q: What is the fee for it?\nA: There is none at all.\nQ: And what for two of them?\nA: None for these as well.\n",
        "Monday: from nine to five\nTuesday: from nine to five\nMonday: closed all the day\n",
        "Response code: 404\n\nError type: Bad\n\nResponse code: 400\n\nError type: Bad\n",
        "One person: said a thing once, and that was all there was to it.\n\nNobody answered.\n",
        "",
    ],
)
def test_labels_questions_and_essays_are_no_transcripts(text: str) -> None:
    assert spoken(text) is None


def test_a_document_that_says_it_is_a_transcript_is_believed() -> None:
    text = "Q: What did you find?\n\nIt was cold.\n\nA: A village.\n"
    assert spoken(text) is None
    heard = spoken(text, expected=True)
    assert heard is not None and [who for _, who, *_ in heard] == ["Q", "Q", "A"]


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("The Chair (Hon. A B (C, Lib.)): Order", "The Chair (Hon. A B (C, Lib.))"),
        ("**Dr. Jane O'Neil-Smith:** Hello", "Dr. Jane O'Neil-Smith"),
        ("Speaker 1: Hello", "Speaker 1"),
        ("LM: Hello", "LM"),
        ("https://example.org", None),
        ("what he said: nothing", None),
        ("There are many things that one could say here: none", None),
        ("10:30 is the time", None),
        ("((((" * 2000, None),
    ],
)
def test_who_a_line_names(line: str, speaker: str | None) -> None:
    found = said(line)
    assert (found[0] if found else None) == speaker


def test_clock_times_in_seconds() -> None:
    assert [seconds(clock) for clock in ("0:05", "1:02:03", "02:03,500", "62.5")] == [5.0, 3723.0, 123.5, 62.5]


def test_a_sentence_is_no_name() -> None:
    assert is_name("Council officer") and not is_name("It rained. So we") and not is_name("officer")


LINES = ["Ann: said a thing\n", "Bob (of B): and more\n", "\n", "Ann  0:05\n", "Heading\n", "0:1 --> 0:2\n", "Ann:\n", "words on\n"]
LINES += ["Ann (0:07): said\n", "**Bob** [0:09]\n", ">> on\n", ">> Ann: more\n", "## Part\n", "Room: The Hall\n"]
LINES += ["00:01:02 From Ann to Bob: hi\n", "\n\n", "  indented\n", "Ann", ": ", "\t", "(", ")", "**Bob:** bold\n"]


@given(st.lists(st.sampled_from(LINES), max_size=40).map("".join), st.booleans())
def test_segments_cover_any_transcript(text: str, expected: bool) -> None:
    at = 0
    for segment in turns(text, expected=expected) or ():
        assert at <= segment.start < segment.end and not text[at : segment.start].strip()
        at = segment.end
    assert at == 0 or not text[at:].strip()


def test_committee_transcripts_are_turns_from_end_to_end() -> None:
    if not MEETINGS.exists():
        pytest.skip("the shared corpora are not beside this checkout")
    for path in MEETINGS.glob("*.txt"):
        reading = read_text(path.read_bytes(), path.name)
        assert all(s.place.speaker for s in reading.segments), path.name


TALK = (
    "Lynne Neagle AM: Good morning. I welcome you all to this meeting of the committee, which is held in public as ever.",
    "Sian Jones: Thank you, Chair. We have looked at the waiting lists in all seven boards, and I can say that they are shorter.",
    "And in two of them there is none.",
    "Lynne Neagle AM: Can you tell us which two these are, and what was done there that the others have not done so far?",
)
PLAN = (
    "Action: The council will publish the list of places where the lights are out, with the dates of the repairs.",
    "Owner: The head of the department of streets, with the help of the team for the parks and the gardens.",
    "Action: The department will count the lamps that are broken, street by street, before the end of the winter.",
    "Owner: The head of the department of parks, who answers to the committee for the streets and the parks.",
)


@pytest.mark.parametrize(
    ("blocks", "speakers"), [(TALK, ["Lynne Neagle AM", "Sian Jones", "Sian Jones", "Lynne Neagle AM"]), (PLAN, [])]
)
def test_a_web_page_that_is_talk_has_speakers_and_a_plan_with_labels_has_none(blocks: tuple[str, ...], speakers: list[str]) -> None:
    said = "".join(f"<p>{block}</p>" for block in blocks)
    page = f"<html><body><article><h1>The page</h1>{said}<h2>More</h2><p>{FOOT}</p></article></body></html>"
    reading = read_html(page.encode(), "page.html")
    heard = [s for s in reading.segments if s.role == "turn"]
    assert [s.place.speaker for s in heard] == speakers
    assert all(s.place.heading == ("The page",) for s in heard)
    assert (reading.segments[-1].role, reading.segments[-1].place.speaker) == ("paragraph", None)  # a heading ends a turn


FOOT = "The transcript was made by a machine and read once, so names may be wrong; write to the clerk of the committee."


def test_names_on_lines_of_their_own_are_speakers_and_heads_that_come_back_are_not() -> None:
    talk = (
        "Lynne Neagle AM\nGood morning. I welcome you all.\n\nItem 2: Waiting Lists\n\n"
        "Sian Jones\nThank you. I can say they are shorter.\n\n"
        "And in two there are none.\n\nLynne Neagle AM\nCan you tell us which two?\n\nMark Reckless AM\nMay I come in?\n\n"
        "Sian Jones\nYes, you may.\n"
    )
    heard = [(who, words) for role, who, _, _, words in spoken(talk) or [] if role == "turn"]
    assert heard == [
        ("Lynne Neagle AM", "Good morning. I welcome you all."),
        ("Sian Jones", "Thank you. I can say they are shorter."),
        ("Sian Jones", "And in two there are none."),
        ("Lynne Neagle AM", "Can you tell us which two?"),
        ("Mark Reckless AM", "May I come in?"),
        ("Sian Jones", "Yes, you may."),
    ]
    cases = "Background\nWe work with you.\n\nOutcome\nWe had a good outcome.\n\n"
    assert spoken(cases * 3 + "Our background is the trade, and we say that the outcome is yours.\n") is None


def test_a_pdf_that_is_talk_has_speakers_over_its_pages() -> None:
    first = [*column(*wrap(TALK[0], 60), top=700), *column(*wrap(TALK[1], 60), top=640)]
    second = [*column(TALK[2], top=700), *column(*wrap(TALK[3], 60), top=660)]
    reading = read_pdf(make_pdf(first, second), "talk.pdf")
    heard = [(s.place.page, s.place.speaker) for s in reading.segments if s.role == "turn"]
    assert heard == [(1, "Lynne Neagle AM"), (1, "Sian Jones"), (2, "Sian Jones"), (2, "Lynne Neagle AM")]
