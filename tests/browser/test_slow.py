"""A server that is slow or gone, a page whose parts come late, and the page on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.test_room import ask

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

LATE_BOX = """
  const find = Document.prototype.querySelector;
  const late = setInterval(() => {
    if (!find.call(document, '#question textarea') || !document.getElementById('thread')) return;
    clearInterval(late);
    setTimeout(() => (window.come = true), 300);
  }, 10);
  Document.prototype.querySelector = function (what) {
    return what === '#question textarea' && !window.come ? null : find.call(this, what);
  };
"""
"""The box for questions is found only some time after the thread is there, as on a slow line."""


def held(page: Page, pattern: str) -> list[Route]:
    """Hold back from now on what the page asks for at addresses like this."""
    asked: list[Route] = []
    page.route(pattern, lambda route: asked.append(route))
    return asked


def let_go(page: Page, asked: list[Route], pattern: str) -> None:
    for route in asked:
        route.continue_()
    page.unroute(pattern)


@pytest.mark.parametrize(
    ("pattern", "words", "shows"),
    [
        ("**/source?*", "Opening the source …", "#viewer .source"),
        ("**/queue/join*", "Your question is on its way …", ".exchange:nth-of-type(2) .tools"),
    ],
    ids=["source", "question"],
)
def test_what_does_not_come_at_once_is_said_until_it_does(
    open_page: OpenPage, staged: str, pattern: str, words: str, shows: str
) -> None:
    page = open_page(staged)
    marker = ask(page, "Who funded the work?").locator("a.marker").first
    asked = held(page, pattern)
    if "source" in pattern:
        marker.click()
    else:
        page.get_by_label("Your question").fill("Who funded the work? Again.")
        page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_text(words).wait_for()
    let_go(page, asked, pattern)
    page.locator(shows).wait_for()
    page.get_by_text(words).wait_for(state="hidden")


def test_an_answer_that_cannot_be_copied_as_the_server_is_gone_says_so(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    exchange = ask(page, "Who funded the work?")
    page.route("**/export?*", lambda route: route.abort())
    exchange.get_by_role("button", name="Copy with references").click()
    page.get_by_text("The assistant does not answer. Is it still running?").wait_for()


def test_a_box_that_comes_after_the_thread_has_its_name_and_what_was_typed(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    page.get_by_label("Your question").fill("Typed and not asked")
    page.add_init_script(LATE_BOX)
    page.reload()
    box = page.get_by_role("textbox", name="Your question", exact=True)
    box.wait_for()
    page.wait_for_function("document.querySelector('#question textarea')?.value === 'Typed and not asked'")


def test_on_paper_stands_the_whole_conversation_and_nothing_to_press(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    for _ in range(3):
        ask(page, "What is the weather?", ".closest")
    ask(page, "Who funded the work?")
    page.emulate_media(media="print")
    hidden = page.evaluate("(t => t.scrollHeight - t.clientHeight)(document.querySelector('#thread'))")
    assert hidden <= 1
    assert page.evaluate("document.documentElement.scrollHeight") > 1.5 * page.evaluate("innerHeight")
    assert page.locator("button:visible, summary:visible, input:visible, textarea:visible").count() == 0
    assert page.locator(".exchange a.marker").first.is_visible()


def test_a_view_of_a_source_is_kept_for_a_click_after_a_hover_and_not_for_good_nor_where_it_failed(
    open_page: OpenPage, staged: str
) -> None:
    page = open_page(staged)
    marker = ask(page, "Who funded the work?").locator("a.marker").first
    answers, asked = iter([503, 200, 200]), []

    def reply(route: Route) -> None:
        asked.append(status := next(answers))
        route.fulfill(status=503, body="<p class='away'>away</p>") if status == 503 else route.continue_()

    page.route("**/source?*part=1", reply)
    for shows, later, times in ((".away", 0, 1), (".source", 0, 2), (".source", 0, 2), (".source", 61_000, 3)):
        page.evaluate(f"(now => (Date.now = () => now() + {later}))(Date.now.bind(Date))")
        marker.click()
        page.locator(f"#viewer {shows}").wait_for()
        assert len(asked) == times
        page.keyboard.press("Escape")
