"""Pages as reports are set: raised notes, heads that change, quotations pulled out, line numbers, words parted at a line's end.

A sentence must come out as it was written, whatever is printed around it and between its lines.
"""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from assistant.load.pdf import read_pdf
from assistant.text.reading_text import reading
from assistant.text.sentences import units
from assistant.types import Document
from tests.load.made_pdf import Print, bold, column, furniture_of, make_pdf

TOPICS = ("homes", "work", "health", "learning", "debt", "friends")


def quoted(*pages: list[Print], info: dict[str, str] | None = None) -> list[str]:
    """Return what may be quoted of a PDF, in its order."""
    read = read_pdf(make_pdf(*pages, info=info), "a.pdf")
    made = Document(text=read.text, segments=read.segments, id="a.pdf")
    return [" ".join(reading(made, *unit.span).split()) for unit in units(made)]


def raised(x: float, y: float, number: str) -> Print:
    return Print(x, y + 4, number, size=5.5)


def page_of(topic: str, *more: Print) -> list[Print]:
    """A page whose prose begins low, so that what stands at the head is no line of it."""
    return [*column(f"What we heard about {topic} is told on this", f"page and on no other, for {topic} is long.", top=600), *more]


@pytest.mark.parametrize(
    ("prints", "expected"),
    [
        (
            [Print(72, 700, "The fund closed in May."), raised(178.2, 700, "12"), Print(188, 700, "Few knew.")],
            ["The fund closed in May.", "Few knew."],
        ),
        ([Print(72, 700, "It closed,"), raised(112, 700, "3"), Print(119, 700, "as few knew.")], ["It closed, as few knew."]),
        (
            [Print(72, 700, "It closed in 2019"), raised(146.5, 700, "3"), Print(154, 700, "and few knew.")],
            ["It closed in 2019 and few knew."],
        ),
        ([raised(72, 700, "12"), Print(78.2, 700, "Interview with a trustee.")], ["Interview with a trustee."]),
        ([Print(72, 700, "Each has 40 m"), raised(138.8, 700, "2"), Print(145, 700, "of floor.")], ["Each has 40 m2 of floor."]),
        ([Print(72, 700, "The fund is called Horizon2020 here.")], ["The fund is called Horizon2020 here."]),
    ],
    ids=["behind a stop", "within a sentence", "behind a year", "at the head of its note", "a measure", "level with its word"],
)
def test_the_raised_number_of_a_note_is_not_quoted(prints: list[Print], expected: list[str]) -> None:
    assert quoted(prints) == expected


def test_a_running_head_that_changes_with_the_section_is_furniture() -> None:
    pages = [page_of(t, bold(f"All about {t}", 640, size=14), Print(72, 760, f"All about {t}", size=8)) for t in TOPICS[:4]]
    assert furniture_of(read_pdf(make_pdf(*pages), "a.pdf")) == [f"All about {t}" for t in TOPICS[:4]]


def test_the_title_beside_the_section_makes_a_running_head_too() -> None:
    pages = [
        page_of(
            t,
            bold(f"All about {t}", 640, size=14),
            Print(72, 760, "Annual review", size=8),
            Print(400, 760, f"All about {t}", size=8),
        )
        for t in TOPICS[:4]
    ]
    assert len(furniture_of(read_pdf(make_pdf(*pages), "a.pdf"))) == 4


def test_headings_at_the_head_of_pages_are_none_though_the_contents_name_them() -> None:
    contents = column(*(f"All about {t}" for t in TOPICS[:4]))
    pages = [page_of(t, bold(f"All about {t}", 760, size=14)) for t in TOPICS[:4]]
    assert furniture_of(read_pdf(make_pdf(contents, *pages), "a.pdf")) == []


def test_a_watermark_on_the_pages_is_furniture_and_no_title() -> None:
    pages = [page_of(t, bold(f"All about {t}", 640, size=14), Print(200, 400, "DRAFT", size=90)) for t in TOPICS[:3]]
    read = read_pdf(make_pdf(*pages), "a.pdf")
    assert furniture_of(read) == ["DRAFT"] * 3 and read.title == "All about homes"


def test_words_over_the_foot_of_most_pages_are_furniture_where_other_rows_stand_below() -> None:
    banner = "We use cookies to improve your visit."
    pages = [page_of(t, Print(72, 90, banner), Print(72, 60, f"Only {t} stands here."), Print(72, 30, "#")) for t in TOPICS[:5]]
    assert [w for w in furniture_of(read_pdf(make_pdf(*pages), "a.pdf")) if w == banner] == [banner] * 5


@pytest.mark.parametrize("first", [True, False], ids=["before the lines", "after the page"])
def test_the_numbers_of_lines_stand_in_no_sentence(*, first: bool) -> None:
    lines = [f"the {t} of those whom we met in the {n} year" for n in ("first", "next") for t in TOPICS]
    prose = column("We saw", *lines, "and so it ended.")
    numbers = [Print(40, p.y, str(n), size=7) for n, p in enumerate(prose, 1)]
    prints = [p for pair in zip(numbers, prose, strict=True) for p in pair] if first else [*prose, *numbers]
    assert quoted(prints) == [" ".join(["We saw", *lines, "and so it ended."])]


def test_numbers_beside_the_cells_of_a_table_are_its_own() -> None:
    prints = [
        p for n, y in enumerate(range(700, 580, -12), 1) for p in (Print(40, y, str(n)), Print(72, y, "Leeds"), Print(250, y, "41"))
    ]
    assert furniture_of(read_pdf(make_pdf(prints), "a.pdf")) == []


QUOTE = ("No one had asked them before,", "and so no one knew.")


def test_a_quotation_pulled_out_of_the_text_does_not_part_a_sentence() -> None:
    above = column("No one had asked them before, and so no one knew.", "The second of the visits took place in a hall that")
    pulled = [Print(72, 660, f"“{QUOTE[0]}", size=16), Print(72, 642, f"{QUOTE[1]}”", size=16)]
    below = column("the council had let to them for the day.", top=610)
    assert quoted([*above, *pulled, *below]) == [
        " ".join(QUOTE),
        "The second of the visits took place in a hall that the council had let to them for the day.",
    ]


def test_large_words_that_stand_nowhere_else_are_read() -> None:
    pulled = [Print(72, 660, f"“{QUOTE[0]}", size=16), Print(72, 642, f"{QUOTE[1]}”", size=16)]
    assert "knew" in " ".join(quoted([*column("The first of the visits took place in May.", "It went well."), *pulled]))


def test_a_note_on_a_source_does_not_part_the_sentence_over_it() -> None:
    foot = [Print(72, 93, "4", size=4), Print(74.5, 90, "Smith (2019), p. 7.", size=7)]
    pages = (
        [*column("We met them. The second of the visits took place in a", top=120), *foot],
        column("hall of the council. They came."),
    )
    assert quoted(*pages) == ["We met them.", "The second of the visits took place in a hall of the council.", "They came."]


def test_a_note_that_says_more_stays() -> None:
    foot = [
        Print(72, 93, "4", size=4),
        Print(74.5, 90, "The council paid for the hall and for the tea of all who came to it.", size=7),
    ]
    pages = (
        [*column("We met them. The second of the visits took place in a", top=120), *foot],
        column("hall of the council. They came."),
    )
    assert any("paid for the hall" in words for words in quoted(*pages))


def test_an_initial_as_high_as_two_lines_is_no_title_and_no_heading() -> None:
    prints = [
        bold("Our year", 720, size=18),
        Print(72, 680, "W", size=34),
        *column("e met them in May and", "they met us in June.", x=106, top=696),
    ]
    read = read_pdf(make_pdf(prints), "a.pdf")
    assert read.title == "Our year"
    assert [s.role for s in read.segments].count("heading") == 1


def test_a_line_set_wide_to_fill_its_column_is_no_row_of_a_table() -> None:
    words, x = [], 72.0
    for word in ("some", "more", "than", "that", "came"):
        words.append(Print(x, 688, word))
        x += stringWidth(word, "Helvetica", 10) + 14
    assert quoted([*column("When we asked them in the spring of the year"), *words, *column("to the hall.", top=676)]) == [
        "When we asked them in the spring of the year some more than that came to the hall."
    ]


def test_a_word_parted_over_a_page_with_its_number_is_whole() -> None:
    pages = [
        [*column("They met us at the obser-", top=60), Print(300, 30, "1")],
        [*column("vatory in May."), Print(300, 30, "2")],
        [*column("Then they left."), Print(300, 30, "3")],
    ]
    assert quoted(*pages)[0] == "They met us at the observatory in May."


def test_a_soft_hyphen_in_the_title_of_the_file_is_not_shown() -> None:
    words = "Home\u00adlessness in \u6771\u4eac"
    assert read_pdf(make_pdf(column("A text."), info={"Title": words}), "a.pdf").title == "Homelessness in \u6771\u4eac"
