"""Pages without a text layer are read from their pictures, boxed where they stand, and named in the receipt."""

from __future__ import annotations

import io
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from assistant.load import ocr, read
from assistant.load.ocr import Word, in_reading_order
from assistant.load.pdf import read_pdf, recognised_boxes
from assistant.load.text_layer import Box
from assistant.types import Document
from tests.load.made_pdf import LETTER, column, make_pdf

WORDS = "The harbour wall was rebuilt in 1998"


def scanned(*pages: bytes, dpi: int = 150) -> bytes:
    """Return a PDF of pictures of the first page of each PDF."""
    import pypdfium2
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=LETTER, invariant=True)
    for data in pages:
        with pypdfium2.PdfDocument(data) as document:
            picture = document[0].render(scale=dpi / 72).to_pil()
        canvas.drawImage(ImageReader(picture), 0, 0, *LETTER)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


PRINTED = make_pdf(column(f"{WORDS} after the great", "storm. It is 420 metres long.", size=14, leading=20))


def engine_of(lines: list[list[tuple[str, float, float]]]) -> ocr.Engine:
    """Return an engine that sees words of 60 by 20 pixels at (left, top), whatever the picture."""
    return lambda picture: [[Word(text, Box(x, y, x + 60, y + 20)) for text, x, y in line] for line in lines]


@pytest.fixture
def read_as(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = engine_of([[("Harbour", 200, 200), ("wall", 270, 200)], [("rebuilt.", 200, 240)]])
    monkeypatch.setattr(ocr, "engine", lambda: ("fake", seen))


@pytest.mark.usefixtures("read_as")
def test_a_scanned_page_is_read_between_others() -> None:
    mixed = scanned(PRINTED, PRINTED)
    told: list[tuple[int, int, bool]] = []
    reading = read_pdf(mixed, "a.pdf", lambda page, pages, *, slow=False: told.append((page, pages, slow)))
    assert reading.text == "Harbour wall\nrebuilt.\n\nHarbour wall\nrebuilt."
    assert reading.receipt.ocr_pages == (1, 2) and reading.receipt.pages_read == 2
    assert told == [(1, 2, False), (1, 2, True), (2, 2, False), (2, 2, True)]  # those that take seconds say so
    assert "read from pictures was recognised by fake" in reading.receipt.notes[0]
    assert {segment.place.page for segment in reading.segments} == {1, 2}
    # 200 dots an inch: 200 pixels are 72 points; the page is 792 points high
    document = Document(reading.text, reading.segments, recognised=reading.recognised)
    wall = reading.text.index("wall", 20)
    assert recognised_boxes(document, wall, wall + 4) == [(2, Box(97.2, 712.8, 118.8, 720.0))]
    assert recognised_boxes(document, 0, 21) == [(1, Box(72.0, 712.8, 118.8, 720.0)), (1, Box(72.0, 698.4, 93.6, 705.6))]


@pytest.mark.parametrize(
    ("drawn", "read_as"),
    [
        pytest.param([(72, 700, 400, 1)], 0, id="a rule"),
        pytest.param([(72, 700, 400, 1), (300, 72, 0.5, 600)], 0, id="rules across and down"),
        pytest.param([(72, 700, 400, 1), (72, 600, 9, 11)], 1, id="a rule and something as large as a letter"),
    ],
)
def test_a_page_of_rules_alone_is_empty_and_not_looked_at(
    drawn: list[tuple[float, float, float, float]], read_as: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reportlab.pdfgen.canvas import Canvas

    seen: list[object] = []
    monkeypatch.setattr(ocr, "engine", lambda: ("fake", lambda picture: seen.append(picture) or []))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=LETTER, invariant=True)
    for left, bottom, width, height in drawn:
        canvas.rect(left, bottom, width, height, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    reading = read_pdf(_behind(PRINTED, file.getvalue()), "a.pdf")
    assert (reading.receipt.empty_pages, len(seen)) == ((2,), read_as)


def test_without_an_engine_the_receipt_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "engine", lambda: None)
    reading = read_pdf(_behind(PRINTED, scanned(PRINTED)), "a.pdf")
    assert reading.receipt.empty_pages == (2,) and reading.receipt.ocr_pages == ()
    assert reading.receipt.notes == (f"no text layer on sheets 2; if they are scanned, to read them: {ocr.INSTALL}",)


def test_an_engine_that_fails_is_named_for_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(picture: object) -> ocr.Lines:
        raise ocr.EngineFailed("tesseract: out of breath")

    monkeypatch.setattr(ocr, "engine", lambda: ("fake", fails))
    reading = read_pdf(_behind(PRINTED, scanned(PRINTED)), "a.pdf")
    assert reading.receipt.failed_pages == ((2, "its picture could not be read (tesseract: out of breath)"),)


def _behind(*files: bytes) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for data in files:
        writer.append(PdfReader(io.BytesIO(data)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["rapidocr", "tesseract"])
def test_a_real_engine_reads_a_real_picture(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    there = find_spec(name) if name == "rapidocr" else shutil.which(name)
    if not there:
        pytest.skip(f"{name} is not installed: {ocr.INSTALL}")
    read_it = ocr._rapidocr if name == "rapidocr" else ocr._tesseract
    monkeypatch.setattr(ocr, "engine", lambda: (name, read_it))
    reading = read(scanned(PRINTED), ".pdf", "a.pdf")
    assert WORDS in reading.text and "420 metres long" in reading.text
    start = reading.text.index("1998")
    document = Document(reading.text, reading.segments, recognised=reading.recognised)
    [(sheet, box)] = recognised_boxes(document, start, start + 4)
    left = 72 + 14 * 0.5 * len(WORDS.removesuffix("1998"))  # about half a size per letter of Helvetica
    assert sheet == 1 and abs(box.left - left) < 40 and abs(box.bottom - 700) < 8


def test_a_picture_without_words_leaves_its_page_empty() -> None:
    if not find_spec("rapidocr"):
        pytest.skip(f"rapidocr is not installed: {ocr.INSTALL}")
    from PIL import Image

    assert ocr._rapidocr(Image.new("RGB", (200, 200), "white")) == []


def test_two_columns_are_read_one_after_the_other() -> None:
    heading = [Word("Over both", Box(60, 700, 540, 715))]
    left = [[Word(f"left {n}", Box(60, 600 - 20 * n, 280, 612 - 20 * n))] for n in range(5)]
    right = [[Word(f"right {n}", Box(320, 600 - 20 * n, 540, 612 - 20 * n))] for n in range(5)]
    mixed = [line for pair in zip(right, left, strict=True) for line in pair]
    assert in_reading_order([*mixed, heading], 612) == [heading, *left, *right]


def test_the_cells_of_a_table_are_read_along_its_rows() -> None:
    rows = [
        [Word(f"{cell}{n}", Box(60 + 240 * cell, 600 - 20 * n, 110 + 240 * cell, 612 - 20 * n))]
        for n in range(5)
        for cell in (0, 1)
    ]
    assert in_reading_order(rows, 612) == rows


def test_what_tesseract_prints_is_read_by_its_lines() -> None:
    table = (
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
        "4\t1\t1\t1\t1\t0\t10\t20\t90\t12\t-1\t\n"
        "5\t1\t1\t1\t1\t1\t10\t20\t40\t12\t96.1\tHarbour\n"
        "5\t1\t1\t1\t1\t2\t60\t20\t40\t12\t91\twall\n"
        "5\t1\t1\t1\t2\t1\t10\t40\t40\t12\t12\tsmudge\n"
        '5\t1\t1\t1\t3\t1\t10\t60\t40\t12\t88\t"rebuilt\n'
    )
    lines = list(ocr._lines_of_table(table))
    assert [[word.text for word in line] for line in lines] == [["Harbour", "wall"], ['"rebuilt']]
    assert lines[0][1].box == Box(60, 20, 100, 32)


FAKE = """#!/bin/sh
[ "$*" = "stdin stdout --dpi 200 tsv" ] || { echo "called with $*" >&2; exit 2; }
[ "$(head -c 4 | tail -c 3)" = "PNG" ] || { echo "this is no picture" >&2; exit 3; }
printf 'level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n'
printf '5\\t1\\t1\\t1\\t1\\t1\\t200\\t100\\t400\\t50\\t95\\tHarbour\\n'
printf '5\\t1\\t1\\t1\\t1\\t2\\t700\\t100\\t200\\t50\\t95\\twall\\n'
"""


def test_tesseract_is_found_called_and_its_boxes_lie_in_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "tesseract"
    program.write_text(FAKE, encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(ocr, "find_spec", lambda name: None)
    monkeypatch.setattr(ocr, "engine", ocr.engine.__wrapped__)
    reading = read(scanned(PRINTED), ".pdf", "a.pdf")
    assert reading.text.strip() == "Harbour wall" and reading.receipt.ocr_pages == (1,)
    document = Document(reading.text, reading.segments, recognised=reading.recognised)
    start = reading.text.index("wall")
    # 200 dots an inch are 72/200 points a dot: 700 * 0.36 = 252, and from the top of the page 100 * 0.36 = 36
    [(sheet, box)] = recognised_boxes(document, start, start + 4)
    assert (sheet, box.left, box.right) == (1, 252.0, 324.0) and box.top - box.bottom == pytest.approx(18, abs=0.2)
