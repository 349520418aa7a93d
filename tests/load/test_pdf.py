"""Reading PDFs, and finding the boxes under their words again."""

from __future__ import annotations

import random
import re
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import UnreadableDocument
from assistant.load.pdf import boxes, read_pdf
from assistant.types import Reading
from tests.load.made_pdf import LETTER, Print, bold, column, encrypted, make_pdf, turned

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"

PROSE = make_pdf(
    column("The first page tells how the study began", "and who paid for it. It ends in the", "middle of a sentence that goes"),
    column("on over the page break. Then the demo-", "cratic part begins, with nothing", "more to say."),
)
TWO_COLUMNS = make_pdf(
    column("The left column holds a sentence", "that runs to its foot and then goes", "on at the head of the", x=60)
    + column("right column, where it ends. Another", "one follows it there.", x=330)
)


def words_under(data: bytes, start: int, end: int, reading: Reading | None = None) -> list[str]:
    """Read the words back by cropping the text layer to the boxes."""
    read = ""
    with pypdfium2.PdfDocument(data) as document:
        for sheet, on_sheet in groupby(boxes(data, start, end, reading.segments if reading else ()), key=itemgetter(0)):
            textpage = document[sheet - 1].get_textpage()
            for _, box in on_sheet:
                words = textpage.get_text_bounded(*box)
                read += ("" if read.endswith("-") else " ") + re.sub("[\x02\ufffe]", "-", words)
    return read.split()


def words_of(reading: Reading, span: tuple[int, int]) -> list[str]:
    return reading.text[slice(*span)].replace("\u00ad", "-").split()


def assert_well_formed(reading: Reading) -> None:
    """Segments are in order, apart, not blank at their ends, on one sheet each, and leave out only white space."""
    end = 0
    for segment in reading.segments:
        assert end <= segment.start < segment.end <= len(reading.text)
        assert not reading.text[end : segment.start].strip()
        assert reading.text[segment.start : segment.end] == reading.text[segment.start : segment.end].strip()
        end = segment.end
    assert not reading.text[end:].strip()
    sheets = [segment.place.page or 0 for segment in reading.segments]
    assert sheets == sorted(sheets) and min(sheets) >= 1


def test_the_date_printed_on_the_first_page_goes_before_the_day_the_file_was_made() -> None:
    cover = make_pdf(column("Parking", "A review for the Transport Commons, 1996"), column("In 1999 permits cost more."))
    assert read_pdf(cover, "a.pdf").date == "1996"
    assert read_pdf(make_pdf(column("Parking in 1996 was free.")), "parking-1996.pdf").date == "1996"
    assert read_pdf(make_pdf(column("Parking in 1996 was free.")), "a.pdf").date == "2000-01-01"


def test_text_is_the_text_layer_with_pages_apart_and_line_end_hyphens_soft() -> None:
    reading = read_pdf(PROSE, "a.pdf")
    assert reading.text == (
        "The first page tells how the study began\nand who paid for it. It ends in the\nmiddle of a sentence that goes\n\n"
        "on over the page break. Then the demo\u00adcratic part begins, with nothing\nmore to say."
    )
    assert_well_formed(reading)


@pytest.mark.parametrize(
    ("parted", "elsewhere", "expected"),
    [
        (("It was disrup-", "tion at work."), "Nothing else.", "disrup\u00adtion"),
        (("A plan for the long-", "term good."), "Long-term care.", "long-term"),
        (("It was the well-", "known one."), "State-of-the-well is not it.", "well\u00adknown"),
        (("A plan that is community-", "based."), "It is based in the community.", "community-based"),
        (("The commu-", "nity met."), "The community met.", "commu\u00adnity"),
        (("It came in with the for-", "ward men."), "Forward, for a ward.", "for\u00adward"),
        (("There is every-", "thing here."), "Every man has a thing.", "every\u00adthing"),
        (("The work is asset-", "based."), "Nothing else.", "asset-based"),
        (("It asks of non-", "participation."), "Nothing else.", "non-participation"),
        (("It was unre-", "lated."), "Nothing else.", "unre\u00adlated"),
        (("The rate excludes the non-", "GAAP part."), "Nothing else.", "non-GAAP"),
        (("The years of the COVID-", "19 vaccine."), "Nothing else.", "COVID-19"),
    ],
)
def test_a_line_end_hyphen_is_soft_unless_it_is_part_of_the_word(parted: tuple[str, str], elsewhere: str, expected: str) -> None:
    data = make_pdf(column(*parted), column(elsewhere))
    reading = read_pdf(data, "a.pdf")
    [word] = [word for word in reading.text.split() if re.search("[-\u00ad]", word) and word not in elsewhere]
    assert word.strip(".") == expected
    start = reading.text.index(expected)
    assert words_under(data, start, start + len(expected)) == words_of(reading, (start, start + len(expected)))


def test_a_heading_that_a_line_end_parts_is_whole_in_the_path() -> None:
    data = make_pdf(
        [
            bold("The innova-", 720, size=24),
            bold("tion of cities", 694, size=24),
            *column("It is told here.", "At length.", top=650),
        ]
    )
    reading = read_pdf(data, "a.pdf")
    assert reading.title == "The innovation of cities"
    assert {s.place.heading for s in reading.segments} == {("The innovation of cities",)}


def test_a_segment_never_crosses_a_page_or_cuts_a_hyphenated_word() -> None:
    reading = read_pdf(PROSE, "a.pdf")
    assert [(s.place.page, s.role) for s in reading.segments] == [(1, "paragraph"), (2, "paragraph")]


@pytest.mark.parametrize("data", [PROSE, TWO_COLUMNS], ids=["page break", "two columns"])
@pytest.mark.parametrize("with_segments", [True, False])
def test_boxes_hold_exactly_the_words_of_each_sentence(data: bytes, with_segments: bool) -> None:
    reading = read_pdf(data, "a.pdf")
    for match in re.finditer(r"[A-Z][^.]*\.", reading.text):
        assert words_under(data, *match.span(), reading if with_segments else None) == words_of(reading, match.span())


def test_a_sentence_over_a_page_break_has_a_box_for_each_line_on_both_sheets() -> None:
    reading = read_pdf(PROSE, "a.pdf")
    start, end = reading.text.index("It ends"), reading.text.index(" Then")
    found = boxes(PROSE, start, end, reading.segments)
    assert [sheet for sheet, _ in found] == [1, 1, 2]
    assert all(box.left < box.right and box.bottom < box.top < LETTER[1] for _, box in found)


def test_a_sentence_over_two_columns_has_its_boxes_in_both() -> None:
    reading = read_pdf(TWO_COLUMNS, "a.pdf")
    found = boxes(TWO_COLUMNS, 0, reading.text.index(" Another"), reading.segments)
    assert [box.left > 300 for _, box in found] == [False, False, False, True]


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_any_whole_words_are_read_back_from_their_boxes(data: st.DataObject) -> None:
    reading = read_pdf(PROSE, "a.pdf")
    words = [match.span() for match in re.finditer(r"\S+", reading.text)]
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    span = words[first][0], words[last][1]
    assert words_under(PROSE, *span, reading) == words_of(reading, span)


@pytest.mark.parametrize("span", [(0, 0), (5, 5), (10_000, 10_010), (40, 41)])
def test_no_ink_means_no_boxes(span: tuple[int, int]) -> None:
    assert boxes(PROSE, *span, read_pdf(PROSE, "a.pdf").segments) == boxes(PROSE, *span) == []


@pytest.mark.parametrize(
    ("rotation", "size", "corner"),
    [(0, (500, 600), (22, 588)), (90, (600, 500), (588, 478)), (180, (500, 600), (478, 12)), (270, (600, 500), (12, 22))],
)
def test_boxes_are_where_the_displayed_page_has_the_words(
    rotation: int, size: tuple[float, float], corner: tuple[float, float]
) -> None:
    data = turned(make_pdf([Print(72, 700, "H", 10)]), rotation, crop=(50, 112, 550, 712))
    [(sheet, box)] = boxes(data, 0, 1)
    with closing(pypdfium2.PdfDocument(data)) as document:
        assert (sheet, document.get_page_size(0)) == (1, size)
    assert box.left - 8 < corner[0] < box.right + 8 and box.bottom - 8 < corner[1] < box.top + 8
    [line] = read_pdf(data, "a.pdf").segments
    assert (line.start, line.end) == (0, 1)


def test_labels_outline_and_metadata_come_from_the_file() -> None:
    data = make_pdf(
        column("Contents and thanks"),
        column("More of the front matter"),
        [bold("1 Findings", 700), *column("The body of the report.", top=680)],
        [bold("Money", 700), *column("Who paid for the study.", top=680)],
        labels=[(0, "ROMAN_LOWER", 1), (2, "ARABIC", 1)],
        outline=[("Findings", 0, 2), ("Money", 1, 3)],
        info={"Title": "The Coventry study", "Author": "Ada Lovelace; Alan Turing", "Subject": "cities"},
    )
    reading = read_pdf(data, "a.pdf")
    places = {(s.place.page, s.place.page_label, s.place.heading) for s in reading.segments}
    assert places == {(1, "i", ()), (2, "ii", ()), (3, "1", ("1 Findings",)), (4, "2", ("1 Findings", "Money"))}
    assert [s.role for s in reading.segments if s.place.page == 3] == ["heading", "paragraph"]
    assert (reading.title, reading.authors) == ("The Coventry study", ("Ada Lovelace", "Alan Turing"))
    assert (reading.date, reading.metadata) == ("2000-01-01", {"subject": "cities"})
    assert reading.receipt.pages == 4


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The Coventry study", "The Coventry study"),
        ("Coventry", "Coventry"),
        ("Microsoft Word - report.doc", None),
        ("untitled", None),
        ("(anonymous)", None),
        ("Report template v3", None),
        ("Blank document", None),
        ("PowerPoint Presentation", None),
        ("Presentation of the Coventry study", "Presentation of the Coventry study"),
        ("Document title", None),
        ("0001018724-18-000005", None),
        ("final_v3.indd", None),
        ("final_v3", None),
        ("A", None),
        ("annual report", None),
    ],
)
def test_a_title_is_taken_only_if_it_reads_like_one(title: str, expected: str | None) -> None:
    assert read_pdf(make_pdf(column("Some text."), info={"Title": title}), "Annual Report.pdf").title == expected


def test_the_name_of_the_site_is_no_part_of_the_title_of_a_printed_page() -> None:
    data = make_pdf(
        [bold("How cities innovate", 720, size=24), *column("Some text.", "And more of it on this page.", top=650)],
        info={"Title": "How cities innovate | Northbridge"},
    )
    assert read_pdf(data, "a.pdf").title == "How cities innovate"


def test_the_largest_heading_is_the_title_where_the_metadata_has_none() -> None:
    data = make_pdf([bold("How cities", 720, size=24), bold("innovate", 694, size=24), *column("Some text.", "And more.", top=650)])
    assert read_pdf(data, "a.pdf").title == "How cities innovate"


@pytest.mark.parametrize(
    ("author", "creator", "expected"),
    [
        ("Ada Lovelace", "Writer", ("Ada Lovelace",)),
        ("EDGAR Online", "EDGAR PDF Generator", ()),
        ("user", "Writer", ()),
        ("(anonymous)", "Writer", ()),
    ],
)
def test_the_program_is_no_author(author: str, creator: str, expected: tuple[str, ...]) -> None:
    data = make_pdf(column("Some text."), info={"Author": author, "Creator": creator})
    assert read_pdf(data, "a.pdf").authors == expected


def test_pages_without_text_are_named_and_keep_their_sheet() -> None:
    data = make_pdf(column("First."), [], [], column("Fourth."))
    reading = read_pdf(data, "a.pdf")
    assert reading.receipt.empty_pages == (2, 3)
    assert reading.receipt.pages_read == 2 and reading.receipt.notes == ()  # blank pages are no scans
    start = reading.text.index("Fourth")
    assert reading.segments[-1].place.page == 4
    assert words_under(data, start, start + 7, reading) == ["Fourth."]


def test_an_encrypted_file_that_opens_without_a_password_is_read() -> None:
    reading = read_pdf(encrypted(PROSE, ""), "a.pdf")
    assert reading.text == read_pdf(PROSE, "a.pdf").text
    assert reading.receipt.notes == ("encrypted, opened without a password",)


def test_a_file_without_its_end_is_recovered_and_says_so() -> None:
    data = PROSE[: PROSE.rindex(b"startxref")]
    reading = read_pdf(data, "a.pdf")
    assert reading.text == read_pdf(PROSE, "a.pdf").text
    assert reading.receipt.notes == ("damaged: the file has no end mark; what could be recovered was read",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty; get it again, or remove it"),
        (b"<!DOCTYPE html><p>Not found", "not a PDF but a web page; name it .html"),
        (b"PK\x03\x04 something else", "not a PDF (it does not begin with %PDF)"),
        (encrypted(PROSE, "secret"), "it needs a password; save an unlocked copy and add that"),
        (PROSE[:300], "damaged: it is cut off after 300 bytes (no end mark); get the whole file again"),
        (make_pdf([], []), "no text on any of its 2 pages"),
        (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
            b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF",
            "it has no pages",
        ),
        (
            b"%PDF-1.4\nnothing here\n%%EOF",
            "damaged: its table of objects cannot be read; open it in a PDF viewer and save it again",
        ),
    ],
    ids=["empty", "html", "zip", "locked", "truncated", "no text", "no pages", "broken"],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_pdf(data, "a.pdf")
    assert (caught.value.name, caught.value.reason) == ("a.pdf", reason)


@pytest.mark.parametrize(
    ("declared", "printed", "expected"),
    [
        ("Strategic Plan 2024-2029", "Brackwater Authority", "Brackwater Authority: Strategic Plan 2024-2029"),
        ("Annual Report", "Brackwater Authority: Annual Report 2024", "Brackwater Authority: Annual Report 2024"),
        ("Annual Report", "Annual Report 2024", "Annual Report"),
        ("The Brackwater Plan", "A river for all", "The Brackwater Plan"),
    ],
)
def test_a_title_that_names_only_a_kind_of_paper_says_whose_it_is(declared: str, printed: str, expected: str) -> None:
    data = make_pdf(
        [Print(72, 700, printed, size=20), *column(*["Some text that stands below it."] * 3, top=660)], info={"Title": declared}
    )
    assert read_pdf(data, "a.pdf").title == expected


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("Flood wardens handbook", "Housing in Brackwater 2024"),
        ("Housing in Brackwater 2021", "Housing in Brackwater 2024"),
        ("Homes for all", "Homes for all"),
        ("Housing in Brackwater", "Housing in Brackwater"),
    ],
)
def test_a_title_that_was_left_over_from_another_file_gives_way_to_the_one_in_print(declared: str, expected: str) -> None:
    lines = column(*["This report is on homes, and how all of them are let."] * 3, top=660)
    page = [Print(72, 700, "Housing in Brackwater 2024", size=20), *lines]
    written = make_pdf(page, info={"Title": declared, "Creator": "Microsoft® Word for Microsoft 365"})
    assert read_pdf(written, "a.pdf").title == expected
    assert read_pdf(make_pdf(page, info={"Title": declared}), "a.pdf").title == declared  # of an extract, whose cover is elsewhere


def test_a_title_that_is_no_text_is_no_title() -> None:
    data = make_pdf(column("Some text."), info={"Title": "Study"}).replace(b"(Study)", b"<FEFFD800>")
    reading = read_pdf(data, "a.pdf")
    assert (reading.text, reading.title) == ("Some text.", None)


def test_the_same_bytes_give_the_same_reading() -> None:
    assert read_pdf(TWO_COLUMNS, "a.pdf") == read_pdf(TWO_COLUMNS, "a.pdf")


@pytest.mark.corpora
def test_words_under_the_boxes_of_real_reports_equal_the_sentences() -> None:
    files = sorted([*CORPORA.glob("filings/documents/*.pdf"), *CORPORA.glob("agency/documents/*.pdf")])
    if not files:
        pytest.skip("the shared corpora are not beside the checkout")
    chosen = random.Random(4)
    wrong, tried = [], 0
    for file in chosen.sample(files, 4):
        data = file.read_bytes()
        reading = read_pdf(data, file.name)
        assert_well_formed(reading)
        furniture = [s for s in reading.segments if not s.is_body]
        sentences = [m.span() for m in re.finditer(r"(?<=[.!?]\s)[A-Z][^.!?]{30,400}[.!?](?=\s)", reading.text)]
        whole = [(a, b) for a, b in sentences if not any(s.start < b and a < s.end for s in furniture)]
        for span in chosen.sample(whole, 25):
            tried += 1
            if words_under(data, *span, reading) != words_of(reading, span):
                wrong.append((file.name, reading.text[slice(*span)]))
    assert tried == 100
    assert len(wrong) <= 1, wrong


def test_the_reason_is_that_of_this_file_and_not_of_the_one_before() -> None:
    reasons = []
    for data in (
        encrypted(PROSE, "secret"),
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 0>>endobj\n%%EOF",
    ):
        with pytest.raises(UnreadableDocument) as caught:
            read_pdf(data, "a.pdf")
        reasons.append(caught.value.reason)
    assert "password" in reasons[0] and reasons[1] == "it has no pages"
