"""What the lines of a page are, told from where they stand and how they look."""

from __future__ import annotations

import pytest

from assistant.load.pdf import read_pdf
from assistant.types import Reading
from tests.load.made_pdf import Print, bold, column, make_pdf

BODY = (
    "The study followed forty people through",
    "three years of work in one city, and it",
    "asked each of them the same questions.",
)


def roles(reading: Reading) -> list[tuple[str, str]]:
    return [(s.role, reading.text[s.start : s.end].replace("\n", " ")) for s in reading.segments]


def read(*pages: list[Print], outline: tuple[tuple[str, int, int], ...] = ()) -> Reading:
    return read_pdf(make_pdf(*pages, outline=outline), "a.pdf")


def table(*rows: tuple[str, ...], top: float, columns: tuple[float, ...] = (72, 250, 330)) -> list[Print]:
    return [Print(x, top - 12 * i, cell) for i, row in enumerate(rows) for x, cell in zip(columns, row, strict=False) if cell]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (column("A new paragraph stands apart.", top=650), 2),
        (column("It goes on in the next line.", top=664), 1),
        (column("A larger line is something else that is said here.", top=660, size=16), 2),
    ],
    ids=["gap", "no gap", "size"],
)
def test_lines_at_the_usual_distance_form_a_paragraph(second: list[Print], expected: int) -> None:
    assert len(read([*column(*BODY), *second]).segments) == expected


def test_prose_keeps_its_own_distance_beside_a_table_in_smaller_print() -> None:
    cells = [Print(x, 720 - 11 * i, f"Cell {i}", size=8) for x in (72, 250) for i in range(8)]
    prose = [Print(72, 600 - 16 * i, line, size=11) for i, line in enumerate(2 * BODY)]
    assert roles(read([*cells, *prose]))[-1] == ("paragraph", " ".join(2 * BODY))


def test_a_short_last_line_or_an_indent_ends_a_paragraph() -> None:
    reading = read(
        [
            *column("The first paragraph of the page fills its line", "and ends here."),
            *column("The second begins at once and fills its line,", "and it ends in the same way as the first one.", top=676),
            Print(90, 652, "The third is indented, as books do, and"),
            *column("its second line is not, so that one sees it.", top=640),
        ]
    )
    assert [text.split()[1] for _, text in roles(reading)] == ["first", "second", "third"]


def test_a_paragraph_goes_on_in_the_next_column_if_its_sentence_does() -> None:
    left = column("The left column ends in the", "middle of a sentence, which goes", x=60)
    right = column("on at the head of the right.", "And it is done.", x=330)
    assert roles(read(left + right)) == [
        ("paragraph", "The left column ends in the middle of a sentence, which goes on at the head of the right. And it is done.")
    ]


@pytest.mark.parametrize("mark", ["•", "–", "1.", "(a)", "a)", "→", "◆"])
def test_list_items_keep_their_further_lines(mark: str) -> None:
    reading = read(
        [
            *column(*BODY),
            Print(72, 650, mark),
            Print(90, 650, "the first of them, which is long enough to"),
            Print(90, 638, "need a second line"),
            Print(72, 626, mark),
            Print(90, 626, "the second of them"),
        ]
    )
    assert [role for role, _ in roles(reading)] == ["paragraph", "item", "item"]
    assert roles(reading)[1][1].endswith("second line")


NUMBERED = ("Pay the rent by the first of the month, for", "the year that begins then.", "Collect a key.")


@pytest.mark.parametrize(("size", "weight"), [(10, "Helvetica"), (20, "Helvetica-Bold")], ids=["plain", "large"])
def test_lines_counted_out_without_stops_are_items_though_their_numbers_stand_out(size: float, weight: str) -> None:
    numbers = [Print(72, 650, "1", size, weight), Print(72, 616, "2", size, weight)]
    words = [Print(90, height, line) for height, line in zip((650, 638, 616), NUMBERED, strict=True)]
    reading = read([*column(*BODY), numbers[0], *words[:2], numbers[1], words[2]])
    assert [role for role, _ in roles(reading)] == ["paragraph", "item", "item"]
    assert roles(reading)[1][1].split() == ["1", *NUMBERED[0].split(), *NUMBERED[1].split()]


def test_numbered_headings_have_text_under_them_and_are_no_items() -> None:
    sections = [
        Print(72, 640, "1 The place", 14),
        *column(*BODY, top=620),
        Print(72, 560, "2 The work", 14),
        *column(*BODY, top=540),
    ]
    assert [role for role, _ in roles(read([*column(*BODY), *sections]))] == ["paragraph", *(["heading", "paragraph"] * 2)]


def test_a_line_that_announces_the_next_list_is_none_of_the_item_above_it() -> None:
    lists = ("- hens, but no more than six", "The following are not allowed:", "- barbed wire")
    assert [role for role, _ in roles(read([*column(*BODY), *column(*lists, top=650)]))][1:] == ["item", "paragraph", "item"]


@pytest.mark.parametrize("words", ["“A mill that is silent is only a shed.”", "The pool is open. The wall is closed."])
def test_words_out_of_the_text_and_several_sentences_are_no_heading_though_they_are_large(words: str) -> None:
    assert "heading" not in [role for role, _ in roles(read([*column(*BODY), Print(72, 640, words, 14), *column(*BODY, top=610)]))]


def test_the_print_of_tables_does_not_tell_that_of_the_prose() -> None:
    cells = table(*[(f"Label {n}", f"{n},000", f"{n},500") for n in range(1, 21)], top=600)
    reading = read([*(Print(x, y, words, 8) for x, y, words, *_ in cells), *column(*BODY, size=10)])
    assert "heading" not in [role for role, _ in roles(reading)]


@pytest.mark.parametrize(
    "title",
    [bold("What was found", 650), Print(72, 650, "What was found", 14), Print(72, 650, "WHAT WAS FOUND")],
    ids=["bold", "large", "capitals"],
)
def test_a_brief_line_that_stands_out_is_a_heading_over_what_follows(title: Print) -> None:
    reading = read([*column(*BODY), title, *column(*BODY, top=630)])
    assert [role for role, _ in roles(reading)] == ["paragraph", "heading", "paragraph"]
    assert [len(s.place.heading) for s in reading.segments] == [0, 1, 1]
    assert reading.segments[2].place.heading == (title.words,)


@pytest.mark.parametrize(
    "line", [bold("and this is only bold.", 664), bold("this bold line begins small", 650), bold("This bold sentence ends.", 650)]
)
def test_bold_prose_is_no_heading(line: Print) -> None:
    assert "heading" not in [role for role, _ in roles(read([*column(*BODY), line, *column(*BODY, top=630)]))]


def test_headings_nest_by_their_weight() -> None:
    reading = read(
        [
            bold("Part I", 740),
            bold("Findings", 720, size=16),
            *column(*BODY),
            bold("Money", 650),
            *column(*BODY, top=630),
            bold("People", 580),
            *column(*BODY, top=560),
            bold("Part II", 500),
            *column(*BODY, top=480),
        ]
    )
    assert [s.place.heading for s in reading.segments if s.role == "paragraph"] == [
        ("Part I", "Findings"),
        ("Part I", "Findings", "Money"),
        ("Part I", "Findings", "People"),
        ("Part II",),
    ]


def test_outline_titles_are_headings_wherever_they_stand_and_even_if_they_do_not() -> None:
    reading = read(
        [*column("2.1 Method", top=720), *column(*BODY)],
        column("What came of it is told here."),
        outline=(("Study", 0, 0), ("Method", 1, 0), ("Results", 1, 1)),
    )
    assert [(role, text) for role, text in roles(reading) if role == "heading"] == [("heading", "2.1 Method")]
    assert [s.place.heading for s in reading.segments] == [("Study", "2.1 Method")] * 2 + [("Study", "Results")]


def test_each_line_of_a_table_is_a_row_and_carries_its_heading() -> None:
    reading = read(
        [
            bold("Money", 740),
            *column(*BODY),
            *table(
                ("Year", "2012", "2013"), ("Funder:", "", ""), ("The council", "1,200", "(340)"), ("Others", "5 %", "–"), top=640
            ),
            *column("After the table the prose goes on as it was.", top=560),
        ]
    )
    assert roles(reading)[2:] == [
        ("row", "Year 2012 2013"),
        ("row", "Funder:"),
        ("row", "The council 1,200 (340)"),
        ("row", "Others 5 % –"),
        ("paragraph", "After the table the prose goes on as it was."),
    ]
    assert {s.place.heading for s in reading.segments if s.role == "row"} == {("Money",)}


def test_the_rows_of_a_table_stand_under_its_caption() -> None:
    rows = table(("Council", "120", "130"), ("Others", "5", "6"), top=636)
    reading = read([*column(*BODY), *column("Table 2. Funding by year", top=650), *rows, *column(*BODY, top=590)])
    assert [(s.role, s.place.heading) for s in reading.segments] == [
        ("paragraph", ()),
        ("caption", ()),
        ("row", ("Table 2. Funding by year",)),
        ("row", ("Table 2. Funding by year",)),
        ("paragraph", ()),
    ]


def test_a_cell_of_words_that_runs_on_belongs_to_its_row() -> None:
    rows = table(("Ada Lovelace", "52", "Chair of the council since"), ("Alan Turing", "41", "Fellow"), top=640)
    rows.insert(3, Print(330, 634, "the spring of the year"))
    reading = read(
        [*column(*BODY), *[Print(x, y - 12 * (words in {"Alan Turing", "41", "Fellow"}), words) for x, y, words, *_ in rows]]
    )
    assert roles(reading)[1:] == [
        ("row", "Ada Lovelace 52 Chair of the council since the spring of the year"),
        ("row", "Alan Turing 41 Fellow"),
    ]


def test_prose_with_numbers_is_no_table() -> None:
    lines = (
        "In 2012 the council paid 1,200 pounds and",
        "in 2013 it paid 340, of which 5 % came",
        "from others, see page 12 and page 13.",
    )
    assert [role for role, _ in roles(read(column(*lines)))] == ["paragraph"]


def test_the_numbers_of_a_row_join_a_label_of_several_lines() -> None:
    rows = [
        *table(("Question", "Area A", "Area B"), top=640),
        Print(72, 628, "Bodies that one person with several"),
        Print(72, 616, "needs has to deal with"),
        *table(("", "19", "4"), top=628),
        *table(("Led by residents", "1", "2"), top=604),
    ]
    assert [text for role, text in roles(read([*column(*BODY), *rows])) if role == "row"] == [
        "Question Area A Area B",
        "Bodies that one person with several needs has to deal with 19 4",
        "Led by residents 1 2",
    ]


def test_a_sentence_about_a_table_is_no_caption() -> None:
    assert [role for role, _ in roles(read(column("Table 1 shows what such a count is worth.")))] == ["paragraph"]


def test_a_bold_line_over_smaller_words_of_its_size_is_a_heading() -> None:
    reading = read(
        [*column(*BODY), bold("In a box", 640, size=8), *column("The smaller words under it are not bold.", top=628, size=8)]
    )
    assert [role for role, _ in roles(reading)] == ["paragraph", "heading", "paragraph"]


def test_pages_that_are_alike_from_head_to_foot_are_read() -> None:
    form = column("The same words stand here,", "and on the next sheet again.")
    reading = read(form, form)
    assert [segment.place.page for segment in reading.segments if segment.is_body] == [1, 2]
