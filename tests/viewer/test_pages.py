"""Pages of PDF files: the words under the boxes are the quote, and what is kept stays within its bound."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import pytest

from assistant.load.pdf import read_pdf
from assistant.types import Document, Locator, Segment
from assistant.viewer.pages import MadeLast, Pages, Rectangle
from tests.browser.stage import BROKEN, FOLLOWED, FUNDED, StagedAssistant, cite, pdf_bytes
from tests.load.made_pdf import Print, column, make_pdf


@pytest.fixture(scope="module")
def library() -> StagedAssistant:
    return StagedAssistant()


@pytest.mark.parametrize("words", [FOLLOWED, FUNDED, BROKEN])
def test_the_words_under_the_boxes_are_the_quote(library: StagedAssistant, words: str) -> None:
    document = library.document("reports/hard-edges.pdf")
    citation = cite(document, words, 1)
    read = []
    for sheet in range(1, 4):
        span = (citation.start, citation.end)
        view = Pages().view(document, pdf_bytes, sheet, span, span)
        read += [words_under(box, sheet, view.width, view.height) for box in view.quote]
    assert " ".join(" ".join(read).split()) == words


def words_under(box: Rectangle, sheet: int, width: float, height: float) -> str:
    """Read a box of a page back from the text layer."""
    import pypdfium2

    page = pypdfium2.PdfDocument(pdf_bytes())[sheet - 1].get_textpage()
    left, bottom = box.left * width, (1 - box.top - box.height) * height
    right, top = left + box.width * width, bottom + box.height * height
    return str(page.get_text_bounded(left - 0.5, bottom - 0.5, right + 0.5, top + 0.5))


def test_pictures_go_by_age_and_are_made_anew() -> None:
    clock = 0.0
    kept = MadeLast(10, seconds=60, now=lambda: clock)
    assert kept.get("a", lambda: b"old") == b"old"
    clock = 59.0
    assert kept.get("a", lambda: b"new") == b"old" and kept.weight == 3
    clock = 60.0
    kept.forget_old()
    assert kept.weight == 0 and kept.get("a", lambda: b"new") == b"new"


def test_pictures_are_kept_within_a_bound_and_the_oldest_goes_first() -> None:
    kept = MadeLast(10)
    made = []

    def make(key: str) -> bytes:
        return kept.get(key, lambda: made.append(key) or key.encode() * 4)  # type: ignore[func-returns-value]

    for key in "aababca":
        make(key)
        assert kept.weight <= 10
    assert made == ["a", "b", "c", "a"]
    assert kept.get("big", lambda: b"x" * 11) == b"x" * 11 and kept.weight <= 10


def test_a_page_is_drawn_once(library: StagedAssistant) -> None:
    asked = []
    pages = Pages()

    def data() -> bytes:
        asked.append(1)
        return pdf_bytes()

    document = library.document("reports/hard-edges.pdf")
    first = pages.picture(document, data, 1, 700)
    assert pages.picture(document, data, 1, 640) is first
    assert len(asked) == 1


def sentences_of(document: Document, number: int, seed: int) -> list[tuple[int, int]]:
    """Draw spans of body text that a citation could have, from 40 to 400 characters."""
    import random

    body = [s for s in document.segments if s.is_body and 60 <= s.end - s.start <= 400]
    return [(s.start, s.end) for s in random.Random(seed).sample(body, min(number, len(body)))]


def read_back(data: bytes, document: Document, span: tuple[int, int]) -> str:
    """Crop the drawn boxes of a span from the text layer and return their words."""
    import pypdfium2

    opened, words = pypdfium2.PdfDocument(data), []
    place = document.locate(*span)
    for sheet in range(place.page or 1, (place.end_page or place.page or 1) + 1):
        view = Pages().view(document, lambda: data, sheet, span, (0, 0))
        page = opened[sheet - 1].get_textpage()
        for box in view.quote:
            left, bottom = box.left * view.width, (1 - box.top - box.height) * view.height
            right, top = left + box.width * view.width, bottom + box.height * view.height
            words.append(str(page.get_text_bounded(left + 0.2, bottom + 0.2, right - 0.2, top - 0.2)))
    return "".join(words)


def letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())  # raised numbers as they are printed


@pytest.mark.corpora
def test_the_words_under_the_boxes_are_the_quote_in_real_files(shared_corpora: Path) -> None:
    from assistant.load.pdf import read_pdf

    reports = sorted((Path(__file__).parents[2] / "corpus" / "reports").glob("*.pdf"))
    filings = sorted((shared_corpora / "filings" / "documents").glob("*.pdf"), key=lambda f: f.stat().st_size)[:5]
    wrong, total = [], 0
    for file in [*reports, *filings]:
        data = file.read_bytes()
        read = read_pdf(data, file.name)
        document = Document(text=read.text, segments=read.segments, id=file.name, sha256=hashlib.sha256(data).hexdigest())
        for span in sentences_of(document, 10, seed=7):  # with 20 of each of 20 files it is 392 of 392
            total += 1
            quote, cropped = letters(document.text[slice(*span)]), letters(read_back(data, document, span))
            if quote != cropped:
                wrong.append((file.name, document.locate(*span).page, quote[:80], cropped[:80]))
    assert total >= 100
    assert len(wrong) <= total // 100, wrong


def test_words_read_from_the_picture_of_a_page_are_boxed_on_it() -> None:
    from tests.load.test_ocr import PRINTED, scanned

    text = "wall rebuilt"  # the page is 612 by 792 points
    words = ((0, 4, 1, 61.2, 700.0, 122.4, 712.8), (5, 12, 1, 153.0, 700.0, 306.0, 712.8))
    place = Segment(0, 12, "paragraph", Locator(page=1))
    document = Document(text, (place,), id="a.pdf", sha256="0" * 64, recognised=words)
    view = Pages().view(document, lambda: scanned(PRINTED, dpi=30), 1, (5, 12), (0, 12))
    [quote], [passage] = view.quote, view.passage
    assert (quote.left, quote.width) == pytest.approx((0.25, 0.25)) and quote.top == pytest.approx(0.1)
    assert (passage.left, passage.width) == pytest.approx((0.1, 0.4))


def test_what_stands_between_the_lines_of_a_quote_and_is_not_read_is_not_marked() -> None:
    pulled = [Print(72, 660, "“No one had asked them before,", size=16), Print(72, 642, "and so no one knew.”", size=16)]
    above = column("No one had asked them before, and so no one knew.", "The second of the visits took place in a hall that")
    data = make_pdf([*above, *pulled, *column("the council had let to them for the day.", top=610)])
    read = read_pdf(data, "a.pdf")
    made = Document(text=read.text, segments=read.segments, id="a.pdf", sha256="0" * 64)
    span = (read.text.index("The second"), len(read.text))
    view = Pages().view(made, lambda: data, 1, span, span)
    assert [round(792 * (1 - box.top - box.height)) // 10 for box in view.quote] == [68, 60]
