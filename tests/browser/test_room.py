"""What a reader does, in a real browser, over the stage: ask, open, return, stop, edit, judge, leave and come back."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest

from assistant.chat.prose import draft_html
from tests.browser.conftest import NARROW, WIDE, OpenPage
from tests.browser.stage import BROKEN, FUNDED, SAID

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def ask(page: Page, question: str, wait_for: str = ".tools") -> Locator:
    """Ask and return the exchange once its end is drawn."""
    before = page.locator(".exchange").count()
    box = page.get_by_label("Your question")
    box.fill(question)
    box.press("Enter")
    exchange = page.locator(".exchange").nth(before)
    exchange.locator(wait_for).first.wait_for()
    return exchange


def test_a_question_is_answered_with_markers_and_evidence(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    exchange = ask(page, "Who funded the work?")
    assert exchange.locator("a.marker").count() == 4
    assert page.locator("#sources blockquote").first.inner_text() == FUNDED
    assert "1 blog, 1 report, 1 transcript, 2015 to 2018, three authors" in exchange.locator(".strength").inner_text()
    page.wait_for_function("document.querySelector('#said').innerText.includes('Answer ready')")
    assert page.locator("#said").get_attribute("role") == "status"


@pytest.mark.parametrize(("marker", "kind", "words"), [(0, ".text mark.quote", FUNDED), (2, ".turns mark.quote", SAID)])
def test_a_marker_opens_the_words_where_they_stand(open_page: OpenPage, staged: str, marker: int, kind: str, words: str) -> None:
    page = open_page(staged)
    ask(page, "Who funded the work?").locator("a.marker").nth(marker).click()
    assert page.locator(f"#viewer {kind}").inner_text() == words
    assert page.locator(f"#viewer {kind}").is_visible()


def test_a_quote_over_a_page_break_is_boxed_on_both_pages(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    ask(page, "Who funded the work?").locator("a.marker").nth(3).click()
    page.get_by_text("Page 2 of 3").wait_for()
    assert page.locator("#viewer rect.quote").count() == 1
    page.get_by_role("link", name="Next page").click()
    page.get_by_text("Page 3 of 3").wait_for()
    assert page.locator("#viewer rect.quote").count() == 1
    assert len(BROKEN) > 60


def test_on_a_phone_the_way_back_from_a_source_says_that_it_leads_to_the_answer(open_page: OpenPage, staged: str) -> None:
    for viewport, way in ((NARROW, "← Back to the answer"), (WIDE, "← All sources")):
        page = open_page(staged, viewport=viewport)
        marker = ask(page, "Who funded the work?").locator("a.marker").first
        marker.click()
        page.get_by_role("button", name=way).click()
        page.wait_for_function("document.activeElement.matches('a.marker')")
        assert page.get_by_label("Your question").is_visible()


def test_hovering_a_marker_shows_its_words_and_focus_too(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    markers = ask(page, "Who funded the work?").locator("a.marker")
    markers.nth(2).hover()
    assert page.locator("#words blockquote").inner_text() == SAID
    page.mouse.move(2, 2)
    page.locator("#words").wait_for(state="hidden")
    markers.nth(0).focus()
    assert page.locator("#words blockquote").inner_text() == FUNDED
    page.keyboard.press("Escape")
    assert page.locator("#words").is_hidden()


def test_the_keyboard_alone_reaches_a_citation_and_returns(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    page.get_by_label("Your question").focus()
    page.keyboard.type("Who funded the work?")
    page.keyboard.press("Enter")
    page.locator(".exchange .tools").wait_for()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('a.marker')"):
            break
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert re.fullmatch(r"source 4, Hard Edges Revisited, pages 2–3", name)
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.locator("#viewer .source").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == name
    assert page.locator("#words").is_hidden()  # they would lie over the markers beside it
    assert page.locator("#viewer").is_hidden()


def test_a_copied_link_opens_the_same_view_in_another_tab(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    ask(page, "Who funded the work?")
    page.get_by_role("button", name="Copy link to source 1").click()
    page.get_by_text("Link copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    other = open_page(link)
    assert other.locator("mark.quote").inner_text() == FUNDED


def test_an_answer_is_copied_with_its_references_and_saved(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    exchange = ask(page, "Who funded the work?")
    exchange.get_by_role("button", name="Copy with references").click()
    page.get_by_text("Copied with references").wait_for()
    assert f"“{FUNDED}”" in page.evaluate("navigator.clipboard.readText()")
    exchange.get_by_text("Save as").click()
    with page.context.expect_page() as opened:
        exchange.get_by_role("link", name="Printable page").click()
    assert opened.value.get_by_role("heading", name="References").is_visible()


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_menu_of_a_later_answer_is_whole_and_a_thumb_asks_why_in_sight(
    viewport: dict[str, int], open_page: OpenPage, staged: str
) -> None:
    page = open_page(staged, viewport=viewport)
    ask(page, "Who funded the work?")
    exchange = ask(page, "Who funded the second work?")
    exchange.get_by_text("Save as").click()
    room = page.locator("#thread").bounding_box()
    for name in ("Plain text", "The whole conversation: Printable page"):
        box = exchange.get_by_role("link", name=name, exact=True).bounding_box()
        assert room and box and box["height"] < 60
        assert box["x"] >= room["x"] and box["x"] + box["width"] <= room["x"] + room["width"]
        assert box["y"] >= room["y"] and box["y"] + box["height"] <= room["y"] + room["height"]
    page.keyboard.press("Escape")
    exchange.get_by_role("button", name="Not helpful").click()
    form = exchange.locator("form.reason")
    form.wait_for()
    page.wait_for_timeout(300)
    shown = form.bounding_box()
    assert shown and shown["y"] + shown["height"] <= room["y"] + room["height"]


@pytest.mark.alone
def test_a_click_shows_the_boxed_page_at_once(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    markers = ask(page, "Who funded the work?").locator("a.marker")
    took = []
    for _ in range(5):
        started = time.perf_counter()
        markers.nth(1).click()
        page.wait_for_function("document.querySelector('#viewer img')?.complete && document.querySelector('#viewer rect.quote')")
        took.append(time.perf_counter() - started)
        page.keyboard.press("Escape")
    assert sorted(took)[2] < 0.3, took


def test_what_the_corpus_does_not_answer_is_declined_and_can_be_logged(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    exchange = ask(page, "What is the weather?", ".closest")
    assert exchange.get_by_role("heading", name="Closest passages").is_visible()
    assert exchange.locator("a.marker").count() == 0
    exchange.get_by_role("button", name="Log this question as a gap").click()
    exchange.get_by_text("Logged as a gap").wait_for()


def test_a_reading_is_chosen_by_a_button(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    exchange = ask(page, "What outcomes?", ".choices")
    exchange.get_by_role("button", name="What outcomes did the council measure?").click()
    page.locator(".exchange h2", has_text="What outcomes did the council measure?").wait_for()


def test_a_model_that_fails_says_what_happened(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    exchange = ask(page, "break", ".failed")
    assert "does not answer at 127.0.0.1:11434" in exchange.inner_text()


def test_writing_can_be_stopped(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    ask(page, "slow", ".writing p")
    page.locator("#question").get_by_role("button", name="Stop").click()
    page.locator(".stopped").wait_for()
    assert "word0" in page.locator(".stopped").inner_text()
    page.locator("#question").get_by_role("button", name="Ask").wait_for()


def test_an_answer_that_was_being_written_is_there_after_a_reload(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    ask(page, "slow", ".writing p")
    page.reload()
    page.locator(".writing p, .exchange .tools").first.wait_for()  # not "Stopped"
    page.locator(".exchange .tools").wait_for(timeout=60_000)
    assert page.locator("#sources blockquote").first.inner_text() == FUNDED


def test_an_answer_can_be_stopped_after_a_reload_in_the_middle_of_it(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    ask(page, "slow", ".writing p")
    page.reload()
    page.locator("#question").get_by_role("button", name="Stop").click()
    page.locator(".stopped", has_text="Nothing here has been checked").wait_for()
    page.locator("#question").get_by_role("button", name="Ask").wait_for()
    ask(page, "Who funded the work?")
    assert page.locator(".exchange").count() == 2


def test_a_new_question_is_not_taken_off_the_screen_by_an_answer_that_is_being_written(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    ask(page, "slow, and then anew", ".writing p")
    page.get_by_role("button", name="New question").click()
    page.get_by_role("heading", name="Ask the research").wait_for()
    page.wait_for_timeout(1500)
    assert page.locator(".exchange").count() == 0
    ask(page, "Who funded the work?")
    page.get_by_role("button", name="slow, and then anew", exact=True).click()
    page.get_by_role("heading", name="slow, and then anew").wait_for()
    page.locator(".writing p, .exchange .tools").first.wait_for()


def test_a_question_can_be_edited_and_asked_again(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    ask(page, "What is the weather?", ".closest")
    page.locator(".question").hover()
    page.get_by_role("button", name="Edit question 1").click()
    page.wait_for_function("document.querySelector('#question textarea').value === 'What is the weather?'")
    box = page.get_by_label("Your question")
    box.fill("Who funded the work?")
    box.press("Enter")
    page.locator(".exchange a.marker").first.wait_for()
    assert page.locator(".exchange").count() == 1


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_after_a_reload_the_conversation_stands_where_it_was_read(
    open_page: OpenPage, staged: str, viewport: dict[str, int]
) -> None:
    page = open_page(staged, viewport=viewport)
    for _ in range(4):
        ask(page, "What is the weather?", ".closest")
    page.evaluate("document.querySelector('#thread').scrollTop = 700")
    page.reload()
    page.locator(".exchange").nth(3).wait_for()
    page.wait_for_function("document.querySelector('#thread').scrollTop === 700")


def test_a_conversation_is_there_after_a_reload_with_its_thumb_and_reason(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    exchange = ask(page, "Who funded the work? Tell me.")
    exchange.get_by_role("button", name="Not helpful").click()
    exchange.get_by_label("What made it so?").fill("No amounts")
    exchange.get_by_label("What made it so?").press("Enter")
    exchange.get_by_text("You said: No amounts").wait_for()
    page.reload()
    page.get_by_text("You said: No amounts").wait_for()
    assert page.locator("#sources blockquote").first.inner_text() == FUNDED
    page.get_by_role("button", name="New question").click()
    page.get_by_role("heading", name="Ask the research").wait_for()
    page.get_by_role("button", name="Who funded the work? Tell me.", exact=True).click()
    page.get_by_text("You said: No amounts").wait_for()
    page.get_by_role("button", name="Delete the conversation Who funded the work? Tell me.").click()
    page.get_by_role("button", name="Yes, delete Who funded the work? Tell me.").click()
    page.get_by_text("Your conversations will be kept here.").wait_for()


def test_another_browser_does_not_see_the_conversation(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    ask(page, "Who funded the work?")
    other = open_page(page.url)
    other.get_by_role("heading", name="Ask the research").wait_for()
    assert other.get_by_text("Your conversations will be kept here.").is_visible()


def test_answers_can_be_limited_to_a_kind_of_document(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    page.get_by_role("button", name="Reports 1").click()
    page.get_by_text("Answers come from these only.").wait_for()
    assert page.locator(".document").count() == 1
    page.get_by_role("button", name="Reports 1").click()
    page.locator(".document").nth(3).wait_for()


def test_text_that_attacks_stays_text(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged)
    exchange = ask(page, "hostile <img src=x onerror=alert(0)>")
    exchange.locator("a.marker").first.hover()
    exchange.locator("a.marker").first.click()
    page.locator("#viewer mark.quote").first.wait_for()
    assert "<script>alert(3)</script>" in page.locator("#viewer").inner_text()
    page.locator(".document summary", has_text="alert(6)").click()


def test_a_phone_shows_one_area_at_a_time(open_page: OpenPage, staged: str) -> None:
    page = open_page(staged, viewport=NARROW)
    exchange = ask(page, "Who funded the work?")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("#sources").is_hidden() and page.locator("#corpus").is_hidden()
    for area, shown in (("Corpus", "#corpus"), ("Conversations", "#conversations"), ("Evidence", "#sources")):
        page.locator(".bar").get_by_role("button", name=area).click()
        page.locator(shown).wait_for()
        assert page.locator(".bar [aria-expanded=true]").inner_text() == area
    page.locator(".bar").get_by_role("button", name="Evidence").click()
    exchange.locator("a.marker").first.click()
    page.locator("#viewer mark.quote").wait_for()
    page.keyboard.press("Escape")
    assert exchange.locator("a.marker").first.is_visible()
    page.locator("#viewer").wait_for(state="hidden")


@pytest.mark.parametrize("viewport", [NARROW, WIDE])
def test_a_wide_table_scrolls_in_its_frame_and_its_cells_stay_readable(
    open_page: OpenPage, staged: str, viewport: dict[str, int]
) -> None:
    page = open_page(staged, viewport=viewport)
    ask(page, "Who funded the work?")
    rows = ["Area | " + " | ".join(f"Figure {n}" for n in range(9)), *[f"A rather long name of an area | {'7 % | ' * 8} 3"] * 3]
    page.locator(".answer").evaluate("(element, table) => { element.innerHTML = table }", draft_html("\n".join(rows)))
    frame = page.locator(".answer .table")
    assert frame.evaluate("element => element.scrollWidth > element.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert page.locator(".answer td").first.evaluate("cell => cell.clientHeight") < 60  # two lines, not a word on each


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_any_view(open_page: OpenPage, staged: str, scheme: str) -> None:
    from tests.browser.axe import faults

    page = open_page(staged, scheme=scheme)
    page.emulate_media(reduced_motion="reduce")  # axe would measure an area that is still fading in
    found = {"welcome": faults(page)}
    for question, shown in (
        ("Is there doubt?", ".doubt"),
        ("What is the weather?", ".closest"),
        ("What outcomes?", ".choices"),
        ("break", ".failed"),
    ):
        ask(page, question, shown)
    found["thread"] = faults(page)
    markers = page.locator("a.marker")
    for name, marker in (("text", 0), ("page", 1), ("turns", 2)):
        markers.nth(marker).click()
        page.locator("#viewer .source").wait_for()
        found[name] = faults(page)
        page.keyboard.press("Escape")
    address = markers.nth(1).get_attribute("href")
    alone = open_page(staged + (address or ""), scheme=scheme)
    found["a page of its own"] = faults(alone)
    found["the manual of the interface"] = faults(open_page(f"{staged}/api/docs", scheme=scheme))
    page.get_by_role("button", name="Why these sources?").first.click()
    page.locator("#sources .why").wait_for()
    page.get_by_text("What was checked").first.click()
    page.locator(".document summary").first.click()
    page.locator(".correction summary").first.click()
    page.set_viewport_size({**WIDE, "height": 1500})  # a row that is half under the drop area is no fault
    found["why, what was checked, a correction"] = faults(page)
    phone = open_page(staged, scheme=scheme, viewport=NARROW)
    phone.emulate_media(reduced_motion="reduce")
    found["welcome, narrow"] = faults(phone)
    ask(phone, "Is there doubt?", ".doubt")
    found["thread, narrow"] = faults(phone)
    phone.locator("a.marker").first.click()
    phone.locator("#viewer .source").wait_for()
    found["text, narrow"] = faults(phone)
    assert not any(found.values()), found


def test_axe_would_find_a_fault(open_page: OpenPage, staged: str) -> None:
    from tests.browser.axe import faults

    page = open_page(staged)
    page.evaluate("document.querySelector('.welcome p').style.color = '#ddd'")
    assert any(fault.startswith("color-contrast") for fault in faults(page))
