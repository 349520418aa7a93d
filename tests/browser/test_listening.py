"""What those who listen to the page hear: that an answer is there, once, and none of its words as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.test_room import ask

if TYPE_CHECKING:
    from playwright.sync_api import Page

LIVE = "[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]"
LISTEN = """live => {
  window.heard = []
  window.spoken = new Map()
  const note = () => document.querySelectorAll(live).forEach(region => {
    const now = region.innerText.trim()
    if (now !== (window.spoken.get(region) ?? '')) {
      window.spoken.set(region, now)
      if (now && !now.includes('on its way')) window.heard.push(now)  // said where this machine is busy
    }
  })
  document.querySelectorAll(live).forEach(region => window.spoken.set(region, region.innerText.trim()))
  new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true })
}"""


def listen(page: Page) -> None:
    """Note from now on what any live region comes to say, as a screen reader would speak it."""
    page.evaluate(LISTEN, LIVE)


def test_an_answer_is_announced_once_and_its_words_are_not_read_out_as_they_come(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    listen(page)
    ask(page, "Who funded the work?")
    page.wait_for_function("window.heard.length > 0")
    page.wait_for_timeout(500)
    assert page.evaluate("window.heard") == ["Answer ready, resting on 3 sources."]
    ask(page, "Who funded the work? Again.")
    page.wait_for_function("window.heard.length > 1")
    page.wait_for_timeout(500)
    assert page.evaluate("window.heard") == ["Answer ready, resting on 3 sources."] * 2


def test_a_long_answer_is_silent_while_it_is_written(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    listen(page)
    ask(page, "slow", ".writing p")
    page.get_by_text("word20").wait_for()
    assert page.evaluate("window.heard") == []
    page.locator("#question").get_by_role("button", name="Stop").click()
    page.locator(".stopped").wait_for()
    page.wait_for_function("window.heard.length > 0")
    assert page.evaluate("window.heard") == ["Stopped."]


@pytest.mark.parametrize(
    ("question", "shown", "heard"),
    [
        ("What is the weather?", ".closest", "The corpus does not answer this. The closest passages are listed."),
        ("What outcomes?", ".choices", "Which did you mean? Choose a reading."),
        ("break", ".failed", "That did not work."),
    ],
)
def test_what_comes_instead_of_an_answer_is_announced_too(
    open_page: OpenPage, staged: str, question: str, shown: str, heard: str
) -> None:
    page = open_page(staged)
    listen(page)
    ask(page, question, shown)
    page.wait_for_function("window.heard.length > 0")
    assert [words[: len(heard)] for words in page.evaluate("window.heard")] == [heard]


def test_no_live_region_holds_the_conversation(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    ask(page, "Who funded the work?")
    assert page.locator(".exchange").locator("xpath=ancestor::*[@aria-live and @aria-live!='off']").count() == 0
    assert page.locator(".exchange").locator("xpath=ancestor::*[@role='log' or @role='status' or @role='alert']").count() == 0
