"""The time from a click on a citation to its page on show, the words boxed: under 300 ms in the middle, in a long file too.

``python -m tests.browser.test_speed FILE.pdf…`` says the figures for any files.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import DRAWN, WIDE, serving
from tests.browser.long_pdf import CITED
from tests.browser.test_room import ask

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHOWN = (
    "href => document.querySelector('#viewer .source')?.dataset.query === href.split('?')[1] && document.querySelector('#viewer"
    " rect.quote') && document.querySelector('#viewer img').complete && document.querySelector('#viewer img').naturalWidth > 0"
)


def clicks(browser: Browser, file: Path, data: Path) -> list[float]:
    """Return the milliseconds from each first click on a citation of the file to its boxed page."""
    with serving(["-m", "tests.browser.long_pdf", "PORT", str(data), str(file)]) as address:
        page = browser.new_context(viewport=WIDE).new_page()
        page.goto(address)
        page.locator(DRAWN).first.wait_for(timeout=60_000)
        ask(page, "warm up", "a.marker")
        measured(page, 0, 1)
        exchange = ask(page, "measure", "a.marker")
        assert exchange.locator("a.marker").count() == CITED
        took = measured(page, 1, CITED)
        page.context.close()
    return took


def measured(page: Page, exchange: int, number: int) -> list[float]:
    took = []
    for n in range(number):
        marker = page.locator(".exchange").nth(exchange).locator("a.marker").nth(n)
        href = marker.get_attribute("href")
        page.mouse.move(2, 2)
        started = time.perf_counter()
        marker.click()
        page.wait_for_function(SHOWN, arg=href)
        took.append(1000 * (time.perf_counter() - started))
        page.keyboard.press("Escape")
    return took


@pytest.mark.alone
@pytest.mark.corpora
def test_a_citation_in_the_longest_filing_is_on_show_within_300_ms(chromium: Browser, shared_corpora: Path, tmp_path: Path) -> None:
    import pypdfium2

    files = sorted((shared_corpora / "filings" / "documents").glob("*.pdf"))
    longest = max(files, key=lambda file: len(pypdfium2.PdfDocument(file)))
    took = clicks(chromium, longest, tmp_path)
    if statistics.median(took) >= 300:  # a neighbour was busy; a slow product is slow twice
        took = clicks(chromium, longest, tmp_path / "again")
    assert statistics.median(took) < 300, sorted(took)


def main(*files: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for file in files:
            with tempfile.TemporaryDirectory() as data:
                took = sorted(clicks(browser, Path(file), Path(data)))
            print(f"{Path(file).name}: median {statistics.median(took):.0f} ms, {took[0]:.0f} to {took[-1]:.0f}, n = {len(took)}")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
