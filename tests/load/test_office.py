"""Word and PowerPoint: real files made by their own libraries, read back with their structure."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from docx import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx import Presentation
from pptx.util import Inches

from assistant.errors import UnreadableDocument
from assistant.load.office import read_docx, read_pptx
from assistant.types import Reading


def docx_bytes(build: Callable[[Any], object]) -> bytes:
    document, buffer = WordFile(), io.BytesIO()
    build(document)
    document.save(buffer)
    return buffer.getvalue()


def pptx_bytes(build: Callable[[Any], object]) -> bytes:
    presentation, buffer = Presentation(), io.BytesIO()
    build(presentation)
    presentation.save(buffer)
    return buffer.getvalue()


def blocks_of(reading: Reading) -> list[tuple[str, str]]:
    at = 0
    for segment in reading.segments:
        assert at <= segment.start < segment.end and not reading.text[at : segment.start].strip()
        at = segment.end
    return [(segment.role, reading.text[segment.start : segment.end]) for segment in reading.segments]


def build_report(document: Any) -> None:
    document.core_properties.title = "Three lessons"
    document.core_properties.author = "Sample corpus"
    document.core_properties.created = datetime(2015, 5, 3, 12)
    document.core_properties.keywords = "place"
    document.add_heading("Three lessons", 0)
    document.add_heading("People", 1)
    document.add_paragraph("They make\tthe place.")
    document.add_paragraph("First", style="List Bullet")
    document.add_paragraph("Second", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip((cell for row in table.rows for cell in row.cells), ("Area", "Places", "A", "12"), strict=True):
        cell.text = words
    document.add_paragraph("")
    document.add_heading("Next", 2)
    document.add_paragraph("Room for them.")


def test_word_headings_paragraphs_lists_and_tables_in_order() -> None:
    reading = read_docx(docx_bytes(build_report), "a.docx")
    assert blocks_of(reading) == [
        ("heading", "Three lessons"),
        ("heading", "People"),
        ("paragraph", "They make the place."),
        ("item", "First"),
        ("item", "Second"),
        ("row", "Area | Places"),
        ("row", "A | 12"),
        ("heading", "Next"),
        ("paragraph", "Room for them."),
    ]
    assert reading.segments[-1].place.heading == ("Three lessons", "People", "Next")
    assert (reading.title, reading.authors, reading.date) == ("Three lessons", ("Sample corpus",), "2015-05-03")
    assert reading.metadata == {"keywords": "place"}


def test_the_properties_of_an_untouched_template_say_nothing() -> None:
    reading = read_docx(docx_bytes(lambda d: d.add_paragraph("Words.")), "a.docx")
    assert (reading.title, reading.authors, reading.date) == (None, (), None)


TRACKED = """<w:p {0}><w:r><w:t xml:space="preserve">It was </w:t></w:r>
<w:del w:id="1" w:author="A"><w:r><w:delText>never</w:delText></w:r></w:del>
<w:ins w:id="2" w:author="A"><w:r><w:t>often</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> so.</w:t></w:r></w:p>"""
CONTROL = "<w:sdt {0}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
BOX = """<w:p {0}><w:r><w:t>Outside.</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p>
</w:txbxContent></w:pict></w:r></w:p>"""


def test_insertions_text_boxes_and_controls_are_read_and_deletions_are_not() -> None:
    def build(document: Any) -> None:
        for xml in (TRACKED, CONTROL, BOX):
            document.element.body.append(parse_xml(xml.format(nsdecls("w"))))

    reading = read_docx(docx_bytes(build), "a.docx")
    assert blocks_of(reading) == [
        ("paragraph", "It was often so."),
        ("paragraph", "In a control."),
        ("paragraph", "Outside."),
        ("paragraph", "In a box."),
    ]


def test_merged_cells_are_said_once() -> None:
    def build(document: Any) -> None:
        table = document.add_table(rows=1, cols=3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "Both"
        table.cell(0, 2).text = "Last"

    assert blocks_of(read_docx(docx_bytes(build), "a.docx")) == [("row", "Both | Last")]


def test_a_teams_transcript_in_word_has_turns_with_times() -> None:
    def build(document: Any) -> None:
        for words in ("Jane Smith   0:05\nHello to you all.", "Bob Lee   0:12\nHello to you.", "Jane Smith   0:20\nLet us go on."):
            document.add_paragraph(words)

    reading = read_docx(docx_bytes(build), "a.docx")
    spoken = [(s.place.speaker, s.place.start_seconds, reading.text[s.start : s.end]) for s in reading.segments if s.role == "turn"]
    assert spoken == [
        ("Jane Smith", 5.0, "Hello to you all."),
        ("Bob Lee", 12.0, "Hello to you."),
        ("Jane Smith", 20.0, "Let us go on."),
    ]


def build_slides(presentation: Any) -> None:
    presentation.core_properties.title = "Three lessons"
    presentation.core_properties.author = "Sample corpus"
    first = presentation.slides.add_slide(presentation.slide_layouts[1])
    first.shapes.title.text = "People"
    first.placeholders[1].text = "They make the place\nThey know each other"
    first.notes_slide.notes_text_frame.text = "Say this slowly."
    presentation.slides.add_slide(presentation.slide_layouts[6])
    third = presentation.slides.add_slide(presentation.slide_layouts[5])
    third.shapes.title.text = "Places"
    third.shapes.add_textbox(Inches(1), Inches(5), Inches(3), Inches(1)).text_frame.text = "Made-up areas"
    table = third.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for (row, column), words in {(0, 0): "Area", (0, 1): "Places", (1, 0): "A", (1, 1): "12"}.items():
        table.cell(row, column).text = words


def test_slides_have_numbers_titles_bullets_tables_and_notes() -> None:
    reading = read_pptx(pptx_bytes(build_slides), "a.pptx")
    assert [(segment.place.slide, *block) for segment, block in zip(reading.segments, blocks_of(reading), strict=True)] == [
        (1, "heading", "People"),
        (1, "item", "They make the place"),
        (1, "item", "They know each other"),
        (1, "paragraph", "Say this slowly."),
        (3, "heading", "Places"),
        (3, "row", "Area | Places"),
        (3, "row", "A | 12"),
        (3, "paragraph", "Made-up areas"),
    ]
    assert reading.segments[5].place.heading == ("Places",)
    assert (reading.title, reading.receipt.pages, reading.receipt.empty_pages) == ("Three lessons", 3, (2,))


def zipped(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 not a package", "damaged"),
        (zipped(ppt__slide="<a/>"), "no word/ part"),
        (zipped(word__document="<a"), "damaged part"),
        (docx_bytes(lambda d: None), "no text"),
        (docx_bytes(build_report)[:-200], "damaged"),
    ],
)
def test_what_is_no_word_file_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read_docx(data, "a.docx")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (docx_bytes(build_report), "no ppt/ part"),
        (pptx_bytes(lambda p: None), "no text"),
        (zipped(ppt__presentation="<a"), "damaged"),
    ],
)
def test_what_is_no_powerpoint_file_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read_pptx(data, "a.pptx")


def test_a_corrupted_byte_never_crashes_the_reader() -> None:
    data = docx_bytes(build_report)
    for at in range(0, len(data), max(1, len(data) // 40)):
        try:
            read_docx(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :], "a.docx")
        except UnreadableDocument as refused:
            assert refused.reason


def test_the_date_of_a_program_s_template_is_not_that_of_the_slides() -> None:
    from pptx import Presentation

    presentation = Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[5]).shapes.title.text = "Bridges"
    file = io.BytesIO()
    presentation.save(file)
    assert read_pptx(file.getvalue(), "a.pptx").date is None


def test_a_date_printed_under_the_title_goes_before_that_of_a_template_or_of_the_file() -> None:
    def dated(document: Any, made: datetime | None = None) -> None:
        document.add_paragraph("Ines Okafor, Transport Commons, March 2021")
        if made:
            document.core_properties.author, document.core_properties.created = "Ines Okafor", made

    def undated(document: Any) -> None:
        document.add_paragraph("The trial ran for two years.")
        document.core_properties.author = "Ines Okafor"  # the date stays that of the library's template, of 2013

    assert read_docx(docx_bytes(dated), "a.docx").date == "2021-03"
    assert read_docx(docx_bytes(partial(dated, made=datetime(2021, 3, 9, 12))), "a.docx").date == "2021-03-09"
    assert read_docx(docx_bytes(undated), "a.docx").date is None
    assert read_docx(docx_bytes(undated), "night-buses-2021.docx").date == "2021"


def test_the_raised_number_of_a_note_is_raised_and_that_of_a_measure_stays() -> None:
    def build(document: Any) -> None:
        for before, number in (("The fund closed.", "12"), ("Each has 40 m", "2")):
            paragraph = document.add_paragraph(before)
            paragraph.add_run(number).font.superscript = True
            paragraph.add_run(" And so on.")

    assert read_docx(docx_bytes(build), "a.docx").text == "The fund closed.¹² And so on.\n\nEach has 40 m2 And so on."


def test_what_was_moved_away_is_not_read_where_it_was() -> None:
    def build(document: Any) -> None:
        moved = f'<w:moveFrom {nsdecls("w")} w:id="1" w:author="A"><w:r><w:t>Gone. </w:t></w:r></w:moveFrom>'
        document.add_paragraph()._p.append(parse_xml(moved))
        document.add_paragraph("It stayed.")

    assert read_docx(docx_bytes(build), "a.docx").text == "It stayed."


@pytest.mark.parametrize(("declared", "expected"), [("Flood wardens handbook", None), ("Homes in our town", "Homes in our town")])
@pytest.mark.parametrize("kind", ["docx", "pptx"])
def test_a_title_that_was_left_over_from_another_file_is_none(kind: str, declared: str, expected: str | None) -> None:
    def build(document: Any) -> None:
        document.core_properties.title = declared
        document.add_heading("How cities innovate", 0)
        document.add_paragraph("Every town has homes.")

    def show(presentation: Any) -> None:
        presentation.core_properties.title = declared
        slide = presentation.slides.add_slide(presentation.slide_layouts[0])
        slide.shapes.title.text, slide.placeholders[1].text = "How cities innovate", "Every town has homes."

    read = read_docx(docx_bytes(build), "a.docx") if kind == "docx" else read_pptx(pptx_bytes(show), "a.pptx")
    assert (read.title or None) == expected


def test_the_title_of_a_template_is_none() -> None:
    def build(document: Any) -> None:
        document.core_properties.title = "Report template v3"
        document.add_heading("How cities innovate", 0)

    assert not read_docx(docx_bytes(build), "doc1.docx").title
