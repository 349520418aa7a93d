"""Views of sources: what is marked is what was cited, what is escaped stays text, what is not there says so."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.errors import StoreUnavailable
from assistant.viewer import Viewer, routes
from tests.browser.stage import BROKEN, FOLLOWED, FUNDED, SAID, StagedAssistant, cite
from tests.elements import assert_harmless


@pytest.fixture(scope="module")
def library() -> StagedAssistant:
    return StagedAssistant()


@pytest.fixture
def client(library: StagedAssistant) -> TestClient:
    return TestClient(Starlette(routes=routes(lambda request: Viewer(library))))


def marks(html: str) -> str:
    """Return the words inside the marks of a view, as they would be read."""
    return " ".join(unescape(" ".join(re.findall(r'<mark class="quote">(.*?)</mark>', html, re.S))).split())


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
    ("words", "sheet", "shown"), [(FOLLOWED, None, 2), (BROKEN, None, 2), (BROKEN, 3, 3), (FUNDED, 3, 3), (FUNDED, 99, 3)]
)
def test_a_pdf_citation_opens_at_its_page_and_turns_to_others(
    library: StagedAssistant, words: str, sheet: int | None, shown: int
) -> None:
    view = Viewer(library).citation(cite(library.document("reports/hard-edges.pdf"), words, 1).citation_id, sheet=sheet)
    assert f"Page {shown} of 3" in view
    assert ("Previous page" in view, "Next page" in view) == (shown > 1, shown < 3)


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


@pytest.mark.parametrize("whole", [False, True])
def test_nothing_in_a_document_becomes_an_element(library: StagedAssistant, whole: bool) -> None:
    document = library.document("blogs/hostile.md")
    segment = document.segments[1]
    view = Viewer(library).citation(document.cite_id(segment.start, segment.end), whole=whole)
    assert_harmless(view)
    assert "&lt;script&gt;alert(3)&lt;/script&gt;" in view


def test_a_citation_has_an_address_that_opens_alone_or_within_the_chat(client: TestClient, library: StagedAssistant) -> None:
    id_ = cite(library.document("blogs/lessons.html"), FUNDED, 1).citation_id
    alone = client.get("/source", params={"id": id_})
    part = client.get("/source", params={"id": id_, "part": "1"})
    assert alone.status_code == part.status_code == 200
    assert alone.text.startswith("<!doctype html>") and part.text.startswith("<article")
    assert part.text in alone.text
    assert "<title>Lessons from Coventry</title>" in alone.text


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
        ("/page?document=blogs/lessons.html&sheet=1", 404),
    ],
)
def test_an_address_of_nothing_says_so(client: TestClient, address: str, status: int) -> None:
    reply = client.get(address)
    assert reply.status_code == status
    assert "Traceback" not in reply.text


class Moved(StagedAssistant):
    """A library whose files are no longer where they were read."""

    def source_bytes(self, id: str) -> bytes:
        raise StoreUnavailable(f"/srv/reports/{id}: No such file or directory; ingest its folder again")


def test_a_citation_of_a_pdf_whose_file_was_moved_opens_in_the_words_read_from_it() -> None:
    library = Moved()
    client = TestClient(Starlette(routes=routes(lambda request: Viewer(library))))
    opened = client.get("/source", params={"id": cite(library.document("reports/hard-edges.pdf"), FOLLOWED, 1).citation_id})
    assert opened.status_code == 200 and marks(opened.text) == FOLLOWED
    assert "pages cannot be shown" in opened.text and "No such file" in opened.text and "/srv" not in opened.text
    for address in ("/original?document=reports/hard-edges.pdf", "/page?document=reports/hard-edges.pdf&sheet=1"):
        reply = client.get(address)
        assert reply.status_code == 503 and "No such file" in reply.text and "/srv" not in reply.text


@pytest.mark.parametrize("view", ["/source", "/original"])
def test_a_document_that_is_gone_is_told_to_a_reader_with_a_way_back(client: TestClient, view: str) -> None:
    said = client.get(view, params={"document": "gone.pdf"}, follow_redirects=True).text
    assert "No document" in said and "it may have been removed." in said and "assistant list" not in said and 'href="/"' in said


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
