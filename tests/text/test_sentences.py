"""Units are what a citation may quote: whole sentences, items, headings, rows and captions, none longer than can be read."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given

from assistant.text.reading_text import reading
from assistant.text.sentences import LONGEST_SENTENCE, cut_at_stops, sentence_ends, sentence_spans, units
from assistant.types import Document, Locator, Role, Segment
from tests.documents import body_characters, documents


def one_block(text: str, role: Role = "paragraph") -> Document:
    return Document(text, (Segment(0, len(text), role),))


def quotes(document: Document) -> list[str]:
    return [reading(document, u.start, u.end) for u in units(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rose. It fell.", ["It rose.", "It fell."]),
        ("Did it rise? It did! Good.", ["Did it rise?", "It did!", "Good."]),
        ("Dr. Finch led it. She left.", ["Dr. Finch led it.", "She left."]),
        ("They signed a s. 106 agreement. It ended.", ["They signed a s. 106 agreement.", "It ended."]),
        ("We paid in pounds. 106 came.", ["We paid in pounds.", "106 came."]),
        ("The U.S. Senate voted.", ["The U.S. Senate voted."]),
        ("By order of Maj. Gen. Finch it left. She stayed.", ["By order of Maj. Gen. Finch it left.", "She stayed."]),
        ("It followed Finch v. The Harbour Co. v. Bell. She left.", ["It followed Finch v. The Harbour Co. v. Bell.", "She left."]),
        ("It began in the U.S. The next year it ended.", ["It began in the U.S.", "The next year it ended."]),
        (
            "Nord Sp. z o.o. Poland is ours. So is Sklad s.r.o. Ostrava.",
            ["Nord Sp. z o.o. Poland is ours.", "So is Sklad s.r.o. Ostrava."],
        ),
        ("They met at 5 p.m. Nobody came.", ["They met at 5 p.m.", "Nobody came."]),
        ("See Fig. 3 for the figures of J. Smith et al. 2009.", ["See Fig. 3 for the figures of J. Smith et al. 2009."]),
        ("Cllrs. Mack and Cann agreed. So did Cllr. Box.", ["Cllrs. Mack and Cann agreed.", "So did Cllr. Box."]),
        (
            "“It was so.” [Smith, Ports, p. 7] It rained. [Op. Cit., pp. 139-40] [Laughter] It ended.",
            ["“It was so.” [Smith, Ports, p. 7]", "It rained. [Op. Cit., pp. 139-40]", "[Laughter] It ended."],
        ),
        ("Update • It was fitted. • It works.", ["Update", "• It was fitted.", "• It works."]),
        ("It cost 3.5 million. More came.", ["It cost 3.5 million.", "More came."]),
        ("He said “We won.” Then he left.", ["He said “We won.”", "Then he left."]),
        ("It is known.[12] Others doubt it.", ["It is known.[12]", "Others doubt it."]),
        (
            "The regulator agreed.2 We began in 1911.1 “It was so.”3,4 They left.",
            ["The regulator agreed.2", "We began in 1911.1", "“It was so.”3,4", "They left."],
        ),
        ("It took £1950.5 Million and No.7 Harbour Row.", ["It took £1950.5 Million and No.7 Harbour Row."]),
        ("Three ways: 1. By rail. 2. By road.", ["Three ways:", "1. By rail.", "2. By road."]),
        ("4.2.1. Career paths", ["4.2.1. Career paths"]),
        ("It fell to 3.4. Nobody saw it.", ["It fell to 3.4.", "Nobody saw it."]),
        ("It was measured. Table 3. Depths", ["It was measured.", "Table 3. Depths"]),
        (
            "Told in chapter 3. It is long. See Table 3. It is short.",
            ["Told in chapter 3.", "It is long.", "See Table 3.", "It is short."],
        ),
        ("ends on one\nline. Begins\nanew.", ["ends on one line.", "Begins anew."]),
        ("costs rose. they fell! 2009 was quiet.", ["costs rose.", "they fell!", "2009 was quiet."]),
        (
            "acme inc. and its u.s. units paid $1.5 million. see fig. 3 and note 7. (unaudited) it ended.",
            ["acme inc. and its u.s. units paid $1.5 million.", "see fig. 3 and note 7.", "(unaudited) it ended."],
        ),
        ("It rose. it fell.", ["It rose. it fell."]),
    ],
)
def test_a_paragraph_is_cut_into_sentences(text: str, expected: list[str]) -> None:
    assert quotes(one_block(text)) == expected


@pytest.mark.parametrize("role", ["heading", "row", "item"])
def test_headings_rows_and_short_items_stay_whole(role: Role) -> None:
    assert quotes(one_block("One thing. Another thing.", role)) == ["One thing. Another thing."]


def test_captions_without_punctuation_are_cut_where_talk_opens_a_clause() -> None:
    talk = [
        "in the first year we went to the river",
        "every week and counted the birds so in the",
        "second year we had a list of them that was long",
        "enough to show the council but what they wanted to",
        "see was how many of them came back and that is",
        "something we did not know then",
    ]
    starts = [sum(len(line) + 1 for line in talk[:n]) for n in range(len(talk))]
    made = Document("\n".join(talk), tuple(Segment(s, s + len(line), "caption") for s, line in zip(starts, talk, strict=True)))
    assert [quote.replace("\n", " ") for quote in quotes(made)] == [
        "in the first year we went to the river every week and counted the birds",
        "so in the second year we had a list of them that was long enough to show the council",
        "but what they wanted to see was how many of them came back",
        "and that is something we did not know then",
    ]


def test_captions_without_punctuation_and_without_such_words_are_cut_after_whole_captions() -> None:
    talk = ["one two three four five six seven eight nine ten"] * 7
    starts = [n * (len(talk[0]) + 1) for n in range(7)]
    made = Document("\n".join(talk), tuple(Segment(s, s + len(talk[0]), "caption") for s in starts))
    assert [len(quote.split()) for quote in quotes(made)] == [30, 30, 10]


def test_a_sentence_over_a_page_break_is_one_unit_and_begins_in_its_first_segment() -> None:
    text = "The fund was\n12\nclosed in May."
    made = Document(
        text,
        (
            Segment(0, 12, "paragraph", Locator(page=1)),
            Segment(13, 15, "furniture", Locator(page=1)),
            Segment(16, len(text), "paragraph", Locator(page=2)),
        ),
    )
    (unit,) = units(made)
    assert (unit.start, unit.end, unit.segment) == (0, len(text), 0)
    assert made.locate(unit.start, unit.end) == Locator(page=1, end_page=2)


@given(documents())
def test_units_hold_every_character_of_the_body_once_and_in_order(made: Document) -> None:
    found = units(made)
    covered = [i for u in found for i in range(u.start, u.end)]
    assert len(covered) == len(set(covered)) and covered == sorted(covered)
    assert body_characters(made) <= set(covered)
    assert all(not made.text[u.start].isspace() and not made.text[u.end - 1].isspace() for u in found)
    assert all(made.segments[u.segment].start <= u.start < made.segments[u.segment].end for u in found)


@pytest.mark.parametrize(
    "piece", ["x", "word ", "1,", "水", ".", ". ", "A. ", "exam-\nple", "-\n", "so. ", "p. ", '!? "', "\u00ad\n"]
)
def test_a_line_of_a_hundred_thousand_characters_is_cut_quickly(piece: str) -> None:
    made = one_block((piece * (100_000 // len(piece) + 1))[:100_000].strip())
    began = time.process_time()
    found = units(made)
    assert time.process_time() - began < 5
    assert max(len(reading(made, u.start, u.end)) for u in found[:50]) <= LONGEST_SENTENCE + 1  # a parted word keeps its hyphen
    assert body_characters(made) <= {i for u in found for i in range(u.start, u.end)}


def test_a_line_of_a_million_characters_without_a_space_is_cut() -> None:
    assert len(units(one_block("x" * 1_000_000))) == -(-1_000_000 // LONGEST_SENTENCE)


def test_hours_of_captions_are_cut_quickly() -> None:
    lines = [f"Then number {n} went by." for n in range(20_000)]
    text, segments = "\n".join(lines), []
    for line in lines:
        start = segments[-1].end + 1 if segments else 0
        segments.append(Segment(start, start + len(line), "caption"))
    began = time.process_time()
    assert len(units(Document(text, tuple(segments)))) > 1000
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("text", "ends"), [("", []), ("One.", []), ("One. Two. Three.", [5, 10]), ("No end. here", []), ("an end. here", [8])]
)
def test_sentence_ends_leave_out_the_first_beginning(text: str, ends: list[int]) -> None:
    assert sentence_ends(text) == ends


@pytest.mark.parametrize(("text", "expected"), [("*", []), (" …\n", []), ("It holds. 7", ["It holds.", "7"])])
def test_a_mark_by_itself_is_no_sentence(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in sentence_spans(text, 0, len(text))] == expected


def test_the_rough_cut_is_behind_each_stop_that_white_space_follows() -> None:
    assert cut_at_stops("Who pays? Dr. Finch does.\nIn full.") == ["Who pays?", "Dr.", "Finch does.", "In full."]
    assert cut_at_stops("3.5 tonnes") == ["3.5 tonnes"]
    assert cut_at_stops("") == [""]


def test_a_link_over_the_end_of_a_sentence_stays_whole() -> None:
    text = "It is [a deal.](a.html) It is [no contract.](b.html) So it goes {#so}"
    assert quotes(replace(one_block(text), id="a.md")) == ["It is a deal.", "It is no contract.", "So it goes"]


def test_a_unit_holds_the_raised_number_of_its_note_and_is_read_without_it() -> None:
    made = one_block("²See the annex. It ended.³ They left.¹²")
    assert quotes(made) == ["See the annex.", "It ended.", "They left."]
    assert [made.text[u.start : u.end] for u in units(made)] == ["²See the annex.", "It ended.³", "They left.¹²"]
