"""Views of sources: what is marked is what was cited, what is escaped stays text, what is kept stays within its bound."""

from __future__ import annotations

import hashlib
import io
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.load.markdown import read_markdown
from assistant.text.months import date_in_words
from assistant.types import Answer, Citation, Document, Locator, Role, Segment, Sentence
from assistant.viewer import Viewer, routes
from assistant.viewer.pages import Kept, Pages, Rectangle
from assistant.viewer.passages import marked, passage_span, section_html, turns_html
from assistant.viewer.tables import quote_html
from assistant.viewer.words import (
    count,
    place_in_words,
    receipt_in_words,
    remarks_in_words,
    strength,
    verdict,
    warning,
)
from tests.browser.stage import BROKEN, FOLLOWED, FUNDED, SAID, Info, StagedAssistant, cite, pdf_bytes


@pytest.fixture(scope="module")
def library() -> StagedAssistant:
    return StagedAssistant()


@pytest.fixture
def client(library: StagedAssistant) -> TestClient:
    return TestClient(Starlette(routes=routes(lambda request: Viewer(library))))


def marks(html: str) -> str:
    """Return the words inside the marks of a view, as they would be read."""
    return " ".join(unescape(" ".join(re.findall(r'<mark class="quote">(.*?)</mark>', html, re.S))).split())


# -- where words stand


def test_a_web_citation_marks_its_words_and_shows_its_section(library: StagedAssistant) -> None:
    view = Viewer(library).citation(cite(library.document("blogs/lessons.html"), FUNDED, 1).citation_id)
    assert marks(view) == FUNDED
    assert '<span class="passage"> The council paid for the rooms.</span>' in view
    assert "Who paid for it?" in view and "The NHS trust gave none." in view
    assert "What follows we would do again." not in view
    assert 'href="https://example.org/lessons"' in view


def test_a_transcript_citation_shows_the_turns_around_it_with_speaker_and_time(library: StagedAssistant) -> None:
    view = Viewer(library).citation(cite(library.document("transcripts/workshop.vtt"), SAID, 1).citation_id)
    assert marks(view) == SAID
    assert "<b>Facilitator</b>" in view and "<time>0:47</time>" in view and "The forms had to change." in view
    assert 'href="https://example.org/watch?v=1&amp;t=47"' in view


@pytest.mark.parametrize(
    ("words", "sheet", "shown"),
    [(FOLLOWED, None, 2), (BROKEN, None, 2), (BROKEN, 3, 3), (FUNDED, 3, 3), (FUNDED, 99, 3)],
)
def test_a_pdf_citation_opens_at_its_page_and_turns_to_others(
    library: StagedAssistant, words: str, sheet: int | None, shown: int
) -> None:
    view = Viewer(library).citation(cite(library.document("reports/hard-edges.pdf"), words, 1).citation_id, sheet=sheet)
    assert f"Page {shown} of 3" in view
    assert ("Previous page" in view, "Next page" in view) == (shown > 1, shown < 3)


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


class Remembered:
    """Words that an earlier answer gave."""

    def __init__(self, words: str | None) -> None:
        self.words = words

    def quote(self, citation_id: str) -> str | None:
        return self.words


@pytest.mark.parametrize(
    ("remembered", "said", "shown"),
    [
        (None, "not found in it any more", ""),
        ("Words that were taken out.", "not found in it any more", ""),
        ("The NHS trust gave none.", "now stand here", "The NHS trust gave none."),
    ],
)
def test_a_citation_of_a_changed_document_marks_the_same_words_or_none(
    library: StagedAssistant, remembered: str | None, said: str, shown: str
) -> None:
    stale = re.sub(r"@\w+", "@" + "0" * 12, cite(library.document("blogs/lessons.html"), FUNDED, 1).citation_id)
    view = Viewer(library, quotes=Remembered(remembered)).citation(stale)
    assert "has changed since it was cited" in view and said in view
    assert marks(view) == shown and "Lessons from Coventry" in view


def test_a_whole_document_opens_without_marks(library: StagedAssistant) -> None:
    view = Viewer(library).document("blogs/lessons.html")
    assert "What follows we would do again." in view and "<mark" not in view


@pytest.mark.parametrize("role", ["turn", "caption"])
def test_the_name_of_a_speaker_is_said_once(role: Role) -> None:
    text = "FUNDER: We paid. FUNDER: Twice."
    turn = Segment(0, len(text), role, Locator(start_seconds=1.0, speaker="Funder"))
    document = Document(text=text, segments=(turn,), id="a.vtt", sha256="0" * 64, kind="transcript")
    assert "<b>Funder</b> <time>0:01</time></p><p>We paid. FUNDER: Twice.</p>" in turns_html(document, (0, 0), (0, 0))


TABLE = """# Depths

Soundings of the bay:

| Port | Depth |
|------|------:|
| Quay | <2 m |
| Mole | 9 m |

The end.
"""


def test_rows_are_drawn_as_a_table_and_the_quoted_one_is_marked_cell_by_cell() -> None:
    reading = read_markdown(TABLE.encode(), "a.md")
    document = Document(reading.text, reading.segments, id="a.md", sha256="0" * 64, kind="report")
    start = reading.text.index("| Quay")
    html = section_html(document, (start, start + len("| Quay | <2 m |")), (0, 0), whole=True)
    assert (
        '<div class="table"><table><tr><th>Port</th><th>Depth</th></tr><tr><td><mark class="quote">Quay</mark></td>'
        '<td><mark class="quote">&lt;2 m</mark></td></tr><tr><td>Mole</td><td>9 m</td></tr></table></div>'
    ) in html
    assert "|" not in html and "--" not in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain & simple.", "Plain &amp; simple."),
        ("| <b> | 41 |", '<div class="table"><table><tr><td>&lt;b&gt;</td><td>41</td></tr></table></div>'),
        (
            "Lead:\n| Port | Depth |\n|---|---|\n| A | 2 m |\nEnd.",
            'Lead:<div class="table"><table><tr><th>Port</th><th>Depth</th></tr><tr><td>A</td><td>2 m</td></tr></table></div>End.',
        ),
        (
            "Port | Depth\nA | 2 m",
            '<div class="table"><table><tr><th>Port</th><th>Depth</th></tr><tr><td>A</td><td>2 m</td></tr></table></div>',
        ),
        (
            "A | 2 m\nB | 3 m",
            '<div class="table"><table><tr><td>A</td><td>2 m</td></tr><tr><td>B</td><td>3 m</td></tr></table></div>',
        ),
        ("|---|", ""),
    ],
)
def test_quoted_words_are_drawn_with_their_tables(text: str, html: str) -> None:
    assert quote_html(text) == html


# -- text from documents is data


class Elements(HTMLParser):
    """Collect the elements and attributes of a page, as a browser would make them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src")}


def assert_harmless(html: str) -> None:
    found = Elements(html)
    assert not found.tags & {"script", "iframe", "object", "embed", "b" if "<b>x" in html else "script"}
    assert not {name for name in found.attributes if name.startswith("on")}
    assert not {address for address in found.addresses if address.startswith("javascript:")}
    assert "x" not in found.addresses


@pytest.mark.parametrize("whole", [False, True])
def test_nothing_in_a_document_becomes_an_element(library: StagedAssistant, whole: bool) -> None:
    document = library.document("blogs/hostile.md")
    segment = document.segments[1]
    view = Viewer(library).citation(document.cite_id(segment.start, segment.end), whole=whole)
    assert_harmless(view)
    assert "&lt;script&gt;alert(3)&lt;/script&gt;" in view


@given(st.text(alphabet="<>&\"' ab\n", min_size=1, max_size=40), st.data())
def test_marking_keeps_every_character(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    passage, quote = (cuts[0], cuts[3]), (cuts[1], cuts[2])
    html = marked(text, 0, len(text), quote, passage)
    assert unescape(re.sub(r"</?(mark|span)[^>]*>", "", html)) == text
    assert unescape("".join(re.findall(r"<mark[^>]*>(.*?)</mark>", html, re.S))) == text[quote[0] : quote[1]]


# -- addresses


def test_a_citation_has_an_address_that_opens_alone_or_within_the_chat(client: TestClient, library: StagedAssistant) -> None:
    id_ = cite(library.document("blogs/lessons.html"), FUNDED, 1).citation_id
    alone = client.get("/source", params={"id": id_})
    part = client.get("/source", params={"id": id_, "part": "1"})
    assert alone.status_code == part.status_code == 200
    assert alone.text.startswith("<!doctype html>") and part.text.startswith("<article")
    assert part.text in alone.text
    assert "<title>Lessons from Coventry</title>" in alone.text


def test_items_that_show_their_own_number_get_no_other_mark() -> None:
    text = "So:\n\n1. Ask.\n2. Listen.\n\nAnd:\n\n- Stay.\n"
    reading = read_markdown(text.encode(), "a.md")
    document = Document(reading.text, reading.segments, id="a.md", sha256="0" * 64, kind="report")
    html = section_html(document, (0, 0), (0, 0), whole=True)
    assert '<li class="item numbered">1. Ask.</li><li class="item numbered">2. Listen.</li>' in html
    assert '<li class="item">Stay.</li>' in html


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/source?id=nonsense", 404),
        ("/source?id=gone.txt%23c%3D0-4%40000000000000", 404),
        ("/source?document=../../etc/passwd", 404),
        ("/source", 404),
        ("/page?document=reports/hard-edges.pdf&sheet=9", 404),
        ("/page?document=reports/hard-edges.pdf&sheet=x", 400),
        ("/page?document=nothing.pdf&sheet=1", 404),
    ],
)
def test_an_address_of_nothing_says_so(client: TestClient, address: str, status: int) -> None:
    reply = client.get(address)
    assert reply.status_code == status
    assert "Traceback" not in reply.text


def test_a_page_is_a_picture_of_its_width(client: TestClient) -> None:
    from PIL import Image

    reply = client.get("/page", params={"document": "reports/hard-edges.pdf", "sheet": 1, "width": 650})
    assert reply.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(reply.content)).width in (700, 701)  # whole points, rounded up


@pytest.mark.parametrize(("name", "disposition"), [("reports/hard-edges.pdf", "inline"), ("blogs/lessons.html", "attachment")])
def test_only_a_pdf_is_shown_in_place(client: TestClient, name: str, disposition: str) -> None:
    reply = client.get("/original", params={"document": name})
    assert reply.headers["content-disposition"].startswith(disposition)
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "html" not in reply.headers["content-type"]


# -- what is kept


def test_pictures_go_by_age_and_are_made_anew() -> None:
    clock = 0.0
    kept: Kept[bytes] = Kept(10, len, seconds=60, now=lambda: clock)
    assert kept.get("a", lambda: b"old") == b"old"
    clock = 59.0
    assert kept.get("a", lambda: b"new") == b"old" and kept.weight == 3
    clock = 60.0
    kept.forget_old()
    assert kept.weight == 0 and kept.get("a", lambda: b"new") == b"new"


def test_pictures_are_kept_within_a_bound_and_the_oldest_goes_first() -> None:
    kept: Kept[bytes] = Kept(10, len)
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


# -- words


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2011-05-03", "3 May 2011"),
        ("2011-05", "May 2011"),
        ("2011", "2011"),
        (None, ""),
        ("spring", "spring"),
        ("2011-13", "2011-13"),
    ],
)
def test_dates_are_said_as_exactly_as_they_are_known(iso: str | None, words: str) -> None:
    assert date_in_words(iso) == words


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Locator(page=4, page_label="iv"), "page iv, sheet 4"),
        (Locator(page=4, page_label="4"), "page 4"),
        (Locator(page=4, end_page=5, page_label="iv–v"), "pages iv–v, sheets 4–5"),
        (Locator(start_seconds=845.2, speaker="Funder"), "at 14:05, Funder"),
        (Locator(heading=("A", "B", "C")), "B › C"),
        (Locator(slide=3), "slide 3"),
        (Locator(), ""),
    ],
)
def test_places_are_said_in_words(place: Locator, words: str) -> None:
    assert place_in_words(place) == words


def citation(document: str, kind: str, date: str | None) -> Citation:
    return Citation(1, document, document, kind, date, Locator(), 0, 1, "x", f"{document}#c=0-1@0", "supported", 1.0)


def test_strength_counts_sources_not_citations() -> None:
    cited = [
        citation("a", "report", "2013"),
        citation("a", "report", "2013"),
        citation("b", "report", "2018-05"),
        citation("c", "blog", None),
    ]
    known = {"a": Info("a", "a", "report", "2013", ("Ann", "Bo")), "b": Info("b", "b", "report", "2018", ("Ann",))}
    assert strength(cited, known) == "1 blog, 2 reports, 2013 to 2018, two authors"
    assert warning(cited) == "" and warning(cited[:2]) == "This rests on one source."
    assert strength([], known) == warning([]) == ""


def test_a_verdict_sums_up_every_sentence() -> None:
    def judged(*support: str) -> Answer:
        sentences = tuple(Sentence("x", (1,), s) for s in support)  # type: ignore[arg-type]
        return Answer("q", "q", "answered", "x", 1.0, sentences=sentences)

    assert verdict(judged("supported", "supported")) == "Checked word for word."
    assert verdict(judged("supported", "partly")) == "Of 2 sentences: 1 checked word for word, 1 partly supported."
    assert verdict(judged()) == ""


def test_a_receipt_says_what_was_not_read() -> None:
    receipt = {
        "pages": 9, "pages_read": 6, "empty_pages": [2, 3], "failed_pages": [{"page": 7, "reason": "damaged"}], "ocr_pages": [4],
        "label_offset": 3, "furniture_lines": 9, "captions_folded": 1, "language": "en", "duplicate_of": ["b.pdf"],
        "suspicious": ["hidden text"], "notes": ["two columns"],
    }  # fmt: skip
    assert receipt_in_words(receipt) == [
        "6 of 9 pages read",
        "the page numbers in print are 3 behind the sheets",
        "9 lines of running heads, feet and contents set aside",
        "1 caption that repeated the one before folded",
        "in English",
        *(remarks := remarks_in_words(receipt)),
    ]
    assert remarks == [
        "no text on pages 2-3",
        "read from the picture: page 4",
        "page 7 not read: damaged",
        "the same file as b.pdf, so one of the two can be removed",
        "suspicious: hidden text",
        "two columns",
    ]
    assert count(2, "page") == "2 pages"
    assert count(1152, "document") == "1,152 documents"


def test_the_passage_around_a_long_quote_is_the_quote() -> None:
    text = "a" * 3000
    document = Document(text=text, segments=(Segment(0, 3000, "paragraph"),), id="a", sha256=hashlib.sha256().hexdigest())
    assert passage_span(document, (5, 2900)) == (5, 2900)
    assert passage_span(document, (5, 9), limit=4000) == (0, 3000)


# -- on real files


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
    return "".join(c for c in text if c.isalnum())


@pytest.mark.corpora
def test_the_words_under_the_boxes_are_the_quote_in_real_files(shared_corpora: Path) -> None:
    from assistant.load.pdf import read_pdf

    reports = sorted((Path(__file__).parent.parent / "corpus" / "reports").glob("*.pdf"))
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
