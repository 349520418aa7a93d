"""The product as a user starts it: it reads the corpus, answers, takes a new file in, and lets it go again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.conftest import WIDE, OpenPage, served_from
from tests.browser.test_room import ask
from tests.conftest import write_files

if TYPE_CHECKING:
    from playwright.sync_api import Page

LAMPS = """# The harbour

## Who keeps the lamps of the harbour lit at night?

The lamps of the harbour are kept lit at night by its keeper, Ada Finch.
"""

WEIR = """# The weir

## Who mended the old weir of the harbour?

The old weir of the harbour was mended by Tom Garrow in 1962.
"""


def test_from_the_first_start_to_an_answer_and_a_file_added_and_removed(open_page: OpenPage, real: str, tmp_path: Path) -> None:
    page = open_page(real)
    page.get_by_text("7 documents").wait_for(timeout=90_000)
    page.locator(".ingesting").wait_for(state="detached", timeout=90_000)

    page.locator("#ready .choices button").first.wait_for(timeout=60_000)

    ask(page, "help", ".replied")
    assert page.locator("#ready .choices button").first.is_visible()  # there is something to ask still
    exchange = ask(page, "When was the harbour wall rebuilt?", "a.marker")
    assert page.locator("#ready .choices button").first.is_hidden()
    assert "1998" in exchange.locator(".answer").inner_text()
    exchange.locator("a.marker").first.click()
    assert "1998" in page.locator("#viewer mark.quote").first.inner_text()
    page.keyboard.press("Escape")

    exchange = ask(page, "How much water did the valley use in 2016?", "a.marker")
    exchange.locator("a.marker").first.click()
    page.locator("#viewer rect.quote").first.wait_for(state="attached")
    page.keyboard.press("Escape")

    exchange = ask(page, "How many books does the lending library own?", ".closest")
    page.locator("#add input[type=file]").set_input_files([added_pdf(tmp_path), broken_pdf(tmp_path)])
    receipts = page.locator(".receipt")
    receipts.filter(has_text="library.pdf").filter(has_text="1 page").wait_for(timeout=60_000)
    assert "could not be read" in receipts.filter(has_text="broken.pdf").inner_text()
    page.get_by_text("8 documents").wait_for()

    exchange = ask(page, "How many books does the lending library own?", "a.marker")
    assert "52,480" in exchange.locator(".answer").inner_text()
    shelf = page.locator(".document", has_text="The lending library")
    shelf.locator("summary").first.click()
    shelf.get_by_role("button", name="Remove The lending library").click()
    shelf.get_by_role("button", name="Yes, remove The lending library").click()
    page.get_by_text("7 documents").wait_for(timeout=30_000)
    ask(page, "How many books does the lending library own?", ".closest")


def drop(page: Page, target: str, files: Mapping[str, str]) -> None:
    """Let files, by name, fall on what a selector finds."""
    carried = page.evaluate_handle(
        """(files) => {
            const carried = new DataTransfer()
            for (const [name, words] of Object.entries(files)) carried.items.add(new File([words], name))
            return carried
        }""",
        files,
    )
    for event in ("dragenter", "dragover", "drop"):
        page.locator(target).first.dispatch_event(event, {"dataTransfer": carried})


def test_files_dropped_anywhere_are_read_and_each_gets_a_receipt(open_page: OpenPage, real: str) -> None:
    page = open_page(real)
    page.get_by_text("7 documents").wait_for(timeout=90_000)
    page.locator(".ingesting").wait_for(state="detached", timeout=90_000)
    drop(page, "#add button", {"ferry.txt": "The ferry to Inchmore sails 14 times a day."})
    page.locator(".receipt").filter(has_text="ferry.txt").wait_for(timeout=60_000)
    page.get_by_text("8 documents").wait_for()
    drop(page, "#thread", {"mill.txt": "The paper mill at Inchmore closed in 1931.", "old.doc": "words"})
    page.locator(".receipt.added").filter(has_text="mill.txt").wait_for(timeout=60_000)
    assert "save it as .docx" in page.locator(".receipt", has_text="old.doc").inner_text()
    page.locator(".receipt").get_by_role("button", name="Summarise Mill").click()
    page.locator(".exchange a.marker").first.wait_for()
    assert "closed in 1931" in page.locator(".exchange .answer").inner_text()
    assert page.locator("body.dropping").count() == 0
    exchange = ask(page, "How many times a day does the ferry to Inchmore sail?", "a.marker")
    assert "14 times" in exchange.locator(".answer").inner_text()


def added_pdf(folder: Path) -> Path:
    from reportlab.pdfgen.canvas import Canvas

    path = folder / "library.pdf"
    canvas = Canvas(str(path), invariant=1)
    canvas.setTitle("The lending library")
    canvas.drawString(72, 700, "The lending library owns 52,480 books. It lends nine of ten of them each year.")
    canvas.showPage()
    canvas.save()
    return path


def broken_pdf(folder: Path) -> Path:
    path = folder / "broken.pdf"
    path.write_bytes(b"%PDF-1.7\nthis is not the rest of a PDF")
    return path


def test_a_page_with_nothing_to_read_invites_to_ask_once_something_is_there(open_page: OpenPage, tmp_path: Path) -> None:
    with served_from(tmp_path / "data") as address:
        page = open_page(address)
        page.get_by_role("heading", name="Nothing to read yet").wait_for()
        page.locator("#add input[type=file]").set_input_files([write_files(tmp_path, {"lamps.md": LAMPS}) / "lamps.md"])
        page.get_by_role("heading", name="Ask the research").wait_for(timeout=60_000)
        page.get_by_role("button", name="Who keeps the lamps of the harbour lit at night?").wait_for(timeout=60_000)
        assert page.locator("#add").get_by_text("lamps").count() == 0  # the box is free for the next files
        page.evaluate("""() => {
            const at = document.querySelector("#ready"), none = () => !at.querySelector("button")
            new MutationObserver(() => (window.gone ||= none())).observe(at, { childList: true, subtree: true })
        }""")
        page.locator("#add input[type=file]").set_input_files([write_files(tmp_path, {"weir.md": WEIR}) / "weir.md"])
        page.get_by_role("button", name="Who mended the old weir of the harbour?").wait_for(timeout=60_000)
        assert not page.evaluate("window.gone")  # the questions that were there hold while more are sought
        page.locator(".document", has_text="The weir").locator("summary").first.click()
        page.get_by_role("button", name="Remove The weir").click()
        page.get_by_role("button", name="Yes, remove The weir").click()
        page.get_by_text("1 document", exact=True).wait_for()
        page.locator("#ready button", has_text="The weir").wait_for(state="detached")  # other questions take the place of its own
        page.set_viewport_size({"width": 640, "height": 300})  # as at 400 %: what does not fit above the box scrolls
        example = page.locator("#ready button").last
        example.scroll_into_view_if_needed()
        above, box = example.bounding_box(), page.locator("#question").bounding_box()
        assert above and box and above["y"] + above["height"] <= box["y"]
        page.set_viewport_size(WIDE)
        page.locator(".document summary").first.click()
        page.get_by_role("button", name="Remove The harbour").click()
        page.get_by_role("button", name="Yes, remove The harbour").click()
        page.get_by_role("heading", name="Nothing to read yet").wait_for(timeout=30_000)
        assert page.locator("#ready button").count() == 0
