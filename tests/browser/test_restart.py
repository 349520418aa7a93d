"""A conversation outlives the server: stop it, start it again over the same data, and it is there, its citations open."""

from __future__ import annotations

from pathlib import Path

from tests.browser.conftest import OpenPage, free_port, served_from
from tests.browser.test_room import ask
from tests.conftest import write_tiny_corpus

QUESTION = "When was the harbour wall rebuilt?"


def test_a_conversation_is_there_after_a_restart_and_its_citations_open(open_page: OpenPage, tmp_path: Path) -> None:
    write_tiny_corpus(tmp_path / "corpus")
    port = free_port()
    with served_from(tmp_path / "data", tmp_path / "corpus", port=port) as address:
        page = open_page(address)
        page.get_by_text("7 documents").wait_for(timeout=90_000)
        page.locator(".ingesting").wait_for(state="detached", timeout=90_000)
        before = ask(page, QUESTION, "a.marker").locator(".answer").inner_text()
    with served_from(tmp_path / "data", tmp_path / "corpus", port=port) as address:
        page.goto(address)
        page.locator(".thread").wait_for()
        page.get_by_role("button", name=QUESTION, exact=True).click()
        exchange = page.locator(".exchange").first
        exchange.locator("a.marker").first.click()
        assert "1998" in page.locator("#viewer mark.quote").first.inner_text()
        assert exchange.locator(".answer").inner_text() == before
        page.keyboard.press("Escape")
        ask(page, "How long is it?", ".tools")
        assert page.locator(".exchange").count() == 2
