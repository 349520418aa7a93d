"""The shelf while it changes: what a reader unfolded, typed, sought or had in focus stays, and belongs to the same document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import NARROW, WIDE, OpenPage
from tests.browser.test_room import ask

if TYPE_CHECKING:
    from playwright.sync_api import Page

WITH_FOCUS = "document.activeElement.getAttribute('aria-label') || document.activeElement.innerText"


def enter(open_page: OpenPage, address: str) -> Page:
    """Open the room once everything is read."""
    page = open_page(address)
    page.locator(".document").nth(6).wait_for(timeout=90_000)
    page.locator(".ingesting").wait_for(state="detached", timeout=90_000)
    return page


def add(page: Page, file: Path, text: str) -> None:
    """Add a file and wait for its receipt."""
    file.write_text(text, encoding="utf-8")
    page.locator("#add input[type=file]").set_input_files([file])
    page.locator(".receipt.added").filter(has_text=file.name).wait_for(timeout=60_000)


def test_a_correction_by_keyboard_leaves_the_reader_where_it_was_made(open_page: OpenPage, real: str) -> None:
    page = enter(open_page, real)
    shelf = page.locator(".document[data-id='transcripts/panel.txt']")
    shelf.locator("summary").first.focus()
    for key in ("Enter", *["Tab"] * 4, "Enter", *["Tab"] * 3):  # past Open, Summarise and Remove into the form's date
        page.keyboard.press(key)
    page.keyboard.type("2004-05")
    page.keyboard.press("Enter")
    page.locator(".receipt.corrected").wait_for(timeout=60_000)
    shelf.get_by_text("May 2004").wait_for()
    assert page.evaluate(WITH_FOCUS).split("\n")[-1] == "2004"
    assert shelf.locator(".correction").get_attribute("open") is None
    assert page.locator("#receipts").get_attribute("role") == "status"
    assert page.locator(".receipt.corrected").is_visible()  # although the list is longer than the window
    page.get_by_role("button", name="Close the receipts").click()
    assert page.locator(".receipt").count() == 0


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_what_can_be_done_with_a_document_stands_in_whole_words(open_page: OpenPage, staged: str, viewport: dict[str, int]) -> None:
    page = open_page(staged, viewport=viewport)
    if viewport is NARROW:
        page.get_by_role("button", name="Corpus").click()
    page.locator(".document", has_text="Lessons from Coventry").locator("summary").first.click()
    items = page.locator(".document details[open]").first.locator(".links :is(a, button), .correction > summary")
    boxes = [item.bounding_box() for item in items.all()]
    assert len(boxes) == 4 and all(box and box["height"] < 40 and box["width"] > 20 for box in boxes), boxes


def test_what_was_typed_stays_with_its_document_when_another_is_added_before_it(
    open_page: OpenPage, real: str, tmp_path: Path
) -> None:
    page = enter(open_page, real)
    shelf = page.locator(".document[data-id='blogs/trams.html']")
    shelf.locator("summary").first.click()
    shelf.locator(".correction summary").click()
    shelf.get_by_label("Authors").fill("Rosa Lind")
    add(page, tmp_path / "quay.md", "# A quay\n\nThe quay at Marrowby carries nineteen green lanterns.\n")
    page.locator(".document[data-id='uploads/quay.md']").wait_for()
    assert shelf.get_by_label("Authors").is_visible() and shelf.get_by_label("Authors").input_value() == "Rosa Lind"
    written = page.locator(".document input[name=authors]").evaluate_all("all => all.map(field => field.value)")
    assert written.count("Rosa Lind") == 1
    assert page.locator(".document > details[open]").count() == 1


def test_after_a_removal_each_button_names_its_own_document(open_page: OpenPage, real: str, tmp_path: Path) -> None:
    page = enter(open_page, real)
    add(page, tmp_path / "aqueduct.md", "---\ntitle: An aqueduct\n---\n\nThe aqueduct at Thornsea has sixty arches.\n")
    gone = page.locator(".document", has_text="An aqueduct")
    gone.locator("summary").first.click()
    page.clock.install()
    gone.get_by_role("button", name="Remove An aqueduct").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(WITH_FOCUS) == "Yes, remove An aqueduct"
    page.keyboard.press("Enter")
    page.locator(".receipt.removed", has_text="An aqueduct").wait_for(timeout=30_000)
    page.clock.fast_forward(10_000)
    named = page.locator("#corpus [data-act=remove]").evaluate_all(
        "all => all.map(b => [b.getAttribute('aria-label'), b.closest('.document').querySelector('summary').firstChild.data])"
    )
    assert named and all(name == f"Remove {title.strip()}" for name, title in named), named
    assert page.evaluate("document.activeElement.matches('#corpus summary')")


def test_a_title_that_is_sought_in_vain_is_said_and_goes_on_being_sought(open_page: OpenPage, real: str, tmp_path: Path) -> None:
    page = enter(open_page, real)
    add(page, tmp_path / "ropewalk.md", "# A ropewalk\n\nThe ropewalk employed sixty-four apprentices.\n")
    page.get_by_label("Find a document").fill("nowhere")
    page.get_by_text("No title has these words.").wait_for()
    assert page.locator(".document:visible, .kind h3:visible").count() == 0
    page.get_by_role("button", name="Transcripts").click()
    page.get_by_text("Answers come from these only.").wait_for()
    assert page.get_by_label("Find a document").count() == 0 or page.locator(".document:visible").count() == 0


def test_a_title_is_sought_among_thousands_without_a_wait(open_page: OpenPage, real: str, tmp_path: Path) -> None:
    page = enter(open_page, real)
    add(page, tmp_path / "sailmaker.md", "# A sailmaker\n\nThe sailmaker of Marrowby had twelve looms.\n")
    page.get_by_label("Find a document").wait_for()
    page.evaluate(
        """() => {
            const one = document.querySelector(".document[data-id='blogs/trams.html']");
            for (let n = 0; n < 2000; n++) one.after(one.cloneNode(true));
        }"""
    )
    took = page.evaluate(
        """async () => {
            const box = document.querySelector("[data-find]"), drawn = () => new Promise((then) => requestAnimationFrame(then));
            await drawn();
            const since = performance.now();
            box.value = "sailmaker";
            box.dispatchEvent(new Event("input", { bubbles: true }));
            document.body.offsetHeight;
            return performance.now() - since;
        }"""
    )
    assert page.locator(".document:visible").evaluate_all("all => all.map(one => one.dataset.id)") == ["uploads/sailmaker.md"]
    assert took < 3000


def test_a_chat_limited_to_documents_that_are_gone_says_so_in_words_and_can_be_widened(open_page: OpenPage, real: str) -> None:
    page = enter(open_page, real)
    page.get_by_role("button", name="Reports 1").click()
    page.get_by_text("Answers come from these only.").wait_for()
    report = page.locator(".document")
    report.locator("summary").first.click()
    report.get_by_role("button", name="Remove").click()
    report.get_by_role("button", name="Yes, remove").click()
    page.get_by_text("There are none of these any more.").wait_for(timeout=30_000)
    exchange = ask(page, "When was the harbour wall rebuilt?", ".declined")
    assert "There is no document of kind report." in exchange.inner_text()
    page.get_by_role("button", name="Reports 0").click()
    page.locator(".document").nth(5).wait_for()
    ask(page, "When was the harbour wall rebuilt?", "a.marker")


def test_enter_on_a_marker_moves_the_focus_into_the_source_on_a_phone_too(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged, viewport=NARROW)
    marker = ask(page, "Who funded the work?").locator("a.marker").first
    marker.focus()
    page.keyboard.press("Enter")
    page.locator("#viewer .source").wait_for()
    page.wait_for_function("document.activeElement.matches('#viewer h2')")
    page.keyboard.press("Escape")
    assert marker.evaluate("element => element === document.activeElement")


def test_the_focus_stays_in_the_thread_when_a_gap_is_logged_and_a_reason_given(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    declined = ask(page, "What is the weather?", ".closest")
    declined.get_by_role("button", name="Log this question as a gap").focus()
    page.keyboard.press("Enter")
    declined.get_by_text("Logged as a gap").wait_for()
    assert page.evaluate(WITH_FOCUS) == "Logged as a gap in the corpus"
    answered = ask(page, "Who funded the work?")
    answered.get_by_role("button", name="Not helpful").click()
    answered.get_by_label("What made it so?").fill("No amounts")
    page.keyboard.press("Enter")
    answered.get_by_text("You said: No amounts").wait_for()
    assert page.evaluate(WITH_FOCUS) == "Not helpful"
    unclear = ask(page, "What outcomes?", ".choices")
    unclear.get_by_role("button", name="What outcomes did the council measure?").focus()
    page.keyboard.press("Enter")
    page.locator(".exchange h2", has_text="What outcomes did the council measure?").wait_for()
    assert page.evaluate("document.activeElement.matches('#question textarea')")
