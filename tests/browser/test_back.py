"""Back and Forward of the browser: what lies open over the conversation is closed and opened again, and the chat stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import DRAWN, NARROW, WIDE, OpenPage
from tests.browser.stage import FUNDED
from tests.browser.test_room import ask

if TYPE_CHECKING:
    from playwright.sync_api import Page


def shown(page: Page) -> tuple[str, str]:
    """Return the words that a source shows marked, "" where none is open, and the area of a narrow window."""
    page.wait_for_timeout(400)  # going back is not over when it returns
    marked = page.locator("#viewer mark.quote, #viewer .boxed").first
    return (marked.inner_text() if marked.count() else ""), page.evaluate("document.body.dataset.area || ''")


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_back_closes_a_source_and_forward_opens_it_again(open_page: OpenPage, staged: str, viewport: dict[str, int]) -> None:
    page = open_page(staged, viewport=viewport)
    exchange = ask(page, "Who funded the work?")
    address = page.url
    marker = exchange.locator("a.marker").first
    marker.click()
    assert shown(page)[0] == FUNDED
    page.go_back()
    assert shown(page) == ("", "") and page.url == address and exchange.is_visible()
    assert marker.evaluate("it => it === document.activeElement"), "the reader is where the source was opened"
    page.go_forward()
    assert shown(page)[0] == FUNDED
    page.reload()
    page.locator(".exchange").first.wait_for(state="attached")
    assert shown(page)[0] == FUNDED, "a reload leaves open what was"
    page.go_back()
    assert shown(page)[0] == "" and page.locator(".exchange").is_visible() and page.url == address


@pytest.mark.parametrize("close", ["button", "Escape"])
def test_a_source_closed_on_the_page_leaves_nothing_for_back_to_close(open_page: OpenPage, staged: str, close: str) -> None:
    page = open_page("about:blank")
    page.goto(staged)
    page.locator(DRAWN).first.wait_for()
    markers = ask(page, "Who funded the work?").locator("a.marker")
    for marker in (0, 1, 2):  # one in the place of the other
        markers.nth(marker).click()
        page.locator("#viewer h2").wait_for()
    page.keyboard.press("Escape") if close == "Escape" else page.locator("#viewer .back").click()
    assert shown(page)[0] == ""
    markers.nth(0).click()  # at once, while the browser may still be going back
    assert shown(page)[0] == FUNDED
    page.go_back()
    assert shown(page)[0] == "" and page.locator(".exchange").is_visible()
    page.go_back()
    assert page.url == "about:blank"


def test_what_is_opened_while_the_page_goes_back_stays_open(open_page: OpenPage, staged: str) -> None:
    page = open_page("about:blank")
    page.goto(staged)
    page.locator(DRAWN).first.wait_for()
    markers = ask(page, "Who funded the work?").locator("a.marker")
    markers.nth(0).click()
    assert shown(page)[0] == FUNDED
    markers.nth(0).evaluate(
        """marker => {
            for (const _ of [1, 2]) document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
            marker.click();
        }"""
    )
    assert shown(page)[0] == FUNDED
    page.go_back()
    assert shown(page)[0] == "" and page.locator(".exchange").is_visible()
    page.go_back()
    assert page.url == "about:blank"


def test_on_a_phone_back_leads_from_a_source_to_its_area_and_from_there_to_the_chat(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged, viewport=NARROW)
    ask(page, "Who funded the work?")
    page.get_by_role("button", name="Corpus").click()
    assert shown(page)[1] == "corpus"
    page.get_by_role("button", name="Evidence").click()
    page.locator("#sources .quoted").first.click()
    assert shown(page) == (FUNDED, "evidence")
    page.go_back()
    assert shown(page) == ("", "evidence") and page.locator("#sources .quoted").first.is_visible()
    page.go_back()
    assert shown(page) == ("", "")
    page.go_forward()
    assert shown(page) == ("", "evidence")
    page.get_by_role("button", name="Evidence").click()
    assert shown(page) == ("", "") and page.locator(".exchange").is_visible()


def test_what_was_asked_beside_an_open_source_keeps_its_address_when_that_is_closed(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    page.locator(".document summary").first.click()
    page.locator(".document a[data-source]").first.click()
    page.locator("#viewer h2").wait_for()
    ask(page, "Who funded the work?")
    assert "c=" in page.url
    page.go_back()
    assert shown(page)[0] == "" and "c=" in page.url
    page.reload()
    assert "Lankelly Chase" in page.locator(".exchange").inner_text()
