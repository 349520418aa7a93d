"""A conversation outlives the server: stop it, start it again over the same data, and it is there, its citations open."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.conftest import DRAWN, ROOT, OpenPage, answers, free_port, served_from
from tests.browser.test_room import ask
from tests.conftest import write_tiny_corpus

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUESTION = "When was the harbour wall rebuilt?"


def _all_read(page: Page) -> Page:
    page.get_by_text("7 documents").wait_for(timeout=90_000)
    page.locator(".ingesting").wait_for(state="detached", timeout=90_000)
    return page


def test_a_conversation_is_there_after_a_restart_and_its_citations_open(open_page: OpenPage, tmp_path: Path) -> None:
    write_tiny_corpus(tmp_path / "corpus")
    port = free_port()
    with served_from(tmp_path / "data", tmp_path / "corpus", port=port) as address:
        page = _all_read(open_page(address))
        before = ask(page, QUESTION, "a.marker").locator(".answer").inner_text()
    with served_from(tmp_path / "data", tmp_path / "corpus", port=port) as address:
        page = page.context.new_page()  # the first one comes back by itself
        page.goto(address)
        page.locator(DRAWN).first.wait_for()
        page.get_by_role("button", name=QUESTION, exact=True).click()
        exchange = page.locator(".exchange").first
        exchange.locator("a.marker").first.click()
        assert "1998" in page.locator("#viewer mark.quote").first.inner_text()
        assert exchange.locator(".answer").inner_text() == before
        page.keyboard.press("Escape")
        ask(page, "How long is it?", ".tools")
        assert page.locator(".exchange").count() == 2


def test_an_open_page_comes_back_by_itself_with_what_was_typed(open_page: OpenPage, tmp_path: Path) -> None:
    write_tiny_corpus(tmp_path / "corpus")
    port = free_port()
    with served_from(tmp_path / "data", tmp_path / "corpus", port=port) as address:
        page = _all_read(open_page(address))
        ask(page, QUESTION, "a.marker")
        page.evaluate("window.before = true")
    box = page.get_by_label("Your question")
    box.fill("How long is it?")
    box.press("Enter")
    page.get_by_text("Connection to the server was lost").wait_for()
    with served_from(tmp_path / "data", tmp_path / "corpus", port=port):
        page.wait_for_function("!window.before && document.querySelector('.exchange')", timeout=60_000)
        page.wait_for_function("document.querySelector('#question textarea').value === 'How long is it?'")
        box.press("Enter")
        page.locator(".exchange").nth(1).locator(".answer").wait_for()


def test_ending_the_chat_while_a_page_is_open_alarms_nobody(tmp_path: Path, open_page: OpenPage) -> None:
    port = free_port()
    command = [sys.executable, "-m", "assistant", "serve", "--data", str(tmp_path / "data"), "--port", port]
    with subprocess.Popen(command, cwd=ROOT / "tests", stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as server:
        answers(f"http://127.0.0.1:{port}", server)
        open_page(f"http://127.0.0.1:{port}").wait_for_timeout(500)
        server.send_signal(signal.SIGINT)
        _, said = server.communicate(timeout=30)
    assert said == "" and server.returncode == 0
